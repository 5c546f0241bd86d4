"""Content is interpreted without what sets how things are drawn, and gives the same layout."""

from __future__ import annotations

import io

import pikepdf
import playa
import pytest
from pikepdf import Array

from checker.documents.pdf import state_operators
from checker.documents.pdf.state_operators import without_state
from tests.documents.pdf.layouts_compared import made, walked

PIECE = (
    b"q\r0 0 595 842 re\rW*\rn\rq\r/GS1 gs\r0.96 w\r2 M\r2 j\r0 J\r0 0 0 RG\r"
    b"70 %d m\r517 %d l\rS\rQ\rBT\r0 0 0 rg\r/F1 12 Tf\r/GS1 gs\r"
    b"1 0 0 1 72 %d Tm\r<31323334>Tj 20 -0 TD\r<35>Tj\rET\r"
    b"q\r1 1 1 rg\r.5 g\r70 %d 40 0.5 re\rf*\rQ\rQ\r"
)
WPS = b"".join(PIECE % (at, at, at + 3, at - 4) for at in range(100, 800, 20))


def layout(data: bytes, *, lighter: bool) -> tuple[list[object], int]:
    """All glyphs and paths of the page where they are, and how many bytes were interpreted."""
    from playa.miner import LAParams, extract_page

    with playa.parse(data, space="page") as pdf:
        (page,) = pdf.pages
        if lighter:
            state_operators.lighten(page)
        return walked(extract_page(page, LAParams())), sum(len(s.buffer) for s in page.streams)


def test_wps_content_gives_the_same_layout_from_a_half() -> None:
    whole, size = layout(made(WPS, parts=2), lighter=False)
    found, rest = layout(made(WPS, parts=2), lighter=True)
    assert whole
    assert found == whole
    assert rest < 0.6 * size


@pytest.mark.parametrize(
    ("content", "left"),
    [
        # What is built before a clip ends with it; a path that is drawn stays.
        (b"\r0 0 m\r9 9 l\r1 2 3 4 re\rW*\rn\r", b"\r0 0 m\r9 9 l\rn\r"),
        (b"\r1 2 3 4 re\rf*\r", b"\r1 2 3 4 re\rf*\r"),
        (b"\r1 2 3 4 re\rW\rS\r", b"\r1 2 3 4 re\rW\rS\r"),
        # No state need be kept for paths alone; for all else it is.
        (b"\rq\r/GS1 gs\r1 2 m\r3 4 l\rS\rQ\r", b"\r1 2 m\r3 4 l\rS\r"),
        (b"\rq\r1 2 3 4 re\rf*\r5 6 7 8 re\rB\rQ\r", b"\r1 2 3 4 re\rf*\r5 6 7 8 re\rB\r"),
        (b"\rq\r9 Tz\r1 2 3 4 re\rf\rQ\r", b"\rq\r9 Tz\r1 2 3 4 re\rf\rQ\r"),
        (b"\rq\r1 0 0 1 5 5 cm\r1 2 3 4 re\rf\rQ\r", b"\rq\r1 0 0 1 5 5 cm\r1 2 3 4 re\rf\rQ\r"),
        # Operands that are nobody's stay before what follows.
        (b"\r7\r0 0 0 rg\r5 Tz\r", b"\r7\r5 Tz\r"),
        (b"\r7 0 0 0 rg\r", b"\r7 0 0 0 rg\r"),
        (b"\r/F1 12 Tf\r0 0 1 0 k\r[1 2] 0 d\r", b"\r/F1 12 Tf\r0 0 1 0 k\r[1 2] 0 d\r"),
        (b"\n.5 G\n0.05 w\n10 M\n1 j\n1 J\n1 i\nBT\n", b"\nBT\n"),
    ],
)
def test_only_whole_operators_are_left_out(content: bytes, left: bytes) -> None:
    states = b"\r/GS1 gs" * 20
    assert without_state(states + content) == left


@pytest.mark.parametrize("other", [b"(0 0 0 rg)Tj", b"BI /W 1 ID x EI", b"% 0 0 0 rg"])
def test_content_that_may_hold_these_words_otherwise_is_left_as_it_is(other: bytes) -> None:
    content = WPS + other + b"\r"
    assert without_state(content) is content


def test_content_of_other_programs_is_left_as_it_is() -> None:
    content = b"\r0 0 0 rg\r/F1 12 Tf\r<31>Tj" * 20 + b"\r/GS1 gs\r"
    assert without_state(content) is content


def test_a_state_that_sets_a_font_is_kept() -> None:
    with pikepdf.open(io.BytesIO(made(WPS, parts=2))) as pdf:
        font = pdf.make_indirect(pdf.pages[0].obj.Resources.Font.F1)
        pdf.pages[0].obj.Resources.ExtGState.GS1.Font = Array([font, 30])
        stream = io.BytesIO()
        pdf.save(stream)
    whole, size = layout(stream.getvalue(), lighter=False)
    assert layout(stream.getvalue(), lighter=True) == (whole, size)
