"""A plain number is read as it is where everything about its cell is looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.documents.second_reading import plain_number
from checker.isolation.read import read_report
from checker.rulebook import load_forms

ROOT = Path(__file__).parents[3]
USED = "checker.documents.second_reading.cross_read.plain_number"
FILES = [
    "samples/ok/suqian-2024.pdf",
    "samples/bad/yanghe-2025.pdf",
    "tests/corpus/dresses/grey.pdf",
    "tests/corpus/dresses/struck.pdf",
]


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_alike_where_no_cell_is_taken_for_plain(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[bool] = []
    look = plain_number.plain_number

    def counted(*asked: object) -> object:
        found = look(*asked)  # type: ignore[arg-type]  # as it is called
        taken.append(found is not None)
        return found

    monkeypatch.setattr(USED, counted)
    quickly = read_report(ROOT / name, load_forms())
    monkeypatch.setattr(USED, lambda *_: None)
    assert quickly == read_report(ROOT / name, load_forms())
    numbers = [cell for cell in quickly.cells.values() if cell.value is not None]
    assert sum(taken) > 0.6 * len(numbers)
