"""The bench's own arithmetic: scores, debts and tables (the measuring itself is ``make bench``)."""

from __future__ import annotations

import sys
import time
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from checker.isolation.read import read_reports
from checker.model import Cell, Report, State
from tests.bench import large_runs, many, tables, tree
from tests.bench.accuracy import Score, score
from tests.bench.curves import curve
from tests.bench.large_files import Large
from tests.bench.large_runs import Held
from tests.bench.program import Warm
from tests.bench.tables import Debt, Speed
from tests.bench.timing import Sample, processes, warm
from tests.bench.tree import Tree

if TYPE_CHECKING:
    from pathlib import Path

TRUTH = {
    "what": "plain",
    "cells": {
        "t3.granted.total": {"state": "number", "value": "3"},
        "t3.partial.total": {"state": "blank"},
    },
}


def number(raw: str) -> Cell:
    return Cell(State.NUMBER, raw, value=Decimal(raw))


@pytest.mark.parametrize(
    ("cells", "right", "wrong", "doubtful"),
    [
        ({"granted": number("3.0"), "partial": Cell(State.BLANK, "")}, 2, 0, 0),
        ({"granted": number("8"), "partial": Cell(State.DOUBTFUL, "")}, 0, 1, 1),
        ({"granted": Cell(State.BLANK, ""), "partial": number("0")}, 0, 2, 0),
        ({"granted": Cell(State.TEXT, "三")}, 0, 1, 1),
        ({"granted": number("3"), "refused": number("1")}, 1, 1, 1),
    ],
)
def test_only_a_cell_that_is_sure_can_be_wrong(
    cells: dict[str, Cell], right: int, wrong: int, doubtful: int
) -> None:
    report = Report("a.pdf", "", cells={f"t3.{row}.total": cell for row, cell in cells.items()})
    assert score("a", TRUTH, report) == Score("a", "plain", right, wrong, doubtful)


def test_a_debt_holds_up_to_its_bound() -> None:
    assert Debt("warm_ratio", 0.2, 0.2, None, "").met
    assert not Debt("warm_ratio", 0.21, 0.2, None, "").met


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_tables_are_whole_in_both_languages(language: str) -> None:
    samples = {name: Sample(0.5, 150_000_000, 0.4) for name in ("checker", "camelot", "pdfium")}
    starts = {name: Sample(0.1, 10_000_000, 0.1) for name in ("help", "version", "pandas")}
    scores = [Score("a", "plain", 200, 0, 0), Score("b", "no borders", 10, 0, 190)]
    speed = Speed("a.pdf", samples, samples)
    tree = Tree(1.0, 0.9, 300_000_000, 110_000_000, 150_000_000, 0)
    debts = (
        *speed.debts(),
        *tables.start_debts(starts),
        *Large(tree, 0.005, tree, tree).debts(),
        *large_runs.debts({count: Held(0.5, 2.0, 200.0) for count in large_runs.COUNTS}),
        *tables.accuracy_debts(scores),
    )
    text = tables.speed_tables(
        [speed], starts, debts, ("this machine", "0.1", "0.9", "35"), language
    )
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len(rows) == 2 + 3 + 3 + 2 + len(debts)
    columns = [row.count("|") for row in rows]
    assert set(columns[: 2 + 3 + 3]) == {8}
    assert set(columns[2 + 3 + 3 :]) == {6}
    accuracy = tables.accuracy_table(scores, language)
    assert "210" in accuracy.splitlines()[0]
    assert accuracy.count("\n| ") == 2 + 2 + 1


def test_candidates_take_turns() -> None:
    calls: list[str] = []
    timed = warm({"a": lambda: calls.append("a"), "b": lambda: calls.append("b")}, rounds=2)
    assert calls == ["a", "b"] * 3
    assert set(timed) == {"a", "b"}


def test_a_process_is_measured_with_its_memory_and_its_end() -> None:
    measured = processes({"echo": ["echo", "hello"]}, rounds=1)["echo"]
    assert 0 < measured.peak < 100_000_000
    assert 0 <= measured.cpu <= measured.seconds + 0.1
    with pytest.raises(RuntimeError, match="ended with 1"):
        processes({"false": ["false"]}, rounds=1)


def test_the_cpu_of_threads_is_counted_where_the_clock_is_not() -> None:
    timed = warm({"sleep": lambda: time.sleep(0.05)}, rounds=1)["sleep"]
    assert timed.cpu < 0.04 < timed.seconds


@pytest.mark.skipif(sys.platform != "linux", reason="memory of other processes is Linux's to tell")
def test_the_memory_of_a_command_is_that_of_all_it_starts() -> None:
    child = "held = bytearray(60_000_000); import time; time.sleep(1)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    found = tree.measured([sys.executable, "-c", parent])
    assert found.status == 0
    assert found.child > 60_000_000 > found.first > 0
    assert 60_000_000 < found.together < found.child + found.first
    assert 0 < found.cpu < found.wall


def test_files_of_a_large_run_are_all_different_and_read_whole(tmp_path: Path) -> None:
    made = many.files(tmp_path, 36)
    assert len({path.read_bytes() for path in made}) == 36
    program = Warm()
    first, again = (program.read(made[at]) for at in (0, 35))
    assert first.sha256 != again.sha256
    assert first.cells == again.cells != {}


def test_reports_bound_together_and_long_and_crowded_ones_are_read(tmp_path: Path) -> None:
    forms = Warm().rulebook.forms
    bound = read_reports(many.compendium(tmp_path / "bound.pdf", 4), forms)
    assert [len(report.cells) for report in bound] == [186, 200, 186, 200]
    plain, long, crowded = (
        read_reports(path, forms)
        for path in (
            many.BROWSER,
            many.long(tmp_path / "long.pdf", 60),
            many.crowded(tmp_path / "crowded.pdf", 500),
        )
    )
    values = [[cell.value for cell in one[0].cells.values()] for one in (plain, long, crowded)]
    assert values[0] == values[1] == values[2]
    assert long[0].pages == 60


def test_a_curve_has_a_time_for_each_size() -> None:
    assert [size for size, seconds in curve(many.long, (5, 6)) if seconds > 0] == [5, 6]
