"""Several reports of a run held side by side: which belong together, and what the rules say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from checker.checks.across.beside import alike, figures_of, judge_beside
from checker.checks.across.directory import Directory
from checker.checks.across.levels import judge_levels
from checker.checks.across.pairing import headless_levels, levels, pair_years, unlisted_reports
from checker.checks.across.side_by_side import news
from checker.checks.across.versions import (
    disputes,
    judge_versions,
    other_versions,
    pair_versions,
    with_disputed,
)
from checker.checks.across.years import judge_years
from checker.checks.blank_as_zero import judged_between, with_zeros
from checker.model import Comparison, Report
from checker.rulebook.kinds.across import BETWEEN_VERSIONS
from checker.spool import Mapped
from checker.startup import not_collecting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from checker.checks.across.beside import Figures
    from checker.checks.across.body_list import Body
    from checker.checks.across.pairing import Level, YearPair
    from checker.checks.across.side_by_side import Between
    from checker.checks.across.versions import Versions
    from checker.rulebook.rule import Rule, Rulebook

Item = TypeVar("Item")


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


@dataclass(frozen=True, slots=True)
class Together:
    """Which reports of a run belong together, before anything is held against anything.

    ``versions`` are those of checked reports; ``stood_for`` are reports that another version
    stands for, ``disputed`` the versions that are held against each other, by the first.
    ``groups`` are checked reports with the same figures. The rest is as in ``SideBySide``.
    """

    directory: Directory
    pairs: tuple[YearPair, ...]
    levels: tuple[Level, ...]
    unlisted: tuple[tuple[int, str], ...]
    headless: tuple[tuple[str, int, tuple[int, ...]], ...]
    versions: tuple[Versions, ...]
    disputed: Mapping[int, Sequence[Versions]]
    groups: Sequence[Sequence[int]]


def together(
    heads: Sequence[Report],
    checked: int,
    bodies: Mapping[str, Body],
    rulebook: Rulebook,
    *,
    whole: Sequence[Report] | None = None,
    figures: Sequence[Figures | None] | None = None,
) -> Together:
    """Which of some reports belong together; the first ``checked`` are those accused.

    ``bodies`` is the list of bodies by name (``read_bodies``), empty where none was given. Where
    ``heads`` have neither cells nor text, ``whole`` are the same reports with both, each looked up
    only where it must be, and ``figures`` are those of all heads.
    """
    reports = heads if whole is None else whole
    # Once for all rules: pairing looks through every report of the run.
    directory = Directory.of(heads, bodies)
    # As printed, whatever a blank is read as: which files are versions of one does not hang on it.
    versions = pair_versions(heads, checked, directory, rulebook, reports)
    # Of several versions one counts, and only for what no other one denies.
    others = other_versions(versions)
    disputed = disputes(versions)
    # No report is looked for of a year whose reports have no statutory tables (2018).
    pairs = tuple(
        pair
        for pair in pair_years(heads, checked, directory, others, reports)
        if pair.previous is not None
        or pair.several
        or rulebook.form_for((heads[pair.this].year or 0) - 1) is not None
    )
    certain = with_disputed(reports, disputed)
    own = [
        figures_of(certain[index]) if figures is None or index in disputed else figures[index]
        for index in range(checked)
    ]
    return Together(
        directory,
        pairs,
        levels(heads, checked, bodies, directory, others),
        unlisted_reports(heads, checked, directory),
        headless_levels(heads, checked, directory, others),
        tuple(pair for pair in versions if pair.first < checked),
        disputed,
        alike(own, others),
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

    ``bodies`` is as in ``together``; ``blank_as_zero`` the rules that read a blank as zero.
    """
    those = together(reports, checked, bodies, rulebook)
    found: dict[Comparison, list[Between]] = {key: [] for key in _ORDER}
    for part, _ in judged_parts(those, reports, rulebook, blank_as_zero=blank_as_zero):
        for key, own in part.found.items():
            found[key] += own
    return SideBySide(
        those.pairs, those.levels, those.unlisted, those.headless, found, those.versions
    )


def judged_parts(
    those: Together,
    reports: Sequence[Report],
    rulebook: Rulebook,
    *,
    blank_as_zero: Sequence[str] = (),
    wants: Callable[[str], bool] = lambda _: True,
) -> Iterator[tuple[SideBySide, Sequence[Report]]]:
    """The same part by part, so that not all reports are held at once; with the reports as printed.

    What of versions would be told cell by cell is not looked for by rules that nobody ``wants``.

    Between years first, then levels, bodies, versions. What is silent behind something else, and
    what follows from it, is in one part with it.
    """
    versions = [rule for rule in rulebook.rules if rule.kind == BETWEEN_VERSIONS and wants(rule.id)]
    for part in _parts(those):
        # Loaded once for all rules, and let go with the part.
        printed = Mapped[Report](reports, keep=True)
        with not_collecting():  # reports and outcomes hold no cycles; see ``evaluate``
            found = _judged(part, printed, those, rulebook, versions)
            if blank_as_zero:
                zeros = Mapped(printed, lambda _, one: with_zeros(one), keep=True)
                again = _judged(part, zeros, those, rulebook, versions)
                found = {
                    key: judged_between(own, again[key], printed, rulebook, blank_as_zero)
                    for key, own in found.items()
                }
        yield SideBySide(part.pairs, part.levels, (), (), found, part.versions), printed


_ORDER = (Comparison.YEARS, Comparison.LEVELS, Comparison.BODIES, Comparison.VERSIONS)
_BLOCK = 64
"""Pairs that are judged in one frame: of 256 a pair takes the same time, and four times the memory.
"""


class _Part(NamedTuple):
    """What is judged at once."""

    pairs: tuple[YearPair, ...] = ()
    levels: tuple[Level, ...] = ()
    groups: Sequence[Sequence[int]] = ()
    versions: tuple[Versions, ...] = ()


def _parts(those: Together) -> Iterator[_Part]:
    """In the order of comparisons; a level by itself, since it may be large."""
    for pairs in _blocks(those.pairs):
        yield _Part(pairs=pairs)
    for level in those.levels:
        yield _Part(levels=(level,))
    for groups in _blocks(those.groups):
        yield _Part(groups=groups)
    # The versions of one report stay together: a rule is silent behind another one on the report.
    of_first = [tuple(own) for _, own in groupby(those.versions, key=lambda pair: pair.first)]
    for several in _blocks(of_first):
        yield _Part(versions=tuple(chain.from_iterable(several)))


def _blocks(items: Sequence[Item]) -> Iterator[tuple[Item, ...]]:
    for start in range(0, len(items), _BLOCK):
        yield tuple(items[start : start + _BLOCK])


def _judged(
    part: _Part,
    printed: Sequence[Report],
    those: Together,
    rulebook: Rulebook,
    versions: Sequence[Rule],
) -> dict[Comparison, list[Between]]:
    reports = with_disputed(printed, those.disputed)
    beside = judge_beside(reports, 0, rulebook, those.directory, part.groups)
    return {
        Comparison.YEARS: judge_years(part.pairs, reports, rulebook),
        Comparison.LEVELS: judge_levels(part.levels, reports, rulebook),
        Comparison.BODIES: beside,
        Comparison.VERSIONS: judge_versions(part.versions, printed, versions),
    }
