"""Letters that phrases around the tables prove, and what they may not prove."""

from __future__ import annotations

from checker.documents.pdf.decipher.glyph_codes import Symbol
from checker.documents.pdf.decipher.phrases import from_phrases

TITLE, PERIOD, END = "政府信息公开工作年度报告", "年1月1日起至", "年12月31日止"
PHRASES = (TITLE, PERIOD, END)


def printed(text: str, font: int = 1) -> list[Symbol]:
    return [Symbol(font, ord(char)) for char in text]


def known(text: str, font: int = 1) -> dict[Symbol, str]:
    return {Symbol(font, ord(char)): char for char in text}


def found(text: str, sure: str, *, refuted: str = "") -> str:
    letters = from_phrases(printed(text), PHRASES, known(sure), printed(refuted))
    assert all(symbol.code == ord(char) for symbol, char in letters.items())
    return "".join(sorted(letters.values()))


def test_a_phrase_that_is_there_but_for_a_letter_proves_it() -> None:
    assert found(f"某市{TITLE}现公布", "政府信息公开作年度报告") == "工"


def test_what_one_phrase_proves_helps_the_next() -> None:
    """月 and 日 are sure by the second date, and 至 then by the first."""
    text = f"自2024{PERIOD}2024{END}"
    assert found(text, "年自起止0123456789") == "".join(sorted("月日至"))
    assert found(f"自2024{PERIOD}", "年自起止0123456789") == ""


def test_too_few_letters_prove_nothing() -> None:
    assert found(TITLE, "政府信息公") == ""
    assert found(PERIOD, "年1起") == ""


def test_a_letter_that_is_known_to_be_another_symbol_is_not_proven() -> None:
    """The phrase prints it as one symbol, and the tables as another one."""
    symbols = printed(TITLE.replace("工", "土"))
    sure = known("政府信息公开作年度报告") | {Symbol(1, ord("工")): "工"}
    assert from_phrases(symbols, PHRASES, sure, ()) == {}


def test_two_symbols_for_one_letter_prove_nothing() -> None:
    symbols = printed(TITLE) + printed(TITLE.replace("工", "土"))
    assert from_phrases(symbols, PHRASES, known("政府信息公开作年度报告"), ()) == {}
    # … nor one symbol for two letters.
    symbols = printed(TITLE.replace("工", "土") + "年1月1土起至")
    sure = known("政府信息公开作年度报告1月起至")
    assert from_phrases(symbols, PHRASES, sure, ()) == {}


def test_digits_and_what_is_refuted_are_never_proven() -> None:
    assert found(f"2024{END}", "年月日止13") == ""
    assert found(TITLE, "政府信息公开作年度报告", refuted="工") == ""


def test_each_font_has_symbols_of_its_own() -> None:
    """Letters of a face that only the title is set in are unknown."""
    assert from_phrases(printed(TITLE, font=2), PHRASES, known(TITLE, font=1), ()) == {}
