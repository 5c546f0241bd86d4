"""Tables of which a scanner left no lines: where they would be, from how the print is aligned.

A scan without greys keeps nothing of pale rules. PDFs have such tables too: what proves their rows
and columns there (``pdf.open_tables``) is shown the print of the page here, each word with its box.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import cv2
import numpy

from checker.documents.geometry import Frame
from checker.documents.pdf.characters import Char
from checker.documents.pdf.open_tables import OpenTables
from checker.documents.scan.agreement import as_figure
from checker.documents.scan.rules import Rules
from checker.documents.scan.straight import A4

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from checker.documents.pdf.rulings import Rulings
    from checker.documents.scan.inked import PixelBox
    from checker.documents.scan.line_reader import ReadLine
    from checker.model import Box
    from checker.model.wordings import Wordings

_OPENING, _CLOSING = "（(“《〔", "）)”》〕、，。：；,:;"
_SIGNS: Final = frozenset("-/")
_DRAWN: Final = 1  # pixels to both sides of a rule's middle
_POINTS: Final = 72.0


@dataclass(frozen=True, slots=True)
class _ShownPrint:
    """The characters of a page as open tables are looked for among them."""

    chars: tuple[Char, ...]
    frame: Frame
    number: int

    def advance(self, char: Char) -> tuple[float, float]:
        """From where to where a character takes its line: marks of full width, more than ink."""
        left, foot, right, top = char.box
        if char.text in _OPENING:
            return min(left, right - (top - foot)), right
        if char.text in _CLOSING:
            return left, max(right, left + top - foot)
        return left, right


class LostRules:
    """The rules that the open tables of a document's pages would have, looked at in order."""

    def __init__(self, wordings: Wordings) -> None:
        self._open_tables = OpenTables(wordings)
        self._pages = 0
        self.strays: tuple[PixelBox, ...] = ()
        """The figures of the page looked at last that stand in no row of its tables."""

    def on(
        self, words: Sequence[tuple[PixelBox, ReadLine]], size: tuple[int, int], unit: int
    ) -> Rules | None:
        """The rules of a page of rows × columns, as if they were drawn; ``None`` without any.

        ``unit`` is how many pixels the width of A4 has.
        """
        high, wide = size
        tall = float(numpy.median([box[3] - box[1] for box, _ in words]))
        sheet = _Sheet(high, wide, unit / (A4 * _POINTS), tall)
        chars: list[Char] = []
        for box, read in words:
            chars += sheet.chars(box, read, len(chars))
        self._pages += 1
        page = _ShownPrint(tuple(chars), sheet.frame, self._pages)
        found = self._open_tables.rulings(page, None) if chars else None
        strays = self._open_tables.strays.get(self._pages, ())
        self.strays = tuple(map(sheet.pixels, strays))
        if found is None:
            return None
        level, upright = sheet.drawn(found)
        return Rules(cv2.bitwise_or(level, upright), level, upright, unit)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page between pixels, from its top down, and points, from its foot up."""

    high: int  # pixels
    wide: int
    point: float  # pixels
    tall: float  # pixels from the foot of a digit to its top

    @property
    def frame(self) -> Frame:
        return Frame((0.0, 0.0, self.wide / self.point, self.high / self.point), 0)

    def chars(self, box: PixelBox, read: ReadLine, index: int) -> list[Char]:
        """The characters of a word, side by side between its ends."""
        left, top, right, bottom = box
        text, spots = _spots(read)
        if not text:
            return []
        if text in _SIGNS or bottom - top < right - left < self.tall:
            middle = (top + bottom) / 2  # of a dash: it stands as high as digits do
            top, bottom = round(middle - self.tall / 2), round(middle + self.tall / 2)
        foot, head = (self.high - bottom) / self.point, (self.high - top) / self.point
        edges = [0.0, *((a + b) / 2 for a, b in pairwise(spots)), 1.0]
        xs = [(left + edge * (right - left)) / self.point for edge in edges]
        return [
            Char(char, (begin, foot, end, head), foot, level=True, index=index + at)
            for at, (char, (begin, end)) in enumerate(zip(text, pairwise(xs), strict=True))
        ]

    def pixels(self, box: Box) -> PixelBox:
        """A box of the page in points, in pixels."""
        left, foot, right, head = (round(edge * self.point) for edge in box)
        return left, self.high - head, right, self.high - foot

    def drawn(self, rulings: Rulings) -> tuple[NDArray[numpy.uint8], NDArray[numpy.uint8]]:
        """Level and upright rules, each kind drawn on an empty page."""
        level = numpy.zeros((self.high, self.wide), numpy.uint8)
        upright = numpy.zeros((self.high, self.wide), numpy.uint8)
        for rule in rulings.level:
            y = self.high - round(rule.at * self.point)
            level[_around(y), _along(rule.start * self.point, rule.end * self.point)] = 255
        for rule in rulings.upright:
            top, foot = (self.high - end * self.point for end in (rule.end, rule.start))
            upright[_along(top, foot), _around(round(rule.at * self.point))] = 255
        return level, upright


def _spots(read: ReadLine) -> tuple[str, tuple[float, ...]]:
    """What a word says and where its characters stand, in shares of its width; no white space."""
    text = as_figure(read.text)
    kept = [at for at, char in enumerate(read.text) if not char.isspace()]
    if len(kept) == len(text) and len(read.places) == len(read.text):
        return text, tuple(read.places[at] for at in kept)
    return text, tuple((at + 0.5) / len(text) for at in range(len(text)))


def _around(middle: int) -> slice:
    return slice(max(0, middle - _DRAWN), max(0, middle + _DRAWN + 1))


def _along(start: float, end: float) -> slice:
    return slice(max(0, round(start)), max(0, round(end) + 1))
