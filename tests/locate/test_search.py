"""The search against trying everything, on tables small enough for that."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.locate.search import MAX_CELLS, Budget, SpentError, smallest
from checker.locate.system import Line, Puzzle, System, gaps_of, system_of
from checker.rulebook.linear_form import LinearForm
from tests.support.made_outcomes import rulebook

SIDE = 3
LARGEST = 4
TRIED = 13
"""Numbers tried for a changed cell: beyond every sum that the small tables can ask for."""


def small_puzzle(numbers: list[int]) -> Puzzle:
    """A table of 3 by 3 cells, the last row and column totals; cells are the first of the form."""
    form = system_of(rulebook(), "F2021").form
    lines = []
    for number in range(SIDE):
        row = [SIDE * number + column for column in range(SIDE)]
        column = [SIDE * row_number + number for row_number in range(SIDE)]
        for rule, cells in (("row", row), ("column", column)):
            factors = {cell: -1 if cell == cells[-1] else 1 for cell in cells}
            lines.append(Line(rule, str(number), LinearForm(factors, 0, "="), cells[-1]))
    start = next(p for p, ref in enumerate(form.refs) if ref.table == "t3")
    lines = [
        Line(
            line.rule,
            line.place,
            line.form.keyed(lambda cell: start + cell),
            None,
        )
        for line in lines
    ]
    values = {start + cell: number for cell, number in enumerate(numbers)}
    return Puzzle(System(form, tuple(lines)), tuple(lines), values, gaps_of(lines, values))


def by_trying(puzzle: Puzzle, size: int) -> list[tuple[tuple[int, int], ...]]:
    """Every change of exactly so many cells that makes all lines hold."""
    found = []
    for cells in combinations(sorted(puzzle.values), size):
        for numbers in product(range(TRIED), repeat=size):
            changes = dict(zip(cells, numbers, strict=True))
            if any(puzzle.values[cell] == number for cell, number in changes.items()):
                continue
            if not any(gaps_of(puzzle.lines, {**puzzle.values, **changes})):
                found.append(tuple(changes.items()))
    return found


def by_elimination(puzzle: Puzzle, size: int) -> list[tuple[tuple[int, int], ...]]:
    """The same for sets of cells whose new numbers the lines settle, by Gauss's method."""
    found = []
    for cells in combinations(sorted(puzzle.values), size):
        rows = [
            [*(Fraction(line.factors.get(cell, 0)) for cell in cells), Fraction(-gap)]
            for line, gap in zip(puzzle.lines, puzzle.gaps, strict=True)
        ]
        for column in range(size):
            pivot = next((row for row in rows[column:] if row[column]), None)
            if pivot is None:
                break  # many numbers would do
            rows.remove(pivot)
            rows.insert(column, [one / pivot[column] for one in pivot])
            for number, row in enumerate(rows):
                if number != column:
                    rows[number] = [
                        one - row[column] * other
                        for one, other in zip(row, rows[column], strict=True)
                    ]
        else:
            changes = [row[-1] for row in rows[:size]]
            new = [puzzle.values[cell] + by for cell, by in zip(cells, changes, strict=True)]
            holds = not any(row[-1] for row in rows[size:])
            if holds and all(changes) and all(n >= 0 and n == int(n) for n in new):
                found.append(tuple(zip(cells, map(int, new), strict=True)))
    return found


@given(st.lists(st.integers(0, LARGEST), min_size=9, max_size=9))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_every_smallest_set_of_cells_is_found_whatever_its_size(numbers: list[int]) -> None:
    puzzle = small_puzzle(numbers)
    if not puzzle.failing:
        return
    found = smallest(puzzle, Budget(10**9))
    for size in range(1, MAX_CELLS + 1):
        expected = by_elimination(puzzle, size)
        if expected:
            assert (found.cells, found.complete) == (size, True)
            assert list(found.solutions) == sorted(expected)
            return
    assert not found.complete


@given(st.lists(st.integers(0, LARGEST), min_size=9, max_size=9))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_exactly_the_smallest_changes_are_found(numbers: list[int]) -> None:
    puzzle = small_puzzle(numbers)
    if not puzzle.failing:
        return
    found = smallest(puzzle, Budget())
    assert found.complete
    for size in (1, 2):
        expected = by_trying(puzzle, size)
        if expected:
            assert found.cells == size
            assert list(found.solutions) == expected
            return
    assert found.cells > 2


@pytest.mark.parametrize("steps", [0, 1, 3, 10])
def test_a_small_budget_gives_a_bound_and_no_guess(steps: int) -> None:
    puzzle = small_puzzle([4, 0, 0, 0, 4, 0, 0, 0, 4])
    whole = smallest(puzzle, Budget())
    found = smallest(puzzle, Budget(steps))
    assert not found.complete
    assert found.solutions == ()
    assert found.cells <= whole.cells


def test_a_budget_is_spent_step_by_step() -> None:
    budget = Budget(2)
    budget.spend()
    budget.spend()
    with pytest.raises(SpentError):
        budget.spend()


def test_numbers_that_follow_from_the_sums_are_not_said_to_trade() -> None:
    found = smallest(small_puzzle([4, 0, 4, 0, 4, 4, 4, 4, 9]), Budget())
    assert len(found.solutions) == 1
    assert found.cells == 1
    assert not found.trading


def test_cells_that_trade_amounts_are_told_and_not_chosen() -> None:
    """``a + b = t = u = 2`` with 3 + 3 printed: a and b could be 0 and 2, 1 and 1, 2 and 0."""
    system = small_puzzle([0] * 9).system
    a, b, t, u = sorted({*system.lines[0].factors, *system.lines[1].factors})[:4]
    lines = (
        Line("sum", "", LinearForm({a: 1, b: 1, t: -1}, 0, "="), t),
        Line("same", "", LinearForm({t: 1, u: -1}, 0, "="), None),
        Line("fixed", "", LinearForm({u: 1}, -2, "="), None),
    )
    values = {a: 3, b: 3, t: 2, u: 2}
    puzzle = Puzzle(System(system.form, lines), lines, values, gaps_of(lines, values))
    found = smallest(puzzle, Budget())
    assert found.trading
    assert found.solutions == ()
    assert not found.complete
