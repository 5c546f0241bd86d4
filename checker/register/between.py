"""Reports of the store held against one another: a body's years, a body and those below it.

Filing by filing, so that neither memory nor time grows with the register: the report of last year
and those of the bodies directly below are all that rules ask for. What has to be done again is
known by ``FilingRow.stale``; a run that is ended goes on where it was.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from checker.model import Comparison
from checker.model.filings import FilingEvent, FilingState
from checker.register import states
from checker.register.body_import import bodies_of
from checker.register.dispositions import carry
from checker.register.filings import current, happened, has_findings
from checker.register.packing import unpacked
from checker.register.records import Difference, write_between
from checker.register.tables import BodyRow, FilingRow, ReportRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from checker.checks.across.body_list import Body
    from checker.model import Finding, Report
    from checker.register.store import Store

    Compare = Callable[[Sequence[Report], Mapping[str, Body]], Sequence[Finding]]


_REPORTS = 64
"""Reports that stay unpacked, 350 kB each: those of the bodies below one for two years."""


class _Side(NamedTuple):
    """A filing's report with its partners, as they were when ``stale`` was read."""

    stale: int
    version: int | None
    years: tuple[Report, ...]
    level: tuple[Report, ...]
    bodies: Mapping[str, Body]


def stale_filings(store: Store) -> tuple[int, ...]:
    """Which filings have to be held against others again."""
    with store.reading() as session:
        return tuple(
            session.scalars(
                select(FilingRow.id)
                .where(FilingRow.stale > 0)
                # Body by body, those below one behind it as in most lists: what is read of a
                # report is needed again for the next year, and by the body itself (``_report``).
                .order_by(FilingRow.body_id, FilingRow.year)
            )
        )


def compare(store: Store, filing: int, judge: Compare, day: str) -> None:
    """Hold a filing's report against its partners and keep what is found, in one transaction.

    What others change meanwhile leaves it stale, and whoever did so looks at it again.
    """
    with store.reading() as session:
        side = _side(session, session.get_one(FilingRow, filing))
    found: list[Finding] = []
    for reports, comparison in (
        (side.years, Comparison.YEARS),
        (side.level, Comparison.LEVELS),
    ):
        if len(reports) > 1:
            found += (one for one in judge(reports, side.bodies) if one.comparison is comparison)
    with store.writing() as session:
        row = session.get_one(FilingRow, filing)
        if row.stale != side.stale:
            return
        row.stale = 0
        report = current(session, row)
        differs = Difference.NONE if report is None else write_between(session, report, found)
        if report is not None:
            # The one that was looked at: whatever takes its place makes the filing stale.
            carry(session, side.years[0], found)
        if report is None or differs is Difference.NONE:
            return
        state = states.judged_again(
            FilingState(row.state),
            has_findings=has_findings(report),
            other=differs is Difference.OTHER,
        )
        happened(session, row, report, FilingEvent.COMPARED, state, day)


def _side(session: Session, filing: FilingRow) -> _Side:
    body = session.get_one(BodyRow, filing.body_id)
    below = session.scalars(select(BodyRow).where(BodyRow.parent_id == body.id)).all()
    own = _reports(session, [body.id], filing.year)
    if not own:
        return _Side(filing.stale, filing.current, (), (), {})
    last = _reports(session, [body.id], filing.year - 1)
    level = _reports(session, [one.id for one in below if one.listed], filing.year)
    names = {body.name, *(one.name for one in below)}
    bodies = bodies_of(session, names)
    if body.name in bodies:  # who is above it is no matter here, and not among them
        bodies[body.name] = replace(bodies[body.name], parent="")
    return _Side(
        filing.stale, filing.current, _apart((*own, *last)), _apart((*own, *level)), bodies
    )


def _reports(session: Session, bodies: Iterable[int], year: int) -> list[Report]:
    """The latest reports of some bodies for a year."""
    rows = session.scalars(
        select(ReportRow)
        .join(
            FilingRow,
            (ReportRow.filing_id == FilingRow.id) & (ReportRow.version == FilingRow.current),
        )
        .where(FilingRow.body_id.in_(bodies), FilingRow.year == year)
        .order_by(FilingRow.body_id)
    )
    return [_report(row.whole) for row in rows]


@lru_cache(maxsize=_REPORTS)
def _report(whole: bytes) -> Report:
    """A report by its packed self."""
    found: Report = unpacked(whole)
    return found


def _apart(reports: Sequence[Report]) -> tuple[Report, ...]:
    """Reports that no two have one name: files of several years may have been called the same."""
    seen: set[str] = set()
    found = []
    for number, report in enumerate(reports):
        one = report
        if one.name in seen:
            one = replace(report, path=f"{number}/{report.path}")
        seen.add(one.name)
        found.append(one)
    return tuple(found)
