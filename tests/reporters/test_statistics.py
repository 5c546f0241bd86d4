"""``--statistics``: counts by rule, in place of the main output and of no other."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from checker.cli.main import main
from tests.support.prepared_readers import prepared


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*argv: str) -> int:
    return main(
        ["check", "hongze-2023.pdf", "yanghe-2025.pdf", "--isolated", *argv],
        start_readers=prepared(),
    )


def test_counts_are_those_of_the_results(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--statistics", "--output-format", "json", "--report", "json=all.json") == 1
    counts = json.loads(capsys.readouterr().out)
    results = json.loads(Path("all.json").read_text("utf-8"))
    findings = [f for report in results["reports"] for f in report["findings"]]
    findings += results["findings"]
    for one in counts:
        own = [f for f in findings if f["rule"] == one["rule"]]
        open_ones = sum(f["outcome"] == "undecided" for f in own)
        assert (one["findings"], one["undecided"]) == (len(own) - open_ones, open_ones)
    assert {one["rule"] for one in counts} == {f["rule"] for f in findings}
    assert [one["findings"] for one in counts] == sorted(
        (one["findings"] for one in counts), reverse=True
    )


def test_a_line_a_rule_and_the_same_exit_status(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--statistics") == 1
    *lines, summary = capsys.readouterr().out.splitlines()
    assert all(re.match(r" *\d+  [A-Z0-9]+-\d+  (错误|警告|提示)  \S", line) for line in lines)
    assert "    2  T4-01  错误" in "\n".join(lines)
    assert summary.startswith("共 2 份报告")
    assert run("--statistics", "--exit-zero", "--lang", "en") == 0
    assert "    2  T4-01  error  " in capsys.readouterr().out


def test_other_outputs_stay_what_they_are() -> None:
    assert run("--statistics", "-o", "each/", "--report", "concise=all.txt") == 1
    assert Path("all.txt").read_text("utf-8").count(": 错误 T4-01") == 2
    counted = sorted(path.read_text("utf-8").splitlines()[-1] for path in Path("each").iterdir())
    assert len(counted) == 2
    assert all(line.startswith("共 1 份报告") for line in counted)


def test_a_format_without_counts_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--statistics", "--output-format", "sarif") == 2
    assert "--statistics 只有 text、json 两种格式，而不是“sarif”" in capsys.readouterr().err
