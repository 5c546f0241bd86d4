"""The bench of workbooks: what is typed is what the truth says, and it is read as such."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.isolation.read import read_report
from checker.rulebook.load import load_forms
from tests.bench.producers.score import MISSING, RIGHT, WRONG
from tests.bench.sheets.__main__ import judged
from tests.bench.sheets.draw import TRAPS, WRITTEN, book
from tests.bench.sheets.write import CAN, PRODUCERS, SUFFIX

if TYPE_CHECKING:
    from pathlib import Path

ALONE = [name for name in PRODUCERS if not name.startswith("office")]  # others need LibreOffice


@pytest.mark.parametrize("producer", ALONE)
def test_workbooks_are_read_as_they_show(producer: str, tmp_path: Path) -> None:
    for number in range(2):
        made = book("quick", producer, number, CAN[producer])
        path = tmp_path / f"{number}{SUFFIX.get(producer, '.xlsx')}"
        path.write_bytes(PRODUCERS[producer](made))
        counts, bad = judged(made, read_report(path, load_forms()))
        assert counts[WRONG] == counts[MISSING] == 0, bad
        assert counts[RIGHT] >= 0.98 * counts.total(), bad


def test_the_halves_differ_and_each_is_always_the_same() -> None:
    first, again = (book("tune", "csv", 0, CAN["csv"]) for _ in range(2))
    assert (first.style, first.truth) == (again.style, again.truth)
    assert book("accept", "csv", 0, CAN["csv"]).truth != first.truth


def test_every_trap_and_every_way_of_writing_is_drawn() -> None:
    styles = [book("tune", "xlsxwriter", at, CAN["xlsxwriter"]).style for at in range(150)]
    assert {trap for style in styles for trap in style.traps} == set(TRAPS)
    assert {style.written for style in styles} == set(WRITTEN)


def test_a_trap_that_is_read_as_sure_is_wrong(tmp_path: Path) -> None:
    """The judge itself: the same figures without the trap count as silently wrong."""
    numbers = range(40)
    made = next(
        one
        for number in numbers
        if (one := book("tune", "openpyxl", number, CAN["openpyxl"])).traps
    )
    path = tmp_path / "a.xlsx"
    path.write_bytes(PRODUCERS["openpyxl"](made))
    report = read_report(path, load_forms())
    ref = next(iter(made.traps))
    other = next(one for one in made.truth if one not in made.traps)
    report.cells[ref] = report.cells[other]  # type: ignore[index]
    counts, _ = judged(made, report)
    assert counts[WRONG] >= 1
