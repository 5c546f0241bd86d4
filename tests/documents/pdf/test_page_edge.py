"""Cells at the edge of a page, where a table is wider or higher than the page."""

from __future__ import annotations

import pytest

from checker.documents.geometry import Frame
from checker.documents.pdf.page_edge import cut_by_page
from checker.documents.pdf.rulings import Ruling, Rulings
from checker.model import Doubt
from checker.model.table_grid import Grid, GridCell

PAGE = Frame((0.0, 0.0, 595.0, 842.0), 0)


def row(*texts: str, right: float = 595.0) -> Grid:
    """Cells of 40 by 20 points that end at ``right``."""
    left = right - 40 * len(texts)
    cells = tuple(
        GridCell(0, at, 1, 1, (left + 40 * at, 400, left + 40 * at + 40, 420), text)
        for at, text in enumerate(texts)
    )
    return Grid(1, (left, 400, right, 420), 1, len(texts), cells)


def lines(end: float) -> Rulings:
    return Rulings(tuple(Ruling(y, y, 300, end) for y in (400.0, 420.0)), ())


def doubts(grid: Grid, rulings: Rulings) -> list[Doubt | None]:
    return [cell.doubt for cell in cut_by_page(grid, rulings, PAGE).cells]


@pytest.mark.parametrize("text", ["", "1", "总计"])
def test_what_runs_on_beyond_the_page_is_not_sure(text: str) -> None:
    """Its figure may stand beyond the page, or a part of it."""
    assert doubts(row("7", text), lines(612)) == [None, Doubt.HIDDEN_TEXT]


@pytest.mark.parametrize(("right", "end"), [(595.0, 595.4), (560.0, 560.0), (560.0, 612.0)])
def test_a_table_that_ends_on_the_page_is_sure(right: float, end: float) -> None:
    """Also where it ends at the very edge, or another line runs on below it."""
    assert doubts(row("7", "", right=right), lines(end)) == [None, None]


def test_on_all_sides() -> None:
    left = Rulings((Ruling(400, 400, -20, 300),), ())
    assert doubts(row("7", "", right=80.0), left) == [Doubt.HIDDEN_TEXT, None]
    low = Grid(1, (100, 0, 140, 20), 1, 1, (GridCell(0, 0, 1, 1, (100, 0, 140, 20), ""),))
    assert doubts(low, Rulings((), (Ruling(100, 100, -30, 60),))) == [Doubt.HIDDEN_TEXT]
    assert doubts(low, Rulings((), (Ruling(300, 300, -30, 60),))) == [None]


def test_a_doubt_that_a_cell_has_stays() -> None:
    grid = row("7", "")
    (first, second) = grid.cells
    struck = GridCell(0, 1, 1, 1, second.box, "", doubt=Doubt.STRUCK_OUT)
    held = Grid(1, grid.box, 1, 2, (first, struck))
    assert doubts(held, lines(612)) == [None, Doubt.STRUCK_OUT]
