"""Cells that the edge of the page cuts: what else stands in them is not shown.

A browser prints a table that is wider than the page as far as the page goes. Its last column is
closed nowhere, and a figure at the right of it, beyond the page, leaves a cell that looks blank.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.documents.geometry import overlap
from checker.model import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.documents.geometry import Frame
    from checker.documents.pdf.rulings import Ruling, Rulings
    from checker.model.table_grid import Grid, GridCell

BEYOND = 1.0  # points: lines on the edge itself may lie so far outside, half a pen
NEAR = 2.5  # points: as near to the edge as camelot's lines are to those drawn
HALF = 0.5  # of a cell's side, along which such a line lies


def cut_by_page(grid: Grid, rulings: Rulings, frame: Frame) -> Grid:
    """The grid; cells at the edge of the page are doubtful where their lines run on beyond it."""
    wide = [one for one in rulings.level if _runs_on(one, frame.width)]
    high = [one for one in rulings.upright if _runs_on(one, frame.height)]
    if not (wide or high):
        return grid  # nearly every page

    def is_cut(cell: GridCell) -> bool:
        x0, y0, x1, y1 = cell.box
        return any(_holds(wide, x0, x1, at, frame.width) for at in (y0, y1)) or any(
            _holds(high, y0, y1, at, frame.height) for at in (x0, x1)
        )

    return replace(
        grid,
        cells=tuple(
            replace(cell, doubt=Doubt.HIDDEN_TEXT) if cell.doubt is None and is_cut(cell) else cell
            for cell in grid.cells
        ),
    )


def _runs_on(line: Ruling, size: float) -> bool:
    return line.start < -BEYOND or line.end > size + BEYOND


def _holds(lines: Iterable[Ruling], low: float, high: float, at: float, size: float) -> bool:
    """Whether a side of a cell at the page's edge, from low to high, is one that runs beyond it."""
    return any(
        abs(line.at - at) <= NEAR + (line.high - line.low) / 2
        and overlap(line.start, line.end, low, high) > HALF * (high - low)
        and (
            (line.end > size + BEYOND and high >= size - NEAR)
            or (line.start < -BEYOND and low <= NEAR)
        )
        for line in lines
    )
