"""Handing over: reports that are asked for as one archive, decisions out and in as files."""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from checker import confirming
from checker.desk.bundle import Decisions, Given, write_bundle
from checker.desk.desk import desk_of
from checker.desk.imported import signed
from checker.desk.incoming import received
from checker.desk.listing import address_of, wanted_reports
from checker.desk.rendering import page
from checker.errors import CheckerError
from checker.findings.waivers import body_of, entries_of, written
from checker.given_files import MOST_BYTES_OF_LIST, toml_of
from checker.i18n import translate
from checker.model.report_list import ReportsWanted
from checker.register.dispositions import decided_about
from checker.register.readings import kept_readings, take_in
from checker.register.report_list import listed, report_with
from checker.register.waiving import kept_entries, put_entries
from checker.reporters.options import Look

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    from checker.desk.desk import Desk
    from checker.desk.incoming import Received
    from checker.desk.visitor import Visitor

router = APIRouter()
MOST = 200
"""Reports of one archive: each takes 0.2 s to be judged and told, and whoever asked waits."""
_PIECE = 256 * 1024
_TOML = "application/toml"
Asked = Annotated[ReportsWanted, Depends(wanted_reports)]


@router.get("/handover")
def handover(request: Request, wanted: Asked) -> Response:
    """What is there to be handed over of the reports that are asked for."""
    desk = desk_of(request)
    return _page(desk, desk.visitor(request), wanted)


@router.get("/handover.zip")
def archive(request: Request, wanted: Asked) -> Response:
    """The archive; too many reports are refused in one line."""
    desk = desk_of(request)
    visitor = desk.visitor(request)
    with desk.store.reading() as session:
        found = listed(session, wanted, MOST)
    if found.count > MOST or not found.count:
        return _page(desk, visitor, wanted, 422)
    numbers = [one.id for one in found.lines]
    stream = TemporaryFile()  # noqa: SIM115 - closed by the response, when it is sent
    try:
        look = Look(desk.bench.rulebook.forms, visitor.lang, rules=tuple(desk.bench.rulebook.rules))
        reports = _reports(desk, numbers, visitor.lang)
        write_bundle(reports, _decisions(desk, numbers), look, stream)
    except BaseException:
        stream.close()
        raise
    headers = {
        "content-disposition": 'attachment; filename="handover.zip"',
        "content-length": str(stream.tell()),
    }
    return StreamingResponse(_pieces(stream), media_type="application/zip", headers=headers)


@router.get("/decisions/checker-waivers.toml")
def waivers(request: Request) -> Response:
    """The waivers of the store, as ``check`` takes them."""
    desk = desk_of(request)
    return _file("checker-waivers.toml", written(kept_entries(desk.store)))


@router.get("/decisions/checker-readings.toml")
def readings(request: Request) -> Response:
    """What people read, as ``check`` takes it."""
    desk = desk_of(request)
    with desk.store.reading() as session:
        found = kept_readings(session)
    return _file("checker-readings.toml", confirming.written(found))


@router.post("/decisions")
async def take(request: Request) -> Response:
    """Take in files of waivers and of readings: all of a file, or nothing."""
    desk = desk_of(request)
    async with received(request, desk.queue.folder) as files:
        return await run_in_threadpool(_taken, desk, desk.visitor(request), files)


def _taken(desk: Desk, visitor: Visitor, files: list[Received]) -> Response:
    told: list[str] = []
    failed = False
    for one in files:
        try:
            told.append(_take_in(desk, one, visitor))
        except CheckerError as error:
            # It lies under a number of ours; its sender knows it by another name.
            told.append(str(error).replace(one.path.as_posix(), one.name))
            failed = True
    desk.queue.settle()
    return _page(desk, visitor, ReportsWanted(), 422 if failed else 200, told=told)


def _take_in(desk: Desk, file: Received, visitor: Visitor) -> str:
    lang = visitor.lang
    content = toml_of(file.path, lang, MOST_BYTES_OF_LIST)
    where = file.path.as_posix()
    if "reading" in content:
        read = confirming.readings_in(content, where, lang)
        with desk.store.writing() as session:
            count = take_in(session, signed(visitor, read, kept_readings(session)))
        return translate("desk.readings-taken", lang, name=file.name, count=len(read), new=count)
    entries = entries_of(content, where, lang)
    with desk.store.writing() as session:
        put_entries(session, signed(visitor, entries, kept_entries(desk.store)))
    return translate("desk.waivers-taken", lang, name=file.name, count=len(entries))


def _page(
    desk: Desk,
    visitor: Visitor,
    wanted: ReportsWanted,
    status: int = 200,
    *,
    told: list[str] | None = None,
) -> Response:
    with desk.store.reading() as session:
        count = listed(session, wanted, 1).count
        read = len(kept_readings(session))
    address = address_of(wanted, "/handover.zip")
    key = "desk.bundle" if 0 < count <= MOST else "desk.bundle-too-many" if count else "desk.none"
    return page(
        "handover.html",
        visitor,
        status,
        address_of(wanted, "/handover"),
        counted=translate(key, visitor.lang, count=count, most=MOST),
        archive=address if 0 < count <= MOST else "",
        reports=address_of(wanted, "/reports"),
        waivers=len(kept_entries(desk.store)),
        read=read,
        told=told or [],
    )


def _reports(desk: Desk, numbers: list[int], lang: str) -> Iterator[Given]:
    for number in numbers:
        with desk.store.reading() as session:
            found = report_with(session, number)
        if found is not None:  # else taken away since
            yield Given(desk.bench.told(found.report, lang), found.between)


def _decisions(desk: Desk, numbers: list[int]) -> Decisions:
    """What was decided about some reports and no other."""
    reports = []
    with desk.store.reading() as session:
        for number in numbers:
            found = report_with(session, number)
            reports += [] if found is None else [found.report]
        digests = {one.sha256 for one in reports}
        whose = {(body_of(one), one.year or 0) for one in reports}
        read = kept_readings(session, digests)
        decided = tuple(decided_about(session, reports))
    entries = [one for one in kept_entries(desk.store) if (one.body, one.year) in whose]
    return Decisions(entries, read, decided)


def _file(name: str, text: str) -> Response:
    named = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(text.encode("utf-8", "backslashreplace"), media_type=_TOML, headers=named)


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    with stream:
        stream.seek(0)
        while piece := stream.read(_PIECE):
            yield piece
