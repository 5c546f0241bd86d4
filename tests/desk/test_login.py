"""A desk for several people: who comes in, under what name, and what was tried against it."""

from __future__ import annotations

import http.client
import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from checker.desk.accounts import accounts, passwords
from checker.desk.accounts.attempts import MOST_OF_ADDRESS, MOST_OF_BOTH, WINDOW
from checker.desk.accounts.sessions import IDLE
from checker.desk.listening import HOST
from tests.desk.people import (
    PASSWORD,
    Clock,
    desk_of_people,
    logged_in,
    try_login,
    write_users,
)
from tests.desk.serving import Visitor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.desk.serving import Answer, Served

KEY = "k" * 40
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Served]:
    with desk_of_people(tmp_path, clock, key=KEY) as found:
        yield found


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Clock]]:
    clock = Clock()
    with desk_of_people(tmp_path_factory.mktemp("people"), clock) as found:
        yield found, clock


@pytest.fixture
def door(lasting: tuple[Served, Clock]) -> Served:
    """A desk for tests that leave nothing behind but failures, which are forgotten by then."""
    lasting[1].now += WINDOW
    return lasting[0]


def cookie_of(answer: Answer) -> str:
    (found,) = answer.headers.get_all("set-cookie", [])
    return found


# In and out.


def test_a_page_asks_for_the_name_and_leads_on_to_where_one_wanted(desk: Served) -> None:
    visitor = Visitor(desk.port)
    answer = visitor.get("/reports?verdict=fail&body=%E6%9F%90")
    assert answer.status == 303
    assert answer.headers["location"] == (
        "/login?back=/reports%3Fverdict%3Dfail%26body%3D%25E6%259F%2590"
    )
    form = visitor.get(answer.headers["location"])
    assert form.status == 200
    (back,) = set(re.findall(r'name="back" value="([^"]*)"', form.text))
    back = back.replace("&amp;", "&")
    assert back == "/reports?verdict=fail&body=%E6%9F%90"
    answer = try_login(visitor, back=back)
    assert (answer.status, answer.headers["location"]) == (303, back)
    cookie = cookie_of(answer)
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    assert "secure" not in cookie.lower(), "it would never come back over HTTP"
    assert "max-age" not in cookie.lower(), "gone with the browser"
    assert "张三" in visitor.get(back).text
    assert visitor.get("/login?back=/year").headers["location"] == "/year", "in already"


def test_logged_out_is_out_wherever_the_cookie_went(desk: Served) -> None:
    visitor = logged_in(desk)
    thief = Visitor(desk.port, dict(visitor.cookies))
    assert thief.get("/reports").status == 200
    answer = visitor.post("/logout")
    assert (answer.status, answer.headers["location"]) == (303, "/login")
    assert "checker-" in cookie_of(answer)
    assert "Max-Age=0" in cookie_of(answer)
    assert thief.get("/reports").status == 303
    assert visitor.ask("GET", "/logout").status in {303, 405}, "no link logs anybody out"


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("张三", PASSWORD[:-1]),
        ("张三", ""),
        ("王五", PASSWORD),
        ("", PASSWORD),
        ("", ""),
        ("张三\x00", PASSWORD),
        ("#", PASSWORD),
        ("x" * 10_000, PASSWORD),
        ("张三", "x" * 20_000),
        ("' OR 1=1 --", PASSWORD),
    ],
)
def test_what_is_wrong_is_not_told(door: Served, name: str, password: str) -> None:
    visitor = Visitor(door.port)
    answer = try_login(visitor, name, password)
    assert answer.status == 403
    assert "姓名或密码不对" in answer.text
    assert PASSWORD not in answer.text
    assert visitor.cookies == {}


def test_names_are_forgiving_and_stand_as_the_file_has_them(door: Served) -> None:
    visitor = Visitor(door.port)
    assert try_login(visitor, " ＬＩ ｓｉ ").status == 303
    assert "Li Si" in visitor.get("/").text


def test_an_unknown_name_costs_as_much_as_a_known_one(
    desk: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    real = passwords.matches

    def noted(known: str, password: str) -> bool:
        tried.append(known.rsplit("$", 2)[0])
        return real(known, password)

    monkeypatch.setattr(accounts, "matches", noted)
    try_login(Visitor(desk.port), "张三", "wrong")
    try_login(Visitor(desk.port), "nobody", "wrong")
    assert len(tried) == 2
    assert tried[0] == tried[1], "a hash of the same costs"


def test_a_session_ends_when_nobody_uses_it(desk: Served, clock: Clock) -> None:
    visitor = logged_in(desk)
    clock.now += IDLE
    assert visitor.get("/uploads/lines?ids=1").status == 200
    clock.now += 1
    assert visitor.get("/").status == 303, "the script that asks is nobody who sits there"


def test_a_form_of_whoever_is_out_again_is_told_so_and_not_lost_in_a_redirection(
    desk: Served, clock: Clock
) -> None:
    visitor = logged_in(desk)
    clock.now += IDLE + 1
    for part in (True, False):
        answer = visitor.post("/reports/1/findings/x", part=part, kind="correct", seen=0)
        assert answer.status == 403
        assert re.search('id="told"[^>]*>您没有登录', answer.text)
        assert 'href="/login"' in answer.text
    assert visitor.ask("GET", "/uploads/lines", headers={"X-Desk-Part": "1"}).status == 403


# What was tried against it.


@pytest.mark.parametrize(
    "back",
    [
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "http://evil.example/",
        "https:evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\r\nSet-Cookie: x=1",
        " //evil.example",
        "http://[",
        "/login?back=//evil.example",
        "/logout",
        "",
    ],
)
def test_nobody_is_led_anywhere_else(door: Served, back: str) -> None:
    form = Visitor(door.port).get(f"/login?{urlencode({'back': back})}")
    assert 'name="back" value="/"' in form.text
    visitor = Visitor(door.port)
    answer = try_login(visitor, back=back)
    assert (answer.status, answer.headers["location"]) == (303, "/")
    again = visitor.get(f"/login?{urlencode({'back': back})}")
    assert (again.status, again.headers["location"]) == (303, "/")


def test_a_path_with_two_strokes_is_no_way_out(door: Served) -> None:
    answer = Visitor(door.port).get("//evil.example/x")
    assert answer.status == 303
    assert answer.headers["location"].startswith("/login?back=")
    assert 'value="/"' in Visitor(door.port).get(answer.headers["location"]).text


def test_a_session_that_somebody_fixed_before_is_none(door: Served) -> None:
    """Whoever plants a cookie, be it a real one of theirs, has nothing after the log-in."""
    name = f"checker-{door.port}"
    visitor = Visitor(door.port, {name: "planted"})
    assert visitor.get("/").status == 303
    assert try_login(visitor).status == 303
    assert visitor.cookies[name] != "planted"
    assert Visitor(door.port, {name: "planted"}).get("/").status == 303
    attacker = logged_in(door, "Li Si")
    planted = dict(attacker.cookies)
    victim = Visitor(door.port, dict(planted))
    assert try_login(victim, "张三").status == 303
    assert victim.cookies[name] != planted[name]
    assert "张三" in victim.get("/").text
    assert Visitor(door.port, planted).get("/").status == 303, "and theirs is over"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
    ],
)
def test_no_other_page_logs_anybody_in_or_out(door: Served, headers: dict[str, str]) -> None:
    body = urlencode({"name": "张三", "password": PASSWORD}).encode()
    visitor = Visitor(door.port)
    answer = visitor.ask("POST", "/login", body, {**FORM, **headers})
    assert answer.status == 403
    assert visitor.cookies == {}
    inside = logged_in(door)
    assert inside.ask("POST", "/logout", b"", {**FORM, **headers}).status == 403
    assert inside.get("/").status == 200


def test_a_browser_that_tells_its_origin_alone_logs_in(door: Served) -> None:
    """Over HTTP to another machine no browser sends Sec-Fetch-Site."""
    body = urlencode({"name": "张三", "password": PASSWORD}).encode()
    own = {**FORM, "Origin": f"http://127.0.0.1:{door.port}"}
    assert Visitor(door.port).ask("POST", "/login", body, own).status == 303


def test_passwords_cannot_be_tried_at_leisure(
    desk: Served, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(MOST_OF_BOTH):
        assert try_login(Visitor(desk.port), "张三", "guess").status == 403
    assert "来自 127.0.0.1" in capsys.readouterr().err
    answer = try_login(Visitor(desk.port), "张三", PASSWORD)
    assert answer.status == 429, "not even the right one"
    assert answer.headers["retry-after"] == str(int(WINDOW))
    assert "请过 10 分钟再试" in answer.text
    assert logged_in(desk, "Li Si"), "their colleague in the same office comes in"
    names = (f"n{number}" for number in range(2 * MOST_OF_ADDRESS))
    assert [try_login(Visitor(desk.port), one, "guess").status for one in names][-1] == 429
    assert try_login(Visitor(desk.port), "Li Si").status == 429
    clock.now += WINDOW
    assert logged_in(desk)


def test_no_header_gives_another_address(desk: Served) -> None:
    """Without a proxy that was named, whoever sends these headers is who they are."""
    seen = []
    for number in range(MOST_OF_BOTH + 1):
        address = f"10.0.{number}.1"
        headers = {
            **FORM,
            "Sec-Fetch-Site": "same-origin",
            "X-Forwarded-For": address,
            "Forwarded": f"for={address}",
            "X-Real-IP": address,
            "X-Forwarded-Proto": "https",
        }
        body = urlencode({"name": "张三", "password": "guess"}).encode()
        seen.append(Visitor(desk.port).ask("POST", "/login", body, headers).status)
    assert seen[-1] == 429


def test_who_is_taken_out_of_the_file_is_out_at_once(desk: Served, tmp_path: Path) -> None:
    here, other = logged_in(desk), logged_in(desk, "Li Si")
    write_users(tmp_path / "users.txt", ["Li Si"])
    assert here.get("/").status == 303
    assert try_login(Visitor(desk.port), "张三").status == 403
    assert other.get("/").status == 303, "the password was set anew: another hash"
    assert logged_in(desk, "Li Si")


def test_a_new_password_ends_what_was_logged_in_with_the_old(desk: Served, tmp_path: Path) -> None:
    visitor = logged_in(desk)
    write_users(tmp_path / "users.txt", typed="another 12345")
    assert visitor.get("/").status == 303
    write_users(tmp_path / "users.txt")
    assert visitor.get("/").status == 303, "and it does not come back"


def test_a_faulty_file_lets_nobody_in_and_says_so(desk: Served, tmp_path: Path) -> None:
    visitor = logged_in(desk)
    good = (tmp_path / "users.txt").read_text("utf-8")
    (tmp_path / "users.txt").write_text(good + "王五\n", "utf-8")
    assert visitor.get("/").status == 303
    answer = try_login(Visitor(desk.port))
    assert answer.status == 503
    assert "用户文件不能读取" in answer.text
    (tmp_path / "users.txt").write_text(good, "utf-8")
    assert visitor.get("/").status == 200, "mended, everybody goes on"


def test_too_many_at_once_do_not_stop_the_pages(
    desk: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "_MOST_WAITING", 0)
    answer = try_login(Visitor(desk.port))
    assert answer.status == 503
    assert "请稍后再试" in answer.text


def test_the_page_is_small_and_says_nothing_of_the_machine(door: Served) -> None:
    answer = Visitor(door.port).get("/login")
    assert answer.headers["cache-control"] == "no-store"
    assert "<nav" not in answer.text
    assert "root" not in answer.text
    english = Visitor(door.port)
    done = english.post("/settings", lang="en", back="/login")
    assert (done.status, done.headers["location"]) == (303, "/login")
    assert "Log in" in english.get("/login").text
    assert Visitor(door.port).get("/enter?token=x").status == 404, "no token lets in here"


def test_a_form_to_log_in_is_bounded_like_any_other(door: Served) -> None:
    connection = http.client.HTTPConnection(HOST, door.port, timeout=30)
    headers = {**FORM, "Sec-Fetch-Site": "same-origin"}
    connection.request("POST", "/login", b"name=" + b"x" * 100_000, headers)
    assert connection.getresponse().status == 413
    connection.close()


def test_nobody_is_anonymous_at_the_interface(door: Served) -> None:
    for path in ("/api/v1/reports", "/api/v1/openapi.json", "/api/v1/files/1"):
        answer = Visitor(door.port).get(path)
        assert answer.status == 401
        assert "error" in json.loads(answer.data)
