"""Parts of a page's picture, cut as an output asks for them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from checker.documents.png import png
from checker.model.page_images import PagePicture

if TYPE_CHECKING:
    from checker.documents.geometry import Frame
    from checker.documents.picture import Picture
    from checker.model import Box
    from checker.model.page_images import View


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
