"""Conditional formats that may hide a figure or show another: their cells are not sure."""

from __future__ import annotations

import operator
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import TYPE_CHECKING, Any

from checker.documents.sheet.stored import exact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from checker.documents.sheet.looks import Looks
    from checker.documents.sheet.stored import Area, Place

_OPERATORS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "equal": operator.eq,
    "notEqual": operator.ne,
    "greaterThan": operator.gt,
    "greaterThanOrEqual": operator.ge,
    "lessThan": operator.lt,
    "lessThanOrEqual": operator.le,
}


MOST_LOOKED_AT = 20_000_000
"""Comparisons of a cell with an area or a limit on one sheet: two seconds. A file of 1.3 MB can ask
for 4,000,000,000; a report of 400 cells may have 50,000 areas."""


def harmed_places(sheet: Worksheet, results: Worksheet, looks: Looks) -> set[Place]:
    """The cells of which a conditional format may hide the figure, or write it otherwise.

    A comparison with a number is worked out; of any other condition nobody knows whether it holds.
    """
    rules: list[tuple[Sequence[Area], Callable[[object], bool]]] = []
    for group in sheet.conditional_formatting:
        areas = [(one.min_row, one.min_col, one.max_row, one.max_col) for one in group.sqref.ranges]
        rules += [(areas, partial(_may_hold, rule)) for rule in group.rules if _harms(rule, looks)]
    # Only cells that exist: iter_rows would make one in every place.
    cells = results._cells.items()  # noqa: SLF001
    return places_where({place: cell.value for place, cell in cells}, rules)


def places_where(
    values: Mapping[Place, Any], rules: Iterable[tuple[Sequence[Area], Callable[[object], bool]]]
) -> set[Place]:
    """The cells that hold something and that a rule holds for: its areas, and what it asks.

    All of them where the rules ask for more than can be looked at: nobody knows then.
    """
    filled = {place: value for place, value in values.items() if value is not None}
    found: set[Place] = set()
    within: list[Place] = []
    before: Sequence[Area] | None = None
    looked_at = 0
    for areas, holds in rules:
        if areas is not before:  # several rules share theirs, and follow each other
            before, looked_at = areas, looked_at + len(areas) * len(filled)
            if looked_at > MOST_LOOKED_AT:
                return set(filled)
            within = [place for place in filled if _is_in(place, areas)]
        looked_at += len(within)
        if looked_at > MOST_LOOKED_AT:
            return set(filled)
        found.update(place for place in within if place not in found and holds(filled[place]))
    return found


def _is_in(place: Place, areas: Sequence[Area]) -> bool:
    row, column = place
    return any(
        top <= row <= bottom and left <= column <= right for top, left, bottom, right in areas
    )


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
