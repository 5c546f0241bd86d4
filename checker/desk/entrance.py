"""Who may come in: whoever holds the token of this start, once; then the browser that it let in.

The token reaches the browser through a file that only this user may read, because the arguments of
a program can be read by everybody on the machine. Both are forgotten when the desk is closed.
"""

from __future__ import annotations

import hmac
import html
import os
import secrets
import threading
from contextlib import contextmanager
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BYTES = 32


class Entrance:
    """The token of one start of the desk, and the sessions that it let in."""

    def __init__(self, port: int, key: str = "") -> None:
        """``key`` lets other programs in, if it is not empty."""
        self.cookie = f"checker-{port}"  # cookies know no ports: two desks keep theirs apart
        self._port = port
        self._token: str | None = secrets.token_urlsafe(_BYTES)
        self._key = key
        self._session = secrets.token_urlsafe(_BYTES)
        self._lock = threading.Lock()

    @property
    def address(self) -> str:
        """The address without any secret."""
        return f"http://127.0.0.1:{self._port}/"

    @property
    def first_address(self) -> str:
        """The address that lets in once."""
        return f"{self.address}enter?token={self._token}"

    def let_in(self, token: str) -> str | None:
        """The session of whoever brings the token; ``None`` for another, or for the second time."""
        with self._lock:
            known = self._token
            if known is None or not _same(token, known):
                return None
            self._token = None
        return self._session

    def is_in(self, cookies: str) -> bool:
        """Whether a request's cookies are those of a browser that was let in."""
        return _same(cookie_of(cookies, self.cookie), self._session)

    def knows_key(self, authorization: str) -> bool:
        """Whether an ``Authorization`` brings the key of this start."""
        kind, _, given = authorization.partition(" ")
        return bool(self._key) and kind.lower() == "bearer" and _same(given.strip(), self._key)

    @contextmanager
    def redirect_file(self) -> Iterator[Path]:
        """A file that leads a browser in, for as long as it is needed."""
        with TemporaryDirectory(prefix="checker-") as folder:  # for this user only
            path = Path(folder) / "open.html"
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:  # noqa: PTH123 - with its mode
                address = html.escape(self.first_address)
                stream.write(
                    '<!DOCTYPE html><meta charset="utf-8"><meta name="referrer" '
                    f'content="no-referrer"><meta http-equiv="refresh" content="0;url={address}">'
                )
            yield path


def cookie_of(cookies: str, name: str) -> str:
    """The value of a cookie; empty where there is none, or none that can be read."""
    try:
        found = SimpleCookie(cookies).get(name)
    except CookieError:
        return ""
    return "" if found is None else found.value


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
