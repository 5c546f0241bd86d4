"""Which digits, and which marks beside digits, the symbols of untold fonts are.

A digit is believed where two things that know nothing of each other say the same: its shape, and
either the wordings (``3.危及…`` has a 3), or the order of the font's codes (48 to 57, or any ten in
a row, as fonts have their digits), or that all other digits of the font are other symbols.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy

from checker.documents.pdf.decipher import signs

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from numpy.typing import NDArray

    from checker.documents.pdf.decipher.glyph_codes import Symbol
    from checker.documents.pdf.decipher.lettering import Lettering
    from checker.documents.pdf.decipher.looks import Form, Looks

DIGITS = "0123456789"
# Shares of the size of type, measured on the 40 faces of tests/bench/producers.
WIDEST = 0.72  # italics; upright digits have 0.59
FULL_WIDTH = 0.9  # the step of full-width digits, which a font may have beside its own
LOWEST, HIGHEST = 0.45, 0.9  # … from its foot to its top
SUNK, RAISED = -0.06, 0.12  # their foot: round digits overshoot by 0.02, Chinese faces raise all
ALIKE = 0.05  # … by which the feet and the heads of a font's digits differ at most
# Log-odds of a digit's shape against the likeliest other one, mean of its prints. Digits of the
# design seed have 4 and more, other glyphs as slender as digits 3.1 at most.
LIKELY = 2.0
CLEAR = 3.5
CERTAIN = 6.0
NEARLY_ALL = 0.8  # of the prints look most like it: some are struck out, or printed over


class _Shape(NamedTuple):
    """Log-odds of the ten digits: of the middle one of the prints, and of each."""

    middle: NDArray[numpy.float64]
    prints: NDArray[numpy.float64]

    @property
    def digit(self) -> int:
        return int(self.middle.argmax())

    def margin(self, digit: int, others: Collection[int]) -> float:
        """How far the digit is ahead of the likeliest of others."""
        against = [self.middle[other] for other in others if other != digit]
        return float(self.middle[digit] - max(against)) if against else numpy.inf

    def share(self, digit: int) -> float:
        """The share of the prints that look most like the digit."""
        return float((self.prints.argmax(axis=1) == digit).mean())


class Figures(NamedTuple):
    """What was found: the symbols that are digits or marks, and those that must not be believed."""

    characters: Mapping[Symbol, str]
    refuted: Collection[Symbol]


def figures(
    text: Lettering, characters: Mapping[Symbol, str], looks: Looks, untold: Collection[int]
) -> Figures:
    """The digits of the fonts ``untold``; ``characters`` are those that the wordings give."""
    symbols = {symbol for symbol in text.symbols if symbol.font in untold}
    unknown = {symbol for symbol in symbols if symbol not in characters}
    candidates = [
        symbol
        for symbol in sorted(symbols)
        if characters.get(symbol, "0") in DIGITS and _is_slender(looks.form(symbol))
    ]
    scores = looks.digit_scores(candidates)
    shapes = {symbol: _Shape(numpy.median(rows, axis=0), rows) for symbol, rows in scores.items()}
    sets: dict[tuple[int, bool], dict[Symbol, _Shape]] = defaultdict(dict)
    for symbol, shape in shapes.items():
        form = looks.form(symbol)
        is_full = form is not None and form.step >= FULL_WIDTH
        sets[symbol.font, is_full][symbol] = shape
    cribbed = {symbol: char for symbol, char in characters.items() if char in DIGITS}
    found: dict[Symbol, str] = {}
    for _, own in sorted(sets.items()):
        forms = {symbol: looks.form(symbol) for symbol in own}
        digits = _digits(own, cribbed, forms)
        found.update(digits)
        found.update(signs.by_codes(digits, unknown, looks))
    found.update(signs.by_places(text, found, unknown - set(found), looks))
    refuted = {symbol for symbol in cribbed if symbol not in found}
    return Figures(found, refuted)


def _is_slender(form: Form | None) -> bool:
    return (
        form is not None
        and form.width <= WIDEST
        and LOWEST <= form.height <= HIGHEST
        and SUNK <= form.bottom <= RAISED
    )


def _digits(
    shapes: Mapping[Symbol, _Shape],
    cribbed: Mapping[Symbol, str],
    forms: Mapping[Symbol, Form | None],
) -> dict[Symbol, str]:
    """The digits of one face of a font, half or full in width.

    Where one is drawn as another, only those that wordings confirm.
    """
    claims = {
        symbol: shape.digit
        for symbol, shape in shapes.items()
        if shape.margin(shape.digit, range(10)) >= (LIKELY if symbol in cribbed else CLEAR)
        and shape.share(shape.digit) >= NEARLY_ALL
    }
    lies = any(cribbed.get(symbol, str(digit)) != str(digit) for symbol, digit in claims.items())
    claims = {
        symbol: digit
        for symbol, digit in claims.items()
        if cribbed.get(symbol, "" if lies else str(digit)) == str(digit)
    }
    claims = _of_one_height(claims, forms)
    given = {char: symbol for symbol, char in cribbed.items() if symbol in shapes}
    claims = {s: d for s, d in claims.items() if given.get(str(d), s) == s}
    counted = Counter(claims.values())
    claims = {s: d for s, d in claims.items() if counted[d] == 1}  # else it is nobody's
    in_a_row = _in_a_row(claims)
    free = [digit for digit in range(10) if digit not in claims.values()]
    return {
        symbol: str(digit)
        for symbol, digit in claims.items()
        if symbol in cribbed or symbol in in_a_row or shapes[symbol].margin(digit, free) >= CERTAIN
    }


def _of_one_height(
    claims: Mapping[Symbol, int], forms: Mapping[Symbol, Form | None]
) -> dict[Symbol, int]:
    """Those as high as most: a 日 is as slender as a digit, but higher than its font's."""
    known = {symbol: form for symbol in claims if (form := forms[symbol]) is not None}
    if not known:
        return {}
    feet, heads = (
        sorted(part)[len(known) // 2]
        for part in zip(*((form.bottom, form.top) for form in known.values()), strict=True)
    )
    return {
        symbol: claims[symbol]
        for symbol, form in known.items()
        if abs(form.bottom - feet) <= ALIKE and abs(form.top - heads) <= ALIKE
    }


def _in_a_row(claims: Mapping[Symbol, int]) -> set[Symbol]:
    """The digits whose codes stand in the order of the digits."""
    zero = signs.zero(claims)
    return {symbol for symbol, digit in claims.items() if symbol.code - digit == zero}
