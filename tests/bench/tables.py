"""The bench's results as Markdown, in English and Chinese, and what the program owes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tests.bench.accuracy import Score
    from tests.bench.localise import Hits
    from tests.bench.timing import Sample

_MEGABYTE = 1_000_000
_PERFECT_OWED, _PERFECT_AIM = 36, 40

_WORDS = {
    "file": {"en": "File", "zh": "文件"},
    "how": {"en": "How", "zh": "方式"},
    "warm": {"en": "warm, ms", "zh": "热态，毫秒"},
    "process": {"en": "whole process, s", "zh": "整个进程，秒"},
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
    "warm_ratio": {"en": "warm time ÷ camelot, {0}", "zh": "热态用时 ÷ camelot，{0}"},
    "process_ratio": {
        "en": "whole process ÷ camelot, {0}",
        "zh": "整个进程用时 ÷ camelot，{0}",
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
        "en": "all rules on 10,000 reports, one batch, one core",
        "zh": "全部规则一次检查 10,000 份报告，单核",
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
    "machine": {"en": "Medians of one run on {0}.", "zh": "同一次运行的中位数，{0}。"},
}


def _say(key: str, language: str, *values: object) -> str:
    return _WORDS[key][language].format(*values)


@dataclass(frozen=True, slots=True)
class Debt:
    """Something promised: what was measured must not exceed ``bound``."""

    key: str
    measured: float
    bound: float
    aim: float | None
    unit: str
    file: str = ""

    @property
    def met(self) -> bool:
        """Whether the promise holds."""
        return self.measured <= self.bound


@dataclass(frozen=True, slots=True)
class Speed:
    """The candidates on one file, warm and as whole processes."""

    file: str
    warm: Mapping[str, Sample]
    whole: Mapping[str, Sample]

    def debts(self) -> tuple[Debt, ...]:
        """What the whole check owes against camelot's defaults, and in memory."""
        warm = self.warm["checker"].seconds / self.warm["camelot"].seconds
        whole = self.whole["checker"].seconds / self.whole["camelot"].seconds
        peak = self.whole["checker"].peak / _MEGABYTE
        return (
            Debt("warm_ratio", warm, 1 / 5, 1 / 8, "", self.file),
            Debt("process_ratio", whole, 1 / 2, 1 / 3, "", self.file),
            Debt("peak_mb", peak, 200, None, "MB", self.file),
        )


def start_debts(starts: Mapping[str, Sample]) -> tuple[Debt, ...]:
    """What ``--help`` and ``--version`` owe against importing pandas."""
    pandas = starts["pandas"].seconds
    return tuple(
        Debt(f"{name}_ratio", starts[name].seconds / pandas, 1 / 3, None, "")
        for name in ("help", "version")
    )


def accuracy_debts(scores: Sequence[Score]) -> tuple[Debt, ...]:
    """No wrong number at all, and most files read whole."""
    if not scores:
        return ()
    imperfect = len(scores) - _perfect(scores)
    return (
        Debt("wrong_cells", sum(score.wrong for score in scores), 0, None, "n"),
        Debt("imperfect", imperfect, len(scores) - _PERFECT_OWED, len(scores) - _PERFECT_AIM, "n"),
    )


def _perfect(scores: Iterable[Score]) -> int:
    return sum(not score.wrong and not score.doubtful for score in scores)


def localisation_debts(hits: Sequence[Hits]) -> tuple[Debt, ...]:
    """Where the planted repair must stand, in per cent missed, and the time of a search."""
    missed = {
        one.fault: (
            100 * (1 - one.first / one.reports),
            100 * (1 - one.first_three / one.reports),
        )
        for one in hits
    }
    pairs = ("swap", "wrong_column", "shifted_row", "transposed")
    return (
        Debt("locate_first", missed["one_cell"][0], 0, None, "%"),
        *(Debt("locate_three", missed[fault][1], 5, None, "%", fault) for fault in pairs),
        Debt("locate_found", missed["three"][1], 5, None, "%"),
        Debt("locate_ms", max(one.longest_ms for one in hits), 50, None, "ms"),
    )


def localisation_table(hits: Sequence[Hits], language: str) -> str:
    """Each kind of planted fault: where its repair was told, and how fast."""
    keys = ("planted", "reports", "first", "three", "unfinished", "median_ms", "longest_ms")
    rows = [
        [
            _say(f"fault_{one.fault}", language),
            str(one.reports),
            f"{100 * one.first / one.reports:.1f} %",
            f"{100 * one.first_three / one.reports:.1f} %",
            str(one.unfinished),
            f"{one.median_ms:.1f}",
            f"{one.longest_ms:.1f}",
        ]
        for one in hits
    ]
    return _table([_say(key, language) for key in keys], rows, numbers_from=1)


def speed_tables(
    speeds: Sequence[Speed],
    starts: Mapping[str, Sample],
    debts: Sequence[Debt],
    machine: str,
    language: str,
) -> str:
    """The times, then what is owed."""
    heads = [_say(key, language) for key in ("file", "how", "warm", "process", "peak")]
    rows = [
        [
            speed.file if name == "checker" else "",
            _say(name, language),
            f"{1000 * speed.warm[name].seconds:.0f}",
            f"{speed.whole[name].seconds:.2f}",
            f"{speed.whole[name].peak / _MEGABYTE:.0f}",
        ]
        for speed in speeds
        for name in ("checker", "camelot", "pdfium")
    ]
    rows.extend(
        ["", text, "", f"{starts[name].seconds:.3f}", f"{starts[name].peak / _MEGABYTE:.0f}"]
        for name, text in (
            ("help", "`checker --help`"),
            ("version", "`checker --version`"),
            ("pandas", "`python -c 'import pandas'`"),
        )
    )
    owed_heads = [_say(key, language) for key in ("owed", "measured", "bound", "aim", "held")]
    owed = [
        [
            _say(debt.key, language, _file(debt, language)),
            _quantity(debt.measured, debt.unit),
            f"≤ {_quantity(debt.bound, debt.unit)}",
            "" if debt.aim is None else f"≤ {_quantity(debt.aim, debt.unit)}",
            _say("yes" if debt.met else "no", language),
        ]
        for debt in debts
    ]
    return "\n\n".join(
        (
            _table(heads, rows, numbers_from=2),
            _table(owed_heads, owed, numbers_from=1),
            _say("machine", language, machine),
        )
    )


def _file(debt: Debt, language: str) -> str:
    fault = f"fault_{debt.file}"
    return _say(fault, language) if fault in _WORDS else debt.file


def _quantity(value: float, unit: str) -> str:
    if unit == "n":
        return f"{value:.0f}"
    if unit:
        return f"{value:.1f} {unit}" if unit in ("s", "%") else f"{value:.0f} {unit}"
    return f"{value:.3f}"


def accuracy_table(scores: Sequence[Score], language: str) -> str:
    """The sum in a sentence, the files in a table folded away."""
    right, wrong, doubtful = (
        sum(getattr(score, name) for score in scores) for name in ("right", "wrong", "doubtful")
    )
    heads = [_say(key, language) for key in ("file", "dress", "right", "wrong", "doubtful")]
    rows = [
        [score.name, score.what, *(str(n) for n in (score.right, score.wrong, score.doubtful))]
        for score in scores
    ]
    rows.append([_say("all", language, len(scores)), "", str(right), str(wrong), str(doubtful)])
    sentence = _say(
        "summary",
        language,
        _perfect(scores),
        len(scores),
        right,
        right + wrong + doubtful,
        wrong,
        doubtful,
    )
    return (
        f"{sentence}\n\n<details><summary>{_say('each', language)}</summary>\n\n"
        f"{_table(heads, rows, numbers_from=2)}\n\n</details>"
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, numbers_from: int) -> str:
    """A Markdown table; columns from ``numbers_from`` on are aligned right."""
    rule = ["---:" if column >= numbers_from else "---" for column in range(len(heads))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, rule, *rows))
