"""The findings of a run as CI lists them: one cause a cause, each with a key of its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model import Result, Severity
from checker.reporters.inert import inert
from checker.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model import Checked, Finding, Results

_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_URGENCY = {Result.BROKEN: 0, Result.FAIL: 1, Result.UNDECIDED: 2}


@dataclass(frozen=True, slots=True)
class Cause:
    """A finding that follows from no other, and how many follow from it.

    ``key`` is the finding's id with a number: ``…:2`` where the same body and year is given
    twice, so that no two entries of a run share one.
    """

    checked: Checked
    finding: Finding
    key: str
    followers: int


def causes(results: Results) -> list[Cause]:
    """Every cause, report by report in the order given, worst first within each."""
    seen: Counter[str] = Counter()
    listed = []
    for checked in results.reports:
        followers = Counter(finding.follows_from for finding in checked.findings)
        for finding in checked.findings:
            if finding.follows_from is None:
                seen[finding.id] += 1
                key = f"{finding.id}:{seen[finding.id]}"
                listed.append(Cause(checked, finding, key, followers[finding.id]))
    return listed


def worst_first(listed: Iterable[Cause]) -> list[Cause]:
    """Errors, warnings, infos; failures before what is undecided; else in the order given."""
    return sorted(listed, key=lambda e: (_WEIGHT[e.finding.severity], _URGENCY[e.finding.outcome]))


def sentence(cause: Cause, lang: str, *, placed: bool = True, paged: bool = False) -> str:
    """Where, what, and how much follows from it, on one inert line."""
    finding = cause.finding
    text = finding.message
    if placed and finding.where and finding.where not in text:
        text = finding.where + say("colon", lang) + text
    if paged and finding.pages:
        pages = ",".join(str(page) for page in finding.pages)
        text += say("brackets", lang, inner=say("page", lang, pages=pages))
    if cause.followers:
        text += say("semicolon", lang) + say("explains-more", lang, count=cause.followers)
    return inert(text)
