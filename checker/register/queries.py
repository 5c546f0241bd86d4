"""What a store has of reports, findings and their history, asked for by body, year and rule."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from checker.errors import CheckerError
from checker.i18n import translate
from checker.model import Comparison, Result, Severity, Verdict
from checker.model.filings import (
    PRESENT,
    Counts,
    Event,
    Filing,
    FilingEvent,
    FilingState,
    FindingState,
    Kept,
    KeptFinding,
)
from checker.register.correspondence import last_told, latest_replies
from checker.register.overview import body_of, status
from checker.register.records import report_of
from checker.register.tables import (
    BodyRow,
    EventRow,
    File,
    FilingRow,
    FindingRow,
    ReportRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from checker.model import Report
    from checker.model.sent_lists import Reply


@dataclass(frozen=True, slots=True)
class Asked:
    """Which reports and findings are asked for; what is empty asks for all.

    ``parent`` is a body with all below it, ``rules`` are beginnings of ids, ``kinds`` those of
    bodies. ``states`` are those of findings.
    """

    year: int | None = None
    body: str = ""
    parent: str = ""
    kinds: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    states: frozenset[FindingState] = PRESENT
    unassigned: bool = False


class _Found(NamedTuple):
    """A finding with the version of the report that has it."""

    finding: FindingRow
    version: int
    filing: FilingRow
    body: BodyRow


class _Beside(NamedTuple):
    """What went out and came back on findings, by the filing's id and the finding's."""

    told: Mapping[tuple[int, str], str]
    replies: Mapping[tuple[int, str], Reply]


def reports(session: Session, asked: Asked, lang: str) -> tuple[Kept, ...]:
    """The reports of a store by body, year and version; those of no known body last, by path."""
    question = (
        select(ReportRow, File, FilingRow, BodyRow)
        .join(File, File.id == ReportRow.file_id)
        .outerjoin(FilingRow, FilingRow.id == ReportRow.filing_id)
        .outerjoin(BodyRow, BodyRow.id == FilingRow.body_id)
        .order_by(
            BodyRow.id.is_(None), BodyRow.id, FilingRow.year, ReportRow.version, ReportRow.path
        )
    )
    if asked.unassigned:
        question = question.where(ReportRow.filing_id.is_(None))
    elif asked.year is not None:
        question = question.where(ReportRow.year == asked.year)
    question = question.where(*of_bodies(session, asked, lang))
    return tuple(_kept(*row) for row in session.execute(question))


def findings(session: Session, asked: Asked, lang: str) -> tuple[KeptFinding, ...]:
    """The findings of a store by body, year and their order in the report."""
    question = (
        select(FindingRow, ReportRow.version, FilingRow, BodyRow)
        .join(ReportRow, ReportRow.id == FindingRow.report_id)
        .join(FilingRow, FilingRow.id == ReportRow.filing_id)
        .join(BodyRow, BodyRow.id == FilingRow.body_id)
        .order_by(BodyRow.id, FilingRow.year, ReportRow.version, FindingRow.number)
    )
    if asked.year is not None:
        question = question.where(FilingRow.year == asked.year)
    question = question.where(*of_bodies(session, asked, lang))
    rows = (
        _Found(one, version or 0, filing, body)
        for one, version, filing, body in session.execute(question)
    )
    own = [[*own] for _, own in groupby(rows, key=lambda row: row.filing.id)]
    ids = [filing[0].filing.id for filing in own]
    beside = _Beside(last_told(session, ids), latest_replies(session, ids))
    found = (one for filing in own for one in _through_versions(filing, beside))
    return tuple(one for one in found if _is_asked(one, asked))


def filing(session: Session, store: str, body: str, year: int, *, day: str, lang: str) -> Filing:
    """All of one body's report of a year; ``CheckerError`` for a body that there is not."""
    row = body_of(session, body, lang)
    found = status(session, store, year=year, day=day, lang=lang, parent=row.code)
    asked = Asked(year=year, body=row.code, states=frozenset(FindingState))
    events = session.scalars(
        select(EventRow)
        .join(FilingRow)
        .where(FilingRow.body_id == row.id, FilingRow.year == year)
        .order_by(EventRow.number)
    )
    return Filing(
        found.standings[0],
        tuple(one for one in reports(session, asked, lang) if one.version is not None),
        findings(session, asked, lang),
        tuple(map(event_of, events)),
    )


def filing_row(session: Session, body: str, year: int, lang: str) -> FilingRow:
    """The row to decide about; ``CheckerError`` where no report came."""
    row = body_of(session, body, lang)
    found = session.scalars(
        select(FilingRow).where(FilingRow.body_id == row.id, FilingRow.year == year)
    ).one_or_none()
    if found is None:
        raise CheckerError(translate("register.no-filing", lang, body=row.name, year=year))
    return found


def two_versions(
    session: Session, body: str, year: int, chosen: tuple[int | None, int | None], lang: str
) -> tuple[Report, Report]:
    """An earlier and a later version of a body's report, the last two where none are chosen.

    ``CheckerError`` where there are no such versions.
    """
    filing = filing_row(session, body, year, lang)
    rows = session.scalars(select(ReportRow).where(ReportRow.filing_id == filing.id)).all()
    by_number = {row.version or 0: row for row in rows}
    new = chosen[1] or max(by_number, default=0)
    old = chosen[0] or max((number for number in by_number if number < new), default=0)
    if old not in by_number or new not in by_number:
        numbers = translate("joining.list", lang).join(map(str, sorted(by_number)))
        raise CheckerError(translate("register.no-versions", lang, numbers=numbers or "—"))
    return report_of(by_number[old]), report_of(by_number[new])


def of_bodies(session: Session, asked: Asked, lang: str) -> Iterator[ColumnElement[bool]]:
    """What must hold of the bodies that are asked for."""
    if asked.body:
        yield BodyRow.id == body_of(session, asked.body, lang).id
    if asked.parent:
        top = body_of(session, asked.parent, lang).id
        tree = select(BodyRow.id).where(BodyRow.id == top).cte("tree", recursive=True)
        # UNION, not UNION ALL: no chain of bodies is gone through twice.
        tree = tree.union(select(BodyRow.id).join(tree, BodyRow.parent_id == tree.c.id))
        yield BodyRow.id.in_(select(tree.c.id))
    if asked.kinds:
        yield BodyRow.kind.in_(asked.kinds)


def _through_versions(rows: Sequence[_Found], beside: _Beside) -> Iterator[KeptFinding]:
    """The findings of one filing, each by the latest version that has it."""
    versions: dict[str, set[int]] = {}
    latest: dict[str, _Found] = {}
    for row in rows:
        versions.setdefault(row.finding.key, set()).add(row.version)
        latest.pop(row.finding.key, None)  # in the order of the version that is told
        latest[row.finding.key] = row
    for key, (found, version, filing, body) in latest.items():
        yield KeptFinding(
            body.name,
            body.code,
            body.kind,
            filing.year,
            version,
            _state(versions[key], filing.current or 0),
            found.key,
            found.rule,
            Severity(found.severity),
            Result(found.outcome),
            found.waived,
            found.place,
            found.message,
            Comparison(found.comparison) if found.comparison else None,
            found.follows,
            beside.told.get((filing.id, key)),
            beside.replies.get((filing.id, key)),
        )


def _state(versions: set[int], current: int) -> FindingState:
    if current not in versions:
        return FindingState.SETTLED
    if current - 1 in versions:
        return FindingState.STILL
    return FindingState.REOPENED if len(versions) > 1 else FindingState.NEW


def _is_asked(one: KeptFinding, asked: Asked) -> bool:
    return (
        one.state in asked.states
        and (not asked.rules or one.rule.startswith(asked.rules))
        and (not asked.severities or one.severity in asked.severities)
    )


def _kept(report: ReportRow, file: File, filing: FilingRow | None, body: BodyRow | None) -> Kept:
    return Kept(
        "" if body is None else body.name,
        "" if body is None else body.code,
        report.year,
        report.version,
        filing is not None and filing.current == report.version,
        report.path,
        file.sha256,
        file.added,
        report.printed,
        Verdict(report.verdict),
        report.refusal,
        Counts(report.errors, report.warnings, report.undecided),
        report.checks,
        report.passed,
        report.failed,
        report.left_open,
    )


def event_of(row: EventRow) -> Event:
    """What happened, out of its row."""
    return Event(
        row.day,
        FilingEvent(row.event),
        FilingState(row.state),
        row.version,
        Counts(row.errors, row.warnings, row.undecided),
        row.by,
        row.note,
    )
