"""Outputs are written whole, through links, pipes and descriptors, or told as not written."""

from __future__ import annotations

import json
import os
import resource
import select
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.cli.destinations import Target
from checker.cli.output import _whole_file
from tests.cli.writing import INPUT, ROOT, _here, checker, run, snapshot  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from collections.abc import Callable

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
