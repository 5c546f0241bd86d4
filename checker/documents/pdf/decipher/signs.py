"""The signs beside digits: points, commas, minus and plus, and the dash that stands for nothing.

No wording has them in the face of the figures. A sign is believed by its form and, besides, by its
code, which stands before those of the digits as in every list of characters since ISO 646, or by
where it is printed. What is left, such as a comma of full width that no wording has, is unknown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from checker.documents.pdf.decipher.glyph_codes import Symbol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from checker.documents.pdf.decipher.lettering import Lettering
    from checker.documents.pdf.decipher.looks import Form, Looks

IN_A_ROW = 4  # digits whose codes follow each other
# Shares of the size of type, measured on the faces of tests/bench/producers.
LOW, STANDS = 0.3, 0.04  # points and commas are no higher, and stand so near the baseline or sink
THIN = 0.13  # dashes are no thicker: 0.03 to 0.09
SQUARE = 1.25  # points and plus signs are no more than so much wider than high, or higher than wide
POINT = 0.2  # points are no wider
TALL = 0.72  # plus signs reach 0.69, ideographs 0.76 and more
MINUS, DASH = 0.5, 0.8  # a minus of full width is as wide as the first, a dash as the second
HALF = 0.5
THOUSANDS = 3  # digits behind a comma


def zero(digits: Mapping[Symbol, int]) -> int | None:
    """The code of 0 in a font that has its digits in a row; ``None`` where too few say so."""
    zeros = Counter(symbol.code - digit for symbol, digit in digits.items())
    code, count = max(sorted(zeros.items()), key=lambda one: one[1], default=(0, 0))
    return code if count >= IN_A_ROW else None


def by_codes(
    digits: Mapping[Symbol, str], unknown: Collection[Symbol], looks: Looks
) -> dict[Symbol, str]:
    """The signs of one font that have their codes before its digits, and their forms."""
    first = zero({symbol: int(digit) for symbol, digit in digits.items()})
    if first is None:
        return {}
    font = next(iter(digits)).font
    found = {}
    for sign, (before, is_of_form) in _BEFORE_ZERO.items():
        symbol = Symbol(font, first - before)
        form = looks.form(symbol) if symbol in unknown else None
        if form is not None and is_of_form(form):
            found[symbol] = sign
    return found


def by_places(
    text: Lettering,
    digits: Mapping[Symbol, str],
    unknown: Collection[Symbol],
    looks: Looks,
) -> dict[Symbol, str]:
    """The signs of full width, by their forms and what they are printed beside."""
    prints: dict[Symbol, list[_Beside]] = defaultdict(list)
    for run in text.runs:
        symbols = text.symbols[run.start : run.end]
        are_digits = [symbol in digits for symbol in symbols]
        for at, symbol in enumerate(symbols):
            if symbol in unknown:
                behind = next((n for n, one in enumerate(are_digits[at + 1 :]) if not one), None)
                prints[symbol].append(
                    _Beside(
                        first=at == 0,
                        digit_before=at > 0 and are_digits[at - 1],
                        digits_behind=len(symbols) - at - 1 if behind is None else behind,
                        only_figures=all(
                            one == symbol or is_digit
                            for one, is_digit in zip(symbols, are_digits, strict=True)
                        ),
                    )
                )
    found = {}
    for symbol, places in prints.items():
        form = looks.form(symbol)
        sign = form and next(
            (sign for sign, is_it in _BY_PLACE.items() if is_it(form, places)), None
        )
        if sign:
            found[symbol] = sign
    return found


class _Beside(NamedTuple):
    """What a sign is printed beside, in its run."""

    first: bool
    digit_before: bool
    digits_behind: int
    only_figures: bool

    @property
    def is_ahead(self) -> bool:
        """Whether it stands before a number, as a minus does."""
        return self.first and self.digits_behind > 0


_BY_PLACE: Mapping[str, Callable[[Form, Sequence[_Beside]], bool]] = {
    ".": lambda form, places: (
        _is_point(form) and all(one.digit_before and one.digits_behind for one in places)
    ),
    ",": lambda form, places: (
        _is_comma(form)
        and all(one.digit_before and one.digits_behind == THOUSANDS for one in places)
    ),
    "\u2014": lambda form, places: (
        _is_bar(form)
        and form.width >= DASH
        and sum(one.only_figures for one in places) > HALF * len(places)
    ),
    "-": lambda form, places: (
        _is_bar(form)
        and form.width < DASH
        and all(one.only_figures and one.first for one in places)
        and (form.width < MINUS or all(one.is_ahead for one in places))
    ),
    "+": lambda form, places: (
        _is_plus(form) and all(one.is_ahead and one.only_figures for one in places)
    ),
    "/": lambda form, places: (
        form.top > HALF
        and form.bottom < -STANDS
        and form.width < HALF
        and all(one.only_figures and one.first and not one.digits_behind for one in places)
    ),
}


def _is_bar(form: Form) -> bool:
    return form.height < THIN and LOW / 2 < form.bottom < LOW * 2


def _is_point(form: Form) -> bool:
    """A round point, which some Chinese faces set as high as half a digit."""
    return form.width < POINT and _is_square(form) and -STANDS < form.bottom < LOW + STANDS


def _is_square(form: Form) -> bool:
    return form.width < SQUARE * form.height and form.height < SQUARE * form.width


def _is_comma(form: Form) -> bool:
    return form.top < LOW and form.bottom < -STANDS


def _is_plus(form: Form) -> bool:
    """A square no higher than a digit: ideographs such as 至 are."""
    return (
        form.height > LOW and _is_square(form) and -STANDS < form.bottom < LOW and form.top < TALL
    )


_BEFORE_ZERO: Mapping[str, tuple[int, Callable[[Form], bool]]] = {
    "/": (1, lambda form: form.height > HALF and form.width < form.height),
    ".": (2, lambda form: _is_point(form) and form.bottom < STANDS),
    "-": (3, lambda form: _is_bar(form) and form.width > form.height),
    ",": (4, _is_comma),
    "+": (5, _is_plus),
}
