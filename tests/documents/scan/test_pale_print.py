"""Figures in grey are read as others are; a watermark and a bar across them stay in doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy
import pytest
from PIL import Image, ImageDraw, ImageFont

from checker.documents.scan.page import read_page
from checker.documents.scan.pale_print import with_pale_print
from checker.documents.scan.ruled_grids import grids_of
from checker.documents.scan.rules import rules_of
from checker.model import Doubt
from tests.bench.producers.fonts import locate
from tests.documents.scan.test_hidden_print import shown

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from checker.documents.scan.read_page import ReadCell

WIDE, HIGH = 1200, 700  # as `shown` has it
XS, YS = range(100, 1101, 100), range(100, 601, 100)
DPI = WIDE / (595 / 72)
GREY, PALER = 170, 205
ROWS, COLUMNS = len(YS) - 1, len(XS) - 1
NOISE = 5  # grey levels: what a camera leaves


def ruled() -> NDArray[numpy.uint8]:
    page = numpy.full((HIGH, WIDE), 255, numpy.uint8)
    for x in XS:
        cv2.line(page, (x, YS[0]), (x, YS[-1]), (0,), 2)
    for y in YS:
        cv2.line(page, (XS[0], y), (XS[-1], y), (0,), 2)
    return page


def figure(row: int, column: int) -> str:
    return ("", "0", "38", "1783", "5", "96", "-")[(3 * row + column) % 7]


def written(ink: int, *, noise: float = NOISE) -> NDArray[numpy.uint8]:
    """A table of such figures in this grey, its rules black."""
    found = locate("Liberation Sans")
    font = ImageFont.truetype(found.path, 28, index=found.index)
    image = Image.fromarray(ruled())
    draw = ImageDraw.Draw(image)
    for row in range(ROWS):
        for column in range(COLUMNS):
            text = figure(row, column)
            draw.text((XS[column] + 50, YS[row] + 50), text, font=font, fill=ink, anchor="mm")
    seen = cv2.GaussianBlur(numpy.asarray(image), (0, 0), 0.7).astype(numpy.float64)
    seen += numpy.random.default_rng(3).normal(0, noise, seen.shape)
    page: NDArray[numpy.uint8] = numpy.clip(seen, 0, 255).astype(numpy.uint8)
    return page


def read(page: NDArray[numpy.uint8]) -> dict[tuple[int, int], ReadCell]:
    (grid,) = read_page(numpy.repeat(page[:, :, None], 3, axis=2), DPI).grids
    return {(cell.ruled.row, cell.ruled.column): cell for cell in grid.cells}


@pytest.mark.parametrize("ink", [150, GREY, 195])
def test_figures_in_grey_are_read(ink: int) -> None:
    cells = read(written(ink))
    assert len(cells) == ROWS * COLUMNS
    sure = {place: cell.text for place, cell in cells.items() if cell.doubt is None}
    assert all(text == figure(*place) for place, text in sure.items())
    assert len(sure) >= 0.95 * len(cells)


def test_figures_paler_than_the_papers_noise_are_no_sure_blanks() -> None:
    cells = read(written(225, noise=14))
    for place, cell in cells.items():
        if cell.doubt is None:
            assert cell.text == figure(*place)


def test_a_dark_bar_across_pale_figures_leaves_them_as_they_are() -> None:
    page = written(GREY)
    for column in range(COLUMNS):
        cv2.line(page, (XS[column] + 50, YS[1] + 30), (XS[column] + 50, YS[1] + 70), (0,), 3)
    for (row, column), cell in read(page).items():
        if row == 1 and figure(row, column) not in {"", "-"}:
            assert cell.doubt is not None, (column, cell.text)


def test_a_pale_mark_that_is_not_of_the_prints_size_stays_in_doubt() -> None:
    page = written(PALER, noise=2)
    at_blank = [place for place in ((0, 0), (2, 1), (4, 2)) if figure(*place) == ""]
    assert at_blank
    for row, column in at_blank:
        x, y = XS[column] + 50, YS[row] + 50
        cv2.line(page, (x - 16, y + 26), (x + 16, y - 26), (PALER,), 4)  # a watermark's stroke
    cells = read(page)
    assert {cells[place].doubt for place in at_blank} == {Doubt.UNREAD_INK}


def test_a_few_pale_marks_are_not_a_pages_print() -> None:
    page = ruled()
    for column in range(3):
        cv2.putText(page, "7", (XS[column] + 40, 260), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (GREY,), 2)
    straight = shown(page)
    grids = grids_of(rules_of(straight))
    assert with_pale_print(straight.grey, grids, WIDE)[0] is straight.grey


def test_dark_print_is_left_as_it_is() -> None:
    straight = shown(written(0))
    grids = grids_of(rules_of(straight))
    assert with_pale_print(straight.grey, grids, WIDE)[0] is straight.grey


def with_a_paler_part(ink: int, weak: int, part: str, *, noise: float) -> NDArray[numpy.uint8]:
    """Figures in this grey, and in every third cell a digit or a second line that is paler."""
    found = locate("Liberation Sans")
    font = ImageFont.truetype(found.path, 28, index=found.index)
    image = Image.fromarray(ruled())
    draw = ImageDraw.Draw(image)
    for row in range(ROWS):
        for column in range(COLUMNS):
            x, y = XS[column] + 50.0, YS[row] + 50.0
            text = three_digits(row, column)
            if not has_paler_part(row, column):
                draw.text((x, y), text, font=font, fill=ink, anchor="mm")
            elif part == "line":
                draw.text((x, y - 20), text, font=font, fill=ink, anchor="mm")
                draw.text((x, y + 20), text, font=font, fill=weak, anchor="mm")
            else:
                x -= draw.textlength(text, font=font) / 2
                paler = {"first": 0, "middle": 1, "last": 2}[part]
                for at, digit in enumerate(text):
                    fill = weak if at == paler else ink
                    draw.text((x, y), digit, font=font, fill=fill, anchor="lm")
                    x += draw.textlength(digit, font=font)
    seen = cv2.GaussianBlur(numpy.asarray(image), (0, 0), 0.7).astype(numpy.float64)
    seen += numpy.random.default_rng(5).normal(0, noise, seen.shape)
    page: NDArray[numpy.uint8] = numpy.clip(seen, 0, 255).astype(numpy.uint8)
    return page


def three_digits(row: int, column: int) -> str:
    return str(123 + 87 * ((3 * row + column) % 10))


def has_paler_part(row: int, column: int) -> bool:
    return (row + column) % 3 == 0


@pytest.mark.parametrize("part", ["first", "middle", "last", "line"])
@pytest.mark.parametrize(("ink", "weak", "noise"), [(140, 230, 5), (170, 236, 1), (90, 230, 5)])
def test_a_paler_part_of_a_figure_in_grey_is_not_lost_in_silence(
    part: str, ink: int, weak: int, noise: float
) -> None:
    cells = read(with_a_paler_part(ink, weak, part, noise=noise))
    sure = {place: cell.text for place, cell in cells.items() if cell.doubt is None}
    assert all(text == three_digits(*place) for place, text in sure.items())
    assert not any(has_paler_part(*place) for place in sure if part == "line")
