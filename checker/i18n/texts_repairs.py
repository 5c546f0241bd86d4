"""What users read about which cell may be wrong, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

Text: TypeAlias = Mapping[str, str]


def _text(zh: str, en: str) -> Text:
    return {"zh": zh, "en": en}


# By the pattern's code; a pattern without words says nothing beyond the numbers.
PATTERNS: Mapping[str, Text] = {
    "one-cell": _text("", ""),
    "transposed-digits": _text("相邻两位数字颠倒", "two digits transposed"),
    "dropped-or-added-digit": _text("漏写或多写一位数字", "a digit dropped or added"),
    "swapped-cells": _text("两格数字互换", "two cells swapped"),
    "shifted-row": _text("整行错开一列", "the row shifted by one column"),
    "booked-in-wrong-column": _text("列间错位", "booked in the wrong column"),
    "booked-in-wrong-row": _text("行间错位", "booked in the wrong row"),
    "total-not-updated": _text("总计未随分项更新", "the total not updated"),
    "blank-total": _text("总计空白", "the total left blank"),
    "several-cells": _text("", ""),
}

SENTENCES: Mapping[str, Text] = {
    "change": _text("{cell}由 {before} 改为 {after}", "{cell} were {after} instead of {before}"),
    "fill": _text("{cell}填 {after}", "{cell} were {after}"),
    "holds": _text("若{changes}{pattern}，该式成立", "if {changes}{pattern}, the relation holds"),
    "hold": _text(
        "若{changes}{pattern}，相关 {count} 式全部成立",
        "if {changes}{pattern}, the {count} relations concerned hold",
    ),
    "no-rival": _text("无其他同等解释", "no other explanation is as simple"),
    "rivals": _text("另有 {count} 种同等改法", "other changes that would do as well: {count}"),
    "trading": _text(
        "另有数额此消彼长的改法，未逐一列出",
        "changes that trade amounts between cells are not listed",
    ),
    "open": _text(
        "有 {ways} 种同等改法可使该式成立，仅凭算术不能判定是哪一种：",
        "{ways} changes would each make the relation hold; arithmetic alone cannot tell which:",
    ),
    "open-all": _text(
        "有 {ways} 种同等改法可使相关 {count} 式全部成立，仅凭算术不能判定是哪一种：",
        "{ways} changes would each make the {count} relations concerned hold; arithmetic alone "
        "cannot tell which:",
    ),
    "same-cause": _text("同因不符 {count} 式", "{count} more relations fail for this"),
    "more": _text("另有 {count} 种", "{count} more"),
    "unsearched": _text(
        "只改 {cells} 格，不能使相关 {count} 式全部成立；未再往下搜索",
        "no change of up to {cells} cells makes the {count} relations concerned hold; "
        "not searched further",
    ),
    "unsearched-at-all": _text(
        "未找出能使相关 {count} 式全部成立的改法；未再往下搜索",
        "no change was found that makes the {count} relations concerned hold; not searched further",
    ),
}


def say_repair(key: str, lang: str, **values: object) -> str:
    """The fixed sentence ``key`` in a language, its places filled."""
    return SENTENCES[key][lang].format_map(values)
