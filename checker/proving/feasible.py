"""Can linear conditions on cells be met together? Exact, by the simplex method in whole numbers.

A condition is a ``LinearForm`` with ``=``, ``<=`` or ``>=``; every cell is a number of at least
0. Bland's rule keeps the search finite and the same every time.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from typing import TYPE_CHECKING, Any, TypeAlias

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
    """Rows of ``factor * basic variable + … = value``, sparse; phase one of the simplex method.

    All in whole numbers: an equation may be multiplied by any positive number, and so may the sum
    of what is violated, of which signs alone count. Fractions take five times as long.

    Variables are numbered: cells and slacks as they come. Artificial variables, one for each row
    that starts without a slack of the right sign, are numbered below 0 and never come back.
    """

    def __init__(self, conditions: Iterable[LinearForm[Any]]) -> None:
        self.rows: list[_Row] = []
        self.basis: list[int] = []
        self.number: dict[Hashable, int] = {}
        cost: dict[int, Fraction] = {_VALUE: Fraction(0)}
        for condition in conditions:
            self._add(condition, cost)
        self.cost = _whole(cost)

    @property
    def infeasibility(self) -> int:
        """By how much the conditions are violated, in no unit; 0 if they are met."""
        return self.cost[_VALUE]

    def _add(self, condition: LinearForm[Any], cost: dict[int, Fraction]) -> None:
        row = {
            self.number.setdefault(cell, len(self.number)): Fraction(factor)
            for cell, factor in condition.factors.items()
        }
        slack = None
        if condition.comparison != "=":
            slack = self.number.setdefault(("slack", len(self.rows)), len(self.number))
            row[slack] = Fraction(1 if condition.comparison == "<=" else -1)
        row[_VALUE] = Fraction(-condition.constant)
        # Turned round so that the value is not negative: phase one starts from a point that exists.
        if row[_VALUE] < 0 or (not row[_VALUE] and slack is not None and row[slack] < 0):
            row = {name: -factor for name, factor in row.items()}
        if slack is not None and row[slack] > 0:
            self.basis.append(slack)
        else:
            self.basis.append(_VALUE - 1 - len(self.rows))
            for name, factor in row.items():
                cost[name] = cost.get(name, Fraction(0)) + factor
        self.rows.append(_whole(row))

    def entering(self) -> int | None:
        """The first variable whose growth makes the conditions less violated."""
        gains = (name for name, gain in self.cost.items() if gain > 0 and name != _VALUE)
        return min(gains, default=None)

    def leaving(self, column: int) -> int | None:
        """The row that bounds the growth, the one with the lowest basic variable among equals."""
        bounds = [
            (Fraction(row[_VALUE], row[column]), self.basis[number], number)
            for number, row in enumerate(self.rows)
            if row.get(column, 0) > 0
        ]
        return min(bounds)[2] if bounds else None

    def pivot(self, at: int, column: int) -> None:
        """Let ``column`` take the place of the row's basic variable."""
        row = self.rows[at]
        self.basis[at] = column
        for number, other in enumerate(self.rows):
            if number != at and other.get(column):
                self.rows[number] = _without(column, other, row)
        if self.cost.get(column):
            self.cost = _without(column, self.cost, row)


_Row: TypeAlias = "dict[int, int]"
_VALUE = -1
"""The place of a row's right side among its variables, all of which but the artificial are 0 or
more."""


def _whole(row: Mapping[int, Fraction]) -> _Row:
    """The row times the least number that makes it whole, without zeros but for the value."""
    scale = lcm(*(factor.denominator for factor in row.values()))
    return {name: int(factor * scale) for name, factor in row.items() if factor or name == _VALUE}


def _without(column: int, row: _Row, other: _Row) -> _Row:
    """A positive multiple of the row less as much of the other as leaves nothing in the column.

    The other's factor there is positive.
    """
    own, theirs = row[column], other[column]
    shared = gcd(own, theirs)
    own, theirs = own // shared, theirs // shared
    left = {name: factor * theirs for name, factor in row.items()} if theirs != 1 else dict(row)
    for name, factor in other.items():
        found = left.get(name, 0) - own * factor
        if found or name == _VALUE:
            left[name] = found
        else:
            left.pop(name, None)
    most = gcd(*left.values())
    return {name: factor // most for name, factor in left.items()} if most > 1 else left
