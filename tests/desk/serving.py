"""A desk that serves in this process, over a store of its own, and a browser without a screen."""

from __future__ import annotations

import http.client
import json
import re
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from sqlalchemy import func, select

from checker.desk.entrance import Entrance
from checker.desk.hosts import Hosts
from checker.desk.listening import HOST, listening
from checker.desk.server import Access, opened
from checker.options import Options
from checker.register.between import stale_filings
from checker.register.store import create_store, open_store
from checker.register.tables import ReportRow
from tests.register.commands import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from checker.desk.credentials import Door
    from checker.pipeline import StartReaders
    from checker.register.store import Store

NOW = "2024-02-10T09:30:00+08:00"
BOUNDARY = "----boundary"


@contextmanager
def made_up_readers(_: Options) -> Iterator[Reader]:
    """Reads reports that are written as JSON."""
    yield Reader([])


class Answer:
    """What came back."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.data = response.read()

    @property
    def text(self) -> str:
        return self.data.decode("utf-8")


@dataclass
class Visitor:
    """A browser as far as headers go: it keeps cookies, and says where a form comes from."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        host: str = "",
    ) -> Answer:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=30)
        connection.putrequest(method, path, skip_host=True)
        sent = {"Host": host or f"127.0.0.1:{self.port}", **(headers or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            sent["Content-Length"] = str(len(body))
        for name, value in sent.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = Answer(connection.getresponse())
        connection.close()
        for cookie in answer.headers.get_all("set-cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, *, part: bool = False, **fields: object) -> Answer:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Sec-Fetch-Site": "same-origin",
        }
        if part:
            headers["X-Desk-Part"] = "1"
        return self.ask("POST", path, urlencode(fields).encode(), headers)

    def upload(self, *files: tuple[str, bytes], **headers: str) -> Answer:
        sent = {
            "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
            "Sec-Fetch-Site": "same-origin",
            **headers,
        }
        return self.ask("POST", "/uploads", multipart(*files), sent)


def multipart(*files: tuple[str, bytes]) -> bytes:
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n".encode()
        + data
        + b"\r\n"
        for name, data in files
    ]
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


@dataclass
class Served:
    """A desk that serves; ``visitor`` was let in, where a link lets in."""

    store: Store
    folder: Path
    door: Door
    port: int
    visitor: Visitor
    clock: list[str]

    @property
    def entrance(self) -> Entrance:
        """The door of whoever sits at this machine."""
        assert isinstance(self.door, Entrance)
        return self.door

    def read_all(self) -> None:
        """Wait until nothing waits to be read."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            answer = self.visitor.get("/uploads/lines")
            if answer.headers["x-desk-waiting"] == "0":
                return
            time.sleep(0.02)
        raise AssertionError("still reading")

    def drop(self, *files: tuple[str, bytes]) -> None:
        answer = self.visitor.upload(*files)
        assert answer.status == 303, answer.text
        self.read_all()

    def settled(self) -> None:
        """Wait until everything is held against what it hangs on."""
        wait_for(lambda: not stale_filings(self.store))

    def last(self) -> int:
        """The number of the report that came last."""
        with self.store.reading() as session:
            return session.scalars(select(func.max(ReportRow.id))).one()

    def findings(self, number: int = 1) -> dict[str, str]:
        """The ids of a report's findings by rule."""
        page = self.visitor.get(f"/reports/{number}").text
        found = re.findall(r'id="title-([^"]+)">.*?\d+\. (\S+) ', page)
        return {rule: key for key, rule in found}


@contextmanager
def served(
    folder: Path,
    start_readers: StartReaders | None = made_up_readers,
    *,
    key: str = "",
    access_of: Callable[[int], Access] | None = None,
    **options: Any,
) -> Iterator[Served]:
    path = folder / "checker.db"
    store = open_store(path, "zh") if path.exists() else create_store(path, "zh")
    files = folder / "checker-files"
    clock = [NOW]
    with listening(0, "zh") as door:
        port = door.getsockname()[1]
        access = access_of(port) if access_of else Access(Hosts(port), Entrance(port), key)
        read = Options(lang="zh", jobs=1)._replace(**options)
        desk = opened(
            store,
            files,
            read,
            access,
            lang="zh",
            now=lambda: clock[0],
            start_readers=start_readers,
        )
        with desk as server:
            thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
            thread.start()
            try:
                while not server.started:
                    time.sleep(0.005)
                found = Served(store, files, access.door, port, Visitor(port), clock)
                if isinstance(access.door, Entrance):
                    way = urlsplit(access.door.first_address)
                    assert found.visitor.get(f"{way.path}?{way.query}").status == 200
                yield found
            finally:
                server.should_exit = True
                thread.join()


def report(**given: Any) -> bytes:
    """A report as the made-up reader reads it."""
    return json.dumps(given, ensure_ascii=False).encode()


def wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)
