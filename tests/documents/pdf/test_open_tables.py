"""Tables without upright lines: what their columns and rows are proven by, and what is left."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.documents.pdf import open_tables
from checker.documents.pdf.open_columns import Columns, Setting, columns_below, walls_of
from checker.documents.pdf.open_edges import (
    column_heads,
    edges_beside,
    even,
    even_beside,
    mirrored,
)
from checker.documents.pdf.open_heads import Head, heads_above
from checker.documents.pdf.open_lines import edges_of
from checker.documents.pdf.open_rows import (
    bands_of,
    blank_rows_from,
    columns_of_text,
    rows_beside_labels,
)
from checker.documents.pdf.open_tables import OpenTables
from checker.documents.pdf.rulings import Ruling, Rulings
from checker.documents.pdf.text_blocks import rows_of, text_blocks
from checker.documents.pdf.text_segments import Block, segments_of
from checker.model.wordings import NoWordings, Role
from checker.recognise.wordings import FormWordings
from checker.rulebook.load import load_forms

TALL = 9.0


def block(text: str, left: float, foot: float, wide: float | None = None, lines: int = 1) -> Block:
    width = wide if wide is not None else 6.0 * len(text)
    top = foot + TALL + 12 * (lines - 1)
    return Block(text, (left, foot, left + width, top), foot, TALL, lines)


def centred(text: str, middle: float, foot: float) -> Block:
    return block(text, middle - 3 * len(text), foot)


widths = st.lists(st.integers(40, 120), min_size=2, max_size=9)


@given(widths)
@settings(deadline=None)
def test_centred_heads_and_the_right_edge_tell_every_edge(wide: list[int]) -> None:
    edges = [200.0]
    for width in wide:
        edges.append(edges[-1] + width)
    heads = [centred("头", (a + b) / 2, 500) for a, b in pairwise(edges)]
    found = mirrored(heads, edges[-1])
    assert found is not None
    assert all(abs(a - b) < 1e-6 for a, b in zip(found, edges, strict=True))


def test_heads_equally_far_apart_tell_the_edges_between_and_beside_them() -> None:
    heads = [centred("其他", 220 + 40 * at, 500) for at in range(6)]
    assert even(heads) == [200 + 40 * at for at in range(7)]
    assert even(heads[:4]) is None
    assert even([*heads[:5], centred("总计", 430, 500)]) is None
    assert even([*heads[:5], block("总计很长的一个标题", 400, 500)]) is None


def test_heads_that_do_not_stand_over_the_middle_tell_nothing() -> None:
    heads = [block("头", 202, 500), block("头", 262, 500), block("头", 282, 500)]
    assert mirrored(heads, 400) is None


@given(st.sets(st.integers(0, 4), min_size=1), st.sampled_from([2.0, 30.0, 54.0]))
@settings(deadline=None)
def test_figures_go_below_their_own_heads_whichever_are_blank(
    filled: set[int], inset: float
) -> None:
    """Left, middle or right in columns of 60 points: never below a neighbour's head."""
    edges = [200.0 + 60 * at for at in range(6)]
    heads = [centred("其他", edges[at] + 30, 500) for at in range(5)]
    figures = [block("7", edges[at] + inset, 480, 4.0) for at in sorted(filled)]
    columns = columns_below(figures, heads, mirrored(heads, edges[-1]))
    assert columns is not None
    assert len(columns) == 5
    for at, (left, right) in enumerate(columns):
        held = [one for one in figures if left <= one.left and one.right <= right]
        assert (len(held) == 1) == (at in filled)


def test_a_figure_over_two_columns_proves_no_column() -> None:
    heads = [centred("其他", 230, 500), centred("总计", 290, 500)]
    assert columns_below([block("1234567", 240, 480)], heads, mirrored(heads, 320)) is None


def test_columns_go_on_where_the_text_is_as_wide_and_hold_what_stands_in_them() -> None:
    columns = Columns(50.0, (200.0, 260.0, 320.0), (50.0, 330.0))
    label = block("3.其他", 452, 100)
    moved = columns.moved_to([block("7", 610, 100, 4)], [label], (450.0, 731.0))
    assert moved is not None
    assert moved.all_walls == [450.0, 600.0, 660.0, 720.0]
    assert columns.moved_to([block("7", 658, 100, 4)], [label], (450.0, 731.0)) is None
    assert columns.moved_to([block("7", 610, 100, 4)], [label], (450.0, 650.0)) is None
    wide = block("3.其他", 452, 100, 160)
    assert columns.moved_to([block("7", 610, 100, 4)], [wide], (450.0, 731.0)) is None


SHARES = {"left": 0.0, "centre": 0.5, "right": 1.0}


def figure(text: str, column: tuple[float, float], share: float, foot: float) -> Block:
    """A figure in a column, two points from its side where it is not centred."""
    wide = 4.5 * len(text)
    left = column[0] + 2 + share * (column[1] - column[0] - 4 - wide)
    return block(text, left, foot, wide)


@given(
    st.lists(st.integers(30, 70), min_size=2, max_size=7),
    st.sampled_from([0.0, 0.5, 1.0]),
    st.integers(-200, 500),
    st.data(),
)
@settings(deadline=None)
def test_a_part_that_goes_on_anywhere_keeps_every_figure_in_its_column(
    wide: list[int], share: float, by: int, data: st.DataObject
) -> None:
    """However far it is moved aside, and whatever stands at its left: its figures tell."""
    walls = [200.0]
    for width in wide:
        walls.append(walls[-1] + width)
    spans = list(pairwise(walls))
    texts = st.sampled_from(["0", "7", "42", "318", "9999"])
    home = [figure(data.draw(texts), span, share, 500 - 20 * row) for row in (0, 1)
            for span in spans]  # fmt: skip
    columns = Columns(50.0, tuple(walls), (50.0, walls[-1]), Setting.of(home, walls))
    part = [
        (figure(data.draw(texts), (a + by, b + by), share, 300 - 20 * row), at)
        for row in (0, 1)
        for at, (a, b) in enumerate(spans)
    ]
    moved = columns.moved_to([one for one, _ in part], [], (600.0, 610.0))
    assert moved is not None
    for one, at in part:
        assert moved.walls[at] < one.left
        assert one.right < moved.walls[at + 1]


@given(
    st.lists(st.integers(30, 70), min_size=2, max_size=7),
    st.sampled_from([0.0, 0.5, 1.0]),
    st.floats(-300, 300),
    st.data(),
)
@settings(deadline=None)
def test_a_part_with_few_figures_is_moved_as_the_text_around_it_is(
    wide: list[int], share: float, by: float, data: st.DataObject
) -> None:
    walls = [200.0]
    for width in wide:
        walls.append(walls[-1] + width)
    spans = list(pairwise(walls))
    home = [figure("42", span, share, 500) for span in spans]
    columns = Columns(50.0, tuple(walls), (50.0, walls[-1]), Setting.of(home, walls))
    filled = data.draw(st.sets(st.integers(0, len(wide) - 1), min_size=1))
    part = [(figure("7", (spans[at][0] + by, spans[at][1] + by), share, 300), at) for at in filled]
    told = (50.0 + by, walls[-1] + by)
    moved = columns.moved_to([one for one, _ in part], [], told)
    assert moved is not None
    for one, at in part:
        assert moved.walls[at] < one.left
        assert one.right < moved.walls[at + 1]


def test_few_figures_between_two_places_move_nothing() -> None:
    """The text around ends one column further right, and is narrower: both places would do."""
    walls = (200.0, 260.0, 320.0, 380.0)
    home = [figure("42", span, 1.0, 500) for span in pairwise(walls)]
    columns = Columns(50.0, walls, (50.0, 380.0), Setting.of(home, walls))
    part = [figure("7", (260, 320), 1.0, 300)]
    assert columns.moved_to(part, [], (200.0, 440.0)) is None
    assert columns.moved_to(part, [], (200.0, 381.0)) is not None


def test_figures_that_stand_in_no_one_place_of_their_columns_move_nothing() -> None:
    walls = (200.0, 260.0, 320.0, 380.0)
    home = [figure("42", span, 1.0, 500) for span in pairwise(walls)]
    columns = Columns(50.0, walls, (50.0, 380.0), Setting.of(home, walls))
    astray = [block("7", 225, 300, 4.5), block("7", 314, 300, 4.5)]
    assert columns.moved_to(astray, [], (50.0, 380.0)) is None
    assert columns.moved_to([*astray, block("7", 374, 300, 4.5)], [], (50.0, 380.0)) is None
    at_the_other_side = [block("7", 262, 300, 4.5)]
    assert columns.moved_to(at_the_other_side, [], (50.0, 380.0)) is None


def test_even_columns_beside_labels_end_where_their_column_begins() -> None:
    heads = [
        centred("信息内容", 150, 500),
        *(centred("件数", 280 + 60 * at, 500) for at in (0, 1, 2)),
    ]
    assert even_beside(heads, (53.0, 460.0)) == [250, 310, 370, 430]
    assert even_beside(heads, (83.0, 460.0)) is None
    assert even_beside(heads[:3], (53.0, 460.0)) is None


def labelled_rows(blanks: tuple[int, ...] = ()) -> list[Block]:
    found = []
    for at in range(4):
        foot = 400.0 - 30 * at
        found.append(block(f"{at + 1}.其他处理", 60, foot))
        if at not in blanks:
            found += [block("5", 220, foot, 4), block("12", 280, foot, 9)]
    return sorted(found, key=lambda one: (-one.top, one.left))


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


def test_a_wrapped_note_stands_beside_its_row() -> None:
    noted = block("462（其中修订2件）", 220, 394, 40, lines=2)
    rows = rows_of([block("5", 160, 400, 4), block("9", 280, 400, 4), noted], TALL)
    assert [[one.text for one in row] for row in rows] == [["5", "462（其中修订2件）", "9"]]


def test_a_header_reaches_up_to_the_caption_and_its_leaves_have_nothing_below() -> None:
    words = [
        block("第二十条第（五）项", 200, 560),
        centred("申请人情况", 300, 530),
        centred("自然人", 230, 515),
        centred("其他", 290, 505),
        centred("总计", 350, 505),
    ]
    heads = heads_above(490, words, TALL)
    assert {one.text for one in heads.leaves} == {"自然人", "其他", "总计"}
    assert {one.text for one in heads.upper} == {"申请人情况"}


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


def test_a_part_that_ends_where_the_others_do_is_not_moved() -> None:
    """No heading of a group stands left of its labels."""
    columns = Columns(50.0, (200.0, 260.0, 320.0), (50.0, 330.0))
    moved = columns.moved_to([], [block("3.其他", 100, 100)], (72.0, 330.0))
    assert moved is not None
    assert moved.all_walls == columns.all_walls


def test_a_head_over_the_gap_of_two_groups_heads_no_column() -> None:
    leaves = [centred("总计", 200 + 100 * at, 300) for at in range(6)]
    groups = [centred("直接起诉", 300, 320), centred("复议后起诉", 600, 320)]
    both = centred("诉讼", 450, 340)
    heads = heads_above(290, [*leaves, *groups, both], TALL)
    assert set(heads.leaves) == set(leaves)
    assert both in heads.upper


def test_the_last_sheet_is_two_pages_where_the_sheet_before_is() -> None:
    left = [block("1.属于国家秘密", 60.0, 500.0 - 30 * row) for row in range(4)]
    signature = [block("云溪县人民政府", 700, 500)]
    assert len(columns_of_text([*left, *signature], 800, TALL)) == 1
    assert len(columns_of_text([*left, *signature], 800, TALL, is_parted=True)) == 2


def test_a_header_at_the_foot_above_the_page_number_heads_the_row_on_the_next_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    head = [
        block("第二十条第（九）项", 250, 90), centred("信息内容", 133.5, 60),
        centred("采购项目数量", 300, 60), centred("采购总金额", 460, 60),
        block("—2—", 290, 20), block("此前为正文，一行写满，直到右边", 50, 130, 490),
    ]  # fmt: skip
    row = [block("政府集中采购", 50, 700), block("72", 290, 700), block("8.5", 450, 700)]
    row.append(block("以下为正文，也是一行写满到右边", 50, 600, 490))
    pages = iter([head, row])
    monkeypatch.setattr(open_tables, "text_blocks", lambda *_: next(pages))
    monkeypatch.setattr(open_tables, "Print", lambda _: SimpleNamespace(words_height=TALL))
    page: Any = SimpleNamespace(frame=SimpleNamespace(width=595))
    tables = OpenTables(NoWordings())
    foot, top = tables.rulings(page, None), tables.rulings(page, None)
    assert foot is not None
    assert top is not None
    assert min(line.at for line in foot.level) > 24, "above the page's number"
    walls = sorted({round(line.at) for line in top.upright})
    assert len(walls) == 4
    assert walls[1] < 290 < walls[2] < 450 < walls[3]


def test_the_text_around_is_no_edge_of_a_table_that_is_wider() -> None:
    """Else the last column's figures are taken for those of the column before."""
    edges = [60.0, 350.0, 490.0, 770.0]
    heads = [centred("头", (a + b) / 2, 500) for a, b in pairwise(edges)]
    text = (63.0, 744.0)
    assert edges_beside(heads, text, None) is None
    assert edges_beside(heads, text, 770.0) == edges[1:]
    assert edges_beside(heads, (63.0, 770.0), None) == edges[1:]


def test_two_figures_of_a_row_are_not_of_one_column() -> None:
    columns = Columns(50.0, (300.0, 520.0, 744.0), (50.0, 744.0))
    row = [block("416", 350, 500, 14), block("3", 493, 500, 4)]
    assert not columns.hold(row, [])
    assert columns.hold([row[0], block("3", 493, 480, 4)], [])


FORMS = FormWordings(load_forms())


def letters(text: str, *gaps: float, left: float = 100.0) -> tuple[list[Any], Any]:
    """Characters side by side, some points apart, and the page they stand on."""
    found = []
    for at, letter in enumerate(text):
        box = (left, 500.0, left + TALL, 500.0 + TALL)
        found.append(SimpleNamespace(text=letter, box=box, foot=500.0, level=True))
        left += TALL + (gaps[at] if at < len(gaps) else 0.0)
    return found, SimpleNamespace(advance=lambda char: (char.box[0], char.box[2]))


@pytest.mark.parametrize(
    ("text", "gaps", "segments"),
    [
        ("结果维持结果纠正总计", (0, 0, 0, 1, 0, 0, 0, 1), ["结果维持", "结果纠正", "总计"]),
        ("年度办（二）部分公开", (0, 0, 1), ["年度办", "（二）部分公开"]),
        ("不计其他情形—", (0, 0, 0, 0, 0, 1), ["不计其他情形", "—"]),
        ("我单位收到申请数量", (0, 0, 1), ["我单位收到申请数量"]),
        ("结果维持结果纠正", (1, 0, 0, 0, 0, 0), ["结果维持结果纠正"]),
        ("行政许可12", (0, 0, 0, 0, 1), ["行政许可12"]),
        ("4641", (1, 0, 0), ["4641"]),
        ("行政许可4641", (0, 0, 0, 1, 0, 1), ["行政许可4641"]),
    ],
)
def test_letters_are_parted_where_the_pieces_of_two_wordings_meet(
    text: str, gaps: tuple[float, ...], segments: list[str]
) -> None:
    line, page = letters(text, *gaps)
    assert [one.text for one in segments_of(line, page, TALL, (), FORMS)] == segments


def test_the_letters_of_narrow_heads_are_no_spread_word() -> None:
    line, page = letters("结结其总", 8, 8, 8)
    assert [one.text for one in segments_of(line, page, TALL, (), FORMS)] == list("结结其总")
    line, page = letters("总计", 8)
    assert [one.text for one in segments_of(line, page, TALL, (), FORMS)] == ["总计"]


def set_solid(*lines: str, size: float = TALL) -> list[Block]:
    """Lines of words one below the other, each right below the one before."""
    rows = [letters(line) for line in lines]
    for at, (row, _) in enumerate(rows):
        for char in row:
            low = 500.0 - at * size
            char.box, char.foot = (char.box[0], low, char.box[2], low + TALL), low
    page: Any = SimpleNamespace(
        chars=[char for row, _ in rows for char in row], advance=rows[0][1].advance
    )
    return text_blocks(page, TALL, (), FORMS)


def test_labels_set_solid_are_parted_by_their_words() -> None:
    """No white space tells the second line of a label from the label of the next row."""
    blocks = set_solid(
        "2.没有现成信息需要另", "行制作", "3.补正后申请内容仍不", "明确", "1.信访举报投诉类申请"
    )
    assert [one.text for one in blocks] == [
        "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确", "1.信访举报投诉类申请",
    ]  # fmt: skip
    assert all(one.is_row for one in blocks)


def test_the_heading_of_a_section_is_no_row_of_the_table_above_it() -> None:
    (heading,) = set_solid("四、政府信息公开行政复议、行政诉讼情况")
    (piece,) = set_solid("年度办理结果")
    (label,) = set_solid("1.本机关不掌握")
    assert heading.is_no_label
    assert piece.is_no_label
    assert not label.is_no_label


def known(text: str, middle: float, foot: float) -> Block:
    return replace(centred(text, middle, foot), roles=FORMS.roles(text))


def test_prose_between_a_table_and_its_known_heads_is_no_head() -> None:
    words = [
        known("自然人", 230, 510), known("科研机构", 290, 510), known("总计", 350, 510),
        centred("本列数据", 120, 512), centred("公益组职", 320, 512), centred("如下", 300, 480),
    ]  # fmt: skip
    heads = heads_above(470, words, TALL)
    assert {one.text for one in (*heads.leaves, *heads.upper)} == {
        "自然人", "科研机构", "总计", "公益组职",
    }  # fmt: skip
    assert column_heads(heads, [])[0].text == "自然人"
    assert not heads.right_of(400).leaves


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


def printed_on(pages: list[list[Block]], monkeypatch: pytest.MonkeyPatch) -> list[Rulings | None]:
    """The lines found on pages that print these blocks and draw none."""
    left = iter(pages)
    monkeypatch.setattr(open_tables, "text_blocks", lambda *_: next(left))
    monkeypatch.setattr(open_tables, "Print", lambda _: SimpleNamespace(words_height=TALL))
    page: Any = SimpleNamespace(frame=SimpleNamespace(width=595))
    tables = OpenTables(FORMS)
    return [tables.rulings(page, None) for _ in pages]


OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计") * 3
NEXT_SECTION = "五、存在的主要问题及改进情况"


def outcomes(foot: float) -> list[Block]:
    heads = [known(text, 70 + 32 * at, foot) for at, text in enumerate(OUTCOMES)]
    groups = ("行政复议", "未经复议直接起诉", "复议后起诉")
    return [*heads, *(known(text, 134 + 160 * at, foot + 20) for at, text in enumerate(groups))]


def test_what_is_printed_nowhere_between_heads_and_the_next_section_is_blank(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heading = replace(block(NEXT_SECTION, 60, 440), roles=FORMS.roles(NEXT_SECTION))
    (found,) = printed_on([[*outcomes(500), heading]], monkeypatch)
    assert found is not None
    below = sorted({line.at for line in found.level if line.at < 500})
    assert len(below) == 2
    assert heading.top < below[0] < below[1] < 500
    assert len({round(line.at) for line in found.upright if line.start < 490}) == 16


def test_a_row_whose_columns_are_not_proven_is_not_blank(monkeypatch: pytest.MonkeyPatch) -> None:
    heading = replace(block(NEXT_SECTION, 60, 440), roles=FORMS.roles(NEXT_SECTION))
    astray = [block("12345678", 60 + 75 * at, 470, 60) for at in range(6)]
    (found,) = printed_on([[*outcomes(500), *astray, heading]], monkeypatch)
    assert found is None or not any(line.at < 495 for line in found.level)


def test_what_follows_a_head_is_blank_only_where_its_section_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (found,) = printed_on([[*outcomes(500), block("（一）另行说明", 60, 440)]], monkeypatch)
    assert found is None or not any(440 < line.at < 495 for line in found.level)


def test_a_row_that_may_follow_on_the_next_page_is_not_blank(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = [block("7", 68 + 32 * at, 700, 4) for at in range(15)]
    foot, top = printed_on([outcomes(60), row], monkeypatch)
    assert foot is not None
    assert len({line.at for line in foot.level if line.at < 60}) == 1, "the foot of the heads"
    assert top is not None
    walls = sorted({line.at for line in top.upright})
    assert len(walls) == 16
    assert all(a < one.left and one.right < b for one, (a, b) in
               zip(row, pairwise(walls), strict=True))  # fmt: skip


def matrix_head(foot: float) -> list[Block]:
    texts = ("自然人", "商业企业", "科研机构", "社会公益", "法律服务", "其他", "总计")
    return [known(text, 260 + 44 * at, foot) for at, text in enumerate(texts)]


def matrix_labels(*rows: tuple[str, float]) -> list[Block]:
    return [replace(block(text, 40, foot, 150), roles=FORMS.roles(text)) for text, foot in rows]


def test_labels_beside_figures_that_prove_no_column_are_no_blank_rows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    labels = matrix_labels(("1.属于国家秘密", 400), ("2.其他法律行政法规禁止公开", 370))
    (blank,) = printed_on([[*matrix_head(430), *labels]], monkeypatch)
    assert blank is not None
    assert len({line.at for line in blank.level}) >= 3
    astray = [block("12345678", 240 + 90 * at, foot, 80) for foot in (400, 370) for at in (0, 1, 2)]
    (found,) = printed_on([[*matrix_head(430), *labels, *astray]], monkeypatch)
    assert found is None or not any(line.at < 425 for line in found.level)


def test_a_table_goes_on_below_what_is_left_of_a_group_s_heading(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """理结果, the rest of 三、本年度办理结果, heads no column; the columns are those before."""

    def figures(foot: float) -> list[Block]:
        return [block("3", 258 + 44 * at, foot, 4) for at in range(7)]

    before = [*matrix_head(430), *matrix_labels(("（一）予以公开", 400)), *figures(400)]
    rest = block("理结果", 30, 720, 20)
    rest = replace(rest, piece_of=FORMS.holding("理结果"))
    after = [rest, *matrix_labels(("1.属于国家秘密", 690)), *figures(690)]
    first, second = printed_on([before, after], monkeypatch)
    assert first is not None
    assert second is not None
    walls = [sorted({round(line.at) for line in one.upright}) for one in (first, second)]
    assert walls[1][-8:] == walls[0][-8:]


def test_where_a_figure_stands_between_two_places_there_is_no_wall() -> None:
    """Its column is not known: without a wall its cell stands below both heads, and is not sure."""
    walls = (200.0, 260.0, 320.0, 380.0)
    home = [figure("42", span, 1.0, 500 - 20 * row) for row in (0, 1) for span in pairwise(walls)]
    columns = Columns(50.0, walls, (50.0, 380.0), Setting.of(home, walls))
    assert columns.walls_of(home) == [50.0, *walls]
    astray = block("7", 264, 300, 4.5)
    assert columns.walls_of([astray]) == [50.0, 200.0, 320.0, 380.0]
    assert columns.walls_of([block("7", 205, 300, 4.5)]) == [50.0, 260.0, 320.0, 380.0]
    one_of_many = Setting.of([*home, astray], walls)
    assert Columns(50.0, walls, (50.0, 380.0), one_of_many).walls_of([astray]) == [
        50.0, 200.0, 320.0, 380.0,
    ]  # fmt: skip


def test_the_first_column_begins_where_its_head_tells_however_short_the_labels_are() -> None:
    """On the next page they are longer, and its columns must be the same."""
    heads = [centred("自然人", 307, 500), centred("科研机构", 341, 500)]
    spans = [(298.0, 316.0), (329.0, 353.0)]
    short = walls_of(spans, [block("一、新收", 60, 480, 60)], heads, (57.0, 360.0))
    long = walls_of(spans, [block("二、上年结转", 60, 480, 220)], heads, (57.0, 360.0))
    assert short == long == [54.0, 291.5, 322.5, 363.0]
    bare = walls_of(spans, [block("一、新收", 60, 480, 60)], [], (57.0, 360.0))
    assert bare == [54.0, 209.0, 322.5, 363.0]
