"""The form of a draft, drawn as it is printed: each figure's box names the cell in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from checker.model import CellRef
from checker.reporters.print.form_grid import Box, Grid, Role, grids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.rulebook.form import Form


@dataclass(frozen=True, slots=True)
class _Refs:
    """The whole form, every figure written as the reference of its cell."""

    form: Form
    halves: bool = False

    def figure(self, table: str, row: str, column: str) -> str:
        return str(CellRef(table, row, column))

    def has_row(self, table: str, row: str) -> bool:
        return row in self.form.tables[table].rows

    def label(self, table: str, code: str, printed: str) -> str:
        del table, code
        return printed


class Placed(NamedTuple):
    """A box with the row and column of the grid that it starts in, counted from 0."""

    row: int
    column: int
    box: Box


def drawn(form: Form) -> dict[str, Grid]:
    """The tables of a form by their codes."""
    return grids(_Refs(form))


def placed(grid: Grid) -> Iterator[Placed]:
    """The boxes of a grid with their places: a box leaves out what one above it covers."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(grid.rows):
        column = 0
        for box in row:
            while (number, column) in taken:
                column += 1
            yield Placed(number, column, box)
            taken |= {
                (number + down, column + across)
                for down in range(box.rows)
                for across in range(box.columns)
            }


def ref_of(box: Box) -> CellRef | None:
    """The cell that stands in a box; ``None`` for labels and headings."""
    return CellRef.parse(box.text) if box.role is Role.NUMBER else None
