"""Several reports held together, for people at a terminal: what was compared, what does not hold.

Each finding names the pages of all its reports, so that both can be laid side by side.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.model import Comparison, Result, Severity
from checker.reporters.terminal.excerpt import STYLES
from checker.reporters.terminal.run_notes import counts
from checker.rulebook.kinds.across import LAST_YEAR_MISSING
from checker.wording.names import printed_at
from checker.wording.run_notes import without_partner

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.model import Compared, Finding, Place, Results
    from checker.reporters.options import Look
    from checker.reporters.terminal.screen import Screen

_FEW = 5
"""Up to so many findings of one rule about the same reports are worded; the rest are counted."""


def waived_note(finding: Finding, lang: str) -> str:
    """``（已豁免：…）`` for a finding that somebody accepted; empty for others."""
    if finding.waived is None:
        return ""
    text = translate("waiver.waived", lang, reason=finding.waived.reason)
    by = translate("joining.comma", lang).join(
        filter(None, (finding.waived.by, finding.waived.date))
    )
    if by:
        text += translate("joining.comma", lang) + by
    return translate("joining.brackets", lang, inner=text)


def print_together(results: Results, options: Look, screen: Screen) -> Counter[str]:
    """The part of the output that is about several reports; nothing where none were compared.

    How many such findings of each severity need a look.
    """
    lang = options.lang
    accused: dict[tuple[Comparison, str], list[int]] = {}
    severities: Counter[str] = Counter()
    rest = []
    for at, finding in enumerate(results.findings):
        if counts(finding):
            severities[finding.severity.value] += 1
        if finding.comparison is not None:
            accused.setdefault((finding.comparison, finding.reports[0]), []).append(at)
        if finding.comparison is Comparison.BODIES:
            rest.append(finding)
    for comparison in (Comparison.YEARS, Comparison.LEVELS, Comparison.VERSIONS):
        # Looked up group by group: of a large run the findings lie on the disk.
        alone = []
        is_first = True
        for group in (one for one in results.compared if one.relation is comparison):
            found = _findings(group, results.findings, accused)
            if options.quiet and not found:
                continue
            if is_first:
                screen.line((translate(f"across.heading.{comparison}", lang), "bold underline"))
                is_first = False
            # Those without a partner come together below: a county's first run has fifty of them.
            if _is_alone(group, found):
                alone.append((group, found))
            else:
                _group(group, found, options, screen)
        if not is_first:
            _without_partner(alone, options, screen)
            screen.line()
    if rest:
        screen.line((translate("across.heading.bodies", lang), "bold underline"))
        _told(rest, options, screen)
        screen.line()
    return severities


def _findings(
    group: Compared,
    findings: Sequence[Finding],
    accused: Mapping[tuple[Comparison, str], Sequence[int]],
) -> list[Finding]:
    """The findings about a group's reports; between years, about all of them."""
    if not group.reports:
        return []
    found = [findings[at] for at in accused.get((group.relation, group.reports[0]), ())]
    if group.relation is Comparison.LEVELS:
        return found
    # The same report is accused in other years' pairs as well; those are told with them.
    return [one for one in found if set(one.reports) == set(group.reports)]


def _is_alone(group: Compared, found: Sequence[Finding]) -> bool:
    """Whether nothing could be compared because last year's report is not there."""
    return len(group.reports) == 1 and all(one.kind == LAST_YEAR_MISSING for one in found)


def _without_partner(
    groups: Sequence[tuple[Compared, Sequence[Finding]]], options: Look, screen: Screen
) -> None:
    """The reports whose other year is missing, in one paragraph: a county has fifty of them."""
    if not groups:
        return
    rules = list(dict.fromkeys(one.rule for _, found in groups for one in found))
    text = without_partner([group for group, _ in groups], rules, options.lang)
    screen.paragraph(text, indent=2, hang=2, style="yellow")


def _group(group: Compared, found: Sequence[Finding], options: Look, screen: Screen) -> None:
    lang = options.lang
    comma = translate("joining.list", lang)
    if group.body:
        if group.relation is Comparison.YEARS:
            years = [group.year, group.year - 1][: len(group.reports)]
            shown = comma.join(
                translate("across.year-of", lang, year=year) for year in sorted(years)
            )
            head = translate("across.compared-years", lang, body=group.body, years=shown)
        elif group.relation is Comparison.VERSIONS:
            shown = comma.join(group.reports)
            head = translate(
                "across.compared-versions", lang, body=group.body, year=group.year, reports=shown
            )
        else:
            count = len(group.reports) - 1
            head = translate(
                "across.compared-level", lang, body=group.body, year=group.year, count=count
            )
        screen.paragraph(head, indent=2)
    if group.coverage.checks and not options.quiet:
        text = translate("report.coverage-all", lang, **group.coverage.counts)
        screen.paragraph(text, indent=4, style="dim")
    if group.missing:
        text = translate("across.missing", lang, missing=comma.join(group.missing))
        screen.paragraph(text, indent=4, hang=2, style="yellow")
    for path, reason in group.excluded:
        text = path + translate("joining.brackets", lang, inner=reason)
        screen.paragraph(translate("across.not-included", lang, excluded=text), indent=4, hang=2)
    _told(found, options, screen)


def _told(findings: Sequence[Finding], options: Look, screen: Screen) -> None:
    lang = options.lang
    by_rule: dict[tuple[str, Result, Severity], list[Finding]] = {}
    for finding in findings:
        if finding.follows_from is None:
            key = (finding.rule, finding.outcome, finding.severity)
            by_rule.setdefault(key, []).append(finding)
    for (rule, outcome, severity), group in by_rule.items():
        style = STYLES[severity]
        word = translate(f"severity.{severity.value}", lang)
        pieces = [("    ", ""), (word, style), (f" {rule} {group[0].title}", "bold")]
        if outcome is not Result.FAIL:
            inner = translate(f"outcome.{outcome.value}", lang)
            pieces.append((translate("joining.brackets", lang, inner=inner), style))
        screen.line(*pieces)
        together = len(group) > 1 and group[0].comparison is Comparison.LEVELS
        for finding in group[:_FEW]:
            placed = together or finding.comparison is Comparison.VERSIONS  # told by the message
            _one(finding, findings, options, screen, with_places=not placed)
        if len(group) > _FEW:
            more = translate("across.more-findings", lang, count=len(group) - _FEW)
            screen.paragraph(more, indent=6, style="dim")
        if together:
            _print_places(group, lang, screen)
        if options.quiet:
            continue
        for name, text in (("basis", group[0].basis), ("advice", group[0].advice)):
            if text:
                label = translate(f"report.grounds.{name}", lang) + " "
                screen.paragraph(label + text, indent=6, hang=len(label), style="dim")


def _one(
    finding: Finding,
    findings: Sequence[Finding],
    options: Look,
    screen: Screen,
    *,
    with_places: bool,
) -> None:
    lang = options.lang
    text = finding.message
    if finding.where and finding.where not in text:
        text = finding.where + translate("joining.colon", lang) + text
    parts = [other for other in findings if other.follows_from == finding.id]
    if parts:
        key = "across.parts" if finding.outcome is Result.FAIL else "across.also-open"
        text += translate("joining.semicolon", lang) + translate(key, lang, count=len(parts))
    screen.paragraph(text + waived_note(finding, lang), indent=6, hang=2)
    if with_places:
        _print_places([finding], lang, screen)


def _print_places(findings: Sequence[Finding], lang: str, screen: Screen) -> None:
    for line in _where_printed(findings, lang):
        screen.paragraph(line, indent=8, hang=2, style="dim")


def _where_printed(findings: Sequence[Finding], lang: str) -> Iterator[str]:
    """Each report once, with the places that the cells stand at."""
    places: dict[tuple[str, str], list[Place]] = {}
    for one in (one for finding in findings for one in finding.evidence):
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
            others = translate("joining.list", lang).join(
                line.removeprefix("↳ ")
                for line in _where_printed([finding], lang)
                # What two versions print, and where, stands in the message.
                if finding.comparison is not Comparison.VERSIONS and finding.reports[0] not in line
            )
            added = translate("joining.semicolon", lang) + others if others else ""
            yield finding.reports[0], finding, added + waived_note(finding, lang)
