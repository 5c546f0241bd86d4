"""Cells that are not sure for what stands beside them or reaches into them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.documents.geometry import meet
from checker.documents.second_reading.glyphs import DIGITS
from checker.model import Doubt

if TYPE_CHECKING:
    from checker.documents.pdf.characters import Char
    from checker.model.table_grid import Grid, GridCell


def beside_digits(grid: Grid, cells: list[GridCell], strays: list[Char]) -> list[GridCell]:
    """Cells of a row that has a digit beside the grid, in no cell at all, are not sure."""
    if not strays:
        return cells
    x0, y0, x1, y1 = grid.box
    band = [char for char in strays if y0 < char.middle[1] < y1 and not x0 < char.middle[0] < x1]
    marked: list[GridCell] = []
    for cell in cells:
        hit = any(cell.box[1] < char.middle[1] < cell.box[3] for char in band)
        if hit and cell.rows == 1 and cell.doubt is None and DIGITS & set(cell.text):
            marked.append(replace(cell, doubt=Doubt.NOT_IN_A_CELL, readings=(cell.compact,)))
        else:
            marked.append(cell)
    return marked


def invaded(cells: list[GridCell], intruders: list[Char]) -> list[GridCell]:
    """Cells that a neighbour's digit reaches into: neither is read for sure."""
    if not intruders:
        return cells
    return [
        replace(cell, doubt=Doubt.STRADDLES_RULE, readings=(cell.compact,))
        if cell.doubt is None and any(meet(cell.box, char.box) for char in intruders)
        else cell
        for cell in cells
    ]
