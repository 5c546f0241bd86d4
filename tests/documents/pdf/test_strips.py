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


@pytest.mark.parametrize("pen", [1, 3, 4, 5, 6, 9, 40])
@pytest.mark.parametrize("apart", [1, 2, 5, 60])
def test_thin_lines_are_their_own_threshold(pen: int, apart: int) -> None:
    """However thick they are, and however near to one another or to the picture's edge."""
    lines = numpy.full((2 * ROWS, 300), 255, numpy.uint8)
    for at in (0, 100, ROWS - 1, ROWS + 30, 2 * ROWS - pen):
        lines[at : at + pen] = lines[at + pen + apart : at + 2 * pen + apart] = 0
    for at in (0, 90, 300 - pen):
        lines[60:-80, at : at + pen] = lines[60:, at + pen + apart : at + 2 * pen + apart] = 0
    picture = numpy.broadcast_to(lines[:, :, None], (*lines.shape, 3))
    _, whole = adaptive_threshold(numpy.array(picture), blocksize=BLOCK, c=-2)
    for given in (picture, numpy.array(picture)):
        _, found = in_strips(adaptive_threshold)(given, blocksize=BLOCK, c=-2)
        assert numpy.array_equal(found, whole)


def test_thin_lines_are_not_weighed() -> None:
    lines = numpy.full((ROWS, 300, 3), 255, numpy.uint8)
    lines[40:43] = lines[:, 90:93] = 0
    _, found = in_strips(None)(lines, blocksize=BLOCK, c=-2)  # type: ignore[arg-type]
    assert numpy.array_equal(found, 255 - lines[..., 0])


def test_camelot_has_its_own_again_after_an_error() -> None:
    def fail() -> None:
        with thresholds_in_strips(lattice):
            assert lattice.adaptive_threshold is not adaptive_threshold
            raise MemoryError

    with pytest.raises(MemoryError):
        fail()
    assert lattice.adaptive_threshold is adaptive_threshold
