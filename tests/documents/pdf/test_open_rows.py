"""The rows of open tables: figures, the labels beside them, and labels beside blanks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.documents.pdf.open_columns import Columns
from checker.documents.pdf.open_heads import Head
from checker.documents.pdf.open_lines import edges_of, label_walls
from checker.documents.pdf.open_pages import columns_of_text, settled_figures, stray_figures
from checker.documents.pdf.open_rows import (
    Row,
    bands_of,
    blank_rows_from,
    rows_beside_labels,
)
from checker.documents.pdf.rulings import Ruling
from checker.documents.pdf.text_segments import Block
from checker.model.wordings import Role
from tests.support.open_print import FORMS, TALL, block, labelled_rows


@pytest.mark.parametrize("blanks", [(), (1,), (1, 2), (0,), (3,), (0, 1), (0, 2, 3)])
def test_a_label_beside_blanks_is_a_row(blanks: tuple[int, ...]) -> None:
    ((band, words),) = bands_of(labelled_rows(blanks))
    rows = rows_beside_labels(band, words, TALL)
    assert [row.label.text if row.label else None for row in rows] == [
        f"{at + 1}.其他处理" for at in range(4)
    ]
    assert [len(row.figures) for row in rows] == [0 if at in blanks else 2 for at in range(4)]


@pytest.mark.parametrize("number", [["3"], ["—", "3", "—"], ["-", "12", "-"]])
def test_a_page_number_is_no_row(number: list[str]) -> None:
    foot = [block(text, 230 + 12 * at, 250, 6) for at, text in enumerate(number)]
    ((band, words),) = bands_of([*labelled_rows(), *foot])
    assert len(rows_beside_labels(band, words, TALL)) == 4


@pytest.mark.parametrize("text", ["3", "0", "无"])
@pytest.mark.parametrize("foot", [250.0, 430.0])
def test_a_figure_that_is_off_its_row_is_no_page_number(text: str, foot: float) -> None:
    """A label's figure, a line too high or too low; no page has the number 0, nor words around."""
    rows = [replace(one, roles=frozenset({Role.ROW})) if not one.is_figure else one
            for one in labelled_rows()]  # fmt: skip
    caption = [block("第二十条第（六）项", 190, at) for at in (220, 460)]
    stray = block(text, 220, foot, 6)
    ((band, words), *_) = bands_of([*caption, *rows, stray])
    found = rows_beside_labels(band, words, TALL)
    assert [row.label is None for row in found].count(True) == 1
    ((band, words),) = bands_of([*rows, stray])
    found = rows_beside_labels(band, words, TALL)
    assert len(found) == (4 if text == "3" else 5)


def test_a_page_has_one_number() -> None:
    rows = [replace(one, roles=frozenset({Role.ROW})) if not one.is_figure else one
            for one in labelled_rows()]  # fmt: skip
    ((band, words),) = bands_of([*rows, block("4", 220, 280, 6), block("7", 230, 250, 6)])
    assert len(rows_beside_labels(band, words, TALL)) == 5


@pytest.mark.parametrize("texts", [["0", "0"], ["0", "0", "1"], ["—", "—", "0", "0"]])
def test_figures_of_a_row_without_a_label_are_not_left_out(texts: list[str]) -> None:
    """They may be those of the label above them, which would be blank for sure."""
    foot = [block(text, 220 + 20 * at, 285, 4) for at, text in enumerate(texts)]
    ((band, words),) = bands_of([*labelled_rows((3,)), *foot])
    assert rows_beside_labels(band, words, TALL) == []


def test_two_lines_of_figures_beside_one_label_prove_no_row() -> None:
    label = block("1.其他处理", 60, 388, lines=2)
    figures = [block("5", 220, 400, 4), block("7", 220, 385, 4)]
    ((band, words),) = bands_of([label, *figures])
    assert rows_beside_labels(band, words, TALL) == []


def test_words_that_reach_into_the_columns_end_a_table() -> None:
    above, below = labelled_rows(), [
        block("8", 220, 200, 4), block("行政许可", 60, 200), block("第二十条第（六）项", 190, 250)
    ]  # fmt: skip
    assert len(bands_of([*above, *below])) == 2


def test_two_pages_on_a_sheet_are_two_columns_of_text() -> None:
    labels = [block("1.属于国家秘密", 60.0 + 400 * side, 500.0 - 30 * row)
              for side in (0, 1) for row in range(4)]  # fmt: skip
    figures = [block("7", 300.0 + 400 * side, 500.0 - 30 * row, 4)
               for side in (0, 1) for row in range(4)]  # fmt: skip
    assert [len(part) for part in columns_of_text([*labels, *figures], 800, TALL)] == [8, 8]
    one_page = [*(one for one in labels if one.left < 400), *figures]
    assert [len(part) for part in columns_of_text(one_page, 800, TALL)] == [12]


def test_a_heading_in_larger_print_is_no_blank_row() -> None:
    heading = Block("四、行政复议、行政诉讼情况", (60, 290, 150, 304), 290, 14)
    ((band, words),) = bands_of([*labelled_rows(), heading])
    assert len(rows_beside_labels(band, words, TALL)) == 4


def test_the_rows_end_at_their_header() -> None:
    """A head over a column is no label, though the column below it is blank."""
    heads = [block("信息内容", 60, 430), block("制发件数", 120, 430), block("废止件数", 210, 430)]
    ((band, words),) = bands_of([*heads, *labelled_rows((0,))])
    rows = rows_beside_labels(band, words, TALL)
    assert [row.label.text for row in rows if row.label] == [
        f"{at + 1}.其他处理" for at in range(4)
    ]


def test_a_caption_parts_figures_that_stand_right_of_it() -> None:
    above = [block("行政许可", 60, 400), block("5", 400, 400, 4)]
    below = [block("行政处罚", 60, 310), block("7", 400, 310, 4)]
    caption = block("第二十条第（六）项", 190, 355)
    assert len(bands_of([*above, caption, *below])) == 2


def test_the_numbers_of_a_sentence_are_no_figures() -> None:
    line = [
        block("新收申请", 60, 400, 40),
        block("12", 103, 400, 9),
        block("件，办理", 115, 400, 40),
    ]
    assert bands_of(line) == []


def test_a_table_without_a_figure_has_its_labels_for_rows() -> None:
    labels = [one for one in labelled_rows((0, 1, 2, 3)) if not one.is_figure]
    prose = block("改进措施：一是拓宽宣传渠道，方便群众查询", 60, 200, 300)
    rows = blank_rows_from(labels[0], [*labels, prose], 200)
    assert [row.label for row in rows] == labels
    assert all(not row.figures for row in rows)


def test_the_last_sheet_is_two_pages_where_the_sheet_before_is() -> None:
    left = [block("1.属于国家秘密", 60.0, 500.0 - 30 * row) for row in range(4)]
    signature = [block("云溪县人民政府", 700, 500)]
    assert len(columns_of_text([*left, *signature], 800, TALL)) == 1
    assert len(columns_of_text([*left, *signature], 800, TALL, is_parted=True)) == 2


def test_the_number_of_a_page_lies_between_two_columns_of_text() -> None:
    left = [block("这是一行正文文字", 60.0, 500.0 - 30 * row, 320) for row in range(4)]
    right = [block("这是一行正文文字", 420.0, 500.0 - 30 * row, 320) for row in range(4)]
    number = [block(text, 385 + 12 * at, 30, 8) for at, text in enumerate("—1—")]
    assert [len(part) for part in columns_of_text([*left, *right, *number], 800, TALL)] == [4, 4]


def test_labels_in_the_right_half_tell_a_column_of_text() -> None:
    left = [block("这是一行正文文字", 60.0, 500.0 - 30 * row, 320) for row in range(4)]
    labels = [
        replace(block(text, 420.0, 500.0 - 30 * row, 24), roles=FORMS.roles(text))
        for row, text in enumerate(("规章", "行政许可", "行政处罚"))
    ]
    assert len(columns_of_text([*left, *labels], 800, TALL)) == 2
    heads = [replace(one, roles=frozenset({Role.HEAD})) for one in labels]
    assert len(columns_of_text([*left, *heads], 800, TALL)) == 1


def test_figures_without_a_label_are_a_row_of_their_own_among_known_labels() -> None:
    rows = [
        replace(one, roles=frozenset({Role.ROW})) if not one.is_figure else one
        for one in labelled_rows()
    ]
    alone = [one for one in rows if one.text != "4.其他处理"]
    ((band, words),) = bands_of(alone)
    found = rows_beside_labels(band, words, TALL)
    assert [row.label is not None for row in found] == [True, True, True, False]


def test_lines_below_figures_do_not_part_rows() -> None:
    """Underlined figures: only what is drawn across the last column does."""
    ((band, words),) = bands_of(labelled_rows())
    rows = rows_beside_labels(band, words, TALL)
    under = [Ruling(row.bottom - 1, row.bottom - 1, 280, 289) for row in rows]
    across = [Ruling(row.bottom - 6, row.bottom - 6, 50, 300) for row in rows]
    edges = edges_of(rows, Head((), ()), [*under, *across], (270, 300))
    assert edges is not None
    assert edges[1:4] == [line.at for line in across[:3]]


def test_a_group_s_heading_set_upright_may_reach_below_the_number_of_the_page() -> None:
    left = [block("这是一行正文文字", 60.0, 500.0 - 30 * row, 320) for row in range(4)]
    right = [block("这是一行正文文字", 430.0, 500.0 - 30 * row, 320) for row in range(4)]
    upright = [block(text, 408, 100 - 12 * at, 9) for at, text in enumerate("本年度办理结果")]
    number = [block(text, 385 + 12 * at, 60, 8) for at, text in enumerate("—1—")]
    assert len(columns_of_text([*left, *right, *upright], 800, TALL)) == 2
    parts = columns_of_text([*left, *right, *upright, *number], 800, TALL)
    assert [len(part) for part in parts] == [4, 11]


def test_the_headings_of_sections_tell_a_column_of_text() -> None:
    left = [block("这是一行正文文字", 60.0, 500.0 - 30 * row, 320) for row in range(4)]
    sections = ("五、存在的主要问题及改进情况", "六、其他需要报告的事项", "一、总体情况")
    right = [
        replace(block(text, 420.0, 500.0 - 30 * row, 200), roles=FORMS.roles(text))
        for row, text in enumerate(sections)
    ]
    assert all(Role.SECTION in one.roles for one in right)
    assert len(columns_of_text([*left, *right], 800, TALL)) == 2


def test_a_wall_parts_a_label_from_a_group_s_heading_that_a_page_break_cuts() -> None:
    label = block("8.属于行政查询事项", 160, 400)
    rows = [Row(label, ())]
    cut = block("三、本年度", 60, 360, 30, lines=4)
    (wall,) = label_walls(rows, [415, 395], [label, cut], 50.0)
    assert cut.right < wall.at < label.left
    below = block("四、另一张表", 60, 380, 30)
    assert label_walls(rows, [415, 395], [label, below], 50.0) == []


def test_a_label_that_a_page_break_cuts_is_the_figures_own_beside_its_group() -> None:
    """（六）其他处理 is the heading of a group here, and the label of a row on another form."""
    group = replace(block("（六）其他处理", 60, 400, 30), roles=FORMS.roles("（六）其他处理"))
    text = "1.申请人无正当理由逾期不补正、行政机关不"
    cut = replace(block(text, 100, 400, 80), piece_of=FORMS.holding(text))
    assert group.is_row
    ((band, words),) = bands_of([group, cut, block("5", 220, 400, 4)])
    (row,) = rows_beside_labels(band, words, TALL)
    assert row.label is cut


@pytest.mark.parametrize(
    ("text", "foot", "is_number"),
    [("3", 250, True), ("5", 250, True), ("6", 460, True), ("7", 250, False), ("—7—", 250, True),
     ("3", 335, False), ("0", 250, False), ("—", 250, False)],
)  # fmt: skip
def test_a_figure_in_no_row_is_astray_unless_it_is_the_number_of_the_page(
    text: str, foot: float, *, is_number: bool
) -> None:
    """The third page, or the third sheet of two pages each."""
    rows = labelled_rows()
    in_rows = {id(one) for one in rows if one.is_figure}
    line = [block(sign, 300 + 12 * at, foot, 6) for at, sign in enumerate(text)]
    assert stray_figures([*rows, *line], in_rows, 3) == ([] if is_number else line)
    assert stray_figures(rows, in_rows, 3) == []
    sentence = [block("办理", 288, foot, 10), *line, block("件", 300 + 12 * len(text), foot, 9)]
    assert stray_figures([*rows, *sentence], in_rows, 3) == []


def test_a_page_number_is_one_however_its_signs_are_parted() -> None:
    """— and 3— stand apart as white space has it; 3— is no figure."""
    rows = labelled_rows()
    in_rows = {id(one) for one in rows if one.is_figure}
    number = [block("—", 288, 250, 9), block("3—", 302, 250, 14)]
    assert stray_figures([*rows, *number], in_rows, 7) == []
    other = [block("—", 288, 250, 9), block("件—", 302, 250, 14)]
    assert stray_figures([*rows, *other], in_rows, 7) == other[:1]


def test_a_label_whose_last_line_is_a_mark_alone_reaches_down_to_its_baseline() -> None:
    """3.危及“三安全一稳定 and below it ”, high in its line: figures stand beside that line."""
    label = replace(block("3.危及“三安全一稳定”", 60, 400, 90), box=(60, 407, 150, 421))
    others = [block("2.重复申请", 60, 440), block("5", 220, 440, 4)]
    ((band, words),) = bands_of([*others, label, block("14", 220, 396, 9)])
    rows = rows_beside_labels(band, words, TALL)
    assert [row.label.text if row.label else None for row in rows] == ["2.重复申请", label.text]


def torn_rows(*figures: float) -> tuple[list[Row], Columns]:
    """A row with its label above one without, as at the foot of a page."""
    walls = (200.0, 260.0, 320.0, 380.0)
    first = Row(block("1.其他", 60, 400), tuple(block("5", x, 400, 4) for x in (220, 280, 340)))
    second = Row(None, tuple(block("7", x, 380, 4) for x in figures))
    return [first, second], Columns(50.0, walls, (50.0, 380.0))


def test_a_row_that_a_page_break_cuts_off_its_label_is_one_of_its_own() -> None:
    rows, columns = torn_rows(220, 280)
    assert len(list(settled_figures(rows, columns))) == 5
    assert len(list(settled_figures(rows[::-1], columns))) == 5


def test_one_figure_below_a_row_may_be_that_rows() -> None:
    rows, columns = torn_rows(220)
    assert list(settled_figures(rows, columns)) == list(rows[0].figures)
    blank = Row(rows[0].label, rows[0].figures[:1])
    two, _ = torn_rows(280, 340)
    assert list(settled_figures([blank, two[1]], columns)) == list(blank.figures)
