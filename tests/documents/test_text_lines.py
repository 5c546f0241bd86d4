"""A page's text is the same, line by line, however the page is turned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from checker.documents.pdf.characters import Char
from checker.documents.pdf.source import Source
from checker.documents.pdf.text_lines import text_of
from checker.isolation.read import read_report
from checker.rulebook.load import load_forms
from tests.isolation.test_show import SAMPLE
from tests.support import odd_pages
from tests.support.paper import save

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from checker.model import Report

    Turn = Callable[[Path, Path], Path]

FORMS = load_forms()
NOTHING_SAID: Mapping[str, str] = {}
TURNS: dict[str, Turn] = {
    "shown-90": odd_pages.rotate_90,
    "shown-180": odd_pages.rotate_180,
    "shown-270": odd_pages.rotate_270,
    "content-90": odd_pages.turned_content,
    "content-180": odd_pages.upside_down_content,
    "turned-back": odd_pages.turned_back,
}


@pytest.fixture(scope="module")
def upright() -> Report:
    return read_report(SAMPLE, FORMS)


@pytest.mark.parametrize("turn", list(TURNS))
def test_a_turned_report_says_what_it_says_upright(
    turn: str, upright: Report, tmp_path: Path
) -> None:
    found = read_report(TURNS[turn](tmp_path / "turned.pdf", SAMPLE), FORMS)
    assert (found.title, found.body, found.year) == (upright.title, upright.body, upright.year)
    assert [(one.number, one.heading, one.text) for one in found.sections] == [
        (one.number, one.heading, one.text) for one in upright.sections
    ]
    assert {ref: (one.state, one.value) for ref, one in found.cells.items()} == {
        ref: (one.state, one.value) for ref, one in upright.cells.items()
    }


@pytest.mark.parametrize("is_turned_over", [False, True])
def test_a_type_3_font_turned_over_within_itself_stands_on_its_line(
    tmp_path: Path, *, is_turned_over: bool
) -> None:
    path = _type_3(tmp_path / "a.pdf", ["统计期限", "2024年"], is_turned_over=is_turned_over)
    with Source(path.read_bytes()) as source:
        page = source.page(1)
        assert page.plain == "统计期限\n2024年"
        assert all(char.level for char in page.chars)


def test_text_in_a_mirror_is_no_text_of_the_page(tmp_path: Path) -> None:
    """An honest font, set by a matrix that is turned over: nobody can read it."""
    path = _type_3(tmp_path / "a.pdf", ["统计期限"], is_turned_over=False, is_mirrored=True)
    with Source(path.read_bytes()) as source:
        assert not any(char.level for char in source.page(1).chars)


def test_what_a_file_says_it_prints_takes_its_line_where_it_stands(tmp_path: Path) -> None:
    """Of such characters pdfium tells the place within their form: as if on the sheet's other page.

    Chromium says so of those that its fonts map to radicals, as ⼀ for 一.
    """
    matrix = (0.7, 0, 0, 0.7, 150, 20)
    path = _type_3(tmp_path / "a.pdf", ["第⼀项"], form=matrix, said={"⼀": "一"})
    with Source(path.read_bytes()) as source:
        page = source.page(1)
        before, said, after = page.chars
        assert said.text == "一"
        assert page.advance(said) == pytest.approx(
            (page.advance(before)[1], page.advance(after)[0])
        )


def _type_3(
    target: Path,
    lines: Sequence[str],
    *,
    is_turned_over: bool = False,
    is_mirrored: bool = False,
    form: Sequence[float] = (),
    said: Mapping[str, str] = NOTHING_SAID,
) -> Path:
    """Lines in a Type 3 font; its own matrix may be turned over, as the text's then is too.

    ``form`` is the matrix that their form is drawn by, if they are in one; ``said`` is
    what the file says that some are (``ActualText``), whatever its font maps them to.
    """
    codes = {char: code for code, char in enumerate(dict.fromkeys("".join(lines)), start=1)}
    mapped = "\n".join(f"<{code:02x}> <{ord(char):04x}>" for char, code in codes.items())
    to_unicode = (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /X def\n"
        "/CMapType 2 def\n1 begincodespacerange\n<00> <ff>\nendcodespacerange\n"
        f"{len(codes)} beginbfchar\n{mapped}\nendbfchar\nendcmap\nend\nend\n"
    )
    own, set_by = (-1 if is_turned_over else 1), (-1 if is_turned_over or is_mirrored else 1)
    with Pdf.new() as pdf:
        shape = Stream(pdf, b"1000 0 0 -120 1000 880 d1 100 0 800 700 re f")
        names = [Name(f"/g{code}") for code in codes.values()]
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=[0, -120, 1000, 880],
            FontMatrix=[0.001, 0, 0, own * 0.001, 0, 0],
            CharProcs=Dictionary(dict.fromkeys(map(str, names), shape)),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([1, *names])),
            FirstChar=1,
            LastChar=len(codes),
            Widths=[1000] * len(codes),
            Resources=Dictionary(),
            ToUnicode=Stream(pdf, to_unicode.encode("ascii")),
        )
        page = pdf.add_blank_page(page_size=(400, 300))
        page.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
        drawn = [
            f"12 0 0 {set_by * 12} 50 {200 - 30 * number} Tm "
            + " ".join(
                f"/Span <</ActualText <feff{ord(said[char]):04x}>>> BDC {shown} EMC"
                if char in said
                else shown
                for char in line
                if (shown := f"<{codes[char]:02x}> Tj")
            )
            for number, line in enumerate(lines)
        ]
        text = Stream(pdf, f"BT /F 1 Tf {' '.join(drawn)} ET".encode("ascii"))
        page.Contents = text
        if form:
            text.Type, text.Subtype = Name.XObject, Name.Form
            text.BBox, text.Resources = Array([0, 0, 400, 300]), page.Resources
            page.Resources = Dictionary(XObject=Dictionary(X=pdf.make_indirect(text)))
            page.Contents = Stream(pdf, f"{' '.join(map(str, form))} cm /X Do".encode("ascii"))
        return save(pdf, target)


def _chars(text: str, foot: float, *, slanted: bool = False) -> list[Char]:
    return [
        Char(
            char,
            (10.0 * at, foot, 10.0 * at + 9, foot + 10),
            foot,
            level=not slanted,
            index=at,
            slanted=slanted,
        )
        for at, char in enumerate(text)
        if char != " "
    ]


@given(st.data())
def test_what_stands_on_one_line_is_read_from_left_to_right(data: st.DataObject) -> None:
    words = "本机关 2024年 收到申请 12 件"
    given_order = data.draw(st.permutations(_chars(words, 500.0)))
    assert text_of([*given_order, *_chars("下一行", 480.0)]) == f"{words}\n下一行"


def test_a_watermark_is_no_line_of_the_text() -> None:
    slanted = _chars("征求意见稿", 300.0, slanted=True)
    assert text_of([*slanted, *_chars("某局2024年报告", 500.0)]) == "某局2024年报告"
    assert text_of(slanted), "where nothing else is printed, it is the text"


def test_the_title_is_read_without_the_watermark_before_it(tmp_path: Path) -> None:
    """pdfium begins a page with what was drawn first."""
    with pikepdf.open(SAMPLE) as pdf:
        page = pdf.pages[0]
        font = next(iter(page.Resources.Font.keys()))
        mark = f"q BT 0.7 0.7 -0.7 0.7 150 300 Tm {font} 40 Tf <00010002> Tj ET Q "
        page.contents_add(Stream(pdf, mark.encode("ascii")), prepend=True)
        path = save(pdf, tmp_path / "marked.pdf")
    with Source(path.read_bytes()) as marked, Source(SAMPLE.read_bytes()) as plain:
        assert sum(char.slanted for char in marked.page(1).chars) > 0
        assert marked.page(1).plain == plain.page(1).plain
