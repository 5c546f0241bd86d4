"""Nothing of a report stays behind: not when a child is killed, nor its parent, nor the run."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.isolation.pool import Readers
from checker.model import Refusal, RefusalReason
from checker.rulebook.load import load_forms
from tests.support.hostile import MAKERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FORMS = tuple(load_forms())
GOOD = Path(__file__).parents[2] / "samples" / "ok" / "suqian-2023.pdf"
IN_TIME = 60.0  # seconds: for what takes one on a machine that nobody else uses

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are ended by signals")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, of this process and of those it starts."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return place


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """A report whose copy lies in the folder for a while: camelot takes seconds over it."""
    return MAKERS["many_paths"](tmp_path / "slow.pdf", GOOD)


def wait_for(what: Callable[[], object]) -> None:
    end = time.monotonic() + IN_TIME
    while not what():
        assert time.monotonic() < end
        time.sleep(0.02)


def copies(folder: Path) -> list[Path]:
    return [*folder.rglob("*.pdf")]


def test_a_child_that_is_killed_leaves_no_copy_of_a_report(folder: Path, slow: Path) -> None:
    with Readers(ahead=False) as readers:

        def kill() -> None:
            wait_for(lambda: copies(folder))
            readers._children[0].process.kill()

        killing = threading.Thread(target=kill)
        killing.start()
        ((report,),) = readers.read([slow], FORMS)
        killing.join()
        assert report.refusal == Refusal(RefusalReason.KILLED, "SIGKILL")
        assert not copies(folder)
    assert not [*folder.iterdir()]


def test_every_child_has_a_folder_of_its_own_that_goes_with_it(folder: Path) -> None:
    with Readers(jobs=2) as readers:
        assert [report.refusal for (report,) in readers.read([GOOD, GOOD], FORMS)] == [None, None]
        assert len([*folder.iterdir()]) == 2
        assert all(place.stat().st_mode & 0o777 == 0o700 for place in folder.iterdir())
    assert not [*folder.iterdir()]


@contextlib.contextmanager
def started(*argv: str) -> Iterator[subprocess.Popen[str]]:
    """The command line, with the signals as they are without a shell's or pytest's."""
    script = (
        "import signal, sys\n"
        "for one in (signal.SIGTERM, signal.SIGHUP):\n"
        "    signal.signal(one, signal.SIG_DFL)\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from checker.cli.main import main\n"
        f"sys.exit(main({[*argv]!r}))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def children_of(pid: int) -> list[int]:
    """By /proc, which knows the parent of each process."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parent = entry.read_text("utf-8", "replace").rpartition(")")[2].split()[1]
            if int(parent) == pid:
                found.append(int(entry.parent.name))
    return found


def is_running(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    return False


needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="children are found in /proc")


@needs_proc
@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_a_run_that_is_ended_leaves_no_output_no_child_and_no_file(
    folder: Path, slow: Path, tmp_path: Path, number: signal.Signals, status: int
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "old.json").write_text("old", "utf-8")
    outputs = ("--output-format", "json", "-o", f"{out}/old.json", "--report", f"html={out}/x.html")
    with started("check", str(GOOD), str(slow), "--lang", "en", *outputs) as run:
        wait_for(lambda: copies(folder))
        children = children_of(run.pid)
        assert children
        run.send_signal(number)
        told = run.communicate(timeout=IN_TIME)
    assert (run.returncode, *told) == (status, "", "checker: error: interrupted\n")
    assert not any(map(is_running, children))
    assert not [*folder.iterdir()]
    assert [path.name for path in out.iterdir()] == ["old.json"]
    assert (out / "old.json").read_text("utf-8") == "old"


@needs_proc
def test_children_of_a_killed_run_end_and_clear_away_by_themselves(
    folder: Path, slow: Path
) -> None:
    with started("check", str(slow), "--max-seconds", "600") as run:
        wait_for(lambda: copies(folder))
        children = children_of(run.pid)
        run.kill()
        run.wait()
        assert children
        wait_for(lambda: not any(map(is_running, children)))
    assert not [*folder.iterdir()]
