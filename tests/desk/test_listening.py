"""Where the desk listens, and by what it may be called there."""

from __future__ import annotations

import socket

import pytest

from checker.desk.entrance import Entrance
from checker.desk.hosts import Hosts, address_in, host_of, is_own_form
from checker.desk.listening import (
    Place,
    address_for,
    addresses_of,
    further_names,
    hosts_of,
    listening,
    place_of,
)
from checker.desk.server import Access
from checker.errors import CheckerError

PLAIN = Access(Hosts(8866), Entrance(8866))
EVERYWHERE = Place("0.0.0.0", socket.AF_INET, "0.0.0.0")  # noqa: S104 - is listened at nowhere
INSIDE = Place("10.1.2.3", socket.AF_INET, "10.1.2.3")


@pytest.mark.parametrize(
    ("name", "others"),
    [("127.0.0.1", False), ("127.8.9.1", False), ("::1", False), ("localhost", False),
     (EVERYWHERE.name, True), ("::", True), ("10.1.2.3", True), ("192.168.0.7", True)],
)  # fmt: skip
def test_who_reaches_it(name: str, *, others: bool) -> None:
    assert place_of(name, "zh").is_for_others is others


@pytest.mark.parametrize(
    "name", ["", " ", "no such host", "300.1.1.1", "a" * 300, "x..y", "年报\x00"]
)
def test_what_is_no_address(name: str) -> None:
    with pytest.raises(CheckerError, match="本机没有地址"):
        place_of(name, "zh")


def test_the_address_of_another_machine_is_told() -> None:
    with pytest.raises(CheckerError, match="端口 0 不能使用"):
        listening(0, "zh", Place("x", socket.AF_INET, "192.0.2.1"))


def test_it_listens_by_ipv6_too() -> None:
    with listening(0, "zh", place_of("::1", "zh")) as door:
        assert door.getsockname()[0] == "::1"


def test_by_an_address_one_names_it_so() -> None:
    hosts = hosts_of(INSIDE, 8866, {})
    assert hosts.accept(["10.1.2.3:8866"])
    for other in ("10.1.2.4:8866", "10.1.2.3", "office:8866", socket.gethostname() + ":8866"):
        assert not hosts.accept([other]), other


def test_everywhere_any_address_leads_and_no_foreign_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name can be made to lead here by whoever owns it; an address leads where it says."""
    monkeypatch.setattr(socket, "gethostname", lambda: "Office-PC")
    hosts = hosts_of(EVERYWHERE, 8866, {})
    for own in ("10.1.2.3:8866", "192.168.0.7:8866", "[fe80::1]:8866", "office-pc:8866"):
        assert hosts.accept([own]), own
    for other in ("evil.example:8866", "10.1.2.3:80", "10.1.2.3.evil.example:8866", "0x7f.1:8866"):
        assert not hosts.accept([other]), other
    assert address_for(EVERYWHERE, 8866, PLAIN) == "http://office-pc:8866/"
    assert address_for(INSIDE, 8866, PLAIN) == "http://10.1.2.3:8866/"
    assert address_for(place_of("::1", "zh"), 8866, PLAIN) == "http://[::1]:8866/"


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("desk.example", "https://desk.example/"),
        ("desk.example:443", "https://desk.example/"),
        ("desk.example:8443", "https://desk.example:8443/"),
    ],
)
def test_behind_a_proxy_people_are_told_its_address(name: str, address: str) -> None:
    hosts = Hosts(8866, further=further_names([name], "zh"))
    door = Entrance(8866)
    assert address_for(INSIDE, 8866, Access(hosts, door, "", ["127.0.0.1"])) == address
    assert address_for(INSIDE, 8866, Access(hosts, door)) == "http://10.1.2.3:8866/"


def test_a_machine_whose_name_no_address_can_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "张三的电脑")
    assert address_for(EVERYWHERE, 8866, PLAIN) == "http://127.0.0.1:8866/"
    assert hosts_of(EVERYWHERE, 8866, {}).accept(["10.1.2.3:8866"])


def test_further_names_have_their_port_or_the_usual_ones() -> None:
    found = further_names(["Desk.Example", "nianbao.example:8443", "年报.example"], "zh")
    assert found == {
        "desk.example": None,
        "nianbao.example": 8443,
        "年报.example".encode("idna").decode(): None,
    }
    hosts = Hosts(8866, further=found)
    for host, scheme in [
        ("desk.example", "https"), ("desk.example:443", "https"), ("desk.example", "http"),
        ("desk.example:8866", "http"), ("nianbao.example:8443", "https"),
    ]:  # fmt: skip
        assert hosts.accept([host], scheme), (host, scheme)
    for host, scheme in [
        ("desk.example:80", "https"), ("desk.example:1", "http"), ("nianbao.example", "https"),
        ("desk.example", "gopher"), ("sub.desk.example", "https"),
    ]:  # fmt: skip
        assert not hosts.accept([host], scheme), (host, scheme)


@pytest.mark.parametrize(
    "name",
    ["", "http://desk.example", "desk.example/", "a b", "desk:99999", "*", "a" * 300, "。。"],
)
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(CheckerError, match="不是网址中的主机名"):
        further_names([name], "zh")


def test_proxies_are_addresses() -> None:
    assert addresses_of(["10.0.0.1", "::1"], "zh") == ["10.0.0.1", "::1"]
    for other in ("*", "proxy", "10.0.0.0/8", ""):
        with pytest.raises(CheckerError, match="不是代理的 IP 地址"):
            addresses_of([other], "zh")


def test_hosts_as_they_are_written() -> None:
    assert host_of("A.b:80") == ("a.b", 80)
    assert host_of("[::1]") == ("[::1]", None)
    assert host_of("a:65536") is None
    assert address_in("[::1]") == "::1"
    assert address_in("localhost") is None
    assert is_own_form(None, "https://desk.example", "desk.example", "https")
    assert not is_own_form(None, "http://desk.example", "desk.example", "https")
