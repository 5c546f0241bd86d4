"""Texts in a cipher: what is found is right, whatever the report leaves out or alters."""

from __future__ import annotations

import random
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.documents.pdf.decipher.alignment import deciphered
from checker.documents.pdf.decipher.glyph_codes import Symbol
from checker.documents.pdf.decipher.lettering import Lettering, Run
from checker.recognise.wordings import FormWordings
from checker.rulebook.load import load_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from checker.documents.pdf.decipher.alignment import Key

FORMS = [
    ["".join(unicodedata.normalize("NFKC", text).split()) for text in form]
    for form in FormWordings(load_forms()).printed
]
F2021 = FORMS[-1]
FIGURES = ["12", "0", "307", "-", "9", "45"]


def in_cipher(
    cells: Sequence[str], fonts: Callable[[str], int] = lambda _: 1
) -> tuple[Lettering, dict[Symbol, str]]:
    """A text cell by cell, each a run; and what its symbols are."""
    codes: dict[tuple[int, str], Symbol] = {}
    symbols: list[Symbol] = []
    runs = []
    for cell in cells:
        start = len(symbols)
        for char in cell:
            key = fonts(char), char
            symbols.append(codes.setdefault(key, Symbol(key[0], 7 * len(codes) % 997)))
        runs.append(Run(start, len(symbols), goes_on=False))
    return Lettering(symbols, runs), {symbol: char for (_, char), symbol in codes.items()}


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - a test's


def report(labels: Sequence[str], rng: random.Random) -> list[str]:
    """Labels as a table prints them, with figures beside some."""
    cells = []
    for label in labels:
        cells.append(label)
        cells += rng.choices(FIGURES, k=rng.randint(0, 7))
    return cells


def solved(text: Lettering, told: Mapping[Symbol, str] | None = None) -> Key:
    return deciphered(text, FORMS, told or {})


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 2**32), st.floats(0, 0.3))
def test_what_is_found_is_right_whichever_rows_are_missing(seed: int, share: float) -> None:
    rng = seeded(seed)
    kept = [label for label in F2021 if rng.random() >= share]
    text, truth = in_cipher(report(kept, rng))
    key = solved(text)
    assert {symbol: truth[symbol] for symbol in key.characters} == dict(key.characters)


def test_nearly_all_letters_of_a_whole_form_are_found() -> None:
    text, truth = in_cipher(report(F2021, seeded(3)))
    key = solved(text)
    labels = set("".join(F2021))
    missed = {char for symbol, char in truth.items() if symbol not in key.characters}
    assert len(missed & labels) <= 4
    assert key.redundancy > 300


@pytest.mark.parametrize(("one", "two"), [("结果维持", "结果纠正"), ("行政处罚", "行政强制")])
def test_labels_that_changed_places_are_told_apart(one: str, two: str) -> None:
    changed = [two if text == one else one if text == two else text for text in F2021]
    text, truth = in_cipher(report(changed, seeded(5)))
    key = solved(text)
    assert {symbol: truth[symbol] for symbol in key.characters} == dict(key.characters)


def test_letters_of_one_face_in_several_fonts_are_found() -> None:
    """As when a font may have 256 codes only: each of its letters is in one of two."""
    text, truth = in_cipher(report(F2021, seeded(7)), lambda char: 1 + ord(char) % 2)
    key = solved(text)
    assert {symbol: truth[symbol] for symbol in key.characters} == dict(key.characters)
    assert key.redundancy > 250


def test_what_other_fonts_say_is_taken_for_granted() -> None:
    text, truth = in_cipher(report(F2021, seeded(9)), lambda char: 1 + ord(char) % 2)
    told = {symbol: char for symbol, char in truth.items() if symbol.font == 1}
    key = solved(text, told)
    assert not set(key.characters) & set(told)
    assert {symbol: truth[symbol] for symbol in key.characters} == dict(key.characters)


def test_prose_without_the_form_gives_nothing() -> None:
    rng = seeded(11)
    prose = [
        "".join(rng.choices("的一是不了在人有我他这个们中来上大为和国地到以说时要就", k=n))
        for n in range(3, 40)
    ]
    assert solved(in_cipher(prose)[0]).redundancy < 20


def test_a_label_altered_in_a_letter_teaches_nothing() -> None:
    """本机关不了解相关政府信息: its two letters are not those of the form."""
    altered = [text.replace("不掌握", "不知悉") for text in F2021]
    text, truth = in_cipher(report(altered, seeded(13)))
    found = solved(text).characters
    assert not {found.get(symbol) for symbol, char in truth.items() if char in "悉知"} & set("掌握")


def test_a_line_of_a_wording_is_not_the_label_of_another_form() -> None:
    """1.逾期不补正 would stand against what 1.申请人无正当理由逾期不补正、… tells."""
    own = [label for label in F2021 if not label.startswith("1.逾期不补正")]
    text, truth = in_cipher(report(own, seeded(3)))
    printed = "".join(truth[symbol] for symbol in text.symbols)
    line = "理由逾期不补正"
    start = printed.index(line)
    cuts = {start, start + len(line)}
    runs = []
    for run in text.runs:
        bounds = sorted({run.start, run.end, *(at for at in cuts if run.start < at < run.end)})
        runs += [Run(a, b, goes_on=b < run.end) for a, b in pairwise(bounds)]
    assert len(runs) == len(text.runs) + 2
    key = solved(Lettering(text.symbols, runs))
    assert set("处理缴纳") <= {truth[symbol] for symbol in key.characters}
