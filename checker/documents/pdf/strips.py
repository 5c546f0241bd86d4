"""Camelot's threshold of a picture, strip by strip.

OpenCV weighs the neighbours of each pixel in floats and holds three of them for every pixel of a
page: 30 MB, which was the peak of a reading process. And it takes a third of camelot's time with a
picture, though the threshold of thin black lines on white is those lines: such a strip is not
weighed.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    Picture = NDArray[numpy.uint8]
    Threshold = Callable[..., tuple[Picture, Picture]]

ROWS = 256  # of a strip
BLOCK, LIGHTER = 15, -2  # camelot's own: a block's side in pixels; a line is so much darker
# Pixels: a black one with a white one in a square of this side around it is darker by more than
# that than its block, of which the white one weighs 3 of 255 at least.
THICK = 5


def in_strips(threshold: Threshold) -> Threshold:
    """The same threshold, with the neighbours of each strip beside it: the same pixels.

    It stands for the picture too, which need not be held any longer.
    """

    def stripwise(image: Picture, *, blocksize: int, **settings: Any) -> tuple[Picture, Picture]:
        found = numpy.empty(image.shape[:2], numpy.uint8)
        is_own = (blocksize, settings.get("c")) == (BLOCK, LIGHTER) and not (
            settings.get("process_background") or settings.get("rotation")
        )
        for top in range(0, len(image), ROWS):
            first, last = max(0, top - blocksize), top + ROWS + blocksize
            strip = image[first:last]
            if is_own and (lines := _thin_lines(strip)) is not None:
                found[top : top + ROWS] = lines[top - first :][:ROWS]
                continue
            _, part = threshold(numpy.ascontiguousarray(strip), blocksize=blocksize, **settings)
            found[top : top + ROWS] = part[top - first :][:ROWS]
        return found, found  # of the first camelot takes the size alone: three times as large

    return stripwise


def _thin_lines(image: Picture) -> Picture | None:
    """A picture's black in white on black, if it is in thin lines on pure white; else ``None``."""
    one = image[..., 0]
    # The three colours of a grey picture may be one and the same array.
    if image.strides[2] and any((image[..., other] != one).any() for other in (1, 2)):
        return None
    ink: Picture = ~one
    if (ink & (ink + numpy.uint8(1))).any():  # a grey
        return None
    import cv2  # as heavy as camelot, which brought it

    square = numpy.ones((THICK, THICK), numpy.uint8)
    return None if cv2.erode(ink, square).any() else ink  # what lies beyond may be ink


@contextmanager
def thresholds_in_strips(lattice: Any) -> Iterator[None]:
    """Let camelot's parser of lines, the module, take its thresholds so."""
    whole = lattice.adaptive_threshold
    lattice.adaptive_threshold = in_strips(whole)
    try:
        yield
    finally:
        lattice.adaptive_threshold = whole
