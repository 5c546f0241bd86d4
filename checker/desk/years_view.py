"""A body's years side by side, in words: each cell in every year, what the rules say between them.

What differs from the year before is told as the difference. Whether that is large, or does not
follow, is told by the rules between years and by nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from checker.i18n import translate
from checker.model import CellRef, Comparison, Result, State
from checker.model.findings import URGENCY, WEIGHT
from checker.reporters.inert import inert
from checker.rulebook.joint_form import PREVIOUS
from checker.rulebook.kinds.across import YearsSpec
from checker.wording.facts import figure
from checker.wording.names import Names
from checker.wording.rounds import cell_content

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.model import Cell, Finding, Report
    from checker.rulebook.form import Form
    from checker.rulebook.rule import Rule, Rulebook


class Shown(NamedTuple):
    """A year that is shown: the number of its report, the report, what stands between years."""

    year: int
    number: int
    report: Report
    between: tuple[Finding, ...]


class Told(NamedTuple):
    """A finding between years: its number on the page, where it is told, its words."""

    number: int
    address: str
    year: int
    level: str
    level_name: str
    rule: str
    text: str
    accepted: bool


class YearCell(NamedTuple):
    """A cell in a year: what is in it, by how much it differs, findings that speak of it."""

    text: str
    kind: str
    change: str
    address: str
    numbers: tuple[int, ...]


class YearRow(NamedTuple):
    """A row of a table: its name, and its cells column by column, year by year in each."""

    name: str
    cells: tuple[YearCell, ...]


class YearTable(NamedTuple):
    """A part of a table: columns that have all years below them, and the rows."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[YearRow, ...]


class Carried(NamedTuple):
    """What one year hands on and the next takes over: a line a column."""

    title: str
    before: str
    now: str
    lines: tuple[tuple[str, str, str, str, str], ...]
    """Name, both figures, the class of the word, the word."""


@dataclass(frozen=True)
class Marks:
    """Which findings speak of which cell of which year."""

    shown: Sequence[Shown]
    lang: str

    @cached_property
    def told(self) -> tuple[tuple[Told, Finding], ...]:
        """The findings between years, those of the latest year first, the worst first in each."""
        found = [
            (one, finding)
            for one in reversed(self.shown)
            for finding in sorted(own_findings(one), key=_urgency)
        ]
        return tuple(
            (_told(number, one, finding, self.lang), finding)
            for number, (one, finding) in enumerate(found, start=1)
        )

    @cached_property
    def _by_cell(self) -> Mapping[tuple[str, CellRef], list[tuple[Told, Finding, str]]]:
        found: dict[tuple[str, CellRef], list[tuple[Told, Finding, str]]] = {}
        for told, finding in self.told:
            for one in dict.fromkeys(
                (each.sha256, each.ref, each.report) for each in finding.evidence
            ):
                found.setdefault(one[:2], []).append((told, finding, one[2]))
        return found

    def of(self, report: Report, ref: CellRef) -> Sequence[tuple[Told, Finding]]:
        """The findings that speak of a cell."""
        part = "" if report.part is None else f"#{report.part.number}"
        # A file may hold the reports of two years: then its parts tell them apart.
        return [
            (told, finding)
            for told, finding, name in self._by_cell.get((report.sha256, ref), ())
            if name.endswith(part)
        ]


def own_findings(one: Shown) -> Iterator[Finding]:
    """What the rules between years say of a year and the one before it."""
    return (each for each in one.between if each.comparison is Comparison.YEARS)


def year_tables(
    shown: Sequence[Shown], forms: Sequence[Form], marks: Marks, *, changed_only: bool
) -> tuple[YearTable, ...]:
    """All cells of the years, in the order of the latest form; then what only earlier forms have.

    ``changed_only``: the rows in which something differs, or is spoken of.
    """
    drawer = _Drawer(shown, forms, marks)
    tables = (table for one in reversed(shown) for table in drawer.of_year(one))
    if not changed_only:
        return tuple(tables)
    kept = (
        table._replace(rows=tuple(row for row in table.rows if _says_something(row)))
        for table in tables
    )
    return tuple(table for table in kept if table.rows)


def carried(
    shown: Sequence[Shown], rulebook: Rulebook, forms: Sequence[Form], marks: Marks
) -> tuple[Carried, ...]:
    """What a year hands on to the next, for years that follow one another; the latest first."""
    found = []
    for last, this in reversed(list(pairwise(shown))):
        if last.year + 1 == this.year and this.report.form is not None:
            for rule in rulebook.rules:
                pairs = _handed_on(rule, this.report.form)
                if pairs:
                    found.append(_carried(rule, pairs, last, this, forms, marks))
    return tuple(one for one in found if one.lines)


class _Drawer:
    """Draws tables over several years; a cell that a later form has already is not drawn again."""

    def __init__(self, shown: Sequence[Shown], forms: Sequence[Form], marks: Marks) -> None:
        self._shown = shown
        self._names = {one.year: Names.of(one.report, forms, marks.lang) for one in shown}
        self._marks = marks
        self._drawn: set[CellRef] = set()

    def of_year(self, one: Shown) -> Iterator[YearTable]:
        names = self._names[one.year]
        form = names.form
        for table in () if form is None else form.tables.values():
            for rows, columns in table.parts:
                refs = {CellRef(table.code, row, column) for row in rows for column in columns}
                if refs <= self._drawn:
                    continue
                lines = tuple(
                    YearRow(names.row(table.code, row), tuple(self._row(table.code, row, columns)))
                    for row in rows
                    if not all(CellRef(table.code, row, column) in self._drawn
                               for column in columns)
                )  # fmt: skip
                self._drawn |= refs
                title = f"{table.name[names.lang]} {table.title[names.lang]}"
                if form is not None and one is not self._shown[-1]:
                    inner = names.form_of(form.code)
                    title += translate("joining.brackets", names.lang, inner=inner)
                heads = tuple(names.column(table.code, column) for column in columns)
                yield YearTable(title, heads, lines)

    def _row(self, table: str, row: str, columns: Sequence[str]) -> Iterator[YearCell]:
        for column in columns:
            ref = CellRef(table, row, column)
            before: tuple[int, Cell | None] | None = None
            for one in self._shown:
                form = self._names[one.year].form
                if form is None or ref not in form.positions:
                    yield YearCell("", "absent", "", "", ())
                    continue
                cell = one.report.cell(ref)
                yield self._cell(one, ref, cell, before)
                before = one.year, cell

    def _cell(
        self, one: Shown, ref: CellRef, cell: Cell | None, before: tuple[int, Cell | None] | None
    ) -> YearCell:
        lang = self._marks.lang
        spoken = self._marks.of(one.report, ref)
        kinds = [spoken[0][0].level] if spoken else []
        if cell is None or cell.state is not State.NUMBER:
            kinds.append("state")
        change = "" if before is None else _change(before[1], cell)
        if change:
            kinds.append("differs")
        numbers = tuple(told.number for told, _ in spoken)
        address = f"/reports/{one.number}?cell={ref}#cell"
        return YearCell(inert(cell_content(cell, lang)), " ".join(kinds), change, address, numbers)


def _change(before: Cell | None, now: Cell | None) -> str:
    """By how much a number differs; ``≠`` where one of both is no number, empty where nothing."""
    if before is None or now is None:
        return "" if before is now else "≠"
    if before.value is not None and now.value is not None:
        return figure(now.value - before.value, signed=True) if now.value != before.value else ""
    return "" if (before.state, before.text) == (now.state, now.text) else "≠"


def _says_something(row: YearRow) -> bool:
    return any(cell.change or cell.numbers for cell in row.cells)


def _told(number: int, one: Shown, finding: Finding, lang: str) -> Told:
    colon = translate("joining.colon", lang)
    where = finding.where if finding.where and finding.where not in finding.message else ""
    word = f"severity.{finding.severity.value}"
    if finding.outcome is not Result.FAIL:
        word = f"outcome.{finding.outcome.value}"
    return Told(
        number,
        f"/reports/{one.number}?finding={finding.id}#finding-{finding.id}",
        one.year,
        finding.severity.value,
        translate(word, lang),
        inert(f"{finding.rule} {finding.title}"),
        inert(colon.join(filter(None, (where, finding.message)))),
        finding.waived is not None,
    )


def _urgency(finding: Finding) -> tuple[bool, int, int]:
    return finding.waived is not None, WEIGHT[finding.severity], URGENCY[finding.outcome]


def _handed_on(rule: Rule, form: str) -> tuple[str, str, str] | None:
    """Axis, this year's name and last year's, of a rule that says one cell is one of last year's.

    What is worked out of several is told where it does not hold, and not here.
    """
    spec = rule.spec
    if not isinstance(spec, YearsSpec) or form not in rule.forms:
        return None
    relations = spec.relation.relations.get(form, ())
    for relation in relations if len(relations) == 1 and rule.table else ():
        is_plain = relation.comparison == "=" and len(relation.left) == len(relation.right) == 1
        names = relation.names
        if is_plain and len(names) == 2 and names[1].startswith(PREVIOUS):  # noqa: PLR2004
            return spec.axis, names[0], names[1].removeprefix(PREVIOUS)
    return None


def _carried(  # noqa: PLR0917 - both years, and what they are named and marked by
    rule: Rule,
    handed: tuple[str, str, str],
    last: Shown,
    this: Shown,
    forms: Sequence[Form],
    marks: Marks,
) -> Carried:
    axis, own, previous = handed
    lang = marks.lang
    names = Names.of(this.report, forms, lang)
    before = Names.of(last.report, forms, lang)
    table = rule.table or ""
    items: Iterable[str] = ()
    if names.form is not None and table in names.form.tables:
        of = names.form.tables[table]
        items = of.columns if axis == "columns" else of.rows
    lines = []
    for item in items:
        ref = CellRef(table, own, item) if axis == "columns" else CellRef(table, item, own)
        there = CellRef(table, previous, item)
        there = there if axis == "columns" else CellRef(table, item, previous)
        name = names.column(table, item) if axis == "columns" else names.row(table, item)
        kind, word = _held(rule, ref, last, this, there, marks)
        handed_on, taken_over = last.report.cell(there), this.report.cell(ref)
        lines.append(
            (
                name,
                inert(cell_content(handed_on, lang)),
                inert(cell_content(taken_over, lang)),
                kind,
                word,
            )
        )
    of_row = Names.row if axis == "columns" else Names.column
    return Carried(
        f"{rule.id} {rule.title[lang]}",
        translate("desk.of-year", lang, year=last.year, name=of_row(before, table, previous)),
        translate("desk.of-year", lang, year=this.year, name=of_row(names, table, own)),
        tuple(lines),
    )


def _held(  # noqa: PLR0917 - a cell of each year, and whose
    rule: Rule, ref: CellRef, last: Shown, this: Shown, there: CellRef, marks: Marks
) -> tuple[str, str]:
    """What the rule says of a cell and last year's: by its findings; where it has none, it holds.

    It holds of two equal numbers. Of anything else without a finding nobody said anything.
    """
    lang = marks.lang
    for told, finding in marks.of(this.report, ref):
        if finding.rule == rule.id:
            if told.accepted:
                return "accepted", translate("desk.disposal.accept", lang)
            return finding.outcome.value, translate(f"outcome.{finding.outcome.value}", lang)
    now, before = this.report.cell(ref), last.report.cell(there)
    printed = None if now is None else now.value
    if printed is not None and before is not None and printed == before.value:
        return Result.PASS.value, translate("list.passed", lang)
    return "", translate("desk.not-compared", lang)
