"""What is not read for sure is counted by its cause, and can be looked at."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.bench.producers.__main__ import main
from tests.bench.producers.causes import by_cause, open_cells, pictured

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def folder_of(tmp_path: Path, *, refused: bool = False) -> Path:
    """A file whose truth has a cell that it prints, one that it does not, and one in doubt."""
    from tests.documents.harmed_report import good
    from tests.documents.lies import with_digits_told_as

    folder = tmp_path / "made"
    folder.mkdir()
    pdf = with_digits_told_as(good("ok/suqian-2023"), {"7": "1"})
    (folder / "a.pdf").write_bytes(b"%PDF-1.4" if refused else pdf)
    cells = {
        "t3.granted.total": {"state": "number", "value": "1", "printed": "1"},
        "t9.none.such": {"state": "number", "value": "1", "printed": "1"},
    }
    truth = {"what": "", "half": "quick", "cells": cells}
    (folder / "a.truth.json").write_text(json.dumps(truth), "utf-8")
    return folder


def test_each_open_cell_has_its_cause(tmp_path: Path) -> None:
    found = open_cells(folder_of(tmp_path), 1)
    assert [(one.ref, one.cause) for one in found] == [
        ("t3.granted.total", "doubt.glyph-lies"),
        ("t9.none.such", ""),
    ]
    assert "50.00 %" in by_cause(found, 2, "en")
    assert "字形与文字层不符 | 1 | 50.00 % | 1" in by_cause(found, 2, "zh")
    shown = list(pictured(found, tmp_path / "pictures", 3))
    assert [path.read_bytes()[:4] for path in shown] == [b"\x89PNG"]
    assert list(pictured(found, tmp_path / "pictures", 0)) == []


def test_cells_of_a_refused_file_are_open_for_the_reason_of_its_refusal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["causes", str(folder_of(tmp_path, refused=True)), "--jobs", "1"]) == 0
    told = capsys.readouterr().out
    assert "| 2 | 100.00 % | 1 |" in told
    assert "t9.none.such" in told
