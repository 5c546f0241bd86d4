"""Marked copies of workbooks: a comment and a colour at each cell, and nothing else changed."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl
from openpyxl.comments import Comment

from checker.documents.package import Package
from checker.documents.sheet.comments import marked_copy
from checker.documents.sheet.marked_cells import GROUNDS
from checker.model import SheetPlace
from checker.model.page_images import Note
from tests.support import workbooks
from tests.support.workbooks import SHEET, changed, plain, typed

NAME = "suqian-2023"


def note(text: str, *addresses: str, severity: str = "error", sheet: str = "年报") -> Note:
    return Note("1", 0, (), text, severity, tuple(SheetPlace(sheet, one) for one in addresses))


def marked(data: bytes, *notes: Note) -> bytes:
    return marked_copy(Package(data), notes, "0" * 64)


def opened(data: bytes, **about: bool) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), **about).worksheets[0]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


NOTES = (
    note('1. 错误 <T3-02> & "x"\n应为 11，实填 0', "J38"),
    note("2. 警告", "D38", severity="warning"),
    note("3. 提示", "J38", "E40", severity="info"),
)


def test_each_cell_gets_its_remarks_and_the_colour_of_the_heaviest() -> None:
    sheet = opened(marked(plain(NAME), *NOTES))
    comments = {
        cell.coordinate: cell.comment.text
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }
    assert comments == {
        "J38": '1. 错误 <T3-02> & "x"\n应为 11，实填 0\n\n3. 提示',
        "D38": "2. 警告",
        "E40": "3. 提示",
    }
    grounds = {place: sheet[place].fill.fgColor.rgb for place in ("J38", "D38", "E40")}
    assert grounds == {"J38": GROUNDS["error"], "D38": GROUNDS["warning"], "E40": GROUNDS["info"]}
    assert sheet["J38"].border.left.style == "thin"  # the rest of its format is as it was
    assert sheet["J39"].fill.fill_type is None


def test_values_formulas_and_stored_results_are_as_they_were() -> None:
    before, after = plain(NAME), marked(plain(NAME), *NOTES)
    for about in ({}, {"data_only": True}):
        old, new = opened(before, **about), opened(after, **about)
        assert [[c.value for c in row] for row in old] == [[c.value for c in row] for row in new]
    old, new = parts(before), parts(after)
    assert [name for name in old if new[name] != old[name]] == [
        "[Content_Types].xml",
        "_rels/.rels",  # the mark of a copy is a property
        SHEET,
        "xl/styles.xml",
    ]


def test_what_others_remarked_stays() -> None:
    def remark(sheet: Any) -> None:
        sheet["J38"].comment = Comment("请核对", "局长")
        sheet["A1"].comment = Comment("定稿", "局长")

    sheet = opened(marked(changed(typed(NAME), remark), *NOTES))
    assert sheet["A1"].comment.text == "定稿"
    assert sheet["J38"].comment.text.startswith("请核对\n\n1. 错误")
    assert sheet["E40"].comment.text == "3. 提示"


def test_the_same_notes_give_the_same_bytes() -> None:
    assert marked(plain(NAME), *NOTES) == marked(plain(NAME), *NOTES)


def test_prefixed_parts_are_marked_as_well() -> None:
    def prefixed(part: bytes) -> bytes:
        for name in (b"worksheet", b"sheetData", b"row", b"c", b"v", b"f", b"is", b"t"):
            part = part.replace(b"<" + name + b">", b"<x:" + name + b">")
            part = part.replace(b"<" + name + b" ", b"<x:" + name + b" ")
            part = part.replace(b"</" + name + b">", b"</x:" + name + b">")
        return part.replace(b"<x:worksheet xmlns=", b"<x:worksheet xmlns:x=").replace(
            b"<mergeCells", b'<mergeCells xmlns="http://schemas.openxmlformats.org/'
            b'spreadsheetml/2006/main"'
        )  # fmt: skip

    data = workbooks.with_part(plain(NAME), SHEET, prefixed)
    sheet = opened(marked(data, *NOTES))
    assert sheet["J38"].comment.text.startswith("1. 错误")
    assert sheet["J38"].fill.fgColor.rgb == GROUNDS["error"]


def test_notes_on_another_sheet_are_put_there() -> None:
    from samples.report_sheet import Worksheet, workbook

    cells = list(workbooks.cells(NAME))
    data = workbook([Worksheet("甲", cells), Worksheet("乙 & 丙", cells)])
    copy = marked(data, note("x", "D38", sheet="乙 & 丙"))
    book = openpyxl.load_workbook(io.BytesIO(copy))
    assert book["甲"]["D38"].comment is None
    assert book["乙 & 丙"]["D38"].comment.text == "x"
