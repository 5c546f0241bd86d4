"""What is made of the program's own files, kept beside its bytecode and for as long as that.

To make the rule book of its YAML takes a fifth of a short run, the texts of a language a twentieth
(measured: 240 and 60 of 1,600 ms of CPU); to load them again takes a tenth of that. They are kept
as Python keeps bytecode: in ``__pycache__`` or where ``PYTHONPYCACHEPREFIX`` says, not with
``PYTHONDONTWRITEBYTECODE``, not where that folder cannot be written to; whoever can write there
can put code there as well. It is no cache of what was read: nothing of a report is in it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sys
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")

_DIGEST = hashlib.sha256().digest_size


def precompiled(
    name: str, sources: Iterable[Path], makers: Iterable[Path], make: Callable[[], T]
) -> T:
    """What ``make`` makes of ``sources``, or made of the very same bytes in an earlier process.

    ``makers`` are the folders of the modules that have a hand in it, the first the one in whose
    ``__pycache__`` it is kept; an edit to any of them is seen by its size and time. Raises what
    ``make`` raises, and nothing else.
    """
    files, folders = list(sources), list(makers)
    place = _place(folders[0], name)
    if place is None:
        return make()
    key = _key(files, folders)
    found = _kept(place, key)
    if found is not None:
        with contextlib.suppress(Exception):  # of what pickle makes of it: it is made anew
            again: T = pickle.loads(found)  # noqa: S301 - the program's own, like its bytecode
            return again
    made = make()
    if not sys.dont_write_bytecode and _key(files, folders) == key:  # nobody wrote meanwhile
        with contextlib.suppress(Exception):  # of what cannot be pickled: it is made each time
            _keep(place, key, pickle.dumps(made, protocol=pickle.HIGHEST_PROTOCOL))
    return made


def _place(folder: Path, name: str) -> Path | None:
    """Where it is kept; ``None`` where this Python keeps no bytecode at all."""
    try:
        return Path(cache_from_source(str(folder / f"{name}.py"))).with_suffix(".made")
    except NotImplementedError:
        return None


def _key(sources: Iterable[Path], makers: Iterable[Path]) -> bytes:
    """A digest of the sources' places and bytes, the modules' places, sizes and times, of Python.

    Sources that cannot be read are told by who makes something of them.
    """
    digest = hashlib.sha256(sys.version.encode())
    for path in sources:
        with contextlib.suppress(OSError):
            data = path.read_bytes()
            digest.update(f"{path}\0{len(data)}\0".encode() + data)
    for folder in makers:
        for path in sorted(folder.rglob("*.py")):
            digest.update(f"{path}\0".encode())
            with contextlib.suppress(OSError):  # an editor's lock, a link that leads nowhere
                about = path.stat()
                digest.update(f"{about.st_size}\0{about.st_mtime_ns}\0".encode())
    return digest.digest()


def _kept(place: Path, key: bytes) -> bytes | None:
    """What is kept under that key, whole; ``None`` for anything else."""
    try:
        found = place.read_bytes()
    except OSError:
        return None
    head, data = found[: 2 * _DIGEST], found[2 * _DIGEST :]
    return data if head == key + hashlib.sha256(data).digest() else None


def _keep(place: Path, key: bytes, data: bytes) -> None:
    """Written beside and put in place whole: two processes may do this at once."""
    draft = place.with_name(f"{place.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            with draft.open("xb") as stream:
                stream.write(key + hashlib.sha256(data).digest() + data)
            draft.replace(place)
        finally:
            draft.unlink(missing_ok=True)
