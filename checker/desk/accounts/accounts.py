"""The door of a desk for several people: a name and a password, then the cookie of a session."""

from __future__ import annotations

import asyncio
import sys
import time
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool

from checker.desk.accounts.attempts import Attempts, network_of
from checker.desk.accounts.passwords import matches, nobodys
from checker.desk.accounts.sessions import Sessions, digest
from checker.desk.accounts.user_file import MOST_NAME, key_of
from checker.desk.credentials import Caller, cookie_of
from checker.i18n import translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.desk.accounts.user_file import User, UserFile

_AT_ONCE = 2
"""Passwords that are tried at one time: each takes 64 MiB and a core for 0.1 s."""
_MOST_WAITING = 20


class NotLoggedInError(Exception):
    """A log-in that failed: a status, the key of what is said of it, and how long to wait."""

    def __init__(self, status: int, key: str, wait: int = 0) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.wait = wait


class Accounts:
    """Users of a file, and the browsers that they logged in with; ``clock`` gives seconds.

    All but the trying of passwords runs in the event loop: nothing is locked.
    """

    way_in = "/login"

    def __init__(
        self, file: UserFile, port: int, lang: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """``lang`` is that of what is said where the desk was started."""
        self._file = file
        self._port = port
        self._lang = lang
        self._sessions = Sessions(clock)
        self._attempts = Attempts(clock)
        self._trying = asyncio.Semaphore(_AT_ONCE)
        self._waiting = 0
        self._nobody = ("", "")
        for user in (file.users() or {}).values():
            self._stand_in(user)  # made now: with the first unknown name it would be seen
            break

    def cookie(self, *, is_secure: bool) -> str:
        """The name of the cookie: of HTTPS one that no other site of the domain can set."""
        return f"__Host-checker-{self._port}" if is_secure else f"checker-{self._port}"

    def who(self, cookies: str, *, is_secure: bool, is_used: bool) -> Caller | None:
        """Whose cookies these are, if they logged in and are still in the file as they were."""
        secret = self._secret(cookies, is_secure=is_secure)
        session = self._sessions.of(secret, is_used=is_used)
        users = self._file.users()
        if session is None or users is None:
            return None
        user = users.get(session.key)
        if user is None or user.known != session.known:  # taken out, or with another password
            self._sessions.end(secret)
            return None
        return Caller(user.name, digest(secret))

    async def log_in(
        self, name: str, password: str, address: str, cookies: str, *, is_secure: bool
    ) -> str:
        """The secret of a new session; what the browser had before is over.

        ``NotLoggedInError`` where the name or the password is wrong, which of them is not told,
        where somebody tried too often, where too many try at once, and without a file.
        """
        users = self._file.users()
        if users is None:
            raise NotLoggedInError(503, "no-users")
        key = key_of(name[: MOST_NAME + 1])
        wait = self._attempts.begin(key, address)
        if wait:
            raise NotLoggedInError(429, "too-often", wait)
        user = users.get(key)
        # An unknown name takes the same time.
        known = self._stand_in(users[next(iter(users))]) if user is None else user.known
        if not await self._matches(known, password) or user is None:
            self._note_last(key, address)
            raise NotLoggedInError(403, "wrong-login")
        self._attempts.succeeded(key, address)
        self._sessions.end(self._secret(cookies, is_secure=is_secure))
        return self._sessions.begin(key, user.known)

    def log_out(self, cookies: str, *, is_secure: bool) -> None:
        """End a browser's session."""
        self._sessions.end(self._secret(cookies, is_secure=is_secure))

    def _secret(self, cookies: str, *, is_secure: bool) -> str:
        return cookie_of(cookies, self.cookie(is_secure=is_secure))

    async def _matches(self, known: str, password: str) -> bool:
        if self._waiting >= _MOST_WAITING:
            raise NotLoggedInError(503, "busy")
        self._waiting += 1
        try:
            # Before a thread is taken: whoever waits here keeps nobody from the pages.
            async with self._trying:
                return await run_in_threadpool(matches, known, password)
        finally:
            self._waiting -= 1

    def _stand_in(self, like: User) -> str:
        costs = like.known.rsplit("$", 2)[0]
        if self._nobody[0] != costs:
            self._nobody = (costs, nobodys(like.known))
        return self._nobody[1]

    def _note_last(self, key: str, address: str) -> None:
        """Tell where the desk was started that somebody was stopped; not in whose name they tried.

        What is typed as a name may be a password.
        """
        if self._attempts.is_spent(key, address):
            told = translate("users.stopped", self._lang, address=network_of(address))
            sys.stderr.write(f"{told}\n")
