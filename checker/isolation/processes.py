"""The process of a child: a Python started for it, or where that will do, a fork of this one.

A fork has what this process has imported: numpy and the model take a new Python 0.2 of the 0.5 s of
CPU that it needs before its first file. It is taken only where nothing can be wrong with it: on
Linux, by a process that is the program's own, before that has a second thread.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from contextlib import suppress
from typing import IO, TYPE_CHECKING, NoReturn, Protocol

from checker.isolation import limits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_PAUSE = 0.005  # seconds between two looks at whether a process has ended
_TASKS, _OPEN = "/proc/self/task", "/proc/self/fd"
_FOR_THE_PARENT = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
_FIRST = 3  # file descriptor behind the standard streams


class Process(Protocol):
    """What a child's parent does with it; ``subprocess.Popen`` is one."""

    @property
    def pid(self) -> int:
        """Its number."""

    @property
    def stdin(self) -> IO[bytes] | None:
        """What it reads."""

    @property
    def stdout(self) -> IO[bytes] | None:
        """What it writes."""

    def poll(self) -> int | None:
        """Its exit status, negative for a signal; ``None`` while it runs."""

    def send_signal(self, sig: int) -> None:
        """Send it a signal, unless it has ended."""

    def kill(self) -> None:
        """End it, unless it has ended."""

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status, negative for a signal; ``subprocess.TimeoutExpired`` after a while."""


def spawned(words: Sequence[str], said: IO[bytes], changes: Mapping[str, str]) -> Process:
    """A new Python that runs the worker; ``said`` is its standard error.

    ``OSError`` where there can be no further process or pipe.
    """
    path = os.pathsep.join(entry for entry in sys.path if entry)
    return subprocess.Popen(  # noqa: S603 - this very program, no user's words
        # -P: a folder of reports is no place to import from, whatever lies in it.
        [sys.executable, "-P", "-m", "checker.isolation.worker", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=said,
        env={**os.environ, **changes, "PYTHONPATH": path},
    )


def can_fork() -> bool:
    """Whether this process may be forked: it has one thread, those of libraries counted.

    Not once it has imported pandas, which a child does without (``without_frames``), and not where
    numpy cannot be imported: a child that is started tells that as a fault of the installation.
    """
    if sys.platform != "linux" or "pandas" in sys.modules:
        return False
    try:
        if "numpy" not in sys.modules:
            _import_numpy()
    except Exception:  # noqa: BLE001 - whatever a broken library raises
        return False
    try:
        return threading.active_count() == len(os.listdir(_TASKS)) == 1  # noqa: PTH208 - names only
    except OSError:  # no /proc
        return False


def _import_numpy() -> None:
    """Without the threads that its algebra, which nobody here asks for, would start."""
    name = "OPENBLAS_NUM_THREADS"
    before = os.environ.get(name)
    os.environ[name] = "1"
    try:
        import numpy as np  # noqa: F401
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


class Forked:
    """A copy of this process that runs the worker, and nothing of what this one was about to do.

    ``OSError`` where there can be no further process or pipe.
    """

    def __init__(self, words: Sequence[str], said: IO[bytes], changes: Mapping[str, str]) -> None:
        from checker.isolation import worker  # before the fork: for both

        pipes: list[int] = []
        try:
            asked, ask = os.pipe()
            pipes += (asked, ask)
            answer, answered = os.pipe()
            pipes += (answer, answered)
            # One that came in between would unwind this process's doings in the fork.
            before = signal.pthread_sigmask(signal.SIG_BLOCK, _FOR_THE_PARENT)
            try:
                self.pid = os.fork()
                if not self.pid:
                    _work(worker.main, words, (asked, answered, said.fileno()), changes)
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)
        except OSError:
            for one in pipes:
                os.close(one)
            raise
        os.close(asked)
        os.close(answered)
        self.stdin: IO[bytes] | None = os.fdopen(ask, "wb")
        self.stdout: IO[bytes] | None = os.fdopen(answer, "rb")
        self._status: int | None = None
        self._asking = threading.Lock()

    def poll(self) -> int | None:
        """Its exit status, negative for a signal; ``None`` while it runs."""
        with self._asking:
            return self._poll()

    def _poll(self) -> int | None:
        if self._status is None:
            try:
                pid, status = os.waitpid(self.pid, os.WNOHANG)
            except ChildProcessError:  # a parent that ignores SIGCHLD is told no status
                pid, status = self.pid, 0
            self._status = os.waitstatus_to_exitcode(status) if pid else None
        return self._status

    def send_signal(self, sig: int) -> None:
        """Send it a signal, unless it has ended: its number may be another's then."""
        with self._asking:
            if self._poll() is None:
                os.kill(self.pid, sig)

    def kill(self) -> None:
        """End it, unless it has ended."""
        self.send_signal(signal.SIGKILL)

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status, negative for a signal; ``subprocess.TimeoutExpired`` after a while."""
        end = None if timeout is None else time.monotonic() + timeout
        while (status := self.poll()) is None:
            if timeout is not None and end is not None and time.monotonic() > end:
                raise subprocess.TimeoutExpired("checker.isolation.worker", timeout)
            time.sleep(_PAUSE)
        return status


def _work(
    main: Callable[..., None],
    words: Sequence[str],
    streams: Sequence[int],
    changes: Mapping[str, str],
) -> NoReturn:
    """What a fork does from its first moment on; it never comes back to what it is a copy of."""
    try:
        for one in _FOR_THE_PARENT:  # as ``limits.prepare`` has it, which comes a moment later
            signal.signal(one, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _FOR_THE_PARENT)
        faulthandler.disable()  # what ended a process that nobody looks into is told by its parent
        _take(streams)
        os.environ.update(changes)
        tempfile.tempdir = None  # it was looked up before
        limits.one_arena()
        main(*words)
    except BaseException:  # noqa: BLE001 - as a Python that was started ends by one
        os.write(2, traceback.format_exc().encode())
        os._exit(1)
    os._exit(0)


def _take(streams: Sequence[int]) -> None:
    """The standard streams of a fork, which keeps no other file of this process open.

    One that holds another child's pipe would keep that from seeing that nobody asks any more.
    """
    import fcntl

    # Out of the way first: a parent that was started without some of its own has them there.
    high = [fcntl.fcntl(one, fcntl.F_DUPFD, _FIRST) for one in streams]
    for number, one in enumerate(high):
        os.dup2(one, number)
    # Those that there are: where the system closes no whole range, it is a loop over all numbers.
    for name in os.listdir(_OPEN):  # noqa: PTH208 - names only
        if int(name) >= _FIRST:
            with suppress(OSError):  # the one that was listing them
                os.close(int(name))
    sys.stdin = os.fdopen(0, closefd=False)  # what the old one had read ahead is not asked here
