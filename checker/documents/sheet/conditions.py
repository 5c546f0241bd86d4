"""Conditional formats that may hide a figure or show another: their cells are not sure."""

from __future__ import annotations

import operator
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from checker.documents.sheet.stored import exact

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from openpyxl.worksheet.worksheet import Worksheet

    from checker.documents.sheet.looks import Looks
    from checker.documents.sheet.stored import Place

_OPERATORS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "equal": operator.eq,
    "notEqual": operator.ne,
    "greaterThan": operator.gt,
    "greaterThanOrEqual": operator.ge,
    "lessThan": operator.lt,
    "lessThanOrEqual": operator.le,
}


def harmed_places(sheet: Worksheet, results: Worksheet, looks: Looks) -> set[Place]:
    """The cells of which a conditional format may hide the figure, or write it otherwise.

    A comparison with a number is worked out; of any other condition nobody knows whether it holds.
    """
    places: set[Place] = set()
    for group in sheet.conditional_formatting:
        rules = [rule for rule in group.rules if _harms(rule, looks)]
        if not rules:
            continue
        areas = group.sqref.ranges
        for (row, column), cell in results._cells.items():  # noqa: SLF001 - only those that exist
            if (
                cell.value is not None
                and any(
                    area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col
                    for area in areas
                )
                and any(_may_hold(rule, cell.value) for rule in rules)
            ):
                places.add((row, column))
    return places


def _harms(rule: Any, looks: Looks) -> bool:
    for scale in (rule.dataBar, rule.iconSet):
        if scale is not None and scale.showValue is False:
            return True
    dress = rule.dxf
    if dress is None:
        return False
    if dress.numFmt is not None:
        return True
    font = dress.font
    if font is None:
        return False
    ground = dress.fill.bgColor if dress.fill is not None else None
    pale = looks.is_pale(font.color) and (ground is None or looks.is_pale(ground))
    same = ground is not None and looks.colour_of(font.color) == looks.colour_of(ground) is not None
    return bool(font.strike) or pale or same


def _may_hold(rule: Any, value: object) -> bool:
    """Whether the condition holds, or may."""
    if rule.type != "cellIs":
        return True
    try:
        limit = Decimal(rule.formula[0])
    except (InvalidOperation, IndexError):
        return True
    return may_hold(rule.operator or "", limit, value)


def may_hold(comparison: str, limit: Decimal, value: object) -> bool:
    """Whether a value compares so with a limit; always where nobody can tell."""
    compare = _OPERATORS.get(comparison)
    if compare is None or isinstance(value, bool):
        return True
    if isinstance(value, Decimal):
        return compare(value, limit)
    if not isinstance(value, int | float):
        return compare(limit + 1, limit)  # a text is greater than every number
    return compare(exact(value), limit)
