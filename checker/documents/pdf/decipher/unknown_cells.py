"""Rows of figures in which a character is unknown, where nothing but the print tells the columns.

In a table without lines a column is what stands under a head with gaps beside it. Whether an
unknown sign belongs to the figure before it or begins the next one, nobody knows: 327 and +326 of
two columns were once taken for one figure and a blank.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.model import Doubt
from checker.model.document import UNKNOWN

if TYPE_CHECKING:
    from checker.model.table_grid import Grid

_FIGURE = re.compile(rf"[\d.,+%{UNKNOWN}-]*(?:\(.*)?")


def rows_doubted(grid: Grid) -> Grid:
    """The grid with what stands beside such a figure doubtful, where its lines are not drawn."""
    if grid.proven:
        return grid
    rows = {
        row
        for cell in grid.cells
        if UNKNOWN in cell.text and _FIGURE.fullmatch(cell.compact)
        for row in range(cell.row, cell.row + cell.rows)
    }
    return replace(
        grid,
        cells=tuple(
            replace(cell, doubt=Doubt.UNCERTAIN_PLACE)
            if cell.doubt is None
            and rows.intersection(range(cell.row, cell.row + cell.rows))
            and _FIGURE.fullmatch(cell.compact)
            else cell
            for cell in grid.cells
        ),
    )
