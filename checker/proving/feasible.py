"""Can linear conditions on cells be met together? Exact, by the simplex method over fractions.

A condition is a ``LinearForm`` with ``=``, ``<=`` or ``>=``; every cell is a number of at least
0. Bland's rule keeps the search finite and the same every time.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from checker.rulebook.linear_form import LinearForm


def feasible(conditions: Iterable[LinearForm[Any]]) -> bool:
    """Whether some numbers, none below 0, meet all conditions."""
    tableau = _Tableau(conditions)
    while (column := tableau.entering()) is not None:
        row = tableau.leaving(column)
        if row is None:  # the infeasibility is bounded below by 0, so this cannot happen
            break
        tableau.pivot(row, column)
    return not tableau.infeasibility


class _Tableau:
    """Rows of ``basic variable = value - …``, sparse; phase one of the simplex method.

    Variables are numbered: cells and slacks as they come. Artificial variables, one for each row
    that starts without a slack of the right sign, are numbered below 0 and never come back.
    """

    def __init__(self, conditions: Iterable[LinearForm[Any]]) -> None:
        self.rows: list[dict[int, Fraction]] = []
        self.values: list[Fraction] = []
        self.basis: list[int] = []
        self.number: dict[Hashable, int] = {}
        self.cost: dict[int, Fraction] = {}
        self.infeasibility = Fraction(0)
        for condition in conditions:
            self._add(condition)

    def _add(self, condition: LinearForm[Any]) -> None:
        row = {
            self.number.setdefault(cell, len(self.number)): Fraction(factor)
            for cell, factor in condition.factors.items()
        }
        slack = None
        if condition.comparison != "=":
            slack = self.number.setdefault(("slack", len(self.rows)), len(self.number))
            row[slack] = Fraction(1 if condition.comparison == "<=" else -1)
        value = Fraction(-condition.constant)
        # Turned round so that the value is not negative: phase one starts from a point that exists.
        if value < 0 or (value == 0 and slack is not None and row[slack] < 0):
            row = {name: -factor for name, factor in row.items()}
            value = -value
        if slack is not None and row[slack] > 0:
            self.basis.append(slack)
        else:
            self.basis.append(-1 - len(self.rows))
            self.infeasibility += value
            for name, factor in row.items():
                self.cost[name] = self.cost.get(name, Fraction(0)) + factor
        self.rows.append(row)
        self.values.append(value)

    def entering(self) -> int | None:
        """The first variable whose growth makes the conditions less violated."""
        return min((name for name, gain in self.cost.items() if gain > 0), default=None)

    def leaving(self, column: int) -> int | None:
        """The row that bounds the growth, the one with the lowest basic variable among equals."""
        bounds = [
            (self.values[number] / row[column], self.basis[number], number)
            for number, row in enumerate(self.rows)
            if row.get(column, 0) > 0
        ]
        return min(bounds)[2] if bounds else None

    def pivot(self, at: int, column: int) -> None:
        """Let ``column`` take the place of the row's basic variable."""
        pivot = self.rows[at][column]
        row = {name: factor / pivot for name, factor in self.rows[at].items()}
        value = self.values[at] / pivot
        self.rows[at], self.values[at], self.basis[at] = row, value, column
        for number, other in enumerate(self.rows):
            if number != at and (factor := other.get(column)):
                _subtract(other, row, factor)
                self.values[number] -= factor * value
        if gain := self.cost.get(column):
            _subtract(self.cost, row, gain)
            self.infeasibility -= gain * value


def _subtract(row: dict[int, Fraction], other: Mapping[int, Fraction], factor: Fraction) -> None:
    for name, one in other.items():
        left = row.get(name, Fraction(0)) - factor * one
        if left:
            row[name] = left
        else:
            row.pop(name, None)
