"""``python -m tests.bench.sheets HALF [PRODUCER…]``: make the workbooks of a half and count.

A cell that was planted to be doubtful is right when it is; every sure value must be what is shown.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from checker.isolation.read import read_reports
from checker.model import State
from checker.rulebook.load import load_forms
from tests.bench.producers.score import DOUBTFUL, MISSING, RIGHT, WRONG, judge
from tests.bench.sheets.draw import book
from tests.bench.sheets.write import CAN, PRODUCERS, SUFFIX

if TYPE_CHECKING:
    from checker.model import Report
    from tests.bench.sheets.draw import Book

COUNT = {"xlsxwriter": 40, "openpyxl": 20, "xlwt": 20, "csv": 20, "office-xls": 8, "office-xlsx": 8}
_SHOWN = 3


def judged(made: Book, report: Report) -> tuple[Counter[str], list[str]]:
    """The cells by verdict, and the first that are not right in words."""
    counts: Counter[str] = Counter()
    bad = []
    for ref, wanted in made.truth.items():
        cell = report.cells.get(ref)
        verdict = judge(cell, wanted)
        if ref in made.traps:
            verdict = {DOUBTFUL: RIGHT, RIGHT: WRONG}.get(verdict, verdict)
        counts[verdict] += 1
        if verdict != RIGHT:
            trap = made.traps.get(ref, "")
            read = "nothing" if cell is None else f"{cell.state} {cell.raw!r} {cell.doubt or ''}"
            bad.append(f"{ref} {trap}: {verdict}, shown {wanted['printed']!r}, read {read}")
    more = [
        ref
        for ref, cell in report.cells.items()
        if ref not in made.truth and cell.state is State.NUMBER
    ]
    counts[WRONG] += len(more)
    return counts, bad + [f"{ref}: not shown" for ref in more]


def main(half: str, *names: str) -> int:
    """0 when nothing was read wrong in silence."""
    forms = load_forms()
    every: dict[str, Counter[str]] = defaultdict(Counter)
    spent = 0.0
    with tempfile.TemporaryDirectory(prefix="sheets-") as folder:
        for producer in names or PRODUCERS:
            for number in range(COUNT[producer]):
                made = book(half, producer, number, CAN[producer])
                path = Path(folder) / f"{producer}-{number}{SUFFIX.get(producer, '.xlsx')}"
                path.write_bytes(PRODUCERS[producer](made))
                begun = time.process_time()
                reports = read_reports(path, forms)
                spent += time.process_time() - begun
                counts, bad = judged(made, reports[0])
                every[producer] += counts
                if bad or len(reports) > 1:
                    refused = reports[0].refusal
                    _say(f"{path.name}: {made.style.title()}")
                    _say(f"  {dict(counts)} {refused.reason if refused else ''}")
                    _say("\n".join(f"  {line}" for line in bad[:_SHOWN]))
    whole: Counter[str] = Counter()
    for producer, counts in every.items():
        whole += counts
        _say(_line(producer, counts))
    files = sum(COUNT[producer] for producer in every)
    _say(f"{_line('all', whole)}; {1000 * spent / files:.0f} ms CPU a file")
    return int(whole[WRONG] > 0)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _line(name: str, counts: Counter[str]) -> str:
    share = 100 * counts[RIGHT] / counts.total()
    rest = ", ".join(f"{counts[verdict]} {verdict}" for verdict in (WRONG, DOUBTFUL, MISSING))
    return f"{name}: {counts.total()} cells, {share:.2f} % right, {rest}"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
