"""The command line over several reports, settings and waivers, without a PDF."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from checker.certificate.record import certificate_record
from checker.cli.main import main
from checker.confirming import Reading, written
from tests.support.factory import change, sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from checker.model import Report, Results
    from checker.reporters.options import Look


class Fake:
    """Reads the figures of samples by the name of the file."""

    versions = ()

    def __init__(self, **reports: Report) -> None:
        self.reports = reports

    def read(
        self, paths: Sequence[str], _forms: object, _lexicon: object = None
    ) -> Iterator[tuple[Report, ...]]:
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
    assert run(*files, "--output-format", "json", "--select", "YR,T3-01") == 0
    told = output(capsys)
    assert {f["rule"] for f in told["findings"]} == {"YR-06"}
    assert [one["coverage"]["failed"] for one in told["compared"]] == [2]
    assert told["compared"][0]["reports"] == ["suqian-2024.pdf", "suqian-2023.pdf"]


def test_a_seeded_break_names_both_pages(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = change(sample("suqian-2024"), "t3.carried_over.total", "77")
    given = {"suqian-2024": broken}
    argv = ("suqian-2024.pdf", "--previous", "suqian-2023.pdf", "--select", "YR-01,T4-01")
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


def waive(*argv: str) -> int:
    given = ["waive", "yanghe-2025.pdf", "--reason", "confirmed", "--date", "2025-03-01", *argv]
    return main([*given, "--lang", "en"], start_readers=Fake().start)


def test_what_waive_wrote_is_found_by_check(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("yanghe-2025.pdf") == 1
    assert waive() == 0
    assert "checker check uses them in this folder" in capsys.readouterr().out
    assert run("yanghe-2025.pdf", "--date", "2025-03-02") == 0
    told = capsys.readouterr()
    assert "waiver file used: checker-waivers.toml" in told.out
    assert "“checker-waivers.toml” was used: " in told.err
    assert run("yanghe-2025.pdf", "--output-format", "json") == 0
    assert output(capsys)["waivers"] == "checker-waivers.toml"
    for off in ("--isolated", "--no-waivers"):
        assert run("yanghe-2025.pdf", off) == 1
        assert "waiver" not in "".join(capsys.readouterr())
    below = here / "reports" / "2025"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    (below / "yanghe-2025.pdf").touch()
    assert run("yanghe-2025.pdf") == 0
    assert "../../checker-waivers.toml" in capsys.readouterr().err
    assert run("--show-settings", "yanghe-2025.pdf") == 0
    assert (
        'waivers = "../../checker-waivers.toml"  # found automatically' in capsys.readouterr().out
    )
    (below / "checker-waivers.toml").write_text("", "utf-8")  # the nearest holds
    assert run("yanghe-2025.pdf") == 1


def test_a_certificate_with_waivers_is_verified_with_them(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert waive() == 0
    parts = ("yanghe-2025.pdf", "--date", "2025-03-02")
    wanted = certificate_of_run(here, *parts)
    assert main(["verify", wanted, "yanghe-2025.pdf"], start_readers=Fake().start) == 0
    (here / "checker-waivers.toml").unlink()
    assert main(["verify", wanted, "yanghe-2025.pdf"], start_readers=Fake().start) == 1
    assert "yanghe-2025" in capsys.readouterr().out


def test_what_people_read_is_found_told_and_certified(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    right = sample("suqian-2023")
    wrong = change(right, "t3.carried_over.total", "77")
    given = {"suqian-2023": wrong}
    assert run("suqian-2023.pdf", **given) == 1
    value = format(right.cells["t3.carried_over.total"].value or 0, "f")
    entry = Reading(right.sha256, "t3.carried_over.total", value, "张三", "2025-03-01T09:30:00")
    (here / "checker-readings.toml").write_text(written([entry]), "utf-8")
    capsys.readouterr()
    assert run("suqian-2023.pdf", "--no-cache", **given) == 0
    told = capsys.readouterr()
    assert "1 values were read on the page by people" in told.out
    assert "“checker-readings.toml” was used: 1 of its 1 readings applied" in told.err
    for off in ("--isolated", "--no-readings"):
        assert run("suqian-2023.pdf", off, **given) == 1
    wanted = certificate_of_run(here, "suqian-2023.pdf", **given)
    again = Fake(**given).start
    assert main(["verify", wanted, "suqian-2023.pdf"], start_readers=again) == 0
    (here / "checker-readings.toml").rename(here / "r.toml")
    assert main(["verify", wanted, "suqian-2023.pdf"], start_readers=again) == 1
    argv = ["verify", wanted, "suqian-2023.pdf", "--readings", "r.toml"]
    assert main(argv, start_readers=again) == 0


def certificate_of_run(folder: Path, *argv: str, **given: Report) -> str:
    """The certificate's record of a run, as a file; needs no font."""
    kept: list[Results] = []

    def keep(results: Results, look: Look, _stream: object) -> None:
        kept.append(results)
        record = certificate_record(
            results,
            date=look.date,
            extra_rules=look.extra_rules,
            severities=look.severities,
        )
        (folder / "c.json").write_text(json.dumps(record), "utf-8")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("checker.cli.commands.check.reporter", lambda _: keep)
        assert run(*argv, **given) == 0
    assert kept
    return "c.json"


def test_a_file_that_check_does_not_find_is_named(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert waive("--waivers", "accepted.toml") == 0
    assert "check with --waivers accepted.toml" in capsys.readouterr().out
    assert run("yanghe-2025.pdf") == 1
    assert run("yanghe-2025.pdf", "--waivers", "accepted.toml") == 0


def test_an_expiry_in_the_past_is_refused(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert waive("--expires", "2025-02-28") == 2
    assert "would expire on 2025-02-28, before 2025-03-01" in capsys.readouterr().err
    assert not (here / "checker-waivers.toml").exists()
    assert waive("--expires", "2025-03-01") == 0
    assert run("yanghe-2025.pdf", "--date", "2025-03-01") == 0
    assert run("yanghe-2025.pdf", "--date", "2025-03-02") == 1
