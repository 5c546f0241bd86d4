"""The report for people at a terminal: verdict, findings, the table with its marks, coverage."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.model import Finding, Result, Severity, Verdict
from checker.reporters.terminal.comparisons import print_together, waived_note
from checker.reporters.terminal.drawn_table import BAD, draw
from checker.reporters.terminal.excerpt import CLOSE, OPEN, STYLES, excerpt
from checker.reporters.terminal.run_notes import RunNotes
from checker.reporters.terminal.screen import Screen
from checker.reporters.terminal.widths import width_of
from checker.wording.inputs import input_notes
from checker.wording.names import part_of, printed_at, with_ranges
from checker.wording.remarks import remarks_of
from checker.wording.repairs import by_entry
from checker.wording.rule_ids import in_ranges

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TextIO

    from checker.model import CellRef, Checked, Coverage, Results
    from checker.reporters.options import Look
    from checker.reporters.terminal.drawn_table import Grid
    from checker.rulebook.form import Table
    from checker.wording.names import Names

_VERDICT_STYLES = {
    Verdict.PASS: "bold green",
    Verdict.FAIL: "bold red",
    Verdict.UNDECIDED: "bold yellow",
    Verdict.UNREADABLE: "bold red",
}
_SIGNS = {Verdict.PASS: "✓", Verdict.FAIL: BAD, Verdict.UNDECIDED: "?", Verdict.UNREADABLE: "!"}
_FEW = 3
"""Up to so many followers of one rule are worded one by one; more are listed by place."""
_PLACES = 8


def report(results: Results, options: Look, stream: TextIO) -> None:
    """Print the results of a run.

    With several reports a passing one takes a single line, and a summary ends the run.
    """
    screen = Screen(stream, options.width, color=options.color, lang=options.lang)
    several = len(results.reports) > 1
    notes = RunNotes(options.lang)
    is_told = False
    for checked in results.reports:  # once: of a large run they lie on the disk
        notes.add(checked)
        own = _own(checked)
        is_told = bool(own)
        if not (options.quiet and checked.verdict is Verdict.PASS and not own):
            _Page(checked, options, screen, brief=several).print()
    with screen.gathered():
        if several and not options.quiet and not is_told:  # the last ends without an empty line
            screen.line()
        _of_run(results, notes, options, screen)


def _of_run(results: Results, notes: RunNotes, options: Look, screen: Screen) -> None:
    """What is told of the run as a whole, after its reports."""
    several = len(results.reports) > 1
    notes.print_notes(options, screen)
    between = print_together(results, options, screen)
    if results.waivers and not options.quiet:
        text = translate("waiver.file", options.lang, path=results.waivers)
        screen.paragraph(text, indent=0 if several else 2)
    if several and not options.quiet:
        notes.print_summary(between, screen)
    for key, line in input_notes(results.inputs, options.lang, quiet=options.quiet):
        style = "yellow" if key in ("unread", "without-reports") else "dim"
        screen.paragraph(line, indent=0, hang=2, style=style)


class _Page:
    """One report on the screen."""

    def __init__(self, checked: Checked, options: Look, screen: Screen, *, brief: bool) -> None:
        self.checked = checked
        self.findings = _own(checked)
        self.options = options
        self.screen = screen
        self.brief = brief
        self.names: Names = options.names(checked.report)
        self.tables: Mapping[str, Table] = self.names.form.tables if self.names.form else {}
        self.followers: dict[str, list[Finding]] = {}
        for finding in self.findings:
            if finding.follows_from is not None:
                self.followers.setdefault(finding.follows_from, []).append(finding)
        self.causes = by_entry(checked)

    def print(self) -> None:
        """The verdict line, what the report says of itself, findings by table, coverage."""
        with self.screen.gathered():
            self._print()

    def _print(self) -> None:
        self._heading()
        roots = [finding for finding in self.findings if finding.follows_from is None]
        for table, group in self._by_table(roots).items():
            self.screen.line()
            self._table(table, group)
        # Of many reports a clean one is a line; its coverage is in the summary.
        if self.brief and not self.findings:
            return
        if self.checked.report.refusal is None:
            self._coverage()
        self.screen.line()

    def _heading(self) -> None:
        verdict, report = self.checked.verdict, self.checked.report
        sign = f"{_SIGNS[verdict]} {self._say(f'verdict.{verdict.value}')}"
        style = _VERDICT_STYLES[verdict]
        self.screen.line((sign, style), (self._tally(), style), "  ", (report.name, "bold"))
        if report.refusal is not None or (self.brief and not self.findings):
            return
        parts = [
            report.body or self._say("report.body-unknown"),
            self._say("report.year", year=report.year)
            if report.year
            else self._say("report.year-unknown"),
        ]
        if report.form:
            parts.append(self.names.form_of(report.form))
        if report.scope:
            parts.append(self._say(f"scope.{report.scope.value}"))
        if report.part is not None:
            parts.append(part_of(report.part, self.options.lang))
        if report.pages:
            parts.append(self._say("report.pages", count=report.pages))
        self.screen.paragraph(self._say("joining.dot").join(parts), indent=2)

    def _tally(self) -> str:
        """``（错误 2，提示 1）``: how many findings need a look, those that follow left out."""
        findings = self.findings
        roots = [f for f in findings if f.follows_from is None and f.waived is None]
        count = Counter(finding.severity for finding in roots)
        parts = [f"{self._say(f'severity.{s.value}')} {count[s]}" for s in Severity if count[s]]
        return self._in_brackets(self._say("joining.comma").join(parts)) if parts else ""

    def _by_table(self, roots: Iterable[Finding]) -> dict[str, list[Finding]]:
        """Findings by the table they are about ('' for the whole report), worst first."""
        groups: dict[str, list[Finding]] = {}
        for finding in roots:
            table = finding.cells[0].table if finding.cells else finding.place or ""
            groups.setdefault(table if table in self.tables else "", []).append(finding)
        return groups

    def _table(self, code: str, findings: Sequence[Finding]) -> None:
        table = self.tables.get(code)
        if table is not None:
            lang = self.options.lang
            self.screen.line("  ", (f"{table.name[lang]} {table.title[lang]}", "bold underline"))
        by_rule: dict[tuple[str, Result, Severity], list[Finding]] = {}
        for finding in findings:
            key = (finding.rule, finding.outcome, finding.severity)
            by_rule.setdefault(key, []).append(finding)
        for group in by_rule.values():
            self._rule(group)
        if table is None:
            return
        # Of all findings, those that follow from another too: their cells are marked where they
        # stand.
        marked = [f for f in self.findings if any(r.table == code for r in f.cells)]
        grid = excerpt(self.checked.report, table, marked, self.names)
        if grid is not None:
            self.screen.line()
            self._notes(draw(grid, self.screen, indent=2))

    def _rule(self, findings: Sequence[Finding]) -> None:
        """All findings of one rule: title once, each place with its facts, ground, advice."""
        first = findings[0]
        style = STYLES[first.severity]
        word = self._say(f"severity.{first.severity.value}")
        pieces = [("  ", ""), (word, style), (f" {first.rule} {first.title}", "bold")]
        if first.outcome is not Result.FAIL:
            pieces.append((self._in_brackets(self._say(f"outcome.{first.outcome.value}")), style))
        alone = len(findings) == 1 and self._tells_where(first)
        if alone and first.places:
            pieces.append((self._in_brackets(self._printed_at(first)), ""))
        self.screen.line(*pieces)
        for finding in findings:
            self._fact(finding, paged=not alone)
        if self.options.quiet:
            return
        for key, text in (("basis", first.basis), ("advice", first.advice)):
            if text:
                label = self._say(f"report.grounds.{key}") + " "
                # Columns, not characters: a Chinese label is twice as wide as it is long.
                hang = width_of(label)
                self.screen.paragraph(label + text, indent=4, hang=hang, style="dim")

    def _fact(self, finding: Finding, *, paged: bool) -> None:
        told = paged and finding.places
        page = self._in_brackets(self._printed_at(finding)) if told else ""
        if self._tells_where(finding):
            text = finding.message + page
        else:
            text = self._place(finding) + page + self._say("joining.colon") + finding.message
        text += waived_note(finding, self.options.lang)
        gap_style = STYLES[finding.severity] if finding.outcome is Result.FAIL else ""
        self.screen.paragraph(text, indent=4, hang=2, gap_style=gap_style)
        restated = []
        cells = set(finding.cells)
        for title, group in self._followers_by_rule(finding).items():
            if all(_restates(follower, cells) for follower in group):
                restated.append(title)
            else:
                self._follower(title, group)
        # Rules that are open for the very same cells say nothing new: their names are enough.
        if restated:
            text = "↳ " + self._say("report.follows", rules=self.names.listed(restated))
            self.screen.paragraph(text, indent=6, hang=2, style="dim")
        for cause in self.causes.get(finding.id, ()):
            self.screen.paragraph("→ " + cause.lines[0], indent=4, hang=2, style="bold")
            for line in cause.lines[1:]:
                self.screen.paragraph(line, indent=6, hang=2)

    def _follower(self, title: str, findings: Sequence[Finding]) -> None:
        """What follows from a finding: worded when few, listed by place when many."""
        colon = self._say("joining.colon")
        if len(findings) <= _FEW:
            for finding in findings:
                told = self._tells_where(finding)
                place = "" if told else self._in_brackets(self._place(finding))
                text = f"↳ {title}{place}{colon}{finding.message}"
                self.screen.paragraph(text, indent=6, hang=2, style="dim")
            return
        named = list(dict.fromkeys(map(self._place, findings)))
        places = self.names.listed(named[:_PLACES])
        if len(named) > _PLACES:
            places += self._say("report.and-so-on")
        many = self._say("report.follows-many", count=len(findings), places=places)
        self.screen.paragraph(f"↳ {title}{colon}{many}", indent=6, hang=2, style="dim")

    def _followers_by_rule(self, finding: Finding) -> dict[str, list[Finding]]:
        groups: dict[str, list[Finding]] = {}
        for follower in self.followers.get(finding.id, ()):
            groups.setdefault(f"{follower.rule} {follower.title}", []).append(follower)
        return groups

    def _notes(self, grid: Grid) -> None:
        """What the marks in the table mean, and how much of it is not shown."""
        kinds = {entry.kind for line in grid.lines for entry in line.entries}
        notes = [
            self._say(f"report.mark.{kind}", open=OPEN, close=CLOSE)
            for kind in ("crossing", "cell", "doubtful")
            if kind in kinds
        ]
        if grid.left_out:
            notes.append(self._say("report.columns-left-out", count=grid.left_out))
        if notes:
            self.screen.paragraph(self._say("joining.semicolon").join(notes), indent=4, style="dim")

    def _coverage(self) -> None:
        self.screen.line()
        for text in remarks_of(self.checked.report, self.options.lang):
            self.screen.paragraph(text, indent=2, hang=2, style="yellow")
        if self.checked.left_out:
            rules = self.names.listed(in_ranges(self.checked.left_out))
            count = len(self.checked.left_out)
            text = translate("settings.left-out", self.options.lang, count=count, rules=rules)
            self.screen.paragraph(text, indent=2, hang=2, style="yellow")
        if self.checked.blank_as_zero:
            rules = self.names.listed(self.checked.blank_as_zero)
            text = self._say("report.blank-as-zero", rules=rules)
            self.screen.paragraph(text, indent=2, hang=2, style="yellow")
        for key, coverage in (
            ("report.coverage-hard", self.checked.hard),
            ("report.coverage-all", self.checked.coverage),
        ):
            text = self._say(key, **coverage.counts)
            self.screen.paragraph(text, indent=2, style=_coverage_style(coverage))

    def _tells_where(self, finding: Finding) -> bool:
        """Whether the message says by itself where it applies, or it is the table's heading."""
        place = self._place(finding)
        return not place or finding.place in self.tables or finding.message.startswith(place)

    def _place(self, finding: Finding) -> str:
        table = finding.cells[0].table if finding.cells else None
        return self.names.place(table, finding.place, finding.cells)

    def _printed_at(self, finding: Finding) -> str:
        return printed_at(finding.places, self.options.lang, with_ranges)

    def _in_brackets(self, text: str) -> str:
        return self._say("joining.brackets", inner=text)

    def _say(self, key: str, **values: object) -> str:
        return translate(key, self.options.lang, **values)


def _restates(follower: Finding, cells: set[CellRef]) -> bool:
    """Whether it is undecided for the cells of what it follows from, and nothing else.

    A finding without cells tells that a table, a section or the year is missing: whatever is
    open for that is open for want of all of it.
    """
    return follower.outcome is Result.UNDECIDED and (not cells or cells.issuperset(follower.cells))


def _own(checked: Checked) -> Sequence[Finding]:
    """What is told of a report by itself."""
    return [finding for finding in checked.findings if not finding.of_run]


def _coverage_style(coverage: Coverage) -> str:
    if coverage.failed:
        return ""
    return "yellow" if coverage.undecided else "green"
