"""Planted changes: exactly the relations that contain a cell notice it, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.checks.engine import evaluate
from checker.model import Cell, Doubt, Outcome, Report, Result, State
from checker.rulebook import kept_rulebook
from tests.checks.valid import (
    LAYOUTS,
    equations,
    hard_cells,
    report_of,
    seeded,
    valid_cells,
    violated,
)
from tests.support.factory import cell

RULEBOOK = kept_rulebook()
HARD = {rule.id for rule in RULEBOOK.rules if rule.hard}
seeds = st.integers(0, 2**32 - 1)
layouts = st.sampled_from(LAYOUTS)
changes = st.one_of(st.integers(0, 10**6), st.sampled_from((10**15, 10**18, 10**25, 10**40)))

pytestmark = pytest.mark.filterwarnings("error")


def hard(outcomes: tuple[Outcome, ...], result: Result) -> set[tuple[str, str]]:
    return {(o.rule, o.place or "") for o in outcomes if o.rule in HARD and o.result is result}


def with_cell(report: Report, ref: str, new: Cell | None) -> Report:
    cells = {key: old for key, old in report.cells.items() if key != ref or new is not None}
    return replace(report, cells=cells | ({ref: new} if new else {}))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(layouts, seeds)
def test_a_valid_report_passes_everything(layout: str, seed: int) -> None:
    outcomes = evaluate([report_of(layout, valid_cells(layout, seeded(seed)))], RULEBOOK)
    known = {("ST-04", "other")} if layout == "F2021/other" else set()
    told = {(o.rule, o.place) for o in outcomes if o.result is not Result.PASS}
    assert told == known
    assert hard(outcomes, Result.PASS) == set(equations(layout))


@settings(max_examples=120, deadline=None, derandomize=True)
@given(layouts, seeds, st.data())
def test_a_change_of_one_cell_fails_exactly_its_relations(
    layout: str, seed: int, data: st.DataObject
) -> None:
    cells = valid_cells(layout, seeded(seed))
    ref = data.draw(st.sampled_from(list(hard_cells(layout))))
    changed = {**cells, ref: str(data.draw(changes))}
    outcomes = evaluate([report_of(layout, changed)], RULEBOOK)
    assert hard(outcomes, Result.FAIL) == violated(layout, changed)
    assert hard(outcomes, Result.PASS) == set(equations(layout)) - violated(layout, changed)
    if changed[ref] != cells[ref]:
        holding = {p for p, (left, right) in equations(layout).items() if ref in left + right}
        assert hard(outcomes, Result.FAIL) == holding


@settings(max_examples=60, deadline=None, derandomize=True)
@given(layouts, seeds, st.data())
def test_several_changes_fail_what_the_oracle_says(
    layout: str, seed: int, data: st.DataObject
) -> None:
    cells = valid_cells(layout, seeded(seed))
    refs = data.draw(st.lists(st.sampled_from(list(hard_cells(layout))), min_size=2, max_size=6))
    decimals = st.decimals(0, 1000, places=data.draw(st.sampled_from((0, 0, 0, 1, 3))))
    changed = cells | {ref: format(data.draw(decimals), "f") for ref in refs}
    outcomes = evaluate([report_of(layout, changed)], RULEBOOK)
    assert hard(outcomes, Result.FAIL) == violated(layout, changed)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(layouts, seeds, st.data())
def test_a_cell_that_is_no_number_leaves_its_relations_undecided(
    layout: str, seed: int, data: st.DataObject
) -> None:
    cells = valid_cells(layout, seeded(seed))
    ref = data.draw(st.sampled_from(list(hard_cells(layout))))
    doubtful = Cell(
        State.DOUBTFUL, cells[ref], doubt=Doubt.READINGS_DIFFER, readings=(cells[ref], "8")
    )
    new = data.draw(st.sampled_from((None, cell(""), cell("/"), cell("12件"), doubtful)))
    outcomes = evaluate([with_cell(report_of(layout, cells), ref, new)], RULEBOOK)
    holding = {p for p, (left, right) in equations(layout).items() if ref in left + right}
    assert hard(outcomes, Result.UNDECIDED) == holding
    assert hard(outcomes, Result.FAIL) == set()
    assert hard(outcomes, Result.PASS) == set(equations(layout)) - holding
    between_cells = [o for o in outcomes if o.rule.startswith(("T2", "T3", "T4"))]
    using = [o for o in between_cells if ref in map(str, o.cells)]
    assert {o.result for o in using} == {Result.UNDECIDED}


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.lists(st.tuples(layouts, seeds, st.integers(0, 3)), min_size=1, max_size=12))
def test_a_batch_says_what_each_report_says_alone(specs: list[tuple[str, int, int]]) -> None:
    reports = []
    for layout, seed, faults in specs:
        random = seeded(seed)
        cells = valid_cells(layout, random)
        for _ in range(faults):
            ref = random.choice(list(cells))
            cells[ref] = random.choice(("", "/", "7", "1.5", "-2", str(10**19), "x"))
        reports.append(report_of(layout, cells))
    together = evaluate(reports, RULEBOOK)
    alone = [
        outcome._replace(report=index)
        for index, report in enumerate(reports)
        for outcome in evaluate([report], RULEBOOK)
    ]
    assert list(together) == alone


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_cell_of_the_hard_tables_is_watched(layout: str) -> None:
    cells = valid_cells(layout, seeded(1))
    refs = list(hard_cells(layout))
    reports = [report_of(layout, {**cells, ref: str(int(cells[ref]) + 1)}) for ref in refs]
    outcomes = evaluate(reports, RULEBOOK)
    for index, ref in enumerate(refs):
        failed = {
            (o.rule, o.place)
            for o in outcomes
            if o.report == index and o.rule in HARD and o.result is Result.FAIL
        }
        holding = {p for p, (left, right) in equations(layout).items() if ref in left + right}
        assert failed == holding, ref
