"""What a file is known by, and files with the same content, so that each is read once."""

from __future__ import annotations

import hashlib
import stat
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def duplicates(paths: Sequence[str]) -> dict[int, int]:
    """The positions of files whose content came before, each with the position of the first.

    Only regular files that share their size with another are opened: reports of one size are
    rare, so a folder of thousands costs little. What cannot be opened is nobody's duplicate; its
    reader says why.
    """
    by_size: dict[int, list[int]] = defaultdict(list)
    for position, path in enumerate(paths):
        size = _size(path)
        if size:
            by_size[size].append(position)
    same: dict[int, int] = {}
    for positions in by_size.values():
        first: dict[str, int] = {}
        for position in positions if len(positions) > 1 else ():
            digest = digest_of(paths[position])
            if digest and first.setdefault(digest, position) != position:
                same[position] = first[digest]
    return same


def _size(path: str) -> int:
    """Bytes of a regular file; 0 for anything else."""
    try:
        found = Path(path).stat()
    except (OSError, ValueError):  # not there, no permission, or no path at all (a null byte)
        return 0
    return found.st_size if stat.S_ISREG(found.st_mode) else 0


def digest_of(path: str) -> str:
    """The SHA-256 of a regular file; empty for anything else, and for what cannot be read."""
    try:
        if not stat.S_ISREG(Path(path).stat().st_mode):  # a pipe can be read once
            return ""
        with Path(path).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError):  # told by its reader; ValueError: a null byte in the path
        return ""
