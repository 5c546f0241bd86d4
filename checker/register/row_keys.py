"""What tells a row of a list from every other: its store, its list, its finding, and a check.

``3f9a2c1b-1f-a1b2c3d4e5f6-9c``: text to every spreadsheet, and what is mistyped or cut off is seen.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from checker.register.tables import BodyRow, File, Setting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

IDENTITY = "identity"
_DIGITS = 8
"""32 bits: two of 3,000 stores share one with a chance of 1 in 950, and even then a row is taken
for another's only where list and finding agree too."""
_CHECK = 2
_KEY = re.compile(r"([0-9a-f]{8})-([0-9a-f]{1,16})-([0-9A-Za-z-]{1,40})-([0-9a-f]{2})")


class RowKey(NamedTuple):
    """The store's identity, the list's id, the finding's id."""

    store: str
    list: int
    finding: str

    def __str__(self) -> str:
        text = f"{self.store}-{self.list:x}-{self.finding}"
        return f"{text}-{_check(text)}"


def parsed(text: str) -> RowKey | None:
    """The key that a cell holds; ``None`` for what is none, or none that was left as it was."""
    found = _KEY.fullmatch("".join(text.split()))
    if found is None:
        return None
    store, number, finding, check = found.groups()
    if _check(f"{store}-{number}-{finding}") != check:
        return None
    return RowKey(store, int(number, 16), finding)


def identity(session: Session) -> str:
    """What tells this store's lists from those of others, settled when the first goes out.

    It follows from what the store holds then, for nothing here is random: a copy has it too, and
    knows the same lists.
    """
    found = session.get(Setting, IDENTITY)
    if found is None:
        digest = hashlib.sha256()
        for question in (select(BodyRow.code), select(File.sha256)):
            for one in sorted(session.scalars(question)):
                digest.update(f"{one}\n".encode())
        found = Setting(key=IDENTITY, value=digest.hexdigest()[:_DIGITS])
        session.add(found)
        session.flush()
    return found.value


def _check(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_CHECK]
