"""A desk behind a proxy of HTTPS: what it may say, and what nobody else may."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from checker.desk.accounts.attempts import MOST_OF_BOTH
from tests.desk.people import PASSWORD, desk_of_people
from tests.desk.serving import Visitor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.desk.serving import Served

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PROXY = {"X-Forwarded-For": "10.1.1.1", "X-Forwarded-Proto": "https"}


@pytest.fixture
def behind(tmp_path: Path) -> Iterator[Served]:
    """A desk with a proxy of HTTPS before it, on the same machine."""
    further = {"desk.example": None, "nianbao.example": 8443}
    with desk_of_people(tmp_path, further=further, proxies=["127.0.0.1"]) as found:
        yield found


def test_a_proxy_that_was_named_tells_of_https(behind: Served) -> None:
    visitor = Visitor(behind.port)
    body = urlencode({"name": "张三", "password": PASSWORD}).encode()
    headers = {**FORM, **PROXY, "Origin": "https://desk.example"}
    answer = visitor.ask("POST", "/login", body, headers, host="desk.example")
    assert answer.status == 303
    (cookie,) = answer.headers.get_all("set-cookie", [])
    assert cookie.startswith(f"__Host-checker-{behind.port}=")
    assert "secure" in cookie.lower()
    assert "path=/" in cookie.lower()
    assert "domain" not in cookie.lower()
    assert visitor.ask("GET", "/", headers=PROXY, host="desk.example").status == 200
    direct = visitor.ask("GET", "/", host=f"desk.example:{behind.port}")
    assert direct.status == 303, "the cookie of HTTPS is none of HTTP"
    out = visitor.ask("POST", "/logout", b"", headers, host="desk.example")
    assert "secure" in out.headers["set-cookie"].lower()
    assert visitor.ask("GET", "/", headers=PROXY, host="desk.example").status == 303


@pytest.mark.parametrize(
    ("host", "scheme", "status"),
    [
        ("desk.example", "https", 200),
        ("desk.example:443", "https", 200),
        ("desk.example", "http", 200),
        ("desk.example:8443", "https", 400),
        ("nianbao.example:8443", "https", 200),
        ("nianbao.example", "https", 400),
        ("evil.example", "https", 400),
        ("desk.example.evil.example", "https", 400),
        ("desk.example", "wss", 400),
    ],
)
def test_names_that_were_named(behind: Served, host: str, scheme: str, status: int) -> None:
    headers = {"X-Forwarded-Proto": scheme, "X-Forwarded-For": "10.1.1.1"}
    answer = Visitor(behind.port).ask("GET", "/login", headers=headers, host=host)
    assert answer.status == status
    if status == 400:
        assert "--name" in answer.text


def test_a_form_of_http_is_none_of_https(behind: Served) -> None:
    headers = {**FORM, **PROXY, "Origin": "http://desk.example"}
    answer = Visitor(behind.port).ask("POST", "/login", b"name=x", headers, host="desk.example")
    assert answer.status == 403


def test_behind_a_proxy_everybody_is_counted_by_their_own_address(behind: Served) -> None:
    def guess(address: str, typed: str = "guess") -> int:
        body = urlencode({"name": "张三", "password": typed}).encode()
        headers = {**FORM, **PROXY, "Origin": "https://desk.example", "X-Forwarded-For": address}
        visitor = Visitor(behind.port)
        return visitor.ask("POST", "/login", body, headers, host="desk.example").status

    assert [guess("10.1.1.1") for _ in range(MOST_OF_BOTH + 1)][-1] == 429
    assert guess("10.1.1.2", PASSWORD) == 303
    # What the client itself wrote stands before what the proxy added.
    assert guess("10.9.9.9, 10.1.1.1", PASSWORD) == 429
