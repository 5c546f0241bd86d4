"""What makes a start quick: imports without the collector, and without what nobody asked for.

``hurried`` and its parts are only for processes that are this program's own, the command line and
its children: they change the whole process, and a library has no business to.

Half of a short run is importing pandas, pandera and camelot; these two figures are of such a
start (2 cores): the collector takes a tenth of it, hypothesis (where installed) 70 ms.
"""

from __future__ import annotations

import gc
import os
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
def not_collecting() -> Iterator[None]:
    """Do without looking for cyclic garbage; afterwards the collector is as it was."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def acyclic() -> Iterator[None]:
    """Make what holds no cycles without looking for cyclic garbage, neither then nor afterwards.

    ``not_collecting`` alone only puts it off: with the next object made, the collector walks
    through all that is new. What is new counts as old here, and is looked at when old objects are.
    A process that has frozen objects of its own keeps them frozen, and waits for that walk.
    """
    with not_collecting():
        try:
            yield
        finally:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()


@contextmanager
def environment_kept() -> Iterator[None]:
    """Import what sets variables of the environment; afterwards all are as before.

    pandera sets two for Spark, OpenCV puts a folder of its own before LD_LIBRARY_PATH.
    """
    before = dict(os.environ)
    try:
        yield
    finally:
        for name in set(os.environ) - set(before):
            del os.environ[name]
        os.environ.update(
            {name: value for name, value in before.items() if os.environ.get(name) != value}
        )


@contextmanager
def hurried() -> Iterator[None]:
    """Import pandera and all that judges as quickly as the command line wants it.

    pandera imports hypothesis, where it is installed, to make up data: 70 ms of each start.
    """
    with uncollected(), as_if_absent("hypothesis"):
        yield


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
