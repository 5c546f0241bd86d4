"""The command line: status, streams, files, languages, and what it refuses."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker import __version__
from checker.cli.commands import COMMANDS
from checker.cli.files import expand
from checker.cli.main import exit_status, main
from checker.model import Results
from tests.support.made_outcomes import results, sample
from tests.support.prepared_readers import prepared

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "CHECKER_LANG",
        "CHECKER_OUTPUT_FORMAT",
        "CHECKER_DEBUG",
        "NO_COLOR",
        "FORCE_COLOR",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")


def run(*argv: str, **given: Any) -> int:
    return main(list(argv), start_readers=prepared(**given))


@pytest.mark.parametrize(
    ("argv", "status"),
    [
        (["suqian-2023.pdf"], 0),
        (["hongze-2023.pdf"], 1),
        (["hongze-2023.pdf", "--exit-zero"], 0),
        (["hongze-2023.pdf", "--fail-on", "never"], 0),
        (["hongze-2023.pdf", "--severity", "T4-01=info"], 0),
        (["hongze-2023.pdf", "--severity", "T4-01=warning", "--fail-on", "warning"], 1),
        (["suqian-2024.pdf"], 0),
        (["suqian-2024.pdf", "--fail-on", "info"], 1),
        (["suqian-2024.pdf", "--fail-on", "warning"], 0),
        (["none.pdf"], 1),
        (["none.pdf", "--fail-on", "never"], 1),
        (["none.pdf", "--exit-zero"], 0),
        (["suqian-2023.pdf", "none.pdf"], 1),
        (["shanghai-office-2019.pdf", "--severity", "ST-06=info"], 1),
        (["suqian-2023.pdf", "--severity", "T4-O1=info"], 2),
        (["suqian-2023.pdf", "--severity", "T4-01"], 2),
        (["suqian-2023.pdf", "--severity", "T4-01=fatal"], 2),
        (["suqian-2023.pdf", "--jobs", "0"], 2),
        (["suqian-2023.pdf", "--max-pages", "many"], 2),
        (["suqian-2023.pdf", "--rules", "no-such-file.yaml"], 2),
        (["suqian-2023.pdf", "--output-format", "yaml"], 2),
        (["suqian-2023.pdf", "--no-such-option"], 2),
        ([], 2),
    ],
)
def test_exit_status(*, argv: list[str], status: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", *argv) == status
    captured = capsys.readouterr()
    if status == 2:
        assert captured.out == ""
        assert captured.err.startswith("checker: 错误：")
        assert captured.err.count("\n") == 1
    else:
        assert captured.err == ""


def test_a_broken_rule_ends_with_two() -> None:
    found = results(sample("hongze-2023"))
    (checked,) = found.reports
    broken = replace(checked.findings[0], outcome="broken")  # type: ignore[arg-type]
    whole = Results("0", (replace(checked, findings=(broken,)),))
    assert exit_status(whole, "never", exit_zero=True) == 2


def test_formats_and_languages(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("check", "hongze-2023.pdf", "--output-format", "json")
    assert json.loads(capsys.readouterr().out)["reports"][0]["path"] == "hongze-2023.pdf"
    monkeypatch.setenv("CHECKER_OUTPUT_FORMAT", "concise")
    monkeypatch.setenv("CHECKER_LANG", "en")
    run("check", "hongze-2023.pdf")
    assert capsys.readouterr().out.startswith("hongze-2023.pdf:1: error T4-01 Table 4, row")
    run("check", "hongze-2023.pdf", "--lang=zh", "--output-format=text")
    assert "不符" in capsys.readouterr().out
    run("tables", "hongze-2023.pdf")  # CHECKER_OUTPUT_FORMAT is for `check`
    assert "Table 2" in capsys.readouterr().out
    monkeypatch.setenv("CHECKER_OUTPUT_FORMAT", "yaml")
    assert run("check", "hongze-2023.pdf") == 2
    monkeypatch.setenv("CHECKER_LANG", "fr")
    assert run("check", "hongze-2023.pdf") == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", [[], ["check"], ["tables"]])
def test_golden_help(
    *,
    command: list[str],
    lang: str,
    capsys: pytest.CaptureFixture[str],
    golden: Callable[[str, str], None],
) -> None:
    assert main([*command, "--help", "--lang", lang]) == 0
    golden(f"help/{'-'.join(['checker', *command])}.{lang}.txt", capsys.readouterr().out)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"checker {__version__}\n"


def test_colour(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def coloured(*argv: str) -> bool:
        run("check", "hongze-2023.pdf", *argv)
        return "\x1b[" in capsys.readouterr().out

    assert not coloured()
    assert coloured("--color", "always")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert coloured()
    assert not coloured("--color", "never")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not coloured()
    assert coloured("--color", "always")
    monkeypatch.setenv("NO_COLOR", "")
    assert coloured()


def test_a_file_is_written_whole_or_not_at_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.json"
    assert run("check", "hongze-2023.pdf", "--output-format", "json", "-o", str(target)) == 1
    before = target.read_bytes()
    assert json.loads(before)["format"] == "checker-results/1"
    assert capsys.readouterr().out == ""

    def fails(*_: object) -> None:
        raise OSError(28, "磁盘空间不足 on device")

    monkeypatch.setattr("checker.reporters.data.results_json.json_text", fails)
    assert run("check", "suqian-2023.pdf", "--output-format", "json", "-o", str(target)) == 2
    assert "磁盘空间不足" in capsys.readouterr().err
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]
    assert run("check", "suqian-2023.pdf", "-o", str(tmp_path / "no" / "dir.txt")) == 2


def test_tables_in_every_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("tables", "hongze-2023.pdf", "--output-format", "csv") == 0
    assert capsys.readouterr().out.lstrip("\ufeff").startswith("path,body,year")
    workbook = tmp_path / "tables.xlsx"
    assert run("tables", "hongze-2023.pdf", "--output-format", "xlsx", "-o", str(workbook)) == 0
    assert workbook.read_bytes().startswith(b"PK")
    assert run("tables", "none.pdf") == 1
    assert "找不到这个文件" in capsys.readouterr().out


def test_files_folders_and_globs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b.pdf", "a.PDF", "c.txt", "deep/er/d.pdf", ".hidden/e.pdf", "[x].pdf"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    monkeypatch.chdir(tmp_path)
    folder = ("[x].pdf", "a.PDF", "b.pdf", "deep/er/d.pdf")
    assert expand(["."], "zh").files == folder
    assert expand(["**/*.pdf"], "zh").files == ("[x].pdf", "b.pdf", "deep/er/d.pdf")
    assert expand(["./"], "zh").files == folder
    assert expand(["./deep"], "zh").files == ("deep/er/d.pdf",)
    assert expand(["b.pdf", ".", "b.pdf", "./deep/../b.pdf"], "zh").files[0] == "b.pdf"
    assert len(expand(["b.pdf", "."], "zh").files) == 4
    assert expand(["[x].pdf", "none.pdf", "-"], "zh").files == ("[x].pdf", "none.pdf", "-")
    assert expand(["b.pdf", "."], "zh").found == {".": folder}


@pytest.mark.parametrize("argument", ["empty", "no*.pdf"])
def test_nothing_to_check_is_not_a_pass(
    *,
    argument: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    assert run("check", argument) == 2
    assert argument in capsys.readouterr().err


def test_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"%PDF-")))
    assert run("check", "-", "--output-format", "concise") == 1
    assert capsys.readouterr().out.startswith("-: ")


def test_an_internal_error_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def crashes(*_: object) -> None:
        raise ValueError("boom\x1b[31m")

    assert main(["check", "x.pdf"], start_readers=crashes) == 2  # type: ignore[arg-type]
    captured = capsys.readouterr()
    assert "ValueError: boom\\x1b[31m" in captured.err
    assert captured.err.count("\n") == 1
    monkeypatch.setenv("CHECKER_DEBUG", "1")
    with pytest.raises(ValueError, match="boom"):
        main(["check", "x.pdf"], start_readers=crashes)  # type: ignore[arg-type]


def test_interrupted(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupts(*_: object) -> None:
        raise KeyboardInterrupt

    assert main(["check", "x.pdf"], start_readers=interrupts) == 130  # type: ignore[arg-type]
    assert capsys.readouterr().err.count("\n") == 1


def test_a_reader_that_leaves_early_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as broken:
        monkeypatch.setattr("sys.stdout", broken)
        assert run("check", "hongze-2023.pdf") == 1


SHOWN = (
    "--help", "check --help", "check gone.pdf", "check gone.pdf --show-settings --isolated",
    "tables gone.pdf", "rules", "rules --output-format json", "rules schema",
    "rules schema --output-format json", "explain T3-01", "explain T3-01 --output-format json",
)  # fmt: skip


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "cp1252"])
@pytest.mark.parametrize("command", SHOWN)
def test_a_terminal_that_lacks_signs_is_shown_escapes(command: str, encoding: str) -> None:
    argv = [sys.executable, "-m", "checker", *command.split()]
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(argv, check=False, capture_output=True, env=environment)
    assert done.returncode == ("gone.pdf" in command and "settings" not in command)
    assert done.stdout.decode(encoding)
    if command.endswith("json"):
        assert json.loads(done.stdout.decode(encoding))


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_help_imports_nothing_heavy(command: tuple[str, ...]) -> None:
    code = (
        f"import sys; from checker.cli.main import main; main({[*command, '--help']});"
        "names = {'pandas', 'pandera', 'camelot', 'rich', 'numpy', 'pypdfium2', 'dataclasses',"
        " 'checker.model', 'checker.pipeline'} & set(sys.modules); assert not names, names"
    )
    # What measures coverage in each process of the gate imports dataclasses itself.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    argv = [sys.executable, "-c", code]
    done = subprocess.run(argv, check=True, capture_output=True, cwd=ROOT, env=environment)
    assert b"checker" in done.stdout
