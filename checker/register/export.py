"""The tables of a register as rows, for programs that ask of all reports at once.

Rows come from the store as they are asked for: memory does not grow with the register.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import aliased

from checker.model.exported import Exported
from checker.register.tables import (
    BodyRow,
    CellRow,
    EventRow,
    File,
    FilingRow,
    FindingRow,
    ReportRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

_AT_ONCE = 1000
_IS_LATEST: ColumnElement[bool] = FilingRow.current == ReportRow.version


def exported(session: Session, year: int | None) -> tuple[Exported, ...]:
    """Every table, of one year's reports or of all; each with its rows, to be read once."""
    return tuple(
        Exported(name, tuple(column.name for column in question.selected_columns), rows)
        for name, question in _questions(year).items()
        for rows in [_rows(session, question)]
    )


def _rows(session: Session, question: Select[Any]) -> Iterator[tuple[Any, ...]]:
    for row in session.execute(question.execution_options(yield_per=_AT_ONCE)):
        yield tuple(row)


def _questions(year: int | None) -> dict[str, Select[Any]]:
    """A question a table, in the order of bodies, years and versions."""
    above = aliased(BodyRow)
    whose = (
        BodyRow.code.label("code"),
        BodyRow.name.label("body"),
        FilingRow.year.label("year"),
    )
    bodies = (
        select(
            *(BodyRow.code, BodyRow.name.label("body"), BodyRow.kind, above.code.label("parent")),
            *(BodyRow.region, BodyRow.contact, BodyRow.complete, BodyRow.scope, BodyRow.due),
            BodyRow.listed,
        )
        .outerjoin(above, above.id == BodyRow.parent_id)
        .order_by(BodyRow.id)
    )
    own = (
        *(ReportRow.version, _IS_LATEST.label("latest"), ReportRow.path, File.sha256, File.added),
        *(ReportRow.printed, ReportRow.form, ReportRow.verdict, ReportRow.refusal),
        *(ReportRow.errors, ReportRow.warnings, ReportRow.undecided),
        *(ReportRow.checks, ReportRow.passed, ReportRow.failed, ReportRow.left_open),
    )
    reports = (
        select(*whose, FilingRow.state, *own)
        .select_from(ReportRow)
        .join(File, File.id == ReportRow.file_id)
        .outerjoin(FilingRow, FilingRow.id == ReportRow.filing_id)
        .outerjoin(BodyRow, BodyRow.id == FilingRow.body_id)
        .order_by(
            BodyRow.id.is_(None), BodyRow.id, FilingRow.year, ReportRow.version, ReportRow.path
        )
    )
    filed = (ReportRow.version, _IS_LATEST.label("latest"))
    cells = _of_filings(
        select(
            *(*whose, *filed, CellRow.ref, CellRow.state, CellRow.value, CellRow.raw),
            *(CellRow.doubt, CellRow.page, CellRow.confirmed.label("confirmed_by")),
        ).join(CellRow, CellRow.report_id == ReportRow.id),
        CellRow.ref,
    )
    findings = _of_filings(
        select(
            *(*whose, *filed, FindingRow.key.label("id"), FindingRow.rule, FindingRow.severity),
            *(FindingRow.outcome, FindingRow.waived, FindingRow.comparison),
            *(FindingRow.follows.label("follows_from"), FindingRow.place, FindingRow.message),
        ).join(FindingRow, FindingRow.report_id == ReportRow.id),
        FindingRow.number,
    )
    events = (
        select(
            *(*whose, EventRow.number, EventRow.day, EventRow.event, EventRow.state),
            *(EventRow.version, EventRow.errors, EventRow.warnings, EventRow.undecided),
            *(EventRow.by, EventRow.note),
        )
        .select_from(EventRow)
        .join(FilingRow, FilingRow.id == EventRow.filing_id)
        .join(BodyRow, BodyRow.id == FilingRow.body_id)
        .order_by(BodyRow.id, FilingRow.year, EventRow.number)
    )
    dated = {"reports": reports, "cells": cells, "findings": findings, "events": events}
    if year is not None:
        dated = {name: one.where(FilingRow.year == year) for name, one in dated.items()}
    return {"bodies": bodies, **dated}


def _of_filings(question: Any, last: Any) -> Select[Any]:
    """What the reports have that are some body's, in order; ``last`` orders within a report."""
    found: Select[Any] = (
        question.select_from(ReportRow)
        .join(FilingRow, FilingRow.id == ReportRow.filing_id)
        .join(BodyRow, BodyRow.id == FilingRow.body_id)
        .order_by(BodyRow.id, FilingRow.year, ReportRow.version, last)
    )
    return found
