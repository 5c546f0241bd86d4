"""What the reports below a body come to, cell by cell, beside the report of the body itself."""

from __future__ import annotations

import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response

from checker.aggregation.words import title_of
from checker.desk.desk import desk_of
from checker.desk.rendering import page
from checker.desk.reviewing import Number  # noqa: TC001 - FastAPI looks at it
from checker.desk.sums_view import cell_sum, sum_view
from checker.errors import CheckerError
from checker.register.body_years import years_of_body
from checker.register.overview import latest_year
from checker.reporters import aggregate_reporter
from checker.reporters.inert import inert
from checker.reporters.options import Look

if TYPE_CHECKING:
    from checker.desk.desk import Desk
    from checker.desk.drafts import Drafted
    from checker.model.body_years import BodyYears

router = APIRouter()
Year = Annotated[str, Query(max_length=4, pattern="^(?:20[0-9]{2})?$")]
Text = Annotated[str, Query(max_length=100)]
_FEW = 5  # causes that are told without being asked for
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@router.get("/bodies/{number}/sum")
def sums(request: Request, number: Number, of: Year = "", cell: Text = "") -> Response:
    """The sum of a year, one cell of it with every summand, if one is named."""
    desk = desk_of(request)
    visitor = desk.visitor(request)
    lang = visitor.lang
    body, year = _asked(desk, number, of)
    own = f"/bodies/{number}/sum"
    years = [
        (str(one.year), f"{own}?of={one.year}", one.year == year) for one in body.years
    ]  # fmt: skip
    shared = {"name": inert(body.name), "upward": f"/bodies/{number}", "years": years}
    try:
        found = _drafted(desk, number, year, lang)
    except CheckerError as error:
        return page(
            "sum.html", visitor, 200, own, told=str(error), title=inert(body.name), **shared
        )
    told = cell_sum(found.draft, cell, found.numbers, lang) if cell else None
    if cell and told is None:
        raise HTTPException(404)
    latest = body.of(year)
    shown = sum_view(found.draft, found.numbers, lang)
    address = f"{own}?of={year}"
    return page(
        "sum.html",
        visitor,
        200,
        address + (f"&cell={cell}" if cell else ""),
        told="",
        title=inert(title_of(found.draft, lang)),
        address=address,
        sum=shown,
        few=len(shown.causes) <= _FEW,
        cell=told,
        chosen=cell,
        not_held=found.not_held,
        report=f"/reports/{latest.latest.report}" if latest and latest.latest else "",
        files=[(kind.upper(), f"{own}.{kind}?of={year}") for kind in _TYPES],
        **shared,
    )


@router.get("/bodies/{number}/sum.{kind}")
def draft(request: Request, number: Number, kind: str, of: Year = "") -> Response:
    """The same as a workbook or a document to go on with."""
    desk = desk_of(request)
    lang = desk.visitor(request).lang
    if kind not in _TYPES:
        raise HTTPException(404)
    _, year = _asked(desk, number, of)
    found = _drafted(desk, number, year, lang)
    stream = BytesIO()
    aggregate_reporter(kind)(found.draft, Look(desk.bench.rulebook.forms, lang), stream)
    named = {"content-disposition": f'attachment; filename="sum-{year}.{kind}"'}
    return Response(stream.getvalue(), media_type=_TYPES[kind], headers=named)


def _asked(desk: Desk, number: int, of: str) -> tuple[BodyYears, int]:
    """The body and the year: that of the latest reports, if none is named; a 404 for no body."""
    day = desk.now()[:10]
    with desk.store.reading() as session:
        found = years_of_body(session, number, day)
        year = int(of) if of else latest_year(session, datetime.date.fromisoformat(day))
    if found is None:
        raise HTTPException(404)
    return found, year


def _drafted(desk: Desk, number: int, year: int, lang: str) -> Drafted:
    return desk.bench.drafts.of(number, year, desk.bench.rulebook.forms, lang, desk.now()[:10])
