"""A ZIP archive among the inputs, and the names of what lies in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.model.inputs import OwnOutput, Unread

SIGN = "!/"
"""Between an archive and a member, as in the addresses of Java's archives and in Commons VFS."""
_MEMBER = re.compile(r"(.*?\.zip)!/(.+)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Contents:
    """What lies in an archive, sorted like a folder's files: to be read, and not.

    Paths are those of members: ``a.zip!/某县/年报.pdf``.
    """

    files: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    own: tuple[OwnOutput, ...] = ()


def is_archive(path: str) -> bool:
    """Whether a file is named as an archive that is taken as a folder."""
    return path.lower().endswith(".zip")


def member_of(path: str) -> tuple[str, str] | None:
    """Archive and name of the member that a path means; ``None`` for one that means a file."""
    found = _MEMBER.fullmatch(path)
    return None if found is None else (found[1], found[2])
