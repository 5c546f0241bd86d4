"""Which findings a body has still to be told of, and what was told when.

A finding is told once, and again only where something changed: its figures, or the body's report
(another version came, it stands in that too, and nobody accounted for it). What was told is kept
with the words of its row, so that a list that comes back can be held against it.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from checker.i18n import translate
from checker.model import Result, Severity
from checker.model.filings import FilingEvent, FilingState
from checker.model.sent_lists import ACCOUNTED, Part, SentList, ToldAs
from checker.register.correspondence import latest_replies
from checker.register.filings import current, happened
from checker.register.overview import latest_year
from checker.register.queries import of_bodies
from checker.register.records import checked_of, storable
from checker.register.row_keys import RowKey, identity
from checker.register.tables import BodyRow, FilingRow, ListedFinding, ListRow, ReportRow
from checker.wording.run_notes import is_of_run

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy.orm import Session

    from checker.model import Checked, Finding, Report
    from checker.model.sent_lists import Reply
    from checker.register.queries import Asked

_NEVER = (FilingState.OWED.value, FilingState.CLEARED.value)


class _Told(NamedTuple):
    """How the latest list that told a finding told it; ``since``: the first with these figures."""

    version: int
    figures: str
    since: int


def to_list(session: Session, asked: Asked, day: str, lang: str) -> tuple[int, ...]:
    """The filings that may have something to be told, by their ids: not cleared, with findings.

    Of the latest year, unless one is asked for. ``CheckerError`` for a body that there is not.
    """
    year = asked.year or latest_year(session, datetime.date.fromisoformat(day))
    rows = session.scalars(
        select(FilingRow.id)
        .join(BodyRow, BodyRow.id == FilingRow.body_id)
        .join(
            ReportRow,
            (ReportRow.filing_id == FilingRow.id) & (ReportRow.version == FilingRow.current),
        )
        .where(FilingRow.year == year, FilingRow.state.not_in(_NEVER))
        # Of thousands most have none: nothing of theirs has to be unpacked.
        .where(ReportRow.errors + ReportRow.warnings + ReportRow.undecided > 0)
        .where(*of_bodies(session, asked, lang))
        .order_by(FilingRow.body_id)
    )
    return tuple(rows)


def untold(
    session: Session, filing: int, parts: Collection[Part], *, again: bool = False
) -> SentList | None:
    """The list that a body is to get now; ``None`` where nothing that counts has to be told.

    ``again``: all that stands, whatever was told. The list has no keys until it is ``recorded``.
    """
    row = session.get_one(FilingRow, filing)
    report = current(session, row)
    if report is None or row.state in _NEVER:
        return None
    whole = checked_of(session, report)
    rows = _rows(session, row, whole, parts, again=again)
    roots = {one.id: one for one in whole.findings if one.id in rows}
    # A note alone is no reason to write to anybody.
    if all(one.severity is Severity.INFO for one in roots.values()):
        return None
    own = tuple(one for one in whole.findings if one.id in rows or one.follows_from in rows)
    body = session.get_one(BodyRow, row.body_id)
    last = session.scalar(select(func.max(ListRow.number)).where(ListRow.filing_id == row.id))
    checked = replace(whole, findings=own)
    number, version = (last or 0) + 1, report.version or 0
    return SentList(body.name, body.code, row.year, version, number, checked, rows, {})


def recorded(session: Session, filing: int, told: SentList, day: str, lang: str) -> SentList:
    """Keep that a list goes out, and give it with the keys of its rows.

    The report is sent back by it. ``lang`` is the store's, for the note in the history.
    """
    row = session.get_one(FilingRow, filing)
    made = ListRow(filing_id=row.id, number=told.number, version=told.version, day=day)
    session.add(made)
    session.flush()
    store = identity(session)
    keys = {one: str(RowKey(store, row.id, told.number, one)) for one in told.rows}
    report = current(session, row)
    note = translate("register.list-note", lang, number=told.number, rows=len(told.rows))
    happened(session, row, report, FilingEvent.LISTED, FilingState.SENT_BACK, day, note=note)
    return replace(told, keys=keys)


def keep_words(
    session: Session, filing: int, told: SentList, words: Mapping[str, Mapping[str, str]]
) -> None:
    """Keep the words of each row of a recorded list, by the finding's id and the column."""
    made = session.scalars(
        select(ListRow).where(ListRow.filing_id == filing, ListRow.number == told.number)
    ).one()
    followers = _followers(told.checked.findings)
    for finding in told.checked.findings:
        if finding.id not in told.rows:  # it follows from another, in whose row it stands
            continue
        session.add(
            ListedFinding(
                list_id=made.id,
                key=finding.id,
                figures=figures_of(told.checked.report, finding, followers[finding.id]),
                words=json.dumps({k: storable(v) for k, v in words[finding.id].items()}),
            )
        )
    session.flush()


def figures_of(report: Report, finding: Finding, followers: Iterable[Finding] = ()) -> str:
    """A hash of all that a finding, and what follows from it, says in figures; not of its words.

    Another program may word it otherwise: that is no news.
    """
    told = []
    for one in (finding, *followers):
        cells = [(str(ref), _raw(report, ref)) for ref in one.cells]
        cells += [(f"{e.of} {e.ref}", e.cell.raw if e.cell else None) for e in one.evidence]
        quote = one.quote.text if one.quote else None
        told.append(
            [one.rule, one.outcome.value, one.severity.value, one.reported, one.expected,
             one.difference, cells, quote]
        )  # fmt: skip
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _rows(
    session: Session, row: FilingRow, whole: Checked, parts: Collection[Part], *, again: bool
) -> dict[str, ToldAs]:
    """The findings to be told by id, in their order, and why."""
    told = _told(session, row.id)
    replies = latest_replies(session, [row.id])
    followers = _followers(whole.findings)
    rows: dict[str, ToldAs] = {}
    for one in whole.findings:
        # A rule that is broken is nothing that a body could answer for.
        is_cause = one.follows_from is None and one.waived is None and not is_of_run(one)
        is_cause = is_cause and one.outcome is not Result.BROKEN
        part = Part.FAIL if one.outcome is Result.FAIL else Part.UNDECIDED
        if not is_cause or part not in parts:
            continue
        before = told.get(one.id)
        reply = replies.get((row.id, one.id))
        if before is None:
            rows[one.id] = ToldAs.NEW
        elif before.figures != figures_of(whole.report, one, followers[one.id]):
            rows[one.id] = ToldAs.CHANGED
        elif again or (before.version != row.current and not _is_accounted(reply, before)):
            rows[one.id] = ToldAs.STILL
    return rows


def _told(session: Session, filing: int) -> dict[str, _Told]:
    """What the lists about a report have told, by the finding's id."""
    rows = session.execute(
        select(ListedFinding.key, ListRow.version, ListedFinding.figures)
        .join(ListRow, ListRow.id == ListedFinding.list_id)
        .where(ListRow.filing_id == filing)
        .order_by(ListRow.number)
    )
    found: dict[str, _Told] = {}
    for key, version, figures in rows:
        before = found.get(key)
        is_same = before is not None and before.figures == figures
        found[key] = _Told(version, figures, before.since if before and is_same else version)
    return found


def _is_accounted(reply: Reply | None, told: _Told) -> bool:
    """Whether what came back says why these figures stay; what it said of others does not."""
    return reply is not None and reply.answer in ACCOUNTED and reply.version >= told.since


def _followers(findings: Iterable[Finding]) -> Mapping[str, list[Finding]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        if one.follows_from is not None:
            found[one.follows_from].append(one)
    return found


def _raw(report: Report, ref: object) -> str | None:
    cell = report.cells.get(str(ref))
    return None if cell is None else cell.raw
