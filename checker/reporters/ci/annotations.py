"""The findings of a run as CI lists them: those that follow from another only counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker.i18n import translate
from checker.model import Evidence, Report
from checker.model.findings import URGENCY, WEIGHT
from checker.reporters.inert import inert
from checker.wording.names import printed_at
from checker.wording.repairs import by_entry, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.model import Checked, Finding, Results


@dataclass(frozen=True, slots=True)
class Listed:
    """A finding that follows from no other, the report it accuses, how many follow from it.

    ``suggestions`` say what may be wrong, a sentence each (a suggestion, never applied).
    ``key`` is the finding's id with a number: ``…:2`` where the same body and year is given
    twice, so that no two of a run share one. ``position`` is the report's in the run; ``None``
    for what is about several.
    """

    report: Report
    finding: Finding
    key: str
    followers: int = 0
    suggestions: tuple[str, ...] = ()
    position: int | None = None

    @property
    def operands(self) -> Sequence[Evidence]:
        """The cells it is about, with the report and the file that they stand in."""
        if self.finding.evidence:
            return self.finding.evidence
        own = self.report
        return [
            Evidence(own.name, own.body or "", ref, own.cell(ref), own.sha256)
            for ref in self.finding.cells
        ]


def listed_findings(results: Results, lang: str) -> list[Listed]:
    """Report by report in the order given, worst first within each; then between reports."""
    seen: Counter[str] = Counter()
    listed = []
    for one in _roots(results, lang):
        # Numbered in the order of the run: the same files give the same keys, and CI knows them
        # again.
        seen[one.finding.id] += 1
        listed.append(replace(one, key=f"{one.finding.id}:{seen[one.finding.id]}"))
    return listed


def suggestions(checked: Checked, lang: str) -> dict[str, tuple[str, ...]]:
    """What may be wrong, by the id of the finding that it is told with."""
    return {
        finding: tuple(joined(cause.lines, lang) for cause in causes if cause.lines)
        for finding, causes in by_entry(checked).items()
    }


def _roots(results: Results, lang: str) -> Iterator[Listed]:
    for position, checked in enumerate(results.reports):
        followers = Counter(finding.follows_from for finding in checked.findings)
        hints = suggestions(checked, lang)
        for finding in checked.findings:
            if finding.follows_from is None:
                count, own = followers[finding.id], hints.get(finding.id, ())
                yield Listed(checked.report, finding, "", count, own, position)
    known = results.accused()
    for finding in results.findings:
        if finding.follows_from is None:
            name = finding.reports[0] if finding.reports else ""
            yield Listed(known.get(name, Report(name, "")), finding, "")


def counted(listed: Iterable[Listed]) -> list[Listed]:
    """Those that nobody accepted."""
    return [one for one in listed if one.finding.waived is None]


def worst_first(listed: Iterable[Listed]) -> list[Listed]:
    """Errors, warnings, infos; failures before what is undecided; else in the order given."""
    return sorted(
        listed, key=lambda one: (WEIGHT[one.finding.severity], URGENCY[one.finding.outcome])
    )


def sentence(one: Listed, lang: str, *, placed: bool = True, paged: bool = False) -> str:
    """Where, what, and how much follows from it, on one inert line."""
    finding = one.finding
    text = finding.message
    if placed and finding.where and finding.where not in text:
        text = finding.where + translate("joining.colon", lang) + text
    if paged and finding.places:
        text += translate("joining.brackets", lang, inner=printed_at(finding.places, lang))
    rest = list(one.suggestions)
    if one.followers:
        rest.insert(0, translate("ci.explains-more", lang, count=one.followers))
    # At the very end, over all that was put together: parts that are inert may not be once joined.
    return inert(translate("joining.semicolon", lang).join([text, *rest]))
