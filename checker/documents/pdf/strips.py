"""Camelot's threshold of a picture, strip by strip.

OpenCV weighs the neighbours of each pixel in floats and holds three of them for every pixel of a
page: 30 MB, which was the peak of a reading process.
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


def in_strips(threshold: Threshold) -> Threshold:
    """The same threshold, with the neighbours of each strip beside it: the same pixels.

    It stands for the picture too, which need not be held any longer.
    """

    def stripwise(image: Picture, *, blocksize: int, **settings: Any) -> tuple[Picture, Picture]:
        found = numpy.empty(image.shape[:2], numpy.uint8)
        for top in range(0, len(image), ROWS):
            first, last = max(0, top - blocksize), top + ROWS + blocksize
            _, part = threshold(image[first:last], blocksize=blocksize, **settings)
            found[top : top + ROWS] = part[top - first :][:ROWS]
        return found, found  # of the first camelot takes the size alone: three times as large

    return stripwise


@contextmanager
def thresholds_in_strips(lattice: Any) -> Iterator[None]:
    """Let camelot's parser of lines, the module, take its thresholds so."""
    whole = lattice.adaptive_threshold
    lattice.adaptive_threshold = in_strips(whole)
    try:
        yield
    finally:
        lattice.adaptive_threshold = whole
