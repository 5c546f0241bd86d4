"""Which reports were held together, what was missing or not taken, and what became of it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from checker.checks.across.pairing import unknown_reports
from checker.checks.across.versions import NO_SHARED_TABLE, OTHER_SCOPE
from checker.findings.assemble import coverage_of
from checker.i18n import translate
from checker.model import Compared, Comparison

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.checks.across.judge import SideBySide, Together
    from checker.model import Outcome, Report


def compared(held: SideBySide, reports: Sequence[Report], lang: str) -> tuple[Compared, ...]:
    """One entry for each pair of years, each level and two versions, then what no one could pair.

    Each check counts in the entry of the reports it is about.
    """
    return (*of_part(held, reports, lang), *not_paired(held, reports, lang))


def of_part(held: SideBySide, reports: Sequence[Report], lang: str) -> list[Compared]:
    """The entries of what was held together."""
    between_years: dict[tuple[int, ...], list[Outcome]] = defaultdict(list)
    for one in held.found[Comparison.YEARS]:
        between_years[one.reports].append(one.outcome)
    between_levels: dict[int, list[Outcome]] = defaultdict(list)
    for one in held.found[Comparison.LEVELS]:
        between_levels[one.outcome.report].append(one.outcome)
    result = []
    for pair in held.pairs:
        this = reports[pair.this]
        year = (this.year or 0) - 1
        missing: tuple[str, ...] = ()
        if pair.several:
            missing = (translate("across.several-reports", lang, year=year, count=pair.several),)
        elif pair.previous is None:
            missing = (translate("across.year-of", lang, year=year),)
        indexes: tuple[int, ...] = (pair.this,)
        if pair.previous is not None:
            indexes = (pair.this, pair.previous)
        result.append(
            Compared(
                Comparison.YEARS,
                this.body or "",
                this.year or 0,
                tuple(reports[index].name for index in indexes),
                missing,
                coverage=coverage_of(between_years[indexes]),
            )
        )
    for level in held.levels:
        parent = reports[level.parent]
        indexes = (level.parent, *level.below)
        excluded = tuple(
            (reports[at].name, translate(f"across.excluded.{key}", lang))
            for at, key in level.excluded
        )
        result.append(
            Compared(
                Comparison.LEVELS,
                parent.body or "",
                parent.year or 0,
                tuple(reports[index].name for index in indexes),
                level.missing,
                excluded,
                coverage_of(between_levels[level.parent]),
            )
        )
    result += _versions(held, reports, lang)
    return result


def not_paired(
    held: SideBySide | Together, reports: Sequence[Report], lang: str
) -> Iterator[Compared]:
    """The entries of reports that were not held against any other, with the reason."""
    for body, year, below in held.headless:
        reason = translate("across.excluded.no-parent", lang)
        excluded = tuple((reports[at].name, reason) for at in below)
        missing = (translate("across.report-of", lang, body=body, year=year),)
        yield Compared(Comparison.LEVELS, body, year, (), missing, excluded)
    if held.unlisted:
        excluded = tuple(
            (reports[at].name, translate(f"across.unlisted.{key}", lang, body=reports[at].body))
            for at, key in held.unlisted
        )
        yield Compared(Comparison.LEVELS, "", 0, (), (), excluded)
    unknown = unknown_reports(reports)
    # Told only where others were held together: of a run of strangers it would be noise.
    if unknown and (held.pairs or held.levels or held.versions):
        reason = translate("across.excluded.unknown-body", lang)
        excluded = tuple((reports[index].name, reason) for index in unknown)
        yield Compared(Comparison.YEARS, "", 0, (), (), excluded)


def _versions(held: SideBySide, reports: Sequence[Report], lang: str) -> Iterator[Compared]:
    """One entry for each two versions of a report; what is not held together says why."""
    outcomes: dict[tuple[int, ...], list[Outcome]] = defaultdict(list)
    for one in held.found[Comparison.VERSIONS]:
        outcomes[one.reports].append(one.outcome)
    for pair in held.versions:
        indexes = (pair.first, pair.other)
        own = outcomes[indexes]
        excluded: tuple[tuple[str, str], ...] = ()
        if pair.apart in (OTHER_SCOPE, NO_SHARED_TABLE):  # of others there are outcomes
            reason = translate(f"across.excluded.{pair.apart}", lang)
            excluded = ((reports[pair.other].name, reason),)
        first = reports[pair.first]
        yield Compared(
            Comparison.VERSIONS,
            first.body or "",
            first.year or 0,
            tuple(reports[at].name for at in indexes),
            excluded=excluded,
            coverage=coverage_of(own),
        )
