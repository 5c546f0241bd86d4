"""Lists that no 其中 and no colon opens."""

from __future__ import annotations

import pytest

from checker.claims import read_claims
from checker.model import PagePlace, Section
from checker.rulebook import load_rulebook

LEXICON = load_rulebook().lexicon


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
