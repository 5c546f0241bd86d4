"""The first reading's text of a cell, every glyph once.

camelot gives out the text of a cell with each print of a glyph that is printed several times
(``33444400`` for a bold 3440, ``无无``). Where its glyphs lie tells which are prints of one.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.documents.geometry import covers
from checker.documents.overprints import Print, overprints
from checker.documents.second_reading.glyphs import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model import Box


class Glyph(NamedTuple):
    """A glyph as the layout of the page holds it: its box is its advance and the size of type."""

    text: str
    box: Box
    foot: float
    first: bool  # not a further print of another


class Glyphs:
    """The glyphs of one page, from camelot's lines of text."""

    def __init__(self, lines: Iterable[Any]) -> None:
        found = [item for line in lines for item in line if hasattr(item, "bbox")]
        printed = [
            Print(item.get_text(), item.x0, item.y0, item.x1 - item.x0, item.y1 - item.y0)
            for item in found
        ]
        again = overprints([(one.text, one.x, one.y) for one in printed], printed.__getitem__)
        self._printed_twice = bool(again)
        self._glyphs = [
            Glyph(item.get_text(), item.bbox, item.y0, at not in again)
            for at, item in enumerate(found)
        ] if again else []  # fmt: skip

    def once(self, text: str, box: Box) -> str:
        """The text of a cell without the further prints in it.

        As it is where there are none, and where it is not made of the glyphs in its box: then
        nobody knows which of them it holds, and the second reading will differ from it.
        """
        if not self._printed_twice:
            return text
        inside = [
            glyph
            for glyph in self._glyphs
            if covers(box, (glyph.box[0] + glyph.box[2]) / 2, (glyph.box[1] + glyph.box[3]) / 2)
        ]
        once = [glyph for glyph in inside if glyph.first]
        if len(once) == len(inside):
            return text
        least, told, most = _letters(once), Counter("".join(text.split())), _letters(inside)
        if least - told or told - most:
            return text
        return "\n".join("".join(glyph.text for glyph in line) for line in lines_of(once))


def _letters(glyphs: Iterable[Glyph]) -> Counter[str]:
    return Counter("".join("".join(glyph.text.split()) for glyph in glyphs))
