"""A lone sign shown to the line reader between two zeros.

The network was taught on lines of print. Of / by itself it makes 1, l or t even at 300 dpi (46 of
47); between zeros it makes 0/0 of it, at 150 dpi too (57 of 60), and 010 of every 1. Of a hyphen on
a scan without greys it makes nothing or anything (91 of 91); between zeros 0-0 (91).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import cv2
import numpy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from checker.documents.scan.inked import Piece
    from checker.documents.scan.line_reader import ReadLine

_NARROW: Final = 0.85  # of its height: digits and / are narrower, ideographs and dashes are not
_FLAT: Final = 1.8  # times its height: hyphens are wider
_DIGIT: Final = 0.8  # of the usual height of characters
_WIDTH, _STROKE = 0.6, 0.1  # of a zero's height
_GAP: Final = 0.12  # of it: paper between two signs
_BESIDE: Final = 0.2  # of it: paper around the line
_ZEROS: Final = frozenset("0OoQ")


def is_lone(line: Sequence[Piece]) -> bool:
    """Whether a line is one sign, narrow as a digit is."""
    return len(line) == 1 and line[0].width < _NARROW * line[0].height


def is_dash(line: Sequence[Piece]) -> bool:
    """Whether a line is one level stroke."""
    return len(line) == 1 and line[0].width > _FLAT * line[0].height


def between_zeros(sign: NDArray[numpy.uint8], usual: float = 0.0) -> NDArray[numpy.uint8]:
    """The picture of a sign, cut close to its ink, with a zero before and behind it.

    ``usual`` is how high characters are (pixels), where the sign is none of their height: a dash
    stands in the middle of a digit's, with as digits do in 5-10.
    """
    missing = max(0, round(_DIGIT * usual) - sign.shape[0])
    sign = numpy.pad(sign, ((missing // 2, missing - missing // 2), (0, 0)), constant_values=255)
    high = sign.shape[0]
    wide, stroke = max(5, round(_WIDTH * high)), max(1, round(_STROKE * high))
    zero = numpy.full((high, wide), 255, numpy.uint8)
    half = ((wide - stroke) // 2, (high - stroke) // 2)
    cv2.ellipse(zero, (wide // 2, high // 2), half, 0, 0, 360, (0,), stroke, cv2.LINE_AA)
    gap = numpy.full((high, max(1, round(_GAP * high))), 255, numpy.uint8)
    line = numpy.hstack([zero, gap, sign, gap, zero])
    return numpy.pad(line, max(2, round(_BESIDE * high)), constant_values=255)


def without_zeros(read: ReadLine) -> ReadLine:
    """What was read between the zeros; nothing where these were not read."""
    text = "".join(read.text.split())
    told = len(text) > 2 and text[0] in _ZEROS and text[-1] in _ZEROS  # noqa: PLR2004 - and a sign
    return replace(read, text=text[1:-1] if told else "", places=())
