"""Reports as read and judged to rows of the store, and back."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from checker.model import Checked, Coverage, Result, Severity, Verdict
from checker.register.matching import name_key
from checker.register.packing import packed, unpacked
from checker.register.tables import Base, CellRow, FindingRow, ReportRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from checker.model import Cell, Finding, Report


OF_ITSELF = FindingRow.comparison == ""
# Into the tables, not the models, which part the rows by what is empty in each.
_CELLS, _FINDINGS = (insert(Base.metadata.tables[one]) for one in ("cells", "findings"))
_BEHIND = 100_000  # findings about several reports are told behind those about one


class Difference(Enum):
    """What judging a report anew came to."""

    NONE = "none"
    ACCEPTED = "accepted"  # the same was found, and more of it is waived than before
    OTHER = "other"


def write(session: Session, row: ReportRow, checked: Checked) -> Difference:
    """Put a report, its cells and its findings into the store; gives what differs from before.

    ``row`` has its file and part; of a report that is there already all is replaced but what others
    say of it, which stands until it is held against them again (``write_between``).
    """
    _fill(row, checked)
    is_new = row.id is None
    if is_new:
        session.add(row)
    session.flush()
    before = {} if is_new else _found(session, row.id, OF_ITSELF)
    if not is_new:
        session.execute(delete(CellRow).where(CellRow.report_id == row.id))
        session.execute(delete(FindingRow).where(FindingRow.report_id == row.id, OF_ITSELF))
    cells = [_cell(row.id, ref, cell) for ref, cell in sorted(checked.report.cells.items())]
    if cells:
        session.execute(_CELLS, cells)
    findings = [
        _finding(row.id, number, one) for number, one in enumerate(checked.findings, start=1)
    ]
    if findings:
        session.execute(_FINDINGS, findings)
    if is_new:
        return Difference.NONE
    row.errors, row.warnings, row.undecided = _counts_of(session, row)
    return _differs(before, _found(session, row.id, OF_ITSELF))


def write_between(session: Session, row: ReportRow, findings: Sequence[Finding]) -> Difference:
    """Put what other reports say of one into the store, in place of what they said before."""
    before = _found(session, row.id, ~OF_ITSELF)
    session.execute(delete(FindingRow).where(FindingRow.report_id == row.id, ~OF_ITSELF))
    if findings:
        rows = [_finding(row.id, _BEHIND + at, one) for at, one in enumerate(findings, start=1)]
        session.execute(_FINDINGS, rows)
    session.flush()
    row.errors, row.warnings, row.undecided = _counts_of(session, row)
    return _differs(before, _found(session, row.id, ~OF_ITSELF))


def report_of(row: ReportRow) -> Report:
    """The report as it was read; ``PackingError`` where a later program wrote it."""
    found: Report = unpacked(row.whole)
    return found


def findings_of(session: Session, row: ReportRow) -> tuple[Finding, ...]:
    """The findings of a report, worst first, as they were made."""
    found = session.scalars(
        select(FindingRow).where(FindingRow.report_id == row.id).order_by(FindingRow.number)
    )
    return tuple(unpacked(one.whole) for one in found)


def checked_of(session: Session, row: ReportRow) -> Checked:
    """A report as it was judged: its findings about others too, what was checked in counts."""
    return Checked(
        report_of(row),
        Verdict(row.verdict),
        findings_of(session, row),
        Coverage(row.checks, row.passed, row.failed, row.left_open),
        Coverage(row.hard_checks, row.hard_passed, row.hard_failed, row.hard_left_open),
    )


def storable(text: str) -> str:
    """Text that every database takes: half characters and NUL, which files hold, are escaped."""
    if "\0" not in text and text.isprintable():
        return text
    plain = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return plain.replace("\0", r"\x00")


def _fill(row: ReportRow, checked: Checked) -> None:
    report, counts, hard = checked.report, checked.coverage, checked.hard
    row.path = storable(report.path)
    row.printed = None if report.body is None else storable(report.body)
    row.year, row.form = report.year, report.form
    row.key = None if report.body is None else name_key(storable(report.body))
    row.verdict = checked.verdict.value
    row.refusal = None if report.refusal is None else report.refusal.reason.value
    row.errors, row.warnings, row.undecided = _counts(checked.findings)
    row.checks, row.passed = counts.checks, counts.passed
    row.failed, row.left_open = counts.failed, counts.undecided
    row.hard_checks, row.hard_passed = hard.checks, hard.passed
    row.hard_failed, row.hard_left_open = hard.failed, hard.undecided
    # What its prose states follows from the rest, and takes half as much room again.
    row.whole = packed(replace(report, stated=None))


def _counts(findings: Sequence[Finding]) -> tuple[int, int, int]:
    """Errors, warnings, and what is undecided and more than a note.

    Each cause once: neither what follows from another finding nor what is waived counts.
    """
    return _counted(
        (one.severity, one.outcome)
        for one in findings
        if one.waived is None and one.follows_from is None
    )


def _counts_of(session: Session, row: ReportRow) -> tuple[int, int, int]:
    """The same of all that is kept of a report, about others too."""
    rows = session.execute(
        select(FindingRow.severity, FindingRow.outcome).where(
            FindingRow.report_id == row.id, ~FindingRow.waived, FindingRow.follows.is_(None)
        )
    )
    return _counted((severity, outcome) for severity, outcome in rows)


def _counted(causes: Iterable[tuple[str, str]]) -> tuple[int, int, int]:
    found = Counter(
        outcome if outcome == Result.UNDECIDED else severity
        for severity, outcome in causes
        if severity != Severity.INFO
    )
    return found[Severity.ERROR], found[Severity.WARNING], found[Result.UNDECIDED]


def _found(session: Session, report: int, which: ColumnElement[bool]) -> dict[Any, bool]:
    """What tells some findings of a report from those it had before, and whether each is waived."""
    columns = (FindingRow.key, FindingRow.severity, FindingRow.outcome, FindingRow.message)
    rows = session.execute(
        select(FindingRow.waived, *columns).where(FindingRow.report_id == report, which)
    )
    return {tuple(row[1:]): row[0] for row in rows}


def _differs(before: Mapping[Any, bool], now: Mapping[Any, bool]) -> Difference:
    if before == now:
        return Difference.NONE
    is_same = before.keys() == now.keys()
    lapsed = any(waived and not now.get(key) for key, waived in before.items())
    return Difference.ACCEPTED if is_same and not lapsed else Difference.OTHER


def _cell(report: int, ref: str, cell: Cell) -> dict[str, Any]:
    return {
        "report_id": report,
        "ref": storable(ref),
        "state": cell.state.value,
        "value": None if cell.value is None else str(cell.value),
        "raw": storable(cell.raw),
        "doubt": cell.doubt and cell.doubt.value,
        "page": cell.page,
        "confirmed": cell.confirmed and storable(cell.confirmed.by),
    }


def _finding(report: int, number: int, one: Finding) -> dict[str, Any]:
    return {
        "report_id": report,
        "key": one.id,
        "number": number,
        "rule": one.rule,
        "severity": one.severity.value,
        "outcome": one.outcome.value,
        "waived": one.waived is not None,
        "comparison": "" if one.comparison is None else one.comparison.value,
        "follows": one.follows_from,
        "place": storable(one.where),
        "message": storable(one.message),
        "whole": packed(one),
    }
