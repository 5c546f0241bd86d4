"""What a repair looks like: one name for each kind of slip."""

from __future__ import annotations

from fractions import Fraction

import pytest

from checker.locate.patterns import LEFT_EMPTY, Edit, pattern_of, rank
from checker.locate.system import Puzzle, gaps_of, printed, system_of
from checker.model import CellRef, Pattern
from checker.rulebook.linear_form import exact
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


STRONGER = (
    (Pattern.SWAPPED, Pattern.SHIFTED_ROW, Pattern.TRANSPOSED),
    (Pattern.DIGIT,),
    (Pattern.TOTAL, Pattern.WRONG_COLUMN, Pattern.WRONG_ROW),
    (Pattern.ONE_CELL,),
    (Pattern.SEVERAL, Pattern.BLANK_TOTAL),
)
"""What is likelier than what, where all else is equal."""


def test_patterns_are_ranked_by_how_much_they_explain(puzzle: Puzzle) -> None:
    edits = [edit(puzzle, "t3.granted.commercial", 5, 6)]
    ranks = [[rank([(one, edits)], puzzle, {}) for one in group] for group in STRONGER]
    assert all(len({*group}) == 1 for group in ranks)
    assert [group[0] for group in ranks] == sorted({group[0] for group in ranks})
    assert {one for group in STRONGER for one in group} == {*Pattern}


def test_what_is_told_elsewhere_goes_before_the_pattern(puzzle: Puzzle) -> None:
    (changed,) = edits = [edit(puzzle, "t3.granted.commercial", 5, 6)]
    told = {changed.cell: changed.new}
    contradicted = {changed.cell: changed.new + 1}
    weak, strong = [(Pattern.SEVERAL, edits)], [(Pattern.SWAPPED, edits)]
    assert rank(weak, puzzle, told) < rank(strong, puzzle, {}) < rank(strong, puzzle, contradicted)


def test_a_total_left_alone_goes_before_one_changed(puzzle: Puzzle) -> None:
    part, total = (edit(puzzle, f"t3.granted.{c}", 5, 6) for c in ("commercial", "total"))
    ranks = [rank([(Pattern.ONE_CELL, [one])], puzzle, {}) for one in (part, total)]
    assert ranks[0] < ranks[1]


@pytest.mark.parametrize(
    ("first", "second", "readiness"),
    [
        ((0, 3), (3, 0), 3 * LEFT_EMPTY),  # moved as a whole from a place that is empty now
        ((2, 5), (9, 6), 3),
        ((1, 2), (5, 4), Fraction(5, 2)),
        ((-4, 1), (9, 4), 9),  # a change of holdings may be below 0
        ((2, 5), (9, 5), 0),  # not the same amount: nothing was moved
    ],
)
def test_how_readily_a_number_was_misplaced(
    puzzle: Puzzle, first: tuple[int, int], second: tuple[int, int], readiness: Fraction | int
) -> None:
    edits = [
        edit(puzzle, f"t3.granted.{column}", *numbers)
        for column, numbers in (("commercial", first), ("research", second))
    ]
    for own in (edits, edits[::-1]):
        assert -rank([(Pattern.WRONG_COLUMN, own)], puzzle, {})[3] == readiness
