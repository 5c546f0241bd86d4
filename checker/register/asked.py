"""What lists are narrowed to: findings of a rule and level, later files, nothing sent yet.

Each is a condition of a question that has the rows it speaks of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from checker.model import Result, Severity
from checker.model.filings import FilingEvent
from checker.model.report_list import FAILED
from checker.register.tables import (
    BodyRow,
    EventRow,
    FilingRow,
    FindingRow,
    HandoverRow,
    ReportRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

_DEALT_WITH = (FilingEvent.CLEARED, FilingEvent.SENT_BACK, FilingEvent.LISTED)


def of_findings(rule: str, level: str) -> Iterator[ColumnElement[bool]]:
    """Findings of a rule (by the beginning of its id) that count as a level; empty asks for all.

    Of a level each cause once: neither what follows from another nor what was accepted.
    """
    if rule:
        yield FindingRow.rule.startswith(rule, autoescape=True)
    if not level:
        return
    yield ~FindingRow.waived
    yield FindingRow.follows.is_(None)
    if level == Result.UNDECIDED:
        yield FindingRow.outcome == Result.UNDECIDED.value
        yield FindingRow.severity != Severity.INFO.value
        return
    yield FindingRow.outcome == Result.FAIL.value
    if level == FAILED:
        yield FindingRow.severity != Severity.INFO.value
    else:
        yield FindingRow.severity == level


def is_renewed() -> ColumnElement[bool]:
    """Whether a later file came of a filing since somebody dealt with it, or since the first."""
    received = _last(FilingEvent.RECEIVED)
    return and_(FilingRow.current > 1, received > func.coalesce(_last(*_DEALT_WITH), 0))


def came_again() -> ColumnElement[bool]:
    """Whether an earlier file printed the same body and year, of a report without a filing."""
    earlier = aliased(ReportRow)
    return (
        select(earlier.id)
        .where(
            earlier.filing_id.is_(None),
            earlier.key == ReportRow.key,
            earlier.year == ReportRow.year,
            earlier.id < ReportRow.id,
        )
        .correlate(ReportRow)
        .exists()
    )


def is_handed_over() -> ColumnElement[bool]:
    """Whether a report was handed over at any time."""
    own = select(HandoverRow.id).where(HandoverRow.report_id == ReportRow.id)
    return own.correlate(ReportRow).exists()


def bodies_with(session: Session, year: int, rule: str, level: str) -> frozenset[str]:
    """The codes of the bodies whose latest report of a year has such findings."""
    rows = session.scalars(
        select(BodyRow.code)
        .join(FilingRow, FilingRow.body_id == BodyRow.id)
        .join(
            ReportRow,
            (ReportRow.filing_id == FilingRow.id) & (ReportRow.version == FilingRow.current),
        )
        .join(FindingRow, FindingRow.report_id == ReportRow.id)
        .where(FilingRow.year == year, *of_findings(rule, level))
        .distinct()
    )
    return frozenset(rows)


def renewed_bodies(session: Session, year: int) -> frozenset[str]:
    """The codes of the bodies that sent a later file since somebody dealt with their report."""
    rows = session.scalars(
        select(BodyRow.code)
        .join(FilingRow, FilingRow.body_id == BodyRow.id)
        .where(FilingRow.year == year, is_renewed())
    )
    return frozenset(rows)


def _last(*events: FilingEvent) -> ColumnElement[int]:
    return (
        select(func.max(EventRow.number))
        .where(
            EventRow.filing_id == FilingRow.id, EventRow.event.in_([one.value for one in events])
        )
        .correlate(FilingRow)
        .scalar_subquery()
    )
