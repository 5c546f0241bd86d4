"""What makes a start quick: imports without the collector, and without what nobody asked for.

``hurried`` and its parts are only for processes that are this program's own, the command line and
its children: they change the whole process, and a library has no business to.

Half of a short run is importing pandas, pandera and camelot; these two figures are of such a
start (2 cores): the collector takes a tenth of it, hypothesis (where installed) 70 ms.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
from contextlib import contextmanager, suppress
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


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
    ``imported_lightly`` does within what it says.
    """
    _hurry.append(True)
    try:
        with uncollected(), as_if_absent("hypothesis"):
            yield
    finally:
        _hurry.pop()


def imported_lightly(package: str, *modules: str, naming: Sequence[str]) -> None:
    """Where the program is in a hurry, import a package with the names only of what it names.

    ``naming`` are modules that it imports for the sake of values that nobody here has (a model of
    pydantic, a mock). While it is imported, stand-ins give any name that it takes from them as a
    class that nothing is of; afterwards whoever imports them gets the real ones. A package that
    asks for more than names is forgotten, and is imported as ever by its next user.
    """
    if not _hurry or package in sys.modules:
        return
    before = set(sys.modules)
    try:
        with environment_kept(), _only_named(naming):
            for module in modules:
                import_module(module)
    except Exception:  # noqa: BLE001 - whatever a later version makes of a stand-in
        for name in set(sys.modules) - before:
            if name.partition(".")[0] == package:
                del sys.modules[name]


_hurry: list[bool] = []


class _Name(type):
    """What a class is called that is named and never used: whatever is asked of it is one, too."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = _name(name)
        setattr(cls, name, made)
        return made


def _name(name: str) -> type:
    return _Name(name, (Exception,), {})  # some are caught


class _Names(ModuleType):
    """A module of such names."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = _name(name)
        setattr(self, name, made)
        return made


@contextmanager
def _only_named(modules: Iterable[str]) -> Iterator[None]:
    """Import what would import these modules with stand-ins for those that are not there yet."""
    from importlib.metadata import PackageNotFoundError, version

    new = [name for name in modules if name not in sys.modules]
    for name in new:
        stand_in = _Names(name)
        with suppress(PackageNotFoundError):  # a module of Python's own
            stand_in.__version__ = version(name)  # type: ignore[attr-defined]  # as it is
        sys.modules[name] = stand_in
    try:
        yield
    finally:
        for name in new:
            if isinstance(sys.modules.get(name), _Names):
                del sys.modules[name]


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


def leave(status: int) -> NoReturn:
    """End this process, which is the program's own, without taking apart what it had imported.

    Python would give back every object of pandas one by one: 0.1 of the 2.2 s of CPU of a short
    run. What others have registered for the end is done; where somebody looks on (a profiler), a
    thread still works, or the last words cannot be written, it ends as Python ends.
    """
    if sys.getprofile() is None and sys.gettrace() is None and threading.active_count() == 1:
        try:
            _flush()
            atexit._run_exitfuncs()  # noqa: SLF001 - what Python does next; it has no other name
            _flush()
        except (OSError, ValueError):  # a pipe that nobody reads, a stream that somebody closed
            sys.exit(status)
        os._exit(status)
    sys.exit(status)


def _flush() -> None:
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.flush()
