"""Ink of which the readers of a figure are shown too little, or of two figures at once.

All readers look at the same crop of a cell, so that they agree on what it lacks: a digit that a
rule cuts off, one that is printed too faintly, the gap between two numbers.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import cv2
import numpy

from checker.documents.scan.digit_reader import whole
from checker.documents.scan.inked import Piece, around, pieces_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from checker.documents.scan.inked import PixelBox

_STEP: Final = 0.95  # of a digit's height between middles: 0.74 in print, 0.93 in the widest faces
_FULL_WIDTH: Final = (
    1.6  # of it between middles of digits of full width: 1.4; no column is so narrow
)
_EQUAL: Final = 1.12  # times the shortest of such steps: a 1 is set in the middle of its square
_FEWEST_EVEN: Final = 3  # figures of a page that are set so: then its shorter ones are, too
_FEWEST_PAIRS: Final = 5  # figures of two digits that are set so, where there are no longer ones
_ALIKE_PAIRS: Final = 0.8  # of those whose digits stand apart: so many do so equally
_GAP: Final = 0.35  # of it between their edges: digits that touch are one piece, its middle far off
_CLOSE: Final = 0.3  # of a digit's height from a rule: a cell's margin is 0.75
_LEVEL: Final = 0.5  # of the lower one's height: digits of one figure share as much
_STRUCK: Final = 0.95  # of its height: no digit is so wide, one with a stroke through it is
_MIDDLE: Final = (0.25, 0.8)  # of a line's height, from its top: an underline is lower
_THROUGH: Final = 0.97  # of its width: beside the bars of digits is paper
_WHITE: Final = 255
_NOISE: Final = 5  # deviations of the evened paper from which its shade is ink
_LEAST_SHADE: Final = 9  # grey levels below paper: JPEG at quality 50 leaves 6 beside print
_DEVIATION: Final = 1.4826  # of the normal distribution, by its median distance from the middle
_BLURRED: Final = 0.2  # of the least line's height, 2 pixels at 200 dpi: ink's edges are so blurred
_PART, _SOME = 0.6, 0.15  # of that height, and of its square: what a stroke leaves of a pale figure
_EVEN: Final = (3, 3)  # pixels over which the paper's noise is evened out


def is_parted(line: Sequence[Piece], even_step: float = 0.0) -> bool:
    """Whether a gap as wide as a space stands in a line: two figures, read as one.

    Three digits and more that all stand as far apart as digits of full width do are one; so are two
    that stand as far apart as those of the page do (``even_step``).
    """
    glyphs = whole(line)
    high = max((piece.height for piece in glyphs), default=0)
    steps = _steps(glyphs)
    if step_of_full_width(line):
        return False
    if even_step and len(steps) == 1 and even_step / _EQUAL <= steps[0] <= even_step * _EQUAL:
        return False
    return any(
        after.box[0] - before.box[2] > _GAP * high and step > _STEP * high
        for (before, after), step in zip(pairwise(glyphs), steps, strict=True)
    )


def step_of_full_width(line: Sequence[Piece]) -> float:
    """How far apart (pixels) the digits of a line are set at full width; 0 where they are not."""
    glyphs = whole(line)
    high = max((piece.height for piece in glyphs), default=0)
    steps = _steps(glyphs)
    if len(steps) > 1 and max(steps) <= min(_FULL_WIDTH * high, _EQUAL * min(steps)):
        return sum(steps) / len(steps) if max(steps) > _STEP * high else 0.0
    return 0.0


def usual_step(lines: Sequence[Sequence[Piece]], *, is_pale: bool = False) -> float:
    """How far apart the digits of a page are set at full width; 0 where hardly any are.

    Two figures in each of many cells would not stand equally far apart in all of them; but a paler
    digit that was lost between two others leaves the same gap each time, so that on a page with
    pale print (``is_pale``) pairs prove nothing.
    """
    steps = sorted(step for line in lines if (step := step_of_full_width(line)))
    if len(steps) >= _FEWEST_EVEN:
        return steps[len(steps) // 2]
    if is_pale:
        return 0.0
    wide = sorted(step for line in lines if (step := _wide_step_of_two(line)))
    if len(wide) < _FEWEST_PAIRS:
        return 0.0
    usual = wide[len(wide) // 2]
    alike = sum(usual / _EQUAL <= step <= usual * _EQUAL for step in wide)
    return usual if alike >= _ALIKE_PAIRS * len(wide) else 0.0


def _wide_step_of_two(line: Sequence[Piece]) -> float:
    """How far apart the two digits of a line are (pixels), where that may be full width; else 0."""
    glyphs = whole(line)
    high = max((piece.height for piece in glyphs), default=0)
    steps = _steps(glyphs)
    return steps[0] if len(steps) == 1 and _STEP * high < steps[0] <= _FULL_WIDTH * high else 0.0


def is_struck(grey: NDArray[numpy.uint8], line: Sequence[Piece]) -> bool:
    """Whether one level stroke runs through the middle of all of a line: it is struck out."""
    left, top, right, bottom = around(line)
    high = bottom - top
    if right - left < _STRUCK * high:
        return False
    band = grey[top + round(_MIDDLE[0] * high) : top + round(_MIDDLE[1] * high), left:right]
    if not band.size:
        return False
    thick = cv2.erode(band, numpy.ones((3, 1), numpy.uint8))  # it may climb by a pixel
    darkness = (int(band.min()) + _WHITE) / 2  # paper between blurred digits is paler than a stroke
    return bool(((thick < darkness).mean(axis=1) >= _THROUGH).any())


def runs_across(
    left: Sequence[Piece], its_end: int, right: Sequence[Piece], its_start: int, least: float
) -> bool:
    """Whether ink stands close to the rule between two cells on both its sides: one figure.

    On one of them it is as high as print (``least``); of a digit cut in two the other may be less.
    """
    return any(
        max(one.height, other.height) >= least
        and _are_level(one, other)
        and max(its_end - one.box[2], other.box[0] - its_start)
        <= _CLOSE * max(one.height, other.height)
        for one in left
        for other in right
    )


def has_faint_ink(grey: NDArray[numpy.uint8], inside: PixelBox, ink: float, least: float) -> bool:
    """Whether a box holds print paler than ``ink``, alone or beneath what is darker.

    Of a pale figure that a dark stroke crosses, the stroke alone was read: 3 with a bar as 1. How
    pale print may be is told by the noise of the paper around it. Dark ink is left out with its
    blurred edges, and what lies along an edge of the box, the shade of a rule. ``least`` is how
    high lines of print are at least (pixels).
    """
    left, top, right, bottom = inside
    part = grey[top:bottom, left:right]
    even = cv2.blur(part, _EVEN)
    paper = float(numpy.median(even))
    noise = _DEVIATION * float(numpy.median(abs(even - paper)))
    around_ink = numpy.ones((2 * round(_BLURRED * least) + 1,) * 2, numpy.uint8)
    even[cv2.dilate((part < ink).astype(numpy.uint8), around_ink) > 0] = _WHITE
    wide, high = right - left, bottom - top
    for faint in pieces_in(even, (0, 0, wide, high), 0, paper - max(_NOISE * noise, _LEAST_SHADE)):
        x0, y0, x1, y1 = faint.box
        is_apart = x0 and y0 and x1 < wide and y1 < high
        is_large = max(faint.width, faint.height) >= _PART * least
        if is_apart and is_large and faint.area > _SOME * least**2:
            return True
    return False


def _steps(glyphs: Sequence[Piece]) -> list[float]:
    return [_middle(after) - _middle(before) for before, after in pairwise(glyphs)]


def _middle(piece: Piece) -> float:
    return (piece.box[0] + piece.box[2]) / 2


def _are_level(one: Piece, other: Piece) -> bool:
    shared = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    return shared >= _LEVEL * min(one.height, other.height)
