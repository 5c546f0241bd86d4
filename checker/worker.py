"""The reading process: ``python -m checker.worker``, started by ``sandbox`` only."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from checker.model import Refusal, RefusalReason, Report
from checker.sandbox import MEMORY_EXIT, receive_request, send


def main() -> None:
    """Answer requests until the parent closes the pipe."""
    # The protocol keeps the real standard output; whatever a parser prints goes nowhere.
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    limited: int | None = None
    from checker.documents.lattice import warm_up
    from checker.reading import ReadOptions, read_report

    with contextlib.suppress(ImportError):  # a broken installation is told by the first file
        # Most requests are for a PDF with tables: import while the parent reads its rule book.
        warm_up()
    while (request := receive_request(sys.stdin.buffer)) is not None:
        limits = request.limits
        if limited != limits.memory_mb:
            _limit_memory(limits.memory_mb)
            limited = limits.memory_mb
        options = ReadOptions(request.password, limits.pages, limits.paths)
        try:
            report = read_report(request.path, request.forms, options)
        except MemoryError:
            os._exit(MEMORY_EXIT)
        except Exception as error:  # noqa: BLE001 — what a parser throws is that file's refusal
            shown = Path(request.path).as_posix()
            detail = f"{type(error).__name__}: {error}"[:200]
            report = Report(shown, "", refusal=Refusal(RefusalReason.CRASHED, detail))
        send(answers, report)


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
