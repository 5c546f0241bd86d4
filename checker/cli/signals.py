"""SIGTERM and SIGHUP end a run as Ctrl-C does: what was begun is cleared away first."""

from __future__ import annotations

import contextlib
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_ENDED = 128  # and the signal's number, as shells have it
_SIGNALS = ("SIGTERM", "SIGHUP")  # a system that shuts down, a terminal that is closed


class Ended(BaseException):
    """The signal that ended the run; no ``Exception``, so that nobody takes it for a fault."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextlib.contextmanager
def raised() -> Iterator[None]:
    """Within, these signals are raised as ``Ended``, once.

    A signal that somebody ignores (nohup) or handles already is left to them, and to a thread
    that is not the main one, Python gives no signals.
    """
    ours: list[int] = []

    def end(number: int, frame: FrameType | None) -> None:
        del frame
        for one in ours:  # a second one would cut the clearing away short
            signal.signal(one, signal.SIG_IGN)
        raise Ended(number)

    try:
        with contextlib.suppress(ValueError):  # not the main thread
            for number in _known():
                if signal.getsignal(number) is signal.SIG_DFL:
                    signal.signal(number, end)
                    ours.append(number)
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def status(end: KeyboardInterrupt | Ended) -> int:
    """The exit status of a run that was ended so: 130 for Ctrl-C, 143 for SIGTERM."""
    return _ENDED + (end.number if isinstance(end, Ended) else signal.SIGINT)


def _known() -> list[int]:
    """Those of them that the system has (Windows has no SIGHUP)."""
    return [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
