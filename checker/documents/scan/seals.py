"""Seals taken off a page: red ink by its colour, grey ink by its paleness and its shape.

What was under one is told (``tinted``): there all readers of a figure must agree, and a cell that
looks blank is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import cv2
import numpy

if TYPE_CHECKING:
    from numpy.typing import NDArray

RED: Final = 45  # grey levels by which red outdoes green and blue: the ink of seals
TINTED: Final = 70  # levels between a pixel's channels: coloured ink, not print
DARKEST_TINT: Final = 150  # of its darkest channel: paler is shading behind the print
_PRINT: Final = 80  # grey levels of a page in full contrast: print is darker in its middle
_PALE: Final = 200  # paler is paper; a red seal in grey has 90 to 130
_FROM, _TO = 0.12, 0.34  # of the width of A4: seals of 25 to 70 mm
_RUN: Final = 10  # of the width: a longer level or upright stretch is a rule, a rim bends
_ROUND: Final = 0.7  # of the longer side: as high as wide, nearly
_ABOUT: Final = numpy.ones((5, 5), numpy.uint8)


def without_red(
    picture: NDArray[numpy.uint8],
) -> tuple[NDArray[numpy.uint8], NDArray[numpy.bool_]]:
    """The picture in grey, red ink as light as its paper, and where ink is coloured."""
    red, green, blue = (picture[:, :, at] for at in range(3))
    others = cv2.max(green, blue)
    reddish = cv2.subtract(red, others) > RED
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    grey[reddish] = red[reddish]
    darkest = cv2.min(red, cv2.min(green, blue))
    spread = cv2.subtract(cv2.max(red, others), darkest)
    return grey, (spread > TINTED) & (darkest < DARKEST_TINT)


def without_grey_seal(
    grey: NDArray[numpy.uint8], unit: int
) -> tuple[NDArray[numpy.uint8], NDArray[numpy.bool_]]:
    """A page in full contrast without the seals of a scan in grey, and where they were.

    ``unit`` is how many pixels the width of A4 has.

    A seal's strokes are pale all through, print is pale along its edges only. Pale rules are as
    pale, but straight; and the table that they make is larger than a seal.
    """
    print_and_edges = cv2.dilate((grey < _PRINT).astype(numpy.uint8), _ABOUT)
    pale = ((grey < _PALE) & (print_and_edges == 0)).astype(numpy.uint8)
    for run in ((1, unit // _RUN), (unit // _RUN, 1)):
        pale &= ~cv2.morphologyEx(pale, cv2.MORPH_OPEN, numpy.ones(run, numpy.uint8))
    near = max(3, unit // 180) | 1
    joined = cv2.dilate(pale, numpy.ones((near, near), numpy.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    sealed = numpy.zeros(grey.shape, bool)
    for x, y, width, height, _ in stats[1:count].tolist():
        shorter, longer = sorted((width, height))
        if _FROM * unit <= longer <= _TO * unit and shorter >= _ROUND * longer:
            part = (slice(y, y + height), slice(x, x + width))
            sealed[part] |= pale[part] > 0
    found = grey.copy()
    found[sealed] = 255
    return found, sealed
