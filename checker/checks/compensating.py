"""Kind ``compensating``: differences of an equation that cancel out between columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.checks.relations import EXACT, difference
from checker.model import Outcome, Result
from checker.rulebook.kinds import CompensatingSpec

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from checker.checks.plan import Plan
    from checker.checks.sheet import Sheet
    from checker.rulebook.rule import Rule, Rulebook


def compensating(rule: Rule, sheet: Sheet, plan: Plan, _rulebook: Rulebook) -> Iterator[Outcome]:
    """One outcome for the table: a failure where the total holds and the columns cancel out."""
    spec = rule.spec
    assert isinstance(spec, CompensatingSpec)
    equation = next(one for one in plan.rules if one.rule.id == spec.equation)
    differences: list[Decimal] = []
    uneven: list[int] = []
    total_holds = False
    named = {ref for refs in equation.refs for ref in refs}
    cells = tuple(ref for ref in plan.form.refs if ref in named)
    for number, (place, placed) in enumerate(zip(equation.places, equation.placed, strict=True)):
        delta = difference(placed[0], sheet.report)
        if delta is None:
            yield Outcome(rule.id, sheet.index, rule.table, Result.UNDECIDED, cells)
            return
        if place == spec.total:
            total_holds = not delta
        elif delta:
            differences.append(delta)
            uneven.append(number)
    cancel = total_holds and len(uneven) > 1
    for delta in differences[1:]:
        differences[0] = EXACT.add(differences[0], delta)
    if not cancel or differences[0]:
        yield Outcome(rule.id, sheet.index, rule.table, Result.PASS, cells)
        return
    shown = [difference(equation.placed[number][0], sheet.report) for number in uneven]
    yield Outcome(
        rule=rule.id,
        report=sheet.index,
        place=rule.table,
        result=Result.FAIL,
        cells=tuple(ref for ref in cells if any(ref in equation.refs[n] for n in uneven)),
        facts={"differences": " / ".join(_signed(delta) for delta in shown if delta)},
    )


def _signed(number: Decimal) -> str:
    return ("−" if number < 0 else "+") + format(abs(number), "f")
