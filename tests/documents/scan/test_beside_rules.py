"""What stands close to a rule, in columns, at full width, between zeros."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy
import pytest

from checker.documents.scan.astray import is_parted, usual_step
from checker.documents.scan.between_zeros import between_zeros, is_dash
from checker.documents.scan.cell_words import doubt_of_words
from checker.documents.scan.columns import column, gutters
from checker.documents.scan.figures import _MAY_BE_THOUSANDS
from checker.documents.scan.inked import Piece
from checker.documents.scan.none_sign import _underline
from checker.documents.scan.rule_edges import without_shades
from checker.documents.scan.ruled_grids import RuledCell, RuledGrid
from checker.model import Doubt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

HIGH, WIDE = 120, 200


def ruled(ink: int, *, blur: float) -> NDArray[numpy.uint8]:
    """A rule 8 pixels wide, a digit's stroke beside it, as a camera shows both."""
    page = numpy.full((HIGH, WIDE), 255, numpy.uint8)
    page[:, 40:48] = ink
    page[50:70, 49:55] = 0
    shown: NDArray[numpy.uint8] = cv2.GaussianBlur(page, (0, 0), blur).astype(numpy.uint8)
    return shown


def grid_with(left: int) -> RuledGrid:
    cell = RuledCell(0, 0, 1, 1, (left, 0, WIDE, HIGH), is_sure=True)
    return RuledGrid((44, WIDE), (0, HIGH), (cell,))


def test_a_stroke_in_the_shade_of_a_rule_is_the_cells() -> None:
    page = ruled(0, blur=1.2)
    found, (grid,) = without_shades(page, [grid_with(51)])
    (cell,) = grid.cells
    assert 48 <= cell.inside[0] < 51
    assert (found[8:44, cell.inside[0] :] > 245).all()
    assert (found[52:68, 50:54] < 150).all()


def test_a_pale_rule_keeps_what_is_its_own() -> None:
    page = ruled(190, blur=1.2)
    found, (grid,) = without_shades(page, [grid_with(51)])
    assert grid.cells[0].inside[0] == 47  # beyond is the blurred edge of it
    assert (found[:, :47] == page[:, :47]).all()


@pytest.mark.parametrize("ink", [130, 160, 190])
def test_a_cell_begins_where_a_thick_pale_rule_begins_to_fade(ink: int) -> None:
    page = numpy.full((HIGH, WIDE), 255, numpy.uint8)
    page[:, 40:48] = ink
    for row in range(20):
        page[50 + row, 52 - row // 5 : 55 - row // 5] = 0  # a / whose foot is near the rule
    shown = cv2.GaussianBlur(page, (0, 0), 0.8)
    found, (grid,) = without_shades(shown, [grid_with(51)])
    assert grid.cells[0].inside[0] == 47
    assert (found[8:44, 47:] > 240).all()
    assert (found[52:64, 49:54].min(axis=1) < 110).all()


def test_a_pale_rule_no_thicker_than_its_blur_has_no_edge_of_its_own() -> None:
    page = numpy.full((HIGH, WIDE), 255, numpy.uint8)
    page[:, 45:47] = 120
    shown = cv2.GaussianBlur(page, (0, 0), 1.2)
    _, (grid,) = without_shades(shown, [grid_with(49)])
    assert grid.cells[0].inside[0] == 49


def test_a_jagged_rule_is_not_taken_for_shade() -> None:
    page = numpy.full((HIGH, WIDE), 255, numpy.uint8)
    page[:, 40:48] = 0
    page[::2, 48:50] = 0
    found, (grid,) = without_shades(page, [grid_with(50)])
    assert grid.cells[0].inside[0] == 50
    assert (found == page).all()


LEFT = [(100, y, 700, y + 20) for y in range(100, 900, 100)]
RIGHT = [(800, y, 1400, y + 20) for y in range(100, 900, 100)]


@pytest.mark.parametrize(
    ("boxes", "found"),
    [
        (LEFT + RIGHT, 1),
        (LEFT, 0),
        ([*LEFT, *RIGHT, (100, 950, 1400, 1000)], 0),  # a table from side to side
        ([*LEFT, (1420, 100, 1450, 120)] * 3, 0),  # page numbers are no column
    ],
)
def test_pages_of_a_booklet_are_parted_where_nothing_is_printed(
    boxes: Sequence[tuple[int, int, int, int]], found: int
) -> None:
    between = gutters(boxes, 1500, 800)
    assert len(between) == found
    if found:
        assert [column(box, between) for box in (LEFT[0], RIGHT[0])] == [0, 1]


def spaced(count: int, step: int) -> list[Piece]:
    return [Piece((at * step, 0, at * step + 10, 16), 80) for at in range(count)]


def test_two_digits_set_as_wide_as_the_pages_are_one_figure() -> None:
    assert is_parted(spaced(2, 21))
    step = usual_step([spaced(3, 21), spaced(4, 21), spaced(3, 21)])
    assert step == 21
    assert not is_parted(spaced(2, 21), step)
    assert is_parted(spaced(2, 30), step)
    assert usual_step([spaced(3, 21), spaced(3, 12)]) == 0


def test_a_dash_stands_in_the_middle_between_zeros() -> None:
    assert is_dash([Piece((0, 0, 12, 4), 48)])
    assert not is_dash([Piece((0, 0, 12, 16), 90)])
    shown = between_zeros(numpy.zeros((4, 12), numpy.uint8), usual=30)
    rows = numpy.flatnonzero(shown[:, shown.shape[1] // 2] == 0)
    assert len(rows) == 4
    assert abs(rows.mean() - shown.shape[0] / 2) <= 1


@pytest.mark.parametrize(("text", "may_be"), [("64.507", True), ("0.421", False), ("64.5", False)])
def test_three_decimals_may_be_thousands(text: str, may_be: bool) -> None:  # noqa: FBT001
    assert bool(_MAY_BE_THOUSANDS.fullmatch(text)) is may_be


def test_a_sign_on_a_line_is_seen_without_it() -> None:
    sign = numpy.full((40, 40), 255, numpy.uint8)
    sign[10:30, 18:22] = 0
    assert _underline(sign) == 0
    sign[37:39] = 0
    assert _underline(sign) == 3


def test_words_from_rule_to_rule_are_no_figure_cut_in_two() -> None:
    assert doubt_of_words(Doubt.STRADDLES_RULE, "商业企业") is Doubt.UNCONFIRMED
    assert doubt_of_words(Doubt.STRADDLES_RULE, "12") is Doubt.STRADDLES_RULE
    assert doubt_of_words(None, "总计") is Doubt.UNCONFIRMED


def test_pairs_of_digits_that_all_stand_as_far_apart_are_set_at_full_width() -> None:
    assert usual_step([spaced(2, 21)] * 5) == 21
    assert usual_step([spaced(2, 21)] * 4) == 0
    assert usual_step([spaced(2, 21), spaced(2, 17), spaced(2, 25)] * 3) == 0  # two figures each
