"""Print that a rule, a stroke or the paper's grain hides is told, never read as a blank."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy
import pytest
from PIL import Image

from checker.documents.pdf.document import opened
from checker.documents.scan.astray import has_faint_ink
from checker.documents.scan.cell_ink import CellInk, InkedCell
from checker.documents.scan.grain import doubt_what_grain_hides
from checker.documents.scan.inked import Piece
from checker.documents.scan.line_reader import ReadLine
from checker.documents.scan.ruled_grids import RuledCell, grids_of
from checker.documents.scan.rules import rules_of
from checker.documents.scan.straight import StraightPage, straightened
from checker.documents.scan.under_rules import doubt_what_rules_hide, doubt_what_runs_into_rules
from checker.model import Doubt
from checker.options import ReadOptions
from tests.bench.scans.scanned import as_pdf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

WIDE, HIGH = 1200, 700
XS, YS = range(100, 1101, 100), range(100, 601, 100)
THICK = 8
SIZE = 0.9  # of OpenCV's type: digits 16 by 20 pixels
FIRST = (1, 1)


def ruled(ink: int = 0) -> NDArray[numpy.uint8]:
    page = numpy.full((HIGH, WIDE), 255, numpy.uint8)
    for x in XS:
        cv2.line(page, (x, YS[0]), (x, YS[-1]), (ink,), THICK)
    for y in YS:
        cv2.line(page, (XS[0], y), (XS[-1], y), (ink,), THICK)
    return page


def write(page: NDArray[numpy.uint8], text: str, x: int, y: int, ink: int = 0) -> None:
    cv2.putText(page, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, SIZE, (ink,), 2, cv2.LINE_AA)


def shown(page: NDArray[numpy.uint8], *, is_bilevel: bool = False) -> StraightPage:
    seen = cv2.GaussianBlur(page, (0, 0), 0.7).astype(numpy.uint8)
    none = numpy.zeros(page.shape, bool)
    return StraightPage(seen, WIDE, none, numpy.eye(3), is_bilevel=is_bilevel)


def inked(page: StraightPage) -> tuple[CellInk, list[InkedCell]]:
    (grid,) = grids_of(rules_of(page))
    ink = CellInk(page)
    return ink, [ink.of(cell, grid) for cell in grid.cells]


def at(cells: Sequence[InkedCell], row: int, column: int) -> InkedCell:
    return next(one for one in cells if (one.ruled.row, one.ruled.column) == (row, column))


@pytest.mark.parametrize(
    ("x", "y"),
    [(196, 265), (289, 265), (240, 210), (240, 311)],
    ids=["left", "right", "top", "foot"],
)
def test_what_comes_out_from_under_a_rule_makes_a_blank_doubtful(x: int, y: int) -> None:
    page = ruled()
    write(page, "8", x, y)
    numpy.minimum(page, ruled(), out=page)  # the rule stands over it
    straight = shown(page)
    _, cells = inked(straight)
    for one in cells:  # what else is doubted is not looked at here
        one.lines, one.doubt = [], None
    doubt_what_rules_hide(straight, cells)
    own = at(cells, *FIRST)
    assert own.doubt is Doubt.STRADDLES_RULE
    clear = [one for one in cells if abs(one.ruled.row - 1) > 1 or abs(one.ruled.column - 1) > 1]
    assert {one.doubt for one in clear} == {None}


def test_a_jagged_rule_of_a_scan_without_greys_is_no_print() -> None:
    page = ruled()
    for y in range(210, 600, 3):
        page[y : y + 2, 205:206] = 0
    straight = shown(page, is_bilevel=True)
    _, cells = inked(straight)
    doubt_what_rules_hide(straight, cells)
    assert {one.doubt for one in cells} == {None}


def figures(offset: int, char: str) -> list[InkedCell]:
    """A row of figures clear of rules, and one that runs so far under the rule to its left."""
    page = ruled()
    for column in range(2, 9):
        write(page, "8", XS[column] + 40, 265)
    write(page, "8", XS[1] + THICK // 2 - offset, 265)
    numpy.minimum(page, ruled(), out=page)
    _, cells = inked(shown(page))
    found = [one for one in cells if one.ruled.row == 1 and one.lines]
    for one in found:
        one.read = [ReadLine(char if one.ruled.column == 1 else "8", 1.0, ())]
    return found


@pytest.mark.parametrize(
    ("offset", "char", "doubt"),
    [
        (-2, "8", None),  # it touches the rule, as wide as all others
        (3, "3", Doubt.STRADDLES_RULE),  # an 8 of which the rule leaves a 3
        (3, "8", Doubt.STRADDLES_RULE),
    ],
)
def test_a_figure_that_runs_into_a_rule_is_sure_where_it_is_whole(
    offset: int, char: str, doubt: Doubt | None
) -> None:
    cells = figures(offset, char)
    doubt_what_runs_into_rules(cells)
    assert at(cells, *FIRST).doubt is doubt
    assert {one.doubt for one in cells if one.ruled.column > 1} == {None}


@pytest.mark.parametrize(
    ("top", "foot", "doubt"),
    [(555, 579, None), (565, 585, Doubt.STRADDLES_RULE)],
    ids=["comma", "digits"],
)
def test_a_comma_that_reaches_the_rule_below_is_one_and_digits_are_not(
    top: int, foot: int, doubt: Doubt | None
) -> None:
    inside = (100, 500, 200, 585)
    tall = [Piece((x, top, x + 12, foot), 120) for x in (120, 146, 160, 174)]
    comma = Piece((136, 576, 140, 585), 20)
    ruled_cell = RuledCell(4, 0, 1, 1, inside, is_sure=True)
    cell = InkedCell(ruled_cell, [sorted([*tall, comma], key=lambda one: one.box)], None)
    cell.read = [ReadLine("7,233", 1.0, ())]
    others = [
        InkedCell(replace(ruled_cell, column=at), [[Piece((120, 530, 132, 556), 120)]], None)
        for at in range(1, 9)
    ]
    for one in others:
        one.read = [ReadLine("8", 1.0, ())]
    doubt_what_runs_into_rules([cell, *others])
    assert cell.doubt is doubt


@pytest.mark.parametrize("ink", [170, 200, 225])
def test_a_pale_figure_beneath_a_stroke_is_seen(ink: int) -> None:
    page = numpy.full((100, 100), 255, numpy.uint8)
    inside = (0, 0, 100, 100)
    cv2.line(page, (50, 30), (50, 64), (0,), 3)
    alone = shown(page).grey
    assert not has_faint_ink(alone, inside, 150, 8)
    write(page, "3", 40, 60, ink)
    cv2.line(page, (50, 30), (50, 64), (0,), 3)
    assert has_faint_ink(shown(page).grey, inside, 150, 8)


def grainy(pale: Sequence[int], ink: int) -> tuple[StraightPage, CellInk, list[InkedCell]]:
    """A bad copy; in these columns of its second row stand pale figures."""
    page = ruled()
    for column in pale:
        write(page, "88", XS[column] + 35, 265, ink)
    noise = numpy.random.default_rng(3).normal(0, 26, page.shape)
    seen = cv2.GaussianBlur(page, (0, 0), 0.7) + noise
    straight = shown(numpy.clip(seen, 0, 255).astype(numpy.uint8))
    ink_of, cells = inked(straight)
    for one in cells:
        one.lines, one.doubt = [], None
    return straight, ink_of, cells


def test_grain_alone_leaves_blanks_sure() -> None:
    straight, ink, cells = grainy((), 255)
    doubt_what_grain_hides(straight, ink.darkness, cells)
    assert sum(one.doubt is None for one in cells) >= 0.9 * len(cells)


def test_one_pale_figure_in_the_grain_is_no_blank() -> None:
    straight, ink, cells = grainy((3,), 185)
    doubt_what_grain_hides(straight, ink.darkness, cells)
    assert at(cells, 1, 3).doubt is Doubt.UNREAD_INK
    assert sum(one.doubt is None for one in cells) >= 0.8 * len(cells)


def test_where_a_page_shows_pale_print_its_grain_may_hide_more() -> None:
    straight, ink, cells = grainy(range(10), 185)
    doubt_what_grain_hides(straight, ink.darkness, cells)
    assert {one.doubt for one in cells} == {Doubt.UNREAD_INK}


def test_a_page_of_black_and_white_alone_is_known_as_such() -> None:
    page = numpy.repeat(ruled()[:, :, None], 3, axis=2)
    assert straightened(page, 150).is_bilevel
    page[50, 50] = 128
    assert not straightened(page, 150).is_bilevel


def dotted(*, share: float, is_bilevel: bool) -> set[tuple[int, int]]:
    """The cells of more than one place, where of one edge so much is left, at its ends."""
    page = ruled()
    half = round(45 * share)
    page[YS[2] - THICK : YS[2] + THICK, 305 + half : 396 - half] = 255
    (grid,) = grids_of(rules_of(shown(page, is_bilevel=is_bilevel)))
    return {(one.row, one.column) for one in grid.cells if not one.is_sure or one.rows > 1}


def test_of_a_pale_rule_without_greys_some_is_an_edge() -> None:
    assert dotted(share=0.5, is_bilevel=False) == {(1, 2)}
    assert dotted(share=0.5, is_bilevel=True) == set()
    assert dotted(share=0.0, is_bilevel=True) == {(1, 2)}


@pytest.mark.parametrize(("bars", "is_bilevel"), [(2, True), (12, True), (12, False)])
def test_print_across_the_place_of_a_rule_is_none_of_it(bars: int, *, is_bilevel: bool) -> None:
    page = ruled()
    left, foot = XS[1], YS[2] - THICK // 2 - 1
    page[YS[1] + THICK // 2 + 1 : YS[2] - THICK // 2, left - THICK : left + THICK] = 255
    for bar in range(bars):  # glyphs of six bars, on the foot of the row
        bottom, side = foot - 7 * bar, left - 9 + bar % 2 * 16
        page[bottom - 5 : bottom, left - 9 : left + 10] = 0
        if bar % 6 < 5:
            page[bottom - 7 : bottom, side : side + 3] = 0
    none = numpy.zeros(page.shape, bool)
    scanned = StraightPage(page, WIDE, none, numpy.eye(3), is_bilevel=is_bilevel)
    (grid,) = grids_of(rules_of(scanned))
    (joined,) = (one for one in grid.cells if one.columns > 1)
    assert (joined.row, joined.column, joined.columns, joined.is_sure) == (1, 0, 2, True)


@pytest.mark.parametrize(("dpi", "size"), [(200, (1653, 2339)), (300, (2479, 1000))])
def test_a_scan_without_greys_is_shown_as_it_is_stored(dpi: int, size: tuple[int, int]) -> None:
    stored = numpy.random.default_rng(dpi).random(size[::-1]) < 0.5
    data = as_pdf([Image.fromarray(stored).convert("1")], dpi)
    with opened(data, ReadOptions()) as document:
        seen = document.in_colour(1).pixels
    assert seen.shape == (*stored.shape, 3)
    assert (seen == numpy.where(stored, 255, 0)[:, :, None]).all()


def test_a_watermark_on_clean_paper_is_no_lost_print() -> None:
    page = ruled()
    cv2.putText(page, "2024", (150, 450), cv2.FONT_HERSHEY_SIMPLEX, 8, (246,), 20)
    straight = shown(page)
    ink, cells = inked(straight)
    for one in cells:
        one.lines, one.doubt = [], None
    doubt_what_grain_hides(straight, ink.darkness, cells)
    assert {one.doubt for one in cells} == {None}
