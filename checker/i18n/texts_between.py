"""What users read about several reports held together, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

Text: TypeAlias = Mapping[str, str]


def _text(zh: str, en: str) -> Text:
    return {"zh": zh, "en": en}


SENTENCES: Mapping[str, Text] = {
    "report-of": _text("{body}{year}年", "{body} {year}"),
    "year-before": _text("{year}年{short}", "{short} {year}"),
    "of-body": _text("{body} {short}", "{body}, {short}"),
    "sum-of-below": _text("下级之和（{count} 份）", "sum of {count} below"),
    "own-body": _text("本级机关 {body}", "own body {body}"),
    "years-heading": _text("年度之间", "Between years"),
    "levels-heading": _text("上下级之间", "Between levels"),
    "bodies-heading": _text("单位之间", "Between bodies"),
    "compared-years": _text("{body}：{years}", "{body}: {years}"),
    "compared-level": _text(
        "{body} {year}年：下级报告 {count} 份", "{body} {year}: {count} reports below"
    ),
    "missing": _text("缺少：{missing}", "missing: {missing}"),
    "alone": _text(
        "没有上年报告，未核对年度衔接（{rule}{count} 份；可用 --previous 给出）：{bodies}",
        "last year's report is missing, so the years were not compared"
        " ({rule}{count}; give it with --previous): {bodies}",
    ),
    "excluded": _text("未计入：{excluded}", "not included: {excluded}"),
    "year-of": _text("{year}年", "{year}"),
    "several-reports": _text(
        "{year}年有 {count} 份报告，无法确定用哪一份",
        "{count} reports of {year}; which one counts is open",
    ),
    "not-aggregated": _text(
        "不是政府汇总报告，不与下级比较",
        "not an aggregated report, so not compared with those below",
    ),
    "scope-unknown": _text(
        "未识别报告口径（本机关或汇总），不与下级比较",
        "scope (own or aggregated) not recognised, so not compared with those below",
    ),
    "unknown-body": _text(
        "未识别机关名称或年度，无法与其他报告配对",
        "body or year not recognised, so it cannot be paired",
    ),
    "vertical": _text("垂直领导单位，未声明计入", "under vertical leadership, not declared"),
    "bodies-column": _text(
        "{where}：第一行应有 {columns} 各列", "{where}: the first row must name {columns}"
    ),
    "bodies-unknown": _text(
        "{where}:{line}：上级“{parent}”不在名单中",
        "{where}:{line}: parent “{parent}” is not listed",
    ),
    "bodies-twice": _text(
        "{where}:{line}：“{body}”重复", "{where}:{line}: “{body}” is listed twice"
    ),
    "bodies-loop": _text(
        "{where}:{line}：“{body}”经上级又回到自身", "{where}:{line}: “{body}” lies below itself"
    ),
    "bodies-word": _text(
        "{where}:{line}：{column} 应为 {choices} 之一，而不是“{given}”",
        "{where}:{line}: {column} must be one of {choices}, not “{given}”",
    ),
    "more-findings": _text("另有 {count} 处", "{count} more"),
    "parts": _text("其中 {count} 列也不一致", "{count} columns of it differ too"),
    "summary-between": _text(
        "报告之间：错误 {error}，警告 {warning}，提示 {info}",
        "between reports: {error} errors, {warning} warnings, {info} infos",
    ),
}

HELP: Mapping[str, Text] = {
    "previous": _text(
        "只用来比较的往年报告（文件或文件夹）；可重复",
        "reports of other years to compare with, files or folders; may be repeated",
    ),
    "bodies": _text(
        "单位名单（CSV：body、kind、parent、complete），用来比较上下级",
        "list of bodies (CSV: body, kind, parent, complete), to compare levels",
    ),
}


def say(key: str, lang: str, /, **values: object) -> str:
    """The sentence ``key`` in a language, its places filled."""
    return SENTENCES[key][lang].format_map(values)
