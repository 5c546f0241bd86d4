"""Kind ``same-figures``: two rows that are equal throughout though they count different things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model import Outcome, Result
from checker.rulebook.kinds.tables import SameFiguresSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.checks.context import Context, Judge, Sheet
    from checker.rulebook.rule import Rule


def same_figures(rule: Rule, sheet: Sheet, _context: Context) -> Iterator[Outcome]:
    """One outcome for the table; undecided as soon as one of the cells is not a number."""
    spec = rule.spec
    assert isinstance(spec, SameFiguresSpec)
    assert rule.table is not None
    table = sheet.form.tables[rule.table]
    rows = [table.lines[row] for row in spec.rows]
    cells = (*rows[0], *rows[1])
    first, second = (sheet.row(row) for row in rows)
    if first is None or second is None:
        yield Outcome(rule.id, sheet.index, rule.table, Result.UNDECIDED, cells)
        return
    total = first[[ref.column for ref in rows[0]].index(spec.total)]
    # Two rows of zeros, or of a single 1, are alike by chance and not by a slip.
    same = first == second and total >= spec.at_least
    yield Outcome(
        rule=rule.id,
        report=sheet.index,
        place=rule.table,
        result=Result.FAIL if same else Result.PASS,
        cells=cells,
        facts={"figure": str(total)} if same else {},
    )


JUDGES: Mapping[str, Judge] = {"same-figures": same_figures}
