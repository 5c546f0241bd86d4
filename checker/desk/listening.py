"""Where the desk listens: on this machine alone, or where others reach it, and by what name."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.desk.hosts import OWN_NAMES, Hosts, address_in, host_of
from checker.errors import CheckerError
from checker.i18n import system_reason, translate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.desk.server import Access

HOST = "127.0.0.1"
HTTPS = 443
_QUEUE = 128  # connections that wait to be taken


@dataclass(frozen=True, slots=True)
class Place:
    """An address to listen at, and the name that was given for it."""

    name: str
    family: socket.AddressFamily
    address: str

    @property
    def is_for_others(self) -> bool:
        """Whether anybody but this machine reaches it."""
        return not ipaddress.ip_address(self.address).is_loopback

    @property
    def is_everywhere(self) -> bool:
        """Whether it is every address of this machine."""
        return ipaddress.ip_address(self.address).is_unspecified


def place_of(name: str, lang: str) -> Place:
    """Where a name or an address is; ``CheckerError`` for what is none of this machine's."""
    if not name.strip():
        raise CheckerError(translate("desk.no-address", lang, host=name))
    try:
        found = socket.getaddrinfo(name, 0, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        raise CheckerError(translate("desk.no-address", lang, host=name)) from error
    family, _, _, _, address = found[0]
    return Place(name, family, str(address[0]))


def listening(port: int, lang: str, place: Place | None = None) -> socket.socket:
    """A socket at a place, on this machine alone if none is named.

    ``CheckerError`` where the port is taken, or the address is none of this machine's.
    """
    at = place or Place(HOST, socket.AF_INET, HOST)
    found = socket.socket(at.family, socket.SOCK_STREAM)
    try:
        found.bind((at.address, port))
        found.listen(_QUEUE)
    except OSError as error:
        found.close()
        reason = system_reason(error, lang)
        told = translate("desk.port-taken", lang, port=port, reason=reason)
        raise CheckerError(told) from error
    return found


def hosts_of(place: Place, port: int, further: Mapping[str, int | None]) -> Hosts:
    """By what a desk may be called that listens at a place and goes by further names as well."""
    own = {_written(place.address), _own_name(place)} - {""}
    return Hosts(port, OWN_NAMES | own, further, by_address=place.is_everywhere)


def further_names(given: Sequence[str], lang: str) -> Mapping[str, int | None]:
    """Names with or without a port, as users write them; ``CheckerError`` for what is none."""
    found = {}
    for one in given:
        try:
            host = host_of(one if one.isascii() else one.encode("idna").decode("ascii"))
        except UnicodeError:
            host = None
        if host is None:
            raise CheckerError(translate("desk.no-name", lang, name=one))
        found[host[0]] = host[1]
    return found


def addresses_of(given: Sequence[str], lang: str) -> Sequence[str]:
    """The addresses of proxies; ``CheckerError`` for what is none."""
    for one in given:
        if address_in(one) is None:
            raise CheckerError(translate("desk.no-proxy", lang, address=one))
    return [str(ipaddress.ip_address(one)) for one in given]


def address_for(place: Place, port: int, access: Access) -> str:
    """The address to tell people: that of a proxy before it, else of the place itself.

    Where it listens everywhere that is the name of this machine.
    """
    for name, at in access.hosts.further.items() if access.proxies else ():
        return f"https://{name}/" if at in {None, HTTPS} else f"https://{name}:{at}/"
    return f"http://{_own_name(place) or _written(place.address)}:{port}/"


def _own_name(place: Place) -> str:
    """The name of the place as a Host has it; empty for none that can stand there."""
    name = socket.gethostname() if place.is_everywhere else place.name
    if place.is_everywhere and host_of(name) is None:
        return "127.0.0.1"  # a name of other letters: whoever knows the address writes that
    return name.lower() if host_of(name) is not None and address_in(name) is None else ""


def _written(address: str) -> str:
    return f"[{address}]" if ":" in address else address
