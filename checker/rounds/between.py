"""What became of the findings about several reports: a body's years, those below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model import Result
from checker.rounds.courses import in_order
from checker.rounds.model import Course, Followed

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from checker.checks.across.directory import Directory
    from checker.model import Comparison, Finding, Results

    Group = tuple[Comparison, str, int]


def followed_between(old: Results, new: Results, directory: Directory) -> tuple[Followed, ...]:
    """Each finding about several reports with its course.

    Which reports were held together tells whether a rule that says nothing now had anything to
    judge: without last year's report no carried-over number was put right.
    """
    before, now = _by_key(old, directory), _by_key(new, directory)
    settled = {
        (one.relation, directory.key_of_name(one.body), one.year)
        for one in new.compared
        if one.coverage.checks and not one.coverage.undecided
    }
    found = []
    for key in dict.fromkeys((*before, *now)):
        was, became = before.get(key), now.get(key)
        found.append(Followed(_course(was, became, is_settled=_group(key) in settled), was, became))
    return in_order(found)


def _course(was: Finding | None, became: Finding | None, *, is_settled: bool) -> Course:
    failed = was is not None and was.outcome is Result.FAIL
    if became is not None and became.outcome is Result.FAIL:
        return Course.STILL if failed else Course.NEW
    if became is not None:
        if failed:
            return Course.UNVERIFIABLE
        return Course.STILL_OPEN if was is not None else Course.NEWLY_OPEN
    if not is_settled:
        return Course.GONE
    return Course.PUT_RIGHT if failed else Course.SETTLED


Key = tuple["Comparison | None", str, int, str, str | None, "Hashable"]


def _by_key(results: Results, directory: Directory) -> Mapping[Key, Finding]:
    accused = results.accused()
    found: dict[Key, Finding] = {}
    for one in results.findings:
        report = accused.get(one.reports[0]) if one.reports else None
        body = directory.key_of(report) if report else ""
        year = (report.year if report else None) or 0
        found[one.comparison, body, year, one.rule, one.place, one.cells] = one
    return found


def _group(key: Key) -> tuple[Comparison | None, str, int]:
    return key[:3]
