"""Where the cells of a grid stand on the page as the file has it, not as it is read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.model import PagePlace

if TYPE_CHECKING:
    from checker.documents.geometry import Frame
    from checker.model.table_grid import Grid


def placed(grid: Grid, frame: Frame) -> Grid:
    """A grid whose cells know their page and their box in user space."""
    return replace(
        grid,
        cells=tuple(
            cell.found_at(PagePlace(grid.part, frame.user_box(cell.box))) for cell in grid.cells
        ),
    )
