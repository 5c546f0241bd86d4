"""Workbooks as before 2007 read whole, their formulas told, their traps doubtful."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
import xlwt

from checker.model import CellRef, Doubt, RefusalReason, SheetPlace
from samples.grid import Role
from tests.documents.sheet.workbook_reports import (
    NAME,
    REF,
    TOTAL,
    doubts,
    read,
    refusal,
    values,
)
from tests.support import workbooks
from tests.support.factory import sample

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


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
