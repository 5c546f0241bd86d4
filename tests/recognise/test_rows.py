"""Rows that a page break cuts, and labels that are those of one row alone."""

from __future__ import annotations

from checker.model.table_grid import Grid, GridCell
from checker.recognise.grid_rows import Sheet
from checker.recognise.matrix import _expected
from checker.recognise.rows import PrintedRow, printed_rows, rejoin
from checker.rulebook.load import load_forms

LABELS = ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "3.其他")


def sheet(*rows: tuple[str, str, str]) -> Sheet:
    """A group's heading over all rows, then each row's label and figure."""
    cells = [GridCell(0, 0, len(rows), 1, (0, 0, 40, 20 * len(rows)), rows[0][0])]
    for at, (_, label, figure) in enumerate(rows):
        top = 20 * (len(rows) - at)
        cells += [
            GridCell(at, 1, 1, 1, (40, top - 20, 200, top), label),
            GridCell(at, 2, 1, 1, (200, top - 20, 240, top), figure),
        ]
    return Sheet(Grid(1, (0, 0, 240, 20 * len(rows)), len(rows), 3, tuple(cells)))


def joined(*parts: Sheet) -> list[PrintedRow]:
    rows = [row for part in parts for row in printed_rows(part, {"total": 2}, 0)]
    tables = [layout.tables["t3"] for form in load_forms() for layout in form.layouts]
    table = next(one for one in tables if "other_fee_unpaid" in one.rows)
    return rejoin(rows, _expected(table))


def test_figures_without_a_label_belong_to_the_label_after_the_break_but_not_for_sure() -> None:
    above = sheet(("（六）其他处理", "1.其他", "4"), ("", "", "7"))
    below = sheet(("", LABELS[0], ""), ("", LABELS[1], "2"))
    rows = joined(above, below)
    assert [(row.label, row.cells["total"].text, row.is_torn) for row in rows] == [
        ("1.其他", "4", False),
        (LABELS[0], "7", True),
        (LABELS[1], "2", False),
    ]


def test_figures_after_the_break_belong_to_the_label_before_it_but_not_for_sure() -> None:
    rows = joined(
        sheet(("", "1.其他", "4"), ("", LABELS[0], "")), sheet(("", "", "7"), ("", "3.其他", "2"))
    )
    assert [(row.label, row.cells["total"].text, row.is_torn) for row in rows] == [
        ("1.其他", "4", False),
        (LABELS[0], "7", True),
        ("3.其他", "2", False),
    ]


def test_a_blank_row_at_a_page_break_stays_a_row() -> None:
    rows = joined(sheet(("", "1.其他", "4"), ("", LABELS[0], "")), sheet(("", LABELS[1], "7")))
    assert [(row.label, row.is_torn) for row in rows] == [
        ("1.其他", False),
        (LABELS[0], False),
        (LABELS[1], False),
    ]


def test_the_heading_of_several_rows_is_no_label_of_one() -> None:
    rows = printed_rows(sheet(("（六）其他处理", "1.其他", "4"), ("", "", "7")), {"total": 2}, 0)
    assert [row.label for row in rows] == ["1.其他", ""]
