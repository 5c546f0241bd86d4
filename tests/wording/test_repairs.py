"""Causes in words: what would hold, how sure that is, in both languages."""

from __future__ import annotations

import re

import pytest

from checker.model import Cause
from checker.wording.repairs import joined, worded
from tests.support.factory import change
from tests.support.made_outcomes import checked, names, sample


def test_a_certain_repair_is_one_sentence() -> None:
    (found,) = checked(sample("wrong-sum-2023"))
    (cause,) = found.causes
    assert cause.lines == (
        "若表三「予以公开·自然人」由 12 改为 21（相邻两位数字颠倒），相关 2 式全部成立；"
        "无其他同等解释",
    )
    assert cause.repairs[0].message == cause.lines[0]
    assert cause.repairs[0].explains == cause.findings


def test_rivals_are_listed_and_none_is_chosen() -> None:
    (found,) = checked(sample("hongze-2023"), lang="en")
    _, litigation = found.causes
    assert joined(litigation.lines, "en") == (
        "2 changes would each make the relation hold; arithmetic alone cannot tell which: "
        "Table 4 litigation after review × total were 5 instead of 0 (the total not updated); "
        "Table 4 litigation after review × upheld were 0 instead of 5"
    )
    assert all("changes that would do as well: 1" in r.message for r in litigation.repairs)


def test_a_blank_total_is_filled_without_a_claim_to_be_the_only_way() -> None:
    (found,) = checked(change(sample("suqian-2024"), "t4.review.total", ""))
    (cause,) = found.causes
    assert re.fullmatch(r"若表四「行政复议·总计」填 \d+（总计空白），该式成立", cause.lines[0]), (
        cause.lines
    )


@pytest.mark.parametrize(
    ("cells", "trading", "start"),
    [(4, False, "只改 3 格，不能使相关 0 式"), (4, True, "未找出"), (1, False, "未找出")],
)
def test_a_search_that_ended_early_says_how_far_it_came(
    cells: int,
    trading: bool,  # noqa: FBT001 - a test's parameter
    start: str,
) -> None:
    report = sample("suqian-2024")
    cause = Cause((), (), cells, complete=False, one_slip=False, trading=trading)
    (line,) = worded(cause, (), names(report)).lines
    assert line.startswith(start)
    assert line.endswith("未再往下搜索")
