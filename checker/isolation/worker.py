"""The reading process: ``python -m checker.isolation.worker``, started by ``child`` only."""

from __future__ import annotations

import os
import select
import shutil
import sys
import threading
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeAlias

from checker.errors import DocumentError, brief, is_memory
from checker.isolation import limits
from checker.isolation.protocol import (
    MEMORY_EXIT,
    READ_AHEAD,
    Installation,
    Request,
    receive_request,
    send,
    unpacked,
)
from checker.isolation.without_frames import without_frames
from checker.model import Refusal, RefusalReason, Report
from checker.startup import as_if_absent, uncollected

if TYPE_CHECKING:
    from checker.isolation.protocol import Show
    from checker.model.archives import Contents
    from checker.model.page_images import PagePicture
    from checker.model.sheets import Sheet
    from checker.rulebook.lexicon import Lexicon

    Shown: TypeAlias = (
        bytes | tuple[PagePicture, ...] | tuple[str, ...] | tuple[Sheet, ...] | Contents
    )

_TRIES = 3  # to remove a folder that a parser may be putting a copy into this moment


def main(scratch: str, *words: str) -> None:
    """Answer requests until the parent closes the pipe; ``scratch`` is this process's folder."""
    # The protocol keeps the real standard output; whatever a parser prints goes nowhere.
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    limits.prepare()
    threading.Thread(target=_end_with_the_parent, args=(scratch,), daemon=True).start()
    if READ_AHEAD in words:
        send(answers, _import_parsers())
    _answer_all(answers)


def _end_with_the_parent(scratch: str) -> None:
    """Wait until the parent has closed the pipe, which it does by being killed, and end at once.

    Otherwise it is the parent that ends its children and removes their folders. On Windows, which
    cannot wait for this, a child ends after the file that it is at, and its folder stays.
    """
    if not hasattr(select, "poll"):
        return
    pipe = select.poll()
    pipe.register(sys.stdin.fileno(), 0)  # nothing but its end
    pipe.poll()
    for _ in range(_TRIES):
        shutil.rmtree(scratch, ignore_errors=True)
    os._exit(0)


def _answer_all(answers: IO[bytes]) -> None:
    limited: int | None = None
    while (request := receive_request(sys.stdin.buffer)) is not None:
        memory = request.reading.max_memory
        if limited != memory:
            limits.limit_memory(memory)
            limited = memory
        limits.forget_what_was_said()
        try:
            send(answers, _read(request) if isinstance(request, Request) else _shown(request))
        except MemoryError:
            os._exit(MEMORY_EXIT)
        limits.give_back_memory()


def _import_parsers() -> Installation:
    """Most requests are for a PDF with tables: import while the parent reads its rule book.

    Where matplotlib is installed camelot imports it, to plot tables for who asks: 0.4 s, 30 MB.
    """
    with uncollected(), without_frames(), as_if_absent("matplotlib"):
        from checker.isolation.installation import prove

        return prove()


def _read(request: Request) -> tuple[Report, ...] | Installation:
    try:
        from checker.isolation.read import read_reports

        book = unpacked(request.book)
        with limits.processor_time(request.reading.max_seconds):
            reports = read_reports(request.path, book.forms, request.reading)
        if book.lexicon is None:
            return reports
        with limits.processor_time(request.reading.max_seconds):
            return _with_prose_read(reports, book.lexicon)
    # A damaged or hostile file makes a parser raise anything; it costs that file, which is told
    # with the exception's type (RefusalReason.CRASHED), and the next one is read.
    except Exception as error:
        if is_memory(error):
            raise MemoryError from error
        if isinstance(error, ImportError):  # of a module that a library imports late: no file's
            return Installation(fault="module", detail=brief(error))
        return (Report(Path(request.path).as_posix(), "", refusal=_crash(error)),)


def _with_prose_read(reports: tuple[Report, ...], lexicon: Lexicon) -> tuple[Report, ...]:
    """The reports with what their prose states.

    Where that cannot be read whoever judges meets the same, and tells it of a rule: it costs no
    report.
    """
    from checker.claims import with_stated

    try:
        return tuple(with_stated(report, lexicon) for report in reports)
    except Exception as error:
        if is_memory(error):
            raise
        return reports


def _shown(request: Show) -> Shown | Refusal:
    try:
        with limits.processor_time(request.reading.max_seconds):
            return _done(request)
    except DocumentError as error:
        return Refusal(RefusalReason(error.reason), error.detail)
    # As above; the output that asked for it says what it could not show or write.
    except Exception as error:
        if is_memory(error):
            raise MemoryError from error
        return _crash(error)


def _done(request: Show) -> Shown:
    from checker.isolation import archive, show

    path, reading = request.path, request.reading
    if request.contents:
        return archive.contents(path)
    if request.sheets:
        return show.sheets(path)
    if request.attachment is not None:
        return show.attachment(path, reading, request.attachment)
    if request.texts:
        return show.texts(path, reading)
    if request.notes is not None:
        return show.annotated(path, reading, request.sha256, request.notes)
    return show.pictures(path, reading, request.views)


def _crash(error: Exception) -> Refusal:
    return Refusal(RefusalReason.CRASHED, brief(error))


if __name__ == "__main__":
    main(*sys.argv[1:])
