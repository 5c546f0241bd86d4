"""Lists that no 其中 and no colon opens, and lists in several units."""

from __future__ import annotations

import pytest

from checker.claims import read_claims
from checker.model import PagePlace, Section
from checker.rulebook import kept_rulebook

LEXICON = kept_rulebook().lexicon


def lists(text: str) -> list[tuple[int, list[int], bool, bool]]:
    stated = read_claims([Section(1, "一、总体情况", text, PagePlace(1))], LEXICON)
    return [
        (int(one.total), [int(part) for part in one.parts], one.closed, one.nested)
        for one in stated.listings
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公众号发文462篇，原创342篇，转发131篇。", (462, [342, 131], False, True)),
        ("主动公开总数23条，网站24条，占69.6%；新媒体7条，占30.4%。", (23, [24, 7], False, True)),
        ("公开81条，财政资金21条、民生15条、监管22条、规划9条，另有职能18条。",
         (81, [21, 15, 22, 9, 18], False, True)),
        ("一至四季度发布389条、87条、29条和105条，全年共发布600条。",
         (600, [389, 87, 29, 105], True, False)),
    ],
)  # fmt: skip
def test_a_list_shown_by_its_numbers(
    text: str, expected: tuple[int, list[int], bool, bool]
) -> None:
    assert lists(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "公众号发文462篇，原创331篇，转发131篇。",  # adds up
        "公众号发文40篇，召开会议30篇，组织活动20篇。",  # other things done
        "公众号发文40篇，点击300篇，关注120篇。",
        "公开40条，解读30条、问答30条。",  # far off, and nothing shows that they are parts
        "公开约40条，解读22条、问答20条。",
        "公开40条，解读22篇、问答20条。",
    ],
)
def test_numbers_side_by_side_are_no_list(text: str) -> None:
    assert lists(text) == []


@pytest.mark.parametrize(
    "opener",
    [
        "在主动公开的信息中", "主动公开的政府信息中", "在全年发布的信息中", "以上信息中",
        "这些信息中",
    ],
)  # fmt: skip
def test_a_list_of_what_the_sentence_before_told(opener: str) -> None:
    before = "全年主动公开政府信息40条，涉及动态、法规等，工作运行正常。"
    parts = "政策法规类1条，业务工作类20条，其他信息13条，统计数据4条"
    assert lists(f"{before}{opener}，{parts}，曝光台3条。") == [
        (40, [1, 20, 13, 4, 3], True, True)  # a note, as the parts may be of others
    ]
    (right,) = lists(f"{before}{opener}，{parts}，曝光台2条。")
    assert sum(right[1]) == right[0]


@pytest.mark.parametrize(
    "text",
    [
        "在主动公开的信息中，政策法规类1条，业务工作类20条。",  # nothing told before
        "召开会议40场。在主动公开的信息中，政策法规类21条，业务工作类20条。",
        "公开信息40条。在依法行政的过程中，政策法规类21条，业务工作类20条。",
    ],
)
def test_parts_of_nothing_told(text: str) -> None:
    assert lists(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公开政府信息共147篇，其中报告25篇、数据11期、动态112篇。", (147, [25, 11, 112])),
        ("发布信息60条，其中动态30条、公告10条、视频12部、图解9幅。", (60, [30, 10, 12, 9])),
    ],
)
def test_units_of_what_is_published_add_up(text: str, expected: tuple[int, list[int]]) -> None:
    assert lists(text) == [(*expected, False, True)]


@pytest.mark.parametrize(
    "text",
    [
        "公开政府信息共147篇，其中报告25篇、会议11次、动态112篇。",  # a meeting is no item
        "公开政府信息共147篇，其中报告25篇、数据31期、动态112篇。",  # far off
        "公开政府信息共147篇，其中报告25篇、数据约11期、动态112篇。",
    ],
)
def test_units_that_leave_open_what_the_parts_make(text: str) -> None:
    assert lists(text) == []
