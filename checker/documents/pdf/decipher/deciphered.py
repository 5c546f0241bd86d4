"""A file whose fonts tell no characters, deciphered: codes, looks, wordings, what they prove."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from checker.documents.pdf.decipher.alignment import deciphered
from checker.documents.pdf.decipher.figures import figures
from checker.documents.pdf.decipher.glyph_codes import glyph_codes
from checker.documents.pdf.decipher.lettering import lettering
from checker.documents.pdf.decipher.looks import Looks
from checker.documents.pdf.decipher.telling import told
from checker.documents.pdf.decipher.twins import twins

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.documents.pdf.pdfium import Page

MOST_PAGES = 60  # reports have 3 to 30; a glyph takes 20 µs
ENOUGH = 100
"""Characters that the wordings found have beyond one print of each symbol. Whole reports have 340
and more, a page of 表三 140 and more; what follows from wordings that only seem to be there (pages
of prose) came to 15 at most."""


def with_characters(
    data: bytes, page: Callable[[int], Page], wordings: Sequence[Sequence[str]]
) -> bytes | None:
    """A copy that says what its glyphs are, as far as it is proven; ``None`` if little is.

    ``data`` is the file as pdfium writes it, ``page`` gives its pages, counted from 1.
    """
    codes = glyph_codes(data)
    if not codes.untold:
        return None
    numbers = sorted({glyph.page for glyph in codes.glyphs})
    looks = Looks({number: page(number) for number in numbers}, codes.glyphs)
    known = {
        glyph.symbol: unicodedata.normalize("NFKC", glyph.told)
        for glyph in codes.glyphs
        if glyph.told
    }
    own = {glyph.symbol for glyph in codes.glyphs if glyph.symbol.font in codes.untold}
    symbols = own - known.keys()
    blank = {symbol for symbol in symbols if looks.is_blank(symbol)}
    plain = [list(map(_plain, form)) for form in wordings]
    # What pdfium does not show, or sets aslant, is of no cell; it stays unknown.
    unseen = {symbol for symbol in symbols if looks.form(symbol) is None}
    text = lettering(codes.glyphs, blank | unseen)
    key = deciphered(text, plain, known)
    if key.redundancy < ENOUGH:
        return None
    believed = {symbol: known[symbol] for symbol in own & known.keys()}
    found = figures(text, {**believed, **key.characters}, looks, codes.untold)
    characters = {
        **believed,
        **{s: c for s, c in key.characters.items() if s not in found.refuted},
        **found.characters,
        **dict.fromkeys(blank, " "),
    }
    characters |= twins(codes.glyphs, {**known, **characters}, codes.untold)
    return told(data, codes, characters)


def _plain(text: str) -> str:
    """A wording letter by letter: one glyph each, whatever its width."""
    return "".join(unicodedata.normalize("NFKC", text).split())
