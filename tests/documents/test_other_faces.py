"""Numbers in a font that the file does not hold: another face is shown, squeezed to its widths."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from checker.documents.pdf.document import PdfDocument, Route
from checker.documents.pdf.source import Source
from checker.model import Doubt
from tests.documents.faults import print_text

NUMBERS = ("2418", "151", "0", "644", "1.25", "38", "7", "50", "96")
WIDE, HIGH, LEFT, FOOT = 80, 24, 100, 600


def page(*, width: int = 300, last: str | None = None) -> bytes:
    """A ruled page of nine numbers whose font gives each digit this width, in thousandths.

    ``last`` is what is printed instead of the ninth.
    """
    right, top = LEFT + WIDE * 3, FOOT + HIGH * 3
    lines = [f"{LEFT} {FOOT + HIGH * n} m {right} {FOOT + HIGH * n} l S" for n in range(4)]
    lines += [f"{LEFT + WIDE * n} {FOOT} m {LEFT + WIDE * n} {top} l S" for n in range(4)]
    texts = [
        print_text(LEFT + WIDE * (n % 3) + 30, FOOT + HIGH * (2 - n // 3) + 8, text, size=9)
        for n, text in enumerate(NUMBERS)
    ]
    texts = texts if last is None else [*texts[:-1], last]
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        own = pdf.pages[0]
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=Name.SimHei,
            Encoding=Name.WinAnsiEncoding,
            FirstChar=43,
            LastChar=57,
            Widths=Array([width] * 15),
            FontDescriptor=Dictionary(
                Type=Name.FontDescriptor,
                FontName=Name.SimHei,
                Flags=32,
                FontBBox=[0, -140, 600, 860],
                ItalicAngle=0,
                Ascent=860,
                Descent=-140,
                CapHeight=700,
                StemV=80,
            ),
        )
        own.Resources = Dictionary(Font=Dictionary(F9=font))
        own.Contents = pdf.make_stream("\n".join([*lines, *texts]).encode())
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True)
    return target.getvalue()


def read(data: bytes) -> list[tuple[str, Doubt | None]]:
    with Source(data) as source:
        (grid,) = PdfDocument(source).grids([1], Route.DRAWN)
    return [(cell.compact, cell.doubt) for cell in grid.cells]


@pytest.mark.parametrize("width", [300, 400, 500, 600])
def test_a_face_taken_for_another_one_is_read(width: int) -> None:
    assert read(page(width=width)) == [(number, None) for number in NUMBERS]


@pytest.mark.parametrize("shown", [4.0, 9.5], ids=["half a digit", "two digits and a half"])
def test_a_number_that_is_clipped_is_not_sure(shown: float) -> None:
    left, foot = LEFT + 2 * WIDE, FOOT
    clip = f"q {left} {foot} {30 + shown} {HIGH} re W n "
    data = page(width=450, last=clip + print_text(left + 30, foot + 8, "964", size=9) + " Q")
    assert read(data)[-1][1] is not None
    assert [text for text, doubt in read(data) if doubt is None] == list(NUMBERS[:-1])


def test_two_digits_in_one_place_are_not_sure() -> None:
    x, y = LEFT + 2 * WIDE + 30, FOOT + 8
    both = print_text(x, y, "9", size=9) + print_text(x + 1.5, y, "6", size=9)
    assert read(page(last=both))[-1] == ("96", Doubt.PRINTED_TWICE)
