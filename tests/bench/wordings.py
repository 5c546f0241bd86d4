"""The words of the bench's tables, in both languages of the README."""

from __future__ import annotations

WORDS = {
    "file": {"en": "File", "zh": "文件"},
    "how": {"en": "How", "zh": "方式"},
    "warm": {"en": "warm, ms", "zh": "热态，毫秒"},
    "warm_cpu": {"en": "warm, CPU ms", "zh": "热态，处理器毫秒"},
    "process": {"en": "whole process, s", "zh": "整个进程，秒"},
    "process_cpu": {"en": "whole process, CPU s", "zh": "整个进程，处理器秒"},
    "peak": {"en": "peak memory, MB", "zh": "内存峰值，MB"},
    "checker": {
        "en": "**checker**: both readings, all rules",
        "zh": "**checker**：两次读取、全部规则",
    },
    "camelot": {"en": "camelot, defaults, tables only", "zh": "camelot 默认参数，仅取表格"},
    "pdfium": {
        "en": "pdfium alone: characters and paths of the same pages",
        "zh": "仅 pdfium：同样页面的字符与路径",
    },
    "owed": {"en": "Owed", "zh": "要求"},
    "measured": {"en": "measured", "zh": "实测"},
    "bound": {"en": "bound", "zh": "上限"},
    "aim": {"en": "aim", "zh": "目标"},
    "held": {"en": "held", "zh": "结论"},
    "yes": {"en": "yes", "zh": "达到"},
    "no": {"en": "**no**", "zh": "**未达到**"},
    "warm_ratio": {"en": "warm, CPU ÷ camelot's, {0}", "zh": "热态处理器用时 ÷ camelot，{0}"},
    "process_ratio": {
        "en": "whole process ÷ camelot, {0}",
        "zh": "整个进程用时 ÷ camelot，{0}",
    },
    "process_cpu_ratio": {
        "en": "whole process, CPU ÷ camelot's, {0}",
        "zh": "整个进程处理器用时 ÷ camelot，{0}",
    },
    "batch_ms": {
        "en": "CPU a file, 100 files, two processes, start-up included",
        "zh": "100 份文件、两个进程，每份处理器用时（含启动）",
    },
    "again_ms": {
        "en": "CPU a file, the same 100 again (cache)",
        "zh": "同样 100 份再查一次（缓存），每份处理器用时",
    },
    "child_mb": {
        "en": "peak memory of a reading process, 100 files",
        "zh": "读取进程的内存峰值，100 份文件",
    },
    "long_mb": {
        "en": "peak memory of a reading process, 1,000 pages",
        "zh": "读取进程的内存峰值，1,000 页",
    },
    "bound_s": {
        "en": "20 reports in one PDF, CPU, start-up included",
        "zh": "20 份报告合订为一个 PDF，处理器用时（含启动）",
    },
    "growth": {
        "en": "CPU a report of 10,000 held together ÷ of 100",
        "zh": "10,000 份一并核对每份处理器用时 ÷ 100 份时",
    },
    "parent_mb": {
        "en": "peak memory of the judging process, 20,000 reports",
        "zh": "核对进程的内存峰值，20,000 份报告",
    },
    "peak_mb": {"en": "peak memory, {0}", "zh": "内存峰值，{0}"},
    "help_ratio": {
        "en": "`checker --help` ÷ `import pandas`",
        "zh": "`checker --help` ÷ `import pandas`",
    },
    "version_ratio": {
        "en": "`checker --version` ÷ `import pandas`",
        "zh": "`checker --version` ÷ `import pandas`",
    },
    "rules_10000": {
        "en": "all rules on 10,000 reports as they come read (2,800 letters of prose each), CPU",
        "zh": "全部规则检查 10,000 份已读取的报告（各含 2800 字正文），处理器用时",
    },
    "outputs_ratio": {
        "en": "all outputs of one report ÷ reading it",
        "zh": "一份报告的全部输出 ÷ 读取用时",
    },
    "wrong_cells": {"en": "wrong numbers taken as sure", "zh": "误读而未提示的数字"},
    "imperfect": {"en": "reports not read whole", "zh": "未能全部读对的报告"},
    "dress": {"en": "Dress of the report", "zh": "报告的版式"},
    "right": {"en": "right", "zh": "读对"},
    "wrong": {"en": "wrong", "zh": "读错"},
    "doubtful": {"en": "doubtful", "zh": "存疑"},
    "all": {"en": "all {0} files", "zh": "共 {0} 份"},
    "summary": {
        "en": "{0} of {1} reports with every cell right; {2} of {3} cells right, {4} wrong, "
        "{5} given as doubtful.",
        "zh": "{1} 份报告中 {0} 份全部单元格读对；{3} 个单元格读对 {2} 个，读错 {4} 个，"
        "标为存疑 {5} 个。",
    },
    "each": {"en": "each file", "zh": "逐份结果"},
    "locate_first": {
        "en": "one wrong cell: right cell and value not told first",
        "zh": "一格有误：正确的格与数未列第一",
    },
    "locate_three": {
        "en": "right repair not among the first three: {0}",
        "zh": "正确改法未列前三：{0}",
    },
    "locate_found": {"en": "three wrong cells: not found", "zh": "三格有误：未找出"},
    "locate_ms": {"en": "longest search in a report", "zh": "一份报告最长的搜索用时"},
    "planted": {"en": "Planted in Table 3", "zh": "埋入表三的错误"},
    "reports": {"en": "reports", "zh": "报告"},
    "first": {"en": "first", "zh": "列第一"},
    "three": {"en": "among three", "zh": "列前三"},
    "unfinished": {"en": "not searched to the end", "zh": "未搜索到底"},
    "median_ms": {"en": "median, ms", "zh": "中位数，毫秒"},
    "longest_ms": {"en": "longest, ms", "zh": "最长，毫秒"},
    "fault_one_cell": {"en": "one wrong cell, totals included", "zh": "一格有误（含总计）"},
    "fault_swap": {"en": "two cells swapped", "zh": "两格互换"},
    "fault_wrong_column": {
        "en": "a number in the wrong column",
        "zh": "一个数填错了列",
    },
    "fault_one_case": {
        "en": "one application counted in the wrong column",
        "zh": "一件申请计错了列",
    },
    "fault_shifted_row": {"en": "a row shifted by one column", "zh": "一行错开一列"},
    "fault_transposed": {
        "en": "digits transposed, the total added up with them",
        "zh": "数字颠倒，总计随之相加",
    },
    "fault_three": {"en": "three wrong cells", "zh": "三格有误"},
    "machine": {
        "en": "Medians of one run on {0}; load {1} when it began, {2} at the end. There "
        "`sum(range(2_000_000))` takes {3} ms: what is bounded in seconds is slower where that is.",
        "zh": "同一次运行的中位数，{0}；开始时负载 {1}，结束时 {2}。该机器上 "
        "`sum(range(2_000_000))` 用时 {3} 毫秒：机器越慢，以秒计的各项越大。",
    },
}
