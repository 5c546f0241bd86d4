"""What a cluster costs beside this machine's own pool: ``python -m tests.bench.cluster FILE…``.

The same files, over and over until there are ``--count``, are read by two processes of the pool
and by two workers of one thread; CPU time is that of all processes together, those of Dask and
their start too. Linux only (``/proc``).
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
_TIMES = slice(
    12, 16
)  # of /proc/PID/stat: own user and system time, and that of children waited for


class Cost(NamedTuple):
    """Seconds of all processes together, and by the clock."""

    cpu: float
    wall: float


def _cpu() -> float:
    """What this process and all that come from it have used so far."""
    ticks = 0
    for pid in _family(os.getpid()):
        try:
            stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
        except OSError:  # it has ended since
            continue
        # The name, in brackets, may hold blanks: counted from behind it.
        ticks += sum(map(int, ("0 " + stat.rpartition(")")[2]).split()[_TIMES]))
    return ticks / os.sysconf("SC_CLK_TCK")


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
    digests = []
    for name, start in (("pool", _pool), ("cluster", _cluster)):
        cpu, wall = _cpu(), time.perf_counter()
        with start() as readers:
            digests.append([hash(repr(found)) for found in readers.read(files, forms)])
            costs[name] = Cost(_cpu() - cpu, time.perf_counter() - wall)
    assert digests[0] == digests[1]
    return costs


def main() -> int:
    """Prints a line for each way, and 1 if the cluster costs more than is owed."""
    parser = argparse.ArgumentParser(prog="tests.bench.cluster")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--count", type=int, default=_COUNT)
    options = parser.parse_args()
    costs = measured(list(islice(cycle(options.files), options.count)))
    for name, cost in costs.items():
        sys.stdout.write(f"{name}: CPU {cost.cpu:.1f} s, wall {cost.wall:.1f} s\n")
    ratio = costs["cluster"].cpu / costs["pool"].cpu
    sys.stdout.write(f"cluster ÷ pool, CPU: {ratio:.3f} (owed {OWED})\n")
    return int(ratio > OWED)


if __name__ == "__main__":
    sys.exit(main())
