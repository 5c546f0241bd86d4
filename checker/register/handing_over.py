"""That reports were handed over: kept with who and when, and an event of those that a body owes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from checker.model.filings import FilingEvent, FilingState
from checker.register.filings import happened
from checker.register.records import storable
from checker.register.tables import FilingRow, HandoverRow, ReportRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


class HandedOver(NamedTuple):
    """When and by whom a report was handed over last."""

    at: str
    by: str


def hand_over(session: Session, reports: Sequence[int], at: str, by: str) -> int:
    """Keep that some reports were handed over; how many of them are there."""
    rows = session.scalars(select(ReportRow).where(ReportRow.id.in_(reports))).all()
    for row in rows:
        session.add(HandoverRow(report_id=row.id, at=at, by=storable(by)))
        filing = None if row.filing_id is None else session.get_one(FilingRow, row.filing_id)
        if filing is not None and filing.current == row.version:
            # It says what was done with the file; how far the report got stays as it is.
            happened(
                session, filing, row, FilingEvent.HANDED_OVER, FilingState(filing.state), at[:10],
                by=storable(by),
            )  # fmt: skip
    session.flush()
    return len(rows)


def last_handed_over(session: Session, report: int) -> HandedOver | None:
    """When a report was handed over last; ``None`` where it never was."""
    last = select(func.max(HandoverRow.id)).where(HandoverRow.report_id == report)
    row = session.get(HandoverRow, session.scalar(last) or 0)
    return None if row is None else HandedOver(row.at, row.by)
