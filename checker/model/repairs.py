"""The changes that would make failed relations hold; suggestions, never applied."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from checker.model.cells import CellRef
    from checker.model.outcomes import Outcome


class Pattern(StrEnum):
    """What a repair looks like (the contract's words)."""

    ONE_CELL = "one-cell"
    TRANSPOSED = "transposed-digits"
    DIGIT = "dropped-or-added-digit"
    SWAPPED = "swapped-cells"
    SHIFTED_ROW = "shifted-row"
    WRONG_COLUMN = "booked-in-wrong-column"
    WRONG_ROW = "booked-in-wrong-row"
    TOTAL = "total-not-updated"
    BLANK_TOTAL = "blank-total"
    SEVERAL = "several-cells"


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of a repair: the number printed (``None`` for a blank) and what it would be."""

    cell: CellRef
    before: Decimal | None
    after: Decimal


@dataclass(frozen=True, slots=True)
class Repair:
    """Changes that would make every failed relation of a cause hold; a suggestion, never applied.

    ``rivals`` is how many other repairs of the same cost exist. ``explains`` are the ids of the
    findings that would vanish, ``message`` a sentence that stands alone (both set with the
    findings).
    """

    changes: tuple[Change, ...]
    pattern: Pattern
    rivals: int
    explains: tuple[str, ...] = ()
    message: str = ""


@dataclass(frozen=True, slots=True)
class Cause:
    """Failures that hang together, and the repairs that would mend them all, best first.

    ``cells`` is the fewest cells that must change. Where the search ended before it was sure
    (``complete`` is false), no fewer than ``cells`` would do and no repair is given.
    ``one_slip`` tells that every best repair is a single slip, so that the failures are one
    entry. ``trading`` tells of further sets of cells whose numbers the relations leave open.
    ``findings`` are the ids of ``outcomes``, the entry first; ``lines`` tell all this in words.
    """

    outcomes: tuple[Outcome, ...] = field(compare=False, repr=False)
    repairs: tuple[Repair, ...]
    cells: int
    complete: bool
    one_slip: bool
    trading: bool = False
    findings: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
