"""Conditional formats of a workbook as before 2007 that may hide a figure; xlrd passes them over.

[MS-XLS] 2.4.56 (CondFmt), 2.4.42 (CF), 2.4.43 (CF12), 2.5.95 (DXFN).
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from checker.documents.sheet.conditions import may_hold, places_where
from checker.documents.sheet.stored import exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.documents.sheet.stored import Area, Place, Value

CONDITIONS = {0x01B0: 0, 0x0879: 12}
"""The records that say where, and what precedes: those of 2007 begin with a head of their own."""
RULE, RULE_OF_2007 = 0x01B1, 0x087A
_BY_VALUE = 1  # kind of a rule that compares the cell with a number or a formula
_FONT_SET, _PATTERN_SET = 1 << 26, 1 << 29
"""What a dress changes; one that changes the number (2007) has a record of its own."""
_ALIGNED, _BORDERED = 1 << 27, 1 << 28
_FONT_BYTES, _ALIGNMENT_BYTES, _BORDER_BYTES = 118, 8, 8
_STRUCK = 1 << 7  # among the font's styles, and among those that the font leaves as they are
_AT_STYLES, _AT_INK, _AT_LEFT_ALONE = 68, 80, 88  # in the font: its name has 64 bytes
_NO_COLOUR = -1
_INT, _NUM = 0x1E, 0x1F  # tokens of a formula: a whole number of two bytes, one of eight
_COMPARED = {3: "equal", 4: "notEqual", 5: "greaterThan", 6: "lessThan",
             7: "greaterThanOrEqual", 8: "lessThanOrEqual"}  # fmt: skip
Shows: TypeAlias = Callable[[int, "int | None"], bool]
"""Whether ink of this colour shows on this ground (``None``: the cell's own), by their numbers."""


class Condition(NamedTuple):
    """A rule that may hide what stands in its areas, where the value compares so with a limit.

    ``comparison`` is empty where nobody works out whether it holds.
    """

    areas: Sequence[Area]
    comparison: str = ""
    limit: Decimal = Decimal(0)


def areas_of(content: bytes, head: int) -> list[Area]:
    """The areas of the rules that follow."""
    at = head + 12  # the number of rules, flags, the rectangle around all areas
    (count,) = struct.unpack_from("<H", content, at)
    ranges = (struct.unpack_from("<4H", content, at + 2 + 8 * one) for one in range(count))
    return [(top + 1, left + 1, bottom + 1, right + 1) for top, bottom, left, right in ranges]


def condition_of(
    kind: int, content: bytes, areas: Sequence[Area], shows: Shows
) -> Condition | None:
    """What a rule may hide; ``None`` for one that changes neither ink nor number."""
    if kind == RULE_OF_2007:  # bars and signs in place of figures, and dresses of many kinds
        return Condition(areas)
    compared, comparison, first, second = struct.unpack_from("<BBHH", content)
    if not _harms(content[6:], shows):
        return None
    formulas = content[len(content) - first - second :]  # they stand at the end
    limit = _number(formulas[:first])
    if compared != _BY_VALUE or limit is None or comparison not in _COMPARED:
        return Condition(areas)
    return Condition(areas, _COMPARED[comparison], limit)


def harmed_places(conditions: Iterable[Condition], values: Mapping[Place, Value]) -> set[Place]:
    """The cells that hold something and of which a condition that holds, or may, hides it."""
    return places_where(
        values, [(one.areas, partial(may_hold, one.comparison, one.limit)) for one in conditions]
    )


def _harms(dress: bytes, shows: Shows) -> bool:
    (changes,) = struct.unpack_from("<I", dress)
    if not changes & _FONT_SET:
        return False
    font = dress[6 : 6 + _FONT_BYTES]
    (styles,) = struct.unpack_from("<I", font, _AT_STYLES)
    (left_alone,) = struct.unpack_from("<I", font, _AT_LEFT_ALONE)
    (ink,) = struct.unpack_from("<i", font, _AT_INK)
    if styles & _STRUCK and not left_alone & _STRUCK:
        return True
    return ink != _NO_COLOUR and not shows(ink, _ground(changes, dress))


def _ground(changes: int, dress: bytes) -> int | None:
    if not changes & _PATTERN_SET:
        return None
    at = 6 + _FONT_BYTES
    at += _ALIGNMENT_BYTES * bool(changes & _ALIGNED) + _BORDER_BYTES * bool(changes & _BORDERED)
    (_, colours) = struct.unpack_from("<HH", dress, at)
    return int(colours >> 7 & 0x7F)


def _number(tokens: bytes) -> Decimal | None:
    if tokens[:1] == bytes([_INT]) and len(tokens) == struct.calcsize("<BH"):
        return Decimal(struct.unpack_from("<H", tokens, 1)[0])
    if tokens[:1] == bytes([_NUM]) and len(tokens) == struct.calcsize("<Bd"):
        return exact(struct.unpack_from("<d", tokens, 1)[0])
    return None
