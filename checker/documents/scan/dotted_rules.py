"""What tells of a rule of which little is seen: dots of it, where print does not cross its place.

Of a pale rule a scan without greys may leave a tenth, and clean paper has none; of one in greys
half may be missing. A line of print that runs across the place where a rule stands in other rows
has as many dark pixels: labels and heads that go over several columns fell into pieces, and their
rows or columns had no place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LEAST, _MOST = 0.006, 0.06  # of the width of A4, 3.6 and 36 points: print is so wide and so high


def without_print(
    dark: NDArray[numpy.uint8], ruled: NDArray[numpy.uint8], unit: int
) -> NDArray[numpy.uint8]:
    """The dark pixels (0 or 255) without pieces that are as wide and as high as print is.

    Dots are smaller, what is left of a rule is thinner or longer. What touches a rule that was
    found (``ruled``) stays: where two of them cross, their dots hang together, as large as print.
    ``unit`` is how many pixels the width of A4 has.
    """
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    sides = stats[:count, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    is_print = (sides.min(axis=1) >= _LEAST * unit) & (sides.max(axis=1) <= _MOST * unit)
    is_print[0] = False
    is_print[numpy.unique(labels[ruled > 0])] = False
    found: NDArray[numpy.uint8] = numpy.where(is_print[labels], 0, dark).astype(numpy.uint8)
    return found
