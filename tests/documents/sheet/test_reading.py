"""Workbooks read whole: what is shown counts, and what may not be what it seems is doubtful."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill

from checker.isolation.read import read_report, read_reports
from checker.model import CellRef, Doubt, RefusalReason, Report, SheetPlace, State
from checker.rulebook.load import load_forms
from samples.grid import Role
from samples.report_sheet import Worksheet, workbook
from samples.story import Part
from tests.support import workbooks
from tests.support.factory import sample
from tests.support.workbooks import changed, in_sheet, plain, typed, with_part

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FORMS = load_forms()
NAMES = ("suqian-2023", "suqian-2024", "xuefu-2020", "hongze-2023", "shanghai-office-2019")
NAME = NAMES[0]
TOTAL, FIRST = "J38", "D38"  # of t3.granted: the sum over the row, and its first figure
REF = "t3.granted.total"


def read(data: bytes, folder: Path) -> Report:
    path = folder / "report.xlsx"
    path.write_bytes(data)
    return read_report(path, FORMS)


def values(report: Report) -> dict[str, object]:
    return {ref: (cell.state, cell.value) for ref, cell in report.cells.items()}


def doubts(report: Report) -> dict[str, Doubt | None]:
    return {ref: one.doubt for ref, one in report.cells.items() if one.state is State.DOUBTFUL}


def refusal(report: Report) -> str | None:
    return None if report.refusal is None else report.refusal.reason


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


def test_a_condition_that_does_not_hold_hides_nothing(tmp_path: Path) -> None:
    report = read(planted(conditional("lessThan"))(), tmp_path)
    assert values(report) == values(sample(NAME))


def planted(change: Callable[[Any], None]) -> Callable[[], bytes]:
    """A figure that is typed in, changed."""
    return lambda: changed(typed(NAME), lambda sheet: change(sheet[TOTAL]))


def stored(old: str, new: str) -> Callable[[], bytes]:
    """What is stored beside the formula, changed."""
    return lambda: in_sheet(plain(NAME), f"<f>SUM(D38:I38)</f>{old}", new)


def set_format(code: str) -> Callable[[Any], None]:
    def change(cell: Any) -> None:
        cell.number_format = code

    return change


def set_font(**about: Any) -> Callable[[Any], None]:
    def change(cell: Any) -> None:
        cell.font = Font(**about)

    return change


def set_value(value: Any, code: str = "General") -> Callable[[Any], None]:
    def change(cell: Any) -> None:
        cell.value = value
        cell.number_format = code

    return change


def conditional(kind: str, value: int | str = 1191) -> Callable[[Any], None]:
    make: Any = CellIsRule

    def change(cell: Any) -> None:
        cell.value = value
        rule = make(operator=kind, formula=["5"], font=Font(color="FFFFFFFF"))
        cell.parent.conditional_formatting.add(cell.coordinate, rule)

    return change


STRUCK = CellRichText(TextBlock(InlineFont(strike=True), "71"), "1191")
FORMULA = "<f>SUM(D38:I38)</f><v>"
TRAPS: dict[str, tuple[Callable[[], bytes], Doubt]] = {
    "stale": (stored("<v>1191</v>", FORMULA + "1194</v>"), Doubt.STALE_FORMULA),
    "not calculated": (stored("<v>1191</v>", "<f>SUM(D38:I38)</f>"), Doubt.NOT_CALCULATED),
    "another function": (
        stored("<v>1191</v>", "<f>VLOOKUP(1,A1:B2,2)</f><v>1191</v>"),
        Doubt.FORMULA_UNCHECKED,
    ),
    "another file": (
        stored("<v>1191</v>", "<f>[1]Sheet1!A1</f><v>1191</v>"),
        Doubt.FORMULA_UNCHECKED,
    ),
    "a formula that asks itself": (
        stored("<v>1191</v>", "<f>SUM(D38:J38)</f><v>1191</v>"),
        Doubt.FORMULA_UNCHECKED,
    ),
    "struck": (planted(set_font(strike=True)), Doubt.STRUCK_OUT),
    "struck beside": (planted(set_value(STRUCK)), Doubt.STRUCK_OUT),
    "white on white": (planted(set_font(color="FFFFFFFF")), Doubt.HIDDEN_TEXT),
    "white by a condition": (planted(conditional("greaterThan")), Doubt.HIDDEN_TEXT),
    "a text white by a condition": (
        planted(conditional("greaterThan", "1191")),  # texts are greater than numbers
        Doubt.HIDDEN_TEXT,
    ),
    "a format without ink": (planted(set_format(";;;")), Doubt.HIDDEN_TEXT),
    "a format of other numerals": (planted(set_format("[DBNum1]0")), Doubt.UNKNOWN_FORMAT),
    "a format that rounds": (planted(set_value(1190.6, "0")), Doubt.SHOWN_ROUNDED),
    "a format that scales": (planted(set_value(1191000, "0,")), Doubt.SHOWN_ROUNDED),
    "a sign left out": (planted(set_value(-1191, "0;0")), Doubt.SHOWN_ROUNDED),
    "two numbers": (planted(set_value("1191 7")), Doubt.TWO_NUMBERS),
    "broken bytes": (planted(set_value("1191\ufffd")), Doubt.ENCODING_BROKEN),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_makes_its_cell_doubtful_and_no_other(trap: str, tmp_path: Path) -> None:
    made, doubt = TRAPS[trap]
    report = read(made(), tmp_path)
    assert doubts(report) == {REF: doubt}
    others = values(sample(NAME))
    del others[REF]
    found = values(report)
    del found[REF]
    assert found == others


def test_what_a_stale_result_and_its_formula_give_are_both_told(tmp_path: Path) -> None:
    report = read(TRAPS["stale"][0](), tmp_path)
    cell = report.cell(CellRef.parse(REF))
    assert cell is not None
    assert (cell.raw, cell.value, cell.readings) == ("1194", None, ("1194", "1191"))


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


def bombed(part: bytes) -> bytes:
    return part.replace(b"</sheetData>", b"<row/>" * 2_000_000 + b"</sheetData>")


def merged_far(part: bytes) -> bytes:
    return part.replace(b'<mergeCell ref="', b'<mergeCell ref="A900:XFD9999"/><mergeCell ref="', 1)


def many_cells(part: bytes) -> bytes:
    row = b'<row r="%d">' + b"".join(
        b'<c r="%c%%d"><v>1</v></c>' % (65 + column) for column in range(20)
    )
    rows = b"".join(row % ((number,) * 21) + b"</row>" for number in range(100, 4000))
    return part.replace(b"</sheetData>", rows + b"</sheetData>")


HOSTILE: dict[str, tuple[Callable[[], bytes], RefusalReason]] = {
    "merged beyond measure": (
        lambda: with_part(plain(NAME), workbooks.SHEET, merged_far),
        RefusalReason.OUT_OF_BOUNDS,
    ),
    "cells beyond measure": (
        lambda: with_part(plain(NAME), workbooks.SHEET, many_cells),
        RefusalReason.OUT_OF_BOUNDS,
    ),
    "a bomb": (
        lambda: with_part(plain(NAME), workbooks.SHEET, bombed),
        RefusalReason.OUT_OF_BOUNDS,
    ),
    "a document type": (
        lambda: with_part(
            plain(NAME),
            "xl/sharedStrings.xml",
            lambda part: part.replace(b"<sst", b'<!DOCTYPE sst [<!ENTITY a "7">]><sst', 1),
        ),
        RefusalReason.DECLARES_TYPE,
    ),
    "a sheet that is no XML": (
        lambda: with_part(plain(NAME), workbooks.SHEET, lambda _: b"<worksheet><sheetData>"),
        RefusalReason.DAMAGED,
    ),
    "cut off": (lambda: plain(NAME)[:3000], RefusalReason.UNSUPPORTED),
    "locked": (
        lambda: (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(504)
            + "EncryptedPackage".encode("utf-16-le")
            + bytes(64)
        ),
        RefusalReason.LOCKED,
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_workbook_is_refused_in_one_word(kind: str, tmp_path: Path) -> None:
    made, reason = HOSTILE[kind]
    assert refusal(read(made(), tmp_path)) == reason


def test_what_is_drawn_over_a_figure_makes_it_doubtful(tmp_path: Path) -> None:
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("年报")
    for one in workbooks.cells(NAME):
        number = one.role is Role.NUMBER
        sheet.write(one.row, one.column, float(one.text) if number else one.text)
    sheet.insert_textbox(37, 9, "7", {"width": 30, "height": 15})
    book.close()
    assert doubts(read(stream.getvalue(), tmp_path)) == {REF: Doubt.COVERED}


def xls(change: Callable[[Any, Any], None] = lambda _book, _sheet: None) -> bytes:
    """The workbook as before 2007."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("年报", cell_overwrite_ok=True)
    for one in workbooks.cells(NAME):
        value = float(one.text) if one.role is Role.NUMBER else one.text
        if one.rows * one.columns > 1:
            last = one.row + one.rows - 1, one.column + one.columns - 1
            sheet.write_merge(one.row, last[0], one.column, last[1], value)
        else:
            sheet.write(one.row, one.column, value)
    change(book, sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


XLS_TRAPS: dict[str, tuple[Callable[[Any, Any], None], Doubt]] = {
    # xlwt stores no result and leaves it to others to calculate
    "not calculated": (
        lambda _, sheet: sheet.write(37, 9, xlwt.Formula("SUM(D38:I38)")),
        Doubt.NOT_CALCULATED,
    ),
    "struck": (
        lambda _, sheet: sheet.write(37, 9, 1191, xlwt.easyxf("font: struck_out on")),
        Doubt.STRUCK_OUT,
    ),
    "white": (
        lambda _, sheet: sheet.write(37, 9, 1191, xlwt.easyxf("font: color white")),
        Doubt.HIDDEN_TEXT,
    ),
    "rounded": (
        lambda _, sheet: sheet.write(37, 9, 1190.6, xlwt.easyxf(num_format_str="0")),
        Doubt.SHOWN_ROUNDED,
    ),
    "struck beside": (
        lambda _, sheet: sheet.write_rich_text(
            37, 9, (("71", xlwt.easyfont("struck_out on")), "1191")
        ),
        Doubt.STRUCK_OUT,
    ),
}


def test_a_workbook_as_before_2007_is_read_whole(tmp_path: Path) -> None:
    report = read(xls(), tmp_path)
    assert values(report) == values(sample(NAME))
    assert report.media_type == "application/vnd.ms-excel"


@pytest.mark.parametrize("trap", XLS_TRAPS)
def test_a_trap_in_it_makes_its_cell_doubtful(trap: str, tmp_path: Path) -> None:
    change, doubt = XLS_TRAPS[trap]
    report = read(xls(change), tmp_path)
    assert doubts(report) == {REF: doubt}


def test_its_formulas_are_told(tmp_path: Path) -> None:
    report = read(xls(XLS_TRAPS["not calculated"][0]), tmp_path)
    cell = report.cell(CellRef.parse(REF))
    assert cell is not None
    assert cell.place == SheetPlace("年报", TOTAL, "=SUM(D38:I38)")
    assert cell.raw == ""


def test_one_with_a_hole_is_damaged(tmp_path: Path) -> None:
    data = xls()
    assert refusal(read(data[:600] + bytes(4096) + data[4696:], tmp_path)) == RefusalReason.DAMAGED


def csv(delimiter: str = ",") -> str:
    height = max(one.row for one in workbooks.cells(NAME)) + 1
    rows = [[""] * 15 for _ in range(height)]
    for one in workbooks.cells(NAME):
        rows[one.row][one.column] = '"' + one.text.replace("\n", "") + '"'
    return "".join(delimiter.join(row) + "\r\n" for row in rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_table_of_text_is_read_whole(encoding: str, delimiter: str, tmp_path: Path) -> None:
    report = read(csv(delimiter).encode(encoding), tmp_path)
    assert values(report) == values(sample(NAME))
    assert report.media_type == "text/csv"
    cell = report.cell(CellRef.parse(REF))
    assert cell is not None
    assert cell.place == SheetPlace("CSV", TOTAL)


def test_prose_is_no_table_of_text(tmp_path: Path) -> None:
    text = "2023年，全市收到申请3511件，办结3486件。\n" * 20
    assert refusal(read(text.encode(), tmp_path)) == RefusalReason.NOT_PDF


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


def in_part(name: str, old: str, new: str) -> bytes:
    def change(part: bytes) -> bytes:
        assert old.encode() in part
        return part.replace(old.encode(), new.encode(), 1)

    return with_part(plain(NAME), name, change)


def before_margins(piece: str) -> bytes:
    return in_sheet(plain(NAME), "<pageMargins", f"{piece}<pageMargins")


RELATION = (
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId77"'
)
ODD: dict[str, Callable[[], bytes]] = {  # for most of these openpyxl gives the workbook up
    "a link without its target": lambda: before_margins(
        f'<hyperlinks><hyperlink ref="A1" {RELATION}/></hyperlinks>'
    ),
    "a table that is not there": lambda: in_sheet(
        plain(NAME),
        "</worksheet>",
        f'<tableParts count="1"><tablePart {RELATION}/></tableParts></worksheet>',
    ),
    "a check of input of another kind": lambda: before_margins(
        '<dataValidations count="1"><dataValidation type="甲" sqref="A1"/></dataValidations>'
    ),
    "a condition without a look": lambda: before_margins(
        '<conditionalFormatting sqref="A1:J90"><cfRule type="cellIs" dxfId="99" priority="1" '
        'operator="equal"><formula>5</formula></cfRule></conditionalFormatting>'
    ),
    "a fill without a pattern": lambda: in_part("xl/styles.xml", "</fills>", "<fill/></fills>"),
    "a font of another family": lambda: in_part(
        "xl/styles.xml", '<family val="2"/>', '<family val="34"/>'
    ),
    "a name of nothing": lambda: in_part(
        "xl/workbook.xml",
        "<calcPr",
        '<definedNames><definedName localSheetId="9">#REF!</definedName></definedNames><calcPr',
    ),
    "a date that is none": lambda: in_part(
        "docProps/core.xml", "2024-01-31T00:00:00Z", "2024-13-41"
    ),
}


@pytest.mark.parametrize("kind", ODD)
def test_what_office_programs_open_is_read(kind: str, tmp_path: Path) -> None:
    assert values(read(ODD[kind](), tmp_path)) == values(sample(NAME))
