"""Kind ``subtotal``: a subtotal that the report prints beside the form's own cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.checks.outcomes import EXACT, side_sum, working_of
from checker.model import CellRef, Outcome, Result, State, Term, Working
from checker.rulebook.grammar import Placed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.checks.context import Context, Judge, Sheet
    from checker.model import Subtotal
    from checker.rulebook.rule import Rule


def subtotal(rule: Rule, sheet: Sheet, _context: Context) -> Iterator[Outcome]:
    """One outcome for each printed subtotal of the rule's table; none where none is printed."""
    form, report = sheet.form, sheet.report
    for printed in report.subtotals:
        table = form.tables.get(printed.table)
        if table is None or table.code != rule.table:
            continue
        groups = table.row_groups if printed.axis == "row" else table.column_groups
        # A group of another layout of the form (collapsed here): its parts are not printed.
        if printed.group not in groups:
            continue
        children = (
            [CellRef(table.code, row, printed.at) for row in table.expand_rows(printed.group)]
            if printed.axis == "row"
            else [CellRef(table.code, printed.at, c) for c in table.expand_columns(printed.group)]
        )
        parts = tuple(Term(ref) for ref in children)
        yield _outcome(rule, sheet, printed, groups[printed.group].label, parts)


def _outcome(
    rule: Rule, sheet: Sheet, printed: Subtotal, label: str, parts: tuple[Term, ...]
) -> Outcome:
    here = (
        CellRef(printed.table, printed.group, printed.at)
        if printed.axis == "row"
        else CellRef(printed.table, printed.at, printed.group)
    )
    children = tuple(part.ref for part in parts if part.ref)
    total = side_sum(parts, sheet.report)
    value = printed.cell.value if printed.cell.state is State.NUMBER else None
    working = Working(
        working_of(Placed(str(here), parts, "=", ()), sheet.report).left,
        "=",
        (Term(here, cell=printed.cell),),
    )
    facts = {"label": label, "subtotal": printed.cell.raw}
    if total is None or value is None:
        return Outcome(
            rule.id, sheet.index, str(here), Result.UNDECIDED, children, working, facts=facts
        )
    if total == value:
        return Outcome(rule.id, sheet.index, str(here), Result.PASS, children)
    return Outcome(
        rule=rule.id,
        report=sheet.index,
        place=str(here),
        result=Result.FAIL,
        cells=children,
        working=working,
        facts={**facts, "sum": format(total, "f")},
        reported=value,
        expected=total,
        difference=EXACT.subtract(value, total),
    )


JUDGES: Mapping[str, Judge] = {"subtotal": subtotal}
