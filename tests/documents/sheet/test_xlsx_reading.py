"""XLSX workbooks read whole: what is shown counts, however people and programs wrote it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill

from checker.isolation.read import read_reports
from checker.model import CellRef, SheetPlace, State
from samples.grid import Role
from samples.report_sheet import Worksheet, workbook
from samples.story import Part
from tests.documents.sheet.workbook_reports import (
    FIRST,
    NAME,
    NAMES,
    REF,
    TOTAL,
    planted,
    read,
    set_value,
    values,
)
from tests.support import workbooks
from tests.support.as_read import FORMS
from tests.support.factory import sample
from tests.support.workbooks import changed, in_sheet, plain, typed, with_part

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize("name", NAMES)
def test_a_plain_workbook_is_read_whole(name: str, tmp_path: Path) -> None:
    report, truth = read(plain(name), tmp_path), sample(name)
    assert values(report) == values(truth)
    assert (report.body, report.year, report.form) == (truth.body, truth.year, truth.form)
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert report.media_type.endswith("spreadsheetml.sheet")
    assert report.pages == 0


def test_a_cell_tells_its_sheet_its_address_and_its_formula(tmp_path: Path) -> None:
    report = read(plain(NAME), tmp_path)
    cell = report.cell(CellRef.parse(REF))
    assert cell is not None
    assert cell.place == SheetPlace("年报", TOTAL, "=SUM(D38:I38)")
    blank = report.cell(CellRef.parse("t3.granted.natural_person"))
    assert blank is not None
    assert blank.place == SheetPlace("年报", FIRST)


def on_three_sheets() -> bytes:
    kinds = ("年报", "表二", "表三", "表四")
    sheets = [Worksheet(kind) for kind in kinds]
    for one in workbooks.cells(NAME):
        number = 0
        if isinstance(one.role, Role):
            tables = {"t2": 1, "t3": 2, "t4": 3}
            number = tables.get((one.ref or "").partition(".")[0], 0)
            rows = {
                table: [c.row for c in workbooks.cells(NAME) if (c.ref or "").startswith(table)]
                for table in tables
            }
            for table, own in rows.items():
                if min(own) - 3 <= one.row <= max(own):
                    number = tables[table]
        sheets[number].cells.append(one)
    return workbook(sheets)


def unruled_and_unmerged() -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.worksheets[0]
    for one in workbooks.cells(NAME):
        number = one.role is Role.NUMBER
        sheet.cell(one.row + 1, one.column + 1, float(one.text) if number else one.text)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def decorated(sheet: Any) -> None:
    """A remark, a hidden column of other figures, a hidden row, a filter, frozen panes."""
    for row in range(36, 55):
        sheet.cell(row, 19, 77)
    sheet.column_dimensions["S"].hidden = True
    sheet.cell(40, 17, "已核对")
    for column in range(1, 11):
        sheet.cell(100, column, 8)
    sheet.row_dimensions[100].hidden = True
    sheet.auto_filter.ref = "A36:J62"
    sheet.freeze_panes = "A4"


def on_a_dark_ground(sheet: Any) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, int):
                cell.font = Font(color="FFFFFFFF")
                cell.fill = PatternFill("solid", fgColor="FF003366")


def strict(data: bytes) -> bytes:
    for part in ("xl/workbook.xml", workbooks.SHEET, "xl/styles.xml", "xl/sharedStrings.xml"):
        data = with_part(
            data,
            part,
            lambda text: text.replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            ),
        )
    return data


def far_formats(data: bytes) -> bytes:
    rows = '<row r="1048576"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"/></row></sheetData>'
    return in_sheet(data, "</sheetData>", rows)


def far_figure(data: bytes) -> bytes:
    row = '<row r="1048576"><c r="XFD1048576"><v>7</v></c></row></sheetData>'
    return in_sheet(data, "</sheetData>", row)


def draft_beside(_: bytes) -> bytes:
    own = list(workbooks.cells(NAME))
    draft = [replace(one, text="7") if one.ref else one for one in own]
    data = workbook([Worksheet("年报", own), Worksheet("草稿", draft)])
    return with_part(
        data,
        "xl/workbook.xml",
        lambda part: part.replace(b'name="\xe8\x8d\x89\xe7\xa8\xbf"', b'name="d" state="hidden"'),
    )


QUIRKS: dict[str, Callable[[], bytes]] = {
    "three sheets": on_three_sheets,
    "no lines, nothing merged": unruled_and_unmerged,
    "texts": lambda: workbooks.text_as(NAME, str),
    "full width": lambda: workbooks.text_as(
        NAME, lambda text: text.translate({48 + n: 0xFF10 + n for n in range(10)})
    ),
    "zero-width letters": lambda: workbooks.text_as(NAME, lambda text: f"\u200b{text}\u200b"),
    "decorated": lambda: changed(typed(NAME), decorated),
    "white on a dark ground": lambda: changed(typed(NAME), on_a_dark_ground),
    "the stricter dialect": lambda: strict(typed(NAME)),
    "formats to the end of the sheet": lambda: far_formats(plain(NAME)),
    "a figure at the end of the sheet": lambda: far_figure(plain(NAME)),
    "a hidden draft": lambda: draft_beside(b""),
    "lines end as on Windows": lambda: with_part(
        plain(NAME),
        "xl/sharedStrings.xml",
        lambda part: part.replace(b"\n", b"_x000D_\n").replace(b"?>_x000D_", b"?>"),
    ),
}


@pytest.mark.parametrize("quirk", QUIRKS)
def test_what_people_do_changes_no_figure(quirk: str, tmp_path: Path) -> None:
    report = read(QUIRKS[quirk](), tmp_path)
    assert values(report) == values(sample(NAME))
    assert (report.body, report.year) == ("宿迁市人民政府", 2023)


def test_tables_side_by_side_are_parted(tmp_path: Path) -> None:
    own = [one for one in workbooks.cells(NAME) if isinstance(one.role, Role)]
    title = next(one for one in workbooks.cells(NAME) if one.role is Part.TITLE)
    tables = {"t2": [], "t3": [], "t4": []}  # type: dict[str, list[Any]]
    for code, found in tables.items():
        rows = [one.row for one in own if (one.ref or "").startswith(code)]
        first = min(rows) - (2 if code == "t2" else 3)
        found += [one.moved(-first, 0) for one in own if first <= one.row <= max(rows)]
    placed = [replace(title, text=title.text.replace("\n", ""))]
    placed += [one.moved(2, 0) for one in tables["t2"]]
    placed += [one.moved(2, 6) for one in tables["t3"]]
    placed += [one.moved(40, 0) for one in tables["t4"]]
    report = read(workbook([Worksheet("统计表", placed)]), tmp_path)
    assert values(report) == values(sample(NAME))


SHOWN: dict[str, tuple[Callable[[Any], None], State, str]] = {
    "thousands": (set_value(1191, "#,##0"), State.NUMBER, "1,191"),
    "decimals": (set_value(1191, "0.00"), State.NUMBER, "1191.00"),
    "a dash for zero": (set_value(0, '#,##0;-#,##0;"-"'), State.TEXT, "-"),
    "nothing for zero": (set_value(0, "0;-0;;@"), State.BLANK, ""),
    "a date": (set_value(45356, "m/d"), State.TEXT, "3/5"),
    "a share": (set_value(0.5, "0%"), State.TEXT, "50%"),
    "an error": (set_value("#REF!"), State.TEXT, "#REF!"),
    "a unit": (set_value(1191, '0"件"'), State.NUMBER, "1191件"),
}


@pytest.mark.parametrize("kind", SHOWN)
def test_what_is_shown_is_what_is_printed(kind: str, tmp_path: Path) -> None:
    change, state, text = SHOWN[kind]
    report = read(planted(change)(), tmp_path)
    cell = report.cell(CellRef.parse(REF))
    assert cell is not None
    assert (cell.state, cell.raw) == (state, text)


def test_zeros_that_a_sheet_does_not_show_are_blank(tmp_path: Path) -> None:
    def hide(sheet: Any) -> None:
        sheet.sheet_view.showZeros = False

    found = values(read(changed(typed(NAME), hide), tmp_path))
    for ref, cell in sample(NAME).cells.items():
        blank = cell.value == 0
        assert found[ref] == ((State.BLANK, None) if blank else (cell.state, cell.value))


def test_a_raised_mark_is_no_part_of_its_figure(tmp_path: Path) -> None:
    mark = CellRichText("1191", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    report = read(planted(set_value(mark))(), tmp_path)
    assert values(report) == values(sample(NAME))
    cell = report.cell(CellRef.parse(REF))
    assert cell is not None
    assert (cell.note, cell.raw) == ("1", "11911")


def test_two_reports_on_two_sheets_are_two(tmp_path: Path) -> None:
    path = tmp_path / "汇编.xlsx"
    sheets = [Worksheet(name, list(workbooks.cells(name))) for name in NAMES[:2]]
    path.write_bytes(workbook(sheets))
    first, second = read_reports(path, FORMS)
    assert (values(first), values(second)) == tuple(values(sample(name)) for name in NAMES[:2])
    assert second.part is not None
    assert second.part.places == (SheetPlace(NAMES[1]),)


def test_that_a_workbook_holds_no_text_is_no_fault_of_the_report(tmp_path: Path) -> None:
    from checker.checks.engine import evaluate
    from checker.model import Result
    from checker.rulebook.load import load_rulebook

    kept = (Part.TITLE, Part.HEADING)
    data = workbooks.without_ref(NAME, lambda one: isinstance(one.role, Role) or one.role in kept)
    report = read(data, tmp_path)
    assert values(report) == values(sample(NAME))
    for found, result in (
        (report, Result.UNDECIDED),
        (replace(report, tables_only=False), Result.FAIL),
    ):
        outcomes = [one for one in evaluate([found], load_rulebook()) if one.rule == "ST-01"]
        assert outcomes[0].result is result
