"""What happens to a body's report of a year: a file comes, is judged anew, is decided about.

Each of it is an event of the history, in the transaction that changes the state: the state is
always that of the last event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, or_, select

from checker.errors import CheckerError
from checker.i18n import translate
from checker.model import Verdict
from checker.model.filings import FilingEvent, FilingState
from checker.register import states
from checker.register.records import Difference, write_between
from checker.register.tables import BodyName, BodyRow, EventRow, FilingRow, ReportRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Decision(NamedTuple):
    """What somebody decides of a report: ``seen`` is the version they looked at, if they say so."""

    event: FilingEvent
    day: str
    by: str = ""
    note: str = ""
    seen: int | None = None


def settle(
    session: Session, report: ReportRow, day: str, found: Difference = Difference.NONE
) -> FilingRow | None:
    """Put a report that was read and judged where it belongs; gives its filing, if it has one.

    ``found`` tells whether something else was found in it than before.
    """
    wanted = _filing_of(session, report)
    now = None if report.filing_id is None else session.get_one(FilingRow, report.filing_id)
    if now is not None and now is not wanted:
        _withdraw(session, report, now, day)
    if wanted is None:
        return None
    make_stale(session, wanted)
    if now is wanted:
        if found is not Difference.NONE and report.version == wanted.current:
            # What was cleared stays so where somebody accepts more of what was found.
            state = states.judged_again(
                FilingState(wanted.state),
                has_findings=has_findings(report),
                other=found is Difference.OTHER,
            )
            happened(session, wanted, report, FilingEvent.JUDGED_AGAIN, state, day)
        return wanted
    wanted.versions += 1
    report.filing_id, report.version = wanted.id, wanted.versions
    wanted.current = report.version
    wanted.received = wanted.received or day
    state = states.received(FilingState(wanted.state), has_findings=has_findings(report))
    happened(session, wanted, report, FilingEvent.RECEIVED, state, day)
    return wanted


def withdraw(session: Session, report: ReportRow, day: str) -> None:
    """Take a report away from where it was put: its file gives no such report any more."""
    if report.filing_id is not None:
        _withdraw(session, report, session.get_one(FilingRow, report.filing_id), day)


def settle_unassigned(session: Session, day: str) -> int:
    """Put reports where they belong whose bodies are known by now; gives how many."""
    rows = session.scalars(
        select(ReportRow)
        .join(BodyName, BodyName.key == ReportRow.key)
        .where(ReportRow.filing_id.is_(None), ReportRow.year.is_not(None))
        .order_by(ReportRow.id)
    ).all()
    return sum(settle(session, report, day) is not None for report in rows)


def decide(session: Session, filing: FilingRow, decision: Decision, lang: str) -> FilingState:
    """Let somebody decide; ``CheckerError`` where they may not, or do not know what they decide.

    What was found is cleared with a note only, which is printed wherever the report is told of.
    """
    state = FilingState(filing.state)
    report = current(session, filing)
    new = states.decided(state, decision.event)
    if new is None or report is None:
        word = translate(f"register.state.{state.value}", lang)
        refused = translate(f"register.refused.{decision.event.value}", lang, state=word)
        raise CheckerError(refused)
    if decision.seen is not None and decision.seen != filing.current:
        raise CheckerError(
            translate("register.other-version", lang, seen=decision.seen, now=filing.current)
        )
    if decision.event is FilingEvent.CLEARED and not decision.note:
        open_ = report.errors + report.warnings + report.undecided
        if open_ or state is FilingState.SENT_BACK:
            raise CheckerError(translate("register.needs-note", lang, count=open_))
    happened(
        session, filing, report, decision.event, new, decision.day,
        by=decision.by, note=decision.note,
    )  # fmt: skip
    return new


def make_stale(session: Session, filing: FilingRow) -> None:
    """Say that a filing has to be held against others again, and those that hang on it.

    That is the body's report of the next year, and that of the body above it.
    """
    body = session.get_one(BodyRow, filing.body_id)
    others = [FilingRow.id == filing.id]
    others.append((FilingRow.body_id == body.id) & (FilingRow.year == filing.year + 1))
    if body.parent_id is not None:
        others.append((FilingRow.body_id == body.parent_id) & (FilingRow.year == filing.year))
    for one in session.scalars(select(FilingRow).where(or_(*others))):
        one.stale += 1


def current(session: Session, filing: FilingRow) -> ReportRow | None:
    """The latest report of a filing."""
    return session.scalars(
        select(ReportRow).where(
            ReportRow.filing_id == filing.id, ReportRow.version == filing.current
        )
    ).one_or_none()


def has_findings(report: ReportRow) -> bool:
    """Whether there is anything to correct, to explain or to look at."""
    # Of a verdict that is no pass nobody shall read that nothing was found, whatever is counted.
    counted = report.errors or report.warnings or report.undecided
    return bool(counted) or report.verdict != Verdict.PASS.value


def _filing_of(session: Session, report: ReportRow) -> FilingRow | None:
    """The filing that a report belongs to by its printed name and year, made if there is none."""
    if report.key is None or report.year is None:
        return None
    body = session.scalars(
        select(BodyRow).join(BodyName).where(BodyName.key == report.key)
    ).one_or_none()
    if body is None:
        return None
    found = session.scalars(
        select(FilingRow).where(FilingRow.body_id == body.id, FilingRow.year == report.year)
    ).one_or_none()
    if found is None:
        found = FilingRow(
            body_id=body.id, year=report.year, state=FilingState.OWED.value, versions=0, stale=0
        )
        session.add(found)
        session.flush()
    return found


def _withdraw(session: Session, report: ReportRow, filing: FilingRow, day: str) -> None:
    make_stale(session, filing)
    was_current = report.version == filing.current
    write_between(session, report, ())  # which said it of another body's report
    report.filing_id = report.version = None
    session.flush()
    if not was_current:
        return
    filing.current = session.scalar(
        select(func.max(ReportRow.version)).where(ReportRow.filing_id == filing.id)
    )
    left = current(session, filing)
    if left is None:
        filing.received = None
    state = states.withdrawn(
        FilingState(filing.state),
        is_left=left is not None,
        has_findings=left is not None and has_findings(left),
    )
    happened(session, filing, left, FilingEvent.WITHDRAWN, state, day)


def happened(  # noqa: PLR0917 - one call for all that an event holds
    session: Session,
    filing: FilingRow,
    report: ReportRow | None,
    event: FilingEvent,
    state: FilingState,
    day: str,
    *,
    by: str = "",
    note: str = "",
) -> None:
    """Put an event behind the others of a filing, and the filing in its state."""
    last = session.scalar(select(func.max(EventRow.number)).where(EventRow.filing_id == filing.id))
    filing.state = state.value
    session.add(
        EventRow(
            filing_id=filing.id,
            number=(last or 0) + 1,
            day=day,
            event=event.value,
            state=state.value,
            version=report.version if report else None,
            errors=report.errors if report else 0,
            warnings=report.warnings if report else 0,
            undecided=report.undecided if report else 0,
            by=by,
            note=note,
        )
    )
    session.flush()
