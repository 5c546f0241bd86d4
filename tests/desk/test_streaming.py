"""Hints that something changed: a stream each page, few of one browser, over with the desk."""

from __future__ import annotations

import http.client
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from checker.desk import changes, server, streaming
from checker.desk.listening import HOST
from tests.desk.people import Clock, desk_of_people, logged_in
from tests.desk.serving import report, served, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

    from tests.desk.serving import Served, Visitor


@contextmanager
def stream(visitor: Visitor) -> Iterator[http.client.HTTPResponse]:
    """An open stream, as a browser has it."""
    connection = http.client.HTTPConnection(HOST, visitor.port, timeout=30)
    cookie = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    connection.request("GET", "/uploads/changes", headers={"Cookie": cookie})
    response = connection.getresponse()
    try:
        yield response
    finally:
        response.close()
        connection.close()


def next_of(response: http.client.HTTPResponse) -> bytes:
    """The next event, line by line, up to the blank line behind it; nothing at the end."""
    found = b""
    while not found.endswith(b"\n\n"):
        line = response.readline()
        if not line:
            break
        found += line
    return found


def test_a_change_is_told_at_once(desk: Served) -> None:
    with stream(desk.visitor) as response:
        assert response.status == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        assert response.headers["x-accel-buffering"] == "no"
        assert next_of(response).startswith(b"retry: ")
        began = time.monotonic()
        desk.drop(("a.pdf", report(body="某县教育局")))
        assert next_of(response) == b"event: change\ndata:\n\n"
        assert time.monotonic() - began < 10


def test_strangers_hear_nothing(desk: Served) -> None:
    desk.visitor.cookies = {}
    with stream(desk.visitor) as response:
        assert response.status == 403


def test_a_browser_has_few_and_all_together_are_bounded(
    desk: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    with stream(desk.visitor), stream(desk.visitor), stream(desk.visitor) as third:
        assert third.status == 200
        with stream(desk.visitor) as fourth:
            assert fourth.status == 204, "after which a browser does not ask again"
        assert desk.visitor.get("/").status == 200

    def has_room() -> bool:
        with stream(desk.visitor) as response:
            return response.status == 200

    wait_for(has_room)
    monkeypatch.setattr(changes, "MOST", 0)
    assert not has_room()


def test_a_stream_of_whoever_logs_out_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "_BEAT", 0.05)
    with desk_of_people(tmp_path, Clock()) as desk:
        visitor = logged_in(desk)
        with stream(visitor) as response:
            next_of(response)
            assert next_of(response) == b":\n\n", "still there"
            visitor.post("/logout")
            assert b"" in (next_of(response) for _ in range(100))


def test_a_stream_lives_for_a_while_and_comes_again(
    desk: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "_BEAT", 0.02)
    monkeypatch.setattr(streaming, "_LIFE", 0.1)
    for _ in range(5):
        with stream(desk.visitor) as response:
            assert response.status == 200
            assert b"" in (next_of(response) for _ in range(100))


def test_streams_end_with_the_desk(tmp_path: Path) -> None:
    with ExitStack() as streams:
        with served(tmp_path) as desk:
            response = streams.enter_context(stream(desk.visitor))
            next_of(response)
            leaving = time.monotonic()
        assert time.monotonic() - leaving < server._LAST_REQUESTS, "nobody was waited for"
        assert next_of(response) == b"", "and it was ended, not cut off"
