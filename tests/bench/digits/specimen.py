"""A face's characters on a page, in the dresses that tables are printed in, and their looks."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy
import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from checker.documents.pdf.source import Source
from checker.documents.second_reading.digit_shapes import looks_at
from checker.documents.second_reading.shape_check import CLOSE_DPI
from tests.bench.digits.face import DIGITS

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from tests.bench.digits.face import Face

_STRINGS = 70
_PAGE = (0.0, 0.0, 595.0, 842.0)


@dataclass(frozen=True, slots=True)
class Looks:
    """What a face's characters look like: n × 20 × 14, their heights and widths in points.

    ``digits`` are the places of the characters in the face's text: of ten digits, themselves.
    """

    pixels: NDArray[numpy.uint8]
    digits: NDArray[numpy.int64]
    heights: NDArray[numpy.float64]
    widths: NDArray[numpy.float64]


def looks(face: Face, chance: random.Random, dpi: int) -> Looks:
    """The looks of a page of a face's characters in all dresses."""
    return _read(_page(face, "\n".join(_strings(face, chance))), dpi, face.text)


def plain_looks(face: Face) -> NDArray[numpy.uint8] | None:
    """The ten digits once, large and in black, to tell designs apart; ``None`` if not drawn."""
    runs = "".join(_show(face, digit, (60 + 45 * int(digit), 700), 24) for digit in DIGITS)
    read = _read(_page(face, f"BT {runs} ET"), CLOSE_DPI, DIGITS)
    if sorted(read.digits) != list(range(10)) or not read.pixels.any(axis=(1, 2)).all():
        return None
    return read.pixels[numpy.argsort(read.digits)]


def _read(data: bytes, dpi: int, text: str) -> Looks:
    with Source(data) as source:
        page = source.page(1)
        chars = [char for char in page.chars if char.text in text]
        boxes = [char.box for char in chars]
        picture = page.letters_close_up(_PAGE, dpi)
        pixels = looks_at(picture, boxes)
    return Looks(
        pixels,
        numpy.array([text.index(char.text) for char in chars], dtype=numpy.int64),
        numpy.array([box[3] - box[1] for box in boxes], dtype=float),
        numpy.array([box[2] - box[0] for box in boxes], dtype=float),
    )


def _strings(face: Face, chance: random.Random) -> Iterator[str]:
    """Content operators of texts of 1 to 5 characters all over the page, each in its own dress."""
    for number in range(_STRINGS):
        text = "".join(chance.choice(face.text) for _ in range(chance.randint(1, 5)))
        size = chance.choice((chance.uniform(5, 8), chance.uniform(7, 12), chance.uniform(10, 18)))
        x = 20 + 112 * (number % 5) + chance.uniform(0, 10)
        y = 800 - 56 * (number // 5) + chance.uniform(0, 12)
        yield " ".join(_dressed(face, text, (x, y), size, chance))


def _dressed(
    face: Face, text: str, at: tuple[float, float], size: float, chance: random.Random
) -> Iterator[str]:
    x, y = at
    grey = chance.choice((0.0, 0.0, 0.0, chance.uniform(0, 0.7)))
    stretch = chance.uniform(75, 125) if chance.random() < 0.3 else 100
    spread = chance.uniform(-0.03, 0.1) * size if chance.random() < 0.3 else 0.0
    lean = chance.choice((0.2, 0.25, 0.33)) if chance.random() < 0.15 else 0.0
    dress = chance.random()
    yield f"q {grey:.2f} g {grey:.2f} G BT {stretch:.1f} Tz {spread:.2f} Tc"
    if dress < 0.06:  # hollow
        yield f"1 Tr {chance.uniform(0.2, 0.5):.2f} w"
    elif dress < 0.14:  # bold by a stroke around the filling
        yield f"2 Tr {chance.uniform(0.02, 0.06) * size:.2f} w"
    elif dress < 0.19:  # bold by a second print
        yield _show(face, text, (x + chance.uniform(0.2, 0.5), y), size, lean)
    elif dress < 0.24:  # a shadow
        pale = chance.uniform(0.5, 0.8)
        shift = chance.uniform(0.4, 1.0)
        yield f"{pale:.2f} g {_show(face, text, (x + shift, y - shift), size, lean)} {grey:.2f} g"
    yield f"{_show(face, text, at, size, lean)} ET Q"


def _show(face: Face, text: str, at: tuple[float, float], size: float, lean: float = 0.0) -> str:
    codes = "".join(f"{face.glyphs[face.text.index(char)]:04x}" for char in text)
    return f"/F {size:.2f} Tf 1 0 {lean:.2f} 1 {at[0]:.3f} {at[1]:.3f} Tm <{codes}> Tj "


def _page(face: Face, content: str) -> bytes:
    pdf = pikepdf.new()
    font = pdf.make_indirect(_font(pdf, face))
    page = Dictionary(
        Type=Name.Page,
        MediaBox=list(_PAGE),
        Contents=pdf.make_stream(content.encode()),
        Resources=Dictionary(Font=Dictionary(F=font)),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    held = io.BytesIO()
    pdf.save(held)
    return held.getvalue()


def _font(pdf: pikepdf.Pdf, face: Face) -> Dictionary:
    program = Stream(pdf, face.data)
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name.F, Flags=4, FontBBox=[-200, -300, 1200, 1000],
        ItalicAngle=0, Ascent=900, Descent=-200, CapHeight=700, StemV=80,
    )  # fmt: skip
    if face.is_truetype:
        program.Length1 = len(face.data)
        descriptor.FontFile2 = pdf.make_indirect(program)
    else:
        program.Subtype = Name.OpenType
        descriptor.FontFile3 = pdf.make_indirect(program)
    widths = Array(
        [item for glyph, width in zip(face.glyphs, face.widths, strict=True)
         for item in (glyph, Array([width]))]
    )  # fmt: skip
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2 if face.is_truetype else Name.CIDFontType0,
        BaseFont=Name.F,
        CIDSystemInfo=Dictionary(
            Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
        ),
        FontDescriptor=pdf.make_indirect(descriptor),
        W=widths,
    )
    if face.is_truetype:
        descendant.CIDToGIDMap = Name.Identity
    pairs = "".join(
        f"<{glyph:04x}> <{char.encode('utf-16-be').hex()}>\n"
        for char, glyph in zip(face.text, face.glyphs, strict=True)
    )
    mapping = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
        "/CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(face.text)} beginbfchar\n{pairs}endbfchar endcmap end end"
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name.F,
        Encoding=Name("/Identity-H"),
        DescendantFonts=[pdf.make_indirect(descendant)],
        ToUnicode=pdf.make_stream(mapping.encode()),
    )
