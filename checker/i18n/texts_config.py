"""What users read about settings and waivers, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

Text: TypeAlias = Mapping[str, str]


def _text(zh: str, en: str) -> Text:
    return {"zh": zh, "en": en}


SENTENCES: Mapping[str, Text] = {
    # Settings.
    "no-config": _text("找不到配置文件“{path}”", "there is no configuration file “{path}”"),
    "cannot-read": _text("无法读取“{path}”：{reason}", "cannot read “{path}”: {reason}"),
    "not-toml": _text("“{path}”不是 TOML：{reason}", "“{path}” is not TOML: {reason}"),
    "extends-itself": _text("“{path}”经 extend 又引到自身", "“{path}” extends itself"),
    "unknown-key": _text("{where}：不认识的配置项“{key}”", "{where}: unknown setting “{key}”"),
    "bad-value": _text(
        "{where}：“{key}”应为{expected}，而不是 {given}",
        "{where}: “{key}” must be {expected}, not {given}",
    ),
    "a-text": _text("文字", "a text"),
    "texts": _text("文字的列表", "a list of texts"),
    "a-table": _text("键与值的表", "a table of keys and values"),
    "a-switch": _text("true 或 false", "true or false"),
    "a-count": _text("正整数", "a whole number above 0"),
    "a-date": _text("日期（如 2025-03-01）", "a date such as 2025-03-01"),
    "one-of": _text(" {choices} 之一", "one of {choices}"),
    "no-such-rules": _text(
        "没有以“{prefix}”开头的规则", "there is no rule that begins with “{prefix}”"
    ),
    "from-default": _text("默认", "default"),
    "from-command-line": _text("命令行", "command line"),
    "from-found": _text("自动找到", "found by itself"),
    "inline": _text("--config {given}", "--config {given}"),
    # Waivers.
    "waiver-field": _text(
        "{where}：第 {number} 条豁免缺少“{key}”", "{where}: waiver {number} lacks “{key}”"
    ),
    "waiver-lengths": _text(
        "{where}：第 {number} 条豁免的 cells 与 values 个数不同",
        "{where}: in waiver {number} cells and values differ in number",
    ),
    "waiver-lapsed": _text(
        "豁免已失效（数值已变）：{waiver}：{changes}",
        "a waiver lapsed because a value changed: {waiver}: {changes}",
    ),
    "waiver-change": _text("{cell} 原为 {before}，现为 {now}", "{cell} was {before}, is {now}"),
    "waiver-expired": _text(
        "豁免已过期（到 {expires} 为止，按 {today} 计）：{waiver}",
        "a waiver expired ({expires}; taking {today} as today): {waiver}",
    ),
    "waiver-unused": _text(
        "豁免没有用到，可以删去：{waiver}",
        "a waiver was not needed and can be removed: {waiver}",
    ),
    "waiver-named": _text("{rule} {body} {year} {place}", "{rule} {body} {year} {place}"),
    "waiver-file": _text("采用的豁免文件：{path}", "waiver file used: {path}"),
    "waivers-used": _text(
        "采用豁免文件“{path}”：共 {count} 条，本次用到 {used} 条",
        "the waiver file “{path}” was used: {used} of its {count} waivers applied",
    ),
    "expires-in-past": _text(
        "豁免期限 {expires} 早于 {today}，这样的豁免不会生效；请给出将来的日期",
        "the waivers would expire on {expires}, before {today}, and never hold; "
        "give a later day with --expires",
    ),
    "waiver-blank": _text("空白", "blank"),
    "waived": _text("已豁免：{reason}", "waived: {reason}"),
    "waived-by": _text("（{by}）", " ({by})"),
    "waivers-written": _text(
        "已写入 {count} 条豁免到“{path}”", "wrote {count} waivers to “{path}”"
    ),
    "next-check": _text(
        "在此文件夹及其下各级运行 checker check 时自动采用",
        "checker check uses them in this folder and those below it",
    ),
    "next-check-named": _text(
        "检查时请加 --waivers {path}，或在 checker.toml 写明 waivers",
        "check with --waivers {path}, or name the file as “waivers” in checker.toml",
    ),
    "nothing-to-waive": _text("没有需要豁免的问题", "there is nothing to waive"),
    "left-out": _text("按配置未检查的规则：{rules}", "rules not applied, as configured: {rules}"),
}

HELP: Mapping[str, Text] = {
    "select": _text(
        "只检查这些规则（编号或其开头，如 T3）；可重复",
        "apply only these rules, by id or its beginning (T3); may be repeated",
    ),
    "ignore": _text("不检查这些规则；可重复", "do not apply these rules; may be repeated"),
    "extend-select": _text(
        "在 select 之外再检查这些规则", "apply these rules beside the selected ones"
    ),
    "exclude": _text(
        "文件夹中不检查的文件（通配符）；可重复",
        "files of folders that are not checked, as a glob; may be repeated",
    ),
    "config": _text(
        "配置文件，或一项配置 KEY=VALUE；可重复",
        "a configuration file, or one setting as KEY=VALUE; may be repeated",
    ),
    "isolated": _text(
        "不用任何配置文件，也不自动查找豁免文件",
        "use no configuration file, and no waiver file that is not named",
    ),
    "show-settings": _text("显示各项配置及其来源", "show the settings and where they come from"),
    "waivers": _text(
        "豁免文件（默认采用当前文件夹或上级文件夹中最近的 checker-waivers.toml）",
        "the file of waivers (default: the nearest checker-waivers.toml, from here upwards)",
    ),
    "no-waivers": _text("不用豁免", "use no waivers"),
    "date": _text(
        "按这一天判断豁免是否过期（默认今天）",
        "the day on which waivers are judged to have expired (default: today)",
    ),
    "reason": _text("豁免的理由（必填）", "why these findings are accepted (required)"),
    "by": _text("由谁决定", "who decided"),
    "expires": _text("豁免到哪一天为止", "the last day on which the waivers hold"),
    "waive-level": _text(
        "豁免这个级别以上的不符（默认 error）",
        "waive what fails at this level or above (default: error)",
    ),
    "waive-rule": _text(
        "只豁免这些规则（编号或其开头），包括未能判定的；可重复",
        "waive only these rules, by id or its beginning, the undecided too; may be repeated",
    ),
    "waive": _text(
        "把现有问题写入豁免文件", "accept present findings by writing them to the waiver file"
    ),
}


def say(key: str, lang: str, /, **values: object) -> str:
    """The sentence ``key`` in a language, its places filled."""
    return SENTENCES[key][lang].format_map(values)
