"""Layouts in which whole tables were lost: tight rows, dark heads, columns with a folio between."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy
import pytest

from checker.documents.scan.cell_ink import CellInk, InkedCell
from checker.documents.scan.columns import gutters
from checker.documents.scan.inked import Piece, around, lines_of
from checker.documents.scan.light_print import dark_on_light
from checker.documents.scan.merged_heads import with_heads_apart
from checker.documents.scan.ruled_grids import RuledCell, RuledGrid, grids_of
from checker.documents.scan.rules import rules_of
from checker.documents.scan.seals import without_grey_seal
from checker.documents.scan.straight import StraightPage, straightened
from checker.documents.scan.under_rules import _percentile
from checker.model import Doubt
from tests.documents.scan.test_pieces import HIGH, WIDE, XS, YS, only
from tests.documents.scan.test_seals_and_shades import dark_head

A4_AT_200 = 1653  # pixels across
LEAST = 9.9  # pixels: the lowest line of print at 200 dpi


def table(xs: list[int], ys: list[int], thick: int = 3) -> numpy.ndarray:
    """A table with all its lines, on a page of A4 at 200 dpi."""
    page = numpy.full((1200, A4_AT_200), 255, numpy.uint8)
    for x in xs:
        cv2.line(page, (x, ys[0]), (x, ys[-1]), (0,), thick)
    for y in ys:
        cv2.line(page, (xs[0], y), (xs[-1], y), (0,), thick)
    return page


def lines_at(page: numpy.ndarray) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where the lines of the page's one table are, to five pixels."""
    shown = straightened(cv2.cvtColor(page, cv2.COLOR_GRAY2RGB), 200)
    grid = grid_of(shown.grey)
    return tuple(round(x / 5) * 5 for x in grid.xs), tuple(round(y / 5) * 5 for y in grid.ys)


def grid_of(grey: numpy.ndarray) -> RuledGrid:
    untinted = numpy.zeros(grey.shape, bool)
    (grid,) = grids_of(rules_of(StraightPage(grey, A4_AT_200, untinted, numpy.eye(3))))
    return grid


def character(page: numpy.ndarray, x: int, top: int, foot: int) -> None:
    """An upright stroke of an ideograph with three others across it."""
    cv2.line(page, (x, top), (x, foot), (0,), 3)
    for y in (top + 5 + x // 20 % 4, (top + foot) // 2 + x // 20 % 5, foot - 5 - x // 20 % 3):
        cv2.line(page, (x - 13, y), (x + 13, y), (0,), 3)


@pytest.mark.parametrize("gap", [6, 3, 0])
def test_strokes_as_long_as_a_row_is_high_are_no_rules(gap: int) -> None:
    xs, ys = [200, 700, 900, 1100, 1300], list(range(200, 661, 46))
    page = table(xs, ys)
    for row, (top, foot) in enumerate(pairwise(ys)):
        for x in (240, 300, 420, 480, 780, 980):  # below one another in every other row
            character(page, x + row % 2 * 20, top + 1 + gap, foot - 1 - gap)
    assert lines_at(page) == (tuple(xs), tuple(round(y / 5) * 5 for y in ys))


@pytest.mark.parametrize(("pale", "noise"), [(210, 4), (216, 2), (220, 4)])
def test_the_edges_of_thin_rules_that_are_nearly_paper_are_seen(pale: int, noise: int) -> None:
    xs, ys = [200, 700, 900, 1100, 1300], list(range(200, 1001, 80))
    page = table(xs, ys, thick=1)
    page[ys[1] + 4 : ys[2] - 3, 690:711] = 255  # two cells of the second row are one
    page = numpy.where(page < 128, pale, 253).astype(numpy.float32)
    for x in range(620, 800, 40):
        character(page, x, ys[1] + 24, ys[1] + 55)
    page = cv2.GaussianBlur(page, (0, 0), 0.5)
    grain = numpy.random.default_rng(4).normal(0, noise, page.shape)
    grey = numpy.clip(page + grain, 0, 255).astype(numpy.uint8)
    cells = grid_of(grey).cells
    assert len(cells) == 39
    assert all(cell.is_sure for cell in cells)
    assert next((one.column, one.columns) for one in cells if one.row == 1) == (0, 2)


def test_a_column_of_the_one_row_that_a_page_break_left_is_there() -> None:
    xs, ys = [200, 700, 900, 1300], list(range(200, 561, 45))
    page = table(xs, ys)
    cv2.line(page, (1100, ys[0]), (1100, ys[1]), (0,), 3)
    assert lines_at(page)[0] == (200, 700, 900, 1100, 1300)


@pytest.mark.parametrize("short", [4, 5])
def test_a_rule_that_a_bad_copy_ends_before_its_line_is_no_stroke(short: int) -> None:
    xs, ys = [200, 700, 900, 1300], list(range(200, 801, 100))
    page = table(xs, ys)
    for top, foot in list(pairwise(ys))[::2]:
        cv2.line(page, (1100, top + 2 + short), (1100, foot), (0,), 3)
        page[top - 2 : top + 3, 1080:1120] = 255  # the line is gone there
    assert lines_at(page)[0] == (200, 700, 900, 1100, 1300)


def test_a_hyphen_is_a_line_of_print_and_a_speck_is_none() -> None:
    hyphen, speck = Piece((100, 100, 108, 103), 22), Piece((100, 100, 106, 106), 30)
    assert lines_of([hyphen], LEAST) == [[hyphen]]
    assert lines_of([speck], LEAST) == []
    assert lines_of([Piece((100, 100, 104, 102), 8)], LEAST) == []


def test_a_dark_head_of_a_pale_copy_full_of_grain_is_turned() -> None:
    pale = 255 - (255 - dark_head((0, 0, 0)).astype(numpy.float32)) * 0.55
    grain = numpy.random.default_rng(5).normal(0, 14, pale.shape[:2])[:, :, None]
    picture = numpy.clip(pale + grain, 0, 255).astype(numpy.uint8)
    shown = straightened(picture)
    grid = only(shown.grey)
    assert len(grid.cells) == 11
    inside = shown.grey[YS[0] + 8 : YS[0] + 20, XS[0] + 20 : XS[0] + 80]
    assert numpy.median(inside) > 200


@pytest.mark.parametrize("degrees", [-0.8, 1.1])
def test_the_edge_of_a_dark_head_that_is_askew_has_no_stairs(degrees: float) -> None:
    turn = cv2.getRotationMatrix2D((WIDE / 2, HIGH / 2), degrees, 1)
    picture = cv2.warpAffine(
        dark_head((0, 0, 0)), turn, (WIDE, HIGH), borderValue=(255, 255, 255), flags=cv2.INTER_CUBIC
    )
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    found = dark_on_light(grey, picture, WIDE)
    head = numpy.zeros((HIGH, WIDE), numpy.uint8)
    head[YS[0] - 3 : YS[1] + 4, XS[0] - 3 : XS[-1] + 4] = 1
    outside = cv2.warpAffine(head, turn, (WIDE, HIGH)) == 0
    assert (outside & (grey > 200) & (found < 150)).sum() < 30  # of stairs there are hundreds


def test_bold_print_is_no_dark_cell() -> None:
    page = numpy.full((HIGH, WIDE), 255, numpy.uint8)
    for x in range(100, 460, 40):  # blots of a bold title
        cv2.rectangle(page, (x, 200), (x + 34, 236), (0,), 9)
        cv2.line(page, (x, 218), (x + 34, 218), (0,), 9)
    assert (dark_on_light(page, cv2.cvtColor(page, cv2.COLOR_GRAY2RGB), WIDE) == page).all()


def test_a_folio_between_two_columns_does_not_join_them() -> None:
    unit = 1653
    left = [(100, y, 900, y + 30) for y in range(100, 1500, 60)]
    right = [(1000, y, 1800, y + 30) for y in range(100, 1500, 60)]
    folio = [(930, 1600, 940, 1604), (945, 1590, 955, 1614), (960, 1600, 970, 1604)]
    assert gutters([*left, *right, *folio], 1900, unit) == [950]
    assert gutters([*left, (1000, 90, 1800, 1500)], 1900, unit) == [950]  # one table alone
    assert gutters([*left, *right, (880, 700, 1020, 760)], 1900, unit) == []


def test_rules_about_as_pale_as_seals_may_be_are_no_seal() -> None:
    page = numpy.full((HIGH, WIDE), 254, numpy.float32)
    for at in (300, 380, 460, 540):  # a table as large as a seal
        page[300:544, at : at + 4] = page[at : at + 4, 300:544] = 198
    noise = numpy.random.default_rng(2).normal(0, 6, page.shape)
    grey = numpy.clip(cv2.GaussianBlur(page, (0, 0), 0.7) + noise, 0, 255).astype(numpy.uint8)
    assert not without_grey_seal(grey, WIDE)[1].any()


@pytest.mark.parametrize("count", [1, 2, 3, 7, 40, 211])
def test_a_share_is_the_one_that_numpy_tells(count: int) -> None:
    values = numpy.random.default_rng(count).random(count) * 5
    assert [_percentile(values, share) for share in (2, 35, 90)] == [
        float(numpy.percentile(values, share)) for share in (2, 35, 90)
    ]


def test_the_drawn_edge_of_a_dark_head_is_no_ink_of_its_cell() -> None:
    page = table([200, 500, 800, 1100], [200, 320, 440, 560])
    cv2.rectangle(page, (207, 207), (493, 313), (0,), 2)
    for y in (248, 292):
        cv2.putText(page, "HEH", (290, y), cv2.FONT_HERSHEY_SIMPLEX, 1, (0,), 2)
    untinted = numpy.zeros(page.shape, bool)
    shown = StraightPage(page, A4_AT_200, untinted, numpy.eye(3))
    # As where a pale rule is wider than what is known of it.
    cell = RuledCell(0, 0, 1, 1, (203, 203, 498, 318), is_sure=True)
    head = CellInk(shown).of(cell, RuledGrid((200, 500), (200, 320), (cell,)))
    assert [len(line) for line in head.lines] == [3, 3]


def test_digits_that_touch_and_fill_a_narrow_cell_are_no_edge_of_it() -> None:
    page = table([200, 290, 380], [200, 240, 280])
    cv2.putText(page, "8888", (207, 234), cv2.FONT_HERSHEY_SIMPLEX, 1, (0,), 1)
    cv2.line(page, (207, 222), (282, 222), (0,), 1)  # by which they are one piece
    shown = StraightPage(page, A4_AT_200, numpy.zeros(page.shape, bool), numpy.eye(3))
    cell = RuledCell(0, 0, 1, 1, (205, 208, 285, 237), is_sure=True)
    figure = CellInk(shown).of(cell, RuledGrid((200, 290), (200, 240), (cell,)))
    assert sum(piece.area for line in figure.lines for piece in line) > 300


def word(left: int, top: int, count: int = 2) -> list[Piece]:
    """Characters of 30 pixels beside one another."""
    return [Piece((x, top, x + 28, top + 30), 400) for x in range(left, left + 32 * count, 32)]


def one_head(columns: int) -> tuple[RuledGrid, InkedCell]:
    """A head of which no line is left, over as many columns, and what stands in it."""
    xs = tuple(range(100, 100 + 120 * columns + 1, 120))
    ruled = RuledCell(0, 0, 1, columns, (xs[0] + 3, 203, xs[-1] - 2, 318), is_sure=True)
    grid = RuledGrid(xs, (200, 320), (ruled,))
    above = word(120, 210)  # of several columns, though it stands in one
    across = word(xs[1] - 60, 245, 5)
    lowest = [piece for x in xs[:-1] for piece in word(x + 30, 280)]
    return grid, InkedCell(ruled, [above, across, lowest], None)


def test_heads_without_a_line_between_are_sorted_into_the_columns_below() -> None:
    grid, head = one_head(7)
    found, cells = with_heads_apart(grid, [head])
    assert [(one.column, one.columns) for one in found.cells] == [(at, 1) for at in range(7)]
    assert [len(cell.lines) for cell in cells] == [1] * 7
    assert [around(cell.lines[0])[0] for cell in cells] == [x + 30 for x in grid.xs[:-1]]
    assert all(cell.doubt is Doubt.UNCERTAIN_PLACE for cell in cells)


def test_words_of_few_columns_stay_one_cell() -> None:
    grid, head = one_head(4)
    assert with_heads_apart(grid, [head]) == (grid, [head])
