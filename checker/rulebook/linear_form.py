"""What a relation says, as a sum of cells against 0: what checks, locating and proving share.

Exact throughout: whole numbers, and fractions where a number is none.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import lcm
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from decimal import Decimal

    from numpy.typing import NDArray

    from checker.model import CellRef, Term

Key = TypeVar("Key")
Other = TypeVar("Other")

Number: TypeAlias = int | Fraction
"""Exact; an ``int`` wherever the number is whole."""


def exact(number: Number | Decimal) -> Number:
    """The same number, as an ``int`` where it is whole; ``ValueError`` for NaN, infinity."""
    # Most are, and two Fractions are added a hundred times slower than two ints.
    if isinstance(number, int):
        return number
    above, below = number.as_integer_ratio()
    return above if below == 1 else Fraction(above, below)


_SATISFIED: Mapping[str, Callable[[Any, int], Any]] = MappingProxyType(
    {
        "=": operator.eq,
        "!=": operator.ne,
        "<=": operator.le,
        ">=": operator.ge,
        "<": operator.lt,
        ">": operator.gt,
    }
)
_OPPOSITES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "=": (">", "<"),
        "!=": ("=",),
        "<=": (">",),
        ">=": ("<",),
        "<": (">=",),
        ">": ("<=",),
    }
)


@dataclass(frozen=True)
class LinearForm(Generic[Key]):
    """What a relation says: ``sum(factor * cell) + constant <comparison> 0``.

    Cells are named by any key: a reference, a position, a column of a frame. Factors and constant
    are whole (a relation with decimals is multiplied until they are), no factor is 0, so that
    machine integers, exact numbers and arrays of either are added up by the same lines and
    nothing is ever rounded.
    """

    factors: Mapping[Key, int]
    constant: int
    comparison: str

    @classmethod
    def of(
        cls, left: Iterable[Term], comparison: str, right: Iterable[Term]
    ) -> LinearForm[CellRef]:
        """The relation between two sides, everything taken to the left."""
        sums: dict[CellRef | None, Number] = {}
        for side, sign in ((left, 1), (right, -1)):
            for term in side:
                sums[term.ref] = sums.get(term.ref, 0) + sign * exact(term.factor)
        # Multiplied, not rounded: 0.25 * a = b is a - 4b = 0, exactly.
        scale = lcm(*(factor.denominator for factor in sums.values()))
        whole = {ref: int(factor * scale) for ref, factor in sums.items()}
        constant = whole.pop(None, 0)
        factors = {ref: factor for ref, factor in whole.items() if ref is not None and factor}
        return LinearForm(factors, constant, comparison)

    def keyed(self, key: Callable[[Key], Other]) -> LinearForm[Other]:
        """The same over cells that are named otherwise; names must stay apart."""
        factors = {key(cell): factor for cell, factor in self.factors.items()}
        return LinearForm(factors, self.constant, self.comparison)

    @overload
    def gap(self, values: Mapping[Key, Number]) -> Number: ...
    @overload
    def gap(self, values: Mapping[Key, NDArray[Any]]) -> NDArray[Any]: ...
    def gap(self, values: Any) -> Any:
        """Left side minus right side, as often as the factors are; a number for each cell is due.

        Of arrays of machine integers (no larger than ``limit``) the answer is such an array.
        """
        total: Any = self.constant
        for cell, factor in self.factors.items():
            total = total + factor * values[cell]
        return total

    @overload
    def holds(self, values: Mapping[Key, Number]) -> bool: ...
    @overload
    def holds(self, values: Mapping[Key, NDArray[Any]]) -> NDArray[Any]: ...
    def holds(self, values: Any) -> Any:
        """Whether it holds of these numbers; of arrays, element by element."""
        return _SATISFIED[self.comparison](self.gap(values), 0)

    @property
    def opposites(self) -> tuple[LinearForm[Key], ...]:
        """The forms of which one holds where this one does not."""
        return tuple(replace(self, comparison=other) for other in _OPPOSITES[self.comparison])

    @property
    def of_whole_numbers(self) -> LinearForm[Key]:
        """The same for whole numbers without ``<`` and ``>``: less than 0 is at most -1."""
        if self.comparison == "<":
            return replace(self, constant=self.constant + 1, comparison="<=")
        if self.comparison == ">":
            return replace(self, constant=self.constant - 1, comparison=">=")
        return self

    @cached_property
    def limit(self) -> int:
        """The largest size of number that cannot overflow a 64-bit integer on the way."""
        # The largest that all terms together can grow to, whatever their signs.
        weight = sum(map(abs, self.factors.values())) + abs(self.constant)
        return (2**63 - 1) // max(weight, 1)
