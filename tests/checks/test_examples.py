"""Every rule proves itself: its examples, and a change of each operand that it must notice."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest

from checker.checks.engine import evaluate
from checker.checks.judges import JUDGES
from checker.checks.plan import RulePlan, make_plan
from checker.model import CellRef, Outcome, Report, Result
from checker.rulebook import Rule, load_rulebook
from checker.rulebook.examples import EXPECTATIONS, FAIL, PASS, SILENT, UNDECIDED, example_report
from checker.rulebook.kinds import KINDS
from checker.rulebook.rule import Example
from tests.factory import cell, change

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

RULEBOOK = load_rulebook()
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}:{example.line}")
    for rule in RULEBOOK.rules
    for example in rule.examples
]

NEVER = {
    "ST-20": {FAIL},  # a doubtful reading is nobody's fault
    "T3-06": {PASS},  # asked only where a sum is undecided, so some part of it is too
}
"""What a rule can never say, by its nature."""


def said(outcomes: list[Outcome]) -> str:
    results = {outcome.result for outcome in outcomes}
    assert Result.BROKEN not in results, outcomes
    for result in (Result.FAIL, Result.UNDECIDED, Result.PASS):
        if result in results:
            return result.value
    return SILENT


def outcomes_of(rule: Rule, report: Report) -> list[Outcome]:
    return [outcome for outcome in evaluate([report], RULEBOOK) if outcome.rule == rule.id]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_says_what_it_expects(rule: Rule, example: Example) -> None:
    assert said(outcomes_of(rule, example_report(example, RULEBOOK))) == example.expect


@pytest.mark.parametrize("rule", RULEBOOK.rules, ids=lambda rule: rule.id)
def test_a_rule_brings_a_pass_a_fail_and_an_undecided(rule: Rule) -> None:
    expected = {example.expect for example in rule.examples}
    assert {PASS, FAIL, UNDECIDED} - NEVER.get(rule.id, set()) - KINDS[rule.kind].never <= expected <= set(EXPECTATIONS)
    assert {example.form.partition("/")[0] for example in rule.examples} <= set(rule.forms)


def test_every_kind_is_judged() -> None:
    assert set(KINDS) == {*JUDGES, "equation", "bound", "implication"}


LAYOUTS = [layout for form in RULEBOOK.forms for layout in form.layouts]
PLANS = [
    pytest.param(layout.layout, plan, id=f"{plan.rule.id}-{layout.layout}")
    for layout in LAYOUTS
    for plan in make_plan(RULEBOOK.rules, layout).rules
]
FEW_OPERANDS = 3
FEW = (0, 1, 12, 100, -1)
MANY = (1, -1)


def starts(layout: str, plan: RulePlan, refs: Sequence[CellRef]) -> Iterator[Report]:
    """Reports that the rule applies to: zero everywhere, or small numbers in every mixture.

    A rule asked only where an equation is undecided gets a blank, once in one cell of the
    place and once in another.
    """
    rule = plan.rule
    base = example_report(Example(PASS, layout, {}), RULEBOOK)
    year = rule.years[0] or rule.years[1] or base.year
    base = replace(base, year=year, body="某县某镇人民政府")
    if getattr(rule.spec, "where_undecided", ()):
        middle = len(refs) // 2
        yield change(base, str(refs[middle]), "")
        yield change(base, str(refs[middle + 1]), "")
    elif len(refs) > FEW_OPERANDS:
        yield base
    else:
        for values in product(FEW, repeat=len(refs)):
            cells = {str(ref): cell(str(value)) for ref, value in zip(refs, values, strict=True)}
            yield replace(base, cells={**base.cells, **cells})


@pytest.mark.parametrize(("layout", "plan"), PLANS)
def test_a_change_of_each_operand_is_noticed(layout: str, plan: RulePlan) -> None:
    """Where the rule does not fail, changing one operand alone must make it fail."""
    for place, refs in zip(plan.places, plan.refs, strict=True):
        values = FEW if len(refs) <= FEW_OPERANDS else MANY
        reports: list[Report] = []
        changed: list[tuple[int, CellRef]] = []
        for start in starts(layout, plan, refs):
            before = len(reports)
            reports.append(start)
            for ref, value in product(refs, values):
                changed.append((before, ref))
                reports.append(change(start, str(ref), str(value)))
            changed.insert(before, (before, refs[0]))
        results = {
            outcome.report: outcome.result
            for outcome in evaluate(reports, RULEBOOK)
            if outcome.rule == plan.rule.id and outcome.place == place
        }
        noticed = {
            ref
            for index, (before, ref) in enumerate(changed)
            if results.get(before) is not Result.FAIL and results.get(index) is Result.FAIL
        }
        assert noticed == set(refs), f"{plan.rule.id} at {place}: a change of some operand is lost"
