"""The desk as a process: a port, the browser led in, everything ended."""

from __future__ import annotations

import webbrowser
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn

from checker.desk.app import application
from checker.desk.changes import Changes
from checker.desk.connections import Connection
from checker.desk.desk import Desk
from checker.desk.judge import Bench
from checker.desk.pictures import Pictures
from checker.desk.reading_queue import ReadingQueue
from checker.desk.remembered import Remembered

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from starlette.types import ASGIApp

    from checker.desk.credentials import Door
    from checker.desk.hosts import Hosts
    from checker.options import Options
    from checker.pipeline import StartReaders
    from checker.register.store import Store

_LAST_REQUESTS = 5  # seconds that requests may go on when the desk is closed
_IDLE = 30  # seconds that a connection may be open without a request


@dataclass(frozen=True, slots=True)
class Access:
    """By what the desk may be called, and who is let in.

    ``key`` lets other programs in, if it is not empty. ``proxies`` are the addresses of those that
    may say for whom they ask, and whether by HTTPS.
    """

    hosts: Hosts
    door: Door
    key: str = ""
    proxies: Sequence[str] = ()


@contextmanager
def opened(
    store: Store,
    folder: Path,
    options: Options,
    access: Access,
    *,
    lang: str,
    now: Callable[[], str],
    start_readers: StartReaders | None = None,
    prepares: bool = False,
) -> Iterator[uvicorn.Server]:
    """The desk over a store, its files in a folder; what it started ends with it.

    ``lang`` is that of whoever has chosen none, ``now`` gives the ISO time of decisions. The rules
    are loaded with the first report that is asked for, or, if the desk ``prepares``, at once.
    """
    changes = Changes()
    bench = Bench(store, options, lambda: now()[:10])
    reading = ReadingQueue(store, folder, bench, lambda: now()[:10], start_readers, changes=changes)
    with (
        reading as queue,
        Pictures(store, folder, options.reading) as pictures,
        store.watched() as stamp,
    ):
        if prepares:
            queue.prepare()
        remembered = Remembered(stamp)
        desk = Desk(store, access.door, bench, queue, pictures, changes, remembered, lang, now)
        app = application(desk, access.hosts, access.key)
        yield _server_of(app, changes, access.proxies)


def _server_of(app: ASGIApp, changes: Changes, proxies: Sequence[str]) -> uvicorn.Server:
    """A server that says nothing, and ends in good time whoever is still connected."""
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="critical",  # a fault is told by the application, in one line
        access_log=False,
        server_header=False,
        # Where nobody stands between, nobody may say so.
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
        http=Connection,
        ws="none",
        lifespan="off",
        timeout_keep_alive=_IDLE,
        timeout_graceful_shutdown=_LAST_REQUESTS,
        limit_concurrency=200,
        h11_max_incomplete_event_size=32 * 1024,
    )
    return _Server(config, changes)


class _Server(uvicorn.Server):
    """Ends the streams first: they are open for as long as somebody looks at a page."""

    def __init__(self, config: uvicorn.Config, changes: Changes) -> None:
        super().__init__(config)
        self._changes = changes

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the desk."""
        self._changes.end()
        await super().shutdown(sockets)


def show(address: str) -> bool:
    """Open the browser at an address; whether there is one."""
    return webbrowser.open(address)
