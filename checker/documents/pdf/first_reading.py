"""The first reading's text of a cell: every glyph once, and where it stands.

camelot gives out the text of a cell with each print of a glyph that is printed several times
(``33444400`` for a bold 3440, ``无无``), and places a line of text by the box that its font
claims: a font for all scripts claims a descent of most of an em, and what stands at the foot of
its row is given to the next one; digits in another face than the words around them are given out
before these (``1``, ``4``, ``（含上年件）``). The glyphs of camelot's own layout tell which are
prints of one and where their baseline is.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy

from checker.documents.geometry import middle
from checker.documents.overprints import Print, overprints
from checker.documents.second_reading.glyphs import DIGITS, SEPARATORS, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from checker.model import Box

LEVEL = 0.035  # two degrees, as for the second reading
MIDDLE = 0.35  # of the size of type: so far above their baseline digits and ideographs are centred
MOST_OFF = 0.2  # of it: 0.05 is usual; 0.44 was seen with Noto CJK in LibreOffice's files


class Glyph(NamedTuple):
    """A glyph as the layout of the page holds it: its box is its advance and the size of type."""

    text: str
    box: Box
    foot: float
    middle: tuple[float, float]
    level: bool
    is_again: bool  # a further print of another


class Glyphs:
    """The glyphs of one page, from camelot's lines of text."""

    def __init__(self, lines: Iterable[Any]) -> None:
        found = [item for line in lines for item in line if hasattr(item, "matrix")]
        self._found = found
        level, places = [], []
        for item in found:
            matrix = item.matrix
            if _is_level(matrix):
                level.append(item)
                places.append((item.get_text(), matrix[4], matrix[5]))
        again = overprints(places, lambda at: _print(level[at]))
        fonts = {item.fontname: item for item in level}  # each claims the same for all its glyphs
        self._misplaces = any(map(_claims_too_much, fonts.values()))
        self._twice = {id(level[at]) for at in again}

    def text(self, told: str, box: Box) -> str:
        """The text of a cell, which camelot tells, as its glyphs bear it out.

        Where it is not made of the glyphs in the cell although they are where they claim to be,
        it stays as it is: the second reading will differ from it.
        """
        is_split = _splits_a_note(told)
        if not (self._twice or self._misplaces or is_split):
            return told  # nearly every cell
        inside = self._inside(box)
        letters = Counter("".join(told.split()))
        # A watermark's letters may have been given to another of the cells they lie over.
        level = [glyph for glyph in inside if glyph.level]
        for glyphs in (inside, level):
            if letters == _letters(glyphs) and not any(glyph.is_again for glyph in glyphs):
                is_told_anew = (is_split or self._misplaces) and len(glyphs) == len(level)
                return _lines(level) if is_told_anew else told
        if self._misplaces:
            aside = "".join(glyph.text for glyph in inside if not glyph.level)
            return _lines([one for one in level if not one.is_again]) + aside
        for glyphs in (inside, level):
            once = [glyph for glyph in glyphs if not glyph.is_again]
            if len(once) < len(glyphs) and _letters(once) <= letters <= _letters(glyphs):
                return _lines(once)
        return told

    @cached_property
    def _glyphs(self) -> list[Glyph]:
        return [_glyph(item, is_again=id(item) in self._twice) for item in self._found]

    @cached_property
    def _middles(self) -> NDArray[numpy.float64]:
        return numpy.array([glyph.middle for glyph in self._glyphs]).reshape(-1, 2)

    def _inside(self, box: Box) -> list[Glyph]:
        low, high = self._middles >= box[:2], self._middles <= box[2:]
        return [self._glyphs[at] for at in numpy.flatnonzero((low & high).all(axis=1))]


def _splits_a_note(told: str) -> bool:
    """Whether figures are told as lines of their own beside words."""
    lines = [line for line in map(str.strip, told.split("\n")) if line]
    figures = [line for line in lines if not set(line) - DIGITS - SEPARATORS]
    return len(figures) > 1 and len(figures) < len(lines)


def _glyph(item: Any, *, is_again: bool) -> Glyph:
    level = _is_level(item.matrix)
    x, y = middle(item.bbox)
    if level:
        y = item.matrix[5] + MIDDLE * (item.y1 - item.y0)
    return Glyph(item.get_text(), item.bbox, item.matrix[5], (x, y), level, is_again)


def _claims_too_much(item: Any) -> bool:
    """Whether the middle of a glyph's box is far from where glyphs have theirs."""
    size = item.y1 - item.y0
    off = (item.y0 + item.y1) / 2 - item.matrix[5] - MIDDLE * size
    return bool(abs(off) > MOST_OFF * size)


def _print(item: Any) -> Print:
    """The place of a glyph is its origin: boxes hang on what each font says of its descent."""
    x, y = item.matrix[4:]
    return Print(item.get_text(), x, y, item.x1 - item.x0, item.y1 - item.y0)


def _is_level(matrix: Sequence[float]) -> bool:
    return abs(matrix[1]) < LEVEL * abs(matrix[0])


def _lines(glyphs: Sequence[Glyph]) -> str:
    return "\n".join("".join(glyph.text for glyph in line) for line in lines_of(glyphs))


def _letters(glyphs: Iterable[Glyph]) -> Counter[str]:
    return Counter("".join("".join(glyph.text.split()) for glyph in glyphs))
