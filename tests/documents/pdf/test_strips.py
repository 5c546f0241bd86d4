"""Camelot's threshold taken strip by strip is that of the whole picture, in less memory."""

from __future__ import annotations

import numpy
import pytest
from camelot.image_processing import adaptive_threshold
from camelot.parsers import lattice

from checker.documents.pdf.strips import ROWS, in_strips, thresholds_in_strips

BLOCK = 15  # camelot's own


def ruled(high: int) -> numpy.ndarray:
    """Lines, thick bars and grey noise on white: strips end within and beside them."""
    picture = numpy.full((high, 300, 3), 255, numpy.uint8)
    picture[::37] = picture[:, ::41] = 0
    picture[ROWS - 20 : ROWS + 20, 50:250] = 0
    noise = numpy.random.default_rng(1).integers(0, 256, (high, 40, 3), dtype=numpy.uint8)
    picture[:, 200:240] = noise
    return picture


@pytest.mark.parametrize("high", [5, ROWS - 1, ROWS, ROWS + 1, 2 * ROWS + BLOCK, 3 * ROWS + 100])
def test_each_pixel_is_as_in_the_whole_picture(high: int) -> None:
    picture = ruled(high)
    _, whole = adaptive_threshold(picture, blocksize=BLOCK, c=-2)
    given, found = in_strips(adaptive_threshold)(picture, blocksize=BLOCK, c=-2)
    assert given is found
    assert numpy.array_equal(found, whole)


def test_camelot_has_its_own_again_after_an_error() -> None:
    def fail() -> None:
        with thresholds_in_strips(lattice):
            assert lattice.adaptive_threshold is not adaptive_threshold
            raise MemoryError

    with pytest.raises(MemoryError):
        fail()
    assert lattice.adaptive_threshold is adaptive_threshold
