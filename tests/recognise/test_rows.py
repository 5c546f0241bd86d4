"""Rows that a page break cuts, and labels that are those of one row alone."""

from __future__ import annotations

from dataclasses import replace

from checker.model import Doubt
from checker.model.table_grid import Grid, GridCell
from checker.recognise.grid_rows import Sheet, TableReading
from checker.recognise.matrix import _expected, _place
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


def placed(*rows: tuple[str, str, str]) -> dict[str, tuple[str, Doubt | None]]:
    """What is read in the total's column of these rows, with its doubt."""
    form = next(form for form in load_forms() if "other_fee_unpaid" in form.tables["t3"].rows)
    part = sheet(*rows)
    reading = TableReading("t3", form)
    printed = printed_rows(part, {"total": 2}, 0)
    _place(reading, printed, _expected(form.tables["t3"]), {id(part): {}})
    return {ref.row: (cell.raw, cell.doubt) for ref, cell in reading.cells.items()}


def test_a_blank_row_beside_figures_that_are_no_row_s_is_not_sure() -> None:
    """The label is cut from the figures: damage, or a line drawn through a row."""
    alone = (
        ("三、", "（一）予以公开", "19"),
        ("", "（二）部分公开", ""),
        ("", "1.属于国家秘密", "3"),
    )
    whole = placed(*alone)
    assert whole["partial"] == ("", None)
    cut = placed(*alone[:2], ("", "不计其他的另一半", "27"), alone[2])
    assert cut["partial"][1] is Doubt.UNCERTAIN_PLACE
    assert cut["granted"] == ("19", None)
    assert cut["denied_state_secret"] == ("3", None)


def in_columns(*rows: tuple[str, ...], doubt: Doubt | None = None) -> list[PrintedRow]:
    """A label and its figures in grid columns; the last cell of the first row has the doubt."""
    width = len(rows[0])
    cells = [
        GridCell(at, column, 1, 1, (40.0 * column, 0, 40.0 * column + 40, 20), text)
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
    ]
    cells[width - 1] = replace(cells[width - 1], doubt=doubt)
    part = Sheet(Grid(1, (0, 0, 40 * width, 20), len(rows), width, tuple(cells)))
    # The column between the two is none of the form's.
    return printed_rows(part, {"natural_person": 1, "total": 3}, 0)


def test_a_blank_beside_a_figure_of_no_column_is_not_sure() -> None:
    """A line inferred between a head and its figures leaves these in a column of their own."""
    rows = in_columns(("（一）予以公开", "", "7", ""), ("（二）部分公开", "4", "7", "5"))
    assert [sorted(row.parted) for row in rows] == [["natural_person", "total"], []]
    (whole,) = in_columns(("（一）予以公开", "7", "", ""))
    assert not whole.parted


def test_a_blank_beside_two_numbers_in_one_cell_is_not_sure() -> None:
    for doubt in (Doubt.TWO_NUMBERS, Doubt.STRADDLES_RULE):
        cells = {"natural_person": 1, "other_org": 2, "total": 3}
        (row,) = in_columns(("（一）予以公开", "1", "", "59"), doubt=doubt)
        part = row.sheet
        (again,) = printed_rows(part, cells, 0)
        assert again.parted == {"other_org"}
    (sure,) = in_columns(("（一）予以公开", "1", "", "59"))
    assert not printed_rows(sure.sheet, {"natural_person": 1, "other_org": 2, "total": 3}, 0)[
        0
    ].parted


def test_figures_of_no_row_and_no_column_part_the_row_above_them() -> None:
    """Both at once: the second line of a cut label, its figures beside their columns."""
    form = next(form for form in load_forms() if "other_fee_unpaid" in form.tables["t3"].rows)
    rows = in_columns(("（二）部分公开", "", "", ""), ("另一半", "", "4", ""))
    reading = TableReading("t3", form)
    _place(reading, rows, _expected(form.tables["t3"]), {id(rows[0].sheet): {}})
    assert {cell.doubt for cell in reading.cells.values()} == {Doubt.UNCERTAIN_PLACE}


def test_inferred_lines_part_a_whole_column() -> None:
    """Of drawn lines a figure beside a column says something of its own row alone."""
    rows = in_columns(("（一）予以公开", "5", "7", ""), ("（二）部分公开", "4", "", ""))
    assert [sorted(row.parted) for row in rows] == [["total"], []]
    part = rows[0].sheet
    inferred = Sheet(replace(part.grid, proven=False))
    again = printed_rows(inferred, {"natural_person": 1, "total": 3}, 0)
    assert [sorted(row.parted) for row in again] == [["total"], ["total"]]


def placed_of(*parts: Sheet) -> dict[str, tuple[str, Doubt | None]]:
    """The same, of the parts of a table."""
    form = next(form for form in load_forms() if "other_fee_unpaid" in form.tables["t3"].rows)
    reading = TableReading("t3", form)
    expected = _expected(form.tables["t3"])
    rows = [row for part in parts for row in printed_rows(part, {"total": 2}, 0)]
    _place(reading, rejoin(rows, expected), expected, {id(part): {} for part in parts})
    return {ref.row: (cell.raw, cell.doubt) for ref, cell in reading.cells.items()}


LAST = ("", "（七）总计", "9")


def test_a_blank_row_first_on_its_page_is_not_sure_where_the_page_before_is_not_read() -> None:
    """Its figures may stand at the foot of that page: seen where a page break parts a row."""
    below = sheet(("", LABELS[0], ""), ("", LABELS[1], "2"), LAST)
    assert placed_of(below)["other_fee_unpaid"] == ("", Doubt.UNCERTAIN_PLACE)
    above = sheet(("", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "4"))
    assert placed_of(above, below)["other_fee_unpaid"] == ("", None)


def test_a_blank_row_last_on_its_page_is_not_sure_where_the_page_after_is_not_read() -> None:
    above = sheet(
        ("", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "4"),
        ("", LABELS[0], ""),
    )
    assert placed_of(above)["other_fee_unpaid"] == ("", Doubt.UNCERTAIN_PLACE)
    below = sheet(("", LABELS[1], "2"), LAST)
    assert placed_of(above, below)["other_fee_unpaid"] == ("", None)


def test_a_cell_that_begins_among_the_labels_is_none_of_the_figures() -> None:
    """The label is in it, or a heading: what looks blank, or a note, may be neither."""
    cells = (
        GridCell(0, 0, 1, 2, (0, 20, 200, 40), "（七）总计"),
        GridCell(0, 2, 1, 1, (200, 20, 240, 40), "9"),
    )
    part = Sheet(Grid(1, (0, 20, 240, 40), 1, 3, cells))
    (row,) = printed_rows(part, {"natural_person": 1, "total": 2}, 0)
    assert row.holds_label
    assert row.is_entangled


def test_a_figure_in_the_cell_of_a_label_makes_its_row_doubtful_where_lines_are_inferred() -> None:
    above = sheet(("", LABELS[0], "7"))
    part = sheet(("", LABELS[1] + "—", ""), LAST)
    assert placed_of(above, part)["other_misc"] == ("", None)
    inferred = Sheet(replace(part.grid, proven=False))
    assert placed_of(above, inferred)["other_misc"] == ("", Doubt.UNCERTAIN_PLACE)
    assert placed_of(above, inferred)["total_handled"] == ("9", None)
