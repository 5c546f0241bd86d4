"""Figures of a table that were read as no cell's: a blank cell near one is not blank for sure.

Where no lines are drawn, a figure that stands a line too high or too low is a row of its own, and
one that stands too far aside is in the cell of its neighbour; the cell that it left is blank. In
160 copies of 25 files without lines, each with one text moved so, 19 had a cell blank for sure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.model import CellRef, Doubt, State
from checker.recognise.grid_rows import Sheet, TableReading, is_figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model import Box
    from checker.model.table_grid import Grid, GridCell

HOLDS_ANOTHERS = frozenset({Doubt.TWO_NUMBERS, Doubt.STRADDLES_RULE})
"""Doubts of a cell in which, perhaps, its neighbour's figure stands."""
# A figure that lies on another like it is a print of that, with ink beside it.
_MAY_HOLD_ANOTHERS = HOLDS_ANOTHERS | {
    Doubt.READINGS_DIFFER, Doubt.UNREAD_INK, Doubt.PRINTED_TWICE,
}  # fmt: skip
MINUS = "－"  # of full width; in other tables it is printed where there is nothing to count
REACH = 1.5  # of a cell's width and height: figures moved by 60 points across and 30 down are near
_ZERO_AND_MORE = re.compile(r"[0０][\d０-９]")  # no number begins so: two were set side by side
_SIGN_AND_MORE = re.compile(r"[/／—－无][\d０-９/／—－\-无]|[\d０-９\-][/／—－\-无]")


def doubt_blanks(reading: TableReading, parts: Sequence[Sheet]) -> TableReading:
    """The reading; its blank cells near such figures are doubtful.

    So are all of them where letters may be figures: in a row of figures that a font gives as
    letters none is seen, and the line below it is taken for the row of the table.
    """
    for sheet in parts:
        if not sheet.grid.proven:
            for ref in list(_not_sure(reading, sheet.grid)):
                reading.doubt(ref, Doubt.UNCERTAIN_PLACE)
    return reading


def _not_sure(reading: TableReading, grid: Grid) -> Iterator[CellRef]:
    """The cells of a grid that a figure may have left, and those that hold two."""
    own = set(map(id, grid.cells))
    strays = [cell for cell in grid.cells if is_figure(cell) and id(cell) not in reading.taken]
    kept = [cell for cell in grid.cells if id(cell) in reading.taken]
    dashes = any(cell.compact == MINUS for cell in grid.cells)
    for ref, found in reading.found.items():
        if id(found) not in own:
            continue
        is_left = reading.cells[ref].state is State.BLANK and (
            grid.fonts_lie
            or any(_is_next(found, stray, kept) for stray in strays)
            or any(_may_hold_two(one, dashes=dashes) for one in _around(found, grid, reading))
        )
        is_near = any(_is_near(found.box, stray) for stray in grid.strays)
        is_cut = any(_ZERO_AND_MORE.match(one.compact) for one in _beside(found, grid, reading))
        if is_left or is_near or is_cut or _ZERO_AND_MORE.match(found.compact):
            yield ref


def _is_near(cell: Box, stray: Box) -> bool:
    """Whether a figure that stands in no row may be that of a cell, or a part of it."""
    wide, high = REACH * (cell[2] - cell[0]), REACH * (cell[3] - cell[1])
    return (
        cell[0] - wide < stray[2]
        and stray[0] < cell[2] + wide
        and cell[1] - high < stray[3]
        and stray[1] < cell[3] + high
    )


def _is_next(cell: GridCell, stray: GridCell, kept: Sequence[GridCell]) -> bool:
    """Whether a stray figure stands above or below a cell's row, and no row of the table between.

    What else stands between may be the rest of a heading that lies over the row and parts it.
    """
    upper, lower = sorted((cell, stray), key=lambda one: one.row)
    below = upper.row + upper.rows
    return below <= lower.row and not any(below <= one.row < lower.row for one in kept)


def _may_hold_two(cell: GridCell, *, dashes: bool) -> bool:
    """Whether a cell may hold its neighbour's figure; －４ is one where － stands for nothing."""
    text = cell.compact if dashes else cell.compact.removeprefix(MINUS)
    return (
        cell.doubt in _MAY_HOLD_ANOTHERS
        or _ZERO_AND_MORE.match(cell.compact) is not None
        or _SIGN_AND_MORE.search(text) is not None
    )


def _around(cell: GridCell, grid: Grid, reading: TableReading) -> Iterator[GridCell]:
    """The cells of figures on all four sides of a cell."""
    yield from _beside(cell, grid, reading)
    for row in (cell.row - 1, cell.row + cell.rows):
        if 0 <= row < grid.height and id(near := grid.at(row, cell.column)) in reading.taken:
            yield near


def _beside(cell: GridCell, grid: Grid, reading: TableReading) -> Iterator[GridCell]:
    """The cells of figures left and right of a cell; labels hold no figure of another."""
    for column in (cell.column - 1, cell.column + cell.columns):
        if 0 <= column < grid.width and id(beside := grid.at(cell.row, column)) in reading.taken:
            yield beside
