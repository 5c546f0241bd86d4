"""No more of a body than may be: counted before anything parses it, files aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request

from checker.desk.guard import READS
from checker.desk.incoming import MOST_FORM, RefusedBodyError, chunks

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Bounded:
    """An ASGI application around another; ``refuse`` makes an answer of a status and a key."""

    def __init__(
        self, inner: ASGIApp, streams: frozenset[str], refuse: Callable[[int, str], ASGIApp]
    ) -> None:
        self._inner = inner
        self._streams = streams
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read what may be read and hand it on, or answer."""
        if (
            scope["type"] != "http"
            or scope["method"] in READS
            or scope["path"] in self._streams  # those count for themselves
        ):
            await self._inner(scope, receive, send)
            return
        try:
            parts = chunks(Request(scope, receive), MOST_FORM, "form-too-large")
            body = b"".join([part async for part in parts])
        except RefusedBodyError as error:
            await self._refuse(error.status, error.key)(scope, receive, send)
            return
        given = iter([body])

        async def once() -> Message:
            part = next(given, None)
            if part is None:
                return await receive()
            return {"type": "http.request", "body": part, "more_body": False}

        await self._inner(scope, once, send)
