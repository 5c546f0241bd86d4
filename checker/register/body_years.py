"""A body's years and versions, asked for by the body, or by any report of it.

Also where no list names the body: then reports that print the same name belong together, and of
one year the one that came last counts.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from checker.model import Verdict
from checker.model.body_years import BodyYear, BodyYears, Version
from checker.model.filings import Counts
from checker.register.overview import Filed, latest_year, standing
from checker.register.queries import event_of
from checker.register.tables import (
    BodyRow,
    EventRow,
    File,
    FilingRow,
    ReportRow,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from checker.model.filings import Event, Standing


def years_of_body(session: Session, number: int, day: str) -> BodyYears | None:
    """The years of a listed body, as of a day; ``None`` where there is no such body.

    Those of which a report came or is owed: the latest year of the store is among them.
    """
    body = session.get(BodyRow, number)
    if body is None:
        return None
    filings = session.scalars(
        select(FilingRow).where(FilingRow.body_id == number).order_by(FilingRow.year.desc())
    ).all()
    versions = _versions(session, [one.id for one in filings])
    events = _events(session, [one.id for one in filings])
    today = datetime.date.fromisoformat(day)
    found = [
        BodyYear(
            one.year,
            versions[one.id],
            one.current or 0,
            _standing(body, one, one.year, versions[one.id], today),
            events[one.id],
        )
        for one in filings
    ]
    latest = latest_year(session, today)
    if body.listed and latest not in {one.year for one in filings}:
        found.append(BodyYear(latest, (), 0, _standing(body, None, latest, (), today)))
        found.sort(key=lambda one: -one.year)
    parent = None if body.parent_id is None else session.get_one(BodyRow, body.parent_id)
    below = select(func.count()).select_from(BodyRow).where(BodyRow.parent_id == number)
    return BodyYears(
        number,
        body.name,
        tuple(found),
        body.code,
        body.kind,
        body.contact,
        None if parent is None else (parent.id, parent.name),
        session.scalar(below) or 0,
    )


def years_of_report(session: Session, report: int, day: str) -> BodyYears | None:
    """The years of the body that a report is of; ``None`` where there is no such report.

    Of a report that tells neither body nor year there is only itself.
    """
    row = session.get(ReportRow, report)
    if row is None:
        return None
    if row.filing_id is not None:
        return years_of_body(session, session.get_one(FilingRow, row.filing_id).body_id, day)
    rows = [(row, _added(session, row))]
    if row.key is not None and row.year is not None:
        rows = [
            (one, added)
            for one, added in session.execute(
                select(ReportRow, File.added)
                .join(File, File.id == ReportRow.file_id)
                .where(ReportRow.filing_id.is_(None), ReportRow.key == row.key)
                .order_by(ReportRow.id)
            )
        ]
    by_year: dict[int, list[Version]] = defaultdict(list)
    for one, added in rows:
        own = by_year[one.year or 0]
        own.append(_version(one, len(own) + 1, added))
    years = [BodyYear(year, tuple(some), len(some)) for year, some in sorted(by_year.items())[::-1]]
    return BodyYears(0, row.printed or "", tuple(years))


def newer_than(session: Session, report: int) -> int | None:
    """The report that counts in place of another; ``None`` where that is the latest itself.

    Of reports that no filing has none takes another's place: offices of two counties may be
    called alike.
    """
    row = session.get(ReportRow, report)
    if row is None or row.filing_id is None:
        return None
    current = session.get_one(FilingRow, row.filing_id).current
    later = (ReportRow.filing_id == row.filing_id) & (ReportRow.version == current)
    return session.scalar(select(ReportRow.id).where(later, ReportRow.id != row.id))


def _versions(session: Session, filings: Sequence[int]) -> dict[int, tuple[Version, ...]]:
    found: dict[int, tuple[Version, ...]] = dict.fromkeys(filings, ())
    rows = session.execute(
        select(ReportRow, File.added)
        .join(File, File.id == ReportRow.file_id)
        .where(ReportRow.filing_id.in_(filings))
        .order_by(ReportRow.version)
    )
    for row, added in rows:
        if row.filing_id is not None:
            found[row.filing_id] += (_version(row, row.version or 0, added),)
    return found


def _version(row: ReportRow, version: int, added: str) -> Version:
    counts = Counts(row.errors, row.warnings, row.undecided)
    return Version(row.id, version, added, Verdict(row.verdict), counts)


def _added(session: Session, row: ReportRow) -> str:
    return session.get_one(File, row.file_id).added


def _events(session: Session, filings: Sequence[int]) -> dict[int, tuple[Event, ...]]:
    found: dict[int, tuple[Event, ...]] = dict.fromkeys(filings, ())
    rows = session.scalars(
        select(EventRow).where(EventRow.filing_id.in_(filings)).order_by(EventRow.number)
    )
    for row in rows:
        found[row.filing_id] += (event_of(row),)
    return found


def _standing(
    body: BodyRow,
    filing: FilingRow | None,
    year: int,
    versions: Sequence[Version],
    today: datetime.date,
) -> Standing:
    """What is owed of a year and how far it got."""
    if filing is None:
        return standing(body, 0, None, year, today)
    latest = next((one for one in versions if one.version == filing.current), None)
    filed = Filed(filing)
    if latest is not None:
        counts = latest.counts
        filed = Filed(
            filing, latest.report, None, latest.verdict.value,
            counts.errors, counts.warnings, counts.undecided,
        )  # fmt: skip
    return standing(body, 0, filed, year, today)
