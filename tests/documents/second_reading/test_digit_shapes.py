"""Looks of digits and the network that names them: whole numbers, the same for any company."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.documents.pdf.source import Source
from checker.documents.picture import Picture
from checker.documents.second_reading.digit_shapes import (
    ACTIVE,
    COLUMNS,
    LEVELS,
    ROWS,
    digit_shapes,
    leaning,
    looks_at,
)
from tests.documents.harmed_report import good

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from checker.model import Box


def page_of_digits() -> tuple[Picture, list[Box], list[int]]:
    with Source(good("ok/suqian-2023")) as source:
        page = source.page(2)
        chars = [char for char in page.chars if char.text in "0123456789"]
        return page.letters(), [char.box for char in chars], [int(char.text) for char in chars]


@pytest.fixture(scope="module")
def shown() -> tuple[NDArray[numpy.uint8], list[int]]:
    picture, boxes, digits = page_of_digits()
    return looks_at(picture, boxes), digits


def test_the_digits_of_a_report_are_what_they_are(
    shown: tuple[NDArray[numpy.uint8], list[int]],
) -> None:
    looks, digits = shown
    assert len(set(digits)) == 10
    assert digit_shapes().scores(looks).argmax(axis=1).tolist() == digits


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 35), min_size=1, max_size=12))
def test_a_look_is_judged_alone(places: list[int]) -> None:
    picture, boxes, _ = page_of_digits()
    looks = looks_at(picture, boxes)
    together = digit_shapes().scores(looks)
    some = looks_at(picture, [boxes[place] for place in places])
    assert (digit_shapes().scores(some) == together[places]).all()


def test_no_sum_of_the_network_leaves_32_bits() -> None:
    weights = numpy.load(str(files("checker.documents.second_reading") / "digit_shapes.npy"))
    hidden = abs(weights["hidden"].astype(int)).sum(axis=1) * LEVELS + abs(weights["hidden_bias"])
    out = abs(weights["classes"].astype(int)).sum(axis=1) * ACTIVE + abs(weights["classes_bias"])
    assert max(hidden.max(), out.max()) < 2**31


def test_the_data_file_says_where_it_comes_from() -> None:
    weights = numpy.load(str(files("checker.documents.second_reading") / "digit_shapes.npy"))
    about = json.loads(bytes(weights["about"]))
    assert not set(about["seen"]) & set(about["unseen"])
    figures = about["on unseen designs"]
    assert figures["300 dpi"]["right from 8 pt, %"] > 98
    assert figures["100 dpi"]["lies above the limit, %"] < 2


def blank(high: int, wide: int) -> NDArray[numpy.uint8]:
    return numpy.full((high, wide), 255, numpy.uint8)


def test_nothing_is_seen_where_there_is_no_ink() -> None:
    look = looks_at(Picture(blank(30, 30), (0, 0, 30, 30)), [(5, 5, 15, 20)])
    assert look.shape == (1, ROWS, COLUMNS)
    assert not look.any()
    assert looks_at(Picture(blank(30, 30), (0, 0, 30, 30)), []).shape == (0, ROWS, COLUMNS)


def test_a_neighbours_ink_is_left_out() -> None:
    pixels = blank(30, 30)
    pixels[10:20, 8:10] = 0
    alone = looks_at(Picture(pixels, (0, 0, 30, 30)), [(8, 10, 10, 20)])
    pixels[5:25, 12:20] = 0
    beside = looks_at(Picture(pixels, (0, 0, 30, 30)), [(8, 10, 10, 20)])
    assert alone.any()
    assert (alone == beside).all()


def test_the_glyph_stands_in_the_middle_and_keeps_its_proportions() -> None:
    pixels = blank(60, 60)
    pixels[20:40, 30:34] = 0
    (look,) = looks_at(Picture(pixels, (0, 0, 60, 60)), [(30, 20, 34, 40)])
    rows, columns = numpy.flatnonzero(look.any(axis=1)), numpy.flatnonzero(look.any(axis=0))
    assert (rows[0] + rows[-1], columns[0] + columns[-1]) == (ROWS - 1, COLUMNS - 1)
    assert abs(len(rows) - 0.8 * ROWS) <= 2
    assert len(columns) <= 6
    assert look.max() == LEVELS


def test_pale_ink_looks_like_black_ink() -> None:
    pixels = blank(60, 60)
    pixels[20:40, 30:34] = 0
    black = looks_at(Picture(pixels, (0, 0, 60, 60)), [(30, 20, 34, 40)])
    pixels[pixels == 0] = 204
    pale = looks_at(Picture(pixels, (0, 0, 60, 60)), [(30, 20, 34, 40)])
    assert abs(pale.astype(int) - black).max() <= 1


@pytest.mark.parametrize(
    "box", [(-9.0, -9.0, -1.0, -1.0), (25.0, 25.0, 45.0, 45.0), (5, 5, 5, 5), (-1e30, 0, 1e30, 9)]
)
def test_a_box_off_the_page_or_without_extent_is_no_error(box: Box) -> None:
    assert looks_at(Picture(blank(30, 30), (0, 0, 30, 30)), [box]).shape == (1, ROWS, COLUMNS)


@pytest.mark.parametrize(
    ("head", "foot", "leans"), [(9, 2, 0.875), (2, 2, 0.0), (2, 9, -0.875), (6, 5, 0.5)]
)
def test_how_far_a_stroke_leans(head: int, foot: int, leans: float) -> None:
    """From the middle of its foot to that of its head, by its width."""
    look = numpy.zeros((ROWS, COLUMNS), numpy.uint8)
    third = ROWS // 3
    look[:third, head] = look[-third:, foot] = LEVELS
    assert leaning(look) == pytest.approx(leans)


def test_nothing_leans_nowhere() -> None:
    assert leaning(numpy.zeros((ROWS, COLUMNS), numpy.uint8)) == 0.0
