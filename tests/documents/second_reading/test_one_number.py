"""A number's cell has one baseline: words on another line are a note, or the cell is not sure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.documents.pdf.characters import Char
from checker.documents.second_reading.one_number import is_two_numbers, stands_among_words
from checker.model.table_grid import GridCell
from tests.documents.second_reading.test_word_reader import Looked, Page


def lines(*texts: str) -> list[Char]:
    """Lines of 7 point type, 12 points apart."""
    return [
        Char(char, (5.0 * at, -12.0 * row, 5.0 * at + 4, 7 - 12.0 * row), -12.0 * row,
             level=True, index=20 * row + at)
        for row, text in enumerate(texts)
        for at, char in enumerate(text)
    ]  # fmt: skip


@pytest.mark.parametrize("texts", [("195", "八）项"), ("八）项", "195"), ("+85", "务水平")])
def test_words_on_another_line_are_not_the_numbers(texts: tuple[str, ...]) -> None:
    assert stands_among_words(lines(*texts))


def test_nor_are_words_half_a_line_higher() -> None:
    """Rows lower than their type: 构 of the header above reaches into the row of a 0."""
    (word,), (digit,) = lines("构"), lines("0")
    assert stands_among_words([replace(word, foot=3.5), digit])
    assert not stands_among_words([replace(word, foot=0.3), digit])


@pytest.mark.parametrize(
    "texts",
    [
        ("195",),
        ("195件",),
        ("22", "（其中修订", "16件）"),
        ("22", "*"),
        ("3440", "①"),
        ("1,204", "件"),
        ("34", "40"),
        ("22（其中修订", "16件）"),
        ("1.属于国家秘密",),
        ("本年新收政府", "信息公开申请"),
    ],
)
def test_a_note_a_broken_number_and_a_label_stay(texts: tuple[str, ...]) -> None:
    assert not stands_among_words(lines(*texts))


@pytest.mark.parametrize(
    ("texts", "wide", "is_two"),
    [
        (("34", "40"), 10.0, False),  # broken because the cell is narrow
        (("34", "40"), 28.0, False),  # 1.9 ems of empty room
        (("34", "40"), 30.0, True),  # 2.1: nobody breaks a number there
        (("3440",), 60.0, False),
    ],
)
def test_a_number_is_broken_only_where_it_had_no_room(
    texts: tuple[str, ...], wide: float, *, is_two: bool
) -> None:
    cell = GridCell(0, 0, 1, 1, (0.0, -20.0, wide, 10.0), "".join(texts))
    assert is_two_numbers(lines(*texts), cell, Looked().scene()) is is_two


@pytest.mark.parametrize(
    ("text", "step", "wide", "is_two"),
    [
        ("３，１８４", 11.9, 11.9, False),  # as regular script has it: 12 points of white, 1.15 ems
        ("３，１８４", 13.0, 11.9, False),  # 1 point between ems
        ("３，１８４", 24.0, 11.9, True),
        ("３，１８４", 24.0, 24.0, True),  # a font that tells any width proves nothing
        ("3,184", 11.9, 11.9, True),
    ],
)
def test_the_white_of_full_width_signs_parts_no_number(
    text: str, step: float, wide: float, *, is_two: bool
) -> None:
    chars = [
        Char(char, (left, 0.0, left + (1.7 if char in ",，" else 4.5), 7.5), 0.0, level=True,
             index=at)
        for at, char in enumerate(text)
        for left in [step * at + (2.0 if char in ",，" else 3.9)]
    ]  # fmt: skip

    class Ems(Page):
        def advance(self, char: Char) -> tuple[float, float]:
            return step * char.index, step * char.index + wide

    cell = GridCell(0, 0, 1, 1, (0.0, -20.0, 200.0, 10.0), text)
    assert is_two_numbers(chars, cell, Looked(Ems()).scene()) is is_two
