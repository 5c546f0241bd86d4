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

needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="children are found in /proc")


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


def is_parsing(pid: int) -> bool:
    """Whether a process holds the file in memory that camelot reads (Linux tells)."""
    with contextlib.suppress(OSError):
        return any(
            "memfd:report" in str(one.readlink()) for one in Path(f"/proc/{pid}/fd").iterdir()
        )
    return False


@needs_proc
@pytest.mark.parametrize("in_memory", [True, False])
def test_a_child_that_is_killed_leaves_no_copy_of_a_report(
    *, in_memory: bool, folder: Path, slow: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not in_memory:
        module = tmp_path / "modules" / "sitecustomize.py"
        module.parent.mkdir()
        module.write_text("import os\ndef none(_):\n    raise OSError\nos.memfd_create = none\n")
        monkeypatch.syspath_prepend(module.parent)
    with Readers(ahead=False) as readers:
        pid = readers._children[0].process.pid

        def kill() -> None:
            wait_for(lambda: is_parsing(pid) if in_memory else copies(folder))
            assert not in_memory or not copies(folder)
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
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
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
        wait_for(lambda: any(map(is_parsing, children_of(run.pid))))
        children = children_of(run.pid)
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
        wait_for(lambda: any(map(is_parsing, children_of(run.pid))))
        children = children_of(run.pid)
        run.kill()
        run.wait()
        wait_for(lambda: not any(map(is_running, children)))
    assert not [*folder.iterdir()]


@needs_proc
@pytest.mark.parametrize(
    ("number", "left"), [(signal.SIGTERM, 0), (signal.SIGHUP, 0), (signal.SIGKILL, 1)]
)
def test_a_signal_to_all_processes_of_a_run_leaves_no_copy(
    folder: Path, slow: Path, number: signal.Signals, left: int
) -> None:
    with started("check", str(slow)) as run:
        wait_for(lambda: any(map(is_parsing, children_of(run.pid))))
        children = children_of(run.pid)
        os.killpg(run.pid, number)
        run.communicate(timeout=IN_TIME)
        wait_for(lambda: not any(map(is_running, children)))
    assert len([*folder.iterdir()]) == left  # of what nobody is left to clear away, a folder
    assert not copies(folder)
