"""Workbooks as before 2007 read whole, their formulas told, their traps doubtful."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
import xlwt

from checker.documents.sheet import conditions
from checker.documents.sheet.xls import read_xls
from checker.model import CellRef, Doubt, RefusalReason, SheetPlace
from samples.grid import Role
from tests.documents.sheet.workbook_reports import NAME, REF, TOTAL, read, refusal, values
from tests.support import workbooks
from tests.support.as_read import doubts
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


Change: TypeAlias = "Callable[[Any, Any], None]"
GREATER, LESS = 5, 6
FONT, PATTERN = 1 << 26, 1 << 29
NOTHING = 0x3FFFFF  # of a dress: what it leaves as it is


def conditional(
    comparison: int = GREATER,
    *,
    ink: int = -1,
    struck: bool = False,
    ground: int | None = None,
    told: int = 0,
    times: int = 1,
) -> Change:
    """A conditional format of the total as Excel 97 writes it: compared with 5, so dressed.

    ``told``: so long the second formula is said to be, which is not there.
    """
    font = bytearray(118)
    struct.pack_into("<iI", font, 64, -1, 0x80 if struck else 0)
    struct.pack_into("<i", font, 80, ink)
    struct.pack_into("<I", font, 88, 0x1A if struck else 0x9A)
    changes = NOTHING | FONT | (0 if ground is None else PATTERN)
    dress = struct.pack("<IH", changes, 0) + font
    if ground is not None:
        dress += struct.pack("<HH", 1 << 10, ground << 7)
    head = struct.pack("<BBHH", 1, comparison, 3, told)
    return with_rule(0x01B1, head + dress + struct.pack("<BH", 0x1E, 5), times=times)


def with_rule(
    kind: int, rule: bytes, where: int = 0x01B0, head: bytes = b"", times: int = 1
) -> Change:
    """The sheet with records that xlwt does not know: where the rule holds, and the rule.

    ``times``: so many areas elsewhere precede the cell's, and so often the rule is repeated.
    """
    area, elsewhere = struct.pack("<4H", 37, 37, 9, 9), struct.pack("<4H", 3000, 3000, 200, 200)
    areas = elsewhere * (times - 1) + area
    place = head + struct.pack("<HH", 1, 0) + area + struct.pack("<H", times) + areas
    records = b"".join(
        struct.pack("<HH", number, len(content)) + content
        for number, content in ((where, place), *((kind, rule),) * times)
    )

    def change(_: Any, sheet: Any) -> None:
        written = sheet.get_biff_data
        sheet.get_biff_data = lambda: written()[:-4] + records + written()[-4:]

    return change


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
    "white by a condition": (conditional(ink=9), Doubt.HIDDEN_TEXT),
    "red on red by a condition": (conditional(ink=10, ground=10), Doubt.HIDDEN_TEXT),
    "struck by a condition": (conditional(struck=True), Doubt.HIDDEN_TEXT),
    "a rule of Excel 2007": (
        with_rule(0x087A, bytes(24), 0x0879, bytes(12)),
        Doubt.HIDDEN_TEXT,
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


@pytest.mark.parametrize(
    "harmless",
    [
        conditional(ink=10),
        conditional(LESS, ink=9),
        conditional(ink=9, ground=10),
        conditional(LESS, struck=True),
    ],
    ids=["red", "white if less than 5", "white on red", "struck if less than 5"],
)
def test_a_condition_that_hides_nothing_costs_nothing(
    harmless: Callable[[Any, Any], None], tmp_path: Path
) -> None:
    assert values(read(xls(harmless), tmp_path)) == values(sample(NAME))


def test_many_rules_for_many_areas_are_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file asks for areas times rules times cells; beyond a bound all are in doubt."""
    total = (38, 10)
    (sheet,) = read_xls(xls(conditional(ink=9, times=1000))).sheets
    assert {place for place, one in sheet.cells.items() if one.doubt} == {total}
    monkeypatch.setattr(conditions, "MOST_LOOKED_AT", 10_000)
    (sheet,) = read_xls(xls(conditional(ink=9, times=1000))).sheets
    assert all(one.doubt for one in sheet.cells.values() if one.value is not None)


@pytest.mark.parametrize(
    "malformed",
    [
        conditional(ink=9, told=0x1000),
        with_rule(0x01B1, struct.pack("<BBHHIH", 1, GREATER, 0, 0, NOTHING | FONT, 0)),
        with_rule(0x01B1, bytes(3)),
    ],
    ids=["a formula that is not there", "a font that is not there", "cut short"],
)
def test_a_condition_that_is_not_as_the_format_has_it_is_damage(
    malformed: Callable[[Any, Any], None], tmp_path: Path
) -> None:
    assert refusal(read(xls(malformed), tmp_path)) == RefusalReason.DAMAGED


def test_its_formulas_are_told(tmp_path: Path) -> None:
    report = read(xls(XLS_TRAPS["not calculated"][0]), tmp_path)
    cell = report.cell(CellRef.parse(REF))
    assert cell is not None
    assert cell.place == SheetPlace("年报", TOTAL, "=SUM(D38:I38)")
    assert cell.raw == ""


def test_one_with_a_hole_is_damaged(tmp_path: Path) -> None:
    data = xls()
    assert refusal(read(data[:600] + bytes(4096) + data[4696:], tmp_path)) == RefusalReason.DAMAGED
