"""Outputs to folders: one file a report, several formats side by side; a date that is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from checker.cli.main import main
from tests.reporters.handing import workbook_of
from tests.support.prepared_readers import prepared


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def run(*argv: str, **given: Any) -> int:
    return main(["check", "--isolated", *argv], start_readers=prepared(**given))


def test_a_folder_gets_one_file_a_report() -> None:
    files = ["a/hongze-2023.pdf", "b/hongze-2023.pdf", "suqian-2023.pdf", "gone.pdf"]
    wanted = ["--report", "xlsx=out/new/", "--report", "json=out/new/", "-o", "all.txt"]
    assert run(*files, *wanted) == 1
    stems = ("gone", "hongze-2023", "hongze-2023-2", "suqian-2023")
    assert sorted(path.name for path in Path("out/new").iterdir()) == sorted(
        f"{stem}{end}" for stem in stems for end in (".json", ".xlsx")
    )
    book = workbook_of(Path("out/new/suqian-2023.xlsx").read_bytes())
    assert book.sheetnames[-3:] == ["表二", "表三", "表四"]
    assert run("suqian-2023.pdf", "--report", "csv=out", "-o", "all.txt") == 0
    assert Path("out/suqian-2023.csv").exists(), "a folder that is there needs no slash"


def test_the_same_format_twice_in_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("suqian-2023.pdf", "--report", "csv=x/", "--report", "csv=./x/") == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not Path("x").exists()


def test_a_folder_that_cannot_be_made(capsys: pytest.CaptureFixture[str]) -> None:
    Path("file").write_text("", "utf-8")
    assert run("suqian-2023.pdf", "--report", "csv=file/", "-o", "all.txt") == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert Path("all.txt").exists()


def test_a_date_that_is_none_is_refused_before_reading(capsys: pytest.CaptureFixture[str]) -> None:
    seen: list[str] = []
    assert run("suqian-2023.pdf", "--date", "yesterday", seen=seen) == 2
    assert seen == []
    assert "--date" in capsys.readouterr().err


def test_binary_outputs_need_no_terminal(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run("suqian-2023.pdf", "--output-format", "xlsx", "-q") == 0
    assert capsysbinary.readouterr().out.startswith(b"PK")
