"""Whether a failed relation of any rule would hold if a repair were what the report prints."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.model import CellRef, Outcome, Repair, Term


def would_vanish(outcome: Outcome, repairs: Sequence[Repair]) -> bool:
    """Whether a failed relation would hold under each of the repairs."""
    working = outcome.working
    if working is None or not repairs:
        return False
    cells = {term.ref for term in (*working.left, *working.right) if term.ref is not None}
    for repair in repairs:
        new = {change.cell: change.after for change in repair.changes}
        if cells.isdisjoint(new):
            return False
        left, right = _sum(working.left, new), _sum(working.right, new)
        if left is None or right is None:
            return False
        if not _compare(left, working.comparison, right):
            return False
    return True


def _sum(terms: Sequence[Term], new: Mapping[CellRef, Decimal]) -> Fraction | None:
    """One side with the repaired numbers; ``None`` where a cell is no number."""
    total = Fraction(0)
    for term in terms:
        value: Decimal | None = Decimal(1)
        if term.ref is not None:
            value = new.get(term.ref, term.cell.value if term.cell else None)
        if value is None or not value.is_finite():
            return None
        total += Fraction(term.factor) * Fraction(value)
    return total


def _compare(left: Fraction, comparison: str, right: Fraction) -> bool:
    match comparison:
        case "=":
            return left == right
        case "!=":
            return left != right
        case "<=":
            return left <= right
        case ">=":
            return left >= right
        case "<":
            return left < right
        case _:
            return left > right
