"""How far each body got with its report of one year: a tree, from three questions to the store."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from checker.errors import CheckerError
from checker.i18n import did_you_mean, translate
from checker.model import Verdict
from checker.model.filings import Counts, FilingState, Standing, Status
from checker.register.correspondence import exchanges
from checker.register.due import days_late, due_date, due_day
from checker.register.matching import name_key
from checker.register.records import storable
from checker.register.tables import BodyName, BodyRow, FilingRow, ReportRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from checker.register.correspondence import Exchange


_NO_COUNTS = Counts()


class Filed(NamedTuple):
    """A filing and the latest report of it."""

    filing: FilingRow
    report: int | None = None
    path: str | None = None
    verdict: str | None = None
    errors: int | None = None
    warnings: int | None = None
    undecided: int | None = None


class NoBodiesError(CheckerError):
    """The store has no list of bodies yet."""


def status(
    session: Session,
    store: str,
    *,
    year: int | None,
    day: str,
    lang: str,
    parent: str = "",
    wanted: Collection[FilingState] = (),
) -> Status:
    """Who owes what of a year, as of a day: ``parent`` and those below it, in ``wanted`` states.

    The year is that of ``latest_year``, if none is asked for.
    ``NoBodiesError`` where there are no bodies, ``CheckerError`` where there is no such parent.
    """
    today = datetime.date.fromisoformat(day)
    year = year or latest_year(session, today)
    filed = _filed(session, year)
    exchanged = exchanges(session, year)
    bodies = [
        body
        for body in session.scalars(select(BodyRow).order_by(BodyRow.id))
        if body.listed or (body.id in filed and filed[body.id].filing.current is not None)
    ]
    if not bodies:
        raise NoBodiesError(translate("register.no-bodies", lang, path=store))
    top = None if not parent else body_of(session, parent, lang)
    standings = tuple(
        _with_lists(standing(body, level, one, year, today), one, exchanged)
        for level, body in _tree(bodies, top)
        for one in [filed.get(body.id)]
    )
    states = frozenset(wanted) or frozenset(FilingState)
    shown = frozenset(one.code for one in standings if one.state in states)
    return Status(store, year, day, standings, shown, unassigned(session))


def latest_year(session: Session, today: datetime.date) -> int:
    """The latest year that was over on that day of which a report is there.

    Where there is none, the year before that of the day.
    """
    # Nobody reports on a year before it is over: such a year is a misprint.
    past = select(func.max(FilingRow.year)).where(FilingRow.year < today.year)
    return session.scalar(past) or today.year - 1


def filed_years(session: Session) -> tuple[int, ...]:
    """The years that reports of bodies are of, the latest first."""
    years = select(FilingRow.year).where(FilingRow.versions > 0).distinct()
    return tuple(session.scalars(years.order_by(FilingRow.year.desc())))


def body_of(session: Session, given: str, lang: str) -> BodyRow:
    """The body of a code or of any of its names; ``CheckerError`` where there is none."""
    name = storable(given)  # a terminal of another encoding gives half characters
    found = session.scalars(select(BodyRow).where(BodyRow.code == name)).one_or_none()
    if found is None:
        found = session.scalars(
            select(BodyRow).join(BodyName).where(BodyName.key == name_key(name))
        ).one_or_none()
    if found is None:
        names = session.scalars(select(BodyName.name)).all()
        unknown = translate("register.no-such-body", lang, body=given)
        raise CheckerError(unknown + did_you_mean(given, names, lang))
    return found


def unassigned(session: Session) -> int:
    """How many reports were read whose body, or whose year, is not known."""
    return (
        session.scalar(
            select(func.count())
            .select_from(ReportRow)
            .where(ReportRow.filing_id.is_(None), ReportRow.refusal.is_(None))
        )
        or 0
    )


def _filed(session: Session, year: int) -> dict[int, Filed]:
    """The filings of a year by body."""
    rows = session.execute(
        select(
            FilingRow,
            ReportRow.id,
            ReportRow.path,
            ReportRow.verdict,
            ReportRow.errors,
            ReportRow.warnings,
            ReportRow.undecided,
        )
        .outerjoin(
            ReportRow,
            (ReportRow.filing_id == FilingRow.id) & (ReportRow.version == FilingRow.current),
        )
        .where(FilingRow.year == year)
    )
    return {row[0].body_id: Filed(*row) for row in rows}


def _tree(bodies: Sequence[BodyRow], top: BodyRow | None) -> Iterator[tuple[int, BodyRow]]:
    """Each body with its level, behind the one that it belongs to, in the order of the list."""
    there = {body.id for body in bodies}
    below: dict[int | None, list[BodyRow]] = defaultdict(list)
    for body in bodies:
        below[body.parent_id if body.parent_id in there else None].append(body)
    # Not recursive: nothing bounds how deep a list goes.
    waiting = [(0, body) for body in reversed(below[None] if top is None else [top])]
    while waiting:
        level, body = waiting.pop()
        yield level, body
        waiting += [(level + 1, one) for one in reversed(below[body.id])]


def standing(
    body: BodyRow, level: int, filed: Filed | None, year: int, today: datetime.date
) -> Standing:
    """How far a body got with its report of a year, without what went out about it."""
    due = due_date(year, due_day(body.kind, body.due))
    received = None if filed is None else filed.filing.received
    came = None if received is None else datetime.date.fromisoformat(received)
    # Made in one go: of thousands of bodies a copy of each takes longer than its figures.
    verdict = None if filed is None or filed.verdict is None else Verdict(filed.verdict)
    report = None if verdict is None else filed
    return Standing(
        body.code,
        body.name,
        level,
        year,
        FilingState.OWED if filed is None else FilingState(filed.filing.state),
        due.isoformat(),
        kind=body.kind,
        region=body.region,
        contact=body.contact,
        received=received,
        days_late=days_late(due, came, today),
        version=0 if report is None else report.filing.current or 0,
        verdict=verdict,
        counts=_NO_COUNTS
        if report is None
        else Counts(report.errors or 0, report.warnings or 0, report.undecided or 0),
        path="" if report is None else report.path or "",
        report=0 if report is None else report.report or 0,
        body=body.id,
    )


def _with_lists(one: Standing, filed: Filed | None, exchanged: Mapping[int, Exchange]) -> Standing:
    """The standing with what went out about it and what came back."""
    found = None if filed is None else exchanged.get(filed.filing.id)
    if found is None:
        return one
    return replace(one, listed=found.listed, told=found.told, replied=found.replied)
