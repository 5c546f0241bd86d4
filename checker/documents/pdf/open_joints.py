"""Columns that the level lines of an open table tell: where the edges of its cells meet.

Browsers, Word and WPS draw the lower edge of each cell by itself. Where no upright lines are drawn,
the pieces of a row's line still end where its cells do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.pdf.open_edges import Around
    from checker.documents.pdf.rulings import Ruling

SAME_EDGE = 2.0  # points: joints of two lines this near to each other are of one edge
FEWEST_LINES = 2  # one line may have its joints elsewhere: the foot of a header, a caption


def drawn_walls(
    extent: tuple[float, float], right_of: float, around: Around
) -> tuple[float, ...] | None:
    """The walls of the columns right of the labels, which end at ``right_of``.

    ``extent`` is the foot and the top of the rows. ``None`` where their lines have no joints, or
    do not agree on them.
    """
    low, high = around.outer
    lines = [
        line
        for line in around.drawn
        if extent[0] - 2 * around.tall <= line.at <= extent[1] + 2 * around.tall
        and low <= (line.start + line.end) / 2 <= high
    ]
    ends = [line.end for line in lines if line.joints]
    if len(ends) < FEWEST_LINES or max(ends) - min(ends) > SAME_EDGE:
        return None
    walls = [x for x in _agreed([line for line in lines if line.joints]) if x > right_of]
    return (*walls, max(ends)) if walls else None


def _agreed(lines: Sequence[Ruling]) -> list[float]:
    """The places where more than half of the lines have a joint."""
    found: list[list[float]] = []
    for x in sorted(x for line in lines for x in line.joints):
        if found and x - found[-1][0] <= SAME_EDGE:
            found[-1].append(x)
        else:
            found.append([x])
    return [sum(one) / len(one) for one in found if len(one) > len(lines) / 2]
