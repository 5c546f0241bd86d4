"""A body's years side by side, table against table, by the body or by any report of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request, Response

from checker.desk.desk import desk_of
from checker.desk.rendering import page
from checker.desk.reviewing import Number  # noqa: TC001 - FastAPI looks at it
from checker.desk.years_view import Marks, Shown, carried, year_tables
from checker.i18n import translate
from checker.register.body_years import years_of_body, years_of_report
from checker.register.report_list import report_with
from checker.reporters.inert import inert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.desk.desk import Desk
    from checker.model import Finding, Report
    from checker.model.body_years import BodyYears

router = APIRouter()
_MOST = 4
"""Years beside one another: of seven columns each that is what a screen has room for."""
_AT_FIRST = 3
Years = Annotated[list[int], Query(max_length=20)]
Text = Annotated[str, Query(max_length=20)]


@router.get("/bodies/{number}/years")
def years_of_one(
    request: Request,
    number: Number,
    year: Years = [],  # noqa: B006 - not changed
    only: Text = "",
) -> Response:
    """The years of a listed body side by side."""
    desk = desk_of(request)
    with desk.store.reading() as session:
        found = years_of_body(session, number, desk.now()[:10])
    return _side_by_side(request, found, f"/bodies/{number}", year, only)


@router.get("/reports/{number}/years")
def years_around(
    request: Request,
    number: Number,
    year: Years = [],  # noqa: B006 - not changed
    only: Text = "",
) -> Response:
    """The years of the body that a report is of side by side."""
    desk = desk_of(request)
    with desk.store.reading() as session:
        found = years_of_report(session, number, desk.now()[:10])
    return _side_by_side(request, found, f"/reports/{number}", year, only)


def _side_by_side(
    request: Request, found: BodyYears | None, back: str, asked: Sequence[int], only: str
) -> Response:
    if found is None:
        raise HTTPException(404)
    desk = desk_of(request)
    visitor = desk.visitor(request)
    there = _readable(found)
    chosen = [one for one in there if one in asked][:_MOST] or there[:_AT_FIRST]
    shown = _shown(desk, found, sorted(chosen))
    if not found.number:
        shown = _judged(desk, shown)
    changed_only = only == "changed"
    forms = desk.bench.rulebook.forms
    marks = Marks(shown, visitor.lang)
    fields = [("year", one) for one in chosen] if asked else []
    own = f"{back}/years"
    address = _address(own, [*fields, *([("only", "changed")] if changed_only else [])])
    return page(
        "years.html",
        visitor,
        200,
        address,
        name=inert(found.name) or translate("report.body-unknown", visitor.lang),
        own=own,
        # The body where a list names it; else the report that one came from.
        upward=f"/bodies/{found.number}" if found.number else back,
        choices=[(str(one), one in chosen) for one in there],
        most=translate("desk.most-years", visitor.lang, count=_MOST),
        changed_only=changed_only,
        columns=[(str(one.year), f"/reports/{one.number}") for one in shown],
        across=len(shown),
        told=[told for told, _ in marks.told],
        carried=carried(shown, desk.bench.rulebook, forms, marks),
        tables=year_tables(shown, forms, marks, changed_only=changed_only),
        missing=_missing(chosen, visitor.lang),
    )


def _readable(found: BodyYears) -> list[int]:
    """The years that a report is there of, the latest first."""
    return [one.year for one in found.years if one.latest is not None and one.year]


def _shown(desk: Desk, found: BodyYears, years: Sequence[int]) -> list[Shown]:
    shown = []
    with desk.store.reading() as session:
        for year in years:
            of = found.of(year)
            latest = None if of is None else of.latest
            kept = None if latest is None else report_with(session, latest.report)
            if latest is not None and kept is not None:
                shown.append(Shown(year, latest.report, kept.report, kept.between))
    return shown


def _judged(desk: Desk, shown: Sequence[Shown]) -> list[Shown]:
    """With what the rules between years say, of reports that the store holds together with none."""
    found = []
    last: tuple[int, Report] | None = None
    for one in shown:
        between: Sequence[Finding] = ()
        if last is not None and last[0] + 1 == one.year:
            between = desk.bench.held_together(one.report, last[1])
        found.append(one._replace(between=tuple(between)))
        last = one.year, one.report
    return found


def _missing(chosen: Sequence[int], lang: str) -> str:
    """The years between those that are shown of which no report is there."""
    between = [
        str(year) for year in range(min(chosen, default=0), max(chosen, default=0))
        if year not in chosen
    ]  # fmt: skip
    if not between:
        return ""
    return translate(
        "desk.years-between", lang, years=translate("joining.list", lang).join(between)
    )


def _address(base: str, fields: Sequence[tuple[str, object]]) -> str:
    return base + (f"?{urlencode(fields)}" if fields else "")
