"""The reading process: ``python -m checker.isolation.worker``, started by ``sandbox`` only."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import DocumentError, brief
from checker.isolation.protocol import (
    MEMORY_EXIT,
    READ_AHEAD,
    Installation,
    Request,
    receive_request,
    send,
)
from checker.model import Refusal, RefusalReason, Report
from checker.startup import uncollected

if TYPE_CHECKING:
    from checker.isolation.protocol import Show
    from checker.model.page_images import PagePicture


def main() -> None:
    """Answer requests until the parent closes the pipe."""
    # The protocol keeps the real standard output; whatever a parser prints goes nowhere.
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    limited: int | None = None
    if READ_AHEAD in sys.argv[1:]:
        send(answers, _import_parsers())
    while (request := receive_request(sys.stdin.buffer)) is not None:
        memory = request.reading.max_memory
        if limited != memory:
            _limit_memory(memory)
            limited = memory
        try:
            answer = _read(request) if isinstance(request, Request) else _shown(request)
        except MemoryError:
            os._exit(MEMORY_EXIT)
        send(answers, answer)


def _import_parsers() -> Installation:
    """Most requests are for a PDF with tables: import while the parent reads its rule book."""
    with uncollected():
        from checker.isolation.installation import prove

        return prove()


def _read(request: Request) -> tuple[Report, ...] | Installation:
    try:
        from checker.isolation.read import read_reports

        return read_reports(request.path, request.forms, request.reading)
    except MemoryError:
        raise
    except ImportError as error:  # of a module that a library imports late: no file's fault
        return Installation(fault="module", detail=brief(error))
    # A damaged or hostile file makes a parser raise anything; it costs that file, which is told
    # with the exception's type (RefusalReason.CRASHED), and the next one is read.
    except Exception as error:  # noqa: BLE001
        return (Report(Path(request.path).as_posix(), "", refusal=_crash(error)),)


def _shown(request: Show) -> bytes | tuple[PagePicture, ...] | Refusal:
    from checker.isolation import show

    path, reading = request.path, request.reading
    try:
        if request.attachment is not None:
            return show.attachment(path, reading, request.attachment)
        if request.notes is not None:
            return show.annotated(path, reading, request.sha256, request.notes)
        return show.pictures(path, reading, request.views)
    except MemoryError:
        raise
    except DocumentError as error:
        return Refusal(RefusalReason(error.reason), error.detail)
    # As above; the output that asked for it says what it could not show or write.
    except Exception as error:  # noqa: BLE001
        return _crash(error)


def _crash(error: Exception) -> Refusal:
    return Refusal(RefusalReason.CRASHED, brief(error))


def _limit_memory(megabytes: int) -> None:
    """Bound this process's address space, where the platform can (Windows has no ``resource``)."""
    try:
        import resource
    except ImportError:
        return
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


if __name__ == "__main__":
    main()
