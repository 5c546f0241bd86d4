"""The body that signs a report, against the one that its title names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.checks.engine import evaluate
from checker.model import Outcome, Result
from tests.support.factory import sample
from tests.support.made_outcomes import rulebook


def told(title: str, *lines: str) -> list[Outcome]:
    valid = sample("suqian-2024")
    last = replace(valid.sections[-1], text="\n".join(("没有其他事项。", *lines)))
    report = replace(valid, body=title, sections=(*valid.sections[:-1], last))
    return [one for one in evaluate([report], rulebook()) if one.rule == "ST-22"]


@pytest.mark.parametrize(
    ("title", "signed"),
    [
        ("东江市教育局", "东江市教育局"),
        ("东江市西湖区教育局", "西湖区教育局"),
        ("东江市教育局", "东江市教育局办公室"),
        ("东江市教育局", "东江市教育局（盖章）"),
        ("东江市卫生健康委员会", "东江市卫健委"),
        ("东江市市场监督管理局", "东江市市监局"),
        ("东江市住房和城乡建设局", "东江市住建局"),
        ("东江市市场监督管理局(知识产权局)", "东江市市场监督管理局"),
        ("国家税务总局东江市税务局", "东江市税务局"),
        ("东江市人民政府", "东江市人民政府办公室"),
        ("东江市人民政府", "东江市行政审批局"),
        ("柳林镇人民政府", "东江市西湖区柳林镇人民政府"),
        ("柳林街道办事处", "柳林街道党政办公室"),
    ],
)
def test_names_that_may_be_one_body(title: str, signed: str) -> None:
    outcomes = told(title, signed, "2025年1月20日")
    assert [(one.result, one.case) for one in outcomes] == [(Result.PASS, None)]


@pytest.mark.parametrize(
    ("title", "signed", "case"),
    [
        ("东江市教育局", "东江市水务局", None),
        ("东江市教育局", "西河市教育局", "other-place"),
        ("东江市人民政府", "西河市人民政府", "other-place"),
        ("东江市西湖区教育局", "东江市东湖区教育局", "other-place"),
        ("东江市发展和改革委员会", "东江市发展改革局", "similar"),
        ("东江市互联网信息办公室", "中共东江市委网络安全和信息化委员会办公室", "similar"),
    ],
)
def test_names_of_two_bodies(title: str, signed: str, case: str | None) -> None:
    outcomes = told(title, signed, "2025年1月20日")
    assert [(one.result, one.case) for one in outcomes] == [(Result.FAIL, case)]


@pytest.mark.parametrize(
    "lines",
    [
        ("2025年1月20日",),
        ("本年度收费情况已报送", "东江市财政局", "2025年1月20日"),
        ("联系电话见门户网站",),
    ],
)
def test_what_is_no_signature_says_nothing(lines: tuple[str, ...]) -> None:
    assert told("东江市教育局", *lines) == []
