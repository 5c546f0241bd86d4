"""Points and strokes drawn beside the digits of a number, and lines that are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.documents.pdf.source import Source
from checker.documents.second_reading.drawn_marks import _extent
from checker.model import Doubt, State
from tests.documents.faults import with_faults
from tests.documents.harmed_report import good, good_cells, read_cells

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from checker.documents.pdf.characters import Char
    from checker.model import Cell

CHROMIUM, OFFICE, FORM_2019 = "ok/suqian-2023", "ok/suqian-2024", "ok/xuefu-2020"
NAMES = (CHROMIUM, OFFICE, FORM_2019)


def numbers(name: str, least: int) -> Mapping[str, Cell]:
    """The sample's sure numbers of at least so many digits; every third, to keep this quick."""
    cells = sorted(good_cells(name).items())
    found = [
        (ref, cell)
        for ref, cell in cells
        if cell.state is State.NUMBER and len(cell.raw) >= least and cell.raw.isdigit()
    ]
    return dict(found[::3])


def digits_of(name: str, cells: Mapping[str, Cell]) -> dict[str, list[Char]]:
    """The digits of these cells, from left to right."""
    found: dict[str, list[Char]] = {}
    with Source(good(name)) as source:
        for ref, cell in cells.items():
            assert cell.box is not None
            x0, y0, x1, y1 = cell.box
            chars = [
                char
                for char in source.page(cell.page or 0).chars
                if x0 < char.middle[0] < x1 and y0 < char.middle[1] < y1
            ]
            found[ref] = sorted(chars, key=lambda char: char.box[0])
    return found


def circle(x: float, y: float, radius: float) -> str:
    """A filled circle of four curves."""
    r, k = radius, 0.5523 * radius
    return (
        f"{x + r} {y} m {x + r} {y + k} {x + k} {y + r} {x} {y + r} c "
        f"{x - k} {y + r} {x - r} {y + k} {x - r} {y} c "
        f"{x - r} {y - k} {x - k} {y - r} {x} {y - r} c "
        f"{x + k} {y - r} {x + r} {y - k} {x + r} {y} c f"
    )


def point(digits: Sequence[Char]) -> str:
    """A decimal point between the last two digits, as large as a font's."""
    left, right = digits[-2], digits[-1]
    radius = 0.065 * (left.box[3] - left.box[1])
    return circle((left.box[2] + right.box[0]) / 2, left.foot + radius, radius)


def square_point(digits: Sequence[Char]) -> str:
    left, right = digits[-2], digits[-1]
    side = 0.13 * (left.box[3] - left.box[1])
    return f"{(left.box[2] + right.box[0] - side) / 2} {left.foot} {side} {side} re f"


def minus(digits: Sequence[Char]) -> str:
    """A stroke before the number, where its minus would stand."""
    first = digits[0]
    tall = first.box[3] - first.box[1]
    middle = (first.box[1] + first.box[3]) / 2
    return (
        f"{0.1 * tall} w {first.box[0] - 0.7 * tall} {middle} m {first.box[0] - 0.2 * tall} "
        f"{middle} l S"
    )


def one(digits: Sequence[Char]) -> str:
    """An upright stroke behind the number, as high as its digits."""
    last = digits[-1]
    tall = last.box[3] - last.box[1]
    x = last.box[2] + 0.3 * tall
    return f"{0.1 * tall} w {x} {last.box[1]} m {x} {last.box[3]} l S"


@pytest.mark.parametrize(
    ("draw", "name"),
    [(draw, name) for draw in (point, square_point) for name in (CHROMIUM, OFFICE)]
    + [(draw, name) for draw in (minus, one) for name in NAMES],
)
def test_what_is_drawn_beside_a_number_makes_it_doubtful(
    draw: Callable[[Sequence[Char]], str], name: str
) -> None:
    cells = numbers(name, 2 if draw in {point, square_point} else 1)
    assert cells
    marks = [(cells[ref].page or 0, draw(digits)) for ref, digits in digits_of(name, cells).items()]
    read = read_cells(with_faults(good(name), marks))
    assert {ref: read[ref].raw for ref in cells if read[ref].state is not State.DOUBTFUL} == {}
    others = {ref for ref, cell in good_cells(name).items() if cell.doubt is None} - set(cells)
    assert {ref for ref in others if read[ref].doubt is Doubt.UNREAD_INK} == set()


def underline(digits: Sequence[Char]) -> str:
    first, last = digits[0], digits[-1]
    y = first.foot - 1.2
    return f".6 w {first.box[0]} {y} m {last.box[2]} {y} l S"


@pytest.mark.parametrize("name", NAMES)
def test_an_underlined_number_stays_sure(name: str) -> None:
    cells = numbers(name, 1)
    marks = [
        (cells[ref].page or 0, underline(digits)) for ref, digits in digits_of(name, cells).items()
    ]
    read = read_cells(with_faults(good(name), marks))
    assert {ref: read[ref].doubt for ref in cells if read[ref].value != cells[ref].value} == {}


DOTS = [(50.0, 10.0 + 2.4 * at, 50.6, 10.6 + 2.4 * at) for at in range(12)]
WAVE = [
    (20.0 + 2.0 * at, 99 + 1.5 * (at % 2), 22.2 + 2.0 * at, 100 + 1.5 * (at % 2))
    for at in range(12)
]


def test_dots_in_a_row_are_one_line_and_a_point_alone_is_none() -> None:
    lone = (50.0, 60.0, 50.8, 60.8)
    pieces = [*DOTS, *WAVE, lone]
    assert _extent(DOTS[5], pieces, upright=True) == pytest.approx(DOTS[-1][3] - DOTS[0][1])
    assert _extent(DOTS[5], pieces, upright=False) == pytest.approx(0.6)
    assert _extent(WAVE[3], pieces, upright=False) == pytest.approx(WAVE[-1][2] - WAVE[0][0])
    assert _extent(lone, pieces, upright=True) == pytest.approx(0.8)
    assert _extent(lone, pieces, upright=False) == pytest.approx(0.8)
