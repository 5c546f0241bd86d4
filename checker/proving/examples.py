"""What a rule says of its own examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.checks.engine import evaluate
from checker.model import Result
from checker.rulebook.examples import SILENT, example_report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model import Outcome, Report
    from checker.rulebook.rule import Example, Rule, Rulebook


def outcomes_of(
    rule: Rule, example: Example, rulebook: Rulebook
) -> tuple[tuple[Report, ...], tuple[Outcome, ...]]:
    """The reports of an example, the one it is about first, and what the rule says of them."""
    report = example_report(example, rulebook)
    found = evaluate([report], rulebook)
    return (report,), tuple(outcome for outcome in found if outcome.rule == rule.id)


def said(outcomes: Iterable[Outcome]) -> str:
    """What a rule's outcomes come to: a fault of the rule, else the worst, else ``silent``."""
    results = {outcome.result for outcome in outcomes}
    for result in (Result.BROKEN, Result.FAIL, Result.UNDECIDED, Result.PASS):
        if result in results:
            return result.value
    return SILENT
