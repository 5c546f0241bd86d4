"""That something changed in the lines of files, told from the thread that reads to who waits.

A hint and no more: what changed stands in the store, and whoever misses a hint asks in a while.
"""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 60
"""Streams at one time, of the 200 connections that the server takes."""
MOST_OF_ONE = 3
"""Of one browser, which has six connections for all its tabs."""


class Waiter:
    """One who waits, in the event loop that made it."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._event = asyncio.Event()

    def wake(self) -> None:
        """Tell it, from any thread."""
        self._loop.call_soon_threadsafe(self._event.set)

    async def changed(self, seconds: float) -> bool:
        """Whether something changed within some time, since it was asked last."""
        try:
            await asyncio.wait_for(self._event.wait(), seconds)
        except TimeoutError:
            return False
        self._event.clear()
        return True


class Changes:
    """Who waits for changes, and when that is over."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[tuple[str, Waiter]] = []
        self._is_over = False

    @property
    def is_over(self) -> bool:
        """Whether the desk is being closed."""
        return self._is_over

    def tell(self) -> None:
        """Something changed."""
        with self._lock:
            for _, waiter in self._waiting:
                waiter.wake()

    @contextmanager
    def told(self) -> Iterator[None]:
        """Change something, and tell it once all of that is done."""
        yield
        self.tell()

    def end(self) -> None:
        """The desk is being closed: nobody waits any longer."""
        self._is_over = True
        self.tell()

    def enter(self, session: str) -> Waiter | None:
        """One more who waits, of a browser, until ``leave``; ``None`` where there is no room."""
        with self._lock:
            own = sum(one == session for one, _ in self._waiting)
            if self._is_over or own >= MOST_OF_ONE or len(self._waiting) >= MOST:
                return None
            waiter = Waiter()
            self._waiting.append((session, waiter))
        return waiter

    def leave(self, waiter: Waiter) -> None:
        """One who waits no longer."""
        with self._lock:
            self._waiting = [one for one in self._waiting if one[1] is not waiter]
