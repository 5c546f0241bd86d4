"""What a body's name tells of its kind, and what it does not."""

from __future__ import annotations

import pytest

from checker.rulebook import kept_rulebook

BODIES = kept_rulebook().bodies


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("江苏省人民政府", "province"),
        ("广西壮族自治区人民政府办公厅", "province"),
        ("上海市人民政府办公厅", "province"),
        ("宿迁市人民政府", "prefecture"),
        ("宿迁市 人民政府办公室", "prefecture"),
        ("甘孜藏族自治州人民政府", "prefecture"),
        ("淮安市洪泽区人民政府", "county"),
        ("上海市浦东新区人民政府", "county"),
        ("玉屏侗族自治县人民政府办公室", "county"),
        ("洛龙区学府街道办事处", "township"),
        ("尼勒克县某乡人民政府", "township"),
        ("宿迁市公安局", "department"),
        ("上海市人民政府", "province"),
        ("国家市场监督管理总局", "central"),
        ("义乌市人民政府", None),
        ("某市人民政府", None),
        ("教育部", None),
        ("", None),
        (None, None),
    ],
)
def test_kind_of_body(name: str | None, kind: str | None) -> None:
    assert BODIES.kind_of(name) == kind
