"""What stands before every page, with the headers that everybody can send."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from checker.desk import connections, incoming
from checker.desk.listening import HOST
from tests.desk.serving import BOUNDARY, Visitor, multipart, served, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.desk.serving import Served

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PAGES = ("/", "/reports", "/reports/1", "/reports/1/next", "/uploads/lines", "/nowhere")


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("door")) as found:
        yield found


@pytest.mark.parametrize("path", PAGES)
def test_nobody_comes_in_without_a_session(door: Served, path: str) -> None:
    stranger = Visitor(door.port)
    answer = stranger.get(path)
    assert answer.status == 403
    assert "checker serve" in answer.text
    stranger.cookies = {door.entrance.cookie: "guessed"}
    assert stranger.get(path).status == 403


@pytest.mark.parametrize("path", [*PAGES, "/static/desk.css", "/enter"])
def test_no_other_name_leads_here(door: Served, path: str) -> None:
    """DNS rebinding: the browser asks us under somebody else's name, with our cookie or not."""
    answer = door.visitor.ask("GET", path, host=f"evil.example:{door.port}")
    assert answer.status == 400
    assert "127.0.0.1" in answer.text


@pytest.mark.parametrize(
    "path", ["/uploads", "/settings", "/reports/1/findings/x", "/nowhere", "/"]
)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
    ],
)
def test_no_other_page_can_send_a_form(door: Served, path: str, headers: dict[str, str]) -> None:
    answer = door.visitor.ask("POST", path, b"name=x", {**FORM, **headers})
    assert answer.status == 403
    assert answer.headers.get_all("set-cookie") is None


def test_methods_that_are_neither_are_forms_too(door: Served) -> None:
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        assert door.visitor.ask(method, "/").status == 403


def test_every_answer_says_what_a_browser_may_do_with_it(door: Served) -> None:
    stranger = Visitor(door.port)
    for answer in (
        door.visitor.get("/"),
        door.visitor.get("/nowhere"),
        door.visitor.get("/static/desk.js"),
        stranger.get("/"),
        stranger.ask("GET", "/", host="evil.example"),
        door.visitor.ask("POST", "/uploads", b"", FORM),
    ):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert "server" not in answer.headers
    assert door.visitor.get("/").headers["cache-control"] == "no-store"


def test_the_second_use_of_the_link_is_explained(door: Served) -> None:
    stranger = Visitor(door.port)
    answer = stranger.get("/enter?token=used")
    assert answer.status == 403
    assert "只能用一次" in answer.text
    assert stranger.cookies == {}
    assert door.visitor.get("/enter?token=used").status == 303, "whoever is in goes on"


def test_cookies_are_for_our_own_pages_alone(door: Served) -> None:
    answer = door.visitor.post("/settings", name="王五", back="/reports")
    for cookie in answer.headers.get_all("set-cookie", []):
        assert "HttpOnly" in cookie
        assert "samesite=strict" in cookie.lower()


@pytest.mark.parametrize(
    ("back", "to"),
    [
        ("/reports?year=2023", "/reports?year=2023"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("http://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/\r\nSet-Cookie: x=1", "/"),
        ("", "/"),
    ],
)
def test_settings_lead_back_to_our_own_pages(door: Served, back: str, to: str) -> None:
    answer = door.visitor.post("/settings", back=back)
    assert (answer.status, answer.headers["location"]) == (303, to)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../desk.py", "/static/%2e%2e/desk.py", "/static/desk.css/..", "/reports/../x",
        "/reports/1/pages/../../x.png", "/reports/0", "/reports/-1", "/reports/1e3",
        f"/reports/{10**40}", "/reports/1/pages/99999999999.png", "/reports/1/cells/..%2f..%2f",
        "/reports/1/cells/a.b.c.d", "/reports/1/cells/" + "a" * 5000, "/reports/1/findings/x",
        "/%00", "/reports/1;x=1", "/reports?part=0", "/reports?part=x", "/?before=x",
        "/openapi.json", "/docs",
    ],
)  # fmt: skip
def test_paths_lead_to_pages_or_nowhere(door: Served, path: str) -> None:
    answer = door.visitor.get(path)
    assert answer.status in (404, 405, 422)
    assert "Traceback" not in answer.text


def test_a_form_that_is_too_long_is_not_read(door: Served) -> None:
    headers = {**FORM, "Sec-Fetch-Site": "same-origin"}
    answer = door.visitor.ask("POST", "/settings", b"name=" + b"x" * 100_000, headers)
    assert answer.status == 413
    fields = "&".join(f"a{number}=1" for number in range(100)).encode()
    assert door.visitor.ask("POST", "/settings", fields, headers).status == 400
    assert door.visitor.ask("POST", "/settings", b"name=%ff", headers).status == 400
    assert door.visitor.ask("POST", "/settings", "name=é".encode(), headers).status == 400
    other = {**headers, "Content-Type": "text/plain"}
    assert door.visitor.ask("POST", "/settings", b"name=x", other).status == 415


def nothing_is_left(door: Served) -> bool:
    return not [one for one in door.folder.iterdir() if one.name.startswith(".incoming")]


@pytest.mark.parametrize(
    ("limit", "value", "files", "status"),
    [
        ("MOST_FILE", 100, [("a.pdf", b"x" * 101)], 413),
        ("MOST_ALL", 300, [("a.pdf", b"x" * 90), ("b.pdf", b"x" * 90)], 413),
        ("MOST_FILES", 1, [("a.pdf", b"x"), ("b.pdf", b"x")], 413),
        ("MOST_FILE", 100, [("a.pdf", b"x" * 100)], 303),
    ],
)
def test_uploads_are_counted_by_us(
    door: Served,
    monkeypatch: pytest.MonkeyPatch,
    *,
    limit: str,
    value: int,
    files: list[tuple[str, bytes]],
    status: int,
) -> None:
    monkeypatch.setattr(incoming, limit, value)
    before = len(list(door.folder.iterdir()))
    assert door.visitor.upload(*files).status == status
    door.read_all()
    assert nothing_is_left(door)
    assert len(list(door.folder.iterdir())) == before + (status == 303)


def test_a_length_that_lies_does_not_help(door: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sent in chunks nobody says before how much it will be."""
    monkeypatch.setattr(incoming, "MOST_ALL", 1000)
    connection = http.client.HTTPConnection(HOST, door.port, timeout=30)
    cookie = "; ".join(f"{name}={value}" for name, value in door.visitor.cookies.items())
    headers = {
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Sec-Fetch-Site": "same-origin",
        "Cookie": cookie,
        "Transfer-Encoding": "chunked",
    }
    data = multipart(("a.pdf", b"x" * 5000))
    chunks = [data[start : start + 500] for start in range(0, len(data), 500)]
    told = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in (*chunks, b""))
    # All at once: the desk need not wait for the last of them before it closes the line.
    connection.request("POST", "/uploads", told, headers)
    assert connection.getresponse().status == 413
    connection.close()
    assert nothing_is_left(door)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense",
        multipart(("a.pdf", b"x"))[:-10],
        f"--{BOUNDARY}\r\n".encode() + b"x" * 200_000,
        f"--{BOUNDARY}\r\nA: ".encode() + b"x" * 200_000 + b"\r\n\r\n",
        multipart(),
        multipart(("", b"x")),
    ],
)
def test_what_is_no_form_of_files_is_refused(door: Served, body: bytes) -> None:
    headers = {
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Sec-Fetch-Site": "same-origin",
    }
    answer = door.visitor.ask("POST", "/uploads", body, headers)
    assert answer.status in (400, 413)
    assert 'id="told"' in answer.text
    assert nothing_is_left(door)


def test_a_sender_that_falls_silent_is_let_go(
    door: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "_SILENCE", 0.2)
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    with socket.create_connection((HOST, door.port), timeout=30) as slow:
        slow.sendall(asked(door, "/uploads", kind, 5000) + f"--{BOUNDARY}".encode())
        assert slow.recv(100).startswith(b"HTTP/1.1 408")
    assert nothing_is_left(door)


def test_a_head_that_comes_byte_by_byte_is_let_go(
    door: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many as the server takes at all, and nobody else would come in."""
    monkeypatch.setattr(connections, "HEAD_WITHIN", 3.0)

    def answers(status: int) -> bool:
        return Visitor(door.port).get("/static/desk.svg").status == status

    with socket.create_connection((HOST, door.port), timeout=30) as again:
        again.sendall(b"GET /static/desk.svg HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n" % door.port)
        assert again.recv(100).startswith(b"HTTP/1.1 200")
        again.sendall(b"GET / HTTP/1.1\r\nX: ")  # and a second one that never ends
        slow = [socket.create_connection((HOST, door.port), timeout=30) for _ in range(220)]
        wait_for(lambda: answers(503))
        with suppress(OSError):
            for _ in range(200):
                slow[0].sendall(b"G")
                time.sleep(0.1)
            raise AssertionError("still open")
        for one in (again, *slow):  # else this waits for 30 s and fails
            with suppress(ConnectionResetError):
                while one.recv(1000):
                    pass
            one.close()
    assert answers(200)


def test_a_body_that_takes_longer_than_a_head_is_waited_for(
    door: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "HEAD_WITHIN", 0.3)
    with socket.create_connection((HOST, door.port), timeout=30) as slow:
        slow.sendall(asked(door, "/settings", FORM["Content-Type"], 6))
        time.sleep(0.6)
        slow.sendall(b"keys=x")
        assert slow.recv(100).startswith(b"HTTP/1.1 303")


def test_a_form_that_comes_byte_by_byte_is_let_go(
    door: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "_SILENCE", 0.5)
    with socket.create_connection((HOST, door.port), timeout=30) as slow:
        slow.sendall(asked(door, "/settings", FORM["Content-Type"], 5000))
        with suppress(OSError):  # closed by then
            for _ in range(20):
                slow.sendall(b"x")
                time.sleep(0.1)
        assert slow.recv(100).startswith(b"HTTP/1.1 408")


def asked(door: Served, path: str, kind: str, length: int) -> bytes:
    """The head of a form that our own page sends."""
    cookie = "; ".join(f"{name}={value}" for name, value in door.visitor.cookies.items())
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{door.port}\r\nCookie: {cookie}\r\n"
        f"Sec-Fetch-Site: same-origin\r\nContent-Length: {length}\r\nContent-Type: {kind}\r\n\r\n"
    ).encode()


def test_many_slow_senders_keep_nobody_from_the_pages(door: Served) -> None:
    slow = [socket.create_connection((HOST, door.port)) for _ in range(30)]
    try:
        for one in slow:
            one.sendall(b"GET / HTTP/1.1\r\nHost: ")
        began = time.monotonic()
        assert door.visitor.get("/").status == 200
        assert time.monotonic() - began < 5
    finally:
        for one in slow:
            one.close()


def test_all_threads_end_with_the_desk(tmp_path_factory: pytest.TempPathFactory) -> None:
    before = {one.name for one in threading.enumerate()}
    with served(tmp_path_factory.mktemp("ends")) as found:
        assert found.visitor.get("/").status == 200
    left = {one.name for one in threading.enumerate()} - before
    assert not [name for name in left if name.startswith("reading-queue")]
