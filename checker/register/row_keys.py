"""What tells a row of a list from every other: store, report, list, finding, and a check.

``3f9a2c1b-1f.2-a1b2c3d4e5f6-9c``: text to every spreadsheet, and what is mistyped or cut is seen.
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
_KEY = re.compile(
    # As many digits as the numbers of either database have for sure (PostgreSQL: up to 2**31).
    r"([0-9a-f]{8})-([0-9a-f]{1,7})\.([1-9]\d{0,8})-([0-9A-Za-z-]{1,40})-([0-9a-f]{2})"
)


class RowKey(NamedTuple):
    """The store's identity, the filing's id, the list's number among its lists, the finding's id.

    Not the list's own id: a database may give another one where a run was ended and goes on.
    """

    store: str
    filing: int
    list: int
    finding: str

    def __str__(self) -> str:
        text = f"{self.store}-{self.filing:x}.{self.list}-{self.finding}"
        return f"{text}-{_check(text)}"


def parsed(text: str) -> RowKey | None:
    """The key that a cell holds; ``None`` for what is none, or none that was left as it was."""
    found = _KEY.fullmatch("".join(text.split()))
    if found is None:
        return None
    store, filing, number, finding, check = found.groups()
    if _check(f"{store}-{filing}.{number}-{finding}") != check:
        return None
    return RowKey(store, int(filing, 16), int(number), finding)


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
