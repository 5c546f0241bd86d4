"""Several reports of a run held side by side: which belong together, and what the rules say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker.checks.across.beside import judge_beside
from checker.checks.across.directory import Directory
from checker.checks.across.levels import judge_levels
from checker.checks.across.pairing import headless_levels, levels, pair_years, unlisted_reports
from checker.checks.across.side_by_side import news
from checker.checks.across.versions import (
    judge_versions,
    other_versions,
    pair_versions,
    with_disputed,
)
from checker.checks.across.years import judge_years
from checker.checks.blank_as_zero import judged_between, with_zeros
from checker.model import Comparison

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from checker.checks.across.body_list import Body
    from checker.checks.across.pairing import Level, YearPair
    from checker.checks.across.side_by_side import Between
    from checker.checks.across.versions import Versions
    from checker.model import Report
    from checker.rulebook.rule import Rulebook


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The pairs of years, the levels and the versions of a run, and what each comparison found.

    ``unlisted`` are reports that the list of bodies does not know, with the reason; ``headless``
    bodies of the list, with the year, whose own report is not there while those below are.

    Passes are among what was found; the order is that of pairs or levels, then of rules.
    """

    pairs: tuple[YearPair, ...]
    levels: tuple[Level, ...]
    unlisted: tuple[tuple[int, str], ...]
    headless: tuple[tuple[str, int, tuple[int, ...]], ...]
    found: Mapping[Comparison, Sequence[Between]]
    versions: tuple[Versions, ...] = ()

    @property
    def outcomes(self) -> tuple[Between, ...]:
        """All that was found: between years, levels, bodies, versions."""
        return tuple(one for found in self.found.values() for one in found)

    def only(self, wanted: Callable[[Between], bool]) -> SideBySide:
        """The same without the outcomes that are not wanted."""
        return replace(
            self, found={key: [*filter(wanted, found)] for key, found in self.found.items()}
        )

    def news(
        self, rulebook: Rulebook, weight: Callable[[Between], int | None] = lambda _: 0
    ) -> SideBySide:
        """The same without what another rule among them tells already (``silent_where``).

        ``weight`` is that of ``side_by_side.news``.
        """
        return replace(
            self, found={key: news(own, rulebook, weight) for key, own in self.found.items()}
        )


def judge_side_by_side(
    reports: Sequence[Report],
    checked: int,
    bodies: Mapping[str, Body],
    rulebook: Rulebook,
    *,
    blank_as_zero: Sequence[str] = (),
) -> SideBySide:
    """What every rule on several reports says of the first ``checked`` and their partners.

    ``bodies`` is the list of bodies by name (``read_bodies``), empty where none was given;
    ``blank_as_zero`` the rules that read a blank as zero.
    """
    # Once for all rules: pairing looks through every report of the run.
    directory = Directory.of(reports, bodies)
    # As printed, whatever a blank is read as: which files are versions of one does not hang on it.
    versions = pair_versions(reports, checked, directory, rulebook)
    found = _judged(reports, checked, directory, versions, rulebook)
    if not blank_as_zero:
        return found
    zeros = [with_zeros(report) for report in reports]
    again = _judged(zeros, checked, directory, versions, rulebook)
    return replace(
        found,
        found={
            key: judged_between(own, again.found[key], reports, rulebook, blank_as_zero)
            for key, own in found.found.items()
        },
    )


def _judged(
    printed: Sequence[Report],
    checked: int,
    directory: Directory,
    versions: tuple[Versions, ...],
    rulebook: Rulebook,
) -> SideBySide:
    # Of several versions one counts, and only for what no other one denies.
    others = other_versions(versions)
    told = tuple(pair for pair in versions if pair.first < checked)
    reports = with_disputed(printed, versions)
    # No report is looked for of a year whose reports have no statutory tables (2018).
    pairs = tuple(
        pair
        for pair in pair_years(reports, checked, directory, others)
        if pair.previous is not None
        or pair.several
        or rulebook.form_for((reports[pair.this].year or 0) - 1) is not None
    )
    below = levels(reports, checked, directory.bodies, directory, others)
    found = {
        Comparison.YEARS: judge_years(pairs, reports, rulebook),
        Comparison.LEVELS: judge_levels(below, reports, rulebook),
        Comparison.BODIES: judge_beside(reports, checked, rulebook, directory, others),
        Comparison.VERSIONS: judge_versions(told, printed, rulebook),
    }
    unlisted = unlisted_reports(reports, checked, directory)
    headless = headless_levels(reports, checked, directory, others)
    return SideBySide(pairs, below, unlisted, headless, found, told)
