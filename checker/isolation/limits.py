"""What a reading process may take of the machine, set by itself before it opens a file.

Windows has neither ``resource`` nor interval timers: there only the parent's patience is limited.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIBRARY = None if sys.platform == "win32" else ctypes.CDLL(None)
_ARENA_MAX = -8  # M_ARENA_MAX (malloc.h)
_AT_LEAST = 1e-6  # seconds: a timer set to none at all is off


def prepare() -> None:
    """No core file, and signals that are meant for the parent or for the limits.

    A core file would be a copy of the report. Linux takes a limit of one byte as "none, and no
    program that collects them either" (do_coredump); nothing asks for less.
    """
    # Such a signal often goes to all processes of a run at once. The parent ends its children
    # itself; one that ended by itself could not clear away what it leaves.
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    if sys.platform == "win32":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (1 if most else 0, most))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # whoever started the parent may ignore it
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGPROF})


def limit_memory(megabytes: int) -> None:
    """Bound this process's address space."""
    if sys.platform == "win32":
        return
    import resource

    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


def one_arena() -> None:
    """Let all threads take their memory from one place, where the C library can (glibc).

    What ``MALLOC_ARENA_MAX`` says to a process that is started. Each further one takes 64 MB of the
    address space, which ``limit_memory`` counts.
    """
    choose = getattr(_LIBRARY, "mallopt", None)
    if choose is not None:
        choose(_ARENA_MAX, 1)


def give_back_memory() -> None:
    """Give the system what this process has freed, where the C library can (glibc).

    It keeps what lies between pieces still in use: 55 MB after 100 files, for which 2 ms each are
    little. Asked for when a file's answer is sent, not while somebody waits.
    """
    trim = getattr(_LIBRARY, "malloc_trim", None)
    if trim is not None:
        trim(0)


@contextlib.contextmanager
def processor_time(seconds: float) -> Iterator[None]:
    """End this process by SIGPROF when it has used so much processor time in here.

    Time of the processor, not of the clock: on a loaded machine a good file takes ten times as
    long and no more work. A timer, not RLIMIT_CPU, because that counts whole seconds from the
    start of the process, and may be set from outside for all of its files.
    """
    if sys.platform == "win32":
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, max(seconds, _AT_LEAST))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0.0)


def forget_what_was_said() -> None:
    """Empty the file that standard error is: what stands in it is of this request alone."""
    with contextlib.suppress(OSError):  # not a file: a worker that somebody started by hand
        os.ftruncate(2, 0)
