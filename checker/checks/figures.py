"""Kind ``same-figures``: two rows that are equal throughout though they count different things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.checks.relations import value_at
from checker.model import CellRef, Outcome, Result
from checker.rulebook.kinds import SameFiguresSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.checks.plan import Plan
    from checker.checks.sheet import Sheet
    from checker.rulebook.rule import Rule, Rulebook


def same_figures(rule: Rule, sheet: Sheet, plan: Plan, _rulebook: Rulebook) -> Iterator[Outcome]:
    """One outcome for the table; undecided as soon as one of the cells is not a number."""
    spec = rule.spec
    assert isinstance(spec, SameFiguresSpec)
    assert rule.table is not None
    table = plan.form.tables[rule.table]
    rows = [[CellRef(table.code, row, column) for column in table.columns] for row in spec.rows]
    cells = tuple(ref for row in rows for ref in row)
    first, second = ([value_at(ref, sheet.report) for ref in row] for row in rows)
    if None in first or None in second:
        yield Outcome(rule.id, sheet.index, rule.table, Result.UNDECIDED, cells)
        return
    total = value_at(CellRef(table.code, spec.rows[0], spec.total), sheet.report)
    same = first == second and total is not None and total >= spec.at_least
    yield Outcome(
        rule=rule.id,
        report=sheet.index,
        place=rule.table,
        result=Result.FAIL if same else Result.PASS,
        cells=cells,
        facts={"figure": format(total, "f")} if same and total is not None else {},
    )
