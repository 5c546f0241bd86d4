"""Print as pale as the grain of a bad copy: told by what its paper's mean says, digit by digit.

No pixel of such print is darker than the paper's grain; a person sees it all the same. A cell is
blank for sure only if no place in it, as large as two digits, is darker than the grain of this
page's paper allows. Where more of them are so than chance makes, the page has print that its grain
hides elsewhere: then none of its blanks is sure, and no lone stroke, which may cross a pale figure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import cv2
import numpy

from checker.documents.scan.digit_reader import whole
from checker.model import Doubt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from checker.documents.scan.cell_ink import InkedCell
    from checker.documents.scan.inked import Piece
    from checker.documents.scan.straight import StraightPage

_WIDE, _HIGH = 0.009, 0.0075  # of the width of A4, 5 by 4 points: two small digits
_INSET: Final = 0.0045  # of it: rules shade what is beside them
_BLURRED: Final = 0.0012  # of it: the blurred edges of print
_DIRT: Final = 200  # grey levels: a speck counts as no darker than pale print
_PRINT: Final = 20  # grey levels darker than ink: print, not grain
_UNEVEN: Final = 4.3  # deviations: of 150 blanks of bad copies the darkest places had 2.4 to 5.2
_BESIDE_PRINT: Final = 5  # deviations beside a stroke, whose own edges are not quite left out
_GRAINY: Final = 1.0  # grey levels of such means: bad copies have 1.3 to 2.7, others less than 0.8
_FEWEST, _SHARE = 3, 0.15  # cells, and of a page's: so many seem darker by no chance
_SEEN: Final = 0.2  # of a place is paper: less tells nothing
_DEVIATION: Final = 1.4826  # of the normal distribution, by its median distance from the middle
_NARROW, _FLAT, _EMPTY = 0.45, 1.6, 0.35  # width by height of digits; of their box is ink
_LEAST: Final = 20  # pixels: of fewer there is no middle


def doubt_what_grain_hides(page: StraightPage, darkness: float, cells: Sequence[InkedCell]) -> None:
    """Makes blanks and lone strokes doubtful where pale print is seen, or may be lost in the grain.

    Darker than ``darkness`` is ink.
    """
    paper = _Paper(page, darkness)
    shaded = [(cell, paper.darkest(cell)) for cell in cells if _may_hide(cell)]
    spreads = [spread for _, (_, spread) in shaded]
    if not spreads:
        return
    grain = float(numpy.median(spreads))
    if grain < _GRAINY:  # its pixels tell; a watermark is as dark as pale print, on the average
        return
    seen = 0
    for cell, (shade, _) in shaded:
        if shade > (_BESIDE_PRINT if cell.lines else _UNEVEN) * grain:
            cell.doubt = Doubt.UNREAD_INK
            seen += 1
    if seen >= max(_FEWEST, _SHARE * len(shaded)):
        for cell, _ in shaded:
            cell.doubt = Doubt.UNREAD_INK


def _may_hide(cell: InkedCell) -> bool:
    """Whether a cell is blank so far, or shows a lone stroke."""
    if cell.doubt is not None or len(cell.lines) > 1:
        return False
    return not cell.lines or _is_stroke(cell.lines[0])


def _is_stroke(line: Sequence[Piece]) -> bool:
    """Whether a line is one stroke, upright, level or aslant: digits fill more of their box."""
    glyphs = whole(line)
    if len(glyphs) > 1:
        return False
    (glyph,) = glyphs
    wide, high = glyph.width, glyph.height
    return not _NARROW * high < wide < _FLAT * high or glyph.area < _EMPTY * wide * high


class _Paper:
    """How dark a page's paper is, on the average of places as large as two digits."""

    def __init__(self, page: StraightPage, darkness: float) -> None:
        around = 2 * round(_BLURRED * page.unit) + 1
        ink = (page.grey < darkness - _PRINT).astype(numpy.uint8)
        clear = 1 - cv2.dilate(ink, numpy.ones((around, around), numpy.uint8))
        size = (max(3, round(_WIDE * page.unit)), max(3, round(_HIGH * page.unit)))
        dark = cv2.bitwise_not(cv2.max(page.grey, _DIRT)) * clear
        self._seen = cv2.boxFilter(clear, cv2.CV_32F, size)
        self._mean = cv2.boxFilter(dark, cv2.CV_32F, size) / numpy.maximum(self._seen, _SEEN / 2)
        self._inset = round(_INSET * page.unit)

    def darkest(self, cell: InkedCell) -> tuple[float, float]:
        """By how much the darkest place of a cell is darker than its middle, and their spread."""
        left, top, right, bottom = cell.ruled.inside
        inset = self._inset
        part = (slice(top + inset, bottom - inset), slice(left + inset, right - inset))
        mean, seen = self._mean[part], self._seen[part]
        if mean.size < _LEAST:
            return 0.0, 0.0
        middle = float(numpy.median(mean))
        spread = _DEVIATION * float(numpy.median(abs(mean - middle)))
        shades: NDArray[numpy.float32] = ((mean - middle) * numpy.sqrt(seen))[seen > _SEEN]
        return float(shades.max(initial=0.0)), spread
