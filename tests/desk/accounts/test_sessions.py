"""Sessions: bounded in time and number, known by a hash alone."""

from __future__ import annotations

from checker.desk.accounts.sessions import IDLE, LIFE, Sessions, digest
from tests.desk.people import Clock


def test_a_session_is_found_by_its_secret_alone() -> None:
    found = Sessions(Clock())
    secret = found.begin("li", "hash")
    assert found.begin("li", "hash") != secret
    session = found.of(secret, is_used=True)
    assert session is not None
    assert (session.key, session.known) == ("li", "hash")
    for other in ("", "x", digest(secret), secret + "x", "\ud800"):
        assert found.of(other, is_used=True) is None
    assert secret not in repr(found._kept), "only its hash is kept"
    found.end(secret)
    assert found.of(secret, is_used=True) is None


def test_it_ends_when_nobody_uses_it() -> None:
    clock = Clock()
    found = Sessions(clock)
    secret = found.begin("li", "hash")
    clock.now += IDLE
    assert found.of(secret, is_used=True) is not None
    clock.now += IDLE
    assert found.of(secret, is_used=False) is not None, "what the script asks is no use of it"
    clock.now += 1
    assert found.of(secret, is_used=True) is None
    assert not found._kept


def test_it_ends_with_the_working_day_however_much_it_is_used() -> None:
    clock = Clock()
    found = Sessions(clock)
    secret = found.begin("li", "hash")
    for _ in range(int(LIFE / IDLE)):
        clock.now += IDLE
        assert found.of(secret, is_used=True) is not None
    clock.now += 1
    assert found.of(secret, is_used=True) is None


def test_a_user_has_some_browsers_and_no_more() -> None:
    clock = Clock()
    found = Sessions(clock)
    secrets = []
    for _ in range(12):
        clock.now += 1
        secrets.append(found.begin("li", "hash"))
    other = found.begin("wang", "hash")
    there = [found.of(one, is_used=True) is not None for one in secrets]
    assert there == [False, False] + [True] * 10
    assert found.of(other, is_used=True) is not None
    clock.now += LIFE + 1
    found.begin("zhao", "hash")
    assert len(found._kept) == 1, "what is over is forgotten"
