"""The heads of open tables: which words they are, and which stand over which."""

from __future__ import annotations

from dataclasses import replace

from checker.documents.pdf.open_edges import column_heads
from checker.documents.pdf.open_heads import Head, heads_above, ruled_heads
from tests.support.open_print import FORMS, TALL, block, centred, known


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


def test_a_head_over_the_gap_of_two_groups_heads_no_column() -> None:
    leaves = [centred("总计", 200 + 100 * at, 300) for at in range(6)]
    groups = [centred("直接起诉", 300, 320), centred("复议后起诉", 600, 320)]
    both = centred("诉讼", 450, 340)
    heads = heads_above(290, [*leaves, *groups, both], TALL)
    assert set(heads.leaves) == set(leaves)
    assert both in heads.upper


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


def test_the_upper_heads_of_a_table_stand_alone_below_the_heading_of_its_section() -> None:
    """行政诉讼 stands over two of them and is no head of a column, whatever follows below."""
    section = "四、政府信息公开行政复议、行政诉讼情况"
    words = [
        replace(block(section, 60, 560), roles=FORMS.roles(section)), centred("行政诉讼", 400, 540),
        known("行政复议", 130, 525), known("未经复议直接起诉", 310, 520),
        known("复议后起诉", 490, 520),
    ]  # fmt: skip
    heads = heads_above(520, words, TALL)
    assert [one.text for one in heads.upper] == ["行政诉讼"]
    assert heads.is_cut
    assert not heads_above(520, words[1:], TALL).is_cut, "nothing tells that a table begins here"
    other = [*words, centred("另表", 400, 520)]
    assert not heads_above(520, other, TALL).is_cut


def test_the_heads_of_groups_have_one_line_below_where_one_parts_them_all() -> None:
    """Lines a point apart are one where they are found again on a picture of them."""
    leaves = [known("总计", 70 + 32 * at, 500) for at in range(4)]
    groups = [known("行政复议", 86, 520), known("复议后起诉", 150, 518)]
    found = ruled_heads(Head(tuple(leaves), tuple(groups)), [54, 86, 118, 150, 182], (54, 182), 490)
    assert sorted({line.at for line in found.level}) == [513.5, 532]
    leaves[2:] = [known("总计", 134 + 32 * at, 512) for at in range(2)]
    groups[1] = known("复议后起诉", 150, 524)
    apart = ruled_heads(Head(tuple(leaves), tuple(groups)), [54, 86, 118, 150, 182], (54, 182), 490)
    assert len({line.at for line in apart.level}) == 3
