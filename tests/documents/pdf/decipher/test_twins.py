"""A font that prints only over another one is known by it."""

from __future__ import annotations

from checker.documents.pdf.decipher.glyph_codes import Glyph, Symbol
from checker.documents.pdf.decipher.twins import twins

FACE, OUTLINE = 1, 2
DIGITS = "0123456789"
KNOWN = {Symbol(FACE, 100 + at): digit for at, digit in enumerate(DIGITS)}
UNTOLD: dict[int, object] = {FACE: {}, OUTLINE: {}}


def glyph(font: int, code: int, x: float) -> Glyph:
    return Glyph(1, Symbol(font, code), None, x, 500.0, x, 500.0, 6.0, 10.0)


def printed_twice(digits: str, aside: float = 0.0) -> list[Glyph]:
    return [
        one
        for at, digit in enumerate(digits)
        for one in (
            glyph(FACE, 100 + int(digit), 60.0 + 10 * at),
            glyph(OUTLINE, 5 + int(digit), 60.0 + 10 * at + aside),
        )
    ]


def test_outlines_over_the_fill_are_the_same_characters() -> None:
    found = twins(printed_twice("4091355"), KNOWN, UNTOLD)
    assert found == {Symbol(OUTLINE, 5 + int(digit)): digit for digit in "409135"}


def test_a_glyph_beside_the_others_is_unknown() -> None:
    assert twins(printed_twice("409135", aside=3.0), KNOWN, UNTOLD) == {}
    alone = [*printed_twice("409135"), glyph(OUTLINE, 5 + 7, 300.0)]
    assert Symbol(OUTLINE, 5 + 7) not in twins(alone, KNOWN, UNTOLD)


def test_a_font_that_prints_over_other_glyphs_now_and_then_is_none() -> None:
    """A correction: 3 over 4 once, and 3 over 3."""
    mixed = [*printed_twice("4091355"), glyph(FACE, 104, 200.0), glyph(OUTLINE, 5 + 3, 200.0)]
    assert twins(mixed, KNOWN, UNTOLD) == {}
    assert twins(printed_twice("409"), KNOWN, UNTOLD) == {}
    own = {**KNOWN, Symbol(OUTLINE, 9): "4"}
    assert twins(printed_twice("409135"), own, UNTOLD) == {}
