"""What stands in and around a cell besides its characters: its own pictures, words cut through."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.documents.pdf.characters import Char
from checker.documents.pdf.drawing import Drawing
from tests.documents.second_reading.test_word_reader import CELL, Looked, Page

HIGH = 9.0  # of the letters of these tests: an em is 12.6
INSIDE = (60.0, 4.0, 70.0, 16.0)


@pytest.mark.parametrize(
    ("picture", "is_own"),
    [
        (INSIDE, True),
        ((45.0, -4.0, 95.0, 24.0), True),  # a little larger than the cell
        ((60.0, -30.0, 70.0, 50.0), False),  # over several rows
        ((40.0, 4.0, 110.0, 16.0), False),  # over several columns
        ((80.0, 4.0, 120.0, 16.0), False),  # of the cell beside it
    ],
)
def test_a_picture_of_the_cell_is_small_and_in_its_middle(
    picture: tuple[float, float, float, float], *, is_own: bool
) -> None:
    page = Page(drawing=Drawing((), (), (picture,), ()))
    assert Looked(page).scene().has_picture_in(CELL.box) is is_own


def test_an_even_picture_shows_nothing() -> None:
    page = Page(seen=False, drawing=Drawing((), (), (INSIDE,), ()))
    assert not Looked(page).scene().has_picture_in(CELL.box)


def letters(*, foot: float = 4.0, apart: float = 0.0) -> tuple[Char, Char]:
    """The last letter of a cell, and the one behind it in the text, over the cell's edge."""
    last = Char("公", (80.0, 4.0, 89.0, 4.0 + HIGH), 4.0, level=True, index=7)
    after = Char("开", (90.0 + apart, foot, 99.0 + apart, foot + HIGH), foot, level=True, index=8)
    return last, after


@pytest.mark.parametrize(
    ("beside", "is_cut"),
    [
        (letters(), True),
        (letters(foot=5.4), True),  # 0.11 ems: still on one baseline
        (letters(foot=5.6), False),  # 0.13
        (letters(apart=1.1), True),  # 0.09 ems: set as one
        (letters(apart=1.5), False),  # 0.12: padding
    ],
)
def test_a_word_is_cut_where_its_next_letter_stands_over_the_edge(
    beside: tuple[Char, Char], *, is_cut: bool
) -> None:
    scene = Looked(chars=beside).scene()
    assert scene.cuts_a_word(CELL, beside[:1]) is is_cut


def test_a_letter_far_from_the_edge_is_followed_by_another_word() -> None:
    last, after = letters()
    far = replace(last, box=(66.0, 4.0, 75.0, 4.0 + HIGH))
    assert not Looked(chars=(far, after)).scene().cuts_a_word(CELL, [far])
