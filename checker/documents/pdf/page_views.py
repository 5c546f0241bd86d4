"""Parts of a page's picture, cut as an output asks for them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy

from checker.documents.png import png
from checker.model.page_images import PagePicture

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from checker.documents.geometry import Frame
    from checker.documents.picture import Picture
    from checker.model import Box
    from checker.model.page_images import View

_PAPER = 232  # grey from which a pixel is paper: a hairline of light grey is darker at 150 dpi
_RULED = 0.6
_MARGIN = 2  # pixels left above a rule, so that it is seen to be one


def cut(whole: Picture, frame: Frame, view: View) -> PagePicture:
    """The part of a page's picture that a view asks for, cut at whole pixels."""
    high, wide = whole.pixels.shape
    x0, y0, x1, y1 = whole.box
    across, down = wide / (x1 - x0), high / (y1 - y0)
    left, above, right, below = 0, 0, wide, high
    if view.box is not None:
        box = frame.place_of(view.box)
        left = min(max(0, math.floor((box[0] - x0) * across)), wide - 1)
        right = max(left + 1, min(wide, math.ceil((box[2] - x0) * across)))
        above = min(max(0, math.floor((y1 - box[3]) * down)), high - 1)
        below = max(above + 1, min(high, math.ceil((y1 - box[1]) * down)))

        above += _to_the_first_rule(whole.pixels[above:below, left:right], int(view.loose * down))

    def place(mark: Box) -> Box:
        box = frame.place_of(mark)
        return (
            ((box[0] - x0) * across - left) / (right - left),
            ((y1 - box[3]) * down - above) / (below - above),
            ((box[2] - x0) * across - left) / (right - left),
            ((y1 - box[1]) * down - above) / (below - above),
        )

    return PagePicture(
        png(whole.pixels[above:below, left:right]),
        (right - left) / across,
        (below - above) / down,
        tuple(place(mark) for mark in view.marks),
    )


def _to_the_first_rule(pixels: NDArray[numpy.uint8], loose: int) -> int:
    """How many rows of pixels at the top may go: those above the first rule among ``loose`` ones.

    A rule is inked over most of the width, which no line of text is: the strokes of a line of
    Chinese characters cover at most two fifths of a row of pixels (measured on the samples).
    """
    inked = (pixels[:loose] < _PAPER).mean(axis=1) >= _RULED if loose else numpy.zeros(0, bool)
    rules = numpy.flatnonzero(inked)
    return max(0, int(rules[0]) - _MARGIN) if len(rules) else 0
