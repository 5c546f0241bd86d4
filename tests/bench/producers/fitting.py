"""The size of the numbers in a table: as large as the dress says, as small as the columns ask."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samples.grid import Grid, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samples.grid import Box
    from tests.bench.producers.dress import Dress

# The widest digit of the fonts used is 0.636 em (DejaVu Sans); the rest is for bold and spacing.
_DIGIT = 0.68
_FULL_WIDTH = 1.02
_SMALLEST = 4.0  # type that is printed at all, and that a person with a lens still reads
# One number, which no producer breaks, or one other character.
TOKEN = re.compile(r"[+\-]?[0-9][0-9,.]*|[＋－]?[０-９][０-９，．]*|.", re.DOTALL)


def number_size(grid: Grid, dress: Dress, width: float | None = None) -> float:
    """The size at which every number of a table fits into its column, in points."""
    whole = dress.text_width if width is None else width
    unit = whole / sum(grid.widths)
    size = dress.size
    for first, box in placed(grid):
        if box.role is not Role.NUMBER or not box.text:
            continue
        room = unit * sum(grid.widths[first : first + box.columns]) - 2 * dress.inset - dress.gap
        ems = max(_ems(token) for token in TOKEN.findall(box.text))
        size = min(size, room / ems)
    return max(_SMALLEST, round(size, 1))


def _ems(token: str) -> float:
    return sum(_DIGIT if char.isascii() else _FULL_WIDTH for char in token)


def placed(grid: Grid) -> Iterator[tuple[int, Box]]:
    """Each box of a grid with the number of its first column, row by row."""
    for row in rows_with_columns(grid):
        yield from row


def rows_with_columns(grid: Grid) -> list[list[tuple[int, Box]]]:
    """The boxes that start in each row, with their first columns."""
    covered: dict[int, int] = {}  # column -> rows that a box above still covers
    found = []
    for row in grid.rows:
        starting = iter(row)
        boxes = []
        column = 0
        below: dict[int, int] = {}
        while column < len(grid.widths):
            if covered.get(column, 0):
                below[column] = covered[column] - 1
                column += 1
                continue
            box = next(starting)
            boxes.append((column, box))
            below.update(dict.fromkeys(range(column, column + box.columns), box.rows - 1))
            column += box.columns
        covered = below
        found.append(boxes)
    return found
