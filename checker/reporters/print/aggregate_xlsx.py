"""A draft of an aggregated report as a workbook: the form, every cell's summands, the bodies."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from checker.aggregation.words import (
    cause_of,
    fit_of,
    members_of,
    names_of,
    remark_of,
    summands_of,
    title_of,
)
from checker.findings.records import shown_path
from checker.i18n import translate
from checker.model import State
from checker.reporters.print.draft_form import drawn, placed, ref_of
from checker.reporters.print.form_grid import Role
from checker.reporters.print.workbook import (
    FILLS,
    add_comment,
    column_width,
    finish,
    fit_page,
    head,
    height_of,
    new_workbook,
    put,
    put_number,
    put_text,
    run_over_pages,
    save,
)
from checker.rulebook.form import GROUPS
from checker.wording.rounds import cell_content

if TYPE_CHECKING:
    from typing import BinaryIO

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from checker.aggregation import Aggregate, Summand, Total
    from checker.reporters.options import Look
    from checker.reporters.print.form_grid import Grid

_SIDE = Side(style="thin", color="000000")
_BOX = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_MIDDLE = Alignment(wrap_text=True, horizontal="center", vertical="center")
_LEFT = Alignment(wrap_text=True, horizontal="left", vertical="center")
_PAGE = 110.0  # digits across a page of A4: what the columns of a form share


def report(draft: Aggregate, options: Look, stream: BinaryIO) -> None:
    """Write the workbook."""
    book = new_workbook()
    lang = options.lang
    for code, grid in drawn(draft.form).items():
        table = draft.form.tables[code]
        sheet = book.create_sheet(table.name[lang])
        put(sheet, 1, 1, title_of(draft, lang), bold=True)
        put(sheet, 2, 1, f"{table.name[lang]} {table.title[lang]}", bold=True)
        _form(sheet, grid, draft, lang)
    _summands(book, draft, lang)
    _members(book, draft, lang)
    if draft.published is not None:
        _published(book, draft, lang)
    save(book, stream)


def _form(sheet: Worksheet, grid: Grid, draft: Aggregate, lang: str) -> None:
    """The table as the statutory form prints it, from the fourth row on."""
    first = 4
    total = sum(grid.widths)
    for place, width in enumerate(grid.widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _PAGE * width / total
    differ = {one.total.ref for one in draft.differing}
    for row, column, box in placed(grid):
        line, place = first + row, column + 1
        last_line, last_place = line + box.rows - 1, place + box.columns - 1
        for each in sheet.iter_rows(line, last_line, place, last_place):
            for one in each:
                one.border = _BOX
        if (last_line, last_place) != (line, place):
            sheet.merge_cells(
                start_row=line, end_row=last_line, start_column=place, end_column=last_place
            )
        target = sheet.cell(line, place)
        ref = ref_of(box)
        if ref is None:
            put_text(target, box.text)
            target.alignment = _LEFT if box.role in (Role.LABEL, Role.CAPTION) else _MIDDLE
            target.font = Font(bold=box.role in (Role.HEAD, Role.CAPTION))
            continue
        target.alignment = _MIDDLE
        _figure(target, draft.totals[ref], lang)
        if ref in differ:
            target.fill = FILLS["error"]
    for row in range(len(grid.rows)):
        # By the boxes of this row alone: what runs down over several has room enough.
        texts = [
            (one.box.text, column_width(sheet, one.column + 1, one.box.columns))
            for one in placed(grid)
            if one.row == row and one.box.rows == 1 and ref_of(one.box) is None
        ]
        sheet.row_dimensions[first + row].height = height_of(texts)
    fit_page(sheet, across=grid.shape == GROUPS)


def _figure(target: Any, total: Total, lang: str) -> None:
    """A total, or an empty cell that says why there is none."""
    if total.number is not None:
        put_number(target, total.number)
    elif not total.is_added:
        target.fill = FILLS["blank"]
        add_comment(target, translate("aggregate.not-added", lang))
        return
    else:
        target.fill = FILLS["doubtful"]
    add_comment(target, summands_of(total, lang))


def _summands(book: Workbook, draft: Aggregate, lang: str) -> None:
    """Every cell with the figure of every body: cells down, bodies across."""
    sheet = book.create_sheet(translate("aggregate.sheet-summands", lang))
    names = names_of(draft, lang)
    added = [one for one in draft.members if one.is_added]
    words = [
        translate("aggregate.column.cell", lang),
        translate("aggregate.column.total", lang),
        *(one.name for one in added),
    ]
    head(sheet, 1, words, [46, 11, *([11] * len(added))])
    for line, total in enumerate(draft.totals.values(), start=2):
        put(sheet, line, 1, names.cell(total.ref))
        if total.number is not None:
            put_number(sheet.cell(line, 2), total.number)
        else:
            sheet.cell(line, 2).fill = FILLS["doubtful" if total.is_added else "blank"]
        for place, one in enumerate(total.summands, start=3):
            _summand(sheet.cell(line, place), one, lang)
    finish(sheet, 1, len(words))
    run_over_pages(sheet, "A:B")
    sheet.freeze_panes = "C2"


def _summand(target: Any, one: Summand, lang: str) -> None:
    if one.number is not None:
        put_number(target, one.number)
        if one.cell is not None and one.cell.state is State.BLANK:
            target.fill = FILLS["blank"]
        return
    put_text(target, cell_content(one.cell, lang))
    target.fill = FILLS["missing" if one.cell is None else one.cell.state.value]


def _members(book: Workbook, draft: Aggregate, lang: str) -> None:
    """The bodies, what became of each, and which file its figures are from."""
    sheet = book.create_sheet(translate("aggregate.sheet-members", lang))
    columns = ("body", "code", "fate", "version", "verdict", "file", "remark")
    lines = [title_of(draft, lang), translate("aggregate.lead", lang), *members_of(draft, lang)]
    for line, text in enumerate(lines, start=1):
        put(sheet, line, 1, text, bold=line == 1)
    first = len(lines) + 4
    words = [translate(f"aggregate.column.{column}", lang) for column in columns]
    head(sheet, first, words, [30, 14, 22, 7, 10, 34, 34])
    for line, one in enumerate(draft.members, start=first + 1):
        put(sheet, line, 1, one.name)
        put(sheet, line, 2, one.code)
        put(sheet, line, 3, translate(f"aggregate.fate.{one.fate.value}", lang))
        if one.report is not None:
            put_number(sheet.cell(line, 4), Decimal(one.version))
            put(sheet, line, 6, shown_path(one.report.path))
        if one.verdict is not None:
            put(sheet, line, 5, translate(f"verdict.{one.verdict.value}", lang))
        put(sheet, line, 7, remark_of(one, lang))
    finish(sheet, first, len(columns))


def _published(book: Workbook, draft: Aggregate, lang: str) -> None:
    """Every cell that is added up beside the published one, those that differ filled."""
    sheet = book.create_sheet(translate("aggregate.sheet-published", lang))
    names = names_of(draft, lang)
    version = draft.published_version
    lines = [
        translate("aggregate.compared", lang, version=version, **draft.tally),
        *(cause_of(cause, lang) for cause in draft.causes),
        *([translate("aggregate.compared-blocks", lang)] if draft.notes else ()),
    ]
    for line, text in enumerate(lines, start=1):
        put(sheet, line, 1, text, bold=line == 1)
    columns = ("cell", "published", "total", "difference", "fit", "summands")
    first = len(lines) + 2
    words = [translate(f"aggregate.column.{column}", lang) for column in columns]
    head(sheet, first, words, [46, 12, 12, 10, 12, 60])
    for line, one in enumerate(draft.beside, start=first + 1):
        put(sheet, line, 1, names.cell(one.total.ref))
        if one.published is not None and one.published.value is not None:
            put_number(sheet.cell(line, 2), one.published.value)
        else:
            put(sheet, line, 2, cell_content(one.published, lang))
        if one.total.number is not None:
            put_number(sheet.cell(line, 3), one.total.number)
        if one.difference is not None and one.fit is not one.fit.OPEN:
            put_number(sheet.cell(line, 4), one.difference)
        put(sheet, line, 5, fit_of(one, lang))
        if one.fit is one.fit.DIFFERS or one.total.open_ones:
            put(sheet, line, 6, summands_of(one.total, lang))
    finish(sheet, first, len(columns))
    for line, one in enumerate(draft.beside, start=first + 1):
        if one.fit is one.fit.DIFFERS:
            sheet.cell(line, 5).fill = FILLS["error" if one.counts else "warning"]
