"""The table of scans holds what was counted, of each half, and nothing else."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.bench.producers.score import Scored
from tests.bench.scans import __main__ as scans
from tests.bench.scans.seeds import CONDITIONS
from tests.bench.scans.table import by_condition, read_counts, table, write_counts

if TYPE_CHECKING:
    from pathlib import Path


def scored(condition: str, **verdicts: str) -> Scored:
    return Scored("a", {"producer": condition}, verdicts, ())


FILES = [
    scored("300", a="right", b="right", c="doubtful", d="missing"),
    scored("300", a="right", b="right", c="right", d="silently wrong"),
]


def test_cells_are_counted_by_condition() -> None:
    found = by_condition(FILES)
    assert found == {"300": {"right": 5, "doubtful": 1, "missing": 1, "silently wrong": 1}}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_both_halves_stand_side_by_side(language: str, tmp_path: Path) -> None:
    write_counts(by_condition(FILES), tmp_path / "tuned.json")
    unseen = {"300": Counter(right=2), "photo": Counter(right=1, doubtful=1)}
    lines = table(read_counts(tmp_path / "tuned.json"), unseen, language).splitlines()
    assert lines[2:] == [
        "| 300 dpi | 8 | 62.5 % | 25.0 % | 1 | 2 | 100.0 % | 0.0 % | 0 |",
        f"| {'photograph' if language == 'en' else '拍照'} | – | – | – | – "
        "| 2 | 50.0 % | 50.0 % | 0 |",
    ]
    every = {one.name: Counter(right=1) for one in CONDITIONS}
    assert len(table(every, every, language).splitlines()) == 2 + len(CONDITIONS)


def test_the_table_is_written_into_the_readmes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    readme, counts = tmp_path / "README.md", tmp_path / "counts.json"
    readme.write_text("a\n<!-- scans:begin -->\nold\n<!-- scans:end -->\nb\n", "utf-8")
    write_counts(by_condition(FILES), counts)
    monkeypatch.setattr(scans, "READMES", {"en": readme})
    assert scans.main(["table", str(counts), str(counts)]) == 0
    text = readme.read_text("utf-8")
    assert "old" not in text
    assert "62.5 %" in text
    assert text.startswith("a\n")
    assert text.endswith("b\n")
