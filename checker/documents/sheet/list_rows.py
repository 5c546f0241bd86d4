"""The rows of a list in a workbook: no report, but something that a user keeps beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.documents.package import Package
from checker.documents.sheet.plain_copy import plain_copy
from checker.documents.sheet.second_reading import values_again
from checker.model.sheets import Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.documents.sheet.stored import Place, Value


def rows_of_first_sheet(data: bytes) -> list[list[str]]:
    """The rows of the first sheet that holds anything, down to the last value; texts as in CSV.

    ``DocumentError`` for a workbook that is damaged, locked or beyond the limits of a report.
    """
    return next((rows for sheet in _sheets(data).values() if (rows := _rows(sheet))), [])


def rows_of_sheets(data: bytes) -> tuple[Sheet, ...]:
    """The same of every sheet, hidden ones and hidden rows too."""
    return tuple(
        Sheet(name, tuple(map(tuple, _rows(cells)))) for name, cells in _sheets(data).items()
    )


def _sheets(data: bytes) -> Mapping[str, Mapping[Place, Value]]:
    # No row is cut: each is an entry that somebody relies on.
    return values_again(plain_copy(Package(data), most_astray=0).data)


def _rows(cells: Mapping[Place, Value]) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(max((row for row, _ in cells), default=0))]
    for (row, column), value in sorted(cells.items()):
        line = rows[row - 1]
        line += [""] * (column - 1 - len(line))
        line.append(_text(value))
    return rows


def _text(value: Value) -> str:
    """A ticked box is ``true``; a whole number has no point."""
    return str(value).lower() if isinstance(value, bool) else str(value)
