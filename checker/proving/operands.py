"""Relations that a change of some operand cannot break: there they check nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

from checker.model import Cell, PagePlace, Result, State
from checker.rulebook.examples import PASS, example_report
from checker.rulebook.rule import Example

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from checker.checks.compile import RulePlan
    from checker.model import CellRef, Outcome, Report
    from checker.rulebook.form import Form
    from checker.rulebook.rule import Rulebook

FEW_OPERANDS = 3
FEW = (0, 1, 12, 100, -1)
"""Values tried in every mixture where a relation has so few operands that this is quick."""
MANY = (1, -1)
ANY_BODY = "某县某镇人民政府"


def unnoticed(
    plan: RulePlan,
    base: Report,
    evaluate: Callable[[Sequence[Report]], Sequence[Outcome]],
) -> dict[str, tuple[CellRef, ...]]:
    """For each place of a rule, the operands of which no change is noticed.

    A change is noticed where the rule does not fail before it and fails after it.
    """
    lost = {}
    for place, refs in zip(plan.places, plan.refs, strict=True):
        values = FEW if len(refs) <= FEW_OPERANDS else MANY
        reports: list[Report] = []
        changes: list[tuple[int, int, CellRef]] = []
        for start in _starts(plan, base, refs):
            before = len(reports)
            reports.append(start)
            for ref, value in product(refs, values):
                changes.append((before, len(reports), ref))
                reports.append(_with(start, {ref: _number(value)}))
        results = {
            outcome.report: outcome.result
            for outcome in evaluate(reports)
            if outcome.rule == plan.rule.id and outcome.place == place
        }
        noticed = {
            ref
            for before, after, ref in changes
            if results.get(before) is not Result.FAIL and results.get(after) is Result.FAIL
        }
        if missed := tuple(ref for ref in refs if ref not in noticed):
            lost[place] = missed
    return lost


def blank_report(form: Form, rulebook: Rulebook) -> Report:
    """A report of a layout that holds 0 everywhere."""
    return example_report(Example(PASS, form.layout, {}), rulebook)


def _starts(plan: RulePlan, base: Report, refs: Sequence[CellRef]) -> Iterator[Report]:
    """Reports that the rule applies to: zero everywhere, or small numbers in every mixture.

    A rule asked only where an equation is undecided gets a blank, once in one cell of the
    place and once in another.
    """
    rule = plan.rule
    start = replace(base, year=rule.years[0] or rule.years[1] or base.year, body=ANY_BODY)
    if getattr(rule.spec, "where_undecided", ()):
        # Two cells in turn: a number tried in the blank one takes the blank away, and then the rule
        # is not asked.
        middle = len(refs) // 2
        for ref in refs[middle : middle + 2]:
            yield _with(start, {ref: Cell(State.BLANK, "", place=PagePlace(1))})
    elif len(refs) > FEW_OPERANDS:
        yield start
    else:
        for values in product(FEW, repeat=len(refs)):
            yield _with(start, dict(zip(refs, map(_number, values), strict=True)))


def _number(value: int) -> Cell:
    return Cell(State.NUMBER, str(value), Decimal(value), place=PagePlace(1))


def _with(report: Report, cells: dict[CellRef, Cell]) -> Report:
    changed = {str(ref): cell for ref, cell in cells.items()}
    return replace(report, cells={**report.cells, **changed})
