"""Ranges of a ToUnicode map that end beyond what their bytes hold are read as far as they go."""

from __future__ import annotations

import io

import pikepdf
import pytest
from playa.cmapdb import parse_tounicode

from checker.documents.pdf.camelot_tables import drawn_grids
from checker.documents.pdf.map_ranges import ranges_cut
from tests.support import paper

MAP = "begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange\n"


def told(entry: str) -> dict[bytes, str]:
    with ranges_cut():
        return dict(parse_tounicode(f"{MAP}{entry}\nendbfrange endcmap".encode()).bytes2unicode)


@pytest.mark.parametrize(
    ("entry", "wanted"),
    [
        ("<00ff> <01ff> <ff1a>", {b"\x00\xff": "："}),  # as Ghostscript writes code 255
        ("<0010> <0020> <fffe>", {b"\x00\x10": "\ufffe", b"\x00\x11": "\uffff"}),
        ("<0010> <0012> <4e00>", {b"\x00\x10": "一", b"\x00\x11": "丁", b"\x00\x12": "丂"}),
        ("<0010> <0011> [<4e00> <ff1a>]", {b"\x00\x10": "一", b"\x00\x11": "："}),
    ],
)
def test_a_range_goes_as_far_as_its_bytes(entry: str, wanted: dict[bytes, str]) -> None:
    assert told(entry) == wanted


def test_afterwards_playa_is_as_it_was() -> None:
    from playa.cmapdb import ToUnicodeMap

    before = ToUnicodeMap.add_bf_range
    told("<00ff> <01ff> <ff1a>")
    assert ToUnicodeMap.add_bf_range is before


def test_a_font_with_such_a_range_keeps_its_other_characters() -> None:
    pen = paper.Pen()
    paper.simple_table(pen, 780, [100.0, 60.0], [["行政许可", "52"], ["行政强制", "7"]])
    with pikepdf.Pdf.new() as pdf:
        font = paper.font(pdf)
        plain = font.ToUnicode.read_bytes()
        ranges = b"1 beginbfrange <00ff> <01ff> <ff1a> endbfrange endcmap"
        font.ToUnicode = pdf.make_stream(plain.replace(b"endcmap", ranges))
        paper.add_page(pdf, pen, font)
        target = io.BytesIO()
        pdf.save(target)
    (grid,), faults = drawn_grids(target.getvalue(), [1])
    assert not faults
    assert [cell.compact for cell in grid.cells] == ["行政许可", "52", "行政强制", "7"]
