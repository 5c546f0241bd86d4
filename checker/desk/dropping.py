"""The first page: files are dropped here, each has its line, which says how far it got."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Annotated, NamedTuple

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from checker.desk.desk import desk_of
from checker.desk.incoming import received
from checker.desk.parts import wants_part
from checker.desk.rendering import page
from checker.i18n import translate
from checker.model.uploads import UploadState
from checker.register import uploads
from checker.reporters.inert import inert
from checker.wording.facts import refusal
from checker.wording.filings import counts_of

if TYPE_CHECKING:
    from checker.model.uploads import Upload, UploadedReport

router = APIRouter()
_MOST = 100  # lines in one part
_MOST_ASKED = 200
Number = Annotated[int | None, Query(ge=1, le=2**31 - 1)]


class Outcome(NamedTuple):
    """A report of a file: where it is, what it is called, its verdict, what was found."""

    address: str
    title: str
    verdict: str
    verdict_name: str
    counts: str


class Line(NamedTuple):
    """A file's line, in words; ``stamp`` changes where what it says does."""

    id: int
    name: str
    is_member: bool
    state: str
    state_name: str
    told: str
    outcomes: tuple[Outcome, ...]
    stamp: str


@router.get("/")
def home(request: Request, before: Number = None) -> Response:
    """The place to drop files, and the lines of those that came last."""
    desk = desk_of(request)
    visitor = desk.visitor(request)
    with desk.store.reading() as session:
        found = uploads.latest(session, _MOST + 1, before)
        waiting = uploads.unfinished(session)
    shown = found[:_MOST]
    return page(
        "home.html",
        visitor,
        lines=[line(one, visitor.lang) for one in shown],
        waiting=waiting,
        older=f"/?before={shown[-1].id}" if len(found) > _MOST else "",
        newest="/" if before is not None else "",
    )


@router.get("/uploads/lines")
def lines(request: Request, ids: str = "") -> Response:
    """The lines of some files as they are now, for the script."""
    desk = desk_of(request)
    visitor = desk.visitor(request)
    numbers = [int(one) for one in ids.split(",")[:_MOST_ASKED] if _is_number(one)]
    with desk.store.reading() as session:
        found = uploads.these(session, numbers)
        waiting = uploads.unfinished(session)
        # New members of an archive stand in no line yet: the page asks for itself again.
        newest = uploads.latest(session, 1)
    answer = page("lines.html", visitor, lines=[line(one, visitor.lang) for one in found])
    answer.headers["x-desk-waiting"] = str(waiting)
    answer.headers["x-desk-newest"] = str(newest[0].id if newest else 0)
    return answer


@router.post("/uploads")
async def upload(request: Request) -> Response:
    """Take files and let them wait to be read."""
    desk = desk_of(request)
    async with received(request, desk.queue.folder) as files:
        await run_in_threadpool(desk.queue.drop, files)
    if wants_part(request):
        return Response(status_code=204)
    return RedirectResponse("/", 303)


def line(one: Upload, lang: str) -> Line:
    """A file's line in words."""
    outcomes = tuple(_outcome(report, lang) for report in one.reports)
    told = _told(one, lang)
    return Line(
        one.id,
        inert(one.name),
        one.parent is not None,
        one.state.value,
        translate(f"desk.upload.{one.state.value}", lang),
        told,
        () if one.state is UploadState.UNREAD else outcomes,
        hashlib.sha256(repr((one.state, told, outcomes)).encode()).hexdigest()[:16],
    )


def _told(one: Upload, lang: str) -> str:
    if one.state is UploadState.OPENED:
        return translate("desk.members", lang, count=one.detail)
    if one.state is UploadState.STOPPED:
        return inert(one.detail)
    return inert(refusal(one.reason, one.detail, lang)) if one.reason else ""


def _outcome(one: UploadedReport, lang: str) -> Outcome:
    body = one.body or translate("report.body-unknown", lang)
    year = one.year or translate("report.year-unknown", lang)
    verdict = one.verdict.value
    return Outcome(
        f"/reports/{one.id}",
        inert(f"{body} {year}"),
        verdict,
        translate(f"verdict.{verdict}", lang),
        counts_of(one.counts, lang),
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10  # noqa: PLR2004 - fits the column
