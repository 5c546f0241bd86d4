"""``python -m tests.bench.producers make|verify|score|causes|fuzz``: see ``--help``."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TextIO

from tests.bench.producers import fonts, programs
from tests.bench.producers.damage import DAMAGES
from tests.bench.producers.dress import Rules
from tests.bench.producers.seeds import FULL, QUICK, SEEDS

_JOBS = 2


def main(arguments: list[str] | None = None) -> int:
    """0 when all was done (and, scoring, nothing was read wrong in silence), else 1; 2 misused."""
    options = _parser().parse_args(arguments)
    if options.task == "make":
        return _make(options)
    if options.task == "verify":
        return _verify(options)
    if options.task == "score":
        return _score(options)
    if options.task == "causes":
        return _causes(options)
    return _fuzz(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.producers", description=__doc__)
    tasks = parser.add_subparsers(dest="task", required=True)
    make = tasks.add_parser("make", help="print the reports of a half, with their truth")
    make.add_argument("--half", choices=list(SEEDS), required=True)
    make.add_argument("--out", type=Path, required=True, metavar="DIR")
    make.add_argument("--producer", action="append", metavar="NAME", help="only this one")
    make.add_argument("--count", type=int, help=f"files a producer (default {FULL})")
    make.add_argument(
        "--rules", action="append", choices=list(Rules), default=[], help="only tables with these"
    )
    make.add_argument("--jobs", type=int, default=_JOBS)
    score = tasks.add_parser("score", help="read a folder and count what is right")
    score.add_argument("folder", type=Path, metavar="DIR")
    score.add_argument("--jobs", type=int, default=_JOBS)
    causes = tasks.add_parser("causes", help="count what is not read for sure by its cause")
    causes.add_argument("folders", type=Path, nargs="+", metavar="DIR")
    causes.add_argument("--pictures", type=Path, metavar="DIR", help="show some of each cause")
    causes.add_argument("--most", type=int, default=3, help="files of a cause that are shown")
    causes.add_argument("--jobs", type=int, default=_JOBS)
    verify = tasks.add_parser("verify", help="list files whose pages do not show all their digits")
    verify.add_argument("folder", type=Path, metavar="DIR")
    fuzz = tasks.add_parser("fuzz", help="read damaged copies of a folder's files")
    fuzz.add_argument("folder", type=Path, metavar="DIR")
    fuzz.add_argument("--keep", type=Path, metavar="DIR", help="leave the copies here")
    fuzz.add_argument("--count", type=int)
    fuzz.add_argument("--start", type=int, default=0, metavar="N", help="from copy N on")
    fuzz.add_argument(
        "--damage", action="append", choices=list(DAMAGES), default=[], help="only this one"
    )
    fuzz.add_argument("--jobs", type=int, default=_JOBS)
    return parser


def _ready() -> bool:
    """Whether fonts and programs are there; root has them installed, others are told how."""
    missing = [*fonts.missing_packages(), *programs.missing_packages()]
    if missing and os.geteuid() == 0:
        subprocess.run(["apt-get", "install", "-y", "-q", *" ".join(missing).split()], check=True)
        fonts.locate.cache_clear()
        missing = [*fonts.missing_packages(), *programs.missing_packages()]
    if missing:
        _say(f"making reports needs: apt-get install {' '.join(missing)}", sys.stderr)
    return not missing


def _say(line: str, stream: TextIO | None = None) -> None:
    print(line, file=stream or sys.stdout, flush=True)


def _make(options: argparse.Namespace) -> int:
    if not _ready():
        return 2
    from tests.bench.producers import make, press

    names = options.producer or list(press.NAMES)
    unknown = sorted(set(names) - set(press.NAMES))
    if unknown:
        _say(f"no such producer: {', '.join(unknown)}; there are {', '.join(press.NAMES)}",
             sys.stderr)  # fmt: skip
        return 2
    if not programs.has_ghostscript() and "ghostscript" in names:
        _say("ghostscript is not installed: its files are left out", sys.stderr)
        names.remove("ghostscript")
    count = options.count or (QUICK if options.half == "quick" else FULL)
    wanted = make.cases(options.half, names, count, options.rules)
    for number, name in enumerate(make.make(wanted, options.out, options.jobs), 1):
        _say(f"{number}/{len(wanted)} {name}")
    return 0


def _verify(options: argparse.Namespace) -> int:
    from tests.bench.producers.verify import verify

    lines = list(verify(options.folder))
    for line in lines:
        _say(line)
    return 1 if lines else 0


def _score(options: argparse.Namespace) -> int:
    from tests.bench.producers.score import WRONG, score_folder, tables

    scored = score_folder(options.folder, options.jobs)
    _say(tables(scored))
    clean = not any(one.counts[WRONG] or one.false_findings for one in scored)
    return 0 if scored and clean else 1


def _causes(options: argparse.Namespace) -> int:
    from tests.bench.producers import causes
    from tests.bench.producers.score import truths

    found = [one for folder in options.folders for one in causes.open_cells(folder, options.jobs)]
    cells = sum(len(truth["cells"]) for folder in options.folders for _, truth in truths(folder))
    for one in found:
        _say(one.words("en"))
    for lang in ("en", "zh"):
        _say(causes.by_cause(found, cells, lang))
    if options.pictures:
        for path in causes.pictured(found, options.pictures, options.most):
            _say(str(path))
    return 0


def _fuzz(options: argparse.Namespace) -> int:
    from tests.bench.producers import fuzz

    with tempfile.TemporaryDirectory() as scratch:
        target = options.keep or Path(scratch)
        plan = fuzz.Plan(
            options.count or fuzz.FULL, options.start, tuple(options.damage) or tuple(DAMAGES)
        )
        results = list(fuzz.run(options.folder, target, plan, options.jobs))
    _say(fuzz.table(results))
    return 1 if any(one.wrong or one.is_falsely_accused for one in results) else 0


if __name__ == "__main__":
    sys.exit(main())
