"""Time and memory of a run of thousands of reports: ``python -m tests.bench.large_runs COUNT…``.

The readings are fed in, as a reading process sends them, so that only what follows is measured:
the rules on each report, on its body's years and on the county above it, and an output. Two years
of each body, 20 bodies a county, figures and prose of real reports, every third with a number
changed. Each size runs in a process of its own.
"""

from __future__ import annotations

import json
import pickle
import resource
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from unittest.mock import patch

from checker import judging
from checker.checks.engine import evaluate
from checker.claims import with_stated
from checker.model import Period, Scope
from tests.bench.tables import Debt
from tests.support.factory import change, sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.model import Outcome, Report
    from checker.options import Options
    from checker.pipeline import ReportReader
    from checker.rulebook.form import Form
    from checker.rulebook.lexicon import Lexicon
    from checker.rulebook.rule import Rulebook

_BASES = ("yanghe-2025",) * 4 + ("suqian-2024",)
COUNTS = (100, 10_000, 20_000)  # of which something is owed
_FIRST = 10
COUNTY = 20
_FREE = "t2__licensing__decisions"  # in no sum of its table
_PROSE = (
    "（一）主动公开。围绕第{own}号重点任务，全年通过门户网站发布信息1836条，通过微信公众号发布信息724条，"
    "举办新闻发布会6场，解读政策文件15件，其中图解9件、视频6件。更新机构职能、领导信息、办事指南等栏目42个，"
    "公开财政预决算、重大项目、社会救助、教育、医疗卫生等领域信息413条。\n"
    "（二）信息管理。健全信息发布审核制度，落实三审三校，对发布信息逐条登记，清理失效文件，规范性文件统一编号、"
    "集中公布。全年开展政府网站检查12次，整改错链和错别字问题37处，按季度通报检查结果。\n"
    "（三）平台建设。优化网站检索功能，完善无障碍阅读，打通县、镇两级政务服务大厅的公开专区，配备查询电脑18台，"
    "接待群众查阅2300余人次，答复网民留言561条，办结率100%。\n"
    "（四）监督保障。召开工作推进会4次，组织业务培训3期，培训人员210人次，把政务公开纳入年度绩效考核，"
    "分值权重为4%。设立意见箱，聘请社会监督员20名，开展社会评议1次，未发生责任追究情形。\n"
) * 7  # 2,800 characters, what real reports have in the middle


class _Timed:
    """The rules on each report, and how many CPU seconds they took."""

    def __init__(self) -> None:
        self.took = 0.0

    def __call__(self, reports: Sequence[Report], rulebook: Rulebook) -> tuple[Outcome, ...]:
        begin = time.process_time()
        try:
            return evaluate(reports, rulebook)
        finally:
            self.took += time.process_time() - begin


class _Fed:
    """Gives made-up readings, each with memory of its own as if it came out of a pipe.

    Their prose is read as a reading process reads it; ``took`` is what making them took, in CPU
    seconds, which is no part of what follows.
    """

    versions = ()

    def __init__(self) -> None:
        self.took = 0.0

    def read(
        self, paths: Sequence[str], forms: tuple[Form, ...], lexicon: Lexicon | None = None
    ) -> Iterator[tuple[Report, ...]]:
        del forms
        assert lexicon is not None
        bases = [sample(name) for name in _BASES]
        for number, path in enumerate(paths):
            begin = time.process_time()
            made = with_stated(_report(bases, number, path), lexicon)
            given = (pickle.loads(pickle.dumps(made)),)  # noqa: S301
            self.took += time.process_time() - begin
            yield given


def _report(bases: Sequence[Report], number: int, path: str) -> Report:
    own = number // 2
    one = reading(bases, number, path)
    if number % 3 == 0:
        refs = sorted(one.cells)
        one = change(one, refs[own % len(refs)], str(number % 97))
    return one


def reading(bases: Sequence[Report], number: int, path: str) -> Report:
    """The reading of a report that nothing was changed in."""
    own, year = number // 2, 2024 - number % 2
    is_county = own % COUNTY == 0
    one = _county(bases, own) if is_county else _town(bases, own)
    return replace(
        one,
        path=path,
        sha256=f"{number:064x}",
        body=_body(own),
        year=year,
        years=(),
        period=Period(f"{year}-01-01", f"{year}-12-31", ""),
        scope=Scope.AGGREGATED if is_county else Scope.OWN,
        sections=tuple(
            replace(s, text=s.text + _PROSE.format(own=own) if s.number == 1 else s.text)
            for s in one.sections
        ),
    )


def _town(bases: Sequence[Report], own: int) -> Report:
    """Figures of a real report, one of them as no other body has it."""
    return change(bases[own % len(bases)], _FREE, str(own))


def _county(bases: Sequence[Report], own: int) -> Report:
    """What its towns have in each cell, added up."""
    towns = [_town(bases, own + one) for one in range(1, COUNTY)]
    cells = {}
    for ref, cell in towns[0].cells.items():
        total = sum((town.cells[ref].value or Decimal(0) for town in towns), Decimal(0))
        cells[ref] = replace(cell, value=total, raw=str(total))
    return replace(towns[0], cells=cells)


def _body(own: int) -> str:
    county = f"第{own // COUNTY}县"
    return f"{county}人民政府" if own % COUNTY == 0 else f"{county}第{own % COUNTY}镇人民政府"


def bodies(count: int) -> str:
    """The list of the bodies that ``count`` reports are of, as CSV."""
    lines = ["body,kind,parent,complete"]
    for own in range((count + 1) // 2):
        is_county = own % COUNTY == 0
        parent = "" if is_county else _body(own - own % COUNTY)
        lines.append(f"{_body(own)},{'government' if is_county else 'township'},{parent},yes")
    return "\n".join(lines) + "\n"


def run(count: int, output: str = "") -> dict[str, float]:
    """CPU seconds and peak memory (MB) of one run in this process, before and after its output.

    ``rules`` are those of each report by itself, ``all`` what follows the reading but the output,
    which is written where one is named.
    """
    from checker.options import Options
    from checker.pipeline import run as check
    from checker.reporters import reporter
    from checker.reporters.options import Look

    fed, timed = _Fed(), _Timed()

    @contextmanager
    def start(options: Options) -> Iterator[ReportReader]:
        del options
        yield fed

    with TemporaryDirectory() as folder:
        listed = Path(folder) / "bodies.csv"
        listed.write_text(bodies(count), "utf-8")
        paths = [f"{number}.pdf" for number in range(count)]
        options = Options(bodies=str(listed))
        check(paths[:_FIRST], options, start_readers=start)  # which imports all that judges
        fed.took, begin = 0.0, time.process_time()
        with patch.object(judging, "evaluate", timed):
            found = check(paths, options, start_readers=start)
        done = time.process_time()
        memory = _peak()
        if output:
            with (Path(folder) / "out").open("w", encoding="utf-8") as stream:
                reporter(output)(found.results, Look(found.forms, width=100), stream)
    return {
        "rules": timed.took,
        "all": done - begin - fed.took,
        "output": time.process_time() - done,
        "memory": memory,
        "memory with output": _peak(),
        "findings": sum(len(one.findings) for one in found.results.reports)
        + len(found.results.findings),
    }


def _peak() -> float:
    """The most memory of this program (MB), not of the one that started it.

    ``ru_maxrss`` is handed on to what a process becomes: of a bench of 475 MB each run had 475.
    """
    with suppress(OSError):
        told = Path("/proc/self/status").read_text("ascii")
        return int(told.split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@dataclass(frozen=True, slots=True)
class Held:
    """Reports held together: CPU milliseconds of each, and peak memory (MB) after the rules.

    ``rules`` and ``each`` are what ``run`` tells as ``rules`` and ``all``.
    """

    rules: float
    each: float
    memory: float


def alone(count: int, *output: str) -> dict[str, float]:
    """What ``run`` tells, of a process of its own: memory that was used once stays counted."""
    command = [sys.executable, "-m", "tests.bench.large_runs", "--alone", str(count), *output]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def held() -> dict[int, Held]:
    """The runs that something is owed of."""
    found = {count: alone(count) for count in COUNTS}
    return {
        count: Held(1000 * one["rules"] / count, 1000 * one["all"] / count, one["memory"])
        for count, one in found.items()
    }


def debts(runs: Mapping[int, Held]) -> tuple[Debt, ...]:
    """What the rules take, that all does not grow with their number, nor much the memory."""
    few, many, most = COUNTS
    return (
        Debt("rules_10000", runs[many].rules * many / 1000, 10, 5, "s"),
        Debt("growth", runs[many].each / runs[few].each, 1.2, None, ""),
        Debt("parent_mb", runs[most].memory, 400, None, "MB"),
    )


def main() -> None:
    """Prints a line for each size."""
    counts = sys.argv[1:] or ["200", "2000", "20000"]
    if counts[0] == "--alone":
        sys.stdout.write(json.dumps(run(int(counts[1]), *counts[2:])))
        return
    heads = (
        f"{'reports':>8} {'rules':>8} {'all, ms':>8} {'output':>8}"
        f" {'MB':>6} {'with':>6} {'findings':>9}"
    )
    sys.stdout.write(heads + "\n")
    for count in map(int, counts):
        found = alone(count, "text")
        rules, each, written = (1000 * found[one] / count for one in ("rules", "all", "output"))
        memory, more = found["memory"], found["memory with output"]
        line = f"{count:>8} {rules:8.2f} {each:8.2f} {written:8.2f} {memory:6.0f} {more:6.0f}"
        sys.stdout.write(f"{line} {found['findings']:9.0f}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
