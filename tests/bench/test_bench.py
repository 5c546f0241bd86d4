"""The bench's own arithmetic: scores, debts and tables (the measuring itself is ``make bench``)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checker.model import Cell, Report, State
from tests.bench import batch, tables
from tests.bench.accuracy import Score, score
from tests.bench.tables import Debt, Speed
from tests.bench.timing import Sample, processes, warm

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
    samples = {name: Sample(0.5, 150_000_000) for name in ("checker", "camelot", "pdfium")}
    starts = {name: Sample(0.1, 10_000_000) for name in ("help", "version", "pandas")}
    scores = [Score("a", "plain", 200, 0, 0), Score("b", "no borders", 10, 0, 190)]
    speed = Speed("a.pdf", samples, samples)
    debts = (*speed.debts(), *tables.start_debts(starts), *tables.accuracy_debts(scores))
    text = tables.speed_tables([speed], starts, debts, "this machine", language)
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len(rows) == 2 + 3 + 3 + 2 + len(debts)
    assert {row.count("|") for row in rows} == {6}
    accuracy = tables.accuracy_table(scores, language)
    assert "210" in accuracy.splitlines()[0]
    assert accuracy.count("\n| ") == 2 + 2 + 1


def test_batches_are_made_the_same_way_each_time() -> None:
    reports = batch.reports(60)
    assert reports == batch.reports(60)
    assert {report.form for report in reports} == {"F2019", "F2021"}
    assert len({tuple(sorted(report.cells.items(), key=str)) for report in reports[::15]}) > 1


def test_candidates_take_turns() -> None:
    calls: list[str] = []
    timed = warm({"a": lambda: calls.append("a"), "b": lambda: calls.append("b")}, rounds=2)
    assert calls == ["a", "b"] * 3
    assert set(timed) == {"a", "b"}


def test_a_process_is_measured_with_its_memory_and_its_end() -> None:
    measured = processes({"echo": ["echo", "hello"]}, rounds=1)["echo"]
    assert 0 < measured.peak < 100_000_000
    with pytest.raises(RuntimeError, match="ended with 1"):
        processes({"false": ["false"]}, rounds=1)
