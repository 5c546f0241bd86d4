"""Which cell of a hard relation is its total: the one that a plain sum of others gives."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from checker.locate.system import Line, Puzzle, System, _connected, gaps_of, printed, system_of
from checker.model import CellRef
from checker.rulebook import load_rulebook
from checker.rulebook.linear_form import LinearForm
from tests.support.factory import change
from tests.support.made_outcomes import rulebook, sample

if TYPE_CHECKING:
    from pathlib import Path

OWN = """rules:
  T4-90:
    title: {{zh: 试, en: Trial}}
    kind: equation
    table: t4
    forms: [F2021]
    severity: error
    hard: true
    relation: {relation}
    over: rows
    basis: {{zh: 据, en: Basis}}
    advice: {{zh: 请核对, en: Check}}
"""


@pytest.mark.parametrize(
    ("relation", "total"),
    [
        ("upheld + other = total", "total"),
        ("total = upheld + other", "total"),
        ("outcomes = total", "total"),
        ("2 * upheld + other = total", None),
        ("upheld + other = 2 * total", None),
        ("upheld + 1 = total", None),
        ("upheld + other = 1", None),
        ("upheld - other = total", None),
        ("upheld = total", None),
        ("upheld + other = pending + total", None),
    ],
)
def test_the_total_is_the_single_cell_that_a_plain_sum_gives(
    tmp_path: Path, relation: str, total: str | None
) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN.format(relation=relation), "utf-8")
    system = system_of(load_rulebook([path]), "F2021")
    (line,) = (one for one in system.lines if (one.rule, one.place) == ("T4-90", "review"))
    found = None if line.total is None else system.form.refs[line.total]
    assert (found and str(found)) == (total and f"t4.review.{total}")


@pytest.mark.parametrize(
    ("raw", "is_taken"),
    [
        ("9" * 18, True),
        ("9" * 19, False),
        ("1" + "0" * 18, False),
        ("0." + "0" * 17 + "1", True),
        ("0." + "0" * 18 + "1", False),
    ],
)
def test_numbers_of_up_to_eighteen_digits_take_part(*, raw: str, is_taken: bool) -> None:
    system = system_of(rulebook(), "F2021")
    report = change(sample("suqian-2024"), "t3.granted.total", raw)
    position = system.form.positions[CellRef.parse("t3.granted.total")]
    assert (position in printed(system, report)) == is_taken


def test_a_family_is_a_rule_at_places_that_share_no_cell() -> None:
    """So that a changed cell mends one line of it at most, which the search counts on."""
    report = sample("suqian-2024")
    system = system_of(rulebook(), "F2021")
    values = printed(system, report)
    puzzle = Puzzle(system, system.lines, values, gaps_of(system.lines, values))
    families = [
        [line for at, line in enumerate(puzzle.lines) if family >> at & 1]
        for family in puzzle.families
    ]
    assert sorted(map(len, families)) == sorted(Counter(x.rule for x in system.lines).values())
    for lines in families:
        assert len({line.rule for line in lines}) == 1
        assert max(Counter(cell for line in lines for cell in line.factors).values()) == 1


def test_places_of_a_rule_that_share_a_cell_are_no_family() -> None:
    form = system_of(rulebook(), "F2021").form
    lines = tuple(
        Line("same", str(at), LinearForm({at: 1, at + 1: -1}, 0, "="), None) for at in range(3)
    )
    values = dict.fromkeys(range(4), 1)
    puzzle = Puzzle(System(form, lines), lines, values, gaps_of(lines, values))
    assert sorted(puzzle.families) == [0b010, 0b101]


@pytest.mark.parametrize(
    ("cells", "groups"),
    [
        ([(1, 2), (3, 4), (5, 6)], [[0], [1], [2]]),
        ([(1, 2), (3, 4), (2, 3)], [[0, 1, 2]]),
        ([(1, 2), (3, 4), (5, 6), (1, 4, 6)], [[0, 1, 2, 3]]),
        ([(1, 2), (3, 4), (2, 5), (5, 6)], [[0, 2, 3], [1]]),
        ([(1, 2), (3, 4), (2, 3), (4, 5)], [[0, 1, 2, 3]]),
    ],
)
def test_lines_hang_together_by_their_cells(
    cells: list[tuple[int, ...]], groups: list[list[int]]
) -> None:
    lines = [
        Line("x", str(number), LinearForm(dict.fromkeys(own, 1), 0, "="), None)
        for number, own in enumerate(cells)
    ]
    assert [[int(line.place) for line in group] for group in _connected(lines)] == groups


def test_factors_are_whole_whatever_the_rule_writes(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN.format(relation="0.25 * upheld + 0.5 = total"), "utf-8")
    system = system_of(load_rulebook([path]), "F2021")
    (line,) = (one for one in system.lines if (one.rule, one.place) == ("T4-90", "review"))
    named = {str(system.form.refs[cell]): factor for cell, factor in line.factors.items()}
    assert named == {"t4.review.upheld": 1, "t4.review.total": -4}
    assert line.form.constant == 2


def test_a_puzzle_with_changed_cells_has_the_gaps_of_its_numbers() -> None:
    system = system_of(rulebook(), "F2021")
    values = printed(system, sample("suqian-2024"))
    puzzle = Puzzle(system, system.lines, values, gaps_of(system.lines, values))
    for cell in sorted(values):
        for solution in (((cell, 7),), ((cell, 0), (max(values), 3))):
            changed = puzzle.without(solution)
            assert changed.gaps == gaps_of(changed.lines, {**values, **dict(solution)})
