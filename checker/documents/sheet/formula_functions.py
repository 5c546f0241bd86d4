"""The functions that are worked out again: those that statutory tables are added up with."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from checker.documents.sheet.formula_syntax import Area, NotUnderstood

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from checker.documents.sheet.formula_syntax import Operand
    from checker.documents.sheet.formulas import Calculator
    from checker.documents.sheet.stored import Value

_SUMS = (9, 109)  # kinds of SUBTOTAL that add up


def _numbers(by: Calculator, arguments: Sequence[Operand]) -> Iterator[Decimal]:
    """The numbers of a list: of cells only those that hold one, of other operands each."""
    for argument in arguments:
        for value, in_cell in by.values(argument):
            if isinstance(value, Decimal):
                yield value
            elif not in_cell:
                yield by.number(value)
            elif isinstance(value, str) and value.startswith("#"):
                raise NotUnderstood  # an error value makes the sum one


def _subtotal(by: Calculator, arguments: Sequence[Operand]) -> Decimal:
    """A sum of what is not hidden; where rows are hidden or sums are in it, it is another's."""
    if not arguments:
        raise NotUnderstood
    kind, *areas = arguments
    if by.number(kind) not in _SUMS:
        raise NotUnderstood
    for area in areas:
        if not isinstance(area, Area) or not by.is_plain(area):
            raise NotUnderstood
    return sum(_numbers(by, areas), Decimal())


def _abs(by: Calculator, arguments: Sequence[Operand]) -> Decimal:
    if len(arguments) != 1:
        raise NotUnderstood
    return abs(by.number(arguments[0]))


def _round(by: Calculator, arguments: Sequence[Operand]) -> Decimal:
    if len(arguments) != len(("number", "digits")):
        raise NotUnderstood
    number, digits = map(by.number, arguments)
    return number.quantize(Decimal(1).scaleb(-int(digits)), ROUND_HALF_UP)


def _if(by: Calculator, arguments: Sequence[Operand]) -> Value:
    if not 1 < len(arguments) <= len(("test", "then", "otherwise")):
        raise NotUnderstood
    test = by.single(arguments[0])
    if not isinstance(test, bool | Decimal):
        raise NotUnderstood
    if test:
        return by.single(arguments[1])
    return by.single(arguments[2]) if len(arguments) > len(("test", "then")) else False


FUNCTIONS: Mapping[str, Callable[[Calculator, Sequence[Operand]], Value]] = {
    "SUM": lambda by, given: sum(_numbers(by, given), Decimal()),
    "MAX": lambda by, given: max(_numbers(by, given), default=Decimal()),
    "MIN": lambda by, given: min(_numbers(by, given), default=Decimal()),
    "ABS": _abs,
    "ROUND": _round,
    "SUBTOTAL": _subtotal,
    "IF": _if,
}
