"""Browsers that somebody logged in with, in the memory of this process alone.

They end with the desk, on purpose: whoever closes it logs everybody out, and no file has to be
kept secret. Only the hash of what a browser holds is kept.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

IDLE = 3600.0
"""Seconds without a page that somebody asked for."""
LIFE = 12 * 3600.0
"""Seconds since the log-in, whatever was done: a working day."""
_MOST_OF_ONE = 10  # browsers of one user; the one that was idle longest is logged out
_BYTES = 32


@dataclass(slots=True)
class Session:
    """``key`` is the user's, ``known`` the hash of the password that was typed."""

    key: str
    known: str
    begun: float
    used: float


class Sessions:
    """What was logged in and is not over; ``clock`` gives seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._kept: dict[str, Session] = {}

    def begin(self, key: str, known: str) -> str:
        """A new session; gives the secret that the browser is to keep, which nobody sent."""
        now = self._clock()
        self._kept = {name: one for name, one in self._kept.items() if not _is_over(one, now)}
        own = sorted((one.used, name) for name, one in self._kept.items() if one.key == key)
        for _, name in own[: max(0, len(own) - _MOST_OF_ONE + 1)]:
            del self._kept[name]
        secret = secrets.token_urlsafe(_BYTES)
        self._kept[digest(secret)] = Session(key, known, now, now)
        return secret

    def of(self, secret: str, *, is_used: bool) -> Session | None:
        """The session of a secret; it lives on where somebody uses it."""
        now = self._clock()
        found = self._kept.get(digest(secret))
        if found is None:
            return None
        if _is_over(found, now):
            self.end(secret)
            return None
        if is_used:
            found.used = now
        return found

    def end(self, secret: str) -> None:
        """Log a browser out."""
        self._kept.pop(digest(secret), None)


def digest(secret: str) -> str:
    """What is kept of a secret: how long it takes to look that up tells nothing of it."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _is_over(one: Session, now: float) -> bool:
    return now - one.used > IDLE or now - one.begun > LIFE
