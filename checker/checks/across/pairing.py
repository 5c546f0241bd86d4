"""Which reports belong together: a body's years, and a body with those below it.

Body and year are what the documents say of themselves; the list of bodies (``bodies.csv``) says
what lies below what. What should be there and is not is told, never passed over.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.checks.across.body_list import GOVERNMENT, OFFICE, VERTICAL
from checker.checks.across.directory import Directory
from checker.model import Scope

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from checker.checks.across.body_list import Body
    from checker.model import Report

NOT_LISTED, SEVERAL_BODIES = "not-listed", "several-bodies"
_SPACE = re.compile(r"\s+")
_COMPARES = re.compile(r"同比|[较比与](?:上一?年|去年)|(?:上年|去年)同期")


@dataclass(frozen=True, slots=True)
class YearPair:
    """A report and the same body's report of the year before, as indexes.

    ``previous`` is ``None`` where that report is not there; ``several`` counts the reports of
    which it is open which one counts.
    """

    this: int
    previous: int | None = None
    several: int = 0


@dataclass(frozen=True, slots=True)
class Level:
    """A report and those of one year that lie directly below it, as indexes.

    ``own`` is the report of the parent's own body; ``has_own`` tells that the list names one.
    ``missing`` are bodies without a report, ``excluded`` reports that were not taken, with the
    reason as a key of the texts. ``complete`` repeats what the list declares.
    """

    parent: int
    below: tuple[int, ...]
    own: int | None = None
    has_own: bool = False
    complete: bool = False
    missing: tuple[str, ...] = ()
    excluded: tuple[tuple[int, str], ...] = ()
    comparable: bool = True


def pair_years(
    reports: Sequence[Report],
    checked: int,
    directory: Directory | None = None,
    but: Container[int] = (),
    whole: Sequence[Report] | None = None,
) -> tuple[YearPair, ...]:
    """The pairs of the first ``checked`` reports; the others only serve as their partners.

    ``but`` are reports that another one stands for (other versions of it). Where ``reports`` are
    their heads only, ``whole`` are the same with all their text.
    A report of last year is expected where any report of last year, or any report that only
    serves as a partner, was given; and where another year of the same body was given and the
    text compares with last year, so that its figures wait for that report.
    """
    directory = directory or Directory.of(reports, {})
    found = by_body_and_year(reports, directory, but)
    years = {report.year for report in reports if report.refusal is None}
    years_of = Counter(name for name, _ in found)
    pairs = []
    for index, report in enumerate(reports[:checked]):
        if report.refusal is not None or report.year is None or not report.body or index in but:
            continue
        name = directory.key_of(report)
        rivals = found[name, report.year]
        if rivals[0] != index and reports[rivals[0]].sha256 == report.sha256:
            continue  # the same file once more
        others = found.get((name, report.year - 1), [])
        distinct = {reports[other].sha256: other for other in reversed(others)}
        if len(distinct) == 1:
            pairs.append(YearPair(index, others[0]))
        elif distinct:
            pairs.append(YearPair(index, several=len(distinct)))
        elif (
            report.year - 1 in years
            or len(reports) > checked
            or (years_of[name] > 1 and _compares_with_last_year((whole or reports)[index]))
        ):
            pairs.append(YearPair(index))
    return tuple(pairs)


def _compares_with_last_year(report: Report) -> bool:
    return any(_COMPARES.search(_SPACE.sub("", section.text)) for section in report.prose)


def unknown_reports(reports: Sequence[Report]) -> tuple[int, ...]:
    """Reports that cannot be paired because they do not tell their body or year."""
    return tuple(
        index
        for index, report in enumerate(reports)
        if report.refusal is None and (report.year is None or not report.body)
    )


def unlisted_reports(
    reports: Sequence[Report], checked: int, directory: Directory
) -> tuple[tuple[int, str], ...]:
    """Checked reports whose body is not on the list, with the reason as a key of the texts."""
    if not directory.bodies:
        return ()
    return tuple(
        (index, SEVERAL_BODIES if directory.rivals_of(report) else NOT_LISTED)
        for index, report in enumerate(reports[:checked])
        if report.refusal is None and report.body and directory.listed(report) is None
    )


def headless_levels(
    reports: Sequence[Report], checked: int, directory: Directory, but: Container[int] = ()
) -> tuple[tuple[str, int, tuple[int, ...]], ...]:
    """Bodies of the list without a report, the year, and the reports of those below them."""
    there = by_body_and_year(reports[:checked], directory, but)
    found: dict[tuple[str, int], list[int]] = defaultdict(list)
    for (name, year), indexes in there.items():
        body = directory.bodies.get(name)
        if body is not None and body.parent and (body.parent, year) not in there:
            found[body.parent, year] += indexes
    return tuple((name, year, tuple(sorted(own))) for (name, year), own in found.items())


def levels(
    reports: Sequence[Report],
    checked: int,
    bodies: Mapping[str, Body],
    directory: Directory | None = None,
    but: Container[int] = (),
) -> tuple[Level, ...]:
    """For each checked report of a body that others lie below: which of them are there.

    ``but`` are reports that another one stands for (other versions of it).
    """
    directory = directory or Directory.of(reports, bodies)
    found = by_body_and_year(reports, directory, but)
    below = defaultdict(list)
    for body in bodies.values():
        below[body.parent].append(body)
    result = []
    for index, report in enumerate(reports[:checked]):
        own = directory.listed(report)
        members = below.get(own.name) if own is not None else None
        if report.refusal is not None or report.year is None or own is None or not members:
            continue
        if index in but:
            continue
        result.append(_level(index, reports, own, members, found))
    return tuple(result)


def _level(
    index: int,
    reports: Sequence[Report],
    body: Body,
    members: Sequence[Body],
    found: Mapping[tuple[str, int], list[int]],
) -> Level:
    report = reports[index]
    taken: list[int] = []
    missing: list[str] = []
    excluded: list[tuple[int, str]] = []
    own = None
    for member in members:
        there = found.get((member.name, report.year or 0), [])
        if member.kind == VERTICAL:
            excluded += ((one, "vertical") for one in there)
            continue
        if not there:
            missing.append(member.name)
            continue
        if member.kind == OFFICE:
            own = there[0]
        else:
            taken.append(there[0])
        excluded += (
            (one, "another-of-body")
            for one in there[1:]
            if reports[one].sha256 != reports[there[0]].sha256
        )
    comparable = report.scope is Scope.AGGREGATED or (
        report.scope is None and body.kind == GOVERNMENT
    )
    if not comparable:
        reason = "not-aggregated" if report.scope is Scope.OWN else "scope-unknown"
        excluded.insert(0, (index, reason))
    return Level(
        parent=index,
        below=tuple(taken),
        own=own,
        has_own=any(member.kind == OFFICE for member in members),
        complete=body.complete,
        missing=tuple(missing),
        excluded=tuple(excluded),
        comparable=comparable,
    )


def by_body_and_year(
    reports: Sequence[Report], directory: Directory, but: Container[int] = ()
) -> dict[tuple[str, int], list[int]]:
    """The indexes of the reports of each body and year that are not among ``but``."""
    found: dict[tuple[str, int], list[int]] = {}
    for index, report in enumerate(reports):
        known = report.refusal is None and report.year is not None and report.body
        if known and index not in but:
            found.setdefault((directory.key_of(report), report.year or 0), []).append(index)
    return found
