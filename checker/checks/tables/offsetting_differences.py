"""Kind ``compensating``: differences of an equation that cancel out between columns."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from checker.checks.compile import FAIL, PASS
from checker.checks.outcomes import EXACT, difference
from checker.model import Outcome, Result
from checker.rulebook.kinds.tables import CompensatingSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.checks.context import Context, Judge, Sheet
    from checker.rulebook.rule import Rule


def compensating(rule: Rule, sheet: Sheet, context: Context) -> Iterator[Outcome]:
    """One outcome for the table: a failure where the total holds and the columns cancel out."""
    spec = rule.spec
    assert isinstance(spec, CompensatingSpec)
    equation = next(one for one in context.plan.rules if one.rule.id == spec.equation)
    said = dict(zip(equation.places, context.said[spec.equation], strict=True))
    # A column that is open may hold the rest of the difference.
    if any(answer not in (PASS, FAIL) for answer in said.values()):
        yield Outcome(rule.id, sheet.index, rule.table, Result.UNDECIDED, equation.cells)
        return
    uneven = [number for number, place in enumerate(equation.places) if said[place] == FAIL]
    deltas = [difference(equation.placed[number][0], sheet.report) for number in uneven]
    total = Decimal(0)
    for delta in deltas:
        total = EXACT.add(total, delta or 0)
    # The total column must hold: else it is in question itself, and nothing cancels out.
    if said[spec.total] != PASS or not uneven or total:
        yield Outcome(rule.id, sheet.index, rule.table, Result.PASS, equation.cells)
        return
    yield Outcome(
        rule=rule.id,
        report=sheet.index,
        place=rule.table,
        result=Result.FAIL,
        cells=tuple(ref for number in uneven for ref in equation.refs[number]),
        facts={
            "differences": "\n".join(
                f"{equation.places[number]}\t{delta:f}"
                for number, delta in zip(uneven, deltas, strict=True)
                if delta
            ),
            "columns": str(len(uneven)),
        },
    )


JUDGES: Mapping[str, Judge] = {"compensating": compensating}
