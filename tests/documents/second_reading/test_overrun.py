"""Labels that are higher than their rows: words that are cut are at home, others spoil rows."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from checker.documents.pdf.characters import Char
from checker.documents.second_reading.overrun import home_of_clipped, unsure_rows
from checker.model import Doubt
from checker.model.table_grid import Grid, GridCell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.documents.pdf.pdfium import Page
    from checker.model import Box

HIGH, SIZE = 10.0, 8.0
ROWS = 4


def cell(row: int, column: int, text: str) -> GridCell:
    top = (ROWS - row) * HIGH
    return GridCell(row, column, 1, 1, (50.0 * column, top - HIGH, 50.0 * (column + 1), top), text)


CELLS = [cell(row, column, text) for row in range(ROWS) for column, text in ((0, "部分"), (1, "7"))]
LABELS = CELLS[::2]
PROVEN = Grid(1, (0.0, 0.0, 100.0, ROWS * HIGH), ROWS, 2, tuple(CELLS))
INFERRED = Grid(1, PROVEN.box, ROWS, 2, PROVEN.cells, proven=False)


def words(text: str, foot: float) -> list[Char]:
    return [
        Char(char, (8.0 * at, foot, 8.0 * at + 7, foot + SIZE), foot, level=True, index=at)
        for at, char in enumerate(text)
    ]


def page(clip: Box | None = None) -> Page:
    return cast("Page", SimpleNamespace(clip_of=lambda _: clip))


def unsure(
    chars_of: Mapping[GridCell, list[Char]], shown: Page, grid: Grid = PROVEN
) -> dict[int, Doubt | None]:
    read = unsure_rows(grid, CELLS, chars_of, shown)
    return {one.row: one.doubt for one in read if one.column == 1 and one.doubt}


def test_words_within_their_row_spoil_none() -> None:
    assert unsure({LABELS[1]: words("部分公开", foot=21.0)}, page()) == {}


@pytest.mark.parametrize(("foot", "rows"), [(17.5, {1, 2}), (24.5, {0, 1})])
def test_words_over_an_edge_spoil_both_rows(foot: float, rows: set[int]) -> None:
    found = unsure({LABELS[1]: words("部分公开", foot)}, page())
    assert found == dict.fromkeys(rows, Doubt.UNCERTAIN_PLACE)


def test_edges_that_are_inferred_say_nothing_of_words() -> None:
    assert unsure({LABELS[1]: words("部分公开", foot=17.5)}, page(), INFERRED) == {}


def test_figures_and_brackets_over_an_edge_are_no_label() -> None:
    assert unsure({LABELS[1]: words("12345", foot=17.5)}, page()) == {}
    assert unsure({LABELS[1]: words("、）", foot=17.5)}, page()) == {}


def test_what_is_cut_to_another_cell_is_that_ones() -> None:
    # The second line of a label of row 1: pdfium and camelot find it in row 2.
    lines = {LABELS[1]: words("一", foot=21.0), LABELS[2]: words("分公开", foot=14.5)}
    cut = page(LABELS[1].box)
    home = home_of_clipped(PROVEN, lines, cut)
    assert {one.row for one in home} == {1}
    assert unsure({row: list(chars) for row, chars in home.items()}, cut) == {}


def test_what_is_cut_to_several_cells_stays_where_it_is_and_spoils_its_rows() -> None:
    lines = {LABELS[2]: words("分公开", foot=14.5)}
    column = page((0.0, 0.0, 50.0, ROWS * HIGH))
    assert home_of_clipped(PROVEN, lines, column) == lines
    assert set(unsure(lines, column)) == {1, 2}
