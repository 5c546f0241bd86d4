"""Print in segments and blocks: by white space, and by the wordings of the forms."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from checker.documents.pdf.rulings import Ruling
from checker.documents.pdf.text_blocks import rows_of, text_blocks
from checker.documents.pdf.text_segments import Block, segments_of
from tests.support.open_print import FORMS, TALL, block


def test_a_wrapped_note_stands_beside_its_row() -> None:
    noted = block("462（其中修订2件）", 220, 394, 40, lines=2)
    rows = rows_of([block("5", 160, 400, 4), block("9", 280, 400, 4), noted], TALL)
    assert [[one.text for one in row] for row in rows] == [["5", "462（其中修订2件）", "9"]]


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


def test_a_label_set_close_beside_its_group_is_parted_whatever_else_is_on_their_line() -> None:
    """On a sheet of two pages the line begins on the other page."""
    line, page = letters("采购三、（一）予以公开", 0, 40)
    assert [one.text for one in segments_of(line, page, TALL, (), FORMS)] == [
        "采购", "三、", "（一）予以公开",
    ]  # fmt: skip
    line, page = letters("办（三）1.属于国家秘密", 40)
    assert [one.text for one in segments_of(line, page, TALL, (), FORMS)] == [
        "办", "（三）", "1.属于国家秘密",
    ]  # fmt: skip
    for text, gaps, segments in (
        ("度办（二）部分公开（区分处理的", [0], ["度办", "（二）部分公开（区分处理的"]),
        ("我局（二）部分公开", [0], ["我局（二）部分公开"]),
        ("第（二）项", [0], ["第（二）项"]),
    ):
        line, page = letters(text, *gaps)
        assert [one.text for one in segments_of(line, page, TALL, (), FORMS)] == segments


def test_an_underline_that_begins_with_each_font_parts_no_note() -> None:
    line, page = letters("1（含2件）7", *[0] * 5, 12)
    begins = [char.box[0] for char in (line[1], line[3], line[4], line[6])]
    under = [Ruling(498, 498, x, x + 9) for x in begins]
    assert [one.text for one in segments_of(line, page, TALL, under, FORMS)] == ["1（含2件）", "7"]


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


def test_the_number_of_a_group_is_parted_from_the_rest_of_a_label_beside_it() -> None:
    line, page = letters("（三）权益", 0, 0, 1)
    assert [one.text for one in segments_of(line, page, TALL, (), FORMS)] == ["（三）", "权益"]


@pytest.mark.parametrize("aside", [-3.0, 0.0, 3.5])
def test_a_sign_in_another_face_stands_beside_the_numbers_that_its_middle_lies_among(
    aside: float,
) -> None:
    """Its baseline is another one: rows of it and of the numbers would both be without a label."""
    sign = replace(block("-", 220, 400, 3), foot=400 + aside, box=(220, 402.5, 223, 404))
    rows = rows_of([block("5", 160, 400, 4), sign, block("9", 160, 380, 4)], TALL)
    assert [[one.text for one in row] for row in rows] == [["5", "-"], ["9"]]
    alone = [replace(sign, box=(x, 402.5, x + 3, 404)) for x in (220, 260)]
    assert [len(row) for row in rows_of(alone, TALL)] == [2]
