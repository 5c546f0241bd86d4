"""Reading processes: each file is read in a child with limits on time, memory, pages, paths.

A report can be damaged or hostile: it may take for ever, eat all memory or bring the parser
down. None of that reaches this process or the other files: the child is ended and replaced,
and the file gets its one clear refusal. Children are plain ``python -m checker.isolation.worker``
processes that speak length-prefixed pickles over their pipes; what comes back may hold only
the values of ``checker.model`` and a child's ``Installation``. The same processes show pages, add
notes and take out attached files (``Show``), because that too opens untrusted files.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import re
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import DocumentError, InstallationError
from checker.i18n import translate
from checker.isolation.protocol import (
    MEMORY_EXIT,
    READ_AHEAD,
    Installation,
    Request,
    Show,
    receive_answer,
    send,
)
from checker.model import Refusal, RefusalReason, Report
from checker.options import ReadOptions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType

    from checker.model.page_images import Note, PagePicture, View
    from checker.rulebook.form import Form

START_UP = 30.0  # seconds a child may take to import the parsers, on top of a file's own time


class _Child:
    """One reading process."""

    def __init__(self, *, ahead: bool) -> None:
        environment = {
            **os.environ,
            # One thread each: children already share the cores, and fewer threads need less
            # address space, which the memory limit counts.
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
            "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
        }
        words = [READ_AHEAD] if ahead else []
        self.timed_out = threading.Event()
        self.process = subprocess.Popen(  # noqa: S603 - this very program, no words of a user
            # -P: a folder of reports is no place to import from, whatever lies in it.
            [sys.executable, "-P", "-m", "checker.isolation.worker", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        self.is_new = True
        self.installation = None if ahead else Installation()
        """What the child found of its libraries; ``None`` until it has said so."""

    def ask(self, request: Request | Show) -> object:
        """The child's answer; ``None`` when the child died over it or ran out of time.

        A child that found a fault in its libraries is asked nothing: the fault is its answer.
        """
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        seconds = request.reading.max_seconds + (START_UP if self.is_new else 0.0)
        self.is_new = False
        timer = threading.Timer(seconds, self._time_out)
        timer.start()
        try:
            if self.installation is None:
                found = receive_answer(self.process.stdout)
                self.installation = found if isinstance(found, Installation) else None
            if self.installation is None or self.installation.fault:
                return self.installation
            send(self.process.stdin, request)
            return receive_answer(self.process.stdout)
        # The child is gone (OSError, EOFError), or a hostile file got hold of it and it sent
        # what no child sends (UnpicklingError; AttributeError for a class that is not there).
        except (OSError, pickle.UnpicklingError, EOFError, AttributeError):
            return None
        finally:
            timer.cancel()

    @property
    def died_at_start(self) -> bool:
        """Whether the child ended by itself before it had loaded its libraries."""
        return self.installation is None and not self.timed_out.is_set()

    def _time_out(self) -> None:
        self.timed_out.set()
        self.process.kill()

    def why_dead(self, reading: ReadOptions) -> Refusal:
        """What ended the child."""
        # It is dying: let it leave its own exit status. One that hangs is killed below.
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=2.0)
        self.stop()
        if self.timed_out.is_set():
            return Refusal(RefusalReason.TIME_LIMIT, f"{reading.max_seconds:g}")
        code = self.process.returncode
        if code == MEMORY_EXIT:
            return Refusal(RefusalReason.MEMORY_LIMIT, str(reading.max_memory))
        name = signal.Signals(-code).name if code < 0 else f"exit {code}"
        return Refusal(RefusalReason.CRASHED, name)

    def stop(self) -> None:
        """End the process and close its pipes."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                # Closing flushes what the dead child did not take: nobody waits for that.
                with contextlib.suppress(OSError):
                    pipe.close()


class Readers:
    """A few reading processes, started at once so that they import while the caller does.

    ``with Readers(jobs=2) as readers: for reports in readers.read(paths, forms): ...``
    ``ahead`` makes them import the parsers of tables before the first file comes and prove that
    the installation is whole; ``InstallationError``, worded in ``lang``, where it is not.
    """

    def __init__(
        self,
        *,
        jobs: int = 1,
        reading: ReadOptions = ReadOptions(),  # noqa: B008 - frozen
        ahead: bool = True,
        lang: str = "zh",
    ) -> None:
        self._ahead = ahead
        self._lang = lang
        self.reading = reading
        self._idle: queue.SimpleQueue[_Child] = queue.SimpleQueue()
        self._children: list[_Child] = []
        self._pool = ThreadPoolExecutor(max(1, jobs), thread_name_prefix="reader")
        self._closing = False
        for _ in range(max(1, jobs)):
            self._start()

    def _start(self) -> None:
        child = _Child(ahead=self._ahead)
        self._children.append(child)
        self._idle.put(child)

    def __enter__(self) -> Readers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing = True
        # What has not begun is dropped first: a stopped child frees its thread, which would take
        # the next file and wait for ever for a child that is not coming.
        self._pool.shutdown(wait=False, cancel_futures=True)
        for child in tuple(self._children):
            child.stop()
        self._pool.shutdown(wait=True)

    def read(
        self, paths: Sequence[str | Path], forms: tuple[Form, ...]
    ) -> Iterator[tuple[Report, ...]]:
        """The reports of each file in the order given; reading starts now.

        Never raises for a bad file, which gives one report that says why it was not read.
        """
        futures = [self._pool.submit(self._read, path, forms) for path in paths]
        return (future.result() for future in futures)

    def pictures(self, path: str | Path, views: Sequence[View]) -> tuple[PagePicture, ...]:
        """A picture for each view of a file's pages; ``DocumentError`` if they cannot be shown."""
        request = Show(os.fspath(path), self.reading, views=tuple(views))
        answer = self._answer(request)
        if not (isinstance(answer, tuple) and len(answer) == len(views)):
            raise DocumentError(RefusalReason.CRASHED)
        return answer

    @property
    def versions(self) -> tuple[tuple[str, str], ...]:
        """The libraries that the children read with, once one has said so."""
        found = (child.installation for child in self._children)
        return next((one.versions for one in found if one is not None and one.versions), ())

    def _installation_error(self, found: Installation) -> InstallationError:
        return InstallationError(
            translate(
                f"installation.{found.fault}",
                self._lang,
                requirement=found.requirement,
                detail=found.detail,
                library=re.split("[<>=]", found.requirement)[0],
            )
        )

    def annotated(self, path: str | Path, sha256: str, notes: Sequence[Note]) -> bytes:
        """The file with this hash and notes behind it; ``DocumentError`` if it cannot be."""
        return self._bytes(Show(os.fspath(path), self.reading, notes=tuple(notes), sha256=sha256))

    def attachment(self, path: str | Path, name: str) -> bytes:
        """A file that a PDF carries; ``DocumentError`` if there is none of this name."""
        return self._bytes(Show(os.fspath(path), self.reading, attachment=name))

    def _bytes(self, request: Show) -> bytes:
        answer = self._answer(request)
        if not isinstance(answer, bytes):
            raise DocumentError(RefusalReason.CRASHED)
        return answer

    def _read(self, path: str | Path, forms: tuple[Form, ...]) -> tuple[Report, ...]:
        request = Request(os.fspath(path), self.reading, forms)
        try:
            answer = self._answer(request)
        except DocumentError as error:
            refusal = Refusal(RefusalReason(error.reason), error.detail)
            return (Report(Path(path).as_posix(), "", refusal=refusal),)
        if isinstance(answer, tuple) and answer and all(isinstance(a, Report) for a in answer):
            return answer
        return (Report(Path(path).as_posix(), "", refusal=Refusal(RefusalReason.CRASHED)),)

    def _answer(self, request: Request | Show) -> object:
        """What a child answers; ``DocumentError`` for its refusal and for a child that died."""
        child = self._idle.get()
        answer = child.ask(request)
        if answer is not None:
            self._idle.put(child)
            if isinstance(answer, Installation):
                raise self._installation_error(answer)
            if isinstance(answer, Refusal):
                raise DocumentError(answer.reason, answer.detail)
            return answer
        refusal = child.why_dead(self.reading)
        if child.died_at_start and not self._closing:
            self._children.remove(child)
            self._start()  # whoever waits for a child is told the same
            found = Installation(fault="start", detail=refusal.detail)
            raise self._installation_error(found)
        self._children.remove(child)
        if not self._closing:
            self._start()
        raise DocumentError(refusal.reason, refusal.detail)
