"""The date at the end of a report, against the day it is due."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.checks.engine import evaluate
from checker.model import Outcome, PagePlace, Report, Result, Section
from checker.rulebook import kept_rulebook
from tests.support.factory import sample

RULEBOOK = kept_rulebook()


def ending(text: str, body: str = "宿迁市人民政府", pages: tuple[int, ...] = ()) -> Report:
    report = sample("suqian-2024")
    last = Section(6, "六、其他需要报告的事项", text, PagePlace(4), tuple(map(PagePlace, pages)))
    return replace(report, body=body, sections=(*report.sections[:-1], last))


def said(text: str, body: str = "宿迁市人民政府", pages: tuple[int, ...] = ()) -> list[Outcome]:
    return [one for one in evaluate([ending(text, body, pages)], RULEBOOK) if one.rule == "ST-18"]


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("无。\n2025年3月31日", Result.PASS),
        ("无。\n2025年4月1日", Result.FAIL),
        ("无。\n宿迁市人民政府\n2025 年 4 月 1 日\n- 6 -", Result.FAIL),
        ("无。\n宿迁市人民政府２０２５年４月１日", Result.FAIL),
        ("无。\n二○二五年十二月二十日\n（此件公开发布）", Result.FAIL),
        ("无。\n2025年2月30日", Result.UNDECIDED),
        ("无。\n2024年12月31日", Result.UNDECIDED),
    ],
)
def test_the_date_at_the_end(text: str, result: Result) -> None:
    assert [one.result for one in said(text)] == [result]


@pytest.mark.parametrize(
    "text",
    [
        "无。",
        "收取信息处理费的时间为2025年\n4月1日",
        "本报告所列数据截至\n2025年4月1日",  # the end of a broken sentence
        "截至2025年4月1日",
        "2025年4月1日\n一。\n二。\n三。\n四。\n五。\n六。",  # not at the end
    ],
)
def test_no_date_says_nothing(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("body", "result", "case"),
    [
        ("宿迁市教育局", Result.FAIL, None),
        ("某县某镇人民政府", Result.FAIL, "local-practice"),
        ("某县人民政府", Result.PASS, None),
        ("昆山市人民政府", Result.PASS, None),  # of county level, which the name does not tell
        ("上海市人民政府办公厅", Result.PASS, None),
        ("宿迁市洋河新区管理委员会", Result.PASS, None),
        ("国家税务总局某市税务局", Result.UNDECIDED, "body-unknown"),
        ("", Result.UNDECIDED, "body-unknown"),
    ],
)
def test_the_day_depends_on_the_body(body: str, result: Result, case: str | None) -> None:
    assert [(one.result, one.case) for one in said("无。\n2025年2月10日", body)] == [(result, case)]


def test_the_date_is_quoted_with_its_page() -> None:
    quote = said("无。\n宿迁市人民政府\n2025年4月1日", pages=(4, 5, 6))[0].quote
    assert quote is not None
    assert (quote.text, quote.page) == ("2025年4月1日", 6)
