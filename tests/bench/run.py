"""``make bench``: speed side by side and accuracy, printed and written into the READMEs.

Everything is measured in one run, candidates in turn, medians. The last lines say what the
program owes and whether it holds; a debt that does not hold ends the run with status 1.
"""

from __future__ import annotations

import argparse
import compileall
import platform
import sys
from pathlib import Path

from tests.bench import (
    accuracy,
    large_files,
    large_runs,
    localise,
    rivals,
    sentences,
    tables,
)
from tests.bench.program import Warm, command
from tests.bench.tables import Debt, Speed
from tests.bench.timing import counting, load, processes, warm
from tests.support.blocks import has_block, write_block

ROOT = Path(__file__).parent.parent.parent
REAL = ROOT.parent / "shared" / "real" / "hongze-2023.pdf"
DRESSES = ROOT.parent / "shared" / "pdfs"
READMES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh-CN.md"}


def files() -> tuple[Path, Path]:
    """A report of a word processor (the real one where it is at hand) and one of a browser."""
    office = REAL if REAL.exists() else ROOT / "samples" / "bad" / "hongze-2023.pdf"
    return office, ROOT / "samples" / "ok" / "suqian-2023.pdf"


def speed(path: Path, program: Warm, rounds: int) -> Speed:
    """One file: the whole check, camelot as it comes, pdfium's bare reading."""
    pages = sorted({cell.page - 1 for cell in program.read(path).cells.values() if cell.page})
    python, rival = sys.executable, str(Path(rivals.__file__))
    numbers = ",".join(map(str, pages))
    warm_times = warm(
        {
            "checker": lambda: program.check(path),
            "camelot": lambda: rivals.camelot_default(path),
            "pdfium": lambda: rivals.pdfium_alone(path, pages),
        },
        rounds=rounds,
    )
    whole = processes(
        {
            "checker": command("check", "--no-cache", str(path)),
            "camelot": [python, rival, "camelot", str(path), numbers],
            "pdfium": [python, rival, "pdfium", str(path), numbers],
        },
        rounds=rounds,
        statuses={"checker": frozenset({0, 1})},
    )
    return Speed(path.name, warm_times, whole)


def outputs_ratio(path: Path, program: Warm, rounds: int) -> float:
    """The time of all outputs of one report together, over the time of reading it."""
    with program.outputs(path) as write:
        times = warm({"read": lambda: program.read(path), "outputs": write}, rounds=rounds)
    return times["outputs"].seconds / times["read"].seconds


def main() -> int:
    """Measures, prints, writes the READMEs; 1 when something owed does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="measured runs of each candidate")
    parser.add_argument("--no-readme", action="store_true", help="print only")
    options = parser.parse_args()

    # As pip leaves an installed package: a process that compiles 280 modules measures the compiler
    # (0.1 s), and where PYTHONDONTWRITEBYTECODE is set each of them would.
    compileall.compile_dir(ROOT / "checker", quiet=1)
    began = load()
    program = Warm()
    speeds = [speed(path, program, options.rounds) for path in files()]
    starts = processes(
        {
            "pandas": [sys.executable, "-c", "import pandas"],
            "help": command("--help"),
            "version": command("--version"),
        },
        rounds=2 * options.rounds + 1,
    )
    outputs = outputs_ratio(files()[0], program, options.rounds)
    scores = accuracy.measure(DRESSES, program.read) if DRESSES.exists() else ()
    hits = localise.all_kinds()
    claims = sentences.score(program.rulebook.lexicon)
    sys.stdout.write(sentences.line(claims) + "\n")
    large = large_files.measure(options.rounds)
    held = large_runs.held()
    debts = [
        *(debt for one in speeds for debt in one.debts()),
        *tables.start_debts(starts),
        Debt("outputs_ratio", outputs, 1.0, None, ""),
        *large.debts(),
        *large_runs.debts(held),
        *tables.accuracy_debts(scores),
        *tables.localisation_debts(hits),
    ]
    name = f"{platform.machine()}, Python {platform.python_version()}, {platform.system()}"
    machine = (name, began, load(), f"{1000 * counting():.0f}")
    for language, readme in READMES.items():
        blocks = {"bench": tables.speed_tables(speeds, starts, debts, machine, language)}
        localisation = tables.localisation_table(hits, language)
        if has_block(readme, "localisation"):
            blocks["localisation"] = localisation
        elif language == "en":
            sys.stdout.write(localisation + "\n\n")
        if scores:
            blocks["accuracy"] = tables.accuracy_table(scores, language)
        if language == "en":
            sys.stdout.write("\n\n".join(blocks.values()) + "\n")
        if not options.no_readme:
            for name, text in blocks.items():
                write_block(readme, name, text)
    if not scores:
        sys.stdout.write(f"accuracy: skipped, no {DRESSES.name} folder beside the project\n")
    return 0 if all(debt.met for debt in debts) and claims.met else 1


if __name__ == "__main__":
    sys.exit(main())
