"""The smallest sets of changed cells that make every line hold: exact, and bounded in steps.

The search grows a set cell by cell. A line is *open* when no solution can leave it so: it does
not hold and no chosen cell is in it, or it holds and exactly one chosen cell is in it. Every
solution that contains the set has a further cell in each open line, so branching over the
shortest open line misses none; a cell tried once is left out of its later siblings, so no set
comes twice. Sizes are tried in turn, all sets of the first size that has a solution are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from checker.rulebook.linear_form import exact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.locate.system import Puzzle, Solution
    from checker.rulebook.linear_form import Number

MAX_CELLS = 6
"""More changed cells than this explain anything; no auditor could act on them."""

MAX_STEPS = 8_000
"""Steps a report may take: 20 to 40 ms (measured: 2.5 to 5 µs a step)."""

STEPS_OF_A_SOLUTION = 5
"""What working out one complete set costs, in steps."""


class Budget:
    """The steps that are left; shared by all puzzles of a report."""

    def __init__(self, steps: int = MAX_STEPS) -> None:
        self.left = steps

    def spend(self, steps: int = 1) -> None:
        """``SpentError`` once nothing is left."""
        self.left -= steps
        if self.left < 0:
            raise SpentError


class SpentError(Exception):
    """The budget is used up; never leaves this package."""


@dataclass(frozen=True, slots=True)
class Found:
    """The solutions of the smallest size, in form order.

    ``cells`` is that size; where ``complete`` is false, no smaller set is a solution and the
    search went no further. ``trading`` tells that some sets of this size or smaller leave their
    numbers open (the cells trade amounts among themselves); such sets are not solutions here.
    """

    solutions: tuple[Solution, ...]
    cells: int
    complete: bool
    trading: bool = False


def smallest(puzzle: Puzzle, budget: Budget) -> Found:
    """Every smallest solution of a puzzle, or how far the budget went."""
    search = _Search(puzzle, budget)
    # Fewer cells than one line's family needs cannot do, so smaller sizes are not tried.
    start = max(1, search.at_least(puzzle.failing))
    for size in range(start, MAX_CELLS + 1):
        try:
            search.grow((), 0, 0, 0, size)
        except SpentError:
            return Found((), size, complete=False, trading=search.trading)
        if search.solutions:
            return Found(
                tuple(sorted(search.solutions)), size, complete=True, trading=search.trading
            )
    return Found((), max(start, MAX_CELLS + 1), complete=False, trading=search.trading)


class _Search:
    def __init__(self, puzzle: Puzzle, budget: Budget) -> None:
        self.puzzle = puzzle
        self.budget = budget
        self.failing = puzzle.failing
        self.masks = puzzle.masks
        self.families = puzzle.families
        self.members = [line.cells for line in puzzle.lines]
        self.solutions: list[Solution] = []
        self.trading = False

    def at_least(self, open_lines: int) -> int:
        """How many more cells the open lines need: one for each of a family."""
        return max((open_lines & family).bit_count() for family in self.families)

    def grow(self, chosen: tuple[int, ...], once: int, twice: int, tried: int, left: int) -> None:
        """Every solution that adds ``left`` cells to the chosen ones, those ``tried`` left out.

        ``once`` and ``twice`` are the lines with at least one and at least two chosen cells.
        """
        self.budget.spend()
        # Bits, not sets, because every step asks this of all lines (see MAX_STEPS).
        open_lines = (self.failing & ~once) | (once & ~twice & ~self.failing)
        needed = self.at_least(open_lines)
        if needed > left or (
            needed == left
            and chosen
            and not self._may_stay(chosen, open_lines, once & ~twice, left)
        ):
            return
        if open_lines:
            for cell in self._candidates(open_lines, tried, last=left == 1):
                mask = self.masks[cell]
                self.grow(
                    (*chosen, cell), once | mask, twice | (once & mask), tried | 1 << cell, left - 1
                )
                tried |= 1 << cell
            return
        # All lines hold with what is chosen; any cell more must be beside one of those.
        if left == 0:
            self._solve(chosen)
            return
        for cell in self._beside(once, tried):
            mask = self.masks[cell]
            self.grow(
                (*chosen, cell), once | mask, twice | (once & mask), tried | 1 << cell, left - 1
            )
            tried |= 1 << cell

    def _may_stay(self, chosen: tuple[int, ...], open_lines: int, single: int, left: int) -> bool:
        """Whether the last chosen cell may hold what its lines already settle.

        Where a family needs every cell that is left, its other lines get no further cell: one
        with a single chosen cell settles that cell's number.
        """
        cell = chosen[-1]
        for family in self.families:
            settled = family & single & self.masks[cell] & ~open_lines
            if settled and (open_lines & family).bit_count() == left:
                line = settled.bit_length() - 1
                factor = self.puzzle.lines[line].factors[cell]
                value = exact(self.puzzle.values[cell] + _quotient(-self.puzzle.gaps[line], factor))
                if not self.puzzle.system.may_hold(cell, value):
                    return False
        return True

    def _candidates(self, open_lines: int, tried: int, *, last: bool) -> list[int]:
        """The cells of the shortest open line; for the last choice those in every open line."""
        best: list[int] = []
        rest, first = open_lines, True
        while rest:
            bit = rest & -rest
            rest ^= bit
            cells = self.members[bit.bit_length() - 1]
            if first or len(cells) < len(best):
                best, first = list(cells), False
        return [
            cell
            for cell in best
            if not tried >> cell & 1 and (not last or not open_lines & ~self.masks[cell])
        ]

    def _beside(self, once: int, tried: int) -> list[int]:
        """The cells of all lines that a chosen cell is in."""
        return [cell for cell, mask in self.masks.items() if mask & once and not tried >> cell & 1]

    def _solve(self, chosen: Sequence[int]) -> None:
        self.budget.spend(STEPS_OF_A_SOLUTION)
        changes = self._changes(chosen)
        if changes is None:
            return
        solution = []
        for cell in sorted(chosen):
            value = exact(self.puzzle.values[cell] + changes[cell])
            # A cell that keeps its number is not changed: that set was found one size smaller.
            if not changes[cell] or not self.puzzle.system.may_hold(cell, value):
                return
            solution.append((cell, value))
        self.solutions.append(tuple(solution))

    def _changes(self, chosen: Sequence[int]) -> dict[int, Number] | None:
        """By how much each chosen cell must change; ``None`` when no numbers or many do.

        One line after another that has a single cell left to work out gives that cell's change.
        """
        gaps: dict[int, Number] = {}
        unknown: dict[int, list[int]] = {}
        for cell in chosen:
            mask = self.masks[cell]
            while mask:
                bit = mask & -mask
                mask ^= bit
                line = bit.bit_length() - 1
                gaps[line] = self.puzzle.gaps[line]
                unknown.setdefault(line, []).append(cell)
        changes: dict[int, Number] = {}
        ready = [line for line, cells in unknown.items() if len(cells) == 1]
        while ready:
            line = ready.pop()
            if not unknown[line]:
                continue
            (cell,) = unknown[line]
            change = _quotient(-gaps[line], self.puzzle.lines[line].factors[cell])
            changes[cell] = change
            for other, cells in unknown.items():
                if cell in cells:
                    cells.remove(cell)
                    gaps[other] += change * self.puzzle.lines[other].factors[cell]
                    if len(cells) == 1:
                        ready.append(other)
        # A line whose cells are all worked out and that still has a gap: these cells cannot do it.
        if any(gap for line, gap in gaps.items() if not unknown[line]):
            return None
        # What is left is a ring of cells, each line with two of them: amounts may be moved round it
        # at will, so no number follows from the sums.
        if len(changes) < len(chosen):
            self.trading = True
            return None
        return changes


def _quotient(number: Number, factor: Number) -> Number:
    if factor in (1, -1):
        return number * factor
    return exact(Fraction(number) / factor)
