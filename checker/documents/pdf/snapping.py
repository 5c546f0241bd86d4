"""Camelot's grids on the page's rulings: each cell's edges are where its lines are drawn.

Camelot finds its edges on a picture, or where two points of the page lie near enough; they are off
by a pixel or by half a double line. The rulings tell exactly where the ink of a line begins and
ends, and so what of a cell its lines leave free.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.documents.geometry import overlap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.documents.pdf.rulings import Ruling, Rulings
    from checker.model.table_grid import Grid, GridCell

TOLERANCE = 2.5  # points: so far camelot's edge may lie from the ink of its line
BLUR = 1.0  # points beside a line that its ink still tints on the page's picture: a pixel is 0.7
SHARED = 0.5  # of a cell's side: less of it along a ruling is another cell's


def snapped(grid: Grid, rulings: Rulings) -> Grid:
    """The grid with its cells' boxes on the middles of their rulings, and what these leave free.

    A cell that the page does not close on all four sides stays as camelot gave it.
    """
    upright, level = _Lines(rulings.upright), _Lines(rulings.level)
    cells = tuple(_snapped(cell, upright, level) for cell in grid.cells)
    x0, y0, x1, y1 = grid.box
    return replace(
        grid,
        cells=cells,
        box=(
            min([x0, *(cell.box[0] for cell in cells if cell.column == 0)]),
            min([y0, *(cell.box[1] for cell in cells)]),
            max([x1, *(cell.box[2] for cell in cells)]),
            max([y1, *(cell.box[3] for cell in cells if cell.row == 0)]),
        ),
    )


def _snapped(cell: GridCell, upright: _Lines, level: _Lines) -> GridCell:
    x0, y0, x1, y1 = cell.box
    left, right = upright.nearest(x0, y0, y1), upright.nearest(x1, y0, y1)
    bottom, top = level.nearest(y0, x0, x1), level.nearest(y1, x0, x1)
    if left is None or right is None or bottom is None or top is None:
        return cell
    clear = (left.high + BLUR, bottom.high + BLUR, right.low - BLUR, top.low - BLUR)
    if clear[0] >= clear[2] or clear[1] >= clear[3]:
        return cell  # a gap between two lines, no cell
    return cell.framed((left.at, bottom.at, right.at, top.at), clear)


class _Lines:
    """The rulings of one direction; the sides of cells lie on few places across it."""

    def __init__(self, rulings: Sequence[Ruling]) -> None:
        self._rulings = rulings
        self._near: dict[float, list[tuple[float, Ruling]]] = {}

    def nearest(self, at: float, start: float, end: float) -> Ruling | None:
        """The ruling that a side of a cell lies on."""
        if at not in self._near:
            self._near[at] = list(self._beside(at))
        least, found = TOLERANCE, None
        for far, one in self._near[at]:
            if far < least and overlap(one.start, one.end, start, end) >= SHARED * (end - start):
                least, found = far, one
        return found

    def _beside(self, at: float) -> Iterator[tuple[float, Ruling]]:
        """The rulings near a place, each with how far its ink is from it."""
        for one in self._rulings:
            if one.low - at > TOLERANCE:
                break
            far = max(one.low - at, at - one.high, 0.0)
            if far < TOLERANCE:
                yield far, one
