"""A figure off its place leaves a blank: where no lines are drawn, it is not blank for sure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checker.model import CellRef, Doubt, PagePlace, SheetPlace, State
from checker.model.table_grid import Grid, GridCell
from checker.recognise.grid_rows import Sheet, TableReading
from checker.recognise.recognise import READERS
from checker.recognise.strays import doubt_blanks
from checker.rulebook.load import load_forms

if TYPE_CHECKING:
    from checker.rulebook.form import Form

FORM = next(form for form in load_forms() if "other_fee_unpaid" in form.tables["t3"].rows)


def grid(*rows: list[str], heads: int = 0, proven: bool = False) -> Grid:
    """Cells of 40 by 20 points."""
    wide, high = len(rows[0]), len(rows)
    cells = tuple(
        GridCell(at, column, 1, 1, (40 * column, 20 * (high - at - 1), 40 * column + 40,
                                    20 * (high - at)), text)
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
    )  # fmt: skip
    return Grid(1, (0, 0, 40 * wide, 20 * high), high, wide, cells, proven=proven)


def doubted(code: str, of: Grid, form: Form = FORM) -> set[str]:
    """The cells of a table that are not sure, as they are read."""
    part = Sheet(of)
    reading = doubt_blanks(READERS[form.tables[code].shape]([part], form, code), [part])
    return {str(ref) for ref, cell in reading.cells.items() if cell.state is State.DOUBTFUL}


def with_doubt(of: Grid, text: str, doubt: Doubt) -> Grid:
    cells = tuple(replace(one, doubt=doubt) if one.text == text else one for one in of.cells)
    return replace(of, cells=cells)


PERSONS = [item.label for item in FORM.tables["t3"].columns.values()]
MATRIX_HEAD = ["", *PERSONS]
GRANTED = ["（一）予以公开", "1", "", "2", "3", "4", "5", "15"]
STRAY = ["", "", "7", "", "", "", "", ""]
STATE_SECRET = ["1.属于国家秘密", "1", "2", "2", "3", "", "5", "13"]


@pytest.mark.parametrize("proven", [False, True])
def test_a_blank_of_a_row_beside_a_figure_of_no_row_is_not_sure(*, proven: bool) -> None:
    partial = [FORM.tables["t3"].rows["partial"].label, *STATE_SECRET[1:]]
    rows = grid(MATRIX_HEAD, GRANTED, STRAY, partial, STATE_SECRET, proven=proven)
    told = {"t3.granted.commercial", "t3.partial.legal_service"}
    assert doubted("t3", rows) == (set() if proven else told)
    assert doubted("t3", grid(MATRIX_HEAD, GRANTED, partial, STATE_SECRET)) == set()


def test_what_parts_a_row_that_is_none_of_the_table_does_not_part_a_figure_from_its_blank() -> None:
    """A heading blown up over the table: its lines cut the row's label from its first line."""
    fee = ["2.申请人逾期未按收", "1", "2", "3", "4", "5", "6", "21"]
    heading = ["四", "政复", "议", "行政", "诉讼", "", "", ""]
    rest = ["费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "", "、", *[""] * 5]
    over = grid(MATRIX_HEAD, GRANTED, fee, heading, rest)
    row = {str(CellRef("t3", "other_fee_unpaid", code)) for code in FORM.tables["t3"].columns}
    assert row <= doubted("t3", over)
    partial = [FORM.tables["t3"].rows["partial"].label, *STATE_SECRET[1:]]
    below = grid(MATRIX_HEAD, GRANTED, partial, STATE_SECRET, STRAY)
    told = {"t3.denied_state_secret.legal_service"}
    assert doubted("t3", below) == told, "a row of the table stands before the others"


@pytest.mark.parametrize(
    "doubt",
    [Doubt.TWO_NUMBERS, Doubt.STRADDLES_RULE, Doubt.READINGS_DIFFER, Doubt.UNREAD_INK,
     Doubt.PRINTED_TWICE],
)  # fmt: skip
def test_a_blank_beside_a_cell_of_two_figures_is_not_sure(doubt: Doubt) -> None:
    found = with_doubt(grid(MATRIX_HEAD, GRANTED, STATE_SECRET), "15", doubt)
    blank = ["（一）予以公开", "1", "6", "2", "3", "4", "", "15"]
    assert doubted("t3", found) == {"t3.granted.total"}
    again = with_doubt(grid(MATRIX_HEAD, blank, STATE_SECRET), "15", doubt)
    assert doubted("t3", again) == {"t3.granted.total", "t3.granted.other_org"}
    below = ["1.属于国家秘密", *["0"] * 6, ""]
    under = with_doubt(grid(MATRIX_HEAD, blank, below), "15", doubt)
    assert "t3.denied_state_secret.total" in doubted("t3", under)
    above = with_doubt(grid(MATRIX_HEAD, [*blank[:7], ""], STATE_SECRET), "13", doubt)
    assert "t3.granted.total" in doubted("t3", above)


def test_a_label_that_is_read_in_two_ways_leaves_no_blank_beside_it() -> None:
    row = ["（一）予以公开", "", "6", "2", "3", "4", "1", "15"]
    found = with_doubt(grid(MATRIX_HEAD, row), row[0], Doubt.READINGS_DIFFER)
    assert doubted("t3", found) == set()


def test_a_number_that_begins_with_zero_is_two() -> None:
    row = ["（一）予以公开", "1", "", "05", "3", "4", "1", "15"]
    told = {"t3.granted.commercial", "t3.granted.research", "t3.granted.public_welfare"}
    assert doubted("t3", grid(MATRIX_HEAD, row)) == told, "its neighbours may have lost a digit"
    assert doubted("t3", grid(MATRIX_HEAD, row, proven=True)) == set()
    row[3] = "0"
    assert doubted("t3", grid(MATRIX_HEAD, row)) == set()


def test_a_blank_row_of_a_block_beside_figures_without_a_label_is_not_sure() -> None:
    form = next(form for form in load_forms() if form.tables["t2"].blocks)
    table = form.tables["t2"]
    block = table.blocks[0]
    head = [table.head or "", *(table.columns[code].label for code in block.columns)]
    first, second = (table.rows[code].label for code in block.rows[:2])
    blank = [""] * len(block.columns)
    figures = [str(at + 1) for at in range(len(block.columns))]
    rows = ([first, *blank], [second, *figures])
    assert doubted("t2", grid(head, *rows), form) == set()
    told = {str(CellRef("t2", block.rows[0], code)) for code in block.columns}
    assert doubted("t2", grid(head, ["", *figures], *rows), form) == told
    assert doubted("t2", grid(head, rows[0], ["", *figures], rows[1]), form) == told


def test_a_blank_of_groups_beside_two_figures_is_not_sure() -> None:
    table = FORM.tables["t4"]
    names = [item.label for _ in table.rows for item in table.columns.values()]
    heads = [item.label for item in table.rows.values() for _ in table.columns]
    figures = [str(at + 1) for at in range(len(names))]
    figures[6] = ""
    found = with_doubt(grid(heads, names, figures), "8", Doubt.TWO_NUMBERS)
    row = list(table.rows)[1]
    first, second = (str(CellRef("t4", row, list(table.columns)[at])) for at in (1, 2))
    assert doubted("t4", found) == {first, second}


def test_a_reading_tells_where_its_cells_are_printed() -> None:
    reading = TableReading("t3", FORM)
    part = Sheet(grid(MATRIX_HEAD, GRANTED))
    ref = CellRef("t3", "granted", "total")
    reading.put(ref, part.grid.at(1, 7), part)
    assert reading.found == {ref: part.grid.at(1, 7)}


@pytest.mark.parametrize(
    ("text", "is_sure"),
    [
        ("无", True), ("⽆", True), ("—", True), ("不涉及", True), ("）", False), ("件）", False),
        ("件", False), ("发文2件）", False),
    ],
)  # fmt: skip
def test_the_rest_of_a_note_is_not_what_a_cell_holds(text: str, *, is_sure: bool) -> None:
    """Its figure stands on the line above, where inferred lines may have left it outside."""
    ref = CellRef("t3", "granted", "total")
    for proven in (False, True):
        part = Sheet(grid(MATRIX_HEAD, [*GRANTED[:7], text], proven=proven))
        reading = TableReading("t3", FORM)
        reading.put(ref, part.grid.at(1, 7), part)
        assert (reading.cells[ref].doubt is None) == (is_sure or proven)


def test_no_blank_is_sure_where_letters_may_be_figures_and_no_line_is_drawn() -> None:
    """The row of the figures may be another: none of those is seen that a font gives as letters."""
    rows = grid(MATRIX_HEAD, GRANTED)
    assert doubted("t3", rows) == set()
    assert doubted("t3", replace(rows, fonts_lie=True)) == {"t3.granted.commercial"}
    assert doubted("t3", replace(rows, fonts_lie=True, proven=True)) == set()


@pytest.mark.parametrize(
    ("text", "is_sure"),
    [("以", False), ("五", False), ("⾏", False), ("无", True), ("⽆", True), ("〇", True),
     ("一", True), ("空", True), ("A", True), ("不详", True), ("以上", True)],
)  # fmt: skip
def test_one_ideograph_that_says_nothing_of_a_number_is_sure_only_where_no_font_gives_it(
    text: str, *, is_sure: bool
) -> None:
    ref = CellRef("t3", "granted", "total")
    part = Sheet(grid(MATRIX_HEAD, [*GRANTED[:7], text], proven=True))
    cell = part.grid.at(1, 7)
    for place in (PagePlace(1, cell.box), SheetPlace("Sheet1", "H2")):
        reading = TableReading("t3", FORM)
        reading.put(ref, replace(cell, place=place), part)
        assert (reading.cells[ref].doubt is None) == (is_sure or isinstance(place, SheetPlace))


@pytest.mark.parametrize("text", ["——", "—93", "93/", "无0", "//"])
def test_a_blank_beside_two_figures_in_one_cell_is_not_sure(text: str) -> None:
    blank = ["（一）予以公开", "1", "6", "2", "3", "4", "", text]
    assert "t3.granted.other_org" in doubted("t3", grid(MATRIX_HEAD, blank, STATE_SECRET))
    assert "t3.granted.other_org" not in doubted(
        "t3", grid(MATRIX_HEAD, [*blank[:7], "-93"], STATE_SECRET)
    )


def test_what_is_near_a_figure_that_stands_in_no_row_is_not_sure() -> None:
    """It may be that cell's own, or a digit of it."""
    whole = grid(MATRIX_HEAD, GRANTED, STATE_SECRET)
    home = whole.at(1, 4)
    wide, high = home.box[2] - home.box[0], home.box[3] - home.box[1]
    right, foot = home.box[2] + 1.4 * wide, home.box[1] - 1.4 * high
    stray = (right, foot - 5, right + 4, foot)
    told = doubted("t3", replace(whole, strays=(stray,)))
    assert "t3.granted.public_welfare" in told
    assert "t3.granted.natural_person" not in told
    far = (home.box[0], home.box[3] + 9 * high, home.box[2], home.box[3] + 10 * high)
    assert doubted("t3", replace(whole, strays=(far,))) == set()
    assert doubted("t3", replace(whole, strays=(stray,), proven=True)) == set()


def test_a_minus_of_full_width_is_a_sign_for_nothing_only_where_that_is_printed() -> None:
    row = ["（一）予以公开", "", "－４", "2", "3", "4", "1", "6"]
    assert doubted("t3", grid(MATRIX_HEAD, row)) == set()
    dashed = ["1.属于国家秘密", "1", "2", "－", "3", "1", "5", "12"]
    assert doubted("t3", grid(MATRIX_HEAD, row, dashed)) == {"t3.granted.natural_person"}
