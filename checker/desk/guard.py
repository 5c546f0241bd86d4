"""What stands before every page: whom the request is meant for, who sent it, who is let in.

Below the application and by nothing but the headers, so that no route can be forgotten and no way
of writing a path goes round it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders

from checker.desk.hosts import is_own_form, is_own_host

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from checker.desk.entrance import Entrance

READS = frozenset({"GET", "HEAD"})
OPEN = frozenset({"/enter", *(f"/static/desk.{kind}" for kind in ("css", "js", "svg"))})
"""What there is to see from outside: the door, and how it looks."""
PROGRAMS = "/api/v1/"
"""Where a key lets in that other programs have (``Entrance.knows_key``)."""
_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Not "no-referrer": a form would then tell "null" as its Origin.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class Guard:
    """An ASGI application around another; ``refuse`` makes a page of a status and a text."""

    def __init__(
        self, inner: ASGIApp, entrance: Entrance, port: int, refuse: Callable[[int, str], ASGIApp]
    ) -> None:
        self._inner = inner
        self._entrance = entrance
        self._port = port
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope["type"] == "lifespan":
            await self._inner(scope, receive, send)
            return
        if scope["type"] != "http":  # nothing here speaks in web sockets
            return
        await self._choose(scope)(scope, receive, _with_headers(send))

    def _choose(self, scope: Scope) -> ASGIApp:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if not is_own_host(hosts, self._port):
            return self._refuse(400, "host")
        is_in = self._entrance.is_in("; ".join(headers.getlist("cookie")))
        if scope["path"].startswith(PROGRAMS):
            # A page of somebody else's has to ask before it sends this header, and nobody answers.
            if self._entrance.knows_key(headers.get("authorization", "")):
                return self._inner
            if not is_in:
                return self._refuse(401, "key")
        if scope["method"] not in READS and not is_own_form(
            headers.get("sec-fetch-site"), headers.get("origin"), hosts[0]
        ):
            return self._refuse(403, "form")
        if scope["path"] not in OPEN and not is_in:
            return self._refuse(403, "session")
        return self._inner


def _with_headers(send: Send) -> Callable[[Message], Awaitable[None]]:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return sent
