"""Widths of text from the fonts' own tables, one and the same for all drawing libraries."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from tests.bench.producers.fonts import locate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.producers.dress import Dress


class Metrics:
    """Text set in a dress's two fonts: ASCII in the one for digits, all else in the Chinese one."""

    def runs(self, text: str, dress: Dress) -> Iterator[tuple[str, str]]:
        """Pieces of a line with the family each is set in."""
        if dress.digit_font is None:
            if text:
                yield text, dress.font
            return
        for is_ascii, chars in groupby(text, str.isascii):
            yield "".join(chars), dress.digit_font if is_ascii else dress.font

    def run_width(self, text: str, family: str, size: float) -> float:
        """Points a piece takes in one font."""
        advances = _advances(family)
        return size * sum(advances.get(ord(char), 1.0) for char in text)

    def width(self, text: str, dress: Dress, size: float) -> float:
        """Points a line takes."""
        return sum(self.run_width(run, font, size) for run, font in self.runs(text, dress))


@lru_cache(maxsize=32)
def _advances(family: str) -> dict[int, float]:
    """Each character's advance in ems."""
    from fontTools.ttLib import TTFont

    file = locate(family)
    font = TTFont(file.path, fontNumber=file.index, lazy=True)
    units, widths = font["head"].unitsPerEm, font["hmtx"].metrics
    return {char: widths[glyph][0] / units for char, glyph in font.getBestCmap().items()}
