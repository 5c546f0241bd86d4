"""What people read in place of the program, kept with who and when; reports judged with it anew.

The last about a cell of a file's bytes holds; what was taken back is kept as well. Whoever reads
the same file elsewhere takes the entries along as a file (``confirming``).
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select, tuple_, update

from checker.confirming import Reading, Readings, number_in, part_of
from checker.errors import CheckerError
from checker.findings.waivers import body_of
from checker.i18n import translate
from checker.register.dispositions import OvertakenError
from checker.register.records import report_of, storable
from checker.register.tables import File, ReadingRow, ReportRow

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from checker.model import Checked, Report
    from checker.register.intake import Intake
    from checker.register.store import Store

_CELL = (ReadingRow.sha256, ReadingRow.part, ReadingRow.ref)


class Read(NamedTuple):
    """What somebody says is printed in a cell: ``value`` as typed, empty for a blank.

    ``None`` takes back what was read. ``seen`` is the number of the last reading that they saw.
    """

    ref: str
    value: str | None
    by: str
    at: str
    note: str
    seen: int


def record(session: Session, report: Report, given: Sequence[Read], lang: str) -> None:
    """Keep what somebody read in a report: all of it, or nothing.

    ``CheckerError`` for what is no number and for a cell that the report has not,
    ``OvertakenError`` where somebody else read one meanwhile.
    """
    last = latest(session, report)
    for one in given:
        before = last.get(one.ref)
        number = 0 if before is None else before.number
        if one.seen != number:
            by = before.by if before is not None else ""
            raise OvertakenError(translate("desk.overtaken", lang, by=by or "—"))
        cell = report.cells.get(one.ref)
        value = None if one.value is None else number_in(one.value) if one.value else ""
        if cell is None or (value is None and one.value is not None):
            raise CheckerError(translate("desk.no-number", lang, given=one.value))
        session.add(
            ReadingRow(
                sha256=report.sha256, part=part_of(report), ref=one.ref, number=number + 1,
                value=value, read=storable(cell.text_read), body=storable(body_of(report)),
                file=storable(PurePath(report.path.replace("\\", "/")).name),
                year=report.year or 0, by=storable(one.by), at=one.at, note=storable(one.note),
                judged=False,
            )
        )  # fmt: skip
    session.flush()


def latest(session: Session, report: Report) -> Mapping[str, ReadingRow]:
    """The last that was read of each cell of a report, taken back or not, by the cell."""
    return {row.ref: row for row in _of_report(session, report)}


def history(session: Session, report: Report) -> Mapping[str, Sequence[ReadingRow]]:
    """All that was read of each cell of a report, the last last, by the cell."""
    found: dict[str, list[ReadingRow]] = {}
    for row in _of_report(session, report):
        found.setdefault(row.ref, []).append(row)
    return found


def kept_readings(session: Session, digests: Collection[str] | None = None) -> tuple[Reading, ...]:
    """What holds of files, by their SHA-256, or of all."""
    question = _latest().order_by(*_CELL)
    if digests is not None:
        question = question.where(ReadingRow.sha256.in_(digests))
    return tuple(_reading(row) for row in session.scalars(question) if row.value is not None)


def lapsed(session: Session, report: Report) -> tuple[Reading, ...]:
    """What was read in another file of the same body and year, and holds no longer in this one."""
    question = _latest().where(
        ReadingRow.body == storable(body_of(report)),
        ReadingRow.year == (report.year or 0),
        ReadingRow.sha256 != report.sha256,
    )
    rows = session.scalars(question.order_by(*_CELL))
    return tuple(_reading(row) for row in rows if row.value is not None)


def take_in(session: Session, entries: Iterable[Reading]) -> int:
    """Keep entries of a file of readings, as far as they say something new; gives how many."""
    count = 0
    for one in entries:
        own = (ReadingRow.sha256 == one.sha256, ReadingRow.part == one.part)
        last = session.scalars(
            _latest().where(*own, ReadingRow.ref == one.cell)
        ).one_or_none()  # fmt: skip
        if last is not None and (last.value, last.by, last.at) == (one.value, one.by, one.at):
            continue
        session.add(
            ReadingRow(
                sha256=one.sha256, part=one.part, ref=one.cell,
                number=1 if last is None else last.number + 1, value=one.value,
                read=storable(one.read), file=storable(one.file), body=storable(one.body),
                year=one.year, by=storable(one.by), at=one.at, note=storable(one.note),
                judged=False,
            )
        )  # fmt: skip
        session.flush()
        count += 1
    return count


def judged_anew(
    store: Store,
    intake: Intake,
    judge: Callable[[Sequence[Report], Readings], Sequence[Checked]],
) -> int:
    """Judge again the files in which something was read since; gives how many.

    Each is kept in a transaction of its own, and what was read of it then counts as judged.
    """
    with store.reading() as session:
        waiting = session.execute(
            select(File.id, File.sha256, func.max(ReadingRow.id))
            .join(ReadingRow, ReadingRow.sha256 == File.sha256)
            .where(~ReadingRow.judged)
            .group_by(File.id, File.sha256)
            .order_by(File.id)
        ).all()
    for file, digest, last in waiting:
        with store.reading() as session:
            of_file = select(ReportRow).where(ReportRow.file_id == file).order_by(ReportRow.part)
            reports = [report_of(row) for row in session.scalars(of_file)]
            readings = Readings(kept_readings(session, [digest]))
        if reports:
            intake.take(reports[0].path, judge(reports, readings), anew=True)
        with store.writing() as session:
            # What came while it was judged waits for the next time.
            done = (ReadingRow.sha256 == digest, ReadingRow.id <= last)
            session.execute(update(ReadingRow).where(*done).values(judged=True))
    return len(waiting)


def _of_report(session: Session, report: Report) -> Iterable[ReadingRow]:
    return session.scalars(
        select(ReadingRow)
        .where(ReadingRow.sha256 == report.sha256, ReadingRow.part == part_of(report))
        .order_by(ReadingRow.number)
    )


def _latest() -> Select[ReadingRow]:
    last = select(*_CELL, func.max(ReadingRow.number)).group_by(*_CELL)
    return select(ReadingRow).where(tuple_(*_CELL, ReadingRow.number).in_(last))


def _reading(row: ReadingRow) -> Reading:
    return Reading(
        row.sha256, row.ref, row.value or "", row.by, row.at, row.part, row.file, row.body,
        row.year, row.read, row.note,
    )  # fmt: skip
