"""Where the lines of a table lie across one direction, from the pieces of them that are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import cv2
import numpy

from checker.documents.scan.short_rules import SURE_RUN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_HELD: Final = 0.7  # of a short piece stands between lines; what runs beyond them is print
_THINNER: Final = 0.5  # of the thinnest long rule: no short one of a table is
_THERE: Final = 0.7  # of an upright rule: so much of it goes on to a table's open end


def places(
    mask: NDArray[numpy.uint8], crossing: NDArray[numpy.uint8], near: int, *, axis: int
) -> list[int]:
    """Where lines lie across one direction: the middles of their pieces, near ones as one.

    A short piece is one only where most of it stands between lines that cross it, which a stroke
    of print does not. It may run beyond them: where print goes on in its direction, both are one.
    """
    if axis == 0:
        mask, crossing = mask.T, crossing.T
    count, _, stats, centres = cv2.connectedComponentsWithStats(
        numpy.ascontiguousarray(mask), connectivity=8
    )
    sure, short = [], []
    for number in range(1, count):
        left, _, long, _, area = stats[number]
        at = centres[number][1]
        if long >= SURE_RUN * near:
            sure.append((float(at), int(long), float(area / long)))
        elif _between_lines(crossing, left, long, round(at), near):
            short.append((float(at), int(long), float(area / long)))
    # Strokes of small print may reach from rule to rule; thick rules are not mixed with such.
    least = _THINNER * min((thick for _, _, thick in sure), default=0.0)
    pieces = [(at, long) for at, long, thick in (*sure, *short) if thick >= least]
    groups: list[list[tuple[float, int]]] = []
    for place, long in sorted(pieces):
        if groups and place - groups[-1][-1][0] <= near:
            groups[-1].append((place, long))
        else:
            groups.append([(place, long)])
    return [
        round(sum(place * long for place, long in group) / sum(long for _, long in group))
        for group in groups
    ]


def _between_lines(crossing: NDArray[numpy.uint8], left: int, long: int, y: int, near: int) -> bool:
    """Whether most of a level piece stands between two lines that cross it, or end on it."""
    start = max(0, left - near)
    band = crossing[max(0, y - near) : y + near + 1, start : left + long + near]
    crossed = numpy.flatnonzero(band.any(axis=0))
    return len(crossed) > 0 and crossed[-1] - crossed[0] >= max(_HELD * long, 2 * near + 1)


def open_ends(
    upright: NDArray[numpy.uint8], xs: Sequence[int], ys: Sequence[int], near: int
) -> list[int]:
    """Where upright rules end beyond the first and the last level one, two of them at least."""
    found = []
    for start, end, at in ((0, ys[0], 0), (ys[-1], len(upright) - 1, len(upright) - 1)):
        if end - start <= 3 * near:
            continue
        columns = (upright[start:end, max(0, x - near) : x + near + 1] for x in xs)
        if sum((column.max(axis=1) > 0).mean() >= _THERE for column in columns) > 1:
            found.append(at)
    return found
