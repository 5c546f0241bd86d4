"""What CI reads beside the findings themselves, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

Text: TypeAlias = Mapping[str, str]


def _text(zh: str, en: str) -> Text:
    return {"zh": zh, "en": en}


SENTENCES: Mapping[str, Text] = {
    "explains-more": _text(
        "另有 {count} 项结论由此引起",
        "{count} more findings follow from this",
    ),
    "left-out": _text(
        "另有 {count} 项未列出：超过此格式的上限，已先列最严重的；全部问题见 JSON 或 CSV 输出",
        "{count} more findings were left out: the format's limit was reached, the worst come "
        "first; the JSON and CSV outputs have all of them",
    ),
    "passing-left-out": _text(
        "通过的 {count} 项校验未逐项列出：文件超过上限",
        "{count} checks that passed are not listed one by one: the file would be too large",
    ),
    "reports-left-out": _text(
        "另有 {count} 份报告的问题未列出：摘要有长度上限",
        "the findings of {count} more reports were left out: a summary has a size limit",
    ),
    "sidecar-about": _text(
        "{file}的法定表格，每行一个表格行；由 checker 写出，供标注定位，请勿手工修改",
        "The statutory tables of {file}, one table row a line; written by checker for "
        "annotations to point at, not to be edited by hand",
    ),
    "between": _text("多份报告之间", "Between reports"),
    "accepted": _text("已豁免的问题", "Findings that were waived"),
    "waived": _text("已豁免：{reason}", "waived: {reason}"),
    "column-level": _text("级别", "level"),
    "column-rule": _text("规则", "rule"),
    "column-place": _text("位置", "place"),
    "column-message": _text("问题", "finding"),
    "column-page": _text("页", "page"),
}


def tell(key: str, lang: str, **values: object) -> str:
    """The sentence ``key`` in a language, its places filled."""
    return SENTENCES[key][lang].format_map(values)
