"""Totals left blank whose parts are all printed: the number that their relations would give."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from checker.locate.system import gaps_of, printed
from checker.model import Result, State
from checker.rulebook.linear_form import exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.locate.system import Line, System
    from checker.model import Outcome, Report
    from checker.rulebook.linear_form import Number


def blank_totals(
    system: System, report: Report, outcomes: Iterable[Outcome]
) -> dict[int, tuple[Number, tuple[Line, ...]]]:
    """Blank totals by cell: the sum of their parts, and the undecided lines they alone obstruct.

    A total is left out when its relations ask for different numbers, or when a relation that
    the totals complete would not hold: then the parts are in question, not only the blank.
    """
    undecided = {
        (outcome.rule, outcome.place) for outcome in outcomes if outcome.result is Result.UNDECIDED
    }
    lines = [line for line in system.lines if (line.rule, line.place) in undecided]
    if not lines:
        return {}
    values = printed(system, report)
    sums = _sums(system, report, lines, values)
    # A relation that two blank totals complete puts both in question; without them another may be
    # left standing, hence again until nothing changes.
    while sums:
        filled = {**values, **sums}
        wrong = {
            cell
            for line in system.lines
            if sums.keys() & line.factors.keys() and all(cell in filled for cell in line.factors)
            if any(gaps_of((line,), filled))
            for cell in line.factors
        }
        if not wrong & sums.keys():
            break
        sums = {cell: value for cell, value in sums.items() if cell not in wrong}
    return {
        cell: (
            sums[cell],
            tuple(x for x in lines if [c for c in x.factors if c not in values] == [cell]),
        )
        for cell in sorted(sums)
    }


def _sums(
    system: System, report: Report, lines: Iterable[Line], values: Mapping[int, Number]
) -> dict[int, Number]:
    """What each blank total should be by the lines that it is the sum of."""
    found: dict[int, set[Number]] = {}
    for line in lines:
        total = line.total
        # Only a total, and only where all its parts are printed: a part worked out of its total
        # would be chosen by the very relation that audits it.
        if total is None or [cell for cell in line.factors if cell not in values] != [total]:
            continue
        cell = report.cell(system.form.refs[total])
        if cell is not None and cell.state is State.BLANK:
            (gap,) = gaps_of((line,), {**values, total: 0})
            found.setdefault(total, set()).add(exact(Fraction(-gap) / line.factors[total]))
    return {
        cell: sums.pop()
        for cell, sums in found.items()
        if len(sums) == 1 and system.may_hold(cell, next(iter(sums)))
    }
