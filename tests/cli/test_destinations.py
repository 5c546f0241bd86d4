"""Outputs destroy nothing: no input, no other output, no device, no link; a failure is told."""

from __future__ import annotations

import io
import json
import os
import resource
import select
import shutil
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker.cli.destinations import Target
from checker.cli.main import main
from checker.cli.output import _whole_file
from checker.rulebook.load import rules_folder
from tests.needs import PACKAGES, advice, has_font
from tests.reporters.handing import SAMPLES
from tests.support.prepared_readers import prepared

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
INPUT = b"%PDF- an input, kept as it is"


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith(("CHECKER_", "GITHUB_", "CI_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def run(*argv: str, **given: Any) -> int:
    return main(list(argv), start_readers=prepared(**given))


def snapshot() -> dict[str, bytes | str | None]:
    """Everything below the current folder: what files hold, where links lead."""
    found: dict[str, bytes | str | None] = {}
    for path in sorted(Path().rglob("*")):
        if path.is_symlink():
            found[str(path)] = str(path.readlink())
        else:
            found[str(path)] = path.read_bytes() if path.is_file() else None
    return found


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


def checker(*argv: str, **given: Any) -> subprocess.CompletedProcess[bytes]:
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **given}
    command = [sys.executable, "-m", "checker", *argv]
    environment = {**given.pop("env", os.environ), "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, check=False, env=environment, timeout=120, **given)


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


# Never a real device here: as root a fault in the code would replace it for the whole machine.


def test_what_is_no_regular_file_is_never_replaced_whatever_it_was_taken_for() -> None:
    os.mkfifo("pipe")
    with pytest.raises(FileExistsError), _whole_file(Target("pipe"), binary=False):
        pass
    assert Path("pipe").is_fifo()
    assert [path.name for path in Path().iterdir()] == ["pipe"]


def test_a_named_pipe_is_written_through() -> None:
    os.mkfifo("pipe")
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(Path("pipe").read_bytes()), daemon=True)
    reader.start()
    assert run("check", "hongze-2023.pdf", "--report", "json=pipe", "-o", "out.txt") == 1
    reader.join(10)
    assert json.loads(got[0])["format"] == "checker-results/1"
    assert Path("pipe").is_fifo()
    assert sorted(path.name for path in Path().iterdir()) == ["out.txt", "pipe"]


def test_descriptors_are_written_through() -> None:
    for number, name in enumerate(("fd", "stdout", "linked")):
        path = {"fd": "/dev/fd/1", "stdout": "/dev/stdout", "linked": "way"}[name]
        if name == "linked":
            Path("way").symlink_to("/dev/stdout")
        done = checker("check", "gone.pdf", "--report", f"json={path}", "-o", f"{number}.txt")
        assert (done.returncode, done.stderr) == (1, b"")
        assert json.loads(done.stdout)["format"] == "checker-results/1"
    assert Path("way").is_symlink()


def test_a_descriptor_is_written_where_it_stands() -> None:
    """Opening ``/dev/stdout`` anew would begin at the start of the file, over what is there."""
    with Path("log").open("wb") as log:
        log.write(b"before\n")
        log.flush()
        done = checker("check", "gone.pdf", "--report", "jsonl=/dev/stdout", "-q", stdout=log)
        log.write(b"after\n")
    assert done.returncode == 1
    lines = Path("log").read_text("utf-8").splitlines()
    assert (lines[0], lines[-1]) == ("before", "after")
    json.loads(lines[1])
    assert any("gone.pdf" in line for line in lines[2:-1]), "standard output comes behind it"


def test_a_terminal_is_written_through_and_takes_any_number() -> None:
    import pty

    user, terminal = pty.openpty()
    path = os.ttyname(terminal)
    wanted = ["--report", f"concise={path}", "-o", path, "--output-format", "concise"]
    assert run("check", "gone.pdf", *wanted) == 1
    shown = b""
    while shown.count(b"gone.pdf") < 2:  # a terminal hands over as much as it likes at a time
        assert select.select([user], [], [], 10)[0], "nothing more is shown"
        shown += os.read(user, 10_000)
    assert stat.S_ISCHR(os.stat(path).st_mode)  # noqa: PTH116
    os.close(terminal)
    os.close(user)


def test_a_shells_process_substitution() -> None:
    command = f'"{sys.executable}" -m checker check gone.pdf --output-format json'
    script = f"{command} -o >(cat > got; touch done); while ! [ -e done ]; do sleep 0.05; done"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-c", script], check=False, env=environment, capture_output=True, timeout=120
    )
    assert done.stderr == b""
    assert json.loads(Path("got").read_bytes())["format"] == "checker-results/1"


def test_a_reader_that_leaves_costs_the_output(capsys: pytest.CaptureFixture[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        assert run("check", "hongze-2023.pdf", "-o", f"/dev/fd/{write}") == 2
    finally:
        os.close(write)
    assert capsys.readouterr().err.count("\n") == 1
    read, write = os.pipe()
    os.close(read)
    done = checker("check", "gone.pdf", "-o", "/dev/stdout", stdout=write)
    os.close(write)
    assert (done.returncode, done.stderr) == (1, b""), "as with `| head`"


def test_a_descriptor_that_is_not_open_is_refused_before_reading(
    capsys: pytest.CaptureFixture[str],
) -> None:
    seen: list[str] = []
    assert run("check", "hongze-2023.pdf", "-o", "/dev/fd/987", seen=seen) == 2
    assert (seen, capsys.readouterr().err.count("\n")) == ([], 1)


# Links and regular files


def test_a_link_is_followed_and_what_it_leads_to_replaced_whole() -> None:
    Path("deep").mkdir()
    Path("deep/file.json").write_text("old")
    Path("deep/file.json").chmod(0o640)
    Path("first.json").symlink_to("second.json")
    Path("second.json").symlink_to("deep/file.json")
    number = Path("deep/file.json").stat().st_ino
    assert run("check", "hongze-2023.pdf", "--report", "json=first.json", "-o", "out.txt") == 1
    assert Path("first.json").is_symlink()
    assert Path("second.json").is_symlink()
    there = Path("deep/file.json").stat()
    assert json.loads(Path("deep/file.json").read_bytes())
    assert stat.S_IMODE(there.st_mode) == 0o640
    assert there.st_ino != number, "replaced, not written over"
    assert [path.name for path in Path("deep").iterdir()] == ["file.json"]


def test_mode_and_owner_of_a_file_are_kept_and_a_new_one_is_as_usual() -> None:
    Path("out.txt").write_text("old")
    Path("out.txt").chmod(0o604)
    if os.geteuid() == 0:
        os.chown("out.txt", 1234, 4321)
    owner = Path("out.txt").stat()
    assert run("check", "hongze-2023.pdf", "--report", "csv=new.csv", "-o", "out.txt") == 1
    there = Path("out.txt").stat()
    assert stat.S_IMODE(there.st_mode) == 0o604
    assert (there.st_uid, there.st_gid) == (owner.st_uid, owner.st_gid)
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(Path("new.csv").stat().st_mode) == 0o666 & ~umask


def dangling() -> str:
    Path("out").symlink_to("nowhere")
    return "out"


def ring() -> str:
    Path("out").symlink_to("ring")
    Path("ring").symlink_to("out")
    return "out"


def below_a_file() -> str:
    Path("file").write_text("kept")
    return "file/out"


def too_long() -> str:
    return "o" * 300


def socket_file() -> str:
    import socket

    with socket.socket(socket.AF_UNIX) as one:
        one.bind("socket")
    return "socket"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("made", [dangling, ring, below_a_file, too_long, socket_file])
def test_what_cannot_be_written_is_one_line_and_two(
    *, made: Callable[[], str], lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = made()
    before = snapshot()
    argv = ["check", "hongze-2023.pdf", "--lang", lang, "--report", f"json={path}"]
    assert run(*argv, "-o", "all.txt") == 2
    captured = capsys.readouterr()
    errors = [line for line in captured.err.splitlines() if "note: " not in line]
    assert (captured.out, len(errors)) == ("", 1)
    assert path in captured.err
    assert "T4-01" in Path("all.txt").read_text("utf-8"), "the others are written"
    Path("all.txt").unlink()
    assert snapshot() == before
    if made is dangling:
        assert {"zh": "链接", "en": "a link"}[lang] in captured.err


@pytest.mark.parametrize("path", ["folder", "folder/", "new/"])
def test_tables_go_to_no_folder(*, path: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("folder").mkdir()
    assert run("tables", "hongze-2023.pdf", "-o", path) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert [str(one) for one in Path().rglob("*")] == ["folder"]


def test_a_file_that_is_protected_is_not_replaced(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("out.txt").write_text("kept")
    Path("out.txt").chmod(0o444)
    if os.geteuid() == 0:  # root may write everything, so the answer of anybody else is given
        monkeypatch.setattr("os.access", lambda *_: False)
    assert run("check", "hongze-2023.pdf", "-o", "out.txt") == 2
    assert "out.txt" in capsys.readouterr().err
    assert Path("out.txt").read_text() == "kept"


def test_a_disk_that_is_full_at_the_last_byte_leaves_the_old_file() -> None:
    """The system's own limit on the size of files: what is buffered fails only when closed."""
    Path("out.json").write_text("kept")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))

    argv = ["check", "gone.pdf", "--report", "json=out.json", "--lang", "en"]
    # What measures the tests' coverage writes a file at the end, too, and would meet the limit.
    plain = {name: value for name, value in os.environ.items() if "COVERAGE" not in name}
    done = checker(*argv, preexec_fn=limit, env=plain)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert b"cannot write" in done.stderr
    assert b"gone.pdf" in done.stdout, "the others are written"
    assert Path("out.json").read_text() == "kept"
    assert [path.name for path in Path().iterdir()] == ["out.json"]
