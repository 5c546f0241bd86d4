"""Every rule proves itself: its examples, a change of each operand, and the other rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.checks.across.levels import JUDGES as LEVELS
from checker.checks.across.years import JUDGES as YEARS
from checker.checks.registry import JUDGES
from checker.proving.examples import outcomes_of, said
from checker.proving.prove import prove
from checker.rulebook import Rule, kept_rulebook
from checker.rulebook.examples import EXPECTATIONS
from checker.rulebook.kinds.across import BETWEEN_VERSIONS, SAME_AS_ANOTHER
from checker.rulebook.kinds.tables import ASSESSED, KINDS

if TYPE_CHECKING:
    from checker.rulebook.rule import Example

RULEBOOK = kept_rulebook()
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}:{example.line}")
    for rule in RULEBOOK.rules
    for example in rule.examples
]
IMPLIED = {("YR-03", "YR-02")}
"""The stronger half of a relation, worth its own words: it breaks only if the scope changed."""


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_says_what_it_expects(rule: Rule, example: Example) -> None:
    assert said(outcomes_of(rule, example, RULEBOOK).outcomes) == example.expect


@pytest.mark.parametrize("rule", RULEBOOK.rules, ids=lambda rule: rule.id)
def test_a_rule_stands_the_proof(rule: Rule) -> None:
    faults = [fault for fault in prove(RULEBOOK, [rule]) if (rule.id, *fault.others) not in IMPLIED]
    assert not faults
    assert {example.expect for example in rule.examples} <= set(EXPECTATIONS)
    assert {example.form.partition("/")[0] for example in rule.examples} <= set(rule.forms)


def test_every_kind_is_judged() -> None:
    relations = {"equation", "bound", "implication", "between-years"}
    between = {*YEARS, *LEVELS, SAME_AS_ANOTHER, BETWEEN_VERSIONS}
    assert set(KINDS) == {*JUDGES, *relations, *between, ASSESSED}
