"""Digits set in fonts that the file holds or only names, in all dresses, honest and lying."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, cast

import numpy
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from checker.documents.pdf.characters import Char
from checker.documents.pdf.source import Source
from checker.documents.picture import Picture
from checker.documents.second_reading.shape_check import CLOSE_DPI, _boxes, misshapen
from tests.documents.harmed_report import good

if TYPE_CHECKING:
    from checker.documents.pdf.pdfium import Page

DIGITS = "0123456789"
NUMBERS = ("8301", "57", "9246", "1", "70", "3368", "4", "15792")
# What reports name without holding it: pdfium sets them in the nearest face it has.
NAMED = ("Helvetica", "Times-Roman", "Courier", "SimSun", "FangSong_GB2312", "KaiTi", "ArialNarrow")


def page_of(content: str, font: Dictionary, rotate: int = 0) -> bytes:
    pdf = pikepdf.new()
    page = Dictionary(
        Type=Name.Page,
        MediaBox=[0, 0, 420, 300],
        Rotate=rotate,
        Contents=pdf.make_stream(content.encode()),
        Resources=Dictionary(Font=Dictionary(F1=font)),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    held = io.BytesIO()
    pdf.save(held, deterministic_id=True)
    return held.getvalue()


def named(name: str) -> Dictionary:
    """A simple font that the file does not hold."""
    simple = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name(f"/{name}"))
    simple.Encoding = Name.WinAnsiEncoding
    simple.FirstChar, simple.LastChar, simple.Widths = 48, 57, Array([500] * 10)
    simple.FontDescriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name(f"/{name}"), Flags=32, FontBBox=[0, -200, 999, 900],
        ItalicAngle=0, Ascent=859, Descent=-141, CapHeight=683, StemV=80,
    )  # fmt: skip
    return simple


def set_numbers(size: float, before: str = "") -> str:
    lines = [
        f"1 0 0 1 {20 + 95 * (at % 4)} {250 - 40 * (at // 4)}.3 Tm ({number}) Tj"
        for at, number in enumerate(NUMBERS)
    ]
    return f"{before} BT /F1 {size} Tf {' '.join(lines)} ET"


def shapes(data: bytes) -> dict[str, str]:
    """What text says of each digit that is not believed, and what it looks like."""
    with Source(data) as source:
        page = source.page(1)
        digits = [char for char in page.chars if char.text in DIGITS]
        assert len(digits) == sum(map(len, NUMBERS))
        rest = iter(digits)
        found = misshapen([[next(rest) for _ in number] for number in NUMBERS], [], page)
        return {char.text: found[char.index] for char in digits if char.index in found}


@pytest.mark.parametrize("size", [5.0, 7.5, 10.5, 16.0])
@pytest.mark.parametrize("name", NAMED)
def test_digits_of_a_font_that_is_only_named_are_believed(name: str, size: float) -> None:
    assert shapes(page_of(set_numbers(size), named(name))) == {}


@pytest.mark.parametrize(
    "before",
    ["0.75 g", "1 Tr 0.3 w", "2 Tr 0.4 w", "1 0 0 rg", "0 g 0 0 420 300 re f 1 g", "80 Tz"],
)
def test_grey_hollow_bold_red_white_and_narrow_digits_are_believed(before: str) -> None:
    assert shapes(page_of(set_numbers(9, before), named("Helvetica"))) == {}


@pytest.mark.parametrize("size", [6.0, 10.5])
@pytest.mark.parametrize(("name", "width"), [("SimSun", 300), ("SimSun", 1000), ("Helvetica", 300)])
def test_a_face_squeezed_out_of_shape_is_nobodys_fault(name: str, width: int, size: float) -> None:
    font = named(name)
    font.Widths = Array([width] * 10)
    assert shapes(page_of(set_numbers(size), font)) == {}


class Holding:
    """As much of a page as tells whether its file holds a font."""

    def __init__(self, held: bool) -> None:  # noqa: FBT001
        self.held = held

    def is_embedded(self, char: Char) -> bool:  # noqa: ARG002
        return self.held


def two_digits(beside: float) -> list[Char]:
    """Digits of 4 × 7 points, their boxes so far beside the ink at 10 and 15 points."""
    boxes = [(left + beside, 10.0, left + beside + 4, 17.0) for left in (10.0, 15.0)]
    return [Char("8", box, 10.0, level=True, index=at) for at, box in enumerate(boxes)]


def inked(*columns: tuple[int, int]) -> Picture:
    """A picture of 30 × 30 points, ten pixels a point, with ink from 10 to 17 points up."""
    pixels = numpy.full((300, 300), 255, numpy.uint8)
    for left, right in columns:
        pixels[130:200, left:right] = 0
    return Picture(pixels, (0.0, 0.0, 30.0, 30.0))


def test_boxes_of_a_font_that_is_only_named_are_moved_onto_the_ink() -> None:
    letters, number = inked((100, 140), (150, 190)), two_digits(1.3)
    moved = _boxes(number, cast("Page", Holding(held=False)), letters)
    assert numpy.allclose(moved, [char.box for char in two_digits(0.0)], atol=0.1)
    # A box that follows its ink sees less of a wrong glyph: not where the file holds the font.
    assert _boxes(number, cast("Page", Holding(held=True)), letters) == [c.box for c in number]


@pytest.mark.parametrize("columns", [((100, 120), (150, 170)), ((90, 145), (148, 200)), ()])
def test_digits_out_of_shape_are_not_judged(columns: tuple[tuple[int, int], ...]) -> None:
    page = cast("Page", Holding(held=False))
    assert _boxes(two_digits(0.0), page, inked(*columns)) == []


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pages_may_be_turned(turn: int) -> None:
    assert shapes(page_of(set_numbers(9), named("Times-Roman"), turn)) == {}


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_close_up_is_a_part_of_the_page(turn: int) -> None:
    with pikepdf.open(io.BytesIO(good("ok/suqian-2024"))) as pdf:
        pdf.pages[1].obj.Rotate = turn
        held = io.BytesIO()
        pdf.save(held)
    with Source(held.getvalue()) as source:
        page = source.page(2)
        whole = page.pictured_at(CLOSE_DPI)
        x0, y0, x1, y1 = whole.box
        for box in (
            (x0 + 90.3, y0 + 201.7, x0 + 300.2, y0 + 260.9),
            (x0, y0, x0 + 50, y1),
            whole.box,
        ):
            part = page.close_up(box, CLOSE_DPI)
            same = whole.part(part.box, whole=False)
            assert same.shape == part.pixels.shape
            assert (same == part.pixels).mean() > 0.98  # but for the blur at the edge
            assert part.box[0] <= box[0] + 0.01
            assert part.box[3] >= min(box[3], y1) - 0.01
            assert x1 >= part.box[2]
            assert numpy.ptp(part.pixels) > 0 or box[2] - box[0] == 50


def test_paper_beside_the_digits_gives_no_verdict() -> None:
    """Digits without ink have no shape: that they are hidden is another doubt."""
    assert shapes(page_of(set_numbers(9, "3 Tr"), named("Helvetica"))) == {}
