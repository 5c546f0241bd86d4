"""The files that were dropped onto the desk, in the store: nothing of them is lost by a restart."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from checker.model import Verdict
from checker.model.filings import Counts
from checker.model.uploads import UNFINISHED, Upload, UploadedReport, UploadState
from checker.register.records import storable
from checker.register.tables import File, ReportRow, UploadRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy.orm import Session


def enter(  # noqa: PLR0917 - the columns of a line
    session: Session, day: str, name: str, stored: str, size: int, parent: int | None = None
) -> int:
    """A line for a file that is to be read; gives its number."""
    row = UploadRow(
        parent_id=parent, day=day, name=storable(name), stored=storable(stored), size=size,
        state=UploadState.WAITING.value,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def mark(
    session: Session, number: int, state: UploadState, reason: str = "", detail: str = ""
) -> None:
    """Say how far a file got."""
    row = session.get_one(UploadRow, number)
    row.state, row.reason, row.detail = state.value, reason, storable(detail)


def known_as(session: Session, number: int, state: UploadState, sha256: str) -> None:
    """Say how far a file got, and which of the store's it is."""
    mark(session, number, state)
    file = select(File.id).where(File.sha256 == sha256)
    session.get_one(UploadRow, number).file_id = session.scalar(file)


def wait_again(session: Session) -> None:
    """What was being read when the desk was closed waits to be read."""
    session.execute(
        update(UploadRow)
        .where(UploadRow.state == UploadState.READING.value)
        .values(state=UploadState.WAITING.value)
    )


def waiting(session: Session, most: int) -> tuple[Upload, ...]:
    """Files that wait to be read, the first that came first."""
    rows = session.scalars(
        select(UploadRow)
        .where(UploadRow.state == UploadState.WAITING.value)
        .order_by(UploadRow.id)
        .limit(most)
    )
    return tuple(_upload(row, ()) for row in rows)


def unfinished(session: Session) -> int:
    """How many files are not read yet."""
    states = [state.value for state in UNFINISHED]
    count = select(func.count()).select_from(UploadRow).where(UploadRow.state.in_(states))
    return session.scalar(count) or 0


def latest(session: Session, most: int, before: int | None = None) -> tuple[Upload, ...]:
    """The latest lines, the newest first; those ``before`` a number only."""
    question = select(UploadRow).order_by(UploadRow.id.desc()).limit(most)
    if before is not None:
        question = question.where(UploadRow.id < before)
    return _with_reports(session, session.scalars(question).all())


def these(session: Session, numbers: Collection[int]) -> tuple[Upload, ...]:
    """The lines of these numbers, the newest first."""
    question = select(UploadRow).where(UploadRow.id.in_(numbers)).order_by(UploadRow.id.desc())
    return _with_reports(session, session.scalars(question).all())


def stored_of(session: Session, report: int) -> str | None:
    """The name in the desk's folder of the file that gave a report; ``None`` where it has none."""
    return session.scalar(
        select(UploadRow.stored)
        .join(ReportRow, ReportRow.file_id == UploadRow.file_id)
        .where(ReportRow.id == report)
        .order_by(UploadRow.id.desc())
        .limit(1)
    )


def _with_reports(session: Session, rows: Sequence[UploadRow]) -> tuple[Upload, ...]:
    files = {row.file_id for row in rows if row.file_id is not None}
    found: dict[int, list[UploadedReport]] = defaultdict(list)
    reports = select(ReportRow).where(ReportRow.file_id.in_(files)).order_by(ReportRow.part)
    for one in session.scalars(reports):
        found[one.file_id].append(
            UploadedReport(
                one.id,
                one.printed,
                one.year,
                Verdict(one.verdict),
                Counts(one.errors, one.warnings, one.undecided),
            )
        )
    return tuple(_upload(row, found.get(row.file_id or 0, ())) for row in rows)


def _upload(row: UploadRow, reports: Iterable[UploadedReport]) -> Upload:
    return Upload(
        row.id, row.name, row.stored, row.size, UploadState(row.state), row.reason, row.detail,
        row.parent_id, tuple(reports),
    )  # fmt: skip
