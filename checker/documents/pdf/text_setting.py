"""How the characters of a page are set: along which line, and where they stand, in user space.

Every character is asked for what pdfium tells one call at a time, and each call takes half a
microsecond: what was asked once is kept.
"""

from __future__ import annotations

import ctypes
import math
from typing import TYPE_CHECKING, Any, NamedTuple

from pypdfium2 import raw

from checker.documents.geometry import ordered

if TYPE_CHECKING:
    from checker.model import Box

SLANT = 2.0  # degrees: text turned further from a quarter turn runs across the page's text
OFF_LINE = 3.0  # points: more than text that is raised within its line, less than a line
ASLANT = -1  # no quarter turn: slanted or mirrored


class Line(NamedTuple):
    """The line that a character's text is set along: its direction, how long that is, a point."""

    turn: int  # quarter turns clockwise, or ``ASLANT``
    right: float
    up: float
    length: float
    x: float
    y: float

    def passes(self, x: float, y: float) -> bool:
        """Whether a point lies on the line, or no further off it than raised text does."""
        across = self.right * (y - self.y) - self.up * (x - self.x)
        return abs(across) <= OFF_LINE * self.length


class TextSetting:
    """The characters of one text page by their index in it."""

    def __init__(self, text: Any) -> None:
        self._text = text
        self._matrix = raw.FS_MATRIX()
        self._edges = tuple(ctypes.c_double() for _ in range(4))
        self._origin = tuple(ctypes.c_double() for _ in range(2))
        self._lines: dict[int, Line] = {}
        self._turns: dict[tuple[float, ...], int] = {}

    def line(self, index: int) -> Line:
        """The line that a character's text is set along."""
        found = self._lines.get(index)
        if found is None:
            found = self._lines[index] = self._line(index)
        return found

    def place(self, index: int) -> tuple[Box, tuple[float, float]]:
        """A character's box and origin on the page."""
        left, right, bottom, top = self._edges
        x, y = self._origin
        raw.FPDFText_GetCharBox(self._text, index, left, right, bottom, top)
        raw.FPDFText_GetCharOrigin(self._text, index, x, y)
        box = (left.value, bottom.value, right.value, top.value)
        origin = (x.value, y.value)
        line = self.line(index)
        # Of characters that a font's map gives as radicals (⾃ for 自) pdfium tells the place
        # within the form (a page set two on one) that they are drawn in.
        if line.length > 0 and not line.passes(*origin):
            return self._on_the_page(index, box, origin)
        return box, origin

    def _line(self, index: int) -> Line:
        matrix = self._matrix
        if not raw.FPDFText_GetMatrix(self._text, index, matrix):
            return Line(ASLANT, 0.0, 0.0, 0.0, 0.0, 0.0)
        right, up = matrix.a, matrix.b
        turn = self._turn(index, (right, up, matrix.c, matrix.d))
        return Line(turn, right, up, math.hypot(right, up), matrix.e, matrix.f)

    def _turn(self, index: int, matrix: tuple[float, float, float, float]) -> int:
        """Quarter turns of a character, clockwise.

        The turn is that of its baseline: italics lean, but stand on a level line.
        """
        known = self._turns.get(matrix)
        if known is not None:
            return known
        a, b, c, d = matrix
        across = a * d - b * c
        angle = -math.degrees(math.atan2(b, a))
        turn = round(angle / 90)
        aslant = across == 0 or abs(angle - turn * 90) >= SLANT
        if across < 0 and not aslant:  # each by itself
            return turn % 4 if self._stands_on_its_line(index, turn % 4) else ASLANT
        return self._turns.setdefault(matrix, ASLANT if aslant else turn % 4)

    def _stands_on_its_line(self, index: int, turn: int) -> bool:
        """Whether a character that its text turns over is drawn above its line all the same.

        A Type 3 font whose own matrix is turned over (cairo writes them so) is set by a matrix
        that is turned over too; pdfium tells only the second.
        """
        left, right, bottom, top = self._edges
        x, y = self._origin
        raw.FPDFText_GetCharBox(self._text, index, left, right, bottom, top)
        raw.FPDFText_GetCharOrigin(self._text, index, x, y)
        across, up = (left.value + right.value) / 2 - x.value, (bottom.value + top.value) / 2
        up -= y.value
        return (up, across, -up, -across)[turn] > 0

    def _on_the_page(
        self, index: int, box: Box, origin: tuple[float, float]
    ) -> tuple[Box, tuple[float, float]]:
        """A character's box and origin moved from the form it is drawn in to the page.

        As they were, where its text is set in no form or along no line.
        """
        holder = raw.FPDFText_GetTextObject(self._text, index)
        own, page = raw.FS_MATRIX(), self._matrix
        if not holder or not raw.FPDFPageObj_GetMatrix(holder, own):
            return box, origin
        size = own.a * own.d - own.b * own.c
        if not size:
            return box, origin
        raw.FPDFText_GetMatrix(self._text, index, page)

        def moved(x: float, y: float) -> tuple[float, float]:
            u = (own.d * (x - own.e) - own.c * (y - own.f)) / size
            v = (own.a * (y - own.f) - own.b * (x - own.e)) / size
            return page.a * u + page.c * v + page.e, page.b * u + page.d * v + page.f

        corners = (*moved(box[0], box[1]), *moved(box[2], box[3]))
        return ordered(*corners), moved(*origin)
