"""How often somebody may try to log in: failures are counted by name, by address and by both.

By both first, so that nobody keeps another out by failing in their name from elsewhere; by address,
so that nobody tries one password on every name; by name, so that many addresses do not help.
"""

from __future__ import annotations

import ipaddress
import math
from collections import OrderedDict, deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

WINDOW = 600.0
"""Seconds that a failure counts."""
MOST_OF_BOTH, MOST_OF_ADDRESS, MOST_OF_NAME = 5, 20, 50
_MOST_KEPT = 20_000  # of what is counted by; the oldest are forgotten


class Attempts:
    """Log-ins that failed of late; ``clock`` gives seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._failed: OrderedDict[tuple[str, ...], deque[float]] = OrderedDict()

    def begin(self, name: str, address: str) -> int:
        """Seconds to wait before another try; 0 where this one may be made.

        It counts as failed from now on until ``succeeded``: many at once are no way round.
        """
        wait = self._longest(name, address)
        if wait:
            return math.ceil(wait)
        now = self._clock()
        for kind, _ in _kinds(name, network_of(address)):
            self._failed.setdefault(kind, deque()).append(now)
            self._failed.move_to_end(kind)
        while len(self._failed) > _MOST_KEPT:
            self._failed.popitem(last=False)
        return 0

    def succeeded(self, name: str, address: str) -> None:
        """The try that was begun last did not fail, and those before it were somebody's slips."""
        (both, _), *others = _kinds(name, network_of(address))
        self._failed.pop(both, None)
        for kind, _ in others:
            if self._failed.get(kind):
                self._failed[kind].pop()

    def is_spent(self, name: str, address: str) -> bool:
        """Whether the next try has to wait."""
        return self._longest(name, address) > 0

    def _longest(self, name: str, address: str) -> float:
        now = self._clock()
        kinds = _kinds(name, network_of(address))
        return max(self._wait(kind, most, now) for kind, most in kinds)

    def _wait(self, kind: tuple[str, ...], most: int, now: float) -> float:
        failed = self._failed.get(kind)
        if failed is None:
            return 0.0
        while failed and failed[0] <= now - WINDOW:
            failed.popleft()
        return failed[-most] + WINDOW - now if len(failed) >= most else 0.0


def _kinds(name: str, network: str) -> tuple[tuple[tuple[str, ...], int], ...]:
    return (
        (("both", name, network), MOST_OF_BOTH),
        (("address", network), MOST_OF_ADDRESS),
        (("name", name), MOST_OF_NAME),
    )


def network_of(address: str) -> str:
    """The address that somebody is known by: of IPv6 the half that they cannot choose."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
