"""Characters in a line: order, size, and compatibility forms."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checker.documents.pdf.characters import Char
from checker.documents.second_reading.glyphs import (
    first_number,
    fold,
    in_order,
    is_foreign,
    is_laid_on_a_digit,
    is_odd_digit,
    is_of_one_size,
    is_subsequence,
    lines_collide,
    printed_over,
)


def line(text: str, *, left: float = 0.0, foot: float = 0.0, high: float = 6.0) -> list[Char]:
    """Characters of equal size, 5 points apart."""
    return [
        Char(char, (left + 5 * n, foot, left + 5 * n + 4, foot + high), foot, level=True, index=n)
        for n, char in enumerate(text)
    ]


def said(chars: list[Char]) -> str:
    return "".join(char.text for char in chars)


@given(st.permutations(line("3440112")))
def test_the_order_of_drawing_does_not_matter(chars: list[Char]) -> None:
    assert said(in_order(chars)) == "3440112"


def test_lines_are_read_from_the_top() -> None:
    assert said(in_order([*line("40", foot=-10), *line("34")])) == "3440"


def test_a_raised_mark_stays_on_its_line() -> None:
    mark = line("2", left=20, foot=2.5, high=3.5)
    assert said(in_order([*mark, *line("34")])) == "342"


def test_compatibility_forms_are_folded_but_circled_digits_are_not_numbers() -> None:
    assert fold("１２．５") == "12.5"
    assert fold("3440①") == "3440①"
    assert fold("5²") == "5²"
    assert is_odd_digit("𝟕")
    assert not any(map(is_odd_digit, "7７٣²①"))


def test_letters_of_other_scripts_are_no_print_of_a_report() -> None:
    assert all(map(is_foreign, "Āăÿ\x80жλ\ue000"))
    assert not any(map(is_foreign, "无〇1Ｎ—－/（）、％①"))


def test_two_labels_printed_over_each_other_collide() -> None:
    label, other = "予以公开", "其他情形"
    assert lines_collide([*line(label), *line(other, foot=3.0)])
    assert not lines_collide([*line(label), *line(other, foot=8.0)])
    assert not lines_collide([*line(label), *line(other, left=40.0, foot=3.0)])
    assert not lines_collide([*line(label), *line(other, foot=0.2)])
    assert not lines_collide([*line(label), *line("①", foot=3.0, high=3.0)])
    assert not lines_collide(line("1234") + line("5678", foot=3.0))


def test_digits_of_two_sizes_are_not_one_number() -> None:
    assert is_of_one_size(line("34"))
    assert not is_of_one_size([*line("34"), *line("2", left=10, high=4)])
    assert not is_of_one_size([*line("34"), *line("2", left=10, foot=2)])


def test_two_digits_in_one_place() -> None:
    assert printed_over([*line("3"), *line("8")])
    assert not printed_over(line("38"))


def test_the_number_a_cell_begins_with() -> None:
    assert said(first_number(line("1,234（5）"))) == "1234"
    assert said(first_number(line("1,234（5）"), separators=True)) == "1,234"
    assert said(first_number(line("无12"))) == ""


@given(st.text(max_size=10), st.sets(st.integers(0, 9)))
def test_letters_left_out(text: str, dropped: set[int]) -> None:
    part = "".join(char for at, char in enumerate(text) if at not in dropped)
    assert is_subsequence(part, text)


def test_a_sign_that_fills_the_place_of_a_digit_is_told() -> None:
    """The outline of a 7 whose font gives it out as a bracket, on the 7 of another font."""
    number = line("1007")
    (outline,) = line("）", left=14.8, foot=-0.2, high=6.4)
    assert is_laid_on_a_digit([*number, outline])
    assert not is_laid_on_a_digit([*number, *line("）", left=20)])
    assert not is_laid_on_a_digit([*number, *line("1007", left=0.2)])


def test_a_point_under_the_arm_of_a_digit_fills_no_place() -> None:
    point = Char(".", (3.0, 0.0, 4.0, 1.0), 0.0, level=True, index=9)
    assert not is_laid_on_a_digit([*line("72"), point])
