"""Who may come in: whoever holds the token of this start, once; then the browser that it let in.

The token reaches the browser through a file that only this user may read, because the arguments of
a program can be read by everybody on the machine. Both are forgotten when the desk is closed.
"""

from __future__ import annotations

import hashlib
import html
import os
import secrets
import threading
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from checker.desk.credentials import Caller, cookie_of, same

if TYPE_CHECKING:
    from collections.abc import Iterator

_BYTES = 32


class Entrance:
    """The token of one start of the desk, and the browser that it let in."""

    way_in = ""

    def __init__(self, port: int) -> None:
        self.cookie = f"checker-{port}"  # cookies know no ports: two desks keep theirs apart
        self._port = port
        self._token: str | None = secrets.token_urlsafe(_BYTES)
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
            if known is None or not same(token, known):
                return None
            self._token = None
        return self._session

    def is_in(self, cookies: str) -> bool:
        """Whether a request's cookies are those of a browser that was let in."""
        return same(cookie_of(cookies, self.cookie), self._session)

    def who(self, cookies: str, *, is_secure: bool, is_used: bool) -> Caller | None:
        """The one who sits at this machine, by the name that they choose (``visitor``)."""
        del is_secure, is_used  # one browser, of this machine, until the desk is closed
        session = hashlib.sha256(self._session.encode()).hexdigest()
        return Caller(session=session) if self.is_in(cookies) else None

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
