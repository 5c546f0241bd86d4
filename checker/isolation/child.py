"""One reading process, as its parent sees it: asked, waited for, ended, and what ended it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from checker.isolation.processes import Forked, can_fork, spawned
from checker.isolation.protocol import (
    MEMORY_EXIT,
    NO_ANSWER,
    READ_AHEAD,
    Installation,
    Request,
    Show,
    answer_in,
    receive_packed,
    send,
)
from checker.model import Refusal, RefusalReason

if TYPE_CHECKING:
    from checker.isolation.processes import Process
    from checker.options import ReadOptions

START_UP = 30.0  # seconds a child may take to import the parsers, on top of a file's own time
PATIENCE = 10.0
"""Seconds by the clock that are waited for each second of processor time a file may take. A child
that computes is ended by its own limit (``limits``); this is for one that hangs on a disk or a
network, and no reason to refuse a file to a machine that ten such programs share."""
_DYING = 10.0  # seconds that a child may take to leave its exit status once its pipe is closed
_NO_MEMORY = (b"bad_alloc", b"bad_array_new_length", b"emory", b"out_of_memory")
"""What libraries print of memory that ran out before they abort: the exceptions of C++,
"Insufficient memory" (OpenCV), "Cannot allocate memory" (strerror), "out of memory"."""
_HEARD = 4096  # bytes: the end of what was printed, where the reason stands
_FROM_OUTSIDE = frozenset({"SIGKILL", "SIGTERM", "SIGHUP", "SIGINT", "SIGXCPU"})


class Child:
    """A process that opens files, and its folder for temporary files, gone when it is.

    Libraries may write a copy of a report there (``nameless_file``); a child that is killed cannot
    take it away. ``forks``: this process is the program's own, and may be forked where it can.
    """

    def __init__(self, *, ahead: bool, forks: bool = False) -> None:
        self._scratch = tempfile.TemporaryDirectory(prefix="checker-", ignore_cleanup_errors=True)
        scratch = self._scratch.name
        changes = {
            # One thread each, one arena for all: children already share the cores, and both take
            # address space, which the memory limit counts.
            "MALLOC_ARENA_MAX": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
            **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), scratch),
        }
        words = [scratch, READ_AHEAD] if ahead else [scratch]
        self._said = Path(scratch) / "said"
        self._timed_out = threading.Event()
        try:
            start = Forked if forks and can_fork() else spawned
            with self._said.open("ab") as said:
                self.process: Process = start(words, said, changes)
        except BaseException:
            self._scratch.cleanup()
            raise
        self.asked = 0
        """How many files it was asked about."""
        self.installation = None if ahead else Installation()
        """What the child found of its libraries; ``None`` until it has said so."""

    def ask(self, request: Request | Show) -> object:
        """The child's answer; ``None`` when the child died over it or did not answer for long.

        A child that found a fault in its libraries is asked nothing: the fault is its answer.
        """
        answer = self.ask_packed(request)
        if not isinstance(answer, bytes):
            return answer
        try:
            return answer_in(answer)
        except NO_ANSWER:  # a hostile file got hold of the child
            return None

    def ask_packed(self, request: Request | Show) -> bytes | Installation | None:
        """The same answer as the child sent it, for who hands it on (``protocol.answer_in``)."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.asked += 1
        timer = threading.Timer(patience(request.reading), self._time_out)
        timer.start()
        try:
            if self.installation is None:
                self.installation = _installation(receive_packed(self.process.stdout))
            if self.installation is None or self.installation.fault:
                return self.installation
            send(self.process.stdin, request)
            return receive_packed(self.process.stdout)
        except (OSError, *NO_ANSWER):  # the child is gone, or what it sent first is no answer
            return None
        finally:
            timer.cancel()

    @property
    def died_at_start(self) -> bool:
        """Whether the child ended by itself before it had loaded its libraries."""
        return self.installation is None and not self._timed_out.is_set()

    def _time_out(self) -> None:
        self._timed_out.set()
        self.process.kill()

    def why_dead(self, reading: ReadOptions) -> Refusal:
        """What ended the child, which is gone afterwards."""
        try:
            code = self.process.wait(timeout=_DYING)
        except subprocess.TimeoutExpired:  # it lives, but what it sent was no answer
            self.stop()
            return Refusal(RefusalReason.CRASHED)
        last_words = self._last_words()
        self.stop()
        if self._timed_out.is_set():
            return Refusal(RefusalReason.STALLED, f"{patience(reading):g} s")
        return _end(code, last_words, reading)

    def _last_words(self) -> bytes:
        with contextlib.suppress(OSError), self._said.open("rb") as said:
            said.seek(max(0, said.seek(0, os.SEEK_END) - _HEARD))
            return said.read()
        return b""

    def stop(self) -> None:
        """End the process, close its pipes, remove its folder."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                # Closing flushes what the dead child did not take: nobody waits for that.
                with contextlib.suppress(OSError):
                    pipe.close()
        self._scratch.cleanup()


def _installation(said: bytes | None) -> Installation | None:
    """What a child said of its libraries; ``None`` where it said nothing, or something else."""
    found = None if said is None else answer_in(said)
    return found if isinstance(found, Installation) else None


def patience(reading: ReadOptions) -> float:
    """Seconds by the clock until a child is taken to hang."""
    return START_UP + PATIENCE * reading.max_seconds


def _end(code: int, last_words: bytes, reading: ReadOptions) -> Refusal:
    """What an exit status and the last words on standard error say of an end."""
    name = signal.Signals(-code).name if code < 0 else f"exit {code}"
    # pdfium aborts without a word where memory runs out, and nowhere else: what it finds broken
    # ends in a trap. Everybody else who aborts says why.
    is_memory = not last_words.strip() or any(word in last_words for word in _NO_MEMORY)
    if code == MEMORY_EXIT or (name == "SIGABRT" and is_memory):
        return Refusal(RefusalReason.MEMORY_LIMIT, str(reading.max_memory))
    if name == "SIGPROF":
        return Refusal(RefusalReason.TIME_LIMIT, f"{reading.max_seconds:g}")
    if name in _FROM_OUTSIDE:
        return Refusal(RefusalReason.KILLED, name)
    return Refusal(RefusalReason.CRASHED, name)
