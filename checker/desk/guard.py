"""What stands before every page: whom the request is meant for, who sent it, who is let in.

Below the application and by nothing but the headers, so that no route can be forgotten and no way
of writing a path goes round it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse

from checker.desk.credentials import Caller, brings_key, let_in
from checker.desk.hosts import OWN_NAMES, host_of, is_own_form
from checker.desk.parts import PART

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from checker.desk.credentials import Door
    from checker.desk.hosts import Hosts

READS = frozenset({"GET", "HEAD"})
OPEN = frozenset({"/enter", *(f"/static/desk.{kind}" for kind in ("css", "js", "svg"))})
"""What there is to see from outside: the door, and how it looks."""
OPEN_TO_LOG_IN = frozenset({"/login", "/settings"})
"""Where people log in, in their language; there is nothing else to be set without a name."""
QUIET = frozenset({"/uploads/lines", "/uploads/changes"})
"""What the script asks by itself: no sign that somebody sits there."""
PROGRAMS = "/api/v1/"
"""Where a key lets in that other programs have."""
_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Not "no-referrer": a form would then tell "null" as its Origin.
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


_ALONE = {"cross-origin-opener-policy": "same-origin"}
"""Which browsers heed by HTTPS and from their own machine, and complain of elsewhere."""


class Guard:
    """An ASGI application around another; ``refuse`` makes a page of a status and a text.

    ``key`` lets other programs in, if it is not empty.
    """

    def __init__(
        self,
        inner: ASGIApp,
        door: Door,
        hosts: Hosts,
        key: str,
        refuse: Callable[[int, str], ASGIApp],
    ) -> None:
        self._inner = inner
        self._door = door
        self._hosts = hosts
        self._key = key
        self._refuse = refuse
        self._open = OPEN | OPEN_TO_LOG_IN if door.way_in else OPEN

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope["type"] == "lifespan":
            await self._inner(scope, receive, send)
            return
        if scope["type"] != "http":  # nothing here speaks in web sockets
            return
        host = host_of(Headers(scope=scope).get("host", ""))
        heeded = scope["scheme"] == "https" or (host is not None and host[0] in OWN_NAMES)
        told = _HEADERS | _ALONE if heeded else _HEADERS
        await self._choose(scope)(scope, receive, _with_headers(send, told))

    def _choose(self, scope: Scope) -> ASGIApp:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        path, scheme = scope["path"], scope["scheme"]
        if not self._hosts.accept(hosts, scheme):
            return self._refuse(400, "other-host" if self._door.way_in else "host")
        caller = self._door.who(
            "; ".join(headers.getlist("cookie")),
            is_secure=scheme == "https",
            is_used=path not in QUIET,
        )
        if path.startswith(PROGRAMS):
            # A page of somebody else's has to ask before it sends this header, and nobody answers.
            if brings_key(headers.get("authorization", ""), self._key):
                let_in(scope, Caller(is_program=True))
                return self._inner
            if caller is None:
                return self._refuse(401, "key")
        if scope["method"] not in READS and not is_own_form(
            headers.get("sec-fetch-site"), headers.get("origin"), hosts[0], scheme
        ):
            return self._refuse(403, "form")
        if caller is not None:
            let_in(scope, caller)
        elif path not in self._open:
            return self._led_in(scope, headers)
        return self._inner

    def _led_in(self, scope: Scope, headers: Headers) -> ASGIApp:
        """What there is for whoever was not let in: the way in, and on to where they wanted."""
        way = self._door.way_in
        if not way:
            return self._refuse(403, "session")
        if scope["method"] not in READS or PART in headers:
            return self._refuse(403, "logged-out")
        query = scope["query_string"].decode("latin-1")
        wanted = quote(scope["path"]) + (f"?{query}" if query else "")
        return RedirectResponse(way if wanted == "/" else f"{way}?back={quote(wanted)}", 303)


def _with_headers(send: Send, told: Mapping[str, str]) -> Callable[[Message], Awaitable[None]]:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in told.items():
                headers[name] = value
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return sent
