"""The status of a register as a workbook: a row a body, to be filtered by state."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment

from checker.i18n import translate
from checker.model.filings import FilingState
from checker.reporters.print.workbook import (
    FILLS,
    finish,
    head,
    new_workbook,
    put,
    put_number,
    save,
)
from checker.wording.filings import totals_of
from checker.wording.status_table import COLUMNS, headings, row_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO

    from checker.model.filings import Status
    from checker.reporters.options import Look

_WIDTHS: Mapping[str, float] = MappingProxyType(
    {
        "body": 30, "code": 20, "kind": 11, "state": 12, "due": 11, "received": 11,
        "days-late": 8, "verdict": 9, "errors": 7, "warnings": 7, "undecided": 8, "version": 7,
        "listed": 11, "replied": 8,
        "contact": 16, "file": 26,
    }
)  # fmt: skip
_FILLED: Mapping[FilingState, str] = MappingProxyType(
    {
        FilingState.CHANGED: "error",
        FilingState.FINDINGS: "error",
        FilingState.CORRECTED: "warning",
        FilingState.SENT_BACK: "warning",
        FilingState.OWED: "undecided",
    }
)
_HEAD = 4
_DEEPEST = 15  # steps that a cell may be indented by in a spreadsheet


def report(status: Status, options: Look, stream: BinaryIO) -> None:
    """Write the workbook: totals above, then the bodies, those below others indented."""
    lang = options.lang
    book = new_workbook()
    sheet = book.create_sheet(translate("register.sheet", lang, year=status.year))
    for line, text in enumerate(totals_of(status, lang), start=1):
        put(sheet, line, 1, text, bold=line == 1)
    head(sheet, _HEAD, headings(lang), [_WIDTHS[column] for column in COLUMNS])
    lines = [*status.lines]
    for line, one in enumerate(lines, start=_HEAD + 1):
        for place, value in enumerate(row_of(one, lang), start=1):
            if isinstance(value, int):
                put_number(sheet.cell(line, place), Decimal(value))
            elif value is not None:
                put(sheet, line, place, value)
    finish(sheet, _HEAD, len(COLUMNS))
    state = COLUMNS.index("state") + 1
    for line, one in enumerate(lines, start=_HEAD + 1):
        sheet.cell(line, 1).alignment = Alignment(
            horizontal="left", wrap_text=True, vertical="top", indent=min(one.level, _DEEPEST)
        )
        if one.state in _FILLED:
            sheet.cell(line, state).fill = FILLS[_FILLED[one.state]]
    save(book, stream)
