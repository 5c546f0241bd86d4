"""Each thing that a page draws, by what its picture shows and by numbers worked out by hand."""

from __future__ import annotations

import math
import re
import struct
from typing import TYPE_CHECKING

import cv2
import numpy
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.documents.ofd.document import opened
from checker.documents.ofd.font_files import Kind, font_file
from checker.documents.ofd.outlines import outline_of
from checker.documents.ofd.pictures import size_of
from checker.documents.ofd.text_codes import distances
from checker.errors import DocumentError
from checker.model.page_images import View
from checker.options import ReadOptions
from samples.ofd_layout import Text
from samples.report_ofd import Face, Habits, packed, parts_of
from tests.support.ofd_files import faces

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

DPI = 100
PIXELS = DPI / 25.4  # of a millimetre
PLAIN = Habits(prefix="")


def package(markup: str, resources: str = "", files: Mapping[str, bytes] = {}) -> bytes:
    """One page of A4 that shows this and a line of text."""
    line = (Text("本页文字", 20, 280, 4),)
    parts = parts_of([line], PLAIN, (Face(),))
    page, res = "Doc_0/Pages/Page_0/Content.xml", "Doc_0/PublicRes.xml"
    parts[page] = parts[page].replace(b"</Layer>", f"{markup}</Layer>".encode())
    parts[res] = parts[res].replace(b"</Res>", f"{resources}</Res>".encode())
    return packed({**parts, **files})


def shown(data: bytes) -> NDArray[numpy.uint8]:
    """The page in grey, as lists show it."""
    with opened(data, ReadOptions()) as document:
        (one,) = document.pictures([View(1, None, DPI)])
    pixels = cv2.imdecode(numpy.frombuffer(one.png, numpy.uint8), cv2.IMREAD_GRAYSCALE)
    assert pixels is not None
    return numpy.asarray(pixels, numpy.uint8)


def at(page: NDArray[numpy.uint8], x: float, y: float) -> int:
    """The grey of a point in millimetres from the upper left corner."""
    return int(page[round(y * PIXELS), round(x * PIXELS)])


def path(data: str, said: str = "", inner: str = "", place: str = "50 50 40 40") -> str:
    return (
        f'<PathObject ID="5" Boundary="{place}" {said}>{inner}'
        f"<AbbreviatedData>{data}</AbbreviatedData></PathObject>"
    )


SQUARE = "M 0 0 L 40 0 L 40 40 L 0 40 C"
FILL = 'Fill="true" Stroke="false"'


@pytest.mark.parametrize(
    ("colour", "grey"),
    [
        ('Value="0 0 0"', 0),
        ('Value="128"', 128),  # grey
        ('Value="255 0 0"', 76),
        ('Value="0 0 0 255"', 0),  # CMYK
        ('Value="0 0 0 0"', 255),
        ('Value="0 0 0" Alpha="128"', 127),
        ('ColorSpace="8" Index="1"', 100),  # of a palette
        ('ColorSpace="9" Value="15"', 255),  # of four bits
    ],
)
def test_colours(colour: str, grey: int) -> None:
    spaces = (
        '<ColorSpaces><ColorSpace ID="8" Type="RGB"><Palette><CV>0 0 0</CV><CV>100 100 100</CV>'
        '</Palette></ColorSpace><ColorSpace ID="9" Type="GRAY" BitsPerComponent="4"/></ColorSpaces>'
    )
    page = shown(package(path(SQUARE, FILL, f"<FillColor {colour}/>"), spaces))
    assert abs(at(page, 70, 70) - grey) <= 3
    assert at(page, 95, 70) == 255


def test_a_path_is_a_line_and_no_area_unless_it_says_so() -> None:
    page = shown(package(path(SQUARE, 'LineWidth="1"')))
    assert at(page, 70, 70) == 255
    assert at(page, 70, 50.1) < 60


@pytest.mark.parametrize("sweep", [0, 1])
def test_an_arc_runs_round_its_middle(sweep: int) -> None:
    outline = outline_of(f"M 10 0 A 10 10 0 0 {sweep} 0 10 C")
    assert outline is not None
    start = numpy.array((10.0, 0.0))
    middle = (0.0, 0.0) if sweep else (10.0, 10.0)
    for step in outline[1:-1]:
        a, b, end = (numpy.array(point) for point in step.points)
        half = (start + 3 * a + 3 * b + end) / 8
        assert math.isclose(math.dist(half, middle), 10, abs_tol=0.01)
        start = end
    assert tuple(start) == (0.0, 10.0)


def test_areas_of_one_colour_do_not_take_each_other_away() -> None:
    turned = "M 0 0 L 0 40 L 40 40 L 40 0 C"
    black = '<FillColor Value="0 0 0"/>'
    page = shown(package(path(SQUARE, FILL, black) + path(turned, FILL, black)))
    assert at(page, 70, 70) == 0


def test_what_lies_beyond_its_bounds_is_not_drawn() -> None:
    black = '<FillColor Value="0 0 0"/>'
    page = shown(package(path(SQUARE, FILL, black, place="50 50 20 20")))
    assert (at(page, 60, 60), at(page, 80, 80)) == (0, 255)


@pytest.mark.parametrize("ending", [".png", ".jpg", ".bmp"])
def test_a_picture_stands_upright_in_its_place(ending: str) -> None:
    half = numpy.full((40, 40, 3), 255, numpy.uint8)
    half[:20] = 0  # its upper half is black
    data = cv2.imencode(ending, half)[1].tobytes()
    assert size_of(data) == (40, 40)
    image = '<ImageObject ID="6" ResourceID="70" Boundary="50 50 40 40" CTM="40 0 0 40 0 0"/>'
    media = '<MultiMedias><MultiMedia ID="70"><MediaFile>a.x</MediaFile></MultiMedia></MultiMedias>'
    page = shown(package(image, media, {"Doc_0/Res/a.x": data}))
    assert (at(page, 70, 60), at(page, 70, 80)) == (0, 255)


def test_distances_are_counted_and_repeated() -> None:
    assert distances("1 g 3 2.5 -1", 9) == [1, 2.5, 2.5, 2.5, -1]
    assert distances("g 1000000000 2", 4) == [2, 2, 2, 2]
    assert distances(None, 4) == []
    for broken in ("g", "g 2", "x", "g x 1", "1e99"):
        assert distances(broken, 9) is None


def sfnt(cmap: bytes) -> bytes:
    """A font file with a table of characters, widths of 500 and 1000, and nothing to draw."""
    tables = {
        b"cmap": cmap,
        b"head": bytes(18) + struct.pack(">H", 1000) + bytes(34),
        b"hhea": bytes(34) + struct.pack(">H", 2),
        b"hmtx": struct.pack(">HhHh", 500, 0, 1000, 0),
    }
    head = b"\x00\x01\x00\x00" + struct.pack(">HHHH", len(tables), 0, 0, 0)
    place = len(head) + 16 * len(tables)
    listed, body = b"", b""
    for tag, data in tables.items():
        listed += struct.pack(">4sIII", tag, 0, place + len(body), len(data))
        body += data
    return head + listed + body


def of_format(form: int) -> bytes:
    """A table that gives the digits the glyphs from 3 on."""
    if form == 0:
        table = struct.pack(">HHH", 0, 262, 0) + bytes(48) + bytes(range(3, 13)) + bytes(198)
    elif form == 4:
        table = struct.pack(">HHHHHHH", 4, 40, 0, 4, 0, 0, 0)
        table += struct.pack(">HHHHH", 0x39, 0xFFFF, 0, 0x30, 0xFFFF)
        table += struct.pack(">hhHH", 3 - 0x30, 1, 0, 0)
    elif form == 6:
        table = struct.pack(">HHHHH10H", 6, 30, 0, 0x30, 10, *range(3, 13))
    else:
        table = struct.pack(">HHIIIIII", 12, 0, 28, 0, 1, 0x30, 0x39, 3)
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + table


@pytest.mark.parametrize("form", [0, 4, 6, 12])
def test_a_font_tells_the_glyph_of_a_character(form: int) -> None:
    font = font_file(sfnt(of_format(form)))
    assert font is not None
    assert font.kind is Kind.TRUETYPE
    assert [font.glyph(digit) for digit in "0459"] == [3, 7, 8, 12]
    assert font.glyph("本") is None
    assert (font.width(0), font.width(1), font.width(7)) == (500, 1000, 1000)


def test_a_table_without_end_is_cut_off() -> None:
    endless = struct.pack(">HHHHI", 0, 1, 3, 10, 12)
    endless += struct.pack(">HHIII", 12, 0, 28, 0, 50_000) + struct.pack(">III", 0, 2**32 - 1, 1)
    font = font_file(sfnt(endless))
    assert font is None or len(font.glyphs) <= 200_000


def test_what_the_fonts_of_the_file_draw_is_in_the_pdf() -> None:
    (first, *_), text = faces(), Text("2023", 20, 100, 4)
    data = packed(parts_of([(text,)], Habits(prefix="", glyphs=True), (first,)))
    with opened(data, ReadOptions()) as document:
        made = document._drawn._source.data
        assert "".join(document.parts[0].text.split()) == "2023"
    with pypdfium2.PdfDocument(made) as pdf:
        fonts = {font.get_base_name() for font in _fonts(pdf)}
    assert any("OFD" in name for name in fonts)


def _fonts(pdf: pypdfium2.PdfDocument) -> list[pypdfium2.PdfFont]:
    objects = pdf[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
    return [one.get_font() for one in objects]


WHOLE = package(
    path("M 0 0 L 5 5 Q 1 2 3 4 B 1 2 3 4 5 6 A 3 4 10 0 1 9 9 C", 'DashPattern="1 2" Alpha="99"')
    + '<TextObject ID="9" Boundary="20 20 90 9" CTM="1 0 0 1 2 3" Font="3" Size="4" HScale="0.9">'
    '<CGTransform CodePosition="0" CodeCount="3" GlyphCount="3"><Glyphs>1 2 3</Glyphs>'
    '</CGTransform><TextCode X="1" Y="4" DeltaX="g 2 4">123</TextCode></TextObject>'
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    at=st.integers(0, 10_000),
    number=st.one_of(
        st.sampled_from(["", "x", "nan", "-0", "1e400", "g", "0 0", "9" * 400]),
        st.floats().map(str),
        st.integers().map(str),
    ),
)
def test_whatever_a_number_is_the_page_is_drawn_or_refused(at: int, number: str) -> None:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    page = "Doc_0/Pages/Page_0/Content.xml"
    places = list(re.finditer(rb'(?<=["> ])-?\d+(\.\d+)?(?=["< ])', parts[page]))
    place = places[at % len(places)]
    parts[page] = parts[page][: place.start()] + number.encode() + parts[page][place.end() :]
    try:
        with opened(packed(parts), ReadOptions()) as document:
            document.pictures([View(1, None, 30)])
            assert document.parts
    except DocumentError:
        pass
