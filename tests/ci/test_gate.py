"""A gate on 200 submitted reports: one run, its exit status, one JUnit and one SARIF file."""

from __future__ import annotations

import gzip
import json
import random
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from checker.cli.main import main
from tests.support.factory import cell, change
from tests.support.made_outcomes import sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from checker.model import Report
    from checker.options import Options
    from checker.pipeline import ReportReader
    from checker.rulebook.form import Form

REPORTS = 200
FAULTY = 40
VALID = ("suqian-2023", "suqian-2024", "xuefu-2020")
# Cells that a hard relation adds up, so that any other number breaks it.
CELLS = ("t3.granted.total", "t3.new_received.natural_person", "t4.review.total")


def submitted() -> dict[str, Report]:
    """Real figures under the names of 200 bodies; one cell misprinted in every fifth report.

    Each set of figures is multiplied by another number, which keeps every relation as it was.
    """
    chance = random.Random(2026)  # noqa: S311 - a fixed seed, nothing secret
    reports = {}
    for number in range(REPORTS):
        report = times(sample(VALID[number % len(VALID)]), 1 + number // len(VALID))
        if number % (REPORTS // FAULTY) == 0:
            ref = chance.choice(CELLS)
            value = report.cells[ref].value
            assert value is not None
            report = change(report, ref, str(value + chance.randint(1, 9)))
        path = f"送审/{number:03}.pdf"
        reports[path] = replace(report, path=path, body=f"第{number}号县人民政府")
    return reports


def times(report: Report, factor: int) -> Report:
    """The same report with every number that many times as large."""
    cells = {
        ref: one if one.value is None else cell(str(one.value * factor))
        for ref, one in report.cells.items()
    }
    return replace(report, cells=cells)


def given(reports: dict[str, Report]) -> Callable[[Options], AbstractContextManager[ReportReader]]:
    class Given:
        versions = ()

        def read(
            self, paths: Sequence[str], forms: tuple[Form, ...], lexicon: object = None
        ) -> Iterator[tuple[Report, ...]]:
            del forms, lexicon
            return ((reports[path],) for path in paths)

    @contextmanager
    def start(_: Options) -> Iterator[ReportReader]:
        yield Given()

    return start


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout on a GitHub runner, with the folder of reports in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "送审").mkdir()
    for name, value in (
        ("GITHUB_ACTIONS", "true"),
        ("GITHUB_WORKFLOW", "gate"),
        ("GITHUB_WORKSPACE", str(tmp_path)),
        ("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md")),
    ):
        monkeypatch.setenv(name, value)
    return tmp_path


def test_two_hundred_reports(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reports = submitted()
    status = main(
        [
            *("check", *reports, "--output-format", "auto", "--sidecar"),
            *("--report", "junit=junit.xml", "--report", "sarif=checker.sarif"),
            *("--report", "gitlab=gl-code-quality-report.json"),
        ],
        start_readers=given(reports),
    )
    assert status == 1
    printed = capsys.readouterr()
    assert printed.err == ""

    root = ET.parse(workspace / "junit.xml").getroot()  # noqa: S314 - our own
    suites = [suite for suite in root if "file" in suite.attrib]  # without those between reports
    assert len(suites) == REPORTS
    assert sum(suite.attrib["failures"] != "0" for suite in suites) == FAULTY
    assert (workspace / "junit.xml").stat().st_size < 30_000_000

    sarif = (workspace / "checker.sarif").read_bytes()
    assert len(gzip.compress(sarif)) < 10_000_000
    results = json.loads(sarif)["runs"][0]["results"]
    assert len(results) <= 25_000
    errors = [one for one in results if one["level"] == "error"]
    assert len({one["properties"]["report"] for one in errors}) == FAULTY
    for one in errors:
        place = one["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"].startswith("%E9%80%81%E5%AE%A1/")
        assert place["region"]["startLine"] > 1
    assert len(json.loads((workspace / "gl-code-quality-report.json").read_bytes())) == len(results)

    lines = printed.out.splitlines()
    assert sum(line.startswith("::error ") for line in lines) == 10
    assert "未列出" in lines[-1]
    assert (workspace / "summary.md").stat().st_size < 1_048_576
    assert (workspace / "summary.md").read_text("utf-8").count("### 不符") == FAULTY
    assert len(list(workspace.glob("送审/*.tables.txt"))) == REPORTS


def test_the_gate_opens_when_nothing_is_wrong(workspace: Path) -> None:
    reports = {
        path: report
        for number, (path, report) in enumerate(submitted().items())
        if number % (REPORTS // FAULTY)
    }
    assert main(["check", "-q", *reports], start_readers=given(reports)) == 0
