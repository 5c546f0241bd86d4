"""A workbook to send back: the issue sheet, what is undecided, body by rule, the tables as read."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from checker.findings.records import shown_path
from checker.i18n import translate
from checker.model import CellRef, Inputs, Severity, Verdict
from checker.reporters.print.entries import counts, worst_reports_first
from checker.reporters.print.entries import sheet as entries_of
from checker.reporters.print.entry_rows import COLUMNS, finish_entries, put_entries
from checker.reporters.print.tables_xlsx import add_tables
from checker.reporters.print.workbook import (
    FILLS,
    finish,
    head,
    new_workbook,
    put,
    put_number,
    run_over_pages,
    save,
    stand_up,
)
from checker.wording.confirmed import confirmed_as
from checker.wording.facts import refusal
from checker.wording.names import file_of, report_of
from checker.wording.run_notes import notes_of_run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from checker.model import Checked, Report, Results, RuleCoverage
    from checker.reporters.options import Look
    from checker.reporters.print.entries import Sheet

_LEVELS = tuple(level.value for level in Severity)
_MANY = 20
"""Batches beyond this many reports get one sheet of all cells instead of three sheets each."""


def report(results: Results, options: Look, stream: BinaryIO) -> None:
    """Write the workbook."""
    book = new_workbook()
    listed = [
        (checked, entries_of(checked, options.names(checked.report), results.findings))
        for checked in worst_reports_first(results.reports)
    ]
    lang = options.lang
    failed = [(checked, entry) for checked, own in listed for entry in own.failed]
    put_entries(book.create_sheet(translate("workbook.sheet-list", lang)), failed, lang)
    open_ones = [
        (checked, entry) for checked, own in listed for entry in (*own.undecided, *own.waived)
    ]
    refused = [checked for checked, _ in listed if checked.report.refusal is not None]
    # A refused file has lines of its own below, with the reason.
    open_ones = [(checked, entry) for checked, entry in open_ones if checked not in refused]
    undecided = book.create_sheet(translate("workbook.sheet-undecided", lang))
    put_entries(undecided, open_ones, lang)
    _refused(undecided, refused, lang)
    _noted(undecided, results, lang)
    _matrix(book.create_sheet(translate("workbook.sheet-matrix", lang)), listed, lang)
    if results.inputs != Inputs():
        _inputs(book.create_sheet(translate("workbook.sheet-inputs", lang)), results.inputs, lang)
    reports = [checked.report for checked, _ in listed]
    # A sheet for each table of each report: beyond this nobody finds one among the tabs.
    if len(reports) > _MANY:
        _cells(book, reports, options)
    else:
        add_tables(book, reports, options)
    save(book, stream)


def _refused(target: Worksheet, refused: Sequence[Checked], lang: str) -> None:
    """Files that could not be read, below what is undecided."""
    line = target.max_row
    places = {key: place for place, key in enumerate(COLUMNS, start=1)}
    for checked in refused:
        line += 1
        reason = checked.report.refusal
        assert reason is not None
        put(target, line, places["body"], translate("list.unreadable", lang))
        put(target, line, places["working"], refusal(reason.reason.value, reason.detail, lang))
        put(target, line, places["file"], file_of(checked.report, lang))
    if refused:
        finish_entries(target, lang)


def _noted(target: Worksheet, results: Results, lang: str) -> None:
    """What is told of the run and of none of its reports, and how many values people read."""
    read = [one.report for one in results.reports if one.report.confirmed]
    places = {key: place for place, key in enumerate(COLUMNS, start=1)}
    notes = [
        *notes_of_run(results, lang),
        *(
            (report_of(one, lang), translate("remark.confirmed", lang, detail=str(one.confirmed)))
            for one in read
        ),
    ]
    for line, (about, text) in enumerate(notes, start=target.max_row + 1):
        put(target, line, places["rule"], about)
        put(target, line, places["working"], text)
    if notes:
        finish_entries(target, lang)


def _matrix(target: Worksheet, listed: Sequence[tuple[Checked, Sheet]], lang: str) -> None:
    """One line a report: its verdict and what became of each rule."""
    titles = {one.rule: one.title for checked, _ in listed for one in checked.by_rule}
    rules = sorted(titles)
    fixed = [
        *(translate(f"column.{key}", lang) for key in ("number", "body", "year", "file")),
        translate("list.verdict", lang),
        *(translate(f"level.{level}", lang) for level in _LEVELS),
        translate("list.count.undecided", lang),
    ]
    put(target, 1, 1, translate("workbook.matrix-key", lang))
    words = [*fixed, *(f"{rule} {titles[rule]}" for rule in rules)]
    head(target, 2, words, [6, 24, 7, 26, 10, 9, 9, 9, 9, *([6] * len(rules))])
    stand_up(target, 2, len(fixed) + 1)
    run_over_pages(target, "A:C")
    target.freeze_panes = "C3"
    for number, (checked, own) in enumerate(listed, start=1):
        line = number + 2
        one = checked.report
        put_number(target.cell(line, 1), Decimal(number))
        put(target, line, 2, one.body or translate("report.body-unknown", lang))
        if one.year is not None:
            put_number(target.cell(line, 3), Decimal(one.year))
        put(target, line, 4, file_of(one, lang))
        put(target, line, 5, translate(f"verdict.{checked.verdict.value}", lang))
        if checked.verdict is not Verdict.UNREADABLE:
            for place, count in enumerate(counts(own).values(), start=6):
                put_number(target.cell(line, place), Decimal(count))
        by_rule = {covered.rule: covered for covered in checked.by_rule}
        for place, rule in enumerate(rules, start=len(fixed) + 1):
            if rule in by_rule:
                put(target, line, place, _became(by_rule[rule]))
    finish(target, 2, len(words))
    for row in target.iter_rows(min_row=3, min_col=len(fixed) + 1):
        for cell in row:
            text = str(cell.value or "")
            if text.startswith("✗"):
                cell.fill = FILLS["error"]
            elif text.startswith("?"):
                cell.fill = FILLS["undecided"]


def _inputs(target: Worksheet, inputs: Inputs, lang: str) -> None:
    """Every file and folder that was given and is not among the reports, one a line."""
    head(
        target,
        1,
        [translate("column.file", lang), translate("workbook.inputs-why", lang)],
        [60, 60],
    )
    lines = [
        *((path, translate("workbook.inputs-empty", lang)) for path in inputs.without_reports),
        *(
            (
                one.path,
                translate(
                    "workbook.inputs-not-read",
                    lang,
                    kind=translate(f"file-kind.{one.kind.value}", lang),
                ),
            )
            for one in inputs.unread
        ),
        *(
            (one.path, translate("workbook.inputs-same", lang, path=shown_path(one.same_as)))
            for one in inputs.duplicates
        ),
        *(
            (one.path, translate("workbook.inputs-written", lang, format=one.format))
            for one in inputs.own
        ),
    ]
    for number, (path, why) in enumerate(lines, start=2):
        put(target, number, 1, shown_path(path))
        put(target, number, 2, why)
    finish(target, 1, 2)


def _became(covered: RuleCoverage) -> str:
    """``✓``, ``✗ 2``, ``? 1``: how often a rule failed, or else was undecided."""
    coverage = covered.coverage
    if coverage.failed:
        return f"✗ {coverage.failed}"
    return f"? {coverage.undecided}" if coverage.undecided else "✓"


def _cells(book: Workbook, reports: Sequence[Report], options: Look) -> None:
    """Every cell of a large batch, one a line."""
    lang = options.lang
    target = book.create_sheet(translate("workbook.sheet-cells", lang))
    words = [
        *(
            translate(f"column.{key}", lang)
            for key in ("number", "body", "year", "place", "reported")
        ),
        translate("workbook.state", lang),
    ]
    head(target, 1, words, [6, 24, 7, 40, 14, 10])
    line = 1
    for number, one in enumerate(reports, start=1):
        for cells in _lines(number, one, options):
            line += 1
            for place, value in enumerate(cells, start=1):
                if isinstance(value, Decimal):
                    put_number(target.cell(line, place), value)
                else:
                    put(target, line, place, value)
    target.auto_filter.ref = f"A1:F{line}"


def _lines(number: int, one: Report, options: Look) -> Iterator[list[Decimal | str]]:
    names = options.names(one)
    refs = names.form.refs if names.form else tuple(map(CellRef.parse, sorted(one.cells)))
    for ref in refs:
        cell = one.cell(ref)
        state = "missing" if cell is None else cell.state.value
        raw = "" if cell is None else cell.text
        yield [
            Decimal(number),
            one.body or "",
            Decimal(one.year) if one.year is not None else "",
            names.cell(ref),
            cell.value if cell is not None and cell.value is not None else raw,
            (cell and confirmed_as(cell, options.lang))
            or translate(f"state.{state}", options.lang),
        ]
