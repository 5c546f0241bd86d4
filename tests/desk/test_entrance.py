"""Who is let in: the holder of the token, once, and then their browser."""

from __future__ import annotations

import os
import stat

from checker.desk.credentials import cookie_of
from checker.desk.entrance import Entrance


def test_a_token_lets_in_once() -> None:
    entrance = Entrance(8866)
    token = entrance.first_address.partition("token=")[2]
    assert entrance.let_in("x" + token) is None
    session = entrance.let_in(token)
    assert session is not None
    assert entrance.let_in(token) is None
    assert entrance.is_in(f"other=1; {entrance.cookie}={session}")
    assert not entrance.is_in(f"{entrance.cookie}={token}")
    assert not entrance.is_in(f"{entrance.cookie}=")
    assert not entrance.is_in("")
    assert not Entrance(8866).is_in(f"{entrance.cookie}={session}"), "another start of the desk"


def test_nobody_else_can_read_the_file_that_leads_in() -> None:
    entrance = Entrance(8866)
    with entrance.redirect_file() as path:
        assert entrance.first_address in path.read_text("utf-8")
        if os.name == "posix":
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
            assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert not path.parent.exists()


def test_cookies_that_cannot_be_read_are_none() -> None:
    assert cookie_of("a=1; b=2", "b") == "2"
    assert cookie_of('other={"a": [1, 2]}; x=Li Si; b=2; c', "b") == "2", "of another program"
    assert cookie_of("b=1; b=2", "b") == "", "somebody else set one of them"
    assert cookie_of("b=2; b=2", "b") == "2"
    for cookies in ("", "b", "b=\x01; c", "=;=;", "b" * 10_000, "b=é"):
        assert isinstance(cookie_of(cookies, "b"), str)
