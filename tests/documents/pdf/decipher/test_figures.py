"""Which digits and signs are believed, for looks of every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy
import pytest

from checker.documents.pdf.decipher.figures import figures
from checker.documents.pdf.decipher.glyph_codes import Symbol
from checker.documents.pdf.decipher.lettering import Lettering, Run
from checker.documents.pdf.decipher.looks import Form

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

DIGIT = Form(0.5, 0.0, 0.7, 0.6)
FORMS = {
    "—": Form(0.9, 0.3, 0.35, 0.6),
    "-": Form(0.3, 0.25, 0.32, 0.6),
    ".": Form(0.1, 0.0, 0.1, 0.6),
    ",": Form(0.1, -0.12, 0.1, 0.6),
    "+": Form(0.5, 0.1, 0.6, 0.6),
    "/": Form(0.3, -0.1, 0.72, 0.6),
    "至": Form(0.82, -0.03, 0.8, 1.0),
    "日": Form(0.6, -0.05, 0.85, 0.6),
}


class Seen:
    """Looks as a test says: each symbol's form, and the digit that its prints look like."""

    def __init__(self, drawn: Mapping[Symbol, str], margin: float = 5.0) -> None:
        self._drawn = drawn
        self._margin = margin

    def form(self, symbol: Symbol) -> Form | None:
        return FORMS.get(self._drawn[symbol], DIGIT)

    def digit_scores(self, symbols: Collection[Symbol]) -> dict[Symbol, NDArray[numpy.float64]]:
        scores = {}
        for symbol in symbols:
            rows = numpy.zeros((5, 10))
            if self._drawn[symbol].isdigit():
                rows[:, int(self._drawn[symbol])] = self._margin
            scores[symbol] = rows
        return scores


def symbols(drawn: str, codes: Sequence[int], font: int = 1) -> dict[Symbol, str]:
    return {Symbol(font, code): char for code, char in zip(codes, drawn, strict=True)}


def found(
    drawn: Mapping[Symbol, str],
    cribbed: Mapping[Symbol, str],
    runs: Sequence[Sequence[Symbol]] = (),
    margin: float = 5.0,
) -> tuple[dict[Symbol, str], set[Symbol]]:
    printed = [*runs, *([symbol] for symbol in drawn)]
    text = Lettering([symbol for run in printed for symbol in run], _runs(printed))
    seen = Seen(drawn, margin)
    result = figures(text, cribbed, seen, {1})  # type: ignore[arg-type]
    return dict(result.characters), set(result.refuted)


def test_a_wording_and_a_shape_that_agree_are_believed() -> None:
    drawn = symbols("38", [90, 20])
    assert found(drawn, drawn) == (drawn, set())


def test_a_wording_and_a_shape_that_differ_are_not() -> None:
    drawn = symbols("83", [90, 20])
    cribbed = symbols("38", [90, 20])
    assert found(drawn, cribbed) == ({}, set(cribbed))


def test_a_digit_by_its_shape_alone_is_not() -> None:
    assert found(symbols("38", [90, 20]), {}) == ({}, set())


def test_digits_whose_codes_stand_in_their_order_are() -> None:
    drawn = symbols("02579", [48, 50, 53, 55, 57])
    assert found(drawn, {}) == (drawn, set())


def test_a_digit_beside_nine_others_is() -> None:
    drawn = symbols("0123456789", [31, 4, 99, 7, 65, 12, 80, 23, 56, 44])
    cribbed = {symbol: char for symbol, char in drawn.items() if char in "12345678"}
    assert found(drawn, cribbed) == (drawn, set())
    assert found(drawn, {}) == (drawn, set())


def test_two_symbols_of_one_shape_are_nobodys() -> None:
    drawn = symbols("0123456788", [31, 4, 99, 7, 65, 12, 80, 23, 56, 44])
    digits, _ = found(drawn, {})
    assert "8" not in digits.values()


def test_of_two_symbols_of_one_shape_the_wordings_choose() -> None:
    drawn = symbols("88", [1, 2])
    cribbed = {Symbol(1, 1): "8"}
    assert found(drawn, cribbed) == (cribbed, set())


def test_a_shape_that_is_not_clear_is_not_believed() -> None:
    drawn = symbols("38", [90, 20])
    assert found(drawn, drawn, margin=1.0) == ({}, set(drawn))


def test_a_slender_letter_is_no_digit() -> None:
    drawn = symbols("0123456789日", [31, 4, 99, 7, 65, 12, 80, 23, 56, 44, 45])
    digits, _ = found(drawn, {})
    assert Symbol(1, 45) not in digits


@pytest.mark.parametrize(("sign", "before"), [("/", 1), (".", 2), ("-", 3), (",", 4), ("+", 5)])
def test_a_sign_by_its_code_and_its_form(sign: str, before: int) -> None:
    digits = symbols("02579", [48, 50, 53, 55, 57])
    drawn = digits | {Symbol(1, 48 - before): sign}
    assert found(drawn, {})[0] == drawn
    other = "." if sign == "," else ","
    lie = digits | {Symbol(1, 48 - before): other}
    assert Symbol(1, 48 - before) not in found(lie, {})[0]


PLACES = {
    ".": ["1.2", "30.7"],
    ",": ["1,234", "56,789"],
    "-": ["-", "-12"],
    "+": ["+12"],
    "—": ["—", "—", "—1"],
    "/": ["/"],
}
ELSEWHERE = {".": ["1.2", ".7"], ",": ["1,23"], "-": ["1-2"], "+": ["1+2"], "/": ["/", "1/2"]}


@pytest.mark.parametrize(
    ("sign", "places", "is_told"),
    [
        *((sign, places, True) for sign, places in PLACES.items()),
        *((sign, places, False) for sign, places in ELSEWHERE.items()),
    ],
)
def test_a_sign_by_its_form_and_its_places(
    sign: str, places: Sequence[str], *, is_told: bool
) -> None:
    drawn = symbols("0123456789" + sign, [31, 4, 99, 7, 65, 12, 80, 23, 56, 44, 45])
    codes = {char: symbol for symbol, char in drawn.items()}
    runs = [[codes[char] for char in text] for text in places]
    text = Lettering([symbol for run in runs for symbol in run], _runs(runs))
    digits = {symbol: char for symbol, char in drawn.items() if char != sign}
    result = figures(text, digits, Seen(drawn), {1})  # type: ignore[arg-type]
    assert (result.characters.get(codes[sign]) == sign) is is_told


def _runs(runs: Sequence[Sequence[Symbol]]) -> list[Run]:
    places, start = [], 0
    for run in runs:
        places.append(Run(start, start + len(run), goes_on=False))
        start += len(run)
    return places


def test_a_font_that_lies_is_believed_only_where_wordings_confirm_it() -> None:
    drawn = symbols("0123456798", [48, 49, 50, 51, 52, 53, 54, 55, 56, 57])
    cribbed = {Symbol(1, 51): "3", Symbol(1, 56): "8"}
    assert found(drawn, cribbed) == ({Symbol(1, 51): "3"}, {Symbol(1, 56)})


def test_half_and_full_width_digits_of_one_font_are_two_faces() -> None:
    half = symbols("0123456789", range(48, 58))
    full = symbols("0123456789", range(300, 310))
    drawn = half | full

    class Wide(Seen):
        def form(self, symbol: Symbol) -> Form | None:
            form = super().form(symbol)
            return form._replace(step=1.0) if form and symbol in full else form

    text = Lettering(list(drawn), _runs([[symbol] for symbol in drawn]))
    result = figures(text, half, Wide(drawn), {1})  # type: ignore[arg-type]
    assert result.characters == drawn


def test_an_ideograph_before_a_date_is_no_sign() -> None:
    drawn = symbols("0123456789至", [31, 4, 99, 7, 65, 12, 80, 23, 56, 44, 45])
    codes = {char: symbol for symbol, char in drawn.items()}
    runs = [[codes[char] for char in "至2024"]]
    text = Lettering([symbol for run in runs for symbol in run], _runs(runs))
    digits = {symbol: char for symbol, char in drawn.items() if char != "至"}
    result = figures(text, digits, Seen(drawn), {1})  # type: ignore[arg-type]
    assert codes["至"] not in result.characters
