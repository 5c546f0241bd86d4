"""What goes wrong where: a year's reports by rule, by region and kind, beside the year before."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, TypeVarTuple

from sqlalchemy import select

from checker.checks.across.body_list import GOVERNMENT, KINDS
from checker.model import Result, Severity
from checker.model.summary import FIGURES, Part, RuleTally, Sum, Summary, Totals
from checker.register.tables import BodyRow, CellRow, FilingRow, FindingRow, ReportRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from checker.model.filings import Standing, Status

_Columns = TypeVarTuple("_Columns")
_MOST_REGIONS = 40
"""More than a picture holds: then codes of regions (GB/T 2260) are cut to those above them."""
_LEVELS = (9, 6, 4, 2)
"""Digits of the code of a town, a county, a city, a province."""


class _Broken(NamedTuple):
    """What one report breaks, and what it leaves open."""

    broken: frozenset[str]
    undecided: frozenset[str]


_NOTHING = _Broken(frozenset(), frozenset())


@dataclass(slots=True)
class _Pile:
    """Figures as they are added up."""

    reports: int = 0
    sums: list[Decimal] = field(default_factory=lambda: [Decimal(0)] * len(FIGURES))
    given: list[int] = field(default_factory=lambda: [0] * len(FIGURES))


def summary(session: Session, status: Status, titles: Mapping[str, str]) -> Summary:
    """Sum up the reports of some bodies, those of a ``status``; ``titles`` are the rules' own."""
    regions = _regions(status.standings)
    names = _names(status.standings, regions)
    now = _broken(session, status.year)
    last = _broken(session, status.year - 1)
    codes = {one.code for one in status.standings}
    broken = Counter(rule for code, own in now.items() if code in codes for rule in own.broken)
    open_ = Counter(rule for code, own in now.items() if code in codes for rule in own.undecided)
    before = Counter(rule for code, own in last.items() if code in codes for rule in own.broken)
    rules = sorted({*broken, *open_, *before}, key=lambda one: (-broken[one], -open_[one], one))

    def parts(key_of: Callable[[Standing], str], name_of: Callable[[str], str]) -> list[Part]:
        found: dict[str, list[Standing]] = defaultdict(list)
        for one in status.standings:
            found[key_of(one)].append(one)
        return [_part(key, name_of(key), found[key], now) for key in sorted(found)]

    kinds = parts(lambda one: one.kind, str)
    kinds.sort(key=lambda one: KINDS.index(one.key))
    return Summary(
        status.store,
        status.year,
        _part("", "", status.standings, now),
        sum(code in codes for code in _in(session, status.year - 1)),
        tuple(
            RuleTally(one, titles.get(one, ""), broken[one], open_[one], before[one])
            for one in rules
        ),
        tuple(parts(lambda one: regions[one.code], lambda key: names.get(key, ""))),
        tuple(kinds),
        tuple(_totals(session, status, regions)),
    )


def _part(key: str, name: str, standings: Sequence[Standing], now: Mapping[str, _Broken]) -> Part:
    found = [now.get(one.code, _NOTHING) for one in standings if one.verdict is not None]
    return Part(
        key,
        name,
        len(standings),
        len(found),
        sum(bool(one.broken) for one in found),
        sum(bool(one.undecided) and not one.broken for one in found),
        Counter(rule for one in found for rule in one.broken),
    )


def _broken(session: Session, year: int) -> dict[str, _Broken]:
    """What the reports of a year break and leave open, by the code of the body.

    Each cause once: neither notes, nor what is waived or follows from another.
    """
    rows = session.execute(
        _of_year(select(BodyRow.code, FindingRow.rule, FindingRow.outcome).distinct(), year)
        .join(FindingRow, FindingRow.report_id == ReportRow.id)
        .where(
            ~FindingRow.waived,
            FindingRow.follows.is_(None),
            FindingRow.severity != Severity.INFO.value,
        )
    )
    broken: dict[str, set[str]] = defaultdict(set)
    open_: dict[str, set[str]] = defaultdict(set)
    for code, rule, outcome in rows:
        # That a rule could not be worked out is its own fault, never the report's.
        (broken if outcome == Result.FAIL.value else open_)[code].add(rule)
    return {
        code: _Broken(frozenset(broken[code]), frozenset(open_[code])) for code in {*broken, *open_}
    }


def _in(session: Session, year: int) -> set[str]:
    """The codes of the bodies whose reports of a year are in."""
    return set(session.scalars(_of_year(select(BodyRow.code), year)))


def _totals(session: Session, status: Status, regions: Mapping[str, str]) -> Iterator[Totals]:
    """Exact sums by region and kind; what no report gives for sure is counted, not guessed."""
    places = {ref: at for at, (_, ref) in enumerate(FIGURES)}
    kinds = {one.code: one.kind for one in status.standings}
    piles: dict[tuple[str, str], _Pile] = defaultdict(_Pile)
    for code in _in(session, status.year):
        if code in kinds:
            piles[regions[code], kinds[code]].reports += 1
    cells = session.execute(
        _of_year(select(BodyRow.code, CellRow.ref, CellRow.value), status.year)
        .join(CellRow, CellRow.report_id == ReportRow.id)
        .where(CellRow.ref.in_(places), CellRow.value.is_not(None))
    )
    for code, ref, value in cells:
        if code in kinds:
            pile, at = piles[regions[code], kinds[code]], places[ref]
            pile.sums[at] += Decimal(value or 0)
            pile.given[at] += 1
    for region, kind in sorted(piles, key=lambda key: (key[0], KINDS.index(key[1]))):
        pile = piles[region, kind]
        sums = zip(pile.sums, pile.given, strict=True)
        yield Totals(
            region, kind, pile.reports, tuple(Sum(value, pile.reports - n) for value, n in sums)
        )


def _of_year(question: Select[*_Columns], year: int) -> Select[*_Columns]:
    """A question about the latest reports of a year."""
    return (
        question.select_from(ReportRow)
        .join(
            FilingRow,
            (FilingRow.id == ReportRow.filing_id) & (FilingRow.current == ReportRow.version),
        )
        .join(BodyRow, BodyRow.id == FilingRow.body_id)
        .where(FilingRow.year == year)
    )


def _regions(standings: Iterable[Standing]) -> dict[str, str]:
    """The region of each body by its code: its own, else that of the nearest body above it."""
    found: dict[str, str] = {}
    above: list[str] = []
    for one in standings:
        del above[one.level :]
        above.append(one.region or (above[-1] if above else ""))
        found[one.code] = above[-1]
    for digits in _LEVELS:
        if len({*found.values()}) <= _MOST_REGIONS:
            break
        found = {code: region[:digits] for code, region in found.items()}
    return found


def _names(standings: Iterable[Standing], regions: Mapping[str, str]) -> dict[str, str]:
    """What a region is called: as the highest government of it, if the list has one."""
    found: dict[str, tuple[int, str]] = {}
    for one in standings:
        region = regions[one.code]
        if one.kind == GOVERNMENT and region and one.level < found.get(region, (1000, ""))[0]:
            found[region] = one.level, one.name
    return {region: name for region, (_, name) in found.items()}
