"""How time grows: ``python -m tests.bench.curves`` prints 5 to 1,000 pages, 1 to 100,000 paths.

CPU of reading one file in this process, and its time over that of what is added to it; those of
100 to 20,000 reports are ``python -m tests.bench.large_runs 100 1000 10000 20000``.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from checker.isolation.read import read_reports
from checker.options import ReadOptions
from checker.rulebook import load_forms
from tests.bench import many

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

PAGES = (5, 20, 100, 300, 1000)
PATHS = (1, 100, 1000, 10_000, 100_000)
_ROUNDS = 3
_ALL = ReadOptions(max_pages=PAGES[-1], max_paths=10 * PATHS[-1], max_seconds=1000)


def curve(make: Callable[[Path, int], Path], sizes: Sequence[int]) -> Iterator[tuple[int, float]]:
    """Each size with the median CPU seconds of reading a file of it; in turn, as load comes."""
    forms = tuple(load_forms())
    with TemporaryDirectory() as folder:
        paths = {size: make(Path(folder) / f"{size}.pdf", size) for size in sizes}
        read_reports(paths[sizes[0]], forms, _ALL)
        times: Mapping[int, list[float]] = {size: [] for size in sizes}
        for _ in range(_ROUNDS):
            for size, path in paths.items():
                started = time.process_time()
                read_reports(path, forms, _ALL)
                times[size].append(time.process_time() - started)
    return ((size, statistics.median(taken)) for size, taken in times.items())


def main() -> None:
    """Prints both curves."""
    for name, make, sizes in (
        ("pages", many.long, PAGES),
        ("paths", many.crowded, PATHS),
    ):
        sys.stdout.write(f"{name:>8} {'CPU s':>8} {'ms each more':>13}\n")
        before: tuple[int, float] | None = None
        for size, seconds in curve(make, sizes):
            more = 1000 * (seconds - before[1]) / (size - before[0]) if before else 0.0
            sys.stdout.write(f"{size:>8} {seconds:8.3f} {more:13.3f}\n")
            before = size, seconds


if __name__ == "__main__":
    main()
