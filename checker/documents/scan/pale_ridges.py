"""Thin pale rules, seen edge by edge where the lines of a table are known.

Of a rule of half a point in #d9d9d9 a scan at 200 dpi leaves two rows of pixels that are paler than
the noise of other pages. One cell's edge has eighty such pixels: on clean paper they tell it all
the same, by being darker than the paper on both sides of them, and no print.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import cv2
import numpy

if TYPE_CHECKING:
    from numpy.typing import NDArray

_STRETCH: Final = 0.009  # of the width of A4, 15 pixels of 1653: over so many it is evened
_ASIDE: Final = 0.0027  # of it: so far aside there is paper
_NOISE, _LEAST = 5, 7  # deviations of what is evened; grey levels: JPEG leaves less beside print
_PAPER: Final = 0.5  # of a ridge's darkness: its sides are paler
_PRINT: Final = 110  # grey levels: darker is print, or a rule that is seen without this
_AROUND: Final = numpy.ones((5, 5), numpy.uint8)  # pixels: the blurred edges of print


def pale_ridges(
    grey: NDArray[numpy.uint8], unit: int
) -> tuple[NDArray[numpy.uint8], NDArray[numpy.uint8]]:
    """Where on a straight page a level and an upright rule may be, as pale as it is, 0 or 255.

    ``unit`` is how many pixels the width of A4 has.
    """
    print_ = cv2.dilate((grey < _PRINT).astype(numpy.uint8), _AROUND)
    level = _ridges(grey, print_, unit)
    turned = _ridges(numpy.ascontiguousarray(grey.T), numpy.ascontiguousarray(print_.T), unit)
    return level, numpy.ascontiguousarray(turned.T)


def _ridges(
    grey: NDArray[numpy.uint8], print_: NDArray[numpy.uint8], unit: int
) -> NDArray[numpy.uint8]:
    dark = cv2.blur(cv2.bitwise_not(grey), (round(_STRETCH * unit), 1))
    some = dark[::3, ::3]
    paper = float(numpy.median(some))
    noise = 1.4826 * float(numpy.median(cv2.absdiff(some, paper)))
    dark = cv2.subtract(dark, paper)
    near = max(3, round(_ASIDE * unit))
    beside = numpy.zeros_like(dark)
    beside[near:] = dark[:-near]
    beside[:-near] = cv2.max(beside[:-near], dark[near:])
    is_ridge = (cv2.subtract(dark, beside) > max(_NOISE * noise, _LEAST)) & (beside < _PAPER * dark)
    found: NDArray[numpy.uint8] = numpy.where(is_ridge & (print_ == 0), 255, 0).astype(numpy.uint8)
    return found
