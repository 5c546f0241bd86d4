"""A page as it looks: grey pixels, and what a box of them holds."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from checker.model import Box

WHITE = 255
DARK = 90  # grey levels: as dark against its paper as print is; watermarks are paler
STRIP = 64  # rows
SPECKS = 4  # dark pixels at 100 dpi: less than a printed 1 leaves


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as it looks: grey levels, row 0 at the top, and the box it shows (upright frame).

    ``rows`` are those that were drawn, where not all were: the others hold nothing.
    """

    pixels: NDArray[numpy.uint8]
    box: Box
    rows: range | None = None
    _across: float = field(init=False, repr=False, compare=False)  # pixels a point
    _down: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        (high, wide), (x0, y0, x1, y1) = self.pixels.shape, self.box
        object.__setattr__(self, "_across", wide / (x1 - x0))
        object.__setattr__(self, "_down", high / (y1 - y0))

    def part(self, box: Box, *, whole: bool = True) -> NDArray[numpy.uint8]:
        """The pixels that a box touches, or most of which it covers; empty off the page."""
        x0, _, _, y1 = self.box
        across, down = self._across, self._down
        first, last = (math.floor, math.ceil) if whole else (round, round)
        left, right = first((box[0] - x0) * across), last((box[2] - x0) * across)
        above, below = first((y1 - box[3]) * down), last((y1 - box[1]) * down)
        if left < 0 or right < 0 or above < 0 or below < 0:  # else without four calls of max
            left, right, above, below = (max(0, at) for at in (left, right, above, below))
        return self.pixels[above:below, left:right]

    def columns_of(self, left: float, right: float) -> tuple[int, int]:
        """The columns of pixels that a stretch touches: the first, and the one behind the last."""
        x0, across = self.box[0], self._across
        return max(0, math.floor((left - x0) * across)), max(0, math.ceil((right - x0) * across))

    def rows_of(self, bottom: float, top: float) -> tuple[int, int]:
        """The rows of pixels, from above, that a stretch from one height to another touches."""
        y1, down = self.box[3], self._down
        return max(0, math.floor((y1 - top) * down)), max(0, math.ceil((y1 - bottom) * down))

    def unlike(self, other: Picture) -> Picture:
        """How far each pixel is from that of another picture of the same box, in grey levels."""
        unlike = numpy.zeros_like(self.pixels)
        drawn = range(len(unlike)) if self.rows is None else self.rows
        for top in drawn[::STRIP]:  # a strip stays in the processor's cache
            strip = slice(top, min(top + STRIP, drawn.stop))
            ours, theirs = self.pixels[strip], other.pixels[strip]
            more, less = numpy.maximum(ours, theirs), numpy.minimum(ours, theirs)
            numpy.subtract(more, less, out=unlike[strip])
        return Picture(unlike, self.box, self.rows)

    def ink(self, box: Box) -> int:
        """How far the darkest and the lightest grey inside a box lie apart, 0 to 255."""
        part = self.part(box)
        return int(part.max()) - int(part.min()) if part.size else 0

    def paper(self, box: Box) -> int:
        """The commonest grey inside a box: what the ink stands on."""
        return _paper(self.part(box))

    def ink_box(self, box: Box) -> Box | None:
        """Where in a box of text on white there is dark ink; ``None`` where there is none."""
        part = self.part(box, whole=False)
        dark = part < part.max(initial=0) - DARK
        rows, columns = numpy.flatnonzero(dark.any(axis=1)), numpy.flatnonzero(dark.any(axis=0))
        if not len(rows):
            return None
        high, wide = part.shape
        across, down = (box[2] - box[0]) / wide, (box[3] - box[1]) / high
        return (
            box[0] + float(columns[0]) * across,
            box[3] - float(rows[-1] + 1) * down,
            box[0] + float(columns[-1] + 1) * across,
            box[3] - float(rows[0]) * down,
        )

    def ink_width(self, box: Box) -> float:
        """Points across a box of text on white in which there is dark ink, gaps left out."""
        part = self.part(box, whole=False)
        dark = (part < part.max(initial=0) - DARK).any(axis=0)
        return float(dark.mean()) * (box[2] - box[0]) if dark.size else 0.0

    def has_ink_outside(self, box: Box, known: Iterable[Box]) -> bool:
        """Whether a box holds dark marks that lie in none of the known boxes."""
        part = self.part(box)
        if not part.size:
            return False
        paper = _paper(part)
        if paper == WHITE:  # nearly every cell
            dark = part <= WHITE - DARK
        else:
            dark = abs(part.astype(numpy.int16) - paper) >= DARK
        if not numpy.count_nonzero(dark):
            return False
        high, wide = part.shape
        across, down = wide / (box[2] - box[0]), high / (box[3] - box[1])
        for x0, y0, x1, y1 in known:
            left, right = int((x0 - box[0]) * across) - 1, int((x1 - box[0]) * across) + 2
            above, below = int((box[3] - y1) * down) - 1, int((box[3] - y0) * down) + 2
            dark[max(0, above) : max(0, below), max(0, left) : max(0, right)] = False
        return int(numpy.count_nonzero(dark)) >= SPECKS


def _paper(part: NDArray[numpy.uint8]) -> int:
    """The commonest grey, the darkest of several; white where there is none."""
    if 2 * numpy.count_nonzero(part == WHITE) > part.size or not part.size:
        return WHITE  # nearly every part of a page: three times as quick as to count all greys
    return int(numpy.bincount(part.ravel(), minlength=256).argmax())
