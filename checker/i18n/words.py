"""The fixed words of what is handed over: printed lists, marked copies, pages, spreadsheets.

Headings of the list are those of an issue sheet that goes back to an office; the levels say
what the office has to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

Text: TypeAlias = Mapping[str, str]


def _text(zh: str, en: str) -> Text:
    return {"zh": zh, "en": en}


LEVELS: Mapping[str, Text] = {
    "error": _text("必须改正", "must be corrected"),
    "warning": _text("需说明", "to be explained"),
    "info": _text("提示", "note"),
}

COLUMNS: Mapping[str, Text] = {
    "number": _text("序号", "No."),
    "body": _text("单位", "body"),
    "year": _text("年度", "year"),
    "place": _text("位置", "place"),
    "reported": _text("原文/填报数", "as printed"),
    "rule": _text("规则", "rule"),
    "working": _text("计算过程", "working"),
    "difference": _text("差额", "difference"),
    "basis": _text("依据", "basis"),
    "level": _text("级别", "level"),
    "advice": _text("修改建议", "advice"),
    "done": _text("整改情况", "what was done"),
    "reviewer": _text("复核人/日期", "reviewed by / date"),
    "file": _text("文件", "file"),
}

WORDS: Mapping[str, Text] = {
    "list-title": _text(
        "政府信息公开工作年度报告核对问题清单",
        "Annual report on government information disclosure: list of discrepancies",
    ),
    "cover-title": _text(
        "政府信息公开工作年度报告核对情况汇总",
        "Annual reports on government information disclosure: summary of the check",
    ),
    "body": _text("单位", "body"),
    "year": _text("报告年度", "report year"),
    "form": _text("适用格式", "form"),
    "scope": _text("统计口径", "scope"),
    "pages": _text("页数", "pages"),
    "file": _text("文件", "file"),
    "sha256": _text("SHA-256", "SHA-256"),
    "date": _text("核对日期", "date of the check"),
    "date-blank": _text("　　　　年　　月　　日", "_______________"),
    "conclusion": _text("核对结论", "conclusion"),
    "checked": _text("核对范围", "what was checked"),
    "tables": _text("法定表格", "statutory tables"),
    "tables-none": _text("没有读到", "none was read"),
    "program": _text("核对程序", "program"),
    "problems": _text("一、问题清单", "1. Discrepancies"),
    "problems-none": _text("没有发现不符之处。", "No discrepancy was found."),
    "undecided": _text("二、未能判定的事项", "2. What could not be decided"),
    "undecided-lead": _text(
        "下列各项因表中数字空白、缺失或读取存疑而未能判定，不表示报告有误，请人工核对。",
        "The items below could not be decided because figures are blank, missing or not read for "
        "sure. This does not say that the report is wrong; please check them by hand.",
    ),
    "undecided-none": _text("无。", "None."),
    "waived": _text("三、已接受的事项", "3. Accepted"),
    "unreadable": _text("未能读取", "not read"),
    "unreadable-lead": _text(
        "本文件未能读取，因此没有核对任何数字。",
        "This file could not be read, so no figure in it was checked.",
    ),
    "caption": _text("第 {page} 页，框出的是本项所涉各格", "page {page}; the cells concerned"),
    "follows": _text("同一原因：", "same cause: "),
    "followers": _text("因此未能判定 {count} 项", "{count} checks undecided for this"),
    "sign-checked": _text("核对人：", "checked by:"),
    "sign-reviewed": _text("复核人：", "reviewed by:"),
    "sign-date": _text("日　期：", "date:"),
    "page-of": _text("第 {page} 页　共 {pages} 页", "page {page} of {pages}"),
    "blank-printed": _text("（空白）", "(blank)"),
    "none": _text("—", "—"),
    "count-error": _text("必须改正", "must be corrected"),
    "count-warning": _text("需说明", "to be explained"),
    "count-info": _text("提示", "notes"),
    "count-undecided": _text("未能判定", "undecided"),
    "sheet-from": _text("清单起始页", "list from page"),
    "note-facts": _text(
        "所列为核对所得的事实：一项关系不成立，说明所涉数字中至少有一个有误，不指明是哪一个。"
        "打印的数字未作任何改动。",
        "The list states facts: a relation that does not hold shows that at least one of its "
        "figures is wrong, not which. No printed figure was altered.",
    ),
    # What was given and is not among the reports.
    "inputs-unread": _text("未读文件", "not read"),
    "inputs-without-reports": _text("无报告处", "no report"),
    "inputs-duplicates": _text("重复文件", "duplicates"),
    "inputs-own": _text("程序输出", "own outputs"),
    "sheet-inputs": _text("未核对的文件", "files not checked"),
    "inputs-why": _text("说明", "what it is"),
    "inputs-same": _text("与 {path} 内容相同，只核对一次", "same as {path}, checked once"),
    "inputs-written": _text(
        "checker 自己写出的文件（{format}），不作为报告核对",
        "written by checker itself ({format}); no report",
    ),
    "inputs-not-read": _text("{kind}，没有读取，未核对", "{kind}; not read, not checked"),
    "inputs-empty": _text("没有找到年度报告 PDF", "no PDF report was found in it"),
    # The web page.
    "page-title": _text("年度报告核对结果", "Check of annual reports"),
    "filter": _text("筛选", "filter"),
    "filter-rule": _text("规则", "rule"),
    "filter-level": _text("级别", "level"),
    "filter-all": _text("全部", "all"),
    "as-read": _text("读到的表格", "tables as read"),
    "original": _text("原件第 {page} 页", "page {page} of the original"),
    "passed-rules": _text("逐条规则的核对结果", "every rule and what became of it"),
    "passed": _text("通过", "passed"),
    "failed": _text("不符", "failed"),
    "checks": _text("校验", "checks"),
    "verdict": _text("结论", "verdict"),
    # The spreadsheet.
    "sheet-list": _text("问题清单", "discrepancies"),
    "sheet-undecided": _text("未能判定", "undecided"),
    "sheet-matrix": _text("汇总", "summary"),
    "sheet-cells": _text("读到的数字", "figures as read"),
    "matrix-key": _text(
        "✓ 通过；✗ n 处不符；? n 处未能判定；空 不适用",
        "✓ passed; ✗ n places fail; ? n places undecided; empty: does not apply",
    ),
    "state": _text("状态", "state"),
    "why": _text("原因", "reason"),
    # The certificate.
    "certificate": _text("核对范围证明", "Certificate of coverage"),
    "certificate-lead": _text(
        "本证明记载：对下列文件，以所列程序和规则进行了哪些校验，各有何结果。"
        "它不评价报告内容，也不替代人工审核。",
        "This certificate states which checks were made on the files below, with which program "
        "and rules, and what each gave. It does not judge the content of the reports and does "
        "not replace a review.",
    ),
    "certificate-verify": _text(
        "验证：checker verify 本文件 报告文件……（数据附在本 PDF 内，名为 {name}）",
        "To verify: checker verify THIS-FILE REPORTS… (the data is attached, named {name})",
    ),
    "rule-files": _text("规则文件", "rule files"),
    "settings": _text("更改的级别", "changed levels"),
    "inputs": _text("核对的文件", "files checked"),
    "results": _text("各项校验及其结果", "all checks and their outcome"),
    "file-and-hash": _text("文件及其 SHA-256", "file and its SHA-256"),
    "left-out": _text("未适用的规则", "rules left out"),
    "coverage-key": _text(
        "校验数依次为：校验 / 通过 / 不符 / 未能判定。",
        "Counts are: checks / passed / failed / undecided.",
    ),
    "certificate-id": _text("证明编号", "certificate"),
    "hard": _text("硬性校验", "hard checks"),
    "all": _text("全部校验", "all checks"),
    # Verifying one.
    "confirmed": _text(
        "核实无误：{count} 份文件与证明所载的程序、规则、读数和结果全部一致",
        "confirmed: {count} files, with program, rules, figures read and outcomes as certified",
    ),
    "differs": _text("与证明不一致，共 {count} 处：", "not as certified, in {count} points:"),
    "differs-id": _text(
        "证明的内容与其编号不符，可能被改动过",
        "the certificate's content does not match its number; it may have been altered",
    ),
    "differs-version": _text(
        "程序版本不同：证明 {stated}，现为 {found}",
        "another version of the program: certified {stated}, now {found}",
    ),
    "differs-rules": _text("规则文件不同：{files}", "other rule files: {files}"),
    "differs-not-given": _text(
        "“{file}”未给出，或内容已经改变", "“{file}” was not given, or its content has changed"
    ),
    "differs-not-stated": _text(
        "“{file}”不在证明所载的文件之中", "“{file}” is not among the files certified"
    ),
    "differs-verdict": _text(
        "“{file}”的结论不同：证明 {stated}，现为 {found}",
        "“{file}”: another verdict, certified {stated}, now {found}",
    ),
    "differs-read": _text("“{file}”读到的数字不同", "“{file}”: the figures read are not the same"),
    "differs-checks": _text(
        "“{file}”各项校验的结果不同：{rules}", "“{file}”: other outcomes of {rules}"
    ),
    "differs-findings": _text(
        "“{file}”的问题不同：{findings}", "“{file}”: other findings, {findings}"
    ),
    "differs-between": _text(
        "各报告之间的问题不同：{findings}", "other findings between the reports, {findings}"
    ),
    "no-certificate": _text(
        "不是 checker 出具的核对范围证明（PDF 或 JSON）",
        "this is not a certificate of coverage by checker (PDF or JSON)",
    ),
    "cannot-read": _text("无法读取“{path}”：{reason}", "cannot read “{path}”: {reason}"),
    "help-certificate": _text(
        "核对范围证明（PDF，或其中的 certificate.json）",
        "a certificate of coverage (PDF, or the certificate.json in it)",
    ),
    "help-waivers": _text("出具证明时所用的接受事项文件", "the waiver file of the certified run"),
    "help-font": _text("打印所用的字体文件", "the font file to print with"),
    # What stands in the way.
    "no-font": _text(
        "找不到中文字体，不能生成 PDF：请安装 fonts-noto-cjk 或 fonts-wqy-zenhei，"
        "或用 --font 给出字体文件",
        "no Chinese font was found, so no PDF was made: install fonts-noto-cjk or "
        "fonts-wqy-zenhei, or name a font file with --font",
    ),
    "bad-font": _text(
        "“{path}”不是可用的字体文件（.ttf、.otf、.ttc）",
        "“{path}” is not a usable font file (.ttf, .otf, .ttc)",
    ),
    "no-library": _text(
        "生成这种输出需要 {library}：pip install 'nianbao-checker[print]'",
        "this output needs {library}: pip install 'nianbao-checker[print]'",
    ),
    "several-copies": _text(
        "annotated-pdf 每份报告一个文件：有 {count} 份报告，请给出文件夹（以 / 结尾）",
        "annotated-pdf is one file a report: there are {count} reports, so name a folder "
        "(ending in /)",
    ),
    "no-original": _text(
        "“{path}”没有原件可供标注",
        "there is no original of “{path}” to annotate",
    ),
    "not-annotated": _text(
        "“{path}”不能标注：{reason}",
        "“{path}” cannot be annotated: {reason}",
    ),
    "not-a-pdf": _text(
        "原件不是 PDF，没有页面可以标注；各项所在位置见其他输出",
        "the original is no PDF and has no pages to mark; other outputs tell the places",
    ),
    "locked": _text(
        "PDF 已加密，不能在不改动原件的情况下添加批注",
        "the PDF is encrypted, and notes cannot be added without changing it",
    ),
}


def word(key: str, lang: str, **values: object) -> str:
    """The fixed words ``key`` in a language, their places filled."""
    return WORDS[key][lang].format_map(values)
