"""What users read about the rules themselves, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

Text: TypeAlias = Mapping[str, str]


def _text(zh: str, en: str) -> Text:
    return {"zh": zh, "en": en}


SENTENCES: Mapping[str, Text] = {
    # checker rules
    "hard": _text("硬性校验", "hard"),
    "count": _text("共 {count} 条规则", "{count} rules"),
    "none": _text("没有这样的规则", "no such rule"),
    # checker explain
    "what": _text("应当成立", "must hold"),
    "over-columns": _text("{table}各列", "each column of {table}"),
    "over-rows": _text("{table}各行", "each row of {table}"),
    "at": _text("{table}「{places}」", "{table}, {places}"),
    "if": _text("若 {when}，则 {then}", "if {when} then {then}"),
    "iff": _text("{when} 当且仅当 {then}", "{when} exactly if {then}"),
    "and": _text(" 且 ", " and "),
    "or": _text(" 或 ", " or "),
    "every-cell": _text("{table}每一格：{relation}", "every cell of {table}: {relation}"),
    "parent": _text("上级", "parent"),
    "child": _text("每份下级", "each below"),
    "children": _text("下级之和", "sum of those below"),
    "own": _text("本级机关", "own body"),
    "previous": _text("上年报告", "last year's report"),
    "beside": _text("另一单位", "another body"),
    "every": _text("每一项{name}", "each of {name}"),
    "years-from": _text("{first} 年度起", "from {first}"),
    "years-to": _text("至 {last} 年度", "up to {last}"),
    "unless": _text("不用于：{bodies}", "not for: {bodies}"),
    "asked-where": _text("只在 {rules} 未能判定处检查", "asked only where {rules} is undecided"),
    "why": _text("为什么", "why"),
    "basis": _text("依据", "basis"),
    "forms": _text("格式", "forms"),
    "kind": _text("种类", "kind"),
    "case": _text("情形 {case}：{severity}", "case {case}: {severity}"),
    "passes": _text("成立的例子", "an example that passes"),
    "fails": _text("不成立的例子", "an example that fails"),
    "undecided": _text("未能判定的例子", "an example left undecided"),
    "rest-zero": _text("其余各格为 0", "all else is 0"),
    "all-in-order": _text("一切齐备，各格为 0", "everything in order, every cell 0"),
    "told": _text("报告为", "told as"),
    "advice": _text("怎么改", "how to fix"),
    "written-in": _text("写在", "written in"),
    # checker rules test
    "no-example": _text("缺少{expected}的例子", "brings no example that is to be {expected}"),
    "example": _text(
        "例子（{layout}）应为“{expected}”，实为“{got}”",
        "the example ({layout}) should say {expected} but says {got}",
    ),
    "unbreakable": _text(
        "{layout} {place}：改动 {cells} 时规则毫无反应，等于没有检查",
        "{layout} {place}: no change of {cells} can break it, so it checks nothing there",
    ),
    "contradicts": _text(
        "{layout} {place}：与其他规则矛盾，同时成立时 {cells} 只能为 0 或无解",
        "{layout} {place}: contradicts other rules; with them {cells} can only be 0, or nothing "
        "fits",
    ),
    "implied": _text(
        "{layout}：由 {others} 即可推出，自己不会发现新的问题",
        "{layout}: follows from {others} and can find nothing of its own",
    ),
    "note": _text("提示", "note"),
    "fault": _text("错误", "error"),
    "tested": _text(
        "检验了 {rules} 条规则、{examples} 个例子：错误 {faults}，提示 {notes}",
        "{rules} rules and {examples} examples tested: {faults} errors, {notes} notes",
    ),
    "silent": _text("不适用", "silent"),
    "pass": _text("成立", "pass"),
    "fail": _text("不成立", "fail"),
    "broken": _text("规则有误", "broken"),
    "undecided-word": _text("未能判定", "undecided"),
    "more-cells": _text("等 {count} 格", " and others ({count} cells)"),
    # checker rules schema
    "schema-index": _text("索引", "index"),
    "schema-columns": _text("列", "columns"),
    "schema-checks": _text("校验", "checks"),
    "schema-undecided": _text(
        "每条规则另有一项同名加“undecided”的校验：缺少所需数字时不通过",
        "each rule has a second check named “… undecided”: it fails where a number is missing",
    ),
    "unknown-schema": _text(
        "没有这样的格式或数据表：{name}；已有：{known}",
        "no such form or table: {name}; there are: {known}",
    ),
    "bad-schema": _text(
        "rules schema 只接受格式和数据表的名称", "rules schema takes names of forms and tables only"
    ),
    "bad-test": _text(
        "rules test 只接受规则文件或文件夹", "rules test takes rule files or folders only"
    ),
}

HELP: Mapping[str, Text] = {
    "rules": _text("列出规则；test 检验规则本身", "list the rules; test puts them to the proof"),
    "explain": _text("说明一条规则", "explain a rule"),
    "what-rules": _text(
        "规则编号或其开头（如 T3）；或 test，后跟要检验的规则文件；"
        "或 schema，后跟格式（如 F2021）或数据表（如 t3.by_row）",
        "ids or their beginnings (T3); or test, followed by the rule files to test; or schema, "
        "followed by forms (F2021) or tables (t3.by_row)",
    ),
    "rule-id": _text("规则编号，如 T3-01", "the id of a rule, such as T3-01"),
    "rules-severity": _text("只列这个级别", "only rules of this severity"),
    "rules-kind": _text("只列这个种类", "only rules of this kind"),
}


def say(key: str, lang: str, /, **values: object) -> str:
    """The sentence ``key`` in a language, its places filled."""
    return SENTENCES[key][lang].format_map(values)
