"""What is told of a whole run at a terminal: notes on practice, and the counts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.model import Severity
from checker.reporters.terminal.excerpt import STYLES
from checker.wording.names import report_of

if TYPE_CHECKING:
    from checker.model import Finding, Results
    from checker.reporters.options import Look
    from checker.reporters.terminal.screen import Screen

_NOTED = 8
"""Up to so many reports are named in a note on practice; the others are counted."""


def print_notes(results: Results, options: Look, screen: Screen) -> None:
    """The notes on practice: a line a rule, with the reports it is about."""
    lang = options.lang
    found: dict[str, list[tuple[Finding, str]]] = {}
    for checked in results.reports:
        for one in checked.findings:
            if one.of_run and one.waived is None:
                inner = translate("joining.brackets", lang, inner=one.reported or one.where)
                name = report_of(checked.report, lang) + inner
                found.setdefault(one.rule, []).append((one, name))
    if options.quiet or not found:
        return
    for rule, own in found.items():
        first, count = own[0][0], len(own)
        listed = translate("joining.list", lang).join(name for _, name in own[:_NOTED])
        if count > _NOTED:
            listed += translate("report.and-so-on", lang)
        word = translate(f"severity.{first.severity.value}", lang)
        text = translate(
            "report.of-run",
            lang,
            title=first.title,
            count=count,
            reports=listed,
            advice=first.advice,
        )
        screen.paragraph(f"{word} {rule} {text}", indent=0, hang=2, style=STYLES[first.severity])
    screen.line()


def print_summary(results: Results, options: Look, screen: Screen) -> None:
    """How many reports came to which verdict, and how many findings of each severity."""
    severities = Counter(
        finding.severity.value
        for checked in results.reports
        for finding in checked.findings
        if finding.follows_from is None and finding.waived is None
    )
    screen.line((translate("report.summary", options.lang, **results.tally), "bold"))
    counts = {severity.value: severities[severity.value] for severity in Severity}
    screen.line(translate("report.summary-findings", options.lang, **counts))
    between = Counter(
        finding.severity.value
        for finding in results.findings
        if finding.follows_from is None and finding.waived is None
    )
    if between:
        counts = {severity.value: between[severity.value] for severity in Severity}
        screen.line(translate("across.summary-between", options.lang, **counts))
