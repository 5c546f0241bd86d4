"""What a glyph looks like: small networks over 20 × 14 pixels, in whole numbers only.

One tells ten digits apart (``digit_shapes.npy``), one tells digits from letters and signs
(``letter_shapes.npy``). ``python -m tests.bench.digits`` made and measured both, and the files say
from which fonts and with what result (``about``).
Every step is arithmetic of whole numbers, so that the same picture gives the same verdict on every
machine and with any number of threads: no BLAS, no ``exp``.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import numpy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from checker.documents.picture import Picture
    from checker.model import Box

ROWS: Final = 20
COLUMNS: Final = 14
LEVELS: Final = 31  # of ink; with int8 weights no sum of a layer reaches 2²¹
MARGIN: Final = 0.1  # of the look's side left free around the glyph
ACTIVE: Final = 255  # a hidden unit's greatest value
SHARP: Final = 4  # samples a pixel of a look at most, where the picture is finer than the look
BLEED: Final = 0.6  # pixels: ink shows this far beyond its glyph's outline, a neighbour's further
NOTHING: Final = 25  # grey levels: the thinnest 6 point digit in black leaves 60 at 100 dpi
_FIXED: Final = 256  # sub-pixel positions are rounded to this share of a pixel
LETTER, DIGIT = 0, 1  # the classes of ``letter_shapes``
_FAR: Final = 2.0**20  # pixels: beyond any picture, and in 1/256 pixels still 32 bits


def layer_type(about: int, hidden: int, classes: int) -> numpy.dtype[numpy.void]:
    """What a data file holds: one record; ``about`` is the length of its description."""
    return numpy.dtype(
        [
            ("about", f"S{about}"),  # JSON: fonts, seed, figures on families it never saw
            ("hidden", "i1", (hidden, ROWS * COLUMNS)),
            ("hidden_bias", "<i4", (hidden,)),
            ("shift", "<i4"),  # bits by which the hidden sums are cut to 0 … ACTIVE
            ("classes", "i1", (classes, hidden)),
            ("classes_bias", "<i4", (classes,)),
            ("unit", "<i4"),  # log-odds of 1 in the network's whole numbers
        ]
    )


class Shapes:
    """One network; ``weights`` is one record of ``layer_type``."""

    def __init__(self, weights: NDArray[numpy.void]) -> None:
        self._hidden = weights["hidden"].astype(numpy.float32)
        self._hidden_bias = weights["hidden_bias"].astype(numpy.int32)
        self._shift = int(weights["shift"])
        self._classes = weights["classes"].astype(numpy.float32)
        self._classes_bias = weights["classes_bias"].astype(numpy.int32)
        self.unit = int(weights["unit"])

    def scores(self, looks: NDArray[numpy.uint8]) -> NDArray[numpy.int32]:
        """Log-odds of the classes, n × classes, in ``unit``; ``looks`` is n × ROWS × COLUMNS."""
        flat = looks.reshape(len(looks), ROWS * COLUMNS)
        hidden = _sums(flat, self._hidden) + self._hidden_bias
        active = numpy.clip(hidden >> self._shift, 0, ACTIVE)
        return _sums(active, self._classes) + self._classes_bias

    def compared(
        self, looks: NDArray[numpy.uint8], claimed: Sequence[int] | NDArray[numpy.int64]
    ) -> tuple[NDArray[numpy.float64], NDArray[numpy.int64]]:
        """Each look's log-odds for its claimed class against the likeliest other, and that other.

        A quotient of whole numbers, hence the same everywhere; negative: the other is likelier.
        """
        scores = self.scores(looks)
        rows = numpy.arange(len(scores))
        own = scores[rows, claimed]
        scores[rows, claimed] = numpy.iinfo(numpy.int32).min
        others = scores.argmax(axis=1)
        margins: NDArray[numpy.float64] = (own - scores[rows, others]) / self.unit
        return margins, others


def _sums(
    values: NDArray[numpy.integer[Any]], weights: NDArray[numpy.float32]
) -> NDArray[numpy.int32]:
    """Each row of values times each row of weights, in whole numbers.

    Floats of 32 bits hold those up to 2²⁴ exactly, in whatever order they are added, and einsum
    takes 40 % of the time for them that it takes for integers. ``@`` would have BLAS wake its
    threads: 9 ms for 400 looks.
    """
    sums: NDArray[numpy.float32] = numpy.einsum("ij,kj->ik", values.astype(numpy.float32), weights)
    return sums.astype(numpy.int32)


@lru_cache(maxsize=1)
def digit_shapes() -> Shapes:
    """The network that tells the ten digits apart, loaded on first use."""
    return _shipped("digit_shapes.npy")


@lru_cache(maxsize=1)
def letter_shapes() -> Shapes:
    """The network that tells a ``DIGIT`` from a ``LETTER``, loaded on first use."""
    return _shipped("letter_shapes.npy")


def _shipped(name: str) -> Shapes:
    with (files(__package__) / name).open("rb") as stream:
        return Shapes(numpy.load(stream, allow_pickle=False))


def looks_at(picture: Picture, boxes: Sequence[Box]) -> NDArray[numpy.uint8]:
    """Each box of a picture of text on white as a look: n × ROWS × COLUMNS, ink 0 … ``LEVELS``.

    The glyph keeps its proportions and stands in the middle, ``MARGIN`` free on each side; its
    darkest ink counts as ``LEVELS``. What lies outside its box is left out (a neighbour's ink).
    A box without ink gives a look without ink.
    """
    looks = numpy.zeros((len(boxes), ROWS, COLUMNS), numpy.uint8)
    if not boxes:
        return looks
    high, wide = picture.pixels.shape
    x0, y0, x1, y1 = picture.box
    across, down = wide / (x1 - x0), high / (y1 - y0)
    edges = numpy.array(boxes, dtype=numpy.float64)
    left, right = (edges[:, 0] - x0) * across, (edges[:, 2] - x0) * across
    top, bottom = (y1 - edges[:, 3]) * down, (y1 - edges[:, 1]) * down
    room = 1 - 2 * MARGIN
    step = numpy.maximum((bottom - top) / (room * ROWS), (right - left) / (room * COLUMNS))
    finest = numpy.clip(numpy.ceil(step), 1, SHARP).astype(numpy.int64)
    for fine in sorted({int(samples) for samples in finest}):
        some = finest == fine  # each by its own size: a look does not depend on its company
        rows = _samples(top[some], bottom[some], step[some], ROWS, fine)
        columns = _samples(left[some], right[some], step[some], COLUMNS, fine)
        ink = _ink(picture.pixels, rows, columns)
        ink = ink.reshape(len(ink), ROWS, fine, COLUMNS, fine).sum(axis=(2, 4)) // fine**2
        darkest = ink.max(axis=(1, 2))
        full = numpy.where(darkest < NOTHING, 255 * LEVELS, darkest)  # without ink: stays empty
        looks[some] = ink * LEVELS // full[:, None, None]
    return looks


def leaning(look: NDArray[numpy.uint8]) -> float:
    """How far the head of a glyph stands right of its foot, as a share of its ink's width.

    Head and foot are the upper and the lower third of its ink; 0 for a look without ink.
    """
    down, across = numpy.nonzero(look)
    if not len(down):
        return 0.0
    top, bottom = int(down.min()), int(down.max()) + 1
    third = (bottom - top) / 3
    wide = int(across.max()) + 1 - int(across.min())

    def middle(part: NDArray[numpy.bool_]) -> float:
        ink = look[down[part], across[part]].astype(numpy.float64)
        return float((across[part] * ink).sum() / ink.sum()) if len(ink) else 0.0

    return (middle(down < top + third) - middle(down >= bottom - third)) / wide


def _samples(
    low: NDArray[numpy.float64],
    high: NDArray[numpy.float64],
    step: NDArray[numpy.float64],
    count: int,
    finest: int,
) -> tuple[NDArray[numpy.int32], NDArray[numpy.bool_]]:
    """Where one side of each look is sampled, in 1/256 pixels, and which samples are its own."""
    places = (numpy.arange(count * finest) + 0.5) / finest - count / 2
    at = ((low + high) / 2)[:, None] + places[None, :] * step[:, None]
    own = (at >= low[:, None] - BLEED) & (at <= high[:, None] + BLEED)
    at = numpy.clip(at, -_FAR, _FAR)
    fixed: NDArray[numpy.int32] = numpy.floor((at - 0.5) * _FIXED + 0.5).astype(numpy.int32)
    return fixed, own


def _ink(
    pixels: NDArray[numpy.uint8],
    rows: tuple[NDArray[numpy.int32], NDArray[numpy.bool_]],
    columns: tuple[NDArray[numpy.int32], NDArray[numpy.bool_]],
) -> NDArray[numpy.int32]:
    """Ink at every sample, 0 … 255, between the four nearest pixels."""
    high, wide = pixels.shape
    (down, own_rows), (across, own_columns) = rows, columns
    y, x = (down >> 8).astype(numpy.intp), (across >> 8).astype(numpy.intp)
    below, beside = (down & 255)[:, :, None], (across & 255)[:, None, :]
    left, right = (numpy.clip(at, 0, wide - 1)[:, None, :] for at in (x, x + 1))
    flat = pixels.reshape(-1)  # one index for each pixel: taken in a third of the time of two

    def line(at: NDArray[numpy.intp]) -> NDArray[numpy.int32]:
        """256 times the grey of each sample within its row of pixels."""
        start = (numpy.clip(at, 0, high - 1) * wide)[:, :, None]
        before = flat.take(start + left).astype(numpy.int32)
        greys: NDArray[numpy.int32] = before * _FIXED + (flat.take(start + right) - before) * beside
        return greys

    first = line(y)
    grey = (first * _FIXED + (line(y + 1) - first) * below) >> 16
    shown = own_rows[:, :, None] & own_columns[:, None, :]
    ink: NDArray[numpy.int32] = numpy.where(shown, 255 - grey, 0).astype(numpy.int32)
    return ink
