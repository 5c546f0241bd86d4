"""The reading process: ``python -m checker.isolation.worker``, started by ``sandbox`` only."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import DocumentError
from checker.isolation.protocol import MEMORY_EXIT, READ_AHEAD, Request, receive_request, send
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
        _import_parsers()
    while (request := receive_request(sys.stdin.buffer)) is not None:
        limits = request.limits
        if limited != limits.memory_mb:
            _limit_memory(limits.memory_mb)
            limited = limits.memory_mb
        try:
            answer = _read(request) if isinstance(request, Request) else _shown(request)
        except MemoryError:
            os._exit(MEMORY_EXIT)
        send(answers, answer)


def _import_parsers() -> None:
    """Most requests are for a PDF with tables: import while the parent reads its rule book."""
    from checker.documents import warm_up

    # A broken installation is told by the first file.
    with uncollected(), contextlib.suppress(ImportError):
        warm_up()


def _read(request: Request) -> tuple[Report, ...]:
    from checker.isolation.read import read_reports
    from checker.model.document import ReadOptions

    limits = request.limits
    options = ReadOptions(request.password, limits.pages, limits.paths)
    try:
        return read_reports(request.path, request.forms, options)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 — what a parser throws is that file's refusal
        return (Report(Path(request.path).as_posix(), "", refusal=_crash(error)),)


def _shown(request: Show) -> bytes | tuple[PagePicture, ...] | Refusal:
    from checker.isolation import show

    path, password = request.path, request.password
    try:
        if request.attachment is not None:
            return show.attachment(path, password, request.attachment)
        if request.notes is not None:
            return show.annotated(path, password, request.sha256, request.notes)
        return show.pictures(path, password, request.views)
    except MemoryError:
        raise
    except DocumentError as error:
        return Refusal(RefusalReason(error.reason), error.detail)
    except Exception as error:  # noqa: BLE001 — as above
        return _crash(error)


def _crash(error: Exception) -> Refusal:
    return Refusal(RefusalReason.CRASHED, f"{type(error).__name__}: {error}"[:200])


def _limit_memory(megabytes: int) -> None:
    """Bound this process's address space, where the platform can."""
    try:
        import resource
    except ImportError:
        return
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


if __name__ == "__main__":
    main()
