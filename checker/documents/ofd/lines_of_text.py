"""Text as operators of a PDF: characters of one font that stand on one level line are one string.

Each character keeps its own place. Programs that set every character for itself are joined where
one stands right behind the other, as a person joins them: that halves the time of reading.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

from checker.documents.ofd.affine import after, moved, scale
from checker.documents.ofd.operators import matrix_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.documents.ofd.affine import Matrix
    from checker.documents.ofd.drawn import DrawnText
    from checker.documents.ofd.fonts import Fonts, Shown
    from checker.documents.ofd.resources import Font

    Linear: TypeAlias = tuple[float, float, float, float]

ADJOINING = 0.05  # ems between two characters that were set apart and stand as one word
ON_LINE = 0.002  # points: as near as numbers of four digits after the point give one height


def strings(
    texts: Iterable[DrawnText], page: Matrix, given: dict[str, Font], fonts: Fonts
) -> Iterator[str]:
    """The operators that set some texts of one ink."""
    line = _Line((1.0, 0.0, 0.0, 1.0))
    for one in texts:
        matrix = after(page, one.matrix)
        if not one.size or not scale(matrix):
            continue
        linear = _glyphs_to_page(one, matrix)
        font, follows = given.get(one.font), False
        for char in one.run.placed:
            if char.text.isspace() or ord(char.text) < ord(" "):
                continue
            shown = fonts.shown(font, char.text, char.glyph)
            x, y = moved(matrix, char.x, char.y)
            if not line.takes(x, y, shown, linear, follows=follows):
                yield from line.written()
                line = _Line(linear)
            line.add(x, y, shown)
            follows = True
    yield from line.written()


def _glyphs_to_page(one: DrawnText, matrix: Matrix) -> Linear:
    """From a glyph's own space, upwards and of size 1, to the page's."""
    turn = math.radians(one.turned)
    cosine, sine = math.cos(turn) * one.size, math.sin(turn) * one.size
    glyph: Matrix = (one.spread * cosine, one.spread * sine, sine, -cosine, 0.0, 0.0)
    a, b, c, d, _, _ = after(matrix, glyph)
    return round(a, 5), round(b, 5), round(c, 5), round(d, 5)


class _Line:
    """Characters of one font on one level line."""

    def __init__(self, linear: Linear) -> None:
        self._linear = linear
        self._pieces: list[str] = []
        self._font = ""
        self._start = (0.0, 0.0)
        self._end = 0.0  # x at which the last character ends

    def takes(self, x: float, y: float, shown: Shown, linear: Linear, *, follows: bool) -> bool:
        """Whether a character goes on on the line; ``follows`` one of its own run does anywhere."""
        if not self._pieces or linear != self._linear or shown.font != self._font:
            return False
        across, rises, _, _ = linear
        if across <= 0 or rises or abs(y - self._start[1]) > ON_LINE:
            return False
        return follows or abs(x - self._end) <= ADJOINING * across

    def add(self, x: float, y: float, shown: Shown) -> None:
        """A character, moved from where the one before it ends."""
        across = self._linear[0] or 1.0
        if not self._pieces:
            self._font, self._start = shown.font, (x, y)
        else:
            back = (self._end - x) / across * 1000
            if abs(back) >= 1:
                self._pieces.append(f"{max(-1e6, min(1e6, back)):.1f}")
        self._pieces.append(f"<{shown.code}>")
        self._end = x + shown.width / 1000 * across

    def written(self) -> Iterator[str]:
        """The operators; none for a line without characters."""
        if self._pieces:
            placed = matrix_of((*self._linear, *self._start))
            yield f"/{self._font} 1 Tf {placed} Tm [{''.join(self._pieces)}] TJ"
