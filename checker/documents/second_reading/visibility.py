"""What the eye sees of a number: its page against a picture of the page's text alone.

The page is rendered as it looks and once more with nothing but its text. Where both are alike
the digits stand on the page as they are written in the file. Where they differ, something
covers, crosses or hides a digit, however it is done: a white rectangle, a drawn or dotted
strike, a picture, an annotation, text of the paper's colour. Figures in comments are grey
levels of 255 and shares of full black on white, from the pages described in the README.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy

from checker.documents.geometry import around
from checker.documents.picture import DARK, SPECKS, Picture

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from checker.documents.pdf.pdfium import Page
    from checker.model import Box

ALIKE = 8  # grey levels two renderings of the same ink may differ by (1 seen, a strike has 200)
LEAST_GLYPH = 25  # grey levels: the thinnest 6 point digit in black leaves 60 on the picture
UNSEEN = 0.05  # contrast that no eye sees on paper (#fafafa is 0.02)
FAINT = 0.12  # … and that it may overlook (#e8e8e8 is 0.09, #ccc is 0.2)
PALE = 0.4  # of the contrast of others: a digit so much paler may be no part of their number
PALE_INK = 0.5  # of the others' ink: less calls for a closer look
FOREIGN = 0.5  # of the digit's own ink: other ink this strong in its box makes it unsure
LEAST_FOREIGN = 12  # grey levels
CUT = 0.4  # of a digit's side: where that much at an edge has no ink, a part of it is cut off
CUT_INK = 0.25  # of the number's darkest ink
WHITE_PAPER = 255
WHITE = 230  # grey levels: paper beside black glyphs
NARROW = 2.5  # points: a 1 of 9 points; its parts are too few pixels to tell one cut off
SHARED = 0.1  # of a digit's width that its neighbour may lie on before its ink hides another's
TINY = 2.0  # points: a point, a minus, a 1 of 7 points: a pixel or two
BLUR = 0.35  # … which may lie half a pixel beside it
EDGE = 1.0  # points: what lies this near to a cell's edge may be its line
PAPER = 14  # grey levels the ground under a digit may differ from its cell's
SAMPLE = 60  # digits looked at to learn how dark a page's numbers are

# What arrays' own methods call: of so few pixels the call takes longer than the sum.
_least, _greatest, _sum = numpy.minimum.reduce, numpy.maximum.reduce, numpy.add.reduce


class Sight(Enum):
    """How a digit appears on the page."""

    CLEAR = auto()
    HIDDEN = auto()  # nothing is seen where it stands
    FAINT = auto()
    COVERED = auto()  # other ink lies in its box
    CUT = auto()  # a part of its box has no ink: it is not shown there, or the box is not its own


class Look(NamedTuple):
    """How a character appears, and its contrast with what it stands on: 1 for black on white."""

    sight: Sight
    contrast: float = 1.0


@dataclass(frozen=True)
class Eye:
    """Looks at the digits of one page; ``digits`` are the boxes of all its numbers' digits."""

    page: Page
    digits: Sequence[Box]

    @cached_property
    def _full(self) -> Picture:
        return self.page.picture()

    @cached_property
    def _letters(self) -> Picture:
        return self.page.letters()

    @cached_property
    def _black(self) -> Picture:
        return self.page.letters(black=True)

    @cached_property
    def _usual_ink(self) -> float:
        """Grey levels that the page's digits usually leave, in their own colours."""
        sample = self.digits[:: max(1, len(self.digits) // SAMPLE)]
        inks = sorted(_ink(self._letters.part(box)) for box in sample)
        return inks[len(inks) // 2] if inks else 0.0

    @cached_property
    def usual_contrast(self) -> float:
        """Contrast of the page's digits, 1 for black on white."""
        sample = self.digits[:: max(1, len(self.digits) // SAMPLE)]
        contrasts = sorted(_fit(*self._parts(box)[:2])[0] for box in sample)
        return contrasts[len(contrasts) // 2] if contrasts else 1.0

    def is_clear(self, boxes: Sequence[Box], cell: Box, *, alone: bool = False) -> bool:
        """Whether the characters of a number, left to right, stand in a cell as written.

        The quick look: text in its own colours on white ground, nothing else there. That there is
        nothing else in the cell may be known (``alone``).
        """
        number = _within(cell, around(boxes))
        if not (alone or self.is_as_written(number)) or any(
            b[0] < a[2] - SHARED * (a[2] - a[0]) for a, b in itertools.pairwise(boxes)
        ):
            return False
        letters = self._letters
        ink = _ink(letters.part(number))
        if ink < max(LEAST_GLYPH, PALE_INK * self._usual_ink) or self._is_cut(boxes, letters):
            return False
        if len(boxes) == 1 and number == boxes[0] and not _is_tiny(number):
            return True  # half of all numbers are one digit: it has the ink that it has
        return all(_ink(letters.part(box, whole=_is_tiny(box))) >= PALE_INK * ink for box in boxes)

    def shows_text(self, box: Box) -> bool:
        """Whether some text's ink reaches all sides of a box."""
        letters = self._letters
        return _ink(letters.part(box)) >= LEAST_GLYPH and not self._is_cut([box], letters)

    def of(self, box: Box, cell: Box) -> Look:
        """How one character of a cell appears."""
        if _is_tiny(box):
            box = around([box], BLUR)
        drawn = _ink(self._black.part(box, whole=_is_tiny(box)))
        if drawn < LEAST_GLYPH:
            return Look(Sight.HIDDEN)  # written, but clipped away or laid down without ink
        inside = _within(cell, box)
        black, full, letters = self._parts(inside)
        contrast, foreign, level = min(
            _composed(black, full, letters), _fit(black, full), key=itemgetter(1)
        )
        if self.is_as_written(inside):
            foreign = 0.0  # nothing there but text, though not all of one colour
        ink = contrast * drawn
        if foreign > max(LEAST_FOREIGN, FOREIGN * ink):
            return Look(Sight.COVERED, contrast)
        if contrast < UNSEEN:
            unlike = abs(level - self._full.paper(cell))
            return Look(Sight.HIDDEN if unlike <= PAPER else Sight.COVERED, contrast)
        if contrast < FAINT:
            return Look(Sight.FAINT, contrast)
        is_cut = box[2] - box[0] > NARROW and self._is_cut([box], self._black)
        return Look(Sight.CUT if is_cut else Sight.CLEAR, contrast)

    def sees_more_than_text(self, box: Box, lines: Callable[[], Sequence[Box]]) -> bool:
        """Whether a white cell shows dark marks that are neither text nor among its lines."""
        unlike = self.page.beside_text.part(box)
        if numpy.count_nonzero(unlike >= DARK) < SPECKS:
            return False
        more = Picture(numpy.where(unlike >= DARK, 0, WHITE_PAPER).astype(numpy.uint8), box)
        return more.has_ink_outside(box, lines())

    def is_as_written(self, box: Box) -> bool:
        """Whether the page shows nothing but text in a box, on white."""
        unlike = self.page.beside_text.part(box)
        return bool(unlike.size) and _highest(unlike) <= ALIKE

    def _parts(self, box: Box) -> tuple[NDArray[numpy.float64], ...]:
        """A box with some paper in it, as floats: the text in black, the page, the text."""
        whole = _ink(self._black.part(box, whole=False)) < LEAST_GLYPH  # a point, a few pixels
        if _highest(self._black.part(box, whole=whole)) < WHITE:
            box = _wider(box)
        pictures = (self._black, self._full, self._letters)
        return tuple(one.part(box, whole=whole).astype(float) for one in pictures)

    def _is_cut(self, boxes: Sequence[Box], picture: Picture) -> bool:
        """Whether an outer part of a number has no ink: its glyphs are not shown in full."""
        left, right = boxes[0], boxes[-1]
        bottom, top = min(b[1] for b in boxes), max(b[3] for b in boxes)
        whole = picture.part((left[0], bottom, right[2], top))
        if not whole.size:
            return False
        # The darkest pixel of each column and row, of which each end has some.
        across, down = _least(whole, 0).tolist(), _least(whole, 1).tolist()
        least = WHITE_PAPER - CUT_INK * (WHITE_PAPER - min(across))  # the lightest allowed grey
        (first, last), (above, below) = (
            picture.columns_of(left[0], right[2]),
            picture.rows_of(bottom, top),
        )
        begin = picture.columns_of(left[0], left[0] + CUT * (left[2] - left[0]))[1]
        end = picture.columns_of(right[2] - CUT * (right[2] - right[0]), right[2])[0]
        head = picture.rows_of(top - CUT * (top - bottom), top)[1]
        foot = picture.rows_of(bottom, bottom + CUT * (top - bottom))[0]
        ends = (
            across[: begin - first], across[end - first : last - first],
            down[foot - above : below - above], down[: head - above],
        )  # fmt: skip
        return any(min(one, default=WHITE_PAPER) > least for one in ends)


def _composed(
    black: NDArray[numpy.float64], full: NDArray[numpy.float64], letters: NDArray[numpy.float64]
) -> tuple[float, float, float]:
    """Contrast of the ink in a box, strongest foreign ink there, grey of the ground.

    The page's pixels are composed of an even ground where the text in black lets it through,
    and of the text in its own colours: shadows, outlines and fills, however they overlap.
    """
    if not black.shape == full.shape == letters.shape or not black.size:
        return 0.0, 255.0, 255.0
    paper = numpy.sort(full[black >= WHITE])
    if not paper.size:
        return 0.0, 255.0, 255.0
    ground = float(paper[paper.size // 2] + paper[(paper.size - 1) // 2]) / 2  # the median
    rest = abs(full - letters + (WHITE_PAPER - ground) * black / WHITE_PAPER)
    drawn = WHITE_PAPER - black
    # Both colours of an outline or a shadow count; their mean may be that of the ground.
    contrast = math.sqrt(
        _sum(((full - ground) ** 2)[black < WHITE], None) / max(1.0, _sum(drawn**2, None))
    )
    return min(1.0, contrast), float(_greatest(rest, None)), ground


def _fit(black: NDArray[numpy.float64], full: NDArray[numpy.float64]) -> tuple[float, float, float]:
    """Contrast of the ink in a box, strongest foreign ink there, mean grey.

    The page's pixels are fitted as ground plus contrast times the text's in black; what the
    fit leaves over is foreign.
    """
    if black.shape != full.shape or not black.size:
        return 0.0, 255.0, 255.0
    level = float(_sum(full, None)) / full.size
    ink = black - float(_sum(black, None)) / black.size
    over = full - level
    spread = float(_sum(ink * ink, None))
    slope = float(_sum(ink * over, None)) / spread if spread else 0.0
    return abs(slope), float(_greatest(abs(over - slope * ink), None)), level


def _is_tiny(box: Box) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) < TINY


def _highest(part: NDArray[numpy.uint8]) -> int:
    return int(_greatest(part, None)) if part.size else 0


def _darkest(part: NDArray[numpy.uint8]) -> int:
    """The grey of the darkest pixel; white where there is none."""
    return int(_least(part, None)) if part.size else WHITE_PAPER


def _ink(part: NDArray[numpy.uint8]) -> int:
    """Grey levels of the darkest ink on the white of a picture of text alone."""
    return WHITE_PAPER - _darkest(part)


def _within(cell: Box, box: Box) -> Box:
    """The part of a box that lies in its cell, between the lines around it."""
    return (
        max(box[0], cell[0]),
        max(box[1], cell[1]),
        min(box[2], cell[2]),
        min(box[3], cell[3]),
    )


def _wider(box: Box) -> Box:
    """The box with a little paper on both sides: a 1 may fill its own."""
    return (box[0] - 0.7, box[1], box[2] + 0.7, box[3])
