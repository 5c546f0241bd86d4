"""Strokes and points drawn beside the digits of a number: 1.2 whose point is no character.

The page is held against a picture of its text alone, in the band in which a number's own signs
stand: from its foot to a little above its top, one height to each side. What it shows more than
the text, and no line of the table, is a mark. A point of 8 point print is a pixel at 100 dpi, so
that anything there is looked at once more, three times as large.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy

from checker.documents.geometry import around, meet
from checker.documents.picture import WHITE
from checker.documents.second_reading.glyphs import height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from checker.documents.pdf.characters import Char
    from checker.documents.pdf.pdfium import Page
    from checker.documents.picture import Picture
    from checker.model import Box

CLOSE_DPI = 300
BLACK = 0.25  # of full ink: watermarks and shades are paler
LEAST_AREA = 0.15  # square points of full ink; the point of 5 point print has 0.2
FIRST_SHARE = 0.5  # of both suffices at 100 dpi, where a point is spread over four pixels
FOOT, TOP, SIDE = 0.03, 0.15, 1.0  # of a number's height: underlines lie below its foot
EDGE = 2.2  # points: a dotted border was seen this far from its cell's edge
LONG = 1.4  # of a number's height: a line that goes on beyond it is the table's
WIDE = 0.6  # of the cell's width: so is a level one this long, or it strikes the number out
DOTS = 4.5  # points: dots and dashes with gaps up to this are one line
WAVE = 2.0  # points: so far the crest of a wavy line lies from its trough
WHOLE = 0.9  # of the band: ink along all of it is a line's
FEW = 4  # cells of a page looked at closely one by one; for more the page is shown once, whole


@dataclass
class DrawnMarks:
    """Looks beside the numbers of one page."""

    page: Page
    _asked: int = 0
    _whole: list[tuple[Picture, Picture]] = field(default_factory=list)

    def beside(self, number: Sequence[Char], cell: Box, aside: Sequence[Box] = ()) -> bool:
        """Whether something is drawn beside or between the characters of a number.

        ``aside`` are characters that are not taken for it: what strikes them out is no mark.
        """
        tall = max(map(height, number))
        x0, _, x1, top = around([char.box for char in number])
        foot = min(char.foot for char in number)
        within = searched(cell)
        band = (
            max(x0 - SIDE * tall, within[0]),
            max(foot + FOOT * tall, within[1]),
            min(x1 + SIDE * tall, within[2]),
            min(top + TOP * tall, within[3]),
        )
        if band[0] >= band[2] or band[1] >= band[3]:
            return False
        unlike = self.page.beside_text.part(band, whole=False)
        if int(unlike.max(initial=0)) < FIRST_SHARE * BLACK * WHITE:
            return False  # nearly every number: nothing there but text
        early = (self.page.picture(), self.page.letters())
        if not _shows_more(*early, band, (), FIRST_SHARE):
            return False  # the table's lines need not be looked at
        lines = self._lines(band, cell, tall, aside)
        return _shows_more(*early, band, lines, FIRST_SHARE) and _shows_more(
            *self._close(band), band, lines
        )

    @cached_property
    def _rules(self) -> NDArray[numpy.float64]:
        """The boxes of all that is drawn as lines, n × 4."""
        return numpy.array([rule.box for rule in self.page.drawing.rules]).reshape(-1, 4)

    def _lines(self, band: Box, cell: Box, tall: float, aside: Sequence[Box]) -> list[Box]:
        """What reaches into a band and is the table's: long by itself, or by what continues it."""
        x0, y0, x1, y1 = band
        reach = LONG * tall + DOTS
        near = self._rules[
            (self._rules[:, 0] < max(x1, cell[2]) + DOTS)
            & (self._rules[:, 2] > min(x0, cell[0]) - DOTS)
            & (self._rules[:, 1] < y1 + reach)
            & (self._rules[:, 3] > y0 - reach)
        ]
        blur = 1.0  # a pixel of each picture
        pieces: list[Box] = [tuple(box) for box in near.tolist()]
        return [
            piece
            for piece in pieces
            if meet(piece, (x0 - blur, y0 - blur, x1 + blur, y1 + blur))
            and (
                _extent(piece, pieces, upright=True) >= LONG * tall
                or _extent(piece, pieces, upright=False) >= WIDE * (cell[2] - cell[0])
                or any(meet(piece, box) for box in aside)
            )
        ]

    def _close(self, band: Box) -> tuple[Picture, Picture]:
        if self._whole:
            return self._whole[0]
        self._asked += 1
        if self._asked <= FEW:
            page = self.page
            return page.close_up(band, CLOSE_DPI), page.letters_close_up(band, CLOSE_DPI)
        shown = self.page.picture().box
        page = self.page
        self._whole.append(
            (page.close_up(shown, CLOSE_DPI), page.letters_close_up(shown, CLOSE_DPI))
        )
        return self._whole[0]


def searched(cell: Box) -> Box:
    """The part of a cell in which marks are looked for."""
    x0, y0, x1, y1 = cell
    return (x0 + EDGE, y0 + EDGE / 2, x1 - EDGE, y1 - EDGE / 2)


def _shows_more(
    full: Picture, letters: Picture, band: Box, lines: Sequence[Box], share: float = 1.0
) -> bool:
    """Whether a band of the page shows dark ink that is neither text nor a line."""
    seen, text = full.part(band, whole=False), letters.part(band, whole=False)
    if seen.shape != text.shape or not seen.size:
        return False
    more = text.astype(numpy.int16) - seen
    if int(abs(more).max()) < share * BLACK * 255:
        return False
    shade = float(numpy.median(more))  # the ground that the cell is filled with
    if not 0 <= shade < BLACK * 255:
        return False  # on a dark ground the picture of the text alone does not show white digits
    ink = abs(more - shade * text / 255) / 255  # the blacker the text, the less ground shows
    for line in lines:
        _wipe(ink, band, line)
    ink[ink < share * BLACK] = 0.0
    ink[:, (ink > 0).mean(axis=0) >= WHOLE] = 0.0
    ink[(ink > 0).mean(axis=1) >= WHOLE, :] = 0.0
    area = (band[2] - band[0]) * (band[3] - band[1]) / ink.size
    return float(ink.sum()) * area >= share * LEAST_AREA


def _extent(piece: Box, pieces: Sequence[Box], *, upright: bool) -> float:
    """How long a line is of which this is a piece: dots and dashes in a row are one line."""
    along, across = (1, 0) if upright else (0, 1)
    middle = (piece[across] + piece[across + 2]) / 2
    row = sorted(
        (other[along], other[along + 2])
        for other in pieces
        if abs((other[across] + other[across + 2]) / 2 - middle) <= WAVE
    )
    low, high = piece[along], piece[along + 2]
    for start, end in row:
        if end >= high and start - high <= DOTS:
            high = end
    for start, end in reversed(row):
        if start <= low and low - end <= DOTS:
            low = start
    return high - low


def _wipe(ink: NDArray[numpy.float64], band: Box, line: Box) -> None:
    """Takes a line out of the ink of a band, with a pixel of blur on each side."""
    high, wide = ink.shape
    across, down = wide / (band[2] - band[0]), high / (band[3] - band[1])
    left, right = int((line[0] - band[0]) * across) - 1, int((line[2] - band[0]) * across) + 2
    above, below = int((band[3] - line[3]) * down) - 1, int((band[3] - line[1]) * down) + 2
    ink[max(0, above) : max(0, below), max(0, left) : max(0, right)] = 0.0
