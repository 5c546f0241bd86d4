"""What a cluster costs beside this machine's own pool: ``python -m tests.bench.cluster FILE…``.

The same files, over and over under other names until there are ``--count``, are read by two
processes of the pool and by two workers of one thread; CPU time is that of all processes together,
those of Dask and their start too. Linux only (``/proc``).
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from contextlib import closing, contextmanager
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from checker.cluster.readers import ClusterReaders
from checker.isolation.pool import Readers
from checker.options import ReadOptions
from checker.rulebook import load_forms
from tests.bench.tree import _family
from tests.cluster.machines import Machines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.pipeline import ReportReader

WORKERS = 2
OWED = 1.05
_COUNT = 1_000
_READS = b"checker.isolation.worker"
_TIMES = slice(
    12, 16
)  # of /proc/PID/stat: own user and system time, and that of children waited for


class Cost(NamedTuple):
    """CPU seconds of the processes that read and of all others, and seconds by the clock."""

    reading: float
    others: float
    wall: float

    @property
    def cpu(self) -> float:
        """CPU seconds of all processes together."""
        return self.reading + self.others


def _cpu() -> tuple[float, float]:
    """What this process and all that come from it have used so far: those that read, the others."""
    ticks = {True: 0, False: 0}
    for pid in _family(os.getpid()):
        try:
            stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:  # it has ended since
            continue
        # The name, in brackets, may hold blanks: counted from behind it.
        used = sum(map(int, ("0 " + stat.rpartition(")")[2]).split()[_TIMES]))
        ticks[_READS in command] += used
    second = os.sysconf("SC_CLK_TCK")
    return ticks[True] / second, ticks[False] / second


@contextmanager
def _pool() -> Iterator[ReportReader]:
    with Readers(jobs=WORKERS) as readers:
        yield readers


@contextmanager
def _cluster() -> Iterator[ReportReader]:
    with TemporaryDirectory() as folder, closing(Machines(Path(folder))) as machines:
        for _ in range(WORKERS):
            machines.start_worker()
        machines.wait(WORKERS)
        with ClusterReaders(machines.url, reading=ReadOptions()) as readers:
            yield readers


def measured(files: Sequence[str]) -> dict[str, Cost]:
    """What reading the files costs either way; ``AssertionError`` if they give other reports."""
    forms = load_forms()
    costs = {}
    digests: list[list[int]] = []
    for name, start in (("pool", _pool), ("cluster", _cluster)):
        before, wall, comparing = _cpu(), time.perf_counter(), 0.0
        with start() as readers:
            digests.append([])
            for found in readers.read(files, forms):
                began = time.thread_time()
                digests[-1].append(hash(repr(found)))
                comparing += time.thread_time() - began
            reading, others = (now - then for now, then in zip(_cpu(), before, strict=True))
            costs[name] = Cost(reading, others - comparing, time.perf_counter() - wall)
    assert digests[0] == digests[1]
    return costs


def named(files: Sequence[str], count: int, folder: Path) -> list[str]:
    """So many names of some files: one name given twice would be read once by a worker."""
    names = []
    for number, path in enumerate(islice(cycle(files), count)):
        name = folder / f"{number}-{Path(path).name}"
        name.symlink_to(Path(path).absolute())
        names.append(str(name))
    return names


def main() -> int:
    """Prints a line for each way, and 1 if the cluster costs more than is owed."""
    parser = argparse.ArgumentParser(prog="tests.bench.cluster")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--count", type=int, default=_COUNT)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        costs = measured(named(options.files, options.count, Path(folder)))
    for name, cost in costs.items():
        sys.stdout.write(
            f"{name}: CPU {cost.cpu:.1f} s ({cost.others:.1f} beside the processes that read), "
            f"wall {cost.wall:.1f} s\n"
        )
    ratio = costs["cluster"].cpu / costs["pool"].cpu
    sys.stdout.write(f"cluster ÷ pool, CPU: {ratio:.3f} (owed {OWED})\n")
    return int(ratio > OWED)


if __name__ == "__main__":
    sys.exit(main())
