"""Runs that are large: 100 files, the same again, 20 reports in one file, 1,000 pages, 500 files.

``python -m tests.bench.large_files [FILES]`` prints what a run over so many files takes, its
processes' memory included; ``measure`` is what the bench writes down.
"""

from __future__ import annotations

import statistics
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.bench import many
from tests.bench.program import command
from tests.bench.tables import Debt
from tests.bench.tree import Tree, measured

if TYPE_CHECKING:
    from collections.abc import Sequence

FILES, REPORTS, PAGES = 100, 20, 1000
FEW = 20
"""Files of the run that one of ``FILES`` is held against: what each takes more. Less than two are
no measure, for one known file is judged without the libraries that hold several together."""
COPIES = ("--ignore", "VE-01")
"""The files are copies of 35 reports: as versions of one another they would be compared, too."""
MANY = 500
_MEGABYTE = 1_000_000
_GOOD = frozenset({0, 1})


@dataclass(frozen=True, slots=True)
class Large:
    """What each run took; ``again`` is CPU seconds of each further file of known ones."""

    batch: Tree
    again: float
    bound: Tree
    long: Tree

    def debts(self) -> tuple[Debt, ...]:
        """What is owed of them."""
        return (
            Debt("batch_ms", 1000 * self.batch.cpu / FILES, 250, 200, "ms"),
            Debt("again_ms", 1000 * self.again, 10, None, "ms"),
            Debt("child_mb", self.batch.child / _MEGABYTE, 180, None, "MB"),
            Debt("long_mb", self.long.child / _MEGABYTE, 180, None, "MB"),
            Debt("bound_s", self.bound.cpu, 5, None, "s"),
        )


def run(files: Sequence[Path], *options: str, jobs: int = 2) -> Tree:
    """A run over files with its output as JSON; ``RuntimeError`` where it ends as none should."""
    with TemporaryDirectory() as folder:
        out = str(Path(folder) / "out.json")
        words = ("--isolated", "--output-format", "json", "-o", out, "--jobs", str(jobs))
        tree = measured(command("check", *words, *options, *map(str, files)))
    if tree.status not in _GOOD:
        raise RuntimeError(f"ended with {tree.status}: {files[0]} …")
    return tree


def measure(rounds: int) -> Large:
    """Each run once, but medians of ``rounds`` where a run is short."""
    with TemporaryDirectory() as folder:
        here = Path(folder)
        files = many.files(here, FILES)
        batch = run(files, "--no-cache", *COPIES)
        kept = ("--config", f'cache="{(here / "cache").as_posix()}"', *COPIES)
        run(files, *kept)
        all_of_them, few = (
            statistics.median(run(some, *kept).cpu for _ in range(rounds))
            for some in (files, files[:FEW])
        )
        bound = run([many.compendium(here / "bound.pdf", REPORTS)], "--no-cache")
        long = run([many.long(here / "long.pdf", PAGES)], "--no-cache")
    return Large(batch, (all_of_them - few) / (FILES - FEW), bound, long)


def main() -> None:
    """Prints one run over many different files."""
    count = int(sys.argv[1]) if sys.argv[1:] else MANY
    with TemporaryDirectory() as folder:
        tree = run(many.files(Path(folder), count), "--no-cache", *COPIES)
    parts = [size / _MEGABYTE for size in (tree.together, tree.first, tree.child)]
    sys.stdout.write(
        f"{count} files: {tree.wall:.0f} s, {tree.cpu / count:.3f} s of CPU each; all processes "
        "together {:.0f} MB, the first {:.0f} MB, the largest child {:.0f} MB\n".format(*parts)
    )


if __name__ == "__main__":
    main()
