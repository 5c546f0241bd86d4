"""Outputs destroy nothing: no input, no other output, no device, no link; a failure is told."""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.cli.main import main
from checker.rulebook.load import rules_folder
from tests.cli.writing import INPUT, ROOT, _here, checker, run, snapshot  # noqa: F401 - a fixture
from tests.needs import PACKAGES, advice, has_font
from tests.reporters.handing import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable


def a_folder_of_inputs() -> None:
    """A report in a folder, by several ways, and a file for every option that names one."""
    Path("in").mkdir()
    Path("in/hongze-2023.pdf").write_bytes(INPUT)
    Path("in/suqian-2023.pdf").write_bytes(INPUT)
    Path("link.pdf").symlink_to("in/hongze-2023.pdf")
    Path("way").symlink_to("in", target_is_directory=True)
    os.link("in/hongze-2023.pdf", "hard.pdf")
    Path("last").mkdir()
    Path("last/suqian-2024.pdf").write_bytes(INPUT)
    Path("bodies.csv").write_text("body,kind,parent,complete\n", "utf-8")
    Path("mine.yaml").write_text("rules: {}\n", "utf-8")
    Path("base.toml").write_text("lang = 'en'\n", "utf-8")
    Path("checker.toml").write_text("extend = 'base.toml'\n", "utf-8")
    Path("waivers.toml").write_text("", "utf-8")
    Path("font.ttf").write_bytes(b"a font")


GIVEN = (
    *("in", "--previous", "last", "--bodies", "bodies.csv", "--rules", "mine.yaml"),
    *("--waivers", "waivers.toml", "--font", "font.ttf"),
)
INPUTS = (
    *(
        "in/hongze-2023.pdf",
        "./in/../in/hongze-2023.pdf",
        "in//suqian-2023.pdf",
        "way/HONGZE-2023.pdf",
    ),
    *("link.pdf", "hard.pdf", "way/hongze-2023.pdf", "IN/Hongze-2023.PDF"),
    *("last/suqian-2024.pdf", "bodies.csv", "mine.yaml", "base.toml", "checker.toml"),
    *("waivers.toml", "font.ttf"),
)
WAYS: dict[str, Callable[[str], list[str]]] = {
    "main": lambda path: ["-o", path],
    "report": lambda path: ["--report", f"annotated-pdf={path}"],
    "settings": lambda path: ["-o", path, "--show-settings"],
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("path", INPUTS)
def test_no_output_of_check_is_an_input(
    *, path: str, way: str, capsys: pytest.CaptureFixture[str]
) -> None:
    a_folder_of_inputs()
    before, seen = snapshot(), list[str]()
    assert run("check", *GIVEN, *WAYS[way](path), seen=seen) == 2
    captured = capsys.readouterr()
    errors = [line for line in captured.err.splitlines() if "note: " not in line]
    assert (captured.out, len(errors)) == ("", 1)
    # Only reading tells whether a PDF of a folder is an output of an earlier run.
    in_a_folder = path.lower().endswith(".pdf") and way != "settings"
    assert (seen != []) == in_a_folder, captured.err
    assert path in captured.err
    assert snapshot() == before


def test_a_list_takes_the_place_of_the_list_before(capsys: pytest.CaptureFixture[str]) -> None:
    if not has_font():
        pytest.skip(advice([*PACKAGES]))
    Path("in").mkdir()
    Path("in/report.pdf").write_bytes((SAMPLES / "bad" / "hongze-2023.pdf").read_bytes())
    argv = ["check", "in", "--report", "pdf=in/list.pdf", "--isolated", "--date", "2024-01-31"]
    assert main(argv) == 1
    assert main(argv) == 1, "found in the folder, known by its mark, written anew"
    again = Path("in/list.pdf").read_bytes()  # it tells of the list that was passed over
    assert main(argv) == 1
    assert Path("in/list.pdf").read_bytes() == again
    Path("in/list.pdf").write_bytes((SAMPLES / "ok" / "suqian-2023.pdf").read_bytes())
    before = Path("in/list.pdf").read_bytes()
    capsys.readouterr()
    assert main(argv) == 2, "a report of the same name is no output of ours"
    assert "in/list.pdf" in capsys.readouterr().err
    assert Path("in/list.pdf").read_bytes() == before


def test_a_document_that_is_not_read_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    a_folder_of_inputs()
    Path("in/report.html").write_text("<html>the report as published</html>", "utf-8")
    before = snapshot()
    assert run("check", "in", "--report", "html=in/report.html") == 2
    assert "in/report.html" in capsys.readouterr().err
    assert snapshot() == before


def test_an_absolute_path_is_the_same_file(tmp_path: Path) -> None:
    a_folder_of_inputs()
    before = snapshot()
    for path in (str(tmp_path / "in/hongze-2023.pdf"), str(tmp_path / "way/../in/suqian-2023.pdf")):
        assert run("check", "in", "--report", f"html={path}") == 2
        assert run("check", str(tmp_path / "in"), "--report", "html=in/hongze-2023.pdf") == 2
        assert run("tables", "in", "-o", path) == 2
    assert snapshot() == before


def test_rules_that_come_with_the_program_are_inputs(monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(rules_folder(), "shipped")
    monkeypatch.setattr("checker.rulebook.load.rules_folder", lambda: Path("shipped"))
    Path("rules").symlink_to("shipped", target_is_directory=True)
    before = snapshot()
    for argv in (["check", "suqian-2023.pdf"], ["rules"], ["explain", "T3-01"]):
        assert run(*argv, "-o", "rules/2021/form.yaml") == 2
    assert snapshot() == before


@pytest.mark.parametrize(
    "argv",
    [
        ["rules", "--rules", "mine.yaml"],
        ["rules", "test", "mine.yaml"],
        ["rules", "test", "more"],
        ["explain", "T3-01", "--rules", "mine.yaml"],
    ],
)
def test_no_output_about_rules_is_a_rule_file(
    *, argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("more").mkdir()
    for path in (Path("mine.yaml"), Path("more/mine.yaml")):
        path.write_text("rules: []\n", "utf-8")
    before = snapshot()
    assert run(*argv, "-o", "more/mine.yaml" if "more" in argv else "mine.yaml") == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert snapshot() == before


def test_waivers_are_added_to_their_file_and_to_no_other() -> None:
    a_folder_of_inputs()
    Path("in/empty.pdf").touch()  # no waivers are in it that could be faulty
    before, seen = snapshot(), list[str]()
    reason = ("--reason", "seen", "--date", "2026-01-20")
    for path in ("in/hongze-2023.pdf", "base.toml", "in/empty.pdf", "way/empty.pdf"):
        assert run("waive", "in", *reason, "--waivers", path, seen=seen) == 2
    assert (snapshot(), seen) == (before, [])
    assert run("waive", "in", *reason, "--waivers", "waivers.toml") == 0
    assert "[[waiver]]" in Path("waivers.toml").read_text("utf-8")
    assert run("waive", "in", *reason, "--waivers", "waivers.toml") == 0


def test_a_sidecar_is_no_input_and_no_other_output(capsys: pytest.CaptureFixture[str]) -> None:
    a_folder_of_inputs()
    Path("in/hongze-2023.tables.txt").symlink_to("../bodies.csv")
    before, seen = snapshot(), list[str]()
    assert run("check", "in", "--bodies", "bodies.csv", "--sidecar", seen=seen) == 2
    assert run("check", "in", "--sidecar", "-o", "in/suqian-2023.tables.txt", seen=seen) == 2
    assert run("check", "in", "in/suqian-2023.PDF", "--sidecar", seen=seen) == 2
    assert (snapshot(), seen, capsys.readouterr().out) == (before, [], "")


def test_sidecars_of_reports_side_by_side_are_told_apart_by_case() -> None:
    Path("a").mkdir()
    Path("a/HONGZE-2023.pdf").write_bytes(INPUT)
    Path("a/hongze-2023.pdf").write_bytes(INPUT + b"\n")
    assert run("check", "a", "--sidecar", "-o", "out.txt") == 1
    assert Path("a/hongze-2023.tables.txt").exists()


def test_a_step_summary_is_not_added_to_an_input(monkeypatch: pytest.MonkeyPatch) -> None:
    a_folder_of_inputs()
    before = snapshot()
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "way/hongze-2023.pdf")
    assert run("check", "in", "--output-format", "github") == 2
    assert snapshot() == before
    assert run("check", "in", "-o", "out.txt") == 1, "no summary, no conflict"


def test_a_file_named_after_a_report_is_no_input(capsys: pytest.CaptureFixture[str]) -> None:
    Path("out").mkdir()
    name = "out/淮安市洪泽区人民政府-2023.json"
    Path(name).write_bytes(INPUT)
    before = snapshot()
    argv = ["check", "hongze-2023.pdf", name, "--report", "json=out/", "--report", "csv=all.csv"]
    assert run(*argv) == 2
    captured = capsys.readouterr()
    errors = [line for line in captured.err.splitlines() if "note: " not in line]
    assert (captured.out, len(errors)) == ("", 1)
    assert snapshot() == before
    assert run("check", "hongze-2023.pdf", "--report", "json=out/", "--report", f"csv={name}") == 2
    assert snapshot() == before


def test_standard_input_is_an_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = (ROOT / "samples" / "ok" / "suqian-2023.pdf").read_bytes()
    Path("a.pdf").write_bytes(report)
    for argv in (["-", "-o", "a.pdf"], ["/dev/stdin", "-o", "a.pdf"], ["a.pdf", "-o", "/dev/fd/0"]):
        with Path("a.pdf").open("r+b") as stdin:
            done = checker("check", *argv, stdin=stdin)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.count(b"\n") == 1
        assert Path("a.pdf").read_bytes() == report
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"%PDF-")))
    assert run("check", "-", "--sidecar") == 2


def test_standard_output_is_not_added_to_an_input_nor_replaced() -> None:
    Path("a.pdf").write_bytes(INPUT)
    with Path("a.pdf").open("ab") as stdout:
        for argv in (["check", "a.pdf"], ["tables", "a.pdf"], ["verify", "a.pdf", "b.pdf"]):
            done = checker(*argv, stdout=stdout)
            assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert Path("a.pdf").read_bytes() == INPUT
    with Path("out").open("wb") as stdout:
        # What is printed would go to a file that has no name any more.
        done = checker("check", "gone.pdf", "--report", "json=out", stdout=stdout)
    assert done.returncode == 2
    assert Path("out").read_bytes() == b""


@pytest.mark.parametrize(
    "wanted",
    [
        ["--report", "json=x", "--report", "csv=./x"],
        ["--report", "json=x", "-o", "X"],
        ["--report", "json=link", "-o", "x"],
        ["--report", "json=hard", "-o", "x"],
        ["--report", "json=/dev/stdout", "--report", "csv=/dev/fd/1"],
    ],
)
def test_no_two_outputs_go_to_one_file(
    *, wanted: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    Path("x").write_text("kept")
    Path("link").symlink_to("x")
    os.link("x", "hard")
    before, seen = snapshot(), list[str]()
    assert run("check", "hongze-2023.pdf", *wanted, seen=seen) == 2
    captured = capfd.readouterr()
    assert (captured.out, captured.err.count("\n"), seen) == ("", 1, [])
    assert snapshot() == before


# What is no regular file


# Links and regular files
