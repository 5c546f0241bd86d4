"""What is told of a whole run at a terminal: notes on practice, and the counts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.model import Severity
from checker.reporters.terminal.excerpt import STYLES
from checker.wording.run_notes import notes_on_practice

if TYPE_CHECKING:
    from checker.model import Results
    from checker.reporters.options import Look
    from checker.reporters.terminal.screen import Screen


def print_notes(results: Results, options: Look, screen: Screen) -> None:
    """The notes on practice: a line a rule, with the reports it is about."""
    if options.quiet:
        return
    noted = list(notes_on_practice(results, options.lang))
    for first, line in noted:
        word = translate(f"severity.{first.severity.value}", options.lang)
        text = f"{word} {first.rule} {line}"
        screen.paragraph(text, indent=0, hang=2, style=STYLES[first.severity])
    if noted:
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
