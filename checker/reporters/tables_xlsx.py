"""The tables as read, as a workbook: numbers as numbers, what is not one filled and explained.

The only module that uses openpyxl. The same tables give the same bytes: the clock is kept out
of the file.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from checker.model import CellRef, State
from checker.reporters.inert import inert
from checker.reporters.records import shown_path
from checker.texts import STATES, say
from checker.wording import doubtful, refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

    from openpyxl.worksheet.worksheet import Worksheet

    from checker.model import Cell, Report
    from checker.naming import Names
    from checker.reporters.options import Look
    from checker.rulebook.form import Table

_FILLS = {
    "doubtful": PatternFill("solid", fgColor="FFEB9C"),
    "text": PatternFill("solid", fgColor="FFC7CE"),
    "blank": PatternFill("solid", fgColor="EDEDED"),
    "missing": PatternFill("solid", fgColor="FFC7CE"),
}
_BOLD = Font(bold=True)
_LABEL_WIDTH = 28
_TITLE_LENGTH = 31
"""A sheet's name in a workbook may have 31 characters."""
_EXACT_DIGITS = 15
"""Spreadsheets keep 15 digits of a number; a longer one is written as text."""


def report(reports: Sequence[Report], options: Look, stream: BinaryIO) -> None:
    """Write one sheet for each table of each report."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, one in enumerate(reports, start=1):
        names = options.names(one)
        tables = (
            [t for t in names.form.tables.values() if t.code in one.tables] if names.form else []
        )
        for table in tables:
            prefix = f"{number} " if len(reports) > 1 else ""
            title = (prefix + names.table(table.code))[:_TITLE_LENGTH]
            _sheet(book.create_sheet(title), one, table, names)
        if not tables:
            _refused(book.create_sheet(f"{number}"), one, options.lang)
    raw = io.BytesIO()
    book.save(raw)
    stream.write(_without_clock(raw.getvalue()))


def _sheet(sheet: Worksheet, report: Report, table: Table, names: Names) -> None:
    _write(sheet, 1, 1, shown_path(report.path))
    _write(sheet, 2, 1, f"{report.body or ''} {report.year or ''}".strip(), bold=True)
    _write(sheet, 3, 1, f"{table.name[names.lang]} {table.title[names.lang]}", bold=True)
    columns = list(table.columns)
    for place, column in enumerate(columns, start=2):
        _write(sheet, 4, place, table.columns[column].label, bold=True)
        sheet.cell(4, place).alignment = Alignment(wrap_text=True, horizontal="center")
    exist = set(table.refs)
    for line, row in enumerate(table.rows, start=5):
        _write(sheet, line, 1, table.rows[row].label)
        for place, column in enumerate(columns, start=2):
            ref = CellRef(table.code, row, column)
            if ref in exist:
                _figure(sheet.cell(line, place), report.cell(ref), ref, names)
    sheet.column_dimensions["A"].width = _LABEL_WIDTH
    sheet.freeze_panes = "B5"


def _figure(target: Any, cell: Cell | None, ref: CellRef, names: Names) -> None:
    """Write one cell; ``target`` is the spreadsheet's."""
    if cell is not None and cell.value is not None:
        exact = abs(cell.value) < 10**_EXACT_DIGITS
        exact = exact and len(cell.value.as_tuple().digits) <= _EXACT_DIGITS
        whole = cell.value == int(cell.value)
        number = int(cell.value) if whole else cell.value
        target.value = number if exact else format(cell.value, "f")
        if cell.note:
            target.comment = _comment(cell.note)
        return
    state = "missing" if cell is None else cell.state.value
    _write_text(target, cell.raw if cell is not None else "")
    target.fill = _FILLS[state]
    why = STATES[state][names.lang]
    if cell is not None and cell.state is State.DOUBTFUL:
        why = doubtful(names.cell(ref), cell, names.lang)
    target.comment = _comment(why)


def _refused(sheet: Worksheet, report: Report, lang: str) -> None:
    _write(sheet, 1, 1, shown_path(report.path))
    reason = report.refusal
    text = refusal(reason.reason.value, reason.detail, lang) if reason else say("tables-none", lang)
    _write(sheet, 2, 1, text)


def _write(sheet: Worksheet, line: int, place: int, text: str, *, bold: bool = False) -> None:
    target = sheet.cell(line, place)
    _write_text(target, text)
    if bold:
        target.font = _BOLD


def _write_text(target: Any, text: str) -> None:
    """Text as text: never a formula, never a control character."""
    target.value = inert(text)
    target.data_type = "s"
    if text.lstrip().startswith(("=", "+", "-", "@")):
        target.style = "Normal"
        target.quotePrefix = True


def _comment(text: str) -> Comment:
    return Comment(inert(text), "checker")


def _without_clock(workbook: bytes) -> bytes:
    """The same workbook with fixed dates inside and on every member of the archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2000-01-01T00:00:00Z", data)
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, data)
    return out.getvalue()
