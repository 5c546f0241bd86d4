"""The desk as a process: a port of this machine alone, the browser led in, everything ended."""

from __future__ import annotations

import socket
import webbrowser
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from checker.desk.app import application
from checker.desk.desk import Desk
from checker.desk.entrance import Entrance
from checker.desk.judge import Bench
from checker.desk.pictures import Pictures
from checker.desk.reading_queue import ReadingQueue
from checker.errors import CheckerError
from checker.i18n import system_reason, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from starlette.types import ASGIApp

    from checker.options import Options
    from checker.pipeline import StartReaders
    from checker.register.store import Store

HOST = "127.0.0.1"
_LAST_REQUESTS = 5  # seconds that requests may go on when the desk is closed
_IDLE = 30  # seconds that a connection may be open without a request


def listening(port: int, lang: str) -> socket.socket:
    """A socket on this machine alone; ``CheckerError`` where the port is taken."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        found.bind((HOST, port))
        found.listen(128)
    except OSError as error:
        found.close()
        reason = system_reason(error, lang)
        raise CheckerError(translate("desk.port-taken", lang, port=port, reason=reason)) from error
    return found


@contextmanager
def opened(
    store: Store,
    folder: Path,
    options: Options,
    port: int,
    *,
    lang: str,
    now: Callable[[], str],
    start_readers: StartReaders | None = None,
    prepares: bool = False,
    key: str = "",
) -> Iterator[tuple[ASGIApp, Entrance]]:
    """The desk over a store, its files in a folder; what it started ends with it.

    ``lang`` is that of whoever has chosen none, ``now`` gives the ISO time of decisions. The rules
    are loaded with the first report that is asked for, or, if the desk ``prepares``, at once.
    ``key`` lets other programs in (``api``).
    """
    entrance = Entrance(port, key)
    bench = Bench(store, options, lambda: now()[:10])
    with (
        ReadingQueue(store, folder, bench, lambda: now()[:10], start_readers) as queue,
        Pictures(store, folder, options.reading) as pictures,
    ):
        if prepares:
            queue.prepare()
        desk = Desk(store, entrance, bench, queue, pictures, lang, now)
        yield application(desk, port), entrance


def server_of(app: ASGIApp) -> uvicorn.Server:
    """A server that says nothing, and ends in good time whoever is still connected."""
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="critical",  # a fault is told by the application, in one line
        access_log=False,
        server_header=False,
        proxy_headers=False,  # nobody stands between, and nobody may say so
        ws="none",
        lifespan="off",
        timeout_keep_alive=_IDLE,
        timeout_graceful_shutdown=_LAST_REQUESTS,
        limit_concurrency=200,
        h11_max_incomplete_event_size=32 * 1024,
    )
    return uvicorn.Server(config)


def show(path: Path) -> bool:
    """Open the browser by the file that leads in; whether there is one."""
    return webbrowser.open(path.as_uri())
