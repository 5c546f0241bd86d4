"""The command line over several reports, settings and waivers, without a PDF."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from checker.cli.main import main
from tests.support.factory import change, sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from checker.model import Report


class Fake:
    """Reads the figures of samples by the name of the file."""

    def __init__(self, **reports: Report) -> None:
        self.reports = reports

    def read(self, paths: Sequence[str], _forms: object) -> Iterator[tuple[Report, ...]]:
        for number, path in enumerate(paths):
            name = path.rpartition("/")[2].removesuffix(".pdf")
            report = self.reports.get(name) or sample(name)
            yield (replace(report, path=path, sha256=f"{number:064d}"),)

    @contextmanager
    def start(self, _options: object) -> Iterator[Fake]:
        yield self


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("suqian-2023", "suqian-2024", "yanghe-2025"):
        (tmp_path / f"{name}.pdf").touch()
    return tmp_path


def run(*argv: str, **reports: Report) -> int:
    return main(["check", *argv, "--lang", "en"], start_readers=Fake(**reports).start)


def output(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_two_years_in_a_folder(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = ("suqian-2023.pdf", "suqian-2024.pdf")
    assert run(*files, "--output-format", "json", "--select", "YR") == 0
    told = output(capsys)
    assert {f["rule"] for f in told["findings"]} == {"YR-06"}
    assert [one["coverage"]["failed"] for one in told["compared"]] == [2]
    assert told["compared"][0]["reports"] == ["suqian-2024.pdf", "suqian-2023.pdf"]


def test_a_seeded_break_names_both_pages(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = change(sample("suqian-2024"), "t3.carried_over.total", "77")
    given = {"suqian-2024": broken}
    argv = ("suqian-2024.pdf", "--previous", "suqian-2023.pdf", "--select", "YR-01")
    assert run(*argv, "--output-format", "json", **given) == 0
    told = output(capsys)
    assert len(told["reports"]) == 1  # last year's is not checked
    finding = told["findings"][0]
    assert finding["reports"] == ["suqian-2024.pdf", "suqian-2023.pdf"]
    assert [one["read"]["page"] for one in finding["evidence"]] == [1, 1]
    assert run(*argv, "--fail-on", "warning", **given) == 1
    shown = capsys.readouterr().out
    assert "Between years" in shown
    assert "p. 1 suqian-2023.pdf" in shown
    assert "p. 1 suqian-2024.pdf" in shown
    assert run(*argv, "--output-format", "concise", **given) == 0
    assert capsys.readouterr().out.startswith("suqian-2024.pdf:1: warning YR-01")


def test_waive_then_check(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    waive = ["waive", "yanghe-2025.pdf", "--reason", "confirmed", "--date", "2025-03-01"]
    assert main([*waive, "--lang", "en"], start_readers=Fake().start) == 0
    assert "checker-waivers.toml" in capsys.readouterr().out
    assert run("yanghe-2025.pdf", "--waivers", "checker-waivers.toml") == 0
    assert "waived: confirmed" in capsys.readouterr().out
    assert run("yanghe-2025.pdf", "--waivers", "checker-waivers.toml", "--no-waivers") == 1
    (here / "checker.toml").write_text('waivers = "checker-waivers.toml"\n', "utf-8")
    assert run("yanghe-2025.pdf") == 0
    assert run("yanghe-2025.pdf", "--isolated") == 1
    capsys.readouterr()
    assert main([*waive, "--lang", "en"], start_readers=Fake().start) == 0
    assert "nothing to waive" in capsys.readouterr().out
    other = change(sample("yanghe-2025"), "t3.total_handled.natural_person", "63")
    assert run("yanghe-2025.pdf", **{"yanghe-2025": other}) == 1
    assert "a waiver lapsed" in capsys.readouterr().err


def test_what_is_left_out_is_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("yanghe-2025.pdf", "--ignore", "T3") == 0
    assert "rules not applied, as configured: T3-01" in capsys.readouterr().out
    assert run("yanghe-2025.pdf", "--ignore", "T9") == 2
    assert "no rule that begins" in capsys.readouterr().err


def test_settings_are_shown(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "checker.toml").write_text('fail-on = "warning"\noutput-format = "concise"\n', "utf-8")
    assert run("yanghe-2025.pdf", "--show-settings") == 0
    assert 'fail-on = "warning"  # checker.toml' in capsys.readouterr().out
    (here / "checker.toml").write_text('output-format = "concis"\n', "utf-8")
    assert run("yanghe-2025.pdf") == 2
    assert "output-format" in capsys.readouterr().err
