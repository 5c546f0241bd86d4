"""One self-contained web page: verdicts, findings, tables as read, the pages with their boxes.

For many reports each has a page of its own in a folder, and an index leads to them.
Reads without a script; the few lines there are only filter. Loads nothing and runs nothing from
a report (``templating`` escapes all of it, a content security policy forbids the rest). This
module chooses what is shown, in words; how it is marked up is ``templates/page.html``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from checker.findings.records import shown_path
from checker.i18n import translate
from checker.model import Severity
from checker.model.marks import GENERATOR
from checker.reporters.print.entries import counts, date_of, sheet, worst_reports_first
from checker.reporters.print.page_drawings import drawings
from checker.reporters.print.page_tables import read_tables
from checker.reporters.print.templating import render
from checker.wording.facts import refusal
from checker.wording.inputs import input_notes
from checker.wording.names import file_of
from checker.wording.remarks import remarks_of
from checker.wording.run_notes import notes_of_run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO, TypeAlias

    from checker.model import Checked, Coverage, Finding, Report, Results
    from checker.reporters.options import Look
    from checker.reporters.print.entries import Entry, Sheet
    from checker.reporters.print.page_drawings import Drawing
    from checker.reporters.print.page_tables import ReadTable
    from checker.wording.names import Names

    Facts: TypeAlias = Sequence[tuple[str, str]]

_WORDS = (
    "page.filter-verdict", "page.filter-body", "page.filter-rule", "page.filter-level",
    "page.filter-all", "page.filter-none", "page.to-index", "page.as-read", "page.passed-rules",
    "list.unreadable-lead", "list.problems-none", "list.none", "column.basis", "column.advice",
    "joining.colon",
)  # fmt: skip
"""The texts that the templates themselves ask for."""
_LEVELS = tuple(level.value for level in Severity)


class _Group(NamedTuple):
    """Entries of one kind, all of it in words; empty texts are not shown."""

    heading: str
    lead: str
    entries: tuple[Entry, ...]
    note: str = ""


class _Line(NamedTuple):
    """A report in the overview; ``counts`` are its entries of each level and those undecided."""

    number: int
    body: str
    address: str
    year: int | None
    verdict: str
    verdict_name: str
    counts: tuple[str, ...]
    file: str


@dataclass(frozen=True, slots=True)
class _Section:
    """One report's part of the page, ready to be marked up.

    ``tables`` is ``None`` where no form was recognised; ``rules`` are names and numbers of
    checks, passed, failed, undecided.
    """

    number: int
    body: str
    title: str
    verdict: str
    verdict_name: str
    facts: Facts
    refusal: str
    entries: tuple[Entry, ...]
    groups: tuple[_Group, ...]
    tables: tuple[ReadTable, ...] | None
    drawings: tuple[Drawing, ...]
    rules: tuple[tuple[str, tuple[int, ...]], ...]


def report(results: Results, options: Look, stream: TextIO) -> None:
    """Write the page of these reports, or the index of the pages that they have of their own."""
    lang = options.lang
    listed = worst_reports_first(results.reports)
    indexed = bool(options.pages)
    sections = (
        []
        if indexed
        else [
            _section(number, checked, options, results.findings)
            for number, checked in enumerate(listed, start=1)
        ]
    )
    lines = [
        _line(number, checked, options, results.findings)
        for number, checked in enumerate(listed, start=1)
    ]
    several = indexed or len(lines) > 1
    rules = sorted({entry.finding.rule for one in sections for entry in one.entries})
    verdicts = dict.fromkeys(checked.verdict.value for checked in listed) if several else ()
    page = render(
        "page.html",
        language=translate("language.html", lang),
        generator=GENERATOR,
        words={key: translate(key, lang) for key in _WORDS},
        title=translate("page.title", lang) if several else _titled(listed, lang),
        facts=_run_facts(results, options),
        lines=lines if several else (),
        overview_heads=_overview_heads(lang),
        rule_heads=_rule_heads(lang),
        notes=[
            *(line for _, line in input_notes(results.inputs, lang)),
            *(f"{about.split()[0]} {line}" for about, line in notes_of_run(results, lang)),
        ],
        verdicts=[(verdict, translate(f"verdict.{verdict}", lang)) for verdict in verdicts],
        rules=[(rule, rule) for rule in rules],
        levels=[(level, translate(f"level.{level}", lang)) for level in _LEVELS],
        reports=sections,
        index=options.index,
    )
    stream.write(page)


def _run_facts(results: Results, options: Look) -> Facts:
    """What is told of the run above its reports."""
    lang = options.lang
    facts = [(translate("list.program", lang), f"checker {results.version}")]
    if options.date:
        facts.insert(0, (translate("list.date", lang), date_of(options.date, lang)))
    if results.waivers:
        facts.append((translate("list.waivers", lang), shown_path(results.waivers)))
    if options.pages or len(results.reports) != 1:
        told = translate("report.summary", lang, **results.tally)
        facts.append((translate("list.conclusion", lang), told))
    return facts


def _titled(listed: Sequence[Checked], lang: str) -> str:
    """The title of a page of one report, by which its tab is known among others."""
    title = translate("page.title", lang)
    names = [_title(checked.report, lang) for checked in listed]
    return translate("joining.dot", lang).join([*names, title])


def _title(one: Report, lang: str) -> str:
    body = one.body or translate("report.body-unknown", lang)
    return f"{body} {one.year or translate('report.year-unknown', lang)}"


def _line(number: int, checked: Checked, options: Look, between: Sequence[Finding]) -> _Line:
    """One report's line of the overview."""
    one, lang = checked.report, options.lang
    own = counts(sheet(checked, options.names(one), between))
    none = translate("list.none", lang)
    return _Line(
        number=number,
        body=one.body or translate("report.body-unknown", lang),
        address=options.pages.get(one.name, f"#report-{number}"),
        year=one.year,
        verdict=checked.verdict.value,
        verdict_name=translate(f"verdict.{checked.verdict.value}", lang),
        # Of what was not read nothing was counted: 0 would say that nothing is wrong with it.
        counts=tuple(none if one.refusal else str(count) for count in own.values()),
        file=file_of(one, lang),
    )


def _overview_heads(lang: str) -> tuple[str, ...]:
    return (
        *(translate(f"column.{key}", lang) for key in ("number", "body", "year")),
        translate("list.verdict", lang),
        *(translate(f"level.{level}", lang) for level in _LEVELS),
        translate("list.count.undecided", lang),
        translate("list.file", lang),
    )


def _rule_heads(lang: str) -> tuple[str, ...]:
    keys = ("list.checks", "list.passed", "list.failed", "list.count.undecided")
    return (translate("column.rule", lang), *(translate(key, lang) for key in keys))


def _section(number: int, checked: Checked, options: Look, between: Sequence[Finding]) -> _Section:
    """Everything about one report."""
    one, lang = checked.report, options.lang
    names = options.names(one)
    own = sheet(checked, names, between)
    entries = (*own.failed, *own.undecided, *own.waived)
    tables = None if one.refusal is not None else read_tables(one, names, entries)
    return _Section(
        number=number,
        body=one.body or translate("report.body-unknown", lang),
        title=_title(one, lang),
        verdict=checked.verdict.value,
        verdict_name=translate(f"verdict.{checked.verdict.value}", lang),
        facts=_facts(checked, names),
        refusal=refusal(one.refusal.reason.value, one.refusal.detail, lang) if one.refusal else "",
        entries=entries,
        groups=_groups(own, lang),
        tables=tables,
        drawings=drawings(one, entries, options) if tables is not None else (),
        rules=tuple(
            (f"{rule.rule} {rule.title}", _numbers(rule.coverage)) for rule in checked.by_rule
        ),
    )


def _facts(checked: Checked, names: Names) -> Facts:
    one, lang = checked.report, names.lang
    facts = [
        (translate("list.file", lang), file_of(one, lang)),
        (translate("list.sha256", lang), one.sha256),
    ]
    if one.refusal is None:
        facts += [
            (translate("list.form", lang), names.form_of(one.form) if one.form else ""),
            (
                translate("list.scope", lang),
                translate(f"scope.{one.scope.value}", lang) if one.scope else "",
            ),
            (translate("list.pages", lang), str(one.pages)),
            (translate("list.hard", lang), _counted(checked.hard, lang)),
            (translate("list.all", lang), _counted(checked.coverage, lang)),
            *((translate("list.reading", lang), text) for text in remarks_of(one, lang)),
        ]
    return facts


def _counted(coverage: Coverage, lang: str) -> str:
    keys = ("list.checks", "list.passed", "list.failed", "list.count.undecided")
    parts = zip(keys, _numbers(coverage), strict=True)
    return translate("joining.list", lang).join(
        f"{translate(key, lang)} {number}" for key, number in parts
    )


def _numbers(coverage: Coverage) -> tuple[int, ...]:
    return tuple(coverage.counts.values())


def _groups(own: Sheet, lang: str) -> tuple[_Group, ...]:
    """What does not hold, even if it is nothing; what is undecided or accepted, if anything is."""
    note = translate("list.note-facts", lang) if own.failed else ""
    groups = [_Group(translate("list.problems", lang), "", own.failed, note)]
    if own.undecided:
        lead = translate("list.undecided-lead", lang)
        groups.append(_Group(translate("list.undecided", lang), lead, own.undecided))
    if own.waived:
        groups.append(_Group(translate("list.waived", lang), "", own.waived))
    return tuple(groups)
