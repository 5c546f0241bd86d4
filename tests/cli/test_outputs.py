"""Several outputs of one run: which, where to, whole or not at all; sidecars; CI's surroundings."""

from __future__ import annotations

import codecs
import io
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from checker.cli.files import places_in_repository
from checker.cli.main import main
from tests.support.prepared_readers import prepared


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith(("CHECKER_", "GITHUB_", "CI_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def run(*argv: str, **given: Any) -> int:
    return main(["check", *argv], start_readers=prepared(**given))


def test_several_outputs_of_one_run(capsys: pytest.CaptureFixture[str]) -> None:
    seen: list[str] = []
    wanted = ["--report", "json=out.json", "--report=sarif=a=b.sarif", "-o", "out.txt"]
    assert run("hongze-2023.pdf", *wanted, seen=seen) == 1
    assert seen.count("read") == 1
    assert json.loads(Path("out.json").read_text("utf-8"))["format"] == "checker-results/1"
    assert json.loads(Path("a=b.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert "不符" in Path("out.txt").read_text("utf-8")
    assert capsys.readouterr().out == ""
    assert run("hongze-2023.pdf", "--report", "csv=out.csv") == 1
    assert "不符" in capsys.readouterr().out
    # Excel takes CSV without the mark for GBK.
    assert Path("out.csv").read_bytes().startswith(codecs.BOM_UTF8 + b"path,body,")


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
@pytest.mark.parametrize("command", ["check", "tables"])
def test_csv_in_the_encoding_of_the_stream(
    command: str, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict")
    monkeypatch.setattr(sys, "stdout", stream)
    argv = [command, "hongze-2023.pdf", "--output-format", "csv"]
    assert main(argv, start_readers=prepared()) in (0, 1)
    written = stream.buffer.getvalue()
    assert written.startswith(codecs.BOM_UTF8) == (encoding == "utf-8")
    text = written.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    assert text.startswith("path,body,year")
    assert "洪泽区" in text


@pytest.mark.parametrize(
    "wanted",
    [
        ["--report", "json"],
        ["--report", "json="],
        ["--report", "yaml=x.yaml"],
        ["--report", "text=x", "--report", "csv=./x"],
        ["--report", "text=x", "-o", "x"],
    ],
)
def test_outputs_that_make_no_sense(
    *, wanted: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("hongze-2023.pdf", *wanted) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert not list(Path().iterdir())


def test_an_output_that_cannot_be_written_costs_no_other(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = ["--report", "csv=no/where.csv", "--report", "json=out.json"]
    assert run("hongze-2023.pdf", *wanted) == 2
    captured = capsys.readouterr()
    assert json.loads(Path("out.json").read_text("utf-8"))
    assert "T4-01" in captured.out
    assert captured.err.count("\n") == 1
    assert "no/where.csv" in captured.err

    def crashes(*_: object, **__: object) -> None:
        raise ValueError("boom")

    before = Path("out.json").read_bytes()
    monkeypatch.setattr("checker.reporters.data.results_json.json_text", crashes)
    assert run("suqian-2023.pdf", *wanted[2:], "--report", "csv=out.csv") == 2
    assert Path("out.json").read_bytes() == before
    assert Path("out.csv").exists()
    assert "ValueError: boom" in capsys.readouterr().err
    assert sorted(path.name for path in Path().iterdir()) == ["out.csv", "out.json"]


# Sidecars


def test_sidecars_are_written_and_pointed_at(capsys: pytest.CaptureFixture[str]) -> None:
    Path("in").mkdir()
    assert run("in/hongze-2023.pdf", "none.pdf", "--sidecar", "--output-format", "gitlab") == 1
    places = [one["location"] for one in json.loads(capsys.readouterr().out)]
    assert places[0]["path"] == "in/hongze-2023.tables.txt"
    lines = Path("in/hongze-2023.tables.txt").read_text("utf-8").splitlines()
    assert lines[places[0]["lines"]["begin"] - 1] == "行政复议 | 10 | 1 | 0 | 0 | 0"
    assert places[-1] == {"path": "none.pdf", "lines": {"begin": 1, "end": 1}}
    assert [path.name for path in Path("in").iterdir()] == ["hongze-2023.tables.txt"]


def test_a_sidecar_that_cannot_be_written_is_told_and_costs_no_other(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("in").mkdir()
    argv = ["no/hongze-2023.pdf", "in/suqian-2023.pdf", "--sidecar", "--report", "csv=out.csv"]
    assert run(*argv, "--output-format", "gitlab", "--exit-zero") == 2
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1
    assert "no/hongze-2023.tables.txt" in captured.err
    assert json.loads(captured.out)[0]["location"]["path"] == "no/hongze-2023.pdf"
    assert Path("in/suqian-2023.tables.txt").exists()
    assert Path("out.csv").exists()


# CI's surroundings


def test_format_auto(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("hongze-2023.pdf", "--output-format", "auto") == 1
    assert not capsys.readouterr().out.startswith("::")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    run("hongze-2023.pdf", "--output-format", "auto")
    assert not capsys.readouterr().out.startswith("::")
    monkeypatch.setenv("GITHUB_WORKFLOW", "gate")
    run("hongze-2023.pdf", "--output-format", "auto")
    assert capsys.readouterr().out.startswith("::error file=hongze-2023.pdf,")
    run("hongze-2023.pdf")
    assert not capsys.readouterr().out.startswith("::")


def test_the_step_summary_is_added_to(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("summary.md").write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    run("hongze-2023.pdf")
    assert Path("summary.md").read_text() == "before\n"
    run("hongze-2023.pdf", "--output-format", "github")
    text = Path("summary.md").read_text("utf-8")
    assert text.startswith("before\n")
    assert "| 错误 | T4-01" in text
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "no/summary.md")
    assert run("hongze-2023.pdf", "--output-format", "github") == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_places_are_relative_to_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    paths = ["a.pdf", "../b.pdf", "./c/../d.pdf", "/elsewhere/e.pdf", "-"]
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        assert list(places_in_repository(paths, {name: str(tmp_path)}).values()) == [
            *("sub/a.pdf", "b.pdf", "sub/d.pdf", "/elsewhere/e.pdf", "-")
        ]
    assert places_in_repository(["a.pdf"], {}) == {"a.pdf": "a.pdf"}


def test_junit_knows_a_report_again_however_its_path_is_written(tmp_path: Path) -> None:
    Path("in").mkdir()
    Path("in/hongze-2023.pdf").write_bytes(b"%PDF-1.7\n")
    names = set()
    for written in (
        "in/hongze-2023.pdf",
        "./in/hongze-2023.pdf",
        "in/../in/hongze-2023.pdf",
        str(tmp_path / "in/hongze-2023.pdf"),
        "in",
    ):
        argv = ["check", written, "--isolated", "--report", "junit=out.xml", "-q", "-o", "all.txt"]
        assert main(argv, start_readers=prepared()) in (0, 1)
        text = Path("out.xml").read_text("utf-8")
        names |= {frozenset(re.findall(r'classname="([^"]*)"', text))}
    assert names == {frozenset({"in/hongze-2023.pdf"})}
