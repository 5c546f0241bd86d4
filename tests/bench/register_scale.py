"""Time, memory and room of a register: ``python -m tests.bench.register_scale COUNT…``.

The readings are made of a real report's figures and prose, fed in as a reading process sends them:
two years of each body, twenty bodies a county, and in every tenth a total that is one too high.
Measured is all that follows: the rules, the store, years and levels, and what is then asked of it.
Each size runs in a process of its own; ``--store`` names an empty database of a server instead of
a file.
"""

from __future__ import annotations

import json
import pickle
import resource
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from checker.checks.across.body_list import read_bodies
from tests.bench import large_runs
from tests.bench.run import READMES
from tests.support.blocks import write_block
from tests.support.factory import change, sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from checker.model import Report
    from checker.options import Options
    from checker.pipeline import ReportReader
    from checker.register.location import Place
    from checker.rulebook.form import Form

_DAY = "2025-02-10"
_BASE = "suqian-2024"
_WRONG = "t3.granted.total"
_EVERY = 10


class _Fed:
    """Gives made-up readings, each with memory of its own as if it came out of a pipe."""

    versions = ()

    def read(
        self, paths: Sequence[str], forms: tuple[Form, ...], lexicon: object = None
    ) -> Iterator[tuple[Report, ...]]:
        del forms, lexicon
        base = sample(_BASE)
        for number, path in enumerate(paths):
            yield (pickle.loads(pickle.dumps(_report(base, number, path))),)  # noqa: S301


@contextmanager
def fed(_: Options) -> Iterator[ReportReader]:
    """What gives the made-up readings in place of reading processes."""
    yield _Fed()


def _report(base: Report, number: int, path: str) -> Report:
    one = large_runs.reading([base], number, path)
    if number % _EVERY:
        return one
    printed = one.cells[_WRONG].value or 0
    return change(one, _WRONG, str(printed + 1))


def run(count: int, url: str = "") -> dict[str, float]:
    """Seconds, megabytes and counts of one register in this process."""
    from checker.options import Options
    from checker.register.adding import Unknown, added, compared
    from checker.register.body_import import import_bodies
    from checker.register.intake import Intake, judged_by
    from checker.register.location import located
    from checker.register.overview import status
    from checker.register.queries import Asked, findings
    from checker.register.store import create_store

    found: dict[str, float] = {"reports": count}
    with TemporaryDirectory() as folder:
        place: Place = located(url or str(Path(folder) / "checker.db"), "en")
        store = create_store(place, "zh")
        options = Options(lang="zh")
        listed = Path(folder) / "bodies.csv"
        listed.write_text(large_runs.bodies(count), "utf-8")

        def take_list() -> None:
            with store.writing() as session:
                import_bodies(session, read_bodies(listed, "zh"), "zh")

        names = tuple(f"{number}.pdf" for number in range(count))
        taking = Intake(store, judged_by(options), _DAY)
        wrong = 0

        def take() -> None:
            nonlocal wrong
            files = Unknown(names, names, 0, 0)
            for one in added(store, taking, files, options, start_readers=fed):
                wrong += any(report.verdict == "fail" for report in one.reports)

        def ask() -> None:
            with store.reading() as session:
                status(session, store.name, year=2024, day=_DAY, lang="zh")

        def list_findings() -> None:
            with store.reading() as session:
                found["findings"] = len(findings(session, Asked(year=2024), "zh"))

        digests = [f"{number:064x}" for number in range(count)]
        _timed(found, "bodies", take_list)
        _timed(found, "add", take)
        _timed(found, "compare", lambda: compared(store, options, _DAY))
        _timed(found, "again", lambda: taking.known(digests))
        _timed(found, "status", ask)
        found["memory"] = _peak()
        _timed(found, "list", list_findings)
        found["memory, findings listed"] = _peak()
        found["wrong"] = wrong
        assert wrong == len(range(0, count, _EVERY)), "the faults that were planted, and no other"
        found["room"] = sum(map(_size, store.database.files))
    return found


def _timed(found: dict[str, float], name: str, do: Callable[[], object]) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    do()
    found[name] = time.perf_counter() - wall
    found[f"{name}, CPU"] = time.process_time() - cpu


def _size(path: str) -> float:
    return Path(path).stat().st_size / 2**20


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


_HEADS = {
    "en": (
        *("reports", "add, ms CPU each", "years and levels, ms CPU each", "memory, MB"),
        *("store, kB each", "known again, s", "status, s"),
    ),
    "zh": (
        *("报告数", "登记，每份 CPU 毫秒", "年度和上下级核对，每份 CPU 毫秒", "内存 MB"),
        *("台账，每份 kB", "全部重登（均已知），秒", "status，秒"),
    ),
}


def table(found: Sequence[dict[str, float]], language: str) -> str:
    """Figures of several sizes side by side, as Markdown."""
    heads = _HEADS[language]
    lines = ["| " + " | ".join(heads) + " |", "|--:" * len(heads) + "|"]
    for one in found:
        count = one["reports"]
        each = [1000 * one[f"{name}, CPU"] / count for name in ("add", "compare")]
        told = (
            f"{count:,.0f}",
            *(f"{value:.1f}" for value in each),
            f"{one['memory']:.0f}",
            f"{1024 * one['room'] / count:.1f}",
            *(f"{one[name]:.2f}" for name in ("again", "status")),
        )
        lines.append("| " + " | ".join(told) + " |")
    return "\n".join(lines)


def main(argv: list[str]) -> None:
    """A line of JSON a size; with ``--readme`` the table of the READMEs, too."""
    if argv[:1] == ["--alone"]:
        sys.stdout.write(json.dumps(run(int(argv[1]), argv[2])) + "\n")
        return
    url = argv[argv.index("--store") + 1] if "--store" in argv else ""
    found: list[dict[str, float]] = []
    for count in (one for one in argv if one.isdigit()):
        # Memory that was used once stays counted.
        command = [sys.executable, "-m", "tests.bench.register_scale", "--alone", count, url]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        sys.stdout.write(done.stdout)
        sys.stdout.flush()
        found.append(json.loads(done.stdout))
    if "--readme" in argv:
        for language, readme in READMES.items():
            write_block(readme, "register-scale", table(found, language))


if __name__ == "__main__":
    main(sys.argv[1:])
