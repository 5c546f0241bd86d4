"""Counts of broken rules, each report once: sums that the database makes, no report is unpacked."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from checker.checks.across.body_list import KINDS
from checker.model import Result, Severity
from checker.model.frequencies import Frequencies, Tally
from checker.register.tables import BodyRow, FilingRow, FindingRow, ReportRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from sqlalchemy.orm import Session

_MOST_ABOVE = 30
_MOST_PLACES = 30
_MOST_ROUNDS = 6
_NOW = ReportRow.filing_id.is_(None) | (FilingRow.current == ReportRow.version)
_CAUSE = (
    ~FindingRow.waived,
    FindingRow.follows.is_(None),
    FindingRow.severity != Severity.INFO.value,
)
"""Each cause once: neither notes, nor what is waived or follows from another."""
_BROKEN = (*_CAUSE, FindingRow.outcome == Result.FAIL.value)


def frequencies(session: Session, year: int | None) -> Frequencies | None:
    """How often rules are broken in the reports of a year: of the latest, if none is named.

    ``None`` where there are no reports of that year.
    """
    years = _years(session)
    year = year or max((int(one.key) for one in years), default=0)
    whole = next((one for one in years if one.key == str(year)), None)
    if whole is None:
        return None
    above, left_out = _above(session, year)
    return Frequencies(
        year,
        whole,
        _undecided(session, year),
        years,
        tuple(_rounds(session, year)),
        tuple(sorted(_kinds(session, year), key=lambda one: KINDS.index(one.key))),
        above,
        left_out,
        _places(session, year),
    )


def _years(session: Session) -> tuple[Tally, ...]:
    counted = _now(select(ReportRow.year, func.count()), ReportRow.year)
    broken = _with_findings(select(ReportRow.year, FindingRow.rule, _each()), ReportRow.year)
    found = _tallies(session, counted, broken)
    return tuple(sorted(found, key=lambda one: one.key, reverse=True))


def _kinds(session: Session, year: int) -> tuple[Tally, ...]:
    own = ReportRow.year == year
    counted = _of_bodies(_now(select(BodyRow.kind, func.count()), BodyRow.kind)).where(own)
    broken = _with_findings(select(BodyRow.kind, FindingRow.rule, _each()), BodyRow.kind)
    return _tallies(session, counted, _of_bodies(broken).where(own))


def _above(session: Session, year: int) -> tuple[tuple[Tally, ...], int]:
    """By the body above; the largest, and how many are left out."""
    own = ReportRow.year == year
    up = aliased(BodyRow)
    counted = _of_bodies(_now(select(up.id, func.count(), up.name), up.id, up.name))
    broken = _of_bodies(_with_findings(select(up.id, FindingRow.rule, _each()), up.id))
    by_id: dict[int, Counter[str]] = defaultdict(Counter)
    for number, rule, count in session.execute(
        broken.join(up, up.id == BodyRow.parent_id).where(own)
    ):
        by_id[number][rule] = count
    rows = session.execute(
        counted.join(up, up.id == BodyRow.parent_id).where(own)
        .order_by(func.count().desc(), up.id)
    ).all()  # fmt: skip
    shown = tuple(
        Tally(name, count, by_id[number], number) for number, count, name in rows[:_MOST_ABOVE]
    )
    return shown, max(0, len(rows) - _MOST_ABOVE)


def _undecided(session: Session, year: int) -> Counter[str]:
    """In how many reports a rule could not be judged; broken ones are the rule's own fault."""
    rows = session.execute(
        _latest(select(FindingRow.rule, _each()))
        .join(FindingRow, FindingRow.report_id == ReportRow.id)
        .where(ReportRow.year == year, *_CAUSE, FindingRow.outcome == Result.UNDECIDED.value)
        .group_by(FindingRow.rule)
    )
    return Counter({row[0]: row[1] for row in rows})


def _places(session: Session, year: int) -> tuple[tuple[str, str, int], ...]:
    count = _each()
    rows = session.execute(
        _latest(select(FindingRow.rule, FindingRow.place, count))
        .join(FindingRow, FindingRow.report_id == ReportRow.id)
        .where(ReportRow.year == year, *_BROKEN, FindingRow.place != "")
        .group_by(FindingRow.rule, FindingRow.place)
        .order_by(count.desc(), FindingRow.rule, FindingRow.place)
        .limit(_MOST_PLACES)
    )
    return tuple((rule, place, number) for rule, place, number in rows)


def _rounds(session: Session, year: int) -> list[Tally]:
    """The reports of listed bodies as each stood in its first version, its second, and now.

    A body that came twice stands in the third round as it does in its second.
    """
    versions: dict[int, list[int]] = defaultdict(list)
    for filing, report in session.execute(
        select(ReportRow.filing_id, ReportRow.id)
        .join(FilingRow, FilingRow.id == ReportRow.filing_id)
        .where(FilingRow.year == year)
        .order_by(ReportRow.version)
    ):
        versions[filing or 0].append(report)
    broken: dict[int, set[str]] = defaultdict(set)
    for report, rule in session.execute(
        select(FindingRow.report_id, FindingRow.rule)
        .join(ReportRow, ReportRow.id == FindingRow.report_id)
        .join(FilingRow, FilingRow.id == ReportRow.filing_id)
        .where(FilingRow.year == year, *_BROKEN)
        .distinct()
    ):
        broken[report].add(rule)
    last = max(map(len, versions.values()), default=0)
    found = []
    for number in range(max(1, last - _MOST_ROUNDS + 1), last + 1):
        standing = [own[min(number, len(own)) - 1] for own in versions.values()]
        count = Counter(rule for report in standing for rule in broken[report])
        found.append(Tally(str(number), len(standing), count))
    return found


def _each() -> Any:
    return func.count(ReportRow.id.distinct())


def _latest(question: Any) -> Any:
    """A question about reports as they are now, those too that belong to no known body."""
    return (
        question.select_from(ReportRow)
        .outerjoin(FilingRow, FilingRow.id == ReportRow.filing_id)
        .where(_NOW, ReportRow.refusal.is_(None), ReportRow.year.is_not(None))
    )


def _now(question: Any, *by: Any) -> Any:
    return _latest(question).group_by(*by)


def _with_findings(question: Any, by: Any) -> Any:
    return (
        _latest(question)
        .join(FindingRow, FindingRow.report_id == ReportRow.id)
        .where(*_BROKEN)
        .group_by(by, FindingRow.rule)
    )


def _of_bodies(question: Any) -> Any:
    return question.join(BodyRow, BodyRow.id == FilingRow.body_id)


def _tallies(
    session: Session, counted: Any, broken: Any
) -> tuple[Tally, ...]:  # fmt: skip
    by_key: dict[Any, Counter[str]] = defaultdict(Counter)
    for key, rule, count in session.execute(broken):
        by_key[key][rule] = count
    rows: Sequence[Any] = session.execute(counted).all()
    return tuple(Tally(str(key), count, by_key[key]) for key, count in rows)
