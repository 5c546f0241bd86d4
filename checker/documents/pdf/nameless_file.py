"""Bytes under a path that lies in no folder, for a library that wants to open a file.

Given bytes, camelot writes them to a temporary file. A process that is killed leaves that copy of a
report behind, and nobody clears it away where its parent is killed with it. A file in memory ends
with the process that holds it, however that ends.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPEN_FILES = Path("/proc/self/fd")


@contextlib.contextmanager
def path_of(data: bytes) -> Iterator[str | bytes]:
    """A path to open while in here, or the bytes where the system has no such files (Linux has)."""
    handle = _file_in_memory()
    if handle is None:
        yield data
        return
    with os.fdopen(handle, "wb", buffering=0) as file:
        rest = memoryview(data)
        while rest:
            rest = rest[file.write(rest) :]
        yield str(_OPEN_FILES / str(handle))


def _file_in_memory() -> int | None:
    if sys.platform != "linux" or not _OPEN_FILES.exists():
        return None
    try:
        return os.memfd_create("report")
    except OSError:  # a sandbox that forbids it
        return None
