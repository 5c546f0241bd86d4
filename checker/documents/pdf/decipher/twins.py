"""Fonts that print nothing but what another font has printed at the same place.

Of hollow letters Ghostscript makes two texts, one over the other: the fill in the face itself, and
the outline in a Type 3 font whose glyphs are in no size of type and tell no shape. Where each glyph
of a font stands on a known one, always on the same, it is that character again.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.documents.pdf.decipher.glyph_codes import Glyph, Symbol

NEAR = 0.15  # points by which the origins of two prints of one glyph may differ
FEWEST = 5  # symbols of a font: one glyph may be printed over another that it is to hide


def twins(
    glyphs: Sequence[Glyph], known: Mapping[Symbol, str], untold: Mapping[int, object]
) -> dict[Symbol, str]:
    """The characters of the fonts ``untold`` of which nothing is known but where they are printed.

    ``known`` are the characters of other fonts' symbols.
    """
    fonts = untold.keys() - {symbol.font for symbol in known}
    places: dict[tuple[int, int, int], set[str]] = defaultdict(set)
    for glyph in glyphs:
        if glyph.symbol in known:
            places[_place(glyph)].add(known[glyph.symbol])
    below: dict[int, dict[Symbol, set[str]]] = defaultdict(lambda: defaultdict(set))
    for glyph in glyphs:
        if glyph.symbol.font in fonts:
            below[glyph.symbol.font][glyph.symbol] |= places.get(_place(glyph), {""})
    return {
        symbol: next(iter(chars))
        for symbols in below.values()
        if len(symbols) >= FEWEST and all(len(chars) == 1 for chars in symbols.values())
        for symbol, chars in symbols.items()
        if "" not in chars
    }


def _place(glyph: Glyph) -> tuple[int, int, int]:
    return glyph.page, round(glyph.x / NEAR), round(glyph.y / NEAR)
