"""Strokes and points drawn beside the digits of a number: 1.2 whose point is no character.

The page is held against a picture of its text alone, in the band in which a number's own signs
stand: from its foot to a little above its top, one height to each side. What it shows more than
the text, and no line of the table, is a mark. A point of 8 point print is a pixel at 100 dpi, so
that anything there is looked at once more, three times as large.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy

from checker.documents.geometry import around, overlap
from checker.documents.second_reading.glyphs import height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from checker.documents.geometry import Rule
    from checker.documents.pdf.pdfium import Char, Page
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
WHOLE = 0.9  # of the band: ink along all of it is a line's
FEW = 4  # cells of a page looked at closely one by one; for more the page is shown once, whole


@dataclass
class DrawnMarks:
    """Looks beside the numbers of one page."""

    page: Page
    _asked: int = 0
    _whole: list[tuple[Picture, Picture]] = field(default_factory=list)

    def beside(self, number: Sequence[Char], cell: Box) -> bool:
        """Whether something is drawn beside or between the characters of a number."""
        tall = max(map(height, number))
        x0, _, x1, top = around([char.box for char in number])
        foot = min(char.foot for char in number)
        band = (
            max(x0 - SIDE * tall, cell[0] + EDGE),
            max(foot + FOOT * tall, cell[1] + EDGE / 2),
            min(x1 + SIDE * tall, cell[2] - EDGE),
            min(top + TOP * tall, cell[3] - EDGE / 2),
        )
        if band[0] >= band[2] or band[1] >= band[3]:
            return False
        early = (self.page.picture(), self.page.letters())
        if not _shows_more(*early, band, (), FIRST_SHARE):
            return False  # nearly every number: the table's lines need not be looked at
        lines = [
            rule.box
            for rule in self.page.drawing.rules
            if _reaches(rule.box, band) and _is_the_tables(rule, cell, tall)
        ]
        return _shows_more(*early, band, lines, FIRST_SHARE) and _shows_more(
            *self._close(band), band, lines
        )

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


def _reaches(box: Box, band: Box) -> bool:
    """Whether a line shows in a band, a pixel's blur included."""
    return (
        overlap(box[0] - 1, box[2] + 1, band[0], band[2]) > 0
        and overlap(box[1] - 1, box[3] + 1, band[1], band[3]) > 0
    )


def _is_the_tables(rule: Rule, cell: Box, tall: float) -> bool:
    """Whether a drawn line is none of a number's own strokes, by its length and place."""
    if rule.horizontal:
        return rule.length >= WIDE * (cell[2] - cell[0])
    return rule.length >= LONG * tall


def _wipe(ink: NDArray[numpy.float64], band: Box, line: Box) -> None:
    """Takes a line out of the ink of a band, with a pixel of blur on each side."""
    high, wide = ink.shape
    across, down = wide / (band[2] - band[0]), high / (band[3] - band[1])
    left, right = int((line[0] - band[0]) * across) - 1, int((line[2] - band[0]) * across) + 2
    above, below = int((band[3] - line[3]) * down) - 1, int((band[3] - line[1]) * down) + 2
    ink[max(0, above) : max(0, below), max(0, left) : max(0, right)] = 0.0
