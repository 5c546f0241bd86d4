"""Server-sent events: the page hears at once that a file's line changed, and asks for it then.

Without a stream (too many, a browser without them, a proxy that holds them back) the page asks
every few seconds, and misses nothing.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response
from starlette.responses import StreamingResponse

from checker.desk.credentials import caller_of
from checker.desk.desk import desk_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.types import Receive, Scope, Send

    from checker.desk.changes import Waiter
    from checker.desk.desk import Desk

router = APIRouter()
_BEAT = 15.0  # seconds: proxies cut off what is silent for 60
_LIFE = 600.0  # seconds; the browser comes again by itself
_PAUSE = 0.3  # seconds between two hints: many files change at once
_AGAIN = b"retry: 3000\n\n"
_CHANGED = b"event: change\ndata:\n\n"
_STILL_THERE = b":\n\n"


@router.get("/uploads/changes")
async def changes(request: Request) -> Response:
    """A stream of hints; no content, after which a browser does not ask again, without room."""
    desk = desk_of(request)
    caller = caller_of(request.scope)
    session = "" if caller is None else caller.session
    waiter = desk.changes.enter(session)
    if waiter is None:
        return Response(status_code=204)
    # nginx holds back what it is not told to hand on at once.
    headers = {"x-accel-buffering": "no", "cache-control": "no-store"}
    answer = _Stream(_hints(desk, request, waiter), media_type="text/event-stream", headers=headers)
    answer.left = lambda: desk.changes.leave(waiter)
    return answer


class _Stream(StreamingResponse):
    """A stream that makes room for another however it ends, even before it began."""

    left: Callable[[], None]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it, until whoever looks goes away."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self.left()


async def _hints(desk: Desk, request: Request, waiter: Waiter) -> AsyncIterator[bytes]:
    ends = time.monotonic() + _LIFE
    yield _AGAIN
    while not desk.changes.is_over and time.monotonic() < ends:
        changed = await waiter.changed(_BEAT)
        if desk.changes.is_over or not _is_still_in(desk, request):
            return
        yield _CHANGED if changed else _STILL_THERE
        if changed:
            await asyncio.sleep(_PAUSE)


def _is_still_in(desk: Desk, request: Request) -> bool:
    """Whether the browser is: somebody may have logged out since."""
    return (
        desk.door.who(
            request.headers.get("cookie", ""),
            is_secure=request.url.scheme == "https",
            is_used=False,
        )
        is not None
    )
