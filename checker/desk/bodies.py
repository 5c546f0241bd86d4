"""The list of bodies: taken over from a file, after a look at what would become of it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from checker.checks.across.body_list import read_bodies
from checker.desk.desk import desk_of
from checker.desk.incoming import RefusedBodyError, received
from checker.desk.rendering import page
from checker.errors import CheckerError
from checker.i18n import translate
from checker.model.register_changes import Imported
from checker.register.body_import import import_bodies
from checker.register.filings import settle_unassigned
from checker.reporters import register_reporter
from checker.reporters.options import Look

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.checks.across.body_list import Body
    from checker.desk.desk import Desk
    from checker.desk.incoming import Received
    from checker.desk.visitor import Visitor

router = APIRouter()
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How workbooks begin: what people send is opened in reading processes, and a list is not."""


@router.post("/bodies/preview")
async def preview(request: Request) -> Response:
    """Tell what would become of the bodies, and change nothing."""
    return await _sent(request, is_dry_run=True)


@router.post("/bodies")
async def take_over(request: Request) -> Response:
    """Take the list over: all of it, or nothing."""
    return await _sent(request, is_dry_run=False)


async def _sent(request: Request, *, is_dry_run: bool) -> Response:
    desk = desk_of(request)
    async with received(request, desk.queue.folder, "one-list") as files:
        if len(files) > 1:
            raise RefusedBodyError(400, "one-list")
        visitor = desk.visitor(request)
        return await run_in_threadpool(_imported, desk, visitor, files[0], is_dry_run=is_dry_run)


def _imported(desk: Desk, visitor: Visitor, file: Received, *, is_dry_run: bool) -> Response:
    lang = visitor.lang
    try:
        bodies = _read(file, lang)
        begin = desk.store.trying if is_dry_run else desk.store.writing
        with begin() as session:
            changes = import_bodies(session, bodies, lang)
            assigned = settle_unassigned(session, desk.now()[:10])
    except CheckerError as error:
        # It lies under a number of ours; its sender knows it by another name.
        told = str(error).replace(file.path.as_posix(), file.name)
        return page("bodies.html", visitor, 422, "/year", told=told, changes=(), dry=is_dry_run)
    if not is_dry_run:
        desk.queue.settle()
    text = io.StringIO()
    result = Imported(changes, assigned, is_dry_run=is_dry_run)
    look = Look(desk.bench.rulebook.forms, lang, width=100)
    register_reporter("text", "imported")(result, look, text)
    return page("bodies.html", visitor, 200, "/year", told="", changes=text.getvalue().splitlines(),
                dry=is_dry_run)  # fmt: skip


def _read(file: Received, lang: str) -> Mapping[str, Body]:
    """The list, if it is a text."""
    with file.path.open("rb") as stream:
        if stream.read(4) in _WORKBOOKS:
            raise CheckerError(translate("desk.list-as-text", lang, name=file.name))
    return read_bodies(file.path, lang)
