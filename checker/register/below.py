"""The bodies that belong to one, with their latest reports; what the sum of these hangs on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from checker.register.tables import BodyRow, File, FilingRow, ReadingRow, ReportRow, Setting

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable

    from sqlalchemy.orm import Session


def reports_below(session: Session, number: int, year: int) -> dict[str, tuple[int, int]]:
    """Of each body that belongs to one, by its code: its number, and that of its latest report.

    0 where no report of the year is there.
    """
    rows = session.execute(
        select(BodyRow.code, BodyRow.id, ReportRow.id)
        .outerjoin(FilingRow, (FilingRow.body_id == BodyRow.id) & (FilingRow.year == year))
        .outerjoin(
            ReportRow,
            (ReportRow.filing_id == FilingRow.id) & (ReportRow.version == FilingRow.current),
        )
        .where(BodyRow.parent_id == number)
    )
    return {code: (body, report or 0) for code, body, report in rows}


def stamp_below(session: Session, number: int, year: int) -> Hashable:
    """What the sum of the reports below a body hangs on: equal, where nothing of it changed."""
    bodies = BodyRow.parent_id == number
    rows = session.execute(
        select(
            BodyRow.id, BodyRow.name, BodyRow.code, BodyRow.kind, BodyRow.listed, BodyRow.scope,
            ReportRow.id, ReportRow.version, ReportRow.verdict, ReportRow.errors, File.judged,
        )
        .outerjoin(FilingRow, (FilingRow.body_id == BodyRow.id) & (FilingRow.year == year))
        .outerjoin(
            ReportRow,
            (ReportRow.filing_id == FilingRow.id) & (ReportRow.version == FilingRow.current),
        )
        .outerjoin(File, File.id == ReportRow.file_id)
        .where(bodies | (BodyRow.id == number))
        .order_by(BodyRow.id)
    )  # fmt: skip
    waivers = session.get(Setting, "waivers")
    # A reading counts once the report was judged with it.
    judged = select(func.count(), func.max(ReadingRow.id)).where(ReadingRow.judged)
    return (
        tuple(tuple(row) for row in rows),
        tuple(session.execute(judged).one()),
        None if waivers is None else waivers.value,
    )


def sums_within(session: Session, reports: Collection[int]) -> tuple[tuple[int, int], ...]:
    """The bodies and years whose sum goes with some reports: the body's number and the year.

    Where the body's own report is among them, or all that came of a year below it: nobody is
    handed the figures of others with a report of their own.
    """
    chosen = session.execute(
        select(BodyRow.id, BodyRow.parent_id, FilingRow.year)
        .join(FilingRow, FilingRow.body_id == BodyRow.id)
        .join(
            ReportRow,
            (ReportRow.filing_id == FilingRow.id) & (ReportRow.version == FilingRow.current),
        )
        .where(ReportRow.id.in_(reports))
    ).all()
    own = {(body, year) for body, _, year in chosen}
    below = Counter((parent, year) for _, parent, year in chosen if parent is not None)
    asked = {*own, *below}
    came: Counter[tuple[int, int]] = Counter()
    for parent, year, count in session.execute(
        select(BodyRow.parent_id, FilingRow.year, func.count())
        .join(FilingRow, FilingRow.body_id == BodyRow.id)
        .where(
            BodyRow.parent_id.in_({body for body, _ in asked}),
            FilingRow.current.is_not(None),
        )
        .group_by(BodyRow.parent_id, FilingRow.year)
    ):
        if parent is not None:
            came[parent, year] = count
    found = (
        key for key in asked if came[key] and (key in own or below[key] == came[key] > 1)
    )  # fmt: skip
    return tuple(sorted(found))
