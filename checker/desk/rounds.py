"""A report against an earlier round: what was put right, what nobody had asked to be changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response

from checker.desk.confirming import crops_of
from checker.desk.desk import desk_of
from checker.desk.rendering import page
from checker.desk.report_view import title_of
from checker.desk.reviewing import Number  # noqa: TC001 - FastAPI looks at it
from checker.desk.rounds_view import round_view, side_of
from checker.i18n import translate
from checker.register.body_years import years_of_report
from checker.register.report_list import report_with
from checker.rounds import compared

if TYPE_CHECKING:
    from checker.desk.desk import Desk
    from checker.desk.rounds_view import Side
    from checker.model import Checked
    from checker.model.body_years import BodyYear, Version

router = APIRouter()
Earlier = Annotated[int, Query(ge=0, le=100_000)]


@router.get("/reports/{number}/rounds")
def rounds(request: Request, number: Number, against: Earlier = 0) -> Response:
    """What a version made of an earlier one: of the one before it, if none is named."""
    desk = desk_of(request)
    visitor = desk.visitor(request)
    lang = visitor.lang
    with desk.store.reading() as session:
        found = years_of_report(session, number, desk.now()[:10])
    year, new = _version(None if found is None else found.years, number)
    earlier = [one for one in year.versions if one.version < new.version]
    old = next((one for one in earlier if one.version == against), earlier[-1] if earlier else None)
    before = None if old is None else _judged(desk, old.report, lang)
    now = _judged(desk, number, lang)
    if old is None or before is None or now is None:
        raise HTTPException(404)
    held = compared(before, now, desk.bench.rulebook)
    sides = _side(desk, old, before, lang), _side(desk, new, now, lang)
    shown = round_view(held, sides, desk.bench.rulebook.forms, lang)
    return page(
        "rounds.html",
        visitor,
        200,
        f"/reports/{number}/rounds" + (f"?against={old.version}" if against else ""),
        title=title_of(now.report, lang),
        number=number,
        round=shown,
        urgent=bool(shown.urgent),
        settled=bool(shown.settled),
        several=len(earlier) > 1,
        others=[
            (f"/reports/{number}/rounds?against={one.version}", _name(one, lang), one is old)
            for one in earlier
        ],
        body=f"/bodies/{found.number}" if found is not None and found.number else "",
    )


def _version(years: tuple[BodyYear, ...] | None, report: int) -> tuple[BodyYear, Version]:
    """The year and the version that a report is; a 404 where it is none."""
    for year in years or ():
        for one in year.versions:
            if one.report == report:
                return year, one
    raise HTTPException(404)


def _judged(desk: Desk, number: int, lang: str) -> Checked | None:
    """A version as it is judged now; what is accepted in it asks for nothing."""
    with desk.store.reading() as session:
        found = report_with(session, number)
    if found is None:
        return None
    checked = desk.bench.judged(found.report, lang)
    accepted = desk.bench.accepted(checked.report, checked.findings)
    findings = tuple(replace(one, waived=accepted.get(one.id)) for one in checked.findings)
    # The verdict is the store's, which knows what was found between reports as well.
    return replace(checked, findings=findings, verdict=found.verdict)


def _side(desk: Desk, version: Version, checked: Checked, lang: str) -> Side:
    report = checked.report
    pages = {} if report.refusal else desk.pictures.pages(version.report, report)
    crops = crops_of(report, pages)
    return side_of(version.report, checked, _name(version, lang), crops, lang)


def _name(version: Version, lang: str) -> str:
    told = translate("desk.version", lang, number=version.version)
    return told + translate("joining.brackets", lang, inner=version.day)
