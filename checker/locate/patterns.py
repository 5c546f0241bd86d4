"""What a repair looks like to the eye, and which of equally small ones is the likelier.

The name and the order are hints for the reader. They never make a repair possible or impossible,
and repairs that only they tell apart still count as rivals.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from checker.model import Pattern

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.locate.system import Puzzle
    from checker.rulebook.linear_form import Number

Rank: TypeAlias = tuple[int, int, int, Fraction, tuple[int, ...]]
"""Smaller is likelier."""

PAIR = 2

LEFT_EMPTY = 4
"""By how much an empty place counts; 2 to 16 give the same ranks to within one in a hundred."""

_STRENGTH = {
    Pattern.SWAPPED: 0,
    Pattern.SHIFTED_ROW: 0,
    Pattern.TRANSPOSED: 0,
    Pattern.DIGIT: 1,
    Pattern.TOTAL: 2,
    Pattern.WRONG_COLUMN: 2,
    Pattern.WRONG_ROW: 2,
    Pattern.ONE_CELL: 3,
    Pattern.SEVERAL: 4,
    Pattern.BLANK_TOTAL: 4,
}


@dataclass(frozen=True, slots=True)
class Edit:
    """One changed cell: its position, the number printed, and the number it would be."""

    cell: int
    old: Number
    new: Number

    @property
    def change(self) -> Number:
        """New minus old."""
        return self.new - self.old


def pattern_of(edits: Sequence[Edit], puzzle: Puzzle) -> Pattern:
    """The name of a set of changes that hang together."""
    if len(edits) == 1:
        (edit,) = edits
        digits = _digits(edit)
        if digits is not None:
            return digits
        return Pattern.TOTAL if _is_stale_total(edit, puzzle) else Pattern.ONE_CELL
    if len(edits) == PAIR:
        return _pair(edits[0], edits[1], puzzle)
    return Pattern.SEVERAL


def _pair(one: Edit, other: Edit, puzzle: Puzzle) -> Pattern:
    refs = puzzle.system.form.refs
    first, second = refs[one.cell], refs[other.cell]
    if one.new == other.old and other.new == one.old and one.old and other.old:
        return Pattern.SWAPPED
    if one.change == -other.change and first.table == second.table:
        if first.row == second.row:
            return Pattern.WRONG_COLUMN
        if first.column == second.column:
            return Pattern.WRONG_ROW
    if one.change == other.change:
        # A slip in a part that its total was added up with: the total differs by as much.
        for part, total in ((one, other), (other, one)):
            if any(line.total == total.cell and part.cell in line.factors for line in puzzle.lines):
                return _digits(part) or Pattern.SEVERAL
    return Pattern.SEVERAL


def _digits(edit: Edit) -> Pattern | None:
    """Two neighbouring digits changed places, or one was dropped or added."""
    old, new = str(edit.old), str(edit.new)
    # A sign or a fraction: digits were not mistyped, something else went wrong.
    if not (old.isdigit() and new.isdigit()):
        return None
    if len(old) == len(new):
        differ = [
            number for number, pair in enumerate(zip(old, new, strict=True)) if len({*pair}) > 1
        ]
        if len(differ) == PAIR and differ[1] == differ[0] + 1:
            at = differ[0]
            if old[at] == new[at + 1] and old[at + 1] == new[at]:
                return Pattern.TRANSPOSED
        return None
    short, long = sorted((old, new), key=len)
    if len(long) != len(short) + 1:
        return None
    without_one = {long[:at] + long[at + 1 :] for at in range(len(long))}
    return Pattern.DIGIT if short in without_one else None


def _is_stale_total(edit: Edit, puzzle: Puzzle) -> bool:
    """A total that is still 0, or that one of its parts is missing from (or counted twice in)."""
    for line in puzzle.lines:
        if line.total == edit.cell:
            parts = {puzzle.values[cell] for cell in line.factors if cell != edit.cell}
            # 0 is what a template leaves; the amount of a part is what was forgotten or added
            # twice.
            if edit.old == 0 or abs(edit.change) in parts:
                return True
    return False


def rank(
    slips: Sequence[tuple[Pattern, Sequence[Edit]]],
    puzzle: Puzzle,
    evidence: Mapping[int, Number],
) -> Rank:
    """How likely a repair is beside others of the same cost.

    In turn: what is told elsewhere of its cells (the caller adds what else it mends), the strength
    of its patterns, totals left alone (a wrong total shows at once to whoever adds up), how
    readily its numbers were misplaced, form order.
    """
    edits = [edit for _, slip in slips for edit in slip]
    told = sum(
        -1 if evidence[edit.cell] == edit.new else 1 for edit in edits if edit.cell in evidence
    )
    return (
        told,
        sum(_STRENGTH[pattern] for pattern, _ in slips),
        sum(1 for edit in edits if edit.cell in puzzle.system.totals),
        -sum((_readiness(slip) for _, slip in slips), start=Fraction(0)),
        tuple(edit.cell for edit in edits),
    )


def _readiness(slip: Sequence[Edit]) -> Fraction:
    """How much likelier a number was moved here than elsewhere, for comparison only.

    A table with ``a`` printed where the number is missing and ``b`` where it was put comes about
    ``b / (a + 1)`` times as readily (each case could have been the misplaced one); a place that
    the number left empty speaks for a number moved as a whole.
    """
    if len(slip) != PAIR or slip[0].change != -slip[1].change:
        return Fraction(0)
    # The cell that would gain, then the one that would lose.
    short, long = sorted(slip, key=lambda edit: edit.change < 0)
    odds = Fraction(long.old) / Fraction(max(short.old, 0) + 1)
    return odds * LEFT_EMPTY if not short.old else odds
