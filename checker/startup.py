"""What makes a start quick: imports without the collector, and without what nobody asked for.

Half of a short run is importing pandas, pandera and camelot; these two figures are of such a
start (2 cores): the collector takes a tenth of it, hypothesis (where installed) 70 ms.
"""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def uncollected() -> Iterator[None]:
    """Import without looking for cyclic garbage, and never look through what was imported."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()


@contextmanager
def as_if_absent(package: str) -> Iterator[None]:
    """Import what would import a package if it were there, without it."""
    is_new = package not in sys.modules
    if is_new:
        sys.modules[package] = None  # type: ignore[assignment]  # the import system's own sign
    try:
        yield
    finally:
        if is_new:
            del sys.modules[package]
