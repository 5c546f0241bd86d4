"""Whether a request was meant for this server: its Host, and where it came from.

A page of somebody else's can make the browser ask us under its own name (DNS rebinding), or send a
form to us (CSRF). The first has another Host, the second says so in Sec-Fetch-Site or in Origin.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OWN_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})
_HOST = re.compile(r"(\[[0-9a-f:.]{2,45}\]|[a-z0-9._-]{1,253})(?::([0-9]{1,5}))?")
_PORTS = {"http": 80, "https": 443}
_MOST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class Hosts:
    """By what a browser may call this server.

    ``names`` are called at its own ``port``; ``further`` ones at the port beside them, with
    ``None`` at its own and at the one that the web has by itself (80, 443). ``by_address``: by any
    address as well, since only a name can be made to lead elsewhere.
    """

    port: int
    names: frozenset[str] = OWN_NAMES
    further: Mapping[str, int | None] = field(default_factory=dict)
    by_address: bool = False

    def accept(self, values: Sequence[str], scheme: str = "http") -> bool:
        """Whether a request names this server as its one Host."""
        if len(values) != 1:
            return False
        found = host_of(values[0])
        if found is None:
            return False
        name, written = found
        port = _PORTS.get(scheme, 0) if written is None else written
        if name in self.further:
            wanted = self.further[name]
            return port == wanted or (wanted is None and port in {self.port, _PORTS.get(scheme)})
        return port == self.port and (
            name in self.names or (self.by_address and address_in(name) is not None)
        )


def host_of(given: str) -> tuple[str, int | None] | None:
    """The name and the port of a Host as it is written, in small letters; ``None`` for no such."""
    found = _HOST.fullmatch(given.lower())
    if found is None or int(found[2] or 0) > _MOST_PORT:
        return None
    return found[1], None if found[2] is None else int(found[2])


def address_in(name: str) -> str | None:
    """The address that a Host is, without brackets; ``None`` for a name."""
    try:
        return str(ipaddress.ip_address(name.strip("[]")))
    except ValueError:
        return None


def is_own_form(site: str | None, origin: str | None, host: str, scheme: str = "http") -> bool:
    """Whether what changes something was sent by one of our own pages.

    ``site`` is Sec-Fetch-Site, which every browser since Chromium 76 sends to this machine and by
    HTTPS; without it Origin tells, and without both nobody tells who asks: refused.
    """
    if site is not None:
        return site == "same-origin"
    return origin is not None and origin.lower() == f"{scheme}://{host.lower()}"
