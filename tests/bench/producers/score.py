"""Reads files as ``checker tables`` would and counts what is right, by producer and by style."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from checker.model import Result, Severity, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from checker.model import Cell, Outcome, Report
    from checker.rulebook.rule import Rulebook

RIGHT, WRONG, DOUBTFUL, MISSING = "right", "silently wrong", "doubtful", "missing"
VERDICTS = (RIGHT, WRONG, DOUBTFUL, MISSING)
_FIRST_CELLS = 4  # bad cells shown of a file
# Rules between the numbers of a table. Their errors hold in all figures that were made: a failure
# is a false accusation. (Warnings and hints tell of odd figures, and random ones may be odd.)
_ARITHMETIC = ("T2-", "T3-", "T4-")


@dataclass(frozen=True, slots=True)
class Scored:
    """One file against its truth."""

    name: str
    truth: Mapping[str, Any]
    verdicts: Mapping[str, str]
    bad: Sequence[str]  # the first cells that are not right, in words
    misquoted: int = 0  # of those silently wrong: a text for a text, so that no number is touched
    false_findings: Sequence[str] = ()
    refusal: str = ""

    @property
    def counts(self) -> Counter[str]:
        """Cells by verdict."""
        return Counter(self.verdicts.values())

    @property
    def is_whole(self) -> bool:
        """Whether every cell is read right."""
        return set(self.verdicts.values()) == {RIGHT}


def judge(cell: Cell | None, wanted: Mapping[str, str]) -> str:
    """One cell as read against what is printed."""
    if cell is None:
        return MISSING
    if cell.state is State.DOUBTFUL:
        return DOUBTFUL
    if cell.state is not State(wanted["state"]):
        return WRONG
    if cell.state is State.NUMBER:
        return RIGHT if cell.value == Decimal(wanted["value"]) else WRONG
    return RIGHT if _plain(cell.raw) == _plain(wanted["printed"]) else WRONG


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def score(name: str, truth: Mapping[str, Any], report: Report) -> Scored:
    """Every printed cell's verdict; a sure cell that is printed nowhere is silently wrong."""
    printed: Mapping[str, Mapping[str, str]] = truth["cells"]
    verdicts = {ref: judge(report.cells.get(ref), wanted) for ref, wanted in printed.items()}
    for ref, cell in report.cells.items():
        if ref not in printed and cell.state is State.NUMBER:
            verdicts[ref] = WRONG
    order = {verdict: number for number, verdict in enumerate((WRONG, MISSING, DOUBTFUL))}
    bad = sorted(
        (ref for ref, verdict in verdicts.items() if verdict != RIGHT),
        key=lambda ref: order[verdicts[ref]],
    )
    words = [
        _words(ref, verdicts[ref], report.cells.get(ref), printed.get(ref, {}).get("printed"))
        for ref in bad[:_FIRST_CELLS]
    ]
    misquoted = sum(
        verdicts[ref] == WRONG and report.cells[ref].state is State.TEXT
        for ref, wanted in printed.items()
        if wanted["state"] == "text"
    )
    refusal = str(report.refusal.reason) if report.refusal else ""
    return Scored(name, truth, verdicts, words, misquoted, refusal=refusal)


def _words(ref: str, verdict: str, cell: Cell | None, printed: str | None) -> str:
    read = "nothing" if cell is None else repr(cell.raw)
    why = f" ({cell.doubt})" if cell is not None and cell.doubt else ""
    return f"{ref}: {verdict}, printed {printed!r}, read {read}{why}"


def false_findings(
    outcomes: Sequence[Outcome], number: int, severities: Mapping[str, Severity]
) -> list[str]:
    """The arithmetic rules that accuse a report whose figures hold."""
    return [
        f"{outcome.rule} {outcome.place or ''}".strip()
        for outcome in outcomes
        if outcome.report == number
        and outcome.result is Result.FAIL
        and outcome.rule.startswith(_ARITHMETIC)
        and severities[outcome.rule] is Severity.ERROR
    ]


def truths(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Each PDF of a folder with its truth, by name."""
    for path in sorted(folder.glob("*.truth.json")):
        yield (
            path.with_name(path.name.replace(".truth.json", ".pdf")),
            json.loads(path.read_text("utf-8")),
        )


def score_folder(folder: Path, jobs: int) -> list[Scored]:
    """All files of a folder, read in reading processes with the program's own limits."""
    from checker.checks.engine import evaluate
    from checker.isolation.pool import Readers
    from checker.rulebook.load import load_rulebook

    rulebook: Rulebook = load_rulebook()
    pairs = list(truths(folder))
    with Readers(jobs=jobs) as readers:
        # Each file prints one report; a second one found in it has none of its cells.
        reports = [found[0] for found in readers.read([path for path, _ in pairs], rulebook.forms)]
    outcomes = evaluate(reports, rulebook)
    severities = {rule.id: rule.severity for rule in rulebook.rules}
    return [
        replace(
            score(path.stem, truth, report),
            false_findings=false_findings(outcomes, number, severities),
        )
        for number, ((path, truth), report) in enumerate(zip(pairs, reports, strict=True))
    ]


# What files are told apart by; each names a column of the truth file.
STYLES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "producer": lambda truth: str(truth["producer"]),
    "rules": lambda truth: str(truth["dress"]["rules"]),
    "ink": lambda truth: str(truth["dress"]["ink"]),
    "zeros": lambda truth: str(truth["dress"]["zero"]) or "blank",
    "font": lambda truth: str(truth["dress"]["font"]),
    "size": lambda truth: _band(truth["dress"]["size"], 7, 9, 11, 14),
    "row padding": lambda truth: _band(truth["dress"]["padding"], 0, 1, 4, 8, 12),
    "rule width": lambda truth: _band(truth["dress"]["rule_width"], 0.25, 0.75, 1.5, 2.25, 4.5),
    "rule colour": lambda truth: str(truth["dress"]["rule_colour"]),
    "align": lambda truth: str(truth["dress"]["align"]),
    "paper": lambda truth: (
        str(truth["dress"]["paper"]) + (" landscape" if truth["dress"]["landscape"] else "")
    ),
    "seldom": lambda truth: "+".join(_seldom(truth["dress"])) or "nothing",
}
_SELDOM = (
    "shade", "stripe", "watermark", "thousands", "full_width", "notes", "two_up", "repeat_head",
    "split_rows", "halves", "spread",
)  # fmt: skip


def _seldom(dress: Mapping[str, Any]) -> list[str]:
    return [name for name in _SELDOM if dress[name]] + ["columns"] * (dress["columns"] > 1)


def _band(value: float, *bounds: float) -> str:
    for low, high in pairwise(bounds):
        if value <= high:
            return f"{low:g} to {high:g} pt"
    return f"over {bounds[-1]:g} pt"


@dataclass(slots=True)
class _Line:
    """A row of the table: some files together."""

    files: int = 0
    whole: int = 0
    misquoted: int = 0
    false_findings: int = 0
    cells: Counter[str] = field(default_factory=Counter)

    def add(self, one: Scored) -> None:
        """One file more."""
        self.files += 1
        self.whole += one.is_whole
        self.misquoted += one.misquoted
        self.false_findings += len(one.false_findings)
        self.cells += one.counts

    def words(self, name: str) -> list[str]:
        """The row as printed."""
        total = self.cells.total()
        share = f"{100 * self.cells[RIGHT] / total:.2f} %" if total else "-"
        counts = [str(self.cells[verdict]) for verdict in VERDICTS]
        last = [str(self.misquoted), str(self.false_findings)]
        return [name, str(self.files), str(self.whole), share, *counts, *last]


def tables(scored: Sequence[Scored]) -> str:
    """Markdown: all files, by producer and by each style; then each file that is not right."""
    last = ("wrong words only", "false findings")
    heads = ["", "files", "read whole", "share right", *VERDICTS, *last]
    parts = []
    whole = _Line()
    for one in scored:
        whole.add(one)
    parts.append(_table(heads, [whole.words("all")]))
    for style, of in STYLES.items():
        lines: dict[str, _Line] = {}
        for one in scored:
            keys = of(one.truth).split("+") if style == "seldom" else [of(one.truth)]
            for key in keys:
                lines.setdefault(key, _Line()).add(one)
        rows = [line.words(name) for name, line in sorted(lines.items())]
        parts.append(_table([style, *heads[1:]], rows))
    parts.extend(_file(one) for one in scored if not one.is_whole)
    return "\n\n".join(parts) + "\n"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    rule = ["---", *["---:"] * (len(heads) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, rule, *rows))


def _file(one: Scored) -> str:
    counts = ", ".join(f"{one.counts[verdict]} {verdict}" for verdict in VERDICTS)
    refused = f"\n  refused: {one.refusal}" if one.refusal else ""
    findings = "".join(f"\n  false finding: {finding}" for finding in one.false_findings)
    cells = "".join(f"\n  {words}" for words in one.bad)
    return f"{one.name}: {counts}\n  {one.truth['what']}{refused}{findings}{cells}"
