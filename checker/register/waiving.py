"""Findings that somebody accepted: the entries given last stay in the store, and hold from then on.

They hold while the numbers do that they were given for, whatever else is read anew; whoever gives
another file takes its entries instead. What an entry newly accepts, or accepts no more, is judged
again without being read again.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import select

from checker.findings.make import can_be_waived
from checker.findings.waivers import entries_of, written
from checker.given_files import parsed_toml
from checker.i18n import LANGUAGES
from checker.register.records import findings_of, report_of
from checker.register.tables import FilingRow, FindingRow, ReportRow, Setting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.orm import Session

    from checker.findings.waivers import Waiver, Waivers
    from checker.model import Checked, Report
    from checker.register.intake import Intake
    from checker.register.store import Store

_KEY = "waivers"
_AT_ONCE = 500


def kept_entries(store: Store) -> tuple[Waiver, ...]:
    """The entries that the store has."""
    with store.reading() as session:
        found = session.get(Setting, _KEY)
        text = "" if found is None else found.value
    return entries_of(parsed_toml(text), store.name, store.lang)


def keep_entries(store: Store, entries: Sequence[Waiver]) -> None:
    """Put these in place of those that the store has."""
    with store.writing() as session:
        _write(session, entries)


def put_entries(session: Session, entries: Sequence[Waiver]) -> None:
    """Add entries to those that the store has, in place of those about the same."""
    about = {entry.key for entry in entries}
    _write(session, [*(one for one in _kept(session) if one.key not in about), *entries])


def take_entry(session: Session, about: Waiver) -> None:
    """Take away the entry about the same, whatever its values."""
    if session.get(Setting, _KEY) is not None:
        _write(session, [one for one in _kept(session) if not one.concerns(about)])


def _kept(session: Session) -> tuple[Waiver, ...]:
    found = session.get(Setting, _KEY)
    return () if found is None else entries_of(parsed_toml(found.value), _KEY, LANGUAGES[0])


def _write(session: Session, entries: Sequence[Waiver]) -> None:
    found, text = session.get(Setting, _KEY), written(entries)
    if found is None:
        session.add(Setting(key=_KEY, value=text))
    else:
        found.value = text


def reconsider(
    store: Store,
    waivers: Waivers,
    intake: Intake,
    judge: Callable[[Sequence[Report]], Sequence[Checked]],
) -> int:
    """Judge again the files of which some finding is accepted now that was not, or no more.

    Gives how many; each is kept in a transaction of its own.
    """
    with store.reading() as session:
        files = [file for file in _concerned(session, waivers) if _is_other(session, file, waivers)]
    for _, rows in groupby(files, key=lambda row: row.file_id):
        file = next(rows).file_id
        with store.reading() as session:
            of_file = select(ReportRow).where(ReportRow.file_id == file).order_by(ReportRow.part)
            reports = [report_of(row) for row in session.scalars(of_file)]
        intake.take(reports[0].path, judge(reports), anew=True)
    return len({row.file_id for row in files})


def _concerned(session: Session, waivers: Waivers) -> list[ReportRow]:
    """The latest reports that have something waived, or that an entry may be about.

    Those of no body that is known too: nobody tells which of them are the latest.
    """
    question = (
        select(ReportRow)
        .outerjoin(FilingRow, FilingRow.id == ReportRow.filing_id)
        .where(ReportRow.filing_id.is_(None) | (FilingRow.current == ReportRow.version))
        .order_by(ReportRow.file_id, ReportRow.part)
    )
    waived = ReportRow.id.in_(select(FindingRow.report_id).where(FindingRow.waived))
    found = {row.id: row for row in session.scalars(question.where(waived))}
    names = sorted({entry.body for entry in waivers.entries})
    years = {entry.year for entry in waivers.entries}
    for start in range(0, len(names), _AT_ONCE):
        named = ReportRow.printed.in_(names[start : start + _AT_ONCE])
        some = session.scalars(question.where(named, ReportRow.year.in_(years)))
        found |= {row.id: row for row in some}
    return sorted(found.values(), key=lambda row: (row.file_id, row.part))


def _is_other(session: Session, row: ReportRow, waivers: Waivers) -> bool:
    """Whether the entries accept something else of a report than is kept of it."""
    report = report_of(row)
    differs = False
    for one in findings_of(session, row):
        bare = replace(one, waived=None)
        now = waivers.of_report(report, bare) if can_be_waived(bare) else None
        differs = differs or now != one.waived
    return differs
