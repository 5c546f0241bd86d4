"""Every fixed sentence that users see, in Chinese and English.

Imports nothing, so that ``checker --help`` stays quick: refusal reasons, doubts, states and
verdicts are keyed by the values of the enums in ``checker/model`` (a test checks that none
is missing). The words of a rule stand in its rule file, the labels of a form in its form file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

LANGUAGES = ("zh", "en")
Text: TypeAlias = Mapping[str, str]


def _text(zh: str, en: str) -> Text:
    return {"zh": zh, "en": en}


VERDICTS: Mapping[str, Text] = {
    "pass": _text("通过", "PASS"),
    "fail": _text("不符", "FAIL"),
    "undecided": _text("未能判定", "UNDECIDED"),
    "unreadable": _text("无法读取", "UNREADABLE"),
}

SEVERITIES: Mapping[str, Text] = {
    "error": _text("错误", "error"),
    "warning": _text("警告", "warning"),
    "info": _text("提示", "info"),
}

RESULTS: Mapping[str, Text] = {
    "fail": _text("不符", "does not hold"),
    "undecided": _text("未能判定", "undecided"),
    "broken": _text("规则有误", "broken rule"),
}

SCOPES: Mapping[str, Text] = {
    "own": _text("本机关", "own body"),
    "agg": _text("政府汇总", "aggregated"),
}

STATES: Mapping[str, Text] = {
    "number": _text("数字", "number"),
    "blank": _text("空白", "blank"),
    "text": _text("文字", "text"),
    "doubtful": _text("存疑", "doubtful"),
    "missing": _text("未印出", "not printed"),
}

REFUSALS: Mapping[str, Text] = {
    "not-found": _text(
        "找不到这个文件，请检查路径。",
        "The file does not exist; check the path.",
    ),
    "not-a-file": _text(
        "不是普通文件，请给出 PDF 文件，或存放 PDF 的文件夹。",
        "This is not a regular file; give a PDF file, or a folder of them.",
    ),
    "not-pdf": _text(
        "内容不是 PDF，请提供公布的 PDF 原件。",
        "The content is not PDF; give the PDF as published.",
    ),
    "unsupported": _text(
        "这是{kind}，不是 PDF，目前不能检查。请提供公布的 PDF 原件，或将其导出为 PDF。",
        "This is {kind}, not PDF, and cannot be checked yet; "
        "give the PDF as published, or export it as PDF.",
    ),
    "empty": _text(
        "文件是空的（0 字节），请重新下载或导出。",
        "The file is empty (0 bytes); download or export it again.",
    ),
    "damaged": _text(
        "PDF 已损坏或不完整，无法打开，请重新下载或导出。",
        "The PDF is damaged or cut short; download or export it again.",
    ),
    "encrypted": _text(
        "PDF 已加密，需要密码才能打开，请用 --password 给出密码。",
        "The PDF is encrypted; give its password with --password.",
    ),
    "wrong-password": _text(
        "密码不正确，PDF 未能打开，请核对 --password。",
        "The password does not open the PDF; check --password.",
    ),
    "no-pages": _text(
        "PDF 里没有页面，请重新导出。",
        "The PDF has no pages; export it again.",
    ),
    "scan": _text(
        "这是扫描件：页面只有图像，没有文字，无法核对数字。请提供由文档直接导出的 PDF。",
        "This is a scan: its pages are images without text, so no number can be checked. "
        "Give the PDF exported from the document itself.",
    ),
    "no-text": _text(
        "页面上没有可以读取的文字，请提供由文档直接导出的 PDF。",
        "No page holds text that can be read; give the PDF exported from the document itself.",
    ),
    "too-many-pages": _text(
        "页数超过上限，未予检查。确需检查，请调高 --max-pages。",
        "The PDF has more pages than the limit and was not checked; raise --max-pages if it must.",
    ),
    "too-complex": _text(
        "页面图形过于复杂，超过上限，未予检查。确需检查，请调高 --max-paths。",
        "A page holds more drawing than the limit and was not checked; "
        "raise --max-paths if it must.",
    ),
    "time-limit": _text(
        "读取超过时限，已经中止。确需检查，请调高 --max-seconds。",
        "Reading took longer than the limit and was ended; raise --max-seconds if it must go on.",
    ),
    "memory-limit": _text(
        "读取占用的内存超过上限，已经中止。确需检查，请调高 --max-memory。",
        "Reading took more memory than the limit and was ended; "
        "raise --max-memory if it must go on.",
    ),
    "crashed": _text(
        "读取时进程意外终止，这个文件未检查，请重新导出后再试。",
        "The reading process ended unexpectedly and this file was not checked; "
        "export the PDF again and retry.",
    ),
    "not-a-report": _text(
        "不像政府信息公开工作年度报告：没有找到法定的统计表格。请核对文件。",
        "This does not look like an annual report on government information disclosure: "
        "none of its statutory tables was found. Check the file.",
    ),
    "old-report": _text(
        "2018 年及以前的年度报告没有这些法定表格，不在检查范围内。",
        "Reports of 2018 and before do not have these statutory tables and are not checked.",
    ),
    "blank-form": _text(
        "表格没有填写任何数字，是空白格式。请提供填好的报告。",
        "The tables hold no number at all: this is the blank form. Give the filled-in report.",
    ),
    "own-output": _text(
        "这是 checker 自己写出的文件，不是年度报告，未予核对。请给出报告原件。",
        "checker itself wrote this file; it is no annual report and was not checked. "
        "Give the original report.",
    ),
    "folder-not-listed": _text(
        "文件夹打不开，其中的报告没有核对，请检查访问权限。",
        "The folder cannot be opened, so no report in it was checked; check its permissions.",
    ),
}

# Documents that were not read, counted: of FileKind.
FILE_KINDS: Mapping[str, Text] = {
    "renamed-pdf": _text("扩展名不是 .pdf 的 PDF", "PDF under another name"),
    "marked-copy": _text("缺原件的标注件", "annotated copies without their original"),
    "previous": _text("未能读取的往年报告", "reports of other years that could not be read"),
    "ofd": _text("OFD", "OFD"),
    "fixed-layout": _text("其他版式文件", "other fixed-layout files"),
    "word": _text("Word、WPS 文档", "word processor documents"),
    "spreadsheet": _text("电子表格", "spreadsheets"),
    "presentation": _text("演示文稿", "presentations"),
    "office": _text("旧版 Office 或 WPS 文件", "old Office or WPS files"),
    "web-page": _text("网页", "web pages"),
    "picture": _text("图片", "pictures"),
    "archive": _text("压缩包", "archives"),
    "linked-folder": _text("未进入的链接文件夹", "linked folders, not followed"),
}

# What one file is that no reader takes, in the sentence of its refusal.
ONE_FILE: Mapping[str, Text] = {
    "word": _text("文字处理文档（Word、WPS 文字等）", "a word-processing document (Word, WPS)"),
    "spreadsheet": _text("电子表格（Excel、WPS 表格等）", "a spreadsheet (Excel, WPS)"),
    "presentation": _text("演示文稿", "a presentation"),
    "office": _text("旧版 Office 或 WPS 文件", "an old Office or WPS file"),
    "ofd": _text("OFD 文件", "an OFD file"),
    "web-page": _text("网页文件", "a web page"),
    "picture": _text("图片", "a picture"),
    "fixed-layout": _text("PostScript 文件", "a PostScript file"),
    "archive": _text("压缩包", "an archive"),
}

DOUBTS: Mapping[str, Text] = {
    "readings-differ": _text("两次读取不一致", "the two readings differ"),
    "hidden-text": _text("有看不见的文字", "it holds text that cannot be seen"),
    "covered": _text("被图形遮盖", "it is covered by a drawing"),
    "struck-out": _text("数字被划去", "a number is struck out"),
    "mixed-sizes": _text("字号大小不一", "its characters differ in size"),
    "straddles-rule": _text("数字压在表格线上", "a digit lies across a ruled line"),
    "two-numbers": _text("一格中有两个数", "it holds two numbers"),
    "unmapped-font": _text("字体没有字符对照", "its font does not say which characters it draws"),
    "not-in-a-cell": _text("有数字不在任何单元格内", "a digit lies in no cell"),
    "uncertain-place": _text("属于哪一格不能确定", "it is not certain which cell it belongs to"),
    "split-by-page": _text("被分页截断", "it is cut by a page break"),
    "unread-ink": _text("有没有读出的笔画", "it holds ink that gave no text"),
    "glyph-lies": _text(
        "字形与文字层不符", "a digit is not shaped like the one its text layer says"
    ),
    "in-a-picture": _text("在图像中", "it lies in a picture"),
    "unreadable-table": _text("所在表格读不完整", "its table could not be read in full"),
    "printed-twice": _text("印了两次而不相同", "it is printed twice, differently"),
}

SENTENCES: Mapping[str, Text] = {
    # Joining words.
    "comma": _text("，", ", "),
    "semicolon": _text("；", "; "),
    "list": _text("、", ", "),
    "colon": _text("：", ": "),
    "dot": _text(" · ", " · "),
    "brackets": _text("（{inner}）", " ({inner})"),
    "quoted": _text("“{inner}”", "“{inner}”"),
    "or": _text("或", " or "),
    # Places and cells.
    "cell": _text("{table}「{row}·{column}」", "{table} {row} × {column}"),
    "row-of": _text("{table}「{row}」行", "{table}, row “{row}”"),
    "column-of": _text("{table}「{column}」列", "{table}, column “{column}”"),
    "group-of": _text("{table}「{group}」", "{table}, “{group}”"),
    "section": _text("第{number}部分", "section {number}"),
    "whole-row": _text("整行", "whole row"),
    "rows-more": _text("等 {count} 行", " and others ({count} rows)"),
    "cells-more": _text("另 {count} 格", "{count} more cells"),
    "cells-count": _text("{count} 格", "{count} cells"),
    "page": _text("第 {pages} 页", "p. {pages}"),
    "at-cell": _text(
        "第 {table} 张表第 {row} 行第 {cell} 格", "table {table}, row {row}, cell {cell}"
    ),
    "at-table": _text("第 {table} 张表", "table {table}"),
    "at-paragraph": _text("第 {paragraph} 段", "paragraph {paragraph}"),
    "at-formula": _text("{at}（公式 {formula}）", "{at} (formula {formula})"),
    "at-element": _text("网页元素 {path}", "element {path}"),
    "at-picture": _text("第 {picture} 幅图", "picture {picture}"),
    "at-read": _text(
        "{at}（图像识别：{readers}，可信度 {confidence}）",
        "{at} (read from the image by {readers}, confidence {confidence})",
    ),
    "places-more": _text("另 {count} 处", "{count} more places"),
    # Relations.
    "zeros": _text("另 {count} 项为 0", "{count} more are 0"),
    "all-zero": _text("{count} 项均为 0", "all {count} parts are 0"),
    "difference": _text("相差 {difference}", "difference {difference}"),
    "expected": _text(
        "应为 {expected}，实填 {reported}，相差 {difference}",
        "expected {expected}, printed {reported}, difference {difference}",
    ),
    "undecided": _text("未能判定：", "undecided: "),
    "is-blank": _text("{cells}空白", "{cells} blank"),
    "is-missing": _text("{cells}未印出", "{cells} not printed"),
    "is-text": _text("{cell}填的是“{raw}”", "{cell} holds “{raw}”"),
    "is-doubtful": _text("{cell}存疑（{readings}，{why}）", "{cell} doubtful ({readings}; {why})"),
    "is-doubtful-unread": _text("{cell}存疑（{why}）", "{cell} doubtful ({why})"),
    "sum-of-printed": _text("已填各项之和 {sum}", "the parts printed add up to {sum}"),
    "printed": _text("已填 {terms}", "printed: {terms}"),
    "broken": _text(
        "规则自身有误，此处未能检查：{reason}",
        "the rule itself is faulty and was not applied here: {reason}",
    ),
    # The report on the terminal.
    "year": _text("{year} 年度", "{year}"),
    "body-unknown": _text("未识别机关名称", "body not recognised"),
    "year-unknown": _text("未识别年度", "year not recognised"),
    "part": _text("文件中第 {number} 份，共 {count} 份", "report {number} of {count} in the file"),
    "pages": _text("共 {count} 页", "{count} pages"),
    "basis": _text("依据", "basis"),
    "advice": _text("建议", "advice"),
    "gap": _text("相差", "diff."),
    "rows-left-out": _text(
        "另 {count} 行未列：与上列各项无关，或相关各格为 0",
        "{count} rows not shown: not concerned, or 0 where concerned",
    ),
    "columns-left-out": _text("另 {count} 列未列", "{count} columns not shown"),
    "mark-crossing": _text(
        "{open}n{close} 行、列关系都不成立的交叉处",
        "{open}n{close} where a row and a column that do not hold cross",
    ),
    "mark-cell": _text("{open}n{close} 上述问题所指的格", "{open}n{close} the cell meant above"),
    "mark-doubtful": _text("?n 存疑", "?n doubtful"),
    "blank-sign": _text("空", "blank"),
    "missing-sign": _text("缺", "none"),
    "follows": _text("因此未能判定：{rules}", "therefore undecided: {rules}"),
    "followers": _text("因此未能判定 {count} 项", "{count} checks undecided for this"),
    "follows-many": _text(
        "{count} 项未能判定：{places}",
        "{count} undecided: {places}",
    ),
    "and-so-on": _text("等", " and others"),
    "no-findings": _text("没有发现问题", "no findings"),
    "coverage-hard": _text(
        "硬性校验 {checks} 项：通过 {passed}，不符 {failed}，未能判定 {undecided}",
        "hard checks {checks}: {passed} passed, {failed} failed, {undecided} undecided",
    ),
    "coverage-all": _text(
        "全部校验 {checks} 项：通过 {passed}，不符 {failed}，未能判定 {undecided}",
        "all checks {checks}: {passed} passed, {failed} failed, {undecided} undecided",
    ),
    "summary": _text(
        "共 {reports} 份报告：通过 {passed}，不符 {failed}，"
        "未能判定 {undecided}，无法读取 {unreadable}",
        "{reports} reports: {passed} pass, {failed} fail, {undecided} undecided, "
        "{unreadable} unreadable",
    ),
    "summary-findings": _text(
        "问题：错误 {error}，警告 {warning}，提示 {info}",
        "findings: {error} errors, {warning} warnings, {info} infos",
    ),
    # Tables as read.
    "tables-none": _text("没有读到法定表格", "no statutory table was read"),
    "tables-count": _text(
        "共 {cells} 格：数字 {number}，空白 {blank}，文字 {text}，"
        "存疑 {doubtful}，未印出 {missing}",
        "{cells} cells: {number} numbers, {blank} blank, {text} text, {doubtful} doubtful, "
        "{missing} not printed",
    ),
    # What was given and is not among the reports.
    "inputs-without-reports": _text(
        "没有找到年度报告 PDF：{names}",
        "no PDF report was found in: {names}",
    ),
    "inputs-unread": _text(
        "另有 {count} 个文件没有读取，未核对：{kinds}",
        "files that were not read and not checked, {count}: {kinds}",
    ),
    "inputs-kind": _text("{kind} {count} 个（{names}）", "{kind}, {count} ({names})"),
    "inputs-duplicates": _text(
        "重复的文件 {count} 个，相同内容只核对一次：{names}",
        "files given more than once and checked once, {count}: {names}",
    ),
    "inputs-same": _text("{path}（同 {same_as}）", "{path} (same as {same_as})"),
    "inputs-again": _text("{path}（重复给出）", "{path} (given again)"),
    "inputs-own": _text(
        "checker 自己写出的文件 {count} 个，不作为报告核对：{names}",
        "files that checker itself wrote and that are no reports, {count}: {names}",
    ),
    "inputs-more": _text("{names} 等", "{names} and others"),
    # Diagnostics of the command line.
    "no-pdf-found": _text(
        "“{path}”里没有找到年度报告 PDF",
        "no PDF report found in “{path}”",
    ),
    "unknown-rule": _text("没有编号为 {rule} 的规则", "there is no rule {rule}"),
    "did-you-mean": _text("；是否指 {hint}？", "; did you mean {hint}?"),
    "bad-severity": _text(
        "--severity 应写成 规则=级别，级别为 {levels}，而不是“{given}”",
        "--severity takes RULE=LEVEL with LEVEL one of {levels}, not “{given}”",
    ),
    "bad-environment": _text(
        "环境变量 {name} 应为 {choices} 之一，而不是“{given}”",
        "environment variable {name} must be one of {choices}, not “{given}”",
    ),
    "needs-file": _text(
        "{format} 不能显示在终端上，请用 -o 写入文件",
        "{format} cannot be shown on a terminal; write it to a file with -o",
    ),
    "bad-report": _text(
        "--report 应写成 格式=文件，格式为 {choices} 之一，而不是“{given}”",
        "--report takes FORMAT=FILE with FORMAT one of {choices}, not “{given}”",
    ),
    "same-file": _text(
        "两项输出不能写入同一个文件“{path}”",
        "two outputs cannot go to the same file “{path}”",
    ),
    "output-is-input": _text(
        "输出“{path}”会覆盖输入文件“{input}”，未写出任何内容，请改写到别处",
        "output “{path}” would overwrite the input “{input}”; nothing was written, choose another "
        "place",
    ),
    "cannot-write": _text("无法写入“{path}”：{reason}", "cannot write “{path}”: {reason}"),
    "dangling-link": _text("链接指向的文件不存在", "it is a link to a file that does not exist"),
    "no-sidecar-place": _text(
        "从标准输入读取的报告没有所在文件夹，--sidecar 无处写出",
        "a report from standard input lies in no folder that --sidecar could write to",
    ),
    "internal-error": _text(
        "内部错误：{error}（设 CHECKER_DEBUG=1 可查看详情）",
        "internal error: {error} (set CHECKER_DEBUG=1 for details)",
    ),
    "installation-import": _text(
        "安装不完整，{library} 无法载入（{detail}）；请重新安装："
        "python -m pip install --force-reinstall '{requirement}'",
        "the installation is broken: {library} cannot be loaded ({detail}); install it again: "
        "python -m pip install --force-reinstall '{requirement}'",
    ),
    "installation-version": _text(
        "安装有误，{library} 的版本是 {detail}，不能使用；请重新安装："
        "python -m pip install --force-reinstall '{requirement}'",
        "the installation is faulty: {library} is of version {detail}, which does not serve; "
        "install it again: python -m pip install --force-reinstall '{requirement}'",
    ),
    "installation-module": _text(
        "安装不完整，缺少所需的模块（{detail}）；请在新的虚拟环境中重新安装本程序",
        "the installation is broken, a module is missing ({detail}); "
        "install this program again, in a fresh virtual environment",
    ),
    "installation-start": _text(
        "读取进程未能启动（{detail}），多因安装损坏；请在新的虚拟环境中重新安装本程序",
        "the reading process does not start ({detail}), mostly for a broken installation; "
        "install this program again, in a fresh virtual environment",
    ),
    "same-fault": _text(
        "读取表格时每份报告（{count} 份）都出同样的错（{error}），问题在安装或本程序，不在报告；"
        "请重新安装后再试（现用 {versions}）",
        "reading the tables failed alike on every report ({count}): {error}; the installation or "
        "this program is at fault, not the reports: install it again and retry "
        "(in use: {versions})",
    ),
    "only-fault": _text(
        "这份报告的表格页全都读取出错（{error}）；问题在安装、本程序还是这个文件，请换一份报告试读，"
        "若也出错，请重新安装（现用 {versions}）",
        "reading failed on every page of tables of this report ({error}); to tell whether the "
        "installation, this program or the file is at fault, try another report and, if that "
        "fails too, install again (in use: {versions})",
    ),
    "page-fault": _text(
        "{path}：解析第 {page} 页的表格时程序出错（{error}）",
        "{path}: the parser of tables failed on page {page} ({error})",
    ),
    "interrupted": _text("已中断", "interrupted"),
    "progress": _text("正在检查", "checking"),
}


# `checker --help` and its like, by option or command.
HELP: Mapping[str, Text] = {
    "usage": _text("用法：", "usage: "),
    "about": _text(
        "检查政府信息公开工作年度报告 PDF 的法定表格（表二、表三、表四）。",
        "Check the statutory tables (2, 3 and 4) of annual reports on government information "
        "disclosure.",
    ),
    "exit": _text(
        "退出状态：0 全部检查且没有达到 --fail-on 的问题；1 有这样的问题，或有报告无法读取、"
        "未能判定；2 用法、配置或规则文件有误，有输出未能写出，或程序内部错误。",
        "Exit status: 0 everything assessed and nothing at or above --fail-on; 1 such findings, or "
        "a report that could not be read or fully assessed; 2 wrong usage, configuration or rule "
        "file, an output that could not be written, or an internal error.",
    ),
    "commands": _text("命令", "commands"),
    "check": _text("检查报告并列出问题", "check reports and tell what does not hold"),
    "tables": _text("列出读到的表格", "show the tables as read"),
    "command-rules": _text(
        "列出规则；rules test 检验规则本身，rules schema 显示数据校验模式",
        "list the rules; rules test puts them to the proof, rules schema shows their schemas",
    ),
    "explain": _text("说明一条规则", "explain a rule"),
    "waive": _text("把现有问题写入豁免文件", "accept present findings in the waiver file"),
    "arguments": _text("参数", "arguments"),
    "options": _text("选项", "options"),
    "limits": _text("每个文件的上限", "limits for each file"),
    "paths": _text(
        "PDF 文件、文件夹（包括其下各级）、通配符，或 -（标准输入）",
        "PDF files, folders (searched all the way down), globs, or - (standard input)",
    ),
    "help": _text("显示本说明", "show this help"),
    "version": _text("显示版本", "show the version"),
    "output-format": _text("输出格式：{choices}", "one of {choices}"),
    "output-file": _text(
        "写入文件（完整写入，否则不写）",
        "write to a file, whole or not at all",
    ),
    "report": _text(
        "同时以另一格式写入文件，如 sarif=out.sarif；给出文件夹（以 / 结尾）则每份报告一个文件，"
        "以机关和年度命名；可重复",
        "also write another format to a file, e.g. sarif=out.sarif; to a folder (ending in /), one "
        "file a report, named after body and year; may be repeated",
    ),
    "font": _text("打印清单和证明所用的字体文件", "the font file for printed lists"),
    "verify": _text(
        "重新核对文件，验证核对范围证明",
        "check files again and say whether a certificate holds",
    ),
    "sidecar": _text(
        "在每份报告旁写出 报告名.tables.txt（每行一个表格行），供 CI 标注指到行",
        "write NAME.tables.txt beside each report, one table row a line, for CI annotations to "
        "point at",
    ),
    "lang": _text("输出语言：zh 或 en", "language of the output, zh or en"),
    "color": _text("彩色：auto、always、never", "colour: auto, always or never"),
    "fail-on": _text(
        "达到此级别的问题使退出状态为 1：error、warning、info、never（默认 error）",
        "the level from which findings make the exit status 1: error (default), warning, info, "
        "never",
    ),
    "exit-zero": _text("有问题也以 0 退出", "exit with 0 whatever is found"),
    "strict-inputs": _text(
        "文件夹里存在未读取的文件（Word、电子表格、图片、OFD 等）时，以 1 退出",
        "exit with 1 if a document was not read (Word, spreadsheet, picture, OFD …)",
    ),
    "severity": _text(
        "改变一条规则的级别，如 ST-05=error；可重复",
        "change the level of a rule, e.g. ST-05=error; may be repeated",
    ),
    "rules": _text("另加的规则文件；可重复", "an extra rule file; may be repeated"),
    "password": _text("加密 PDF 的密码", "password of encrypted PDFs"),
    "jobs": _text("同时读取几个文件", "how many files are read at once"),
    "quiet": _text("只列出问题", "findings only"),
    "max-pages": _text("页数", "pages"),
    "max-seconds": _text("读取时间（秒）", "seconds to read it"),
    "max-memory": _text("内存（MB）", "memory in MB"),
    "max-paths": _text("一页上的图形路径数", "drawn paths on a page"),
    "error": _text("错误：", "error: "),
    "note": _text("注意：", "note: "),
    "settings": _text("配置", "settings"),
    "required": _text("缺少参数：{rest}", "missing arguments: {rest}"),
    "unrecognized": _text("不认识的参数：{rest}", "unknown arguments: {rest}"),
    "invalid-choice": _text(
        "{name} 应为 {choices} 之一，而不是 {given}",
        "{name} must be one of {choices}, not {given}",
    ),
    "not-positive": _text(
        "应为正整数，而不是“{given}”", "expected a whole number above 0, not “{given}”"
    ),
}


def say(key: str, lang: str, **values: object) -> str:
    """The fixed sentence ``key`` in a language, its places filled."""
    return SENTENCES[key][lang].format_map(values)
