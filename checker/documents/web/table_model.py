"""Rows of cells with spans → a grid, by the table model of the HTML standard (section 4.9.12)."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.documents.cell_layout import MOST_SLOTS, PlacedCell, grid_of
from checker.errors import DocumentError
from checker.model import ElementPlace, RefusalReason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Doubt
    from checker.model.table_grid import Grid

MOST_COLUMNS = 1000  # the standard's bound of a colspan


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell of the page that takes room; ``rows`` 0 means down to the end of its section."""

    path: str
    text: str
    mark: str = ""
    rows: int = 1
    columns: int = 1
    doubt: Doubt | None = None
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row that takes room, and its cells in order."""

    path: str
    cells: tuple[PrintedCell, ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table: its sections from top to bottom, none of whose cells reaches into the next."""

    path: str
    sections: tuple[tuple[PrintedRow, ...], ...]

    @property
    def has_figures(self) -> bool:
        """Whether a digit shows in it."""
        cells = (cell for section in self.sections for row in section for cell in row.cells)
        return any(char.isdigit() for cell in cells for char in cell.text)


def grid_of_table(table: PrintedTable, part: int) -> Grid | None:
    """The grid of a table, every place of it covered; ``None`` for a table without cells.

    ``DocumentError`` for one whose spans make more than ``MOST_SLOTS`` places.
    """
    placed: list[PlacedCell] = []
    height = 0
    for section in table.sections:
        placed += _place(section, height)
        height += len(section)
    rows = [ElementPlace(row.path) for section in table.sections for row in section]
    return grid_of(placed, part, rows)


def _place(section: Sequence[PrintedRow], first: int) -> list[PlacedCell]:
    """Each cell at the first free place of its row; a span ends with its section."""
    placed: list[PlacedCell] = []
    taken: set[tuple[int, int]] = set()
    for row, printed in enumerate(section):
        column = 0
        for cell in printed.cells:
            while (row, column) in taken:
                column += 1
            rows = min(cell.rows or len(section), len(section) - row)
            columns = min(cell.columns, MOST_COLUMNS)
            if len(taken) + rows * columns > MOST_SLOTS:
                raise DocumentError(RefusalReason.OUT_OF_BOUNDS)
            taken.update(itertools.product(range(row, row + rows), range(column, column + columns)))
            place = ElementPlace(cell.path)
            placed.append(
                PlacedCell(
                    first + row,
                    column,
                    rows,
                    columns,
                    cell.text,
                    place,
                    cell.mark,
                    cell.doubt,
                    cell.readings,
                )
            )
            column += columns
    return placed
