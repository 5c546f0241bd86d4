"""``python -m tests.bench.scans make|score|table|hostile``: scans made, and how they are read.

``make`` scans the PDFs that ``python -m tests.bench.producers make --half tune`` printed.
"""

from __future__ import annotations

import argparse
import json
import sys
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.producers.score import score_folder, tables, truths
from tests.bench.scans.hostile import KINDS, crops, pages
from tests.bench.scans.scanned import as_pdf, pictures_of
from tests.bench.scans.seeds import CONDITIONS, RULES, SEEDS, generator
from tests.bench.scans.table import by_condition, read_counts, table, write_counts
from tests.support.blocks import write_block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.bench.scans.seeds import Condition

ROOT = Path(__file__).parents[3]
READMES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh-CN.md"}


def main(arguments: list[str] | None = None) -> int:
    """0 when all was done (and, scoring, nothing was read wrong in silence), else 1."""
    options = _parser().parse_args(arguments)
    if options.task == "make":
        options.out.mkdir(parents=True, exist_ok=True)
        scans = islice(_scans(options.printed, options.half), options.count)
        for source, condition in scans:
            _make(source, condition, options.half, options.out)
        return 0
    if options.task == "hostile":
        return _hostile(options.half, options.count, options.kinds, options.pictures)
    if options.task == "table":
        halves = read_counts(options.tuned), read_counts(options.unseen)
        for language, readme in READMES.items():
            write_block(readme, "scans", table(*halves, language))
        return 0
    scored = score_folder(options.folder, options.jobs)
    sys.stdout.write(tables(scored))
    if options.counts is not None:
        write_counts(by_condition(scored), options.counts)
    return 1 if any(one.counts["silently wrong"] for one in scored) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scans", description=__doc__)
    tasks = parser.add_subparsers(dest="task", required=True)
    make = tasks.add_parser("make", help="scan the reports of a half, with their truth")
    make.add_argument("--half", choices=list(SEEDS), required=True)
    make.add_argument("--printed", type=Path, required=True, metavar="DIR")
    make.add_argument("--out", type=Path, required=True, metavar="DIR")
    make.add_argument("--count", type=int, default=40)
    score = tasks.add_parser("score", help="read a folder and count what is right")
    score.add_argument("folder", type=Path, metavar="DIR")
    score.add_argument("--jobs", type=int, default=2)
    score.add_argument("--counts", type=Path, metavar="JSON", help="kept for `table`")
    told = tasks.add_parser("table", help="write the READMEs' table of both halves")
    told.add_argument("tuned", type=Path, metavar="JSON")
    told.add_argument("unseen", type=Path, metavar="JSON")
    harm = tasks.add_parser("hostile", help="read pages made to be misread")
    harm.add_argument("--half", choices=list(SEEDS), required=True)
    harm.add_argument("--count", type=int, default=1, help="pages of each kind and condition")
    harm.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    harm.add_argument("--pictures", type=Path, metavar="DIR", help="of the cells read wrong")
    return parser


def _hostile(half: str, count: int, kinds: Sequence[str], pictures: Path | None) -> int:
    """A line for each page: how many cells are right, doubtful and wrong, and which are wrong."""
    total = [0, 0, 0]
    for kind, condition, number, page in pages(half, count, kinds):
        read = page.read()
        counts = (read.right, read.doubtful, len(read.wrong))
        total = [one + more for one, more in zip(total, counts, strict=True)]
        note = "" if read.is_found else "no table"
        wrong = " ".join(f"{printed}>{told}" for printed, told, _ in read.wrong[:12])
        line = f"{kind:10}{condition:9}{counts[0]:4}{counts[1]:4}{counts[2]:4} {note}{wrong}"
        sys.stdout.write(line.rstrip() + "\n")
        sys.stdout.flush()
        if pictures is not None and read.wrong:
            pictures.mkdir(parents=True, exist_ok=True)
            crops(page, read).save(pictures / f"{kind}-{condition}-{number}.png")
    sys.stdout.write(f"right {total[0]}, doubtful {total[1]}, wrong {total[2]}\n")
    return 1 if total[2] else 0


def _scans(printed: Path, half: str) -> Iterator[tuple[Path, Condition]]:
    """The PDFs with ruled tables, every other one for each half; the conditions in turn.

    A report that nobody could read in its turn's condition is left out.
    """
    ruled = [
        (path, truth["dress"]["size"])
        for path, truth in truths(printed)
        if truth["dress"]["rules"] in RULES and not truth["dress"]["two_up"]
    ]
    turns = cycle(CONDITIONS)
    condition = next(turns)
    for path, size in ruled[list(SEEDS).index(half) :: len(SEEDS)]:
        if size >= condition.least_type:
            yield path, condition
            condition = next(turns)


def _make(source: Path, condition: Condition, half: str, out: Path) -> None:
    rng = generator(half, source.stem)
    name = f"{condition.name}-{source.stem}"
    pages = pictures_of(source, condition, rng)
    (out / f"{name}.pdf").write_bytes(as_pdf(pages, condition.dpi))
    truth = json.loads(source.with_suffix(".truth.json").read_text("utf-8"))
    truth |= {"producer": condition.name, "what": f"{condition.name}: {truth['what']}"}
    text = json.dumps(truth, ensure_ascii=False, indent=1)
    (out / f"{name}.truth.json").write_text(text, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
