"""What is told of a whole run at a terminal: notes on practice, and the counts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.model import Severity, Verdict
from checker.model.results import tally_of
from checker.reporters.terminal.excerpt import STYLES
from checker.wording.run_notes import Practice

if TYPE_CHECKING:
    from checker.model import Checked, Finding
    from checker.reporters.options import Look
    from checker.reporters.terminal.screen import Screen


class RunNotes:
    """What is told of a run's reports in the end, gathered while they are printed.

    Of a large run they lie on the disk: each was loaded four times, 5 ms of CPU a time.
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._practice = Practice(lang)
        self._verdicts: Counter[Verdict] = Counter()
        self._severities: Counter[str] = Counter()

    def add(self, checked: Checked) -> None:
        """Take what there is to tell of one report."""
        self._practice.add(checked)
        self._verdicts[checked.verdict] += 1
        self._severities.update(one.severity.value for one in checked.findings if counts(one))

    def print_notes(self, options: Look, screen: Screen) -> None:
        """The notes on practice: a line a rule, with the reports it is about."""
        if options.quiet:
            return
        noted = list(self._practice.notes())
        for first, line in noted:
            word = translate(f"severity.{first.severity.value}", self.lang)
            text = f"{word} {first.rule} {line}"
            screen.paragraph(text, indent=0, hang=2, style=STYLES[first.severity])
        if noted:
            screen.line()

    def print_summary(self, between: Counter[str], screen: Screen) -> None:
        """How many reports came to which verdict, and how many findings of each severity.

        ``between`` are those about several reports.
        """
        tally = tally_of(self._verdicts)
        screen.line((translate("report.summary", self.lang, **tally), "bold"))
        counts = {severity.value: self._severities[severity.value] for severity in Severity}
        screen.line(translate("report.summary-findings", self.lang, **counts))
        if between:
            counts = {severity.value: between[severity.value] for severity in Severity}
            screen.line(translate("across.summary-between", self.lang, **counts))


def counts(finding: Finding) -> bool:
    """Whether a finding is counted: those that follow from others or were accepted are not."""
    return finding.follows_from is None and finding.waived is None
