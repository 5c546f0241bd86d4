"""A report typed into a spreadsheet: where each of its cells stands, and how a workbook is written.

Totals are formulas whose results are stored, as office programs leave them.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter

from samples.grid import Grid, Role, Sheet
from samples.story import Paragraph, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WIDTH = 15  # columns of 表四; those of the other tables are among them
_CREATED = datetime(2024, 1, 31, tzinfo=UTC).replace(tzinfo=None)  # the same bytes every time


class Figure(str):
    """A printed figure that knows which cell of the form it is."""

    __slots__ = ("ref",)
    ref: str


class KnownSheet(Sheet):
    """The figures of a report; each figure that is drawn says which cell it is."""

    def figure(self, table: str, row: str, column: str) -> str:
        """The cell as printed, with its reference."""
        found = Figure(super().figure(table, row, column))
        found.ref = f"{table}.{row}.{column}"
        return found


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell of the worksheet, counted from 0: its area, its text, what it is."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    role: Role | Part
    ref: str | None = None
    formula: str | None = None

    def moved(self, rows: int, columns: int) -> Placed:
        """The same cell elsewhere."""
        return replace(self, row=self.row + rows, column=self.column + columns)


@dataclass(slots=True)
class Worksheet:
    """A sheet of the workbook by its name."""

    name: str
    cells: list[Placed] = field(default_factory=list)


def laid_out(blocks: Iterable[Paragraph | Grid], gap: int = 1) -> list[Placed]:
    """The report below one another on one sheet, blank rows behind each table."""
    row = 0
    found: list[Placed] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(Placed(row, 0, 1, _WIDTH, block.text, block.part))
            row += 1
        else:
            found += (one.moved(row, 0) for one in table_cells(block))
            row += len(block.rows) + gap
    return found


def table_cells(grid: Grid) -> list[Placed]:
    """The cells of one table from its first row and column."""
    covered: dict[int, int] = {}  # column -> rows that a cell above still covers
    found = []
    for row, boxes in enumerate(grid.rows):
        column = 0
        below: dict[int, int] = {}
        starting = iter(boxes)
        while column < len(grid.widths):
            if covered.get(column, 0):
                below[column] = covered[column] - 1
                column += 1
                continue
            box = next(starting)
            ref = box.text.ref if isinstance(box.text, Figure) else None
            found.append(Placed(row, column, box.rows, box.columns, str(box.text), box.role, ref))
            for at in range(column, column + box.columns):
                below[at] = box.rows - 1
            column += box.columns
        covered = below
    return found


def with_sums(cells: Sequence[Placed]) -> list[Placed]:
    """The totals of 表三 as formulas over the six columns before them."""
    return [
        replace(one, formula=f"=SUM({_address(one.row, one.column - 6)}:"
                f"{_address(one.row, one.column - 1)})")
        if one.ref is not None and one.ref.startswith("t3.") and one.ref.endswith(".total")
        else one
        for one in cells
    ]  # fmt: skip


def workbook(sheets: Sequence[Worksheet]) -> bytes:
    """The bytes of an .xlsx file, by xlsxwriter."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"author": "office", "created": _CREATED})
    line = {"border": 1, "text_wrap": True, "valign": "vcenter"}
    looks: dict[Role | Part, Any] = {
        role: book.add_format({**line, "align": "left" if role is Role.LABEL else "center"})
        for role in Role
    }
    looks |= {
        part: book.add_format({"text_wrap": True, "bold": part in (Part.TITLE, Part.HEADING)})
        for part in Part
    }
    for one in sheets:
        sheet = book.add_worksheet(one.name)
        sheet.set_column(0, _WIDTH, 11)
        for cell in one.cells:
            _write(sheet, cell, looks[cell.role])
    book.close()
    return stream.getvalue()


def _write(sheet: Any, cell: Placed, look: Any) -> None:
    last = (cell.row + cell.rows - 1, cell.column + cell.columns - 1)
    if last != (cell.row, cell.column):
        sheet.merge_range(cell.row, cell.column, *last, "", look)
    number = _number(cell)
    if cell.formula is not None and number is not None:
        sheet.write_formula(cell.row, cell.column, cell.formula, look, number)
    elif number is not None:
        sheet.write_number(cell.row, cell.column, number, look)
    else:
        sheet.write_string(cell.row, cell.column, cell.text, look)


def _number(cell: Placed) -> int | float | None:
    if cell.role is not Role.NUMBER:
        return None
    try:
        number = float(cell.text)
    except ValueError:
        return None
    return int(number) if number.is_integer() else number


def _address(row: int, column: int) -> str:
    return f"{chr(ord('A') + column)}{row + 1}"
