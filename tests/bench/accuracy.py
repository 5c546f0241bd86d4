"""How many cells of reports in many dresses are read right, wrong, or given as doubtful.

Wrong: something was taken as sure (a number, a blank, a text) and is not what is printed.
Doubtful: the program said that it cannot be sure, or did not find the cell.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from checker.model import Report, State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from checker.model import Cell


@dataclass(frozen=True, slots=True)
class Score:
    """The cells of one file."""

    name: str
    what: str
    right: int
    wrong: int
    doubtful: int


def measure(folder: Path, read: Callable[[Path], Report]) -> tuple[Score, ...]:
    """The score of every PDF that has a ``.truth.json`` beside it, by name."""
    scores = []
    for path in sorted(folder.glob("*.pdf")):
        truth = json.loads(path.with_suffix(".truth.json").read_text("utf-8"))
        scores.append(score(path.stem, truth, read(path)))
    return tuple(scores)


def score(name: str, truth: Mapping[str, Any], report: Report) -> Score:
    """One report against the truth; a sure cell that the truth does not have is wrong."""
    printed: Mapping[str, Mapping[str, str]] = truth["cells"]
    right = wrong = 0
    for ref, wanted in printed.items():
        cell = report.cells.get(ref)
        if cell is None or cell.state is State.DOUBTFUL:
            continue
        if _same(cell, wanted):
            right += 1
        else:
            wrong += 1
    invented = sum(
        cell.state is State.NUMBER for ref, cell in report.cells.items() if ref not in printed
    )
    doubtful = len(printed) - right - wrong
    return Score(name, str(truth["what"]), right, wrong + invented, doubtful)


def _same(cell: Cell, wanted: Mapping[str, str]) -> bool:
    if cell.state is not State(wanted["state"]):
        return False
    return cell.state is not State.NUMBER or cell.value == Decimal(wanted["value"])
