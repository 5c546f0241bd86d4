"""Cells with their places in rows and columns → a grid, for formats that have no measured pages.

Boxes are made up: they serve to tell which cell stands under which, and nothing else.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker.errors import DocumentError
from checker.model import Doubt, RefusalReason
from checker.model.table_grid import Grid, GridCell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.places import Box, Place

MOST_SLOTS = 100_000
"""Places of one table, spans multiplied out: 表三 has 300; 1000 × 65534 would be a bomb."""
_WIDE, _HIGH = 60.0, 12.0  # points of one place


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell and the rows and columns that it covers."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    place: Place
    mark: str = ""
    doubt: Doubt | None = None
    readings: tuple[str, ...] = ()


def grid_of(placed: Sequence[PlacedCell], part: int, row_places: Sequence[Place]) -> Grid | None:
    """The grid of a table, every place of it covered; ``None`` for a table without cells.

    ``row_places`` has a place for each row, for what no cell covers. ``DocumentError`` for more
    than ``MOST_SLOTS`` places: one wide row makes them of a thousand short ones.
    """
    if not placed:
        return None
    placed = _cut_as_above(placed)
    height, width = len(row_places), max(one.column + one.columns for one in placed)
    if height * width > MOST_SLOTS:
        raise DocumentError(RefusalReason.OUT_OF_BOUNDS)
    cells = tuple(_covered(placed, height, width, row_places))
    return Grid(part, (0.0, 0.0, width * _WIDE, height * _HIGH), height, width, cells)


def _cut_as_above(placed: Sequence[PlacedCell]) -> list[PlacedCell]:
    """Rows that have as many cells as the one above, over the same width, get its columns.

    On real pages the heads and the figures of 表二 are cut at different places of the grid; a
    reader takes the second figure for what stands under the second head. Rows with a cell that
    spans rows stay as they are: there the count of cells tells nothing.
    """
    result: list[PlacedCell] = []
    above: list[PlacedCell] = []
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


def _ends(row: Sequence[PlacedCell]) -> tuple[int, int]:
    return row[0].column, row[-1].column + row[-1].columns


def _covered(
    placed: Sequence[PlacedCell], height: int, width: int, row_places: Sequence[Place]
) -> list[GridCell]:
    """The cells of the grid, an empty one at each place that none covers.

    Where spans overlap nobody can tell which cell stands there: both are doubtful.
    """
    owners: dict[tuple[int, int], int] = {}
    clashing: set[int] = set()
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
            one.text,
            one.mark,
            Doubt.UNCERTAIN_PLACE if number in clashing else one.doubt,
            one.readings,
            one.place,
        )
        for number, one in enumerate(placed)
    ]
    for row, column in itertools.product(range(height), range(width)):
        if (row, column) not in owners:
            box = _box(row, column, 1, 1, height)
            cells.append(GridCell(row, column, 1, 1, box, "", place=row_places[row]))
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _box(row: int, column: int, rows: int, columns: int, height: int) -> Box:
    top = (height - row) * _HIGH
    return (column * _WIDE, top - rows * _HIGH, (column + columns) * _WIDE, top)
