"""A page turned by a degree is read as the straight one is."""

from __future__ import annotations

import math

import pytest

from checker.documents.pdf.document import Route
from checker.documents.pdf.source import Source
from checker.model import State
from tests.documents.harmed_report import good, good_cells, read_cells
from tests.support.rule_styles import tilted

NAME = "ok/suqian-2024"


@pytest.mark.parametrize("degrees", [0.1, 0.5, -1.0, 2.0])
def test_every_number_of_a_tilted_page_is_read(degrees: float) -> None:
    read = read_cells(tilted(good(NAME), degrees), Route.DRAWN)
    assert {ref: cell.value for ref, cell in read.items()} == {
        ref: cell.value for ref, cell in good_cells(NAME).items()
    }


def test_places_are_those_of_the_tilted_page() -> None:
    cell = good_cells(NAME)["t3.granted.total"]
    turned = read_cells(tilted(good(NAME), 1.0))["t3.granted.total"]
    assert cell.state is State.NUMBER
    assert cell.box is not None
    assert turned.box is not None
    x, y = (cell.box[0] + cell.box[2]) / 2, (cell.box[1] + cell.box[3]) / 2
    cosine, sine = math.cos(math.radians(1)), math.sin(math.radians(1))
    place = (cosine * x - sine * y, sine * x + cosine * y)
    middle = (turned.box[0] + turned.box[2]) / 2, (turned.box[1] + turned.box[3]) / 2
    assert math.dist(place, middle) < 1


def test_a_straight_page_is_read_from_the_file_itself() -> None:
    with Source(good(NAME)) as source:
        assert not any(source.page(number).tilt for number in range(1, source.count + 1))
        assert source.upright([1]) is source.data


def test_a_slanted_watermark_tilts_no_page() -> None:
    with Source(tilted(good(NAME), 30.0)) as source:
        assert source.page(2).tilt == 0.0
