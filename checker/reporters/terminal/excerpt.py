"""The part of a statutory table that a reader needs to see what does not hold.

Marked by characters as well as by colour: a relation that does not hold marks its row or column
and shows the difference at its end; where a marked row and column cross, the cell stands
between « and »; so does a cell that is at issue itself. Which cell is wrong is not claimed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.model import Result, Severity, State
from checker.reporters.terminal.drawn_table import Entry, Grid, Head, Line
from checker.wording.facts import figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.model import Cell, CellRef, Finding, Report
    from checker.rulebook.form import Table
    from checker.wording.names import Names

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
SMALL_TABLE = 4
"""Tables of up to so many rows are shown whole."""
MANY_ROWS = 8
"""Blank cells alone do not make an excerpt longer than this."""
LONG_TEXT = 24

OPEN, CLOSE, DOUBT = "«", "»", "?"


@dataclass(slots=True)
class Marks:
    """What the findings say of one table's cells, rows and columns."""

    cells: dict[CellRef, str] = field(default_factory=dict)  # at issue itself -> style
    related: dict[CellRef, str] = field(default_factory=dict)  # in a relation that fails
    rows: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    row_gaps: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    column_gaps: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    shown: set[CellRef] = field(default_factory=set)  # cells whose rows must be seen

    def crosses(self, ref: CellRef) -> bool:
        """Whether a row and a column with a difference meet in this cell."""
        return any(ref.row in gaps for gaps in self.row_gaps.values()) and any(
            ref.column in gaps for gaps in self.column_gaps.values()
        )


def excerpt(report: Report, table: Table, findings: Sequence[Finding], names: Names) -> Grid | None:
    """The rows and columns of a table that its findings touch; ``None`` when there is nothing."""
    marks = _marks(report, table, findings)
    if not marks.shown or all(_is_unread(report.cell(ref)) for ref in table.refs):
        return None
    rows = _rows(table, marks)
    printed = {ref.column for row in rows for ref in table.lines[row]}
    columns = [column for column in table.columns if column in printed]
    return _View(report, table, marks, names).grid(rows, columns)


def whole(report: Report, table: Table, names: Names) -> list[Grid]:
    """The whole table as read, with the state of each cell marked; 表二 block by block."""
    view = _View(report, table, Marks(), names)
    if not table.blocks:
        return [view.grid(list(table.rows), list(table.columns))]
    rows_of: dict[tuple[str, ...], list[str]] = {}
    for block in table.blocks:
        rows_of.setdefault(block.columns, []).extend(block.rows)
    return [view.grid(rows, columns) for columns, rows in rows_of.items()]


def entry(cell: Cell | None, names: Names, style: str = "") -> Entry:
    """A cell as shown: its number, or the state it is in."""
    if cell is None:
        return Entry(
            translate("report.missing-sign", names.lang), style or "bold red", OPEN + CLOSE, "cell"
        )
    if cell.state is State.NUMBER and cell.value is not None:
        return Entry(figure(cell.value), style)
    if cell.state is State.BLANK:
        return Entry(translate("report.blank-sign", names.lang), style or "yellow")
    text = cell.text if len(cell.text) <= LONG_TEXT else cell.text[:LONG_TEXT] + "…"
    if cell.state is State.DOUBTFUL:
        return Entry(DOUBT + text, style or "yellow", kind="doubtful")
    return Entry(text, style or "yellow", OPEN + CLOSE, "cell")


def _is_unread(cell: Cell | None) -> bool:
    """Whether nothing at all is known of a cell's text: a table of such cells shows nothing."""
    return cell is not None and cell.state is State.DOUBTFUL and not (cell.raw or cell.readings)


def _marks(report: Report, table: Table, findings: Iterable[Finding]) -> Marks:
    marks = Marks()
    blanks: set[CellRef] = set()
    for finding in findings:
        refs = [ref for ref in finding.cells if ref.table == table.code]
        style = STYLES[finding.severity]
        if not refs or _is_about_a_label(report, table, finding, refs):
            continue
        if finding.outcome is Result.UNDECIDED:
            if finding.follows_from is None:
                marks.shown.update(ref for ref in refs if not _is_number(report.cell(ref)))
        elif finding.difference is not None and len(refs) > 1:
            _relation(marks, report, finding, refs, style)
        elif all((cell := report.cell(ref)) and cell.state is State.BLANK for ref in refs):
            blanks.update(refs)
        else:
            _add(marks.cells if len(refs) == 1 else marks.related, refs, style)
            marks.shown.update(refs)
    # A form left blank would else be printed whole, a row of signs after another.
    if len({ref.row for ref in blanks}) <= MANY_ROWS:
        marks.shown.update(blanks)
    return marks


def _is_about_a_label(
    report: Report, table: Table, finding: Finding, refs: Sequence[CellRef]
) -> bool:
    """A finding on one whole row or column, not on its numbers: an altered or merged label."""
    if finding.difference is not None or table.blocks:
        return False
    whole_row = len({ref.row for ref in refs}) == 1 and len(refs) == len(table.columns)
    whole_column = len({ref.column for ref in refs}) == 1 and len(refs) == len(table.rows)
    return (whole_row or whole_column) and all(_is_number(report.cell(ref)) for ref in refs)


def _relation(
    marks: Marks, report: Report, finding: Finding, refs: Sequence[CellRef], style: str
) -> None:
    """A relation with a difference: shown at the end of the row or column it runs along."""
    gap = (figure(finding.difference or "", signed=True), style)
    _add(marks.related, refs, style)
    if len({ref.row for ref in refs}) == 1:
        marks.rows.setdefault(refs[0].row, style)
        marks.row_gaps.setdefault(finding.rule, {})[refs[0].row] = gap
        marks.shown.update(refs)
    elif len({ref.column for ref in refs}) == 1:
        marks.columns.setdefault(refs[0].column, style)
        marks.column_gaps.setdefault(finding.rule, {})[refs[0].column] = gap
        # Of a long column the zeros are left out: they add nothing to the sum that is shown.
        short = len(refs) <= SMALL_TABLE
        marks.shown.update(
            ref for ref in refs if short or ref is refs[-1] or not _is_zero(report.cell(ref))
        )
    else:
        marks.shown.update(refs)


def _rows(table: Table, marks: Marks) -> list[str]:
    rows = [row for row in table.rows if table.lines[row]]
    if len(rows) <= SMALL_TABLE:
        return rows
    shown = {ref.row for ref in marks.shown}
    return [row for row in rows if row in shown]


@dataclass(frozen=True, slots=True)
class _View:
    """One report's table with its marks, in one language."""

    report: Report
    table: Table
    marks: Marks
    names: Names

    def grid(self, rows: Sequence[str], columns: Sequence[str]) -> Grid:
        """These rows and columns, and after them the differences of what does not hold."""
        gap_word = translate("report.gap", self.names.lang)
        marks = self.marks
        concerned = {ref.column for ref in (*marks.related, *marks.cells, *marks.shown)}
        heads = [
            self._head(
                column, needed=column == columns[-1] or not marks.shown or column in concerned
            )
            for column in columns
        ]
        # What does not hold stands at the end of its row, where a reader who adds up arrives.
        heads += [Head(f"{rule} {gap_word}", style="bold") for rule in self.marks.row_gaps]
        lines = [self._line(row, columns) for row in rows]
        for number, (rule, gaps) in enumerate(self.marks.column_gaps.items()):
            entries = [Entry(*gaps.get(column, ("", ""))) for column in columns]
            entries += [Entry() for _ in self.marks.row_gaps]
            label = f"{rule} {gap_word}"
            lines.append(Line(label, tuple(entries), style="bold", ruled=not number))
        return Grid(self.names.table(self.table.code), tuple(heads), tuple(lines))

    def _head(self, column: str, *, needed: bool) -> Head:
        return Head(
            self.names.column(self.table.code, column),
            style=self.marks.columns.get(column, ""),
            marked=column in self.marks.columns,
            needed=needed,
        )

    def _line(self, row: str, columns: Sequence[str]) -> Line:
        refs = {ref.column: ref for ref in self.table.lines[row]}
        entries = [self._entry(refs[column]) if column in refs else Entry() for column in columns]
        entries += [Entry(*gaps.get(row, ("", ""))) for gaps in self.marks.row_gaps.values()]
        return Line(
            self.names.row(self.table.code, row),
            tuple(entries),
            style=self.marks.rows.get(row, ""),
            marked=row in self.marks.rows,
        )

    def _entry(self, ref: CellRef) -> Entry:
        marks, cell = self.marks, self.report.cell(ref)
        style = marks.cells.get(ref) or marks.related.get(ref, "")
        if ref in marks.cells or marks.crosses(ref):
            shown = entry(cell, self.names, style or "bold red")
            kind = "cell" if ref in marks.cells else "crossing"
            return Entry(shown.text, shown.style, OPEN + CLOSE, kind)
        return entry(cell, self.names, style if _is_number(cell) else "")


def _add(where: dict[CellRef, str], refs: Iterable[CellRef], style: str) -> None:
    for ref in refs:
        where.setdefault(ref, style)


def _is_number(cell: Cell | None) -> bool:
    return cell is not None and cell.state is State.NUMBER


def _is_zero(cell: Cell | None) -> bool:
    return cell is not None and cell.value == Decimal(0)
