"""Several reports held together, for people at a terminal: what was compared, what does not hold.

Each finding names the pages of all its reports, so that both can be laid side by side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.i18n.texts import RESULTS, SEVERITIES
from checker.i18n.texts import say as say_plain
from checker.i18n.texts_between import say
from checker.i18n.texts_config import say as say_config
from checker.model import Result, Severity
from checker.reporters.terminal.excerpt import STYLES
from checker.rulebook.kinds.across import BESIDE_KINDS, LAST_YEAR_MISSING, LEVEL_KINDS
from checker.wording.names import printed_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model import Compared, Finding, Place, Results
    from checker.reporters.options import Look
    from checker.reporters.terminal.screen import Screen

_FEW = 5
"""Up to so many findings of one rule about the same reports are worded; the rest are counted."""


def waived_note(finding: Finding, lang: str) -> str:
    """``（已豁免：…）`` for a finding that somebody accepted; empty for others."""
    if finding.waived is None:
        return ""
    text = say_config("waived", lang, reason=finding.waived.reason)
    by = say_plain("comma", lang).join(filter(None, (finding.waived.by, finding.waived.date)))
    if by:
        text += say_plain("comma", lang) + by
    return say_plain("brackets", lang, inner=text)


def print_together(results: Results, options: Look, screen: Screen) -> None:
    """The part of the output that is about several reports; nothing where none were compared."""
    lang = options.lang
    for relation in ("years", "levels"):
        groups = [one for one in results.compared if one.relation == relation]
        if options.quiet:
            groups = [one for one in groups if _findings(one, results)]
        alone = [one for one in groups if _is_alone(one, results)]
        if groups:
            screen.line((say(f"{relation}-heading", lang), "bold underline"))
            for group in groups:
                if group not in alone:
                    _group(group, results, options, screen)
            _without_partner(alone, results, options, screen)
            screen.line()
    rest = list(_beside(results))
    if rest:
        screen.line((say("bodies-heading", lang), "bold underline"))
        _told(rest, options, screen)
        screen.line()


def _is_alone(group: Compared, results: Results) -> bool:
    """Whether nothing could be compared because last year's report is not there."""
    found = _findings(group, results)
    return len(group.reports) == 1 and all(one.kind == LAST_YEAR_MISSING for one in found)


def _without_partner(
    groups: Sequence[Compared], results: Results, options: Look, screen: Screen
) -> None:
    """The reports whose other year is missing, in one paragraph: a county has fifty of them."""
    if not groups:
        return
    lang = options.lang
    rules = dict.fromkeys(one.rule for group in groups for one in _findings(group, results))
    bodies = say_plain("semicolon", lang).join(
        say(
            "compared-years",
            lang,
            body=group.body,
            years=say_plain("list", lang).join(group.missing),
        )
        for group in groups
    )
    comma = say_plain("comma", lang)
    rule = "".join(one + comma for one in rules)
    text = say("alone", lang, rule=rule, count=len(groups), bodies=bodies)
    screen.paragraph(text, indent=2, hang=2, style="yellow")


def _group(group: Compared, results: Results, options: Look, screen: Screen) -> None:
    lang = options.lang
    comma = say_plain("list", lang)
    if group.body:
        if group.relation == "years":
            years = [group.year, group.year - 1][: len(group.reports)]
            shown = comma.join(say("year-of", lang, year=year) for year in sorted(years))
            head = say("compared-years", lang, body=group.body, years=shown)
        else:
            count = len(group.reports) - 1
            head = say("compared-level", lang, body=group.body, year=group.year, count=count)
        screen.paragraph(head, indent=2)
    if group.coverage.checks and not options.quiet:
        counts = {
            "checks": group.coverage.checks,
            "passed": group.coverage.passed,
            "failed": group.coverage.failed,
            "undecided": group.coverage.undecided,
        }
        screen.paragraph(say_plain("coverage-all", lang, **counts), indent=4, style="dim")
    if group.missing:
        text = say("missing", lang, missing=comma.join(group.missing))
        screen.paragraph(text, indent=4, hang=2, style="yellow")
    for path, reason in group.excluded:
        text = path + say_plain("brackets", lang, inner=reason)
        screen.paragraph(say("excluded", lang, excluded=text), indent=4, hang=2)
    _told(_findings(group, results), options, screen)


def _findings(group: Compared, results: Results) -> list[Finding]:
    """The findings about a group's reports, each of its reports being one of them."""
    paths = set(group.reports)
    return [
        finding
        for finding in results.findings
        if finding.reports
        and finding.reports[0] == next(iter(group.reports), None)
        and _relation(finding) == group.relation
        and (group.relation == "levels" or set(finding.reports) == paths)
    ]


def _beside(results: Results) -> Iterator[Finding]:
    for finding in results.findings:
        if _relation(finding) == "bodies":
            yield finding


def _relation(finding: Finding) -> str:
    """Which reports a finding sets side by side: its rule's kind tells."""
    if finding.kind in BESIDE_KINDS:
        return "bodies"
    return "levels" if finding.kind in LEVEL_KINDS else "years"


def _told(findings: Sequence[Finding], options: Look, screen: Screen) -> None:
    lang = options.lang
    by_rule: dict[tuple[str, Result, Severity], list[Finding]] = {}
    for finding in findings:
        if finding.follows_from is None:
            key = (finding.rule, finding.outcome, finding.severity)
            by_rule.setdefault(key, []).append(finding)
    for (rule, outcome, severity), group in by_rule.items():
        style = STYLES[severity]
        word = SEVERITIES[severity.value][lang]
        pieces = [("    ", ""), (word, style), (f" {rule} {group[0].title}", "bold")]
        if outcome is not Result.FAIL:
            inner = RESULTS[outcome.value][lang]
            pieces.append((say_plain("brackets", lang, inner=inner), style))
        screen.line(*pieces)
        for finding in group[:_FEW]:
            _one(finding, findings, options, screen)
        if len(group) > _FEW:
            more = say("more-findings", lang, count=len(group) - _FEW)
            screen.paragraph(more, indent=6, style="dim")
        if options.quiet:
            continue
        for name, text in (("basis", group[0].basis), ("advice", group[0].advice)):
            if text:
                label = say_plain(name, lang) + " "
                screen.paragraph(label + text, indent=6, hang=len(label), style="dim")


def _one(finding: Finding, findings: Sequence[Finding], options: Look, screen: Screen) -> None:
    lang = options.lang
    text = finding.message
    if finding.where and finding.where not in text:
        text = finding.where + say_plain("colon", lang) + text
    parts = [other for other in findings if other.follows_from == finding.id]
    if parts:
        text += say_plain("semicolon", lang) + say("parts", lang, count=len(parts))
    screen.paragraph(text + waived_note(finding, lang), indent=6, hang=2)
    for line in _where_printed(finding, lang):
        screen.paragraph(line, indent=8, hang=2, style="dim")


def _where_printed(finding: Finding, lang: str) -> Iterator[str]:
    """Each report with the places that its cells stand at."""
    places: dict[tuple[str, str], list[Place]] = {}
    for one in finding.evidence:
        found = places.setdefault((one.of, one.report), [])
        if one.cell is not None and one.cell.place is not None:
            found.append(one.cell.place)
    for (name, path), own in places.items():
        page = printed_at(own, lang)
        yield " ".join(filter(None, ("↳", name, page, path)))


def lines(results: Results, lang: str) -> Iterator[tuple[str, Finding, str]]:
    """For outputs of one line a finding: the path of the report, the finding, what is added."""
    for finding in results.findings:
        if finding.follows_from is None:
            others = say_plain("list", lang).join(
                line.removeprefix("↳ ")
                for line in _where_printed(finding, lang)
                if finding.reports[0] not in line
            )
            added = say_plain("semicolon", lang) + others if others else ""
            yield finding.reports[0], finding, added + waived_note(finding, lang)
