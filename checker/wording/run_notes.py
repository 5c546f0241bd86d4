"""What is told of a whole run in one line a rule, and of no report: practice, years not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.model import Comparison
from checker.rulebook.kinds.across import LAST_YEAR_MISSING
from checker.wording.names import report_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model import Checked, Compared, Finding, Results

_NAMED = 8
"""Up to so many reports are named in a note on practice; the others are counted."""


def is_of_run(finding: Finding) -> bool:
    """Whether a finding is told in such a line: a list of discrepancies has nothing to ask."""
    return finding.of_run or finding.kind == LAST_YEAR_MISSING


def notes_of_run(results: Results, lang: str) -> Iterator[tuple[str, str]]:
    """All such lines, each with what it is about: a rule and its title."""
    for first, line in notes_on_practice(results, lang):
        yield f"{first.rule} {first.title}", line
    missing = [
        one for one in results.findings if one.kind == LAST_YEAR_MISSING and one.waived is None
    ]
    if missing:
        alone = {one.reports[0] for one in missing}
        groups = [
            one
            for one in results.compared
            if one.relation is Comparison.YEARS and one.reports[:1] and one.reports[0] in alone
        ]
        yield f"{missing[0].rule} {missing[0].title}", without_partner(groups, (), lang)


def notes_on_practice(results: Results, lang: str) -> Iterator[tuple[Finding, str]]:
    """A line a rule ``of_run``, with the reports it is about and its first finding."""
    practice = Practice(lang)
    for checked in results.reports:
        practice.add(checked)
    return practice.notes()


class Practice:
    """Notes on practice, gathered from report to report: for who walks through them anyway."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._found: dict[str, list[tuple[Finding, str]]] = {}

    def add(self, checked: Checked) -> None:
        """Take what there is to note of one report."""
        for one in checked.findings:
            if one.of_run and one.waived is None:
                shown = one.reported or one.where
                inner = translate("joining.brackets", self._lang, inner=shown)
                name = report_of(checked.report, self._lang) + inner
                self._found.setdefault(one.rule, []).append((one, name))

    def notes(self) -> Iterator[tuple[Finding, str]]:
        """A line a rule, with its first finding."""
        lang = self._lang
        for own in self._found.values():
            first, count = own[0][0], len(own)
            listed = translate("joining.list", lang).join(name for _, name in own[:_NAMED])
            if count > _NAMED:
                listed += translate("report.and-so-on", lang)
            yield (
                first,
                translate(
                    "report.of-run",
                    lang,
                    title=first.title,
                    count=count,
                    reports=listed,
                    advice=first.advice,
                ),
            )


def without_partner(groups: Sequence[Compared], rules: Sequence[str], lang: str) -> str:
    """The reports whose other year is missing, in one line: a county has fifty of them."""
    bodies = translate("joining.semicolon", lang).join(
        translate(
            "across.compared-years",
            lang,
            body=group.body,
            years=translate("joining.list", lang).join(group.missing),
        )
        for group in groups
    )
    rule = "".join(one + translate("joining.comma", lang) for one in rules)
    return translate("across.alone", lang, rule=rule, count=len(groups), bodies=bodies)
