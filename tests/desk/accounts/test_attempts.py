"""How often somebody may try, whoever they are, wherever they try from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.desk.accounts import attempts
from checker.desk.accounts.attempts import (
    MOST_OF_ADDRESS,
    MOST_OF_BOTH,
    MOST_OF_NAME,
    WINDOW,
    Attempts,
    network_of,
)
from tests.desk.people import Clock

if TYPE_CHECKING:
    import pytest

HERE = "10.0.0.5"


def test_after_some_failures_one_has_to_wait() -> None:
    clock = Clock()
    found = Attempts(clock)
    for _ in range(MOST_OF_BOTH):
        assert found.begin("li", HERE) == 0
        clock.now += 1
    assert found.is_spent("li", HERE)
    assert found.begin("li", HERE) == WINDOW - MOST_OF_BOTH
    assert found.begin("li", "10.0.0.6") == 0, "nobody is kept out by failures from elsewhere"
    assert found.begin("wang", HERE) == 0
    clock.now += WINDOW - MOST_OF_BOTH
    assert found.begin("li", HERE) == 0
    assert found.begin("li", HERE) == 1, "one for one"


def test_a_success_makes_up_for_slips() -> None:
    found = Attempts(Clock())
    for _ in range(3 * MOST_OF_ADDRESS):
        assert found.begin("li", HERE) == 0
        found.succeeded("li", HERE)
    for _ in range(MOST_OF_BOTH):
        assert found.begin("li", HERE) == 0
    assert found.begin("li", HERE) > 0


def test_one_address_cannot_go_through_the_names() -> None:
    found = Attempts(Clock())
    tried = sum(found.begin(f"n{number}", HERE) == 0 for number in range(100))
    assert tried == MOST_OF_ADDRESS


def test_many_addresses_do_not_help_with_one_name() -> None:
    found = Attempts(Clock())
    tried = sum(found.begin("li", f"10.0.{number}.1") == 0 for number in range(200))
    assert tried == MOST_OF_NAME


def test_an_address_of_ipv6_is_as_much_as_somebody_has() -> None:
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff:2") != network_of("2001:db9::1")
    assert network_of("::ffff:10.0.0.5") == HERE
    assert network_of("unix") == "unix"


def test_what_is_counted_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "_MOST_KEPT", 30)
    found = Attempts(Clock())
    for number in range(200):
        found.begin(f"n{number}", f"10.0.{number}.1")
    assert len(found._failed) <= 30
