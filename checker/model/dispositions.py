"""What people decided about single findings, while the numbers stand that they decided about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Disposal(StrEnum):
    """What somebody decided; each has its word in the texts."""

    CORRECT = "correct"  # the body is to correct it
    ACCEPT = "accept"  # it stands, for a reason: a waiver
    NOTE = "note"  # nothing decided yet, something said
    REOPEN = "reopen"  # what was decided is taken back


SETTLING = frozenset({Disposal.CORRECT, Disposal.ACCEPT})
"""Those after which nobody has to look at the finding again."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody said about a decision after it was made; ``at`` is ISO."""

    note: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Disposition:
    """The latest decision about a finding; ``number`` counts all that was said about it.

    ``note``, ``by`` and ``at`` (ISO) are of whoever decided, ``remark`` what was said since, by
    whomever. It ``holds`` while the numbers do that it was made for; ``settles`` a finding that
    nobody has to look at again.
    """

    number: int
    kind: Disposal
    note: str
    by: str
    at: str
    holds: bool
    remark: Remark | None = None

    @property
    def settles(self) -> bool:
        """Whether the finding is done with."""
        return self.holds and self.kind in SETTLING


UNTOUCHED = Disposition(0, Disposal.REOPEN, "", "", "", holds=False)
"""In place of a decision where there was none."""
