"""The tables of a report as lines of text, beside the report: what CI annotations point at.

A PDF has no lines. The sidecar has one line for each row of each table, in form order, always
in the words of the form: it is text of the report, so the language of the run does not change
it, and the same report gives the same bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.model import CellRef, Report, State
from checker.model.archives import member_of
from checker.reporters.inert import inert, inert_line
from checker.wording.names import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.model import Cell, Finding, ReportPart, Results
    from checker.reporters.options import Look
    from checker.rulebook.form import Table

SUFFIX = ".tables.txt"
_LANG = "zh"
_BAR = " | "
_NUMBER = re.compile(r"#\d+$")  # of a report in a file that holds several (Report.name)


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text file: lines and columns from 1, in characters; the end is exclusive."""

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


@dataclass(frozen=True, slots=True)
class Anchor:
    """A file, from the root of the repository, and a place in it."""

    path: str
    span: Span = Span()


def sidecar_path(path: str, part: ReportPart | None = None) -> str:
    """``reports/a.pdf`` -> ``reports/a.tables.txt``, of its second report ``a#2.tables.txt``.

    That of a member lies beside its archive: ``a.zip!/b/c.pdf`` -> ``a.zip!b!c.tables.txt``.
    """
    member = member_of(path)
    if member is not None:
        path = f"{member[0]}!{member[1].replace('/', '!')}"
    stem = path[:-4] if path.lower().endswith(".pdf") else path
    return (stem if part is None else f"{stem}#{part.number}") + SUFFIX


def sidecar_text(report: Report, look: Look) -> str | None:
    """The lines of the sidecar; ``None`` for a report without tables."""
    lines = _Lines(report, look)
    return "".join(line + "\n" for line in lines.text) if lines.spans else None


class Anchors:
    """Where annotations about one report point.

    At the rows of its sidecar when that was written, else at the first line of the PDF.
    """

    def __init__(self, report: Report, look: Look) -> None:
        path = look.places.get(report.path, report.path).replace("\\", "/")
        self._lines = _Lines(report, look) if report.name in look.sidecars else None
        self._path = sidecar_path(path, report.part) if self._lines else path

    @property
    def report(self) -> Anchor:
        """The report as a whole."""
        return Anchor(self._path)

    def cell(self, ref: CellRef) -> Anchor:
        """One cell."""
        return self._anchor([ref])

    def finding(self, finding: Finding) -> Anchor:
        """The cells of the first row a finding is about, else its row or table."""
        if finding.cells:
            row = finding.cells[0].table, finding.cells[0].row
            return self._anchor([ref for ref in finding.cells if (ref.table, ref.row) == row])
        span = self._lines.places.get(finding.place or "") if self._lines else None
        return Anchor(self._path, span or Span())

    def _anchor(self, refs: Iterable[CellRef]) -> Anchor:
        known = self._lines.spans if self._lines else {}
        spans = [known[ref] for ref in refs if ref in known]
        if not spans:
            return self.report
        last = max(span.end_column for span in spans)
        first = min(span.column for span in spans)
        return Anchor(self._path, Span(spans[0].line, first, spans[0].line, last))


class AnchorsOf:
    """The anchors of the reports of a run, by name; worked out once for each."""

    def __init__(self, results: Results, look: Look) -> None:
        self._reports = {checked.report.name: checked.report for checked in results.reports}
        self._look = look
        self._known: dict[str, Anchors] = {}

    def __getitem__(self, name: str) -> Anchors:
        """A report that is not of the run (of another year) is pointed at as a whole."""
        if name not in self._known:
            report = self._reports.get(name, Report(_NUMBER.sub("", name), ""))
            self._known[name] = Anchors(report, self._look)
        return self._known[name]


class _Lines:
    """The text, the span of every cell, and of the rows, columns and tables by code."""

    def __init__(self, report: Report, look: Look) -> None:
        names = Names.of(report, look.forms, _LANG)
        self._report = report
        self.text: list[str] = [
            inert_line(
                inert(translate("ci.sidecar-about", _LANG, file=PurePath(report.name).name))
            ),
            f"sha256 {report.sha256}",
        ]
        self.spans: dict[CellRef, Span] = {}
        self.places: dict[str, Span] = {}
        # Tables that were not found have no lines; nothing can point at them.
        for table in names.form.tables.values() if names.form else ():
            if table.code in report.tables:
                self._table(table)

    def _table(self, table: Table) -> None:
        self.text.append("")
        heading = f"{table.name[_LANG]} {table.title[_LANG]}"
        self._add([heading])
        self.places.setdefault(table.code, self._line_span())
        for caption, columns, rows in _blocks(table):
            self._add([caption, *(table.columns[column].label for column in columns)])
            for column in columns:
                self.places.setdefault(column, self._line_span())
            for row in rows:
                refs = [CellRef(table.code, row, column) for column in columns]
                cells = [_shown(self._report.cell(ref)) for ref in refs]
                edges = self._add([self._label(table, row), *cells])
                self.places.setdefault(row, self._line_span())
                number = len(self.text)
                self.spans |= {
                    ref: Span(number, start, number, end)
                    for ref, (start, end) in zip(refs, edges[1:], strict=True)
                }

    def _label(self, table: Table, row: str) -> str:
        """The row's label after that of its group, as printed where it was altered."""
        groups = [group.label for group in table.row_groups.values() if row in group.members]
        altered = [
            label.printed
            for label in self._report.labels
            if (label.table, label.axis, label.code) == (table.code, "row", row) and not label.known
        ]
        own = altered[0] if altered else table.rows[row].label
        return _field(" ".join([*groups, own]))

    def _add(self, fields: Iterable[str]) -> list[tuple[int, int]]:
        """Add a line; where each of its fields begins and ends."""
        edges, line = [], ""
        for field in fields:
            line += _BAR if line else ""
            start = len(line) + 1
            line += field
            edges.append((start, len(line) + 1))
        self.text.append(line)
        return edges

    def _line_span(self) -> Span:
        number = len(self.text)
        return Span(number, 1, number, len(self.text[-1]) + 1)


def _blocks(table: Table) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Caption, columns and rows of each part of a table that has a header of its own."""
    for block in table.blocks:
        yield block.caption, block.columns, block.rows
    if not table.blocks:
        yield table.name[_LANG], tuple(table.columns), tuple(table.rows)


def _shown(cell: Cell | None) -> str:
    """A cell as printed; what is not sure or not there says so in one sign."""
    if cell is None:
        return f"[{translate('report.missing-sign', _LANG)}]"
    if cell.state is State.BLANK:
        return f"[{translate('report.blank-sign', _LANG)}]"
    text = _field(cell.raw)
    return f"[?] {text}".strip() if cell.state is State.DOUBTFUL else text


def _field(text: str) -> str:
    """Text between two bars: on one line and without a bar of its own."""
    return inert(text).replace("|", r"\x7c").strip()
