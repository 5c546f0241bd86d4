"""What a repair looks like: one name for each kind of slip."""

from __future__ import annotations

import pytest

from checker.locate.patterns import Edit, pattern_of
from checker.locate.system import Puzzle, gaps_of, printed, system_of
from checker.model import CellRef, Pattern
from checker.rulebook.grammar import exact
from tests.support.made_outcomes import rulebook, sample


@pytest.fixture(scope="module")
def puzzle() -> Puzzle:
    report = sample("suqian-2024")
    system = system_of(rulebook(), "F2021")
    values = printed(system, report)
    return Puzzle(system, system.lines, values, gaps_of(system.lines, values))


def edit(puzzle: Puzzle, ref: str, old: int, new: int) -> Edit:
    return Edit(puzzle.system.form.positions[CellRef.parse(ref)], old, new)


@pytest.mark.parametrize(
    ("old", "new", "pattern"),
    [
        (12, 21, Pattern.TRANSPOSED),
        (102, 120, Pattern.TRANSPOSED),
        (102, 201, Pattern.ONE_CELL),
        (1, 11, Pattern.DIGIT),
        (127, 17, Pattern.DIGIT),
        (5, 6, Pattern.ONE_CELL),
        (0, 7, Pattern.ONE_CELL),
        (12, 3412, Pattern.ONE_CELL),
    ],
)
def test_one_cell(puzzle: Puzzle, old: int, new: int, pattern: Pattern) -> None:
    assert pattern_of([edit(puzzle, "t3.granted.commercial", old, new)], puzzle) is pattern


def test_totals(puzzle: Puzzle) -> None:
    total = puzzle.system.form.positions[CellRef.parse("t4.review.total")]
    right = puzzle.values[total]
    part = puzzle.values[total - 1]
    assert part
    assert pattern_of([Edit(total, 0, right)], puzzle) is Pattern.TOTAL
    assert pattern_of([Edit(total, exact(right - part), right)], puzzle) is Pattern.TOTAL


@pytest.mark.parametrize(
    ("first", "second", "pattern"),
    [
        (("granted.commercial", 5, 8), ("granted.research", 8, 5), Pattern.SWAPPED),
        (("granted.commercial", 5, 8), ("partial.commercial", 8, 5), Pattern.SWAPPED),
        (("granted.commercial", 0, 3), ("granted.research", 3, 0), Pattern.WRONG_COLUMN),
        (("granted.commercial", 5, 6), ("granted.research", 3, 2), Pattern.WRONG_COLUMN),
        (("granted.commercial", 5, 6), ("partial.commercial", 3, 2), Pattern.WRONG_ROW),
        (("granted.commercial", 12, 21), ("granted.total", 50, 59), Pattern.TRANSPOSED),
        (("granted.commercial", 1, 11), ("granted.total", 50, 60), Pattern.DIGIT),
        (("granted.commercial", 5, 6), ("granted.total", 50, 51), Pattern.SEVERAL),
        (("granted.commercial", 5, 6), ("partial.research", 3, 4), Pattern.SEVERAL),
    ],
)
def test_two_cells(
    puzzle: Puzzle,
    first: tuple[str, int, int],
    second: tuple[str, int, int],
    pattern: Pattern,
) -> None:
    edits = [edit(puzzle, f"t3.{ref}", old, new) for ref, old, new in (first, second)]
    assert pattern_of(edits, puzzle) is pattern
    assert pattern_of(edits[::-1], puzzle) is pattern
