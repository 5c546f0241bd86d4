"""The tables of a register as one workbook, a sheet each; a long one goes on in a further sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.cell import WriteOnlyCell

from checker.reporters.print.workbook import new_workbook, put_text, save

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from checker.model.exported import Exported, Plain

_ROWS = 1_048_575
"""A sheet has 1,048,576 rows, the first of them the heads."""


def write(tables: Iterable[Exported], folder: Path) -> None:
    """Write ``register.xlsx``, row by row."""
    book = new_workbook(long=True)
    for table in tables:
        sheet = book.create_sheet(table.name)
        sheet.append(table.columns)
        for count, row in enumerate(table.rows):
            if count and count % _ROWS == 0:
                sheet = book.create_sheet(f"{table.name} {count // _ROWS + 1}")
                sheet.append(table.columns)
            sheet.append([_cell(sheet, value) for value in row])
    with (folder / "register.xlsx").open("wb") as stream:
        save(book, stream)


def _cell(sheet: Any, value: Plain) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet)
    put_text(cell, value)
    return cell
