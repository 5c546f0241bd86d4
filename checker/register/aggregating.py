"""A body's draft from the store: who lies below it, and the latest report of each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from checker.aggregation import Aggregate, Fate, Member, added_up
from checker.checks.across.body_list import GOVERNMENT, OFFICE, VERTICAL
from checker.errors import CheckerError
from checker.i18n import translate
from checker.model import Result, Scope, Severity, Verdict
from checker.register.filings import current
from checker.register.overview import body_of
from checker.register.records import findings_of, report_of
from checker.register.tables import BodyRow, FilingRow
from checker.rulebook.form import form_of_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from checker.model import Report
    from checker.register.tables import ReportRow
    from checker.rulebook.form import Form


def aggregate(
    session: Session,
    parent: str,
    year: int,
    forms: Sequence[Form],
    lang: str,
    *,
    blank_as_zero: bool = False,
    held: bool = False,
) -> Aggregate:
    """The draft of a body's aggregated report, ``held`` against the one that came from it.

    ``CheckerError`` for a body that there is not, that nobody lies below, or whose report is to be
    held against the draft and did not come; and for a year without a form.
    """
    body = body_of(session, parent, lang)
    form = form_of_year(forms, year)
    if form is None:
        raise CheckerError(translate("register.no-form", lang, year=year))
    below = session.scalars(
        select(BodyRow)
        .where(BodyRow.parent_id == body.id)
        .order_by(BodyRow.kind != OFFICE, BodyRow.id)
    ).all()
    if not any(one.listed for one in below):
        raise CheckerError(translate("register.nobody-below", lang, body=body.name))
    found = (_member(session, one, year, form) for one in below)
    members = tuple(one for one in found if one.fate is not Fate.UNLISTED or one.report is not None)
    draft = Aggregate(body.name, body.code, year, form, members, {})
    if not held:
        return added_up(draft, blank_as_zero=blank_as_zero)
    row = _latest(session, body, year)
    if row is None:
        raise CheckerError(translate("register.no-filing", lang, body=body.name, year=year))
    report = report_of(row)
    if report.form != form.code:
        raise CheckerError(translate("register.other-form", lang, body=body.name, year=year))
    if report.scope is Scope.OWN:
        raise CheckerError(translate("register.own-scope", lang, body=body.name, year=year))
    return added_up(draft, blank_as_zero=blank_as_zero, published=report, version=row.version or 0)


def _member(session: Session, body: BodyRow, year: int, form: Form) -> Member:
    row = _latest(session, body, year)
    report = None if row is None else report_of(row)
    member = Member(body.name, body.code, _fate(body, report, form), report)
    if row is None or report is None:
        return member
    faults = frozenset(
        ref
        for one in findings_of(session, row)
        if one.comparison is None
        and one.waived is None
        and one.outcome is Result.FAIL
        and one.severity is Severity.ERROR
        for ref in one.cells
    )
    return replace(
        member,
        version=row.version or 0,
        verdict=Verdict(row.verdict),
        faults=faults,
        is_own_scope=body.kind == GOVERNMENT and report.scope is Scope.OWN,
    )


def _fate(body: BodyRow, report: Report | None, form: Form) -> Fate:
    if body.kind == VERTICAL:
        return Fate.VERTICAL
    if not body.listed:
        return Fate.UNLISTED
    if report is None:
        return Fate.MISSING
    if report.form != form.code:
        return Fate.OTHER_FORM
    return Fate.OWN if body.kind == OFFICE else Fate.INCLUDED


def _latest(session: Session, body: BodyRow, year: int) -> ReportRow | None:
    filing = session.scalars(
        select(FilingRow).where(FilingRow.body_id == body.id, FilingRow.year == year)
    ).one_or_none()
    return None if filing is None else current(session, filing)
