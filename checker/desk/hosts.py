"""Whether a request was meant for this server: its Host, and where it came from.

A page of somebody else's can make the browser ask us under its own name (DNS rebinding), or send a
form to us (CSRF). The first has another Host, the second says so in Sec-Fetch-Site or in Origin.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

OWN_NAMES = ("127.0.0.1", "localhost", "[::1]")
_HOST = re.compile(r"(\[[0-9a-f:]{2,45}\]|[a-z0-9.-]{1,253})(?::([0-9]{1,5}))?")
_HTTP = 80


def is_own_host(values: Sequence[str], port: int) -> bool:
    """Whether a request names this machine, and this port, as its one Host."""
    if len(values) != 1:
        return False
    found = _HOST.fullmatch(values[0].lower())
    return found is not None and found[1] in OWN_NAMES and int(found[2] or _HTTP) == port


def is_own_form(site: str | None, origin: str | None, host: str) -> bool:
    """Whether what changes something was sent by one of our own pages.

    ``site`` is Sec-Fetch-Site, which every browser since Chromium 76 sends; without it, and with
    no Origin either, nobody tells who asks: refused.
    """
    if site is not None:
        return site == "same-origin"
    return origin is not None and origin.lower() == f"http://{host.lower()}"
