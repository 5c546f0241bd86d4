"""The corpus beside the repository, where it is there: no wrong number, every cell right."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from checker.isolation.read import read_report
from checker.model import State
from checker.rulebook.load import load_forms

CORPUS = Path(__file__).parents[3] / "shared" / "pdfs"
FILES = sorted(CORPUS.glob("*.pdf"))

pytestmark = pytest.mark.skipif(not FILES, reason="the corpus is not beside the repository")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_cell_is_right(path: Path) -> None:
    truth = json.loads(path.with_suffix(".truth.json").read_text("utf-8"))["cells"]
    report = read_report(path, load_forms())
    assert report.refusal is None
    wrong, unsure = {}, {}
    for ref, expected in truth.items():
        cell = report.cells.get(ref)
        if cell is None or cell.state is State.DOUBTFUL:
            unsure[ref] = cell
            continue
        value = Decimal(expected["value"]) if expected["state"] == "number" else None
        if (str(cell.state), cell.value) != (expected["state"], value):
            wrong[ref] = cell
    assert not wrong
    assert not unsure
    assert set(report.cells) == set(truth)
