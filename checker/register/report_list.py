"""The latest reports of a store, those first that somebody must see to; asked for part by part.

Those too that belong to no body that is known: whoever drops a file sees it in the list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import case, func, select, tuple_

from checker.model import Verdict
from checker.model.dispositions import SETTLING
from checker.model.filings import Counts
from checker.model.report_list import ReportLine, ReportList, ReportsWanted
from checker.model.results import GRAVITY
from checker.register.asked import came_again, is_handed_over, is_renewed, of_findings
from checker.register.packing import unpacked
from checker.register.records import OF_ITSELF, report_of
from checker.register.tables import DispositionRow, File, FilingRow, FindingRow, ReportRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from checker.model import Finding, Report

_LATEST = ReportRow.filing_id.is_(None) | (FilingRow.current == ReportRow.version)
_OPEN = ReportRow.errors + ReportRow.warnings + ReportRow.undecided
_DECIDED = (
    select(func.count())
    .select_from(DispositionRow)
    .join(File, File.sha256 == DispositionRow.held_for)
    .join(
        FindingRow,
        (FindingRow.report_id == ReportRow.id) & (FindingRow.key == DispositionRow.key),
    )
    .where(
        File.id == ReportRow.file_id,
        DispositionRow.kind.in_([kind.value for kind in SETTLING]),
        # What is accepted is counted among the findings no more.
        ~FindingRow.waived,
        FindingRow.severity != "info",
        FindingRow.follows.is_(None),
    )
    .correlate(ReportRow)
    .scalar_subquery()
)


def listed(session: Session, wanted: ReportsWanted, most: int, skip: int = 0) -> ReportList:
    """A part of the list: ``most`` lines behind the first ``skip``."""
    narrowed = [_LATEST, *_conditions(wanted)]
    of_verdict = [*narrowed]
    if wanted.verdict is not None:
        of_verdict.append(ReportRow.verdict == wanted.verdict.value)
    rows = session.execute(
        select(ReportRow, _DECIDED)
        .outerjoin(FilingRow, FilingRow.id == ReportRow.filing_id)
        .where(*of_verdict)
        .order_by(*_place())
        .limit(most)
        .offset(skip)
    )
    lines = tuple(_line(row, decided) for row, decided in rows)
    tally = _tally(session, narrowed)
    count = sum(tally.values()) if wanted.verdict is None else tally.get(wanted.verdict, 0)
    years = select(ReportRow.year).where(ReportRow.year.is_not(None)).distinct()
    found = [year for year in session.scalars(years.order_by(ReportRow.year.desc())) if year]
    return ReportList(lines, count, tally, tuple(found))


def next_undone(session: Session, number: int) -> int | None:
    """The report behind another in the list of those with work left; behind the last the first.

    ``None`` where there is no other.
    """
    row = session.execute(
        select(*_place()).where(ReportRow.id == number)
    ).one_or_none()  # fmt: skip
    question = (
        select(ReportRow.id)
        .outerjoin(FilingRow, FilingRow.id == ReportRow.filing_id)
        .where(_LATEST, *_conditions(ReportsWanted(undone=True)), ReportRow.id != number)
        .order_by(*_place())
        .limit(1)
    )
    if row is not None:
        behind = session.scalar(question.where(tuple_(*_place()) > tuple_(*row)))
        if behind is not None:
            return behind
    return session.scalar(question)


def _place() -> tuple[ColumnElement[Any], ...]:
    """What the list is ordered by: the gravest first, and of these those with most errors."""
    gravity = case({one.value: rank for one, rank in GRAVITY.items()}, value=ReportRow.verdict)
    return gravity, -ReportRow.errors, func.coalesce(ReportRow.printed, ""), ReportRow.id.expression


class KeptReport(NamedTuple):
    """A report as it was read, its verdict, what was found when it was held against others."""

    report: Report
    verdict: Verdict
    between: tuple[Finding, ...]


def report_with(session: Session, number: int) -> KeptReport | None:
    """A report by its number in the store."""
    row = session.get(ReportRow, number)
    if row is None:
        return None
    between = session.scalars(
        select(FindingRow)
        .where(FindingRow.report_id == number, ~OF_ITSELF)
        .order_by(FindingRow.number)
    )
    found = tuple(unpacked(one.whole) for one in between)
    return KeptReport(report_of(row), Verdict(row.verdict), found)


def _conditions(wanted: ReportsWanted) -> Iterator[ColumnElement[bool]]:
    if wanted.year is not None:
        yield ReportRow.year == wanted.year
    if wanted.body:
        yield ReportRow.printed.contains(wanted.body, autoescape=True)
    if wanted.rule or wanted.level:
        found = select(FindingRow.report_id).where(*of_findings(wanted.rule, wanted.level))
        yield ReportRow.id.in_(found)
    if wanted.changed:
        yield case((ReportRow.filing_id.is_(None), came_again()), else_=is_renewed())
    if wanted.unsent:
        yield ~is_handed_over()
    if wanted.ids:
        yield ReportRow.id.in_(wanted.ids)
    if wanted.undone:
        yield (_OPEN > _DECIDED) | ReportRow.refusal.is_not(None)


def _tally(session: Session, conditions: list[ColumnElement[bool]]) -> dict[Verdict, int]:
    rows = session.execute(
        select(ReportRow.verdict, func.count())
        .outerjoin(FilingRow, FilingRow.id == ReportRow.filing_id)
        .where(*conditions)
        .group_by(ReportRow.verdict)
    )
    return {Verdict(verdict): count for verdict, count in rows}


def _line(row: ReportRow, decided: int) -> ReportLine:
    counts = Counts(row.errors, row.warnings, row.undecided)
    return ReportLine(
        row.id, row.printed, row.year, Verdict(row.verdict), counts, decided, row.path, row.refusal
    )
