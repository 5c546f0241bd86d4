"""Short rules told from strokes of print as long: what tight rows hold reaches from rule to rule.

Of 13 points print, a stroke of an ideograph is as long as a row of it is high, nearly. A rule runs
into the lines that it ends on, and nothing stands against it all along its sides; a stroke ends
before them, or has others across it. In three reports set in tight rows 20 to 40 columns were found
of such strokes, and not one cell was placed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import cv2
import numpy

from checker.documents.scan.rules import turned_mask

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from checker.documents.scan.rules import Rules

SURE_RUN: Final = 20  # times `near`, 54 points: no stroke of print is as long
_PRINT: Final = 7.5  # times it, 20 points: no print in a table is as large
_BESIDE: Final = (2, 3, 4)  # pixels beside it: its blurred edge, then paper
_CLEAR: Final = 0.1  # of its sides is dark, at one of those; of a stroke with bars an eighth is
_ABOUT: Final = numpy.ones((3, 3), numpy.uint8)


def without_strokes(
    rules: Rules, own: NDArray[numpy.uint8], box: tuple[int, int, int, int], near: int
) -> Rules:
    """The rules of a page without the strokes of print that are taken for such in a table.

    ``box`` is what the table covers, ``own`` (0 or 255) which of the rules there are its own;
    ``near`` is how far apart pieces of one line may lie.
    """
    left, top, right, bottom = box
    part = (slice(top, bottom), slice(left, right))
    level, upright = (cv2.bitwise_and(mask[part], own) for mask in (rules.level, rules.upright))
    dark = rules.dark[part]
    lying = _strokes(level, upright, dark, near)
    standing = turned_mask(
        _strokes(turned_mask(upright), turned_mask(level), turned_mask(dark), near)
    )
    strokes = cv2.bitwise_or(lying, standing)
    if not strokes.any():
        return rules
    without = replace(
        rules, dark=rules.dark.copy(), level=rules.level.copy(), upright=rules.upright.copy()
    )
    without.level[part] &= ~lying
    without.upright[part] &= ~standing
    kept = cv2.bitwise_or(level & ~lying, upright & ~standing)
    without.dark[part] &= ~cv2.dilate(strokes, _ABOUT) | kept
    return without


def _strokes(
    mask: NDArray[numpy.uint8],
    crossing: NDArray[numpy.uint8],
    dark: NDArray[numpy.uint8],
    near: int,
) -> NDArray[numpy.uint8]:
    """Which level pieces of a table's rules are strokes of print, 0 or 255.

    ``crossing`` has the lines across them, ``dark`` all dark pixels. What is left of a table at a
    page break has no line to end on at its last row.
    """
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    lines = cv2.dilate(crossing, _ABOUT)
    is_stroke = numpy.zeros(count, bool)
    for number, (left, top, long, thick, _) in enumerate(stats[1:].tolist(), 1):
        if long < SURE_RUN * near:
            rows, end = slice(top, top + thick), left + long
            crossed = (lines[rows, left:end] > 0).any(axis=0)
            crossed[0] |= left == 0
            crossed[-1] |= end == mask.shape[1]
            if long >= _PRINT * near and crossed.any():
                crossed[[0, -1]] = True  # where it ends a bad copy has no line left
            between = numpy.flatnonzero(~crossed & _is_between(crossed)) + left
            is_stroke[number] = not len(between) or not _is_clear(dark, between, top, thick)
    found: NDArray[numpy.uint8] = (is_stroke[labels] * numpy.uint8(255)).astype(numpy.uint8)
    return found


def _is_between(crossed: NDArray[numpy.bool_]) -> NDArray[numpy.bool_]:
    """Which places lie between the first and the last line across a piece."""
    since, until = (numpy.logical_or.accumulate(way) for way in (crossed, crossed[::-1]))
    between: NDArray[numpy.bool_] = since & until[::-1]
    return between


def _is_clear(
    dark: NDArray[numpy.uint8], between: NDArray[numpy.int64], top: int, thick: int
) -> bool:
    """Whether there is paper along both sides of a piece, where no line crosses it."""
    for edge, way in ((top, -1), (top + thick - 1, 1)):
        rows = [edge + way * aside for aside in _BESIDE if 0 <= edge + way * aside < len(dark)]
        if rows and min(float((dark[row, between] > 0).mean()) for row in rows) > _CLEAR:
            return False
    return True
