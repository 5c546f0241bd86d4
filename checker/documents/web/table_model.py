"""Rows of cells with spans → a grid, by the table model of the HTML standard (section 4.9.12)."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker.errors import DocumentError
from checker.model import Doubt, ElementPlace, RefusalReason
from checker.model.table_grid import Grid, GridCell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.model.places import Box

MOST_COLUMNS = 1000  # the standard's bound of a colspan
MOST_SLOTS = 100_000
"""Places of one table, spans multiplied out: 表三 has 300; 1000 × 65534 would be a bomb."""
_WIDE, _HIGH = 60.0, 12.0
"""A place of a grid in made-up points: a page has none of its own without a browser."""


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


@dataclass(frozen=True, slots=True)
class _Placed:
    cell: PrintedCell
    row: int
    column: int
    rows: int
    columns: int


def grid_of(table: PrintedTable, part: int) -> Grid | None:
    """The grid of a table, every place of it covered; ``None`` for a table without cells.

    ``DocumentError`` for one whose spans make more than ``MOST_SLOTS`` places.
    """
    placed: list[_Placed] = []
    height = 0
    for section in table.sections:
        placed += _place(section, height)
        height += len(section)
    if not placed:
        return None
    placed = _cut_as_above(placed)
    width = max(one.column + one.columns for one in placed)
    paths = [row.path for section in table.sections for row in section]
    cells = _covered(placed, height, width, paths)
    return Grid(part, (0.0, 0.0, width * _WIDE, height * _HIGH), height, width, tuple(cells))


def _place(section: Sequence[PrintedRow], first: int) -> list[_Placed]:
    """Each cell at the first free place of its row; a span ends with its section."""
    placed: list[_Placed] = []
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
            placed.append(_Placed(cell, first + row, column, rows, columns))
            column += columns
    return placed


def _cut_as_above(placed: Sequence[_Placed]) -> list[_Placed]:
    """Rows that have as many cells as the one above, over the same width, get its columns.

    On real pages the heads and the figures of 表二 are cut at different places of the grid; a
    reader takes the second figure for what stands under the second head. Rows with a cell that
    spans rows stay as they are: there the count of cells tells nothing.
    """
    result: list[_Placed] = []
    above: list[_Placed] = []
    for _, group in itertools.groupby(placed, key=lambda one: one.row):
        row = list(group)
        plain = all(one.rows == 1 for one in (*row, *above))
        if plain and len(row) == len(above) > 1 and _ends(row) == _ends(above):
            row = [
                replace(one, column=head.column, columns=head.columns)
                for one, head in zip(row, above, strict=True)
            ]
        result += row
        above = row
    return result


def _ends(row: Sequence[_Placed]) -> tuple[int, int]:
    return row[0].column, row[-1].column + row[-1].columns


def _covered(
    placed: Iterable[_Placed], height: int, width: int, paths: Sequence[str]
) -> list[GridCell]:
    """The cells of the grid, an empty one at each place that none covers.

    Where spans overlap nobody can tell which cell stands there: both are doubtful.
    """
    owners: dict[tuple[int, int], int] = {}
    clashing: set[int] = set()
    placed = list(placed)
    for number, one in enumerate(placed):
        for at in itertools.product(
            range(one.row, one.row + one.rows), range(one.column, one.column + one.columns)
        ):
            if at in owners:
                clashing |= {number, owners[at]}
            owners[at] = number
    cells = [
        GridCell(
            one.row,
            one.column,
            one.rows,
            one.columns,
            _box(one.row, one.column, one.rows, one.columns, height),
            one.cell.text,
            one.cell.mark,
            Doubt.UNCERTAIN_PLACE if number in clashing else one.cell.doubt,
            one.cell.readings,
            ElementPlace(one.cell.path),
        )
        for number, one in enumerate(placed)
    ]
    for row, column in itertools.product(range(height), range(width)):
        if (row, column) not in owners:
            box = _box(row, column, 1, 1, height)
            cells.append(GridCell(row, column, 1, 1, box, "", place=ElementPlace(paths[row])))
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _box(row: int, column: int, rows: int, columns: int, height: int) -> Box:
    top = (height - row) * _HIGH
    return (column * _WIDE, top - rows * _HIGH, (column + columns) * _WIDE, top)
