"""Whom a request is meant for, and who sent it."""

from __future__ import annotations

import pytest

from checker.desk.hosts import Hosts, is_own_form

OWN = Hosts(8866)


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8866", "localhost:8866", "LOCALHOST:8866", "[::1]:8866"]
)
def test_this_machine_by_any_of_its_names(host: str) -> None:
    assert OWN.accept([host])


def test_the_port_of_the_web_is_not_written() -> None:
    assert Hosts(80).accept(["localhost"])
    assert not OWN.accept(["localhost"])


@pytest.mark.parametrize(
    "hosts",
    [
        [],
        ["127.0.0.1:8866", "127.0.0.1:8866"],
        ["evil.example:8866"],
        ["127.0.0.1.evil.example:8866"],
        ["127.0.0.1:8867"],
        ["127.0.0.1:08866x"],
        ["127.0.0.1:8866@evil.example"],
        ["evil.example#127.0.0.1:8866"],
        ["[::1]evil:8866"],
        ["::1:8866"],
        ["[::2]:8866"],
        ["0.0.0.0:8866"],
        ["127.0.0.1:8866/x"],
        ["127.0.0.1 :8866"],
        ["127.0.0.1:８８６６"],
        [""],
    ],
)
def test_anybody_else(hosts: list[str]) -> None:
    assert not OWN.accept(hosts)


def test_forms_of_our_own_pages() -> None:
    host = "127.0.0.1:8866"
    assert is_own_form("same-origin", None, host)
    assert is_own_form(None, f"http://{host}", host)
    for site, origin in [
        ("cross-site", f"http://{host}"),
        ("same-site", f"http://{host}"),  # another port of this machine
        ("none", f"http://{host}"),
        (None, None),
        (None, "null"),
        (None, "http://evil.example"),
        (None, f"https://{host}"),
        (None, "http://127.0.0.1:8867"),
    ]:
        assert not is_own_form(site, origin, host), (site, origin)
