"""The tables as read, as a workbook: numbers as numbers, what is not one filled and explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.findings.records import shown_path
from checker.i18n import translate
from checker.model import CellRef, State
from checker.reporters.print.workbook import (
    CENTRED,
    FILLS,
    TITLE_LENGTH,
    WRAPPED,
    add_comment,
    fit_height,
    fit_page,
    new_workbook,
    put,
    put_number,
    put_text,
    save,
)
from checker.wording.confirmed import confirmed_as
from checker.wording.facts import refusal
from checker.wording.outcomes import doubtful

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from checker.model import Cell, Report
    from checker.reporters.options import Look
    from checker.rulebook.form import Table
    from checker.wording.names import Names

_LABEL_WIDTH = 28


def report(reports: Sequence[Report], options: Look, stream: BinaryIO) -> None:
    """Write one sheet for each table of each report."""
    book = new_workbook()
    add_tables(book, reports, options)
    save(book, stream)


def add_tables(book: Workbook, reports: Sequence[Report], options: Look) -> None:
    """One sheet for each table of each report, or one that says why there is none."""
    for number, one in enumerate(reports, start=1):
        names = options.names(one)
        tables = (
            [t for t in names.form.tables.values() if t.code in one.tables] if names.form else []
        )
        for table in tables:
            # A workbook takes no two sheets of one name.
            prefix = f"{number} " if len(reports) > 1 else ""
            title = (prefix + names.table(table.code))[:TITLE_LENGTH]
            _sheet(book.create_sheet(title), one, table, names)
        if not tables:
            _refused(book.create_sheet(f"{number}"), one, options.lang)


def _sheet(sheet: Worksheet, report: Report, table: Table, names: Names) -> None:
    put(sheet, 1, 1, shown_path(report.name))
    put(sheet, 2, 1, f"{report.body or ''} {report.year or ''}".strip(), bold=True)
    put(sheet, 3, 1, f"{table.name[names.lang]} {table.title[names.lang]}", bold=True)
    columns = list(table.columns)
    for place, column in enumerate(columns, start=2):
        put(sheet, 4, place, table.columns[column].label, bold=True)
        sheet.cell(4, place).alignment = CENTRED
    exist = set(table.refs)
    for line, row in enumerate(table.rows, start=5):
        put(sheet, line, 1, table.rows[row].label)
        sheet.cell(line, 1).alignment = WRAPPED
        for place, column in enumerate(columns, start=2):
            ref = CellRef(table.code, row, column)
            if ref in exist:
                _figure(sheet.cell(line, place), report.cell(ref), ref, names)
    sheet.column_dimensions["A"].width = _LABEL_WIDTH
    for line in (4, *range(5, 5 + len(table.rows))):
        fit_height(sheet, line)
    sheet.freeze_panes = "B5"
    fit_page(sheet, across=False)


def _figure(target: Any, cell: Cell | None, ref: CellRef, names: Names) -> None:
    """Write one cell; ``target`` is the spreadsheet's."""
    if cell is not None and cell.value is not None:
        put_number(target, cell.value)
        notes = [*([cell.note] if cell.note else []), *_read_by(cell, names)]
        if notes:
            add_comment(target, "\n".join(notes))
        return
    state = "missing" if cell is None else cell.state.value
    put_text(target, cell.text if cell is not None else "")
    target.fill = FILLS[state]
    why = "\n".join([translate(f"state.{state}", names.lang), *_read_by(cell, names)])
    if cell is not None and cell.state is State.DOUBTFUL:
        why = doubtful(names.cell(ref), cell, names.lang)
    add_comment(target, why)


def _read_by(cell: Cell | None, names: Names) -> list[str]:
    """Who read the cell in place of the program."""
    told = "" if cell is None else confirmed_as(cell, names.lang)
    return [told] if told else []


def _refused(sheet: Worksheet, report: Report, lang: str) -> None:
    put(sheet, 1, 1, shown_path(report.name))
    reason = report.refusal
    text = (
        refusal(reason.reason.value, reason.detail, lang)
        if reason
        else translate("tables.none", lang)
    )
    put(sheet, 2, 1, text)
