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
from checker.desk.incoming import form_of, received
from checker.desk.listing import Text, address_of, fields_of, wanted_reports
from checker.desk.rendering import page
from checker.errors import CheckerError
from checker.findings.waivers import body_of, entries_of, written
from checker.given_files import MOST_BYTES_OF_LIST, toml_of
from checker.i18n import translate
from checker.model.report_list import ReportsWanted
from checker.register.below import sums_within
from checker.register.dispositions import decided_about
from checker.register.handing_over import hand_over
from checker.register.readings import kept_readings, take_in
from checker.register.report_list import listed, report_with
from checker.register.waiving import kept_entries, put_entries
from checker.reporters.options import Look

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import IO

    from checker.aggregation import Aggregate
    from checker.desk.desk import Desk
    from checker.desk.incoming import Received
    from checker.desk.pictures import Pictures
    from checker.desk.visitor import Visitor
    from checker.model.page_images import Note, PagePicture, View

router = APIRouter()
MOST = 200
"""Reports of one archive: each takes 0.2 s to be judged and told, and whoever asked waits."""
_PIECE = 256 * 1024
_WITHOUT = "no"
_TOML = "application/toml"
Asked = Annotated[ReportsWanted, Depends(wanted_reports)]


@router.get("/handover")
def handover(request: Request, wanted: Asked, copies: Text = "1") -> Response:
    """What is there to be handed over of the reports that are asked for."""
    desk = desk_of(request)
    return _page(desk, desk.visitor(request), wanted, copies=copies != _WITHOUT)


@router.get("/handover.zip")
def archive(request: Request, wanted: Asked, copies: Text = "") -> Response:
    """The archive; too many reports are refused in one line."""
    desk = desk_of(request)
    return _archive(desk, desk.visitor(request), wanted, copies=bool(copies))


@router.post("/handover.zip")
async def hand_over_now(request: Request, wanted: Asked) -> Response:
    """The same, and keep that it was handed over, with who and when.

    Of more reports than one archive holds the first go out: of what was not handed over yet the
    next are asked for in the same way.
    """
    form = await form_of(request)
    desk = desk_of(request)
    visitor = desk.visitor(request)
    return await run_in_threadpool(
        _archive, desk, visitor, wanted, copies=bool(form.get("copies")), keeps=True
    )


def _archive(
    desk: Desk, visitor: Visitor, wanted: ReportsWanted, *, copies: bool, keeps: bool = False
) -> Response:
    with desk.store.reading() as session:
        found = listed(session, wanted, MOST)
    is_first_part = keeps and wanted.unsent
    if not found.count or (found.count > MOST and not is_first_part):
        return _page(desk, visitor, wanted, 422)
    numbers = [one.id for one in found.lines]
    stream = TemporaryFile()  # noqa: SIM115 - closed by the response, when it is sent
    try:
        _write(desk, numbers, visitor.lang, stream, copies=copies)
        if keeps:
            with desk.store.writing() as session:
                hand_over(session, numbers, desk.now(), visitor.name)
    except BaseException:
        stream.close()
        raise
    headers = {
        "content-disposition": 'attachment; filename="handover.zip"',
        "content-length": str(stream.tell()),
    }
    return StreamingResponse(_pieces(stream), media_type="application/zip", headers=headers)


def _write(desk: Desk, numbers: list[int], lang: str, stream: IO[bytes], *, copies: bool) -> None:
    rulebook = desk.bench.rulebook
    look = Look(rulebook.forms, lang, rules=tuple(rulebook.rules))
    with desk.store.reading() as session:
        sums = sums_within(session, numbers)
    day = desk.now()[:10]
    write_bundle(
        _reports(desk, numbers, lang),
        _decisions(desk, numbers),
        look,
        stream,
        drafts=_drafts(desk, sums, lang, day),
        copies=copies,
    )


def _drafts(
    desk: Desk, sums: Iterable[tuple[int, int]], lang: str, day: str
) -> Iterator[Aggregate | str]:  # fmt: skip
    for body, year in sums:
        try:
            yield desk.bench.drafts.of(body, year, desk.bench.rulebook.forms, lang, day).draft
        except CheckerError as error:  # nobody of the list below it, or no form of the year
            yield str(error)


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
    copies: bool = True,
) -> Response:
    with desk.store.reading() as session:
        count = listed(session, wanted, 1).count
        read = len(kept_readings(session))
        unsent = listed(session, ReportsWanted(unsent=True), 1).count
    address = address_of(wanted, "/handover.zip")
    key = "desk.bundle" if 0 < count <= MOST else "desk.bundle-too-many" if count else "desk.none"
    if wanted.unsent and count > MOST:
        key = "desk.bundle-first"
    fields = fields_of(wanted)
    own = address_of(wanted, "/handover")
    other = f"copies={_WITHOUT if copies else 1}"
    return page(
        "handover.html",
        visitor,
        status,
        address_of(wanted, "/handover"),
        counted=translate(key, visitor.lang, count=count, most=MOST),
        archive=address if 0 < count <= MOST or (wanted.unsent and count) else "",
        whole=0 < count <= MOST,
        copies=copies,
        other=f"{own}{'&' if '?' in own else '?'}{other}",
        fields=[
            (name, one)
            for name, given in fields.items()
            for one in ([given] if isinstance(given, str) else given)
        ],
        unsent=unsent,
        is_unsent=wanted == ReportsWanted(unsent=True),
        reports=address_of(wanted, "/reports"),
        waivers=len(kept_entries(desk.store)),
        read=read,
        told=told or [],
    )


class _Original:
    """The kept file of one report, for whatever path it is asked by."""

    def __init__(self, pictures: Pictures, number: int, lang: str) -> None:
        self._pictures, self._number, self._lang = pictures, number, lang

    def pictures(self, path: str, views: Sequence[View]) -> tuple[PagePicture, ...]:
        """None: a copy is the file itself."""
        del path, views
        return ()

    def annotated(self, path: str, sha256: str, notes: Sequence[Note]) -> bytes:
        """The file with notes; ``CheckerError`` where it is not kept."""
        del path
        found = self._pictures.annotated(self._number, sha256, notes)
        if found is None:
            raise CheckerError(translate("bundle.not-kept", self._lang))
        return found


def _reports(desk: Desk, numbers: list[int], lang: str) -> Iterator[Given]:
    for number in numbers:
        with desk.store.reading() as session:
            found = report_with(session, number)
        if found is not None:  # else taken away since
            checked = desk.bench.told(found.report, lang)
            original = _Original(desk.pictures, number, lang)
            yield Given(checked, found.between, original)


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
