"""One report: its pages, its tables, its findings; and decisions about these."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from checker.desk.beside import beside
from checker.desk.cell_view import cell_view
from checker.desk.desk import desk_of
from checker.desk.incoming import RefusedBodyError, form_of
from checker.desk.parts import wants_part
from checker.desk.rendering import page
from checker.desk.report_view import Told, entries_of, view
from checker.errors import CheckerError
from checker.i18n import translate
from checker.model.dispositions import Disposal
from checker.register.body_years import newer_than
from checker.register.dispositions import Given, OvertakenError, record, standing
from checker.register.readings import lapsed
from checker.register.report_list import report_with
from checker.wording.names import Names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.desk.desk import Desk
    from checker.desk.report_view import ReportView
    from checker.desk.visitor import Visitor
    from checker.model import Checked, Finding, Report, Verdict
    from checker.reporters.print.entries import Entry

router = APIRouter()
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
PageNumber = Annotated[int, Path(ge=1, le=100_000)]
Text = Annotated[str, Query(max_length=200)]
MOST_NOTE = 1000


class Opened(NamedTuple):
    """A report judged anew, what was found between reports, and its findings cause by cause.

    ``verdict`` is the store's, which knows what was accepted.
    """

    checked: Checked
    verdict: Verdict
    between: tuple[Finding, ...]
    entries: tuple[Entry, ...]
    lang: str


@router.get("/reports/{number}")
def report(request: Request, number: Number, finding: Text = "", cell: Text = "") -> Response:
    """The page of a report; a finding's cells are framed, a cell is told of, if one is named."""
    desk = desk_of(request)
    visitor = desk.visitor(request)
    return _page(desk, visitor, number, finding=finding, cell=cell)


@router.get("/reports/{number}/cells/{ref}")
def cell(request: Request, number: Number, ref: str) -> Response:
    """What there is to say of a cell, for the script."""
    desk = desk_of(request)
    visitor = desk.visitor(request)
    checked = opened(desk, number, visitor.lang).checked
    found = cell_view(checked, ref, desk.bench.rulebook, visitor.lang)
    if found is None:
        raise HTTPException(404)
    return page("cell.html", visitor, cell=found, number=number)


@router.get("/reports/{number}/pages/{page_number}.png")
def picture(request: Request, number: Number, page_number: PageNumber) -> Response:
    """A page as it looks."""
    desk = desk_of(request)
    with desk.store.reading() as session:
        found = report_with(session, number)
    pages = {} if found is None else desk.pictures.pages(number, found.report)
    if page_number not in pages:
        raise HTTPException(404)
    # The bytes of a report never change, and a later file is another report.
    kept = {"cache-control": "private, max-age=3600"}
    return Response(pages[page_number].png, media_type="image/png", headers=kept)


@router.post("/reports/{number}/findings/{key}")
async def decide(request: Request, number: Number, key: str) -> Response:
    """Record a decision about a finding."""
    form = await form_of(request)
    return await run_in_threadpool(_decided, request, number, key, form)


def _decided(request: Request, number: int, key: str, form: Mapping[str, str]) -> Response:
    desk = desk_of(request)
    visitor = desk.visitor(request)
    given = _given(form, visitor, desk)
    found = opened(desk, number, visitor.lang)
    told, status = "", 200
    try:
        record_decision(desk, number, found, key, given)
    except OvertakenError as error:
        told, status = str(error), 409
    except CheckerError as error:
        told, status = str(error), 422
    if wants_part(request):
        shown = _view(desk, visitor, number, found)
        item = next(one for one in shown.items if one.id == key)
        answer = page(
            "item.html",
            visitor,
            status,
            report=shown,
            item=item,
            told=told,
            told_of=key,
            replaced=False,
        )
        left = translate("desk.left", visitor.lang, count=shown.left)
        answer.headers["x-desk-left"] = quote(left)
        return answer
    if told:
        return _page(desk, visitor, number, status, finding=key, told=told)
    shown = _view(desk, visitor, number, found)
    open_ = next((one for one in shown.items if one.is_todo), None)
    to = f"?finding={open_.id}#finding-{open_.id}" if open_ else "#findings"
    return RedirectResponse(f"/reports/{number}{to}", 303)


def record_decision(desk: Desk, number: int, found: Opened, key: str, given: Given) -> None:
    """Keep a decision about a finding of a report; raises what ``dispositions.record`` does.

    A 404 where there is no such finding; ``OvertakenError`` where a later file came of the report:
    what is decided about the earlier one would be held against what was decided about that.
    """
    lang = found.lang
    finding = next((one.finding for one in found.entries if one.finding.id == key), None)
    if finding is None:
        raise HTTPException(404)
    every = (*found.checked.findings, *found.between)
    following = [one for one in every if one.follows_from == key]
    with desk.store.writing() as session:
        if newer_than(session, number) is not None:
            raise OvertakenError(translate("desk.replaced", lang))
        record(session, found.checked.report, finding, given, lang, following=following)
    desk.queue.settle()


def _given(form: Mapping[str, str], visitor: Visitor, desk: Desk) -> Given:
    note = form.get("note", "").strip()
    seen = form.get("seen", "")
    kind = form.get("kind", "")
    if kind not in [*Disposal] or not is_number(seen):
        raise RefusedBodyError(400, "bad-form")
    if len(note) > MOST_NOTE:
        raise RefusedBodyError(413, "note-too-long")
    return Given(Disposal(kind), note, visitor.name, desk.now(), int(seen))


def is_number(seen: str) -> bool:
    """Whether it is the number of a decision as our own pages send it."""
    return seen.isascii() and seen.isdigit() and len(seen) < 9  # noqa: PLR2004 - fits the column


def opened(desk: Desk, number: int, lang: str) -> Opened:
    """A report as it is judged now; a 404 where there is none of that number."""
    with desk.store.reading() as session:
        found = report_with(session, number)
    if found is None:
        raise HTTPException(404)
    checked = desk.bench.judged(found.report, lang)
    names = Names.of(checked.report, desk.bench.rulebook.forms, lang)
    entries = entries_of(checked, found.between, names)
    return Opened(checked, found.verdict, found.between, entries, lang)


def _view(desk: Desk, visitor: Visitor, number: int, found: Opened) -> ReportView:
    report = found.checked.report
    with desk.store.reading() as session:
        decisions = standing(session, report, [one.finding.id for one in found.entries])
    pictures = {} if report.refusal else desk.pictures.pages(number, report)
    findings = [one.finding for one in found.entries]
    accepted = desk.bench.accepted(report, findings)
    told = Told(found.verdict, found.between, decisions, accepted, pictures)
    return view(number, found.checked, desk.bench.rulebook.forms, told, visitor.lang)


def _page(
    desk: Desk,
    visitor: Visitor,
    number: int,
    status: int = 200,
    *,
    finding: str = "",
    cell: str = "",
    told: str = "",
) -> Response:
    found = opened(desk, number, visitor.lang)
    shown = _view(desk, visitor, number, found)
    around = beside(desk, number, visitor.lang)
    framed = next((one.refs for one in shown.items if one.id == finding), ())
    return page(
        "desk_report.html",
        visitor,
        status,
        f"/reports/{number}",
        report=shown,
        number=number,
        framed=framed or ((cell,) if cell else ()),
        cell=cell_view(found.checked, cell, desk.bench.rulebook, visitor.lang) if cell else None,
        left=translate("desk.left", visitor.lang, count=shown.left),
        read=_read_by_people(desk, number, found.checked.report, visitor.lang),
        beside=around,
        replaced=bool(around.newer),
        told=told,
        told_of=finding if told else "",
    )


def _read_by_people(desk: Desk, number: int, report: Report, lang: str) -> list[str]:
    """How many values are people's, and how many were in another file and are nobody's here."""
    with desk.store.reading() as session:
        before = len(lapsed(session, report)) if newer_than(session, number) is None else 0
    return [
        translate(key, lang, detail=str(count))
        for key, count in (("remark.confirmed", report.confirmed), ("desk.readings-lapsed", before))
        if count
    ]
