"""The first reading's text of a cell, every glyph once.

camelot gives out the text of a cell with each print of a glyph that is printed several times
(``33444400`` for a bold 3440, ``无无``). Where its glyphs lie tells which are prints of one.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.documents.geometry import covers, middle
from checker.documents.overprints import Print, overprints
from checker.documents.second_reading.glyphs import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model import Box

LEVEL = 0.035  # two degrees, as for the second reading


class Glyph(NamedTuple):
    """A glyph as the layout of the page holds it: its box is its advance and the size of type."""

    text: str
    box: Box
    foot: float
    level: bool
    is_again: bool  # a further print of another


class Glyphs:
    """The glyphs of one page, from camelot's lines of text."""

    def __init__(self, lines: Iterable[Any]) -> None:
        found = [item for line in lines for item in line if hasattr(item, "matrix")]
        level = [item for item in found if _is_level(item)]
        again = overprints(
            [(item.get_text(), *item.matrix[4:]) for item in level], lambda at: _print(level[at])
        )
        self._glyphs: list[Glyph] = []
        if again:
            twice = {id(level[at]) for at in again}
            self._glyphs += [
                Glyph(
                    item.get_text(), item.bbox, item.matrix[5], _is_level(item), id(item) in twice
                )
                for item in found
            ]

    def once(self, text: str, box: Box) -> str:
        """The text of a cell without the further prints in it.

        As it is where there are none, and where it is not made of the glyphs in its box: then
        nobody knows which of them it holds, and the second reading will differ from it.
        """
        inside = [glyph for glyph in self._glyphs if covers(box, *middle(glyph.box))]
        if not any(glyph.is_again for glyph in inside):
            return text
        told = Counter("".join(text.split()))
        # A watermark's letters may have been given to another of the cells they lie over.
        for glyphs in (inside, [glyph for glyph in inside if glyph.level]):
            once = [glyph for glyph in glyphs if not glyph.is_again]
            if _letters(once) <= told <= _letters(glyphs):
                return "\n".join("".join(glyph.text for glyph in line) for line in lines_of(once))
        return text


def _print(item: Any) -> Print:
    """The place of a glyph is its origin: boxes hang on what each font says of its descent."""
    x, y = item.matrix[4:]
    return Print(item.get_text(), x, y, item.x1 - item.x0, item.y1 - item.y0)


def _is_level(item: Any) -> bool:
    return bool(abs(item.matrix[1]) < LEVEL * abs(item.matrix[0]))


def _letters(glyphs: Iterable[Glyph]) -> Counter[str]:
    return Counter("".join("".join(glyph.text.split()) for glyph in glyphs))
