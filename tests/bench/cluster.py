"""What a cluster costs beside this machine's own pool: ``python -m tests.bench.cluster``.

The same files (those of ``samples``, or the ones named), over and over under other names until
there are ``--count``, are read by two processes of the pool and by two workers of one thread. Both
are up at once and take turns of 200 files, so that a machine that others use as well is as slow for
the one as for the other. CPU time is that of all processes together, those of Dask, their start and
their imports too, but for what Dask's spend in the pool's turns. Linux only (``/proc``).
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from checker.cluster.shards import parted
from checker.isolation.pool import Readers
from checker.options import ReadOptions
from checker.rulebook import load_forms
from tests.bench.run import READMES, ROOT
from tests.bench.tree import family
from tests.support.blocks import write_block

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from checker.pipeline import ReportReader

WORKERS = 2
OWED = 1.05
_COUNT = 1_000
_TURN = 200  # files; cut into shards of as many files as a thousand are
_TIMES = slice(
    12, 16
)  # of /proc/PID/stat: own user and system time, and that of children waited for


@dataclass(slots=True)
class Cost:
    """CPU seconds of the processes that read and of all others, and seconds by the clock.

    ``start`` is CPU too: of all of them, until each process has read a file. ``processes`` says how
    many were started for it, whose time is counted.
    """

    start: float = 0.0
    reading: float = 0.0
    others: float = 0.0
    wall: float = 0.0
    processes: int = 0

    @property
    def cpu(self) -> float:
        """CPU seconds of all processes together."""
        return self.start + self.reading + self.others


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to read files, and the processes it has started beside this one."""

    readers: ReportReader
    processes: frozenset[int]

    def used(self) -> tuple[float, float]:
        """CPU seconds so far of the processes that read, and of all others."""
        mine = {one for first in self.processes for one in family(first)} | {os.getpid()}
        reading = others = 0.0
        for pid in mine:
            if _is_reading(pid):
                reading += _cpu(pid)
            else:
                others += _cpu(pid)
        return reading, others


def _cpu(pid: int) -> float:
    """CPU seconds of a process and of its children that have ended; 0 if it has ended itself."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return 0.0
    # The name, in brackets, may hold blanks: counted from behind it.
    return sum(map(int, ("0 " + stat.rpartition(")")[2]).split()[_TIMES])) / os.sysconf(
        "SC_CLK_TCK"
    )


def _is_reading(pid: int) -> bool:
    try:
        return b"checker.isolation.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


@contextmanager
def _pool() -> Iterator[ReportReader]:
    with Readers(jobs=WORKERS) as readers:
        yield readers


@contextmanager
def _cluster() -> Iterator[ReportReader]:
    # Imported here: that takes longer than a file to read, and is part of what a cluster costs.
    from checker.cluster.readers import ClusterReaders
    from tests.cluster.machines import Machines

    with TemporaryDirectory() as folder, closing(Machines(Path(folder))) as machines:
        for _ in range(WORKERS):
            machines.start_worker()
        machines.wait(WORKERS)
        with ClusterReaders(machines.url, reading=ReadOptions()) as readers:
            yield readers


_WAYS: dict[str, Callable[[], AbstractContextManager[ReportReader]]] = {
    "pool": _pool,
    "cluster": _cluster,
}


def measured(files: Sequence[str]) -> dict[str, Cost]:
    """What reading the files costs either way; ``AssertionError`` if they give other reports."""
    costs = {name: Cost() for name in _WAYS}
    with ExitStack() as both:
        ways: dict[str, _Way] = {}
        for name, start in _WAYS.items():
            before, own = set(family(os.getpid())), _cpu(os.getpid())
            readers = both.enter_context(start())
            for _ in readers.read(files[: 2 * WORKERS], load_forms()):
                pass
            started = frozenset(set(family(os.getpid())) - before)
            ways[name] = _Way(readers, started)
            costs[name].processes = len(started)
            costs[name].start = _cpu(os.getpid()) - own + sum(map(_cpu, started))
        for number, turn in enumerate(parted(files, _TURN)):
            # Who comes second finds the files in memory.
            names = list(_WAYS)[:: 1 if number % 2 else -1]
            digests = [_read(ways[name], turn, costs[name]) for name in names]
            assert digests[0] == digests[1]
    return costs


def _read(way: _Way, files: Sequence[str], cost: Cost) -> list[int]:
    """A digest of each file's reports; what reading them took is added to ``cost``."""
    digests: list[int] = []
    before, wall, comparing = way.used(), time.perf_counter(), 0.0
    for found in way.readers.read(files, load_forms()):
        began = time.thread_time()
        digests.append(hash(repr(found)))
        comparing += time.thread_time() - began
    cost.wall += time.perf_counter() - wall
    reading, others = (now - then for now, then in zip(way.used(), before, strict=True))
    cost.reading += reading
    cost.others += others - comparing
    return digests


def named(files: Sequence[Path], count: int, folder: Path) -> list[str]:
    """So many names of some files: one name given twice would be read once by a worker."""
    names = []
    for number, path in enumerate(islice(cycle(files), count)):
        name = folder / f"{number}-{path.name}"
        name.symlink_to(path.absolute())
        names.append(str(name))
    return names


_HEADS = {
    "en": (
        *("files", "read by", "CPU s", "start", "reading", "all else"),
        *("by the clock, s", "CPU ÷ own processes"),
    ),
    "zh": (
        *("文件数", "读取方式", "CPU 秒", "启动", "读取", "其他"),
        *("用时（秒）", "CPU ÷ 本机进程"),
    ),
}
_NAMES = {
    "en": {"pool": "two processes of its own", "cluster": "two workers of a cluster"},
    "zh": {"pool": "本机两个进程", "cluster": "集群两个工作进程"},
}


def table(costs: dict[str, Cost], count: int, language: str) -> str:
    """Both ways side by side, as Markdown."""
    heads = _HEADS[language]
    lines = ["| " + " | ".join(heads) + " |", "|--:|---|" + "--:|" * (len(heads) - 2)]
    for name, cost in costs.items():
        times = (cost.cpu, cost.start, cost.reading, cost.others, cost.wall)
        told = (
            f"{count:,}",
            _NAMES[language][name],
            *(f"{value:.1f}" for value in times),
            f"{cost.cpu / costs['pool'].cpu:.3f}",
        )
        lines.append("| " + " | ".join(told) + " |")
    return "\n".join(lines)


def main() -> int:
    """Prints the table, writes it into the READMEs; 1 if the cluster costs more than is owed."""
    parser = argparse.ArgumentParser(prog="tests.bench.cluster")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--count", type=int, default=_COUNT)
    parser.add_argument("--readme", action="store_true", help="write the table into the READMEs")
    options = parser.parse_args()
    files = options.files or sorted((ROOT / "samples").glob("*/*.pdf"))
    with TemporaryDirectory() as folder:
        costs = measured(named(files, options.count, Path(folder)))
    sys.stdout.write(table(costs, options.count, "en") + "\n")
    if options.readme:
        for language, readme in READMES.items():
            write_block(readme, "cluster-cost", table(costs, options.count, language))
    ratio = costs["cluster"].cpu / costs["pool"].cpu
    sys.stdout.write(f"cluster ÷ pool, CPU: {ratio:.3f} (owed {OWED})\n")
    return int(ratio > OWED)


if __name__ == "__main__":
    sys.exit(main())
