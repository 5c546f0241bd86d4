"""``python -m tests.bench.drafts make|score``: Word files with their truth, and the score."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.bench.drafts import make, score
from tests.bench.producers.seeds import FULL, SEEDS


def main() -> int:
    """0 when all was done and, scoring, nothing was read wrong in silence; else 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.drafts", description=__doc__)
    tasks = parser.add_subparsers(dest="task", required=True)
    making = tasks.add_parser("make", help="write the files of a half, with their truth")
    making.add_argument("--half", choices=list(SEEDS), required=True)
    making.add_argument("--out", type=Path, required=True, metavar="DIR")
    making.add_argument("--way", action="append", choices=make.WAYS, help="only these")
    making.add_argument("--count", type=int, default=FULL, help="files a way")
    scoring = tasks.add_parser("score", help="read a folder and count what is right")
    scoring.add_argument("folder", type=Path, metavar="DIR")
    options = parser.parse_args()
    if options.task == "make":
        for name in make.make(options.half, options.way or make.WAYS, options.count, options.out):
            print(name)  # noqa: T201 - a tool
        return 0
    scored = score.score_folder(options.folder)
    print(score.table(scored))  # noqa: T201
    return 0 if score.is_clean(scored) else 1


if __name__ == "__main__":
    sys.exit(main())
