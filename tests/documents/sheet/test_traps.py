"""Figures of an XLSX workbook that may not be what they seem: each doubtful, and no other."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Color, Font, PatternFill

from checker.model import CellRef, Doubt
from samples.grid import Role
from tests.documents.sheet.workbook_reports import (
    NAME,
    REF,
    TOTAL,
    planted,
    read,
    set_font,
    set_format,
    set_value,
    stored,
    values,
)
from tests.support import workbooks
from tests.support.as_read import doubts
from tests.support.factory import sample
from tests.support.workbooks import in_sheet, typed, with_part

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def conditional(kind: str, value: int | str = 1191) -> Callable[[Any], None]:
    make: Any = CellIsRule

    def change(cell: Any) -> None:
        cell.value = value
        rule = make(operator=kind, formula=["5"], font=Font(color="FFFFFFFF"))
        cell.parent.conditional_formatting.add(cell.coordinate, rule)

    return change


def word(font: Font) -> Callable[[Any], None]:
    def change(cell: Any) -> None:
        cell.value, cell.font = "无", font

    return change


def on_ground(ground: Color, ink: Color | None = None) -> Callable[[Any], None]:
    def change(cell: Any) -> None:
        cell.fill = PatternFill("solid", fgColor=ground)
        cell.font = Font(color=ink)

    return change


def later_condition(piece: str) -> bytes:
    """A conditional format as Excel writes it since 2010."""
    rules = (
        '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
        'uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"><x14:conditionalFormattings>'
        '<x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        f'<x14:cfRule type="expression" priority="1"><xm:f>草稿!A1=1</xm:f>{piece}</x14:cfRule>'
        f"<xm:sqref>{TOTAL}</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings>"
        "</ext></extLst></worksheet>"
    )
    return in_sheet(typed(NAME), "</worksheet>", rules)


def test_bars_beside_the_figures_hide_nothing(tmp_path: Path) -> None:
    report = read(later_condition('<x14:dataBar minLength="0"/>'), tmp_path)
    assert values(report) == values(sample(NAME))


def seen_by_one_alone() -> bytes:
    """A text without its type, in a cell without a look: openpyxl has no such cell."""
    cell = re.compile(rb'<c r="%s"[^>]*>.*?</c>' % TOTAL.encode())
    return with_part(
        typed(NAME),
        workbooks.SHEET,
        lambda part: cell.sub(b'<c r="%s"><is><t>1191</t></is></c>' % TOTAL.encode(), part),
    )


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
    "seen by one reading alone": (seen_by_one_alone, Doubt.READINGS_DIFFER),
    "struck": (planted(set_font(strike=True)), Doubt.STRUCK_OUT),
    "struck beside": (planted(set_value(STRUCK)), Doubt.STRUCK_OUT),
    "a white word": (planted(word(Font(color="FFFFFFFF"))), Doubt.HIDDEN_TEXT),
    "a struck word": (planted(word(Font(strike=True))), Doubt.STRUCK_OUT),
    "black on black": (planted(on_ground(Color("FF000000"))), Doubt.HIDDEN_TEXT),
    "white on the theme's ground": (
        planted(on_ground(Color(theme=0), Color("FFFFFFFF"))),
        Doubt.HIDDEN_TEXT,
    ),
    "white on an accent that is nearly white": (
        planted(on_ground(Color(theme=4, tint=0.99), Color("FFFFFFFF"))),
        Doubt.HIDDEN_TEXT,
    ),
    "white on white": (planted(set_font(color="FFFFFFFF")), Doubt.HIDDEN_TEXT),
    "white by a condition": (planted(conditional("greaterThan")), Doubt.HIDDEN_TEXT),
    "white by a condition that asks another sheet": (
        lambda: later_condition('<x14:dxf><font><color rgb="FFFFFFFF"/></font></x14:dxf>'),
        Doubt.HIDDEN_TEXT,
    ),
    "a bar in the place of the figure": (
        lambda: later_condition('<x14:dataBar showValue="0"/>'),
        Doubt.HIDDEN_TEXT,
    ),
    "a text white by a condition": (
        planted(conditional("greaterThan", "1191")),  # texts are greater than numbers
        Doubt.HIDDEN_TEXT,
    ),
    "a format without ink": (planted(set_format(";;;")), Doubt.HIDDEN_TEXT),
    "a format of other numerals": (planted(set_format("[DBNum1]0")), Doubt.UNKNOWN_FORMAT),
    "a format that rounds": (planted(set_value(1190.6, "0")), Doubt.SHOWN_ROUNDED),
    "a format that scales": (planted(set_value(1191000, "0,")), Doubt.SHOWN_ROUNDED),
    "a format that rounds beside a unit": (
        planted(set_value(1190.6, '0"件"')),
        Doubt.SHOWN_ROUNDED,
    ),
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


@pytest.mark.parametrize("tint", [0.0, -0.25, 0.4])
def test_white_on_an_accent_of_the_theme_is_seen(tint: float, tmp_path: Path) -> None:
    made = planted(on_ground(Color(theme=4, tint=tint), Color("FFFFFFFF")))
    assert values(read(made(), tmp_path)) == values(sample(NAME))


def test_a_condition_that_does_not_hold_hides_nothing(tmp_path: Path) -> None:
    report = read(planted(conditional("lessThan"))(), tmp_path)
    assert values(report) == values(sample(NAME))


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
