"""The summary of a register as a workbook: a sheet a table."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from checker.reporters.print.workbook import (
    TITLE_LENGTH,
    finish,
    head,
    new_workbook,
    put,
    put_number,
    save,
)
from checker.wording.summary import lead_of, tables_of

if TYPE_CHECKING:
    from typing import BinaryIO

    from checker.model.summary import Summary
    from checker.reporters.options import Look

_HEAD = 4
_WIDTHS = (26.0, 34.0)
"""Of columns of names, the second of titles."""
_NUMBER = 8.5


def report(summary: Summary, options: Look, stream: BinaryIO) -> None:
    """Write the workbook."""
    book = new_workbook()
    for table in tables_of(summary, options.lang):
        sheet = book.create_sheet(table.title[:TITLE_LENGTH])
        put(sheet, 1, 1, lead_of(summary, options.lang), bold=True)
        put(sheet, 2, 1, table.title)
        texts = [any(isinstance(row[at], str) for row in table.rows) for at in range(2)]
        widths = [
            width if is_text or not at else _NUMBER
            for at, (width, is_text) in enumerate(zip(_WIDTHS, texts, strict=True))
        ]
        head(sheet, _HEAD, table.heads, [*widths, *[_NUMBER] * (len(table.heads) - len(widths))])
        for line, row in enumerate(table.rows, start=_HEAD + 1):
            for place, value in enumerate(row, start=1):
                if isinstance(value, str):
                    put(sheet, line, place, value)
                else:
                    put_number(sheet.cell(line, place), Decimal(value))
        finish(sheet, _HEAD, len(table.heads))
    save(book, stream)
