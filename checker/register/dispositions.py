"""Decisions about single findings: recorded once, carried on while the numbers stand.

They hang on what a waiver hangs on (body, year, rule, cells and their values), so that both lapse
together; one that accepts a finding is a waiver, written in the same transaction.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from checker.errors import CheckerError
from checker.findings.make import can_be_waived
from checker.findings.waivers import body_of, waiver_of
from checker.i18n import translate
from checker.model.dispositions import SETTLING, UNTOUCHED, Disposal, Disposition, Remark
from checker.register.records import storable
from checker.register.tables import DispositionRow
from checker.register.waiving import put_entries, take_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy.orm import Session

    from checker.findings.waivers import Waiver
    from checker.model import Finding, Report


class Given(NamedTuple):
    """What somebody decides: ``seen`` is the number of the decision that they saw, 0 for none."""

    kind: Disposal
    note: str
    by: str
    at: str
    seen: int


class Decided(NamedTuple):
    """A decision as it is handed over: about which finding, what, by whom, whether it holds."""

    body: str
    year: int
    rule: str
    key: str
    kind: Disposal
    note: str
    by: str
    at: str
    holds: bool


class OvertakenError(CheckerError):
    """Somebody else decided meanwhile; nothing was recorded."""


def record(
    session: Session,
    report: Report,
    finding: Finding,
    given: Given,
    lang: str,
    *,
    following: Sequence[Finding] = (),
) -> None:
    """Record a decision; ``CheckerError`` where it cannot be made.

    ``following`` are the findings that follow from it: told under it, accepted with it.
    ``OvertakenError`` where another was made since this one was looked at.
    """
    now = waiver_of(report, finding)
    last = _last(session, now, finding.id)
    number = 0 if last is None else last.number
    if given.seen != number:
        raise OvertakenError(translate("desk.overtaken", lang, by=last.by if last else "—"))
    if given.kind is Disposal.ACCEPT:
        if not given.note:
            raise CheckerError(translate("desk.needs-reason", lang))
        if not can_be_waived(finding):
            raise CheckerError(translate("desk.cannot-accept", lang))
    if given.kind is Disposal.NOTE and not given.note:
        raise CheckerError(translate("desk.needs-note", lang))
    if given.kind is not Disposal.NOTE:
        # A note says something about what was decided, and takes its place in nothing.
        for row in _about(session, now, finding.id):
            row.held_for = ""
    session.add(
        DispositionRow(
            body=storable(now.body), year=now.year, key=finding.id, number=number + 1,
            rule=finding.rule, figures=_figures(now), held_for=report.sha256,
            kind=given.kind.value, note=storable(given.note), by=storable(given.by), at=given.at,
        )
    )  # fmt: skip
    for one in (finding, *filter(can_be_waived, following)):
        if given.kind is Disposal.ACCEPT:
            entry = waiver_of(report, one, reason=given.note, by=given.by, date=given.at[:10])
            put_entries(session, [entry])
        elif given.kind in (Disposal.CORRECT, Disposal.REOPEN):  # one given elsewhere, too
            take_entry(session, waiver_of(report, one))


def standing(session: Session, report: Report, keys: Iterable[str]) -> dict[str, Disposition]:
    """The latest decision about each finding of a report, by the finding's id."""
    found = dict.fromkeys(keys, UNTOUCHED)
    for row in _of_report(session, _whose(report)):  # in the order of their numbers
        if row.key in found:
            found[row.key] = _after(found[row.key], _disposition(row, report))
    return found


def history(session: Session, report: Report, finding: Finding) -> tuple[Disposition, ...]:
    """All decisions about a finding, the first first."""
    rows = _of_report(session, _whose(report))
    return tuple(_disposition(row, report) for row in rows if row.key == finding.id)


def decided_about(session: Session, reports: Iterable[Report]) -> Iterator[Decided]:
    """All decisions about some reports, report by report, each finding's the first first."""
    told: set[tuple[str, int]] = set()
    for report in reports:
        whose = _whose(report)
        if whose not in told:
            told.add(whose)
            for row in _of_report(session, whose):
                holds = row.held_for == report.sha256
                kind = Disposal(row.kind)
                yield Decided(
                    row.body, row.year, row.rule, row.key, kind, row.note, row.by, row.at, holds
                )


def carry(session: Session, report: Report, findings: Iterable[Finding]) -> None:
    """Let the latest decisions hold for another file where the findings say the same in it."""
    latest: dict[str, dict[bool, DispositionRow]] = {}
    for row in _of_report(session, _whose(report)):
        latest.setdefault(row.key, {})[row.kind == Disposal.NOTE] = row
    for finding in findings if latest else ():
        # What was decided, and what was said last: of either the latest.
        for row in latest.get(finding.id, {}).values():
            if row.figures == _figures(waiver_of(report, finding)):
                row.held_for = report.sha256


def _whose(report: Report) -> tuple[str, int]:
    """Body and year as a waiver of this report's findings has them."""
    return storable(body_of(report)), report.year or 0


def _of_report(session: Session, whose: tuple[str, int]) -> list[DispositionRow]:
    body, year = whose
    question = (
        select(DispositionRow)
        .where(DispositionRow.body == body, DispositionRow.year == year)
        .order_by(DispositionRow.key, DispositionRow.number)
    )
    return list(session.scalars(question))


def _last(session: Session, now: Waiver, key: str) -> DispositionRow | None:
    rows = _about(session, now, key)
    return rows[-1] if rows else None


def _about(session: Session, now: Waiver, key: str) -> Sequence[DispositionRow]:
    """All that was said about a finding, the first first."""
    question = (
        select(DispositionRow)
        .where(
            DispositionRow.body == storable(now.body),
            DispositionRow.year == now.year,
            DispositionRow.key == key,
        )
        .order_by(DispositionRow.number)
    )
    return session.scalars(question).all()


def _figures(now: Waiver) -> str:
    """A hash of what a finding was decided for: its rule and place, its cells and their values."""
    told = [now.rule, now.place, now.cells, now.values, now.reported]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _after(before: Disposition, now: Disposition) -> Disposition:
    """Where a finding stands once something more was said about it."""
    if now.kind is not Disposal.NOTE or before.kind not in SETTLING:
        return now
    # Who only said something has decided nothing.
    remark = Remark(now.note, now.by, now.at)
    return replace(before, number=now.number, remark=remark)


def _disposition(row: DispositionRow, report: Report) -> Disposition:
    holds = row.held_for == report.sha256
    return Disposition(row.number, Disposal(row.kind), row.note, row.by, row.at, holds)
