"""Children that are forks of this process read as those do that were started, and keep nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

GOOD = Path(__file__).parents[2] / "samples" / "ok" / "suqian-2023.pdf"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a process is forked on Linux only")

_BEGIN = """
import os, sys, threading
from checker.isolation.pool import Readers
from checker.isolation.processes import Forked
from checker.rulebook.load import load_forms
GOOD = sys.argv[1]
def read(readers, files):
    return [report for reports in readers.read(files, load_forms()) for report in reports]
"""


def run(script: str, *words: str, how: str = '"$@"') -> str:
    """What a script of its own process prints; ``how`` a shell starts it."""
    command = ["/bin/sh", "-c", how, "sh", sys.executable, "-c", _BEGIN + script, str(GOOD)]
    done = subprocess.run([*command, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_fork_reads_as_a_child_does_that_was_started() -> None:
    told = run("""
with Readers(jobs=2, forks=True) as readers:
    kinds = {type(child.process) for child in readers._children}
    forked = read(readers, [GOOD, GOOD, "none.pdf"])
with Readers(jobs=2) as readers:
    started = read(readers, [GOOD, GOOD, "none.pdf"])
print(kinds == {Forked}, forked == started, [len(one.cells) for one in forked], readers.versions)
""")
    assert told.startswith("True True [200, 200, 0] (('numpy'")


def test_a_fork_keeps_no_file_of_its_parent_open(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("")
    told = run(
        """
kept = open(sys.argv[2])
with Readers(jobs=2, forks=True) as readers:
    read(readers, [GOOD, GOOD])
    for child in readers._children:
        folder = f"/proc/{child.process.pid}/fd"
        print(*(os.path.basename(os.readlink(f"{folder}/{one}")) for one in os.listdir(folder)))
""",
        str(secret),
    )
    assert "secret" not in told
    # Of pipes its own two; the other child's would keep that from seeing its parent's end.
    assert told.count("pipe") == 4, told


def test_what_is_given_on_standard_input_is_not_a_forks_to_read() -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-c"),
            _BEGIN + "first = sys.stdin.readline()\n"
            "with Readers(forks=True) as readers:\n"
            "    found = read(readers, [GOOD])\n"
            "print(len(found[0].cells), repr(first + sys.stdin.read()))",
            str(GOOD),
        ],
        input="one\ntwo\n",
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "200 'one\\ntwo\\n'\n"


@pytest.mark.parametrize("how", ['"$@" <&-', '"$@" 2>&-', '"$@" <&- 2>&-'])
def test_a_parent_without_standard_streams_can_be_forked(how: str) -> None:
    told = run(
        """
with Readers(forks=True) as readers:
    print([len(one.cells) for one in read(readers, [GOOD])])
""",
        how=how,
    )
    assert told == "[200]\n"


@pytest.mark.parametrize(
    "before",
    [
        "threading.Thread(target=threading.Event().wait, daemon=True).start()",
        "import pandas",  # which a child does without
    ],
)
def test_who_cannot_be_forked_starts_children(before: str) -> None:
    told = run(f"""
{before}
with Readers(forks=True) as readers:
    print({{type(child.process).__name__ for child in readers._children}})
    print([len(one.cells) for one in read(readers, [GOOD])])
""")
    assert told == "{'Popen'}\n[200]\n"


def test_a_numpy_that_cannot_be_imported_is_told_in_one_line(tmp_path: Path) -> None:
    broken = tmp_path / "numpy"
    broken.mkdir()
    (broken / "__init__.py").write_text("raise RuntimeError('broken on purpose')\n")
    done = subprocess.run(
        [sys.executable, "-m", "checker", "check", "--no-cache", "--lang", "en", str(GOOD)],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "broken on purpose" in line
    assert not done.stdout


def test_who_is_told_of_no_childs_end_can_be_forked() -> None:
    told = run("""
import signal
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
with Readers(forks=True) as readers:
    print([len(one.cells) for one in read(readers, [GOOD])])
    child = readers._children[0].process
print(type(child) is Forked, child.poll())
""")
    assert told == "[200]\nTrue 0\n"


def test_a_killed_fork_takes_its_file_along_and_no_other() -> None:
    told = run("""
import signal
with Readers(forks=True, ahead=False) as readers:
    child = readers._children[0].process
    child.send_signal(signal.SIGSTOP)
    pending = readers.read([GOOD, GOOD], load_forms())
    threading.Timer(0.3, child.kill).start()
    first, second = [report for reports in pending for report in reports]
    print(child.wait(timeout=5), first.refusal, len(second.cells))
    child.kill()  # its number is nobody's by now
""")
    assert told.startswith("-9 Refusal(reason=<RefusalReason.KILLED")
    assert told.endswith(" 200\n")


def test_forks_end_with_a_parent_that_is_killed() -> None:
    script = """
with Readers(jobs=2, forks=True) as readers:
    read(readers, [GOOD])
    print(*(child.process.pid for child in readers._children), flush=True)
    threading.Event().wait()
"""
    with subprocess.Popen(
        [sys.executable, "-c", _BEGIN + script, str(GOOD)], stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        children = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(children) == 2
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    end = time.monotonic() + 10
    while any(Path(f"/proc/{pid}").exists() for pid in children) and time.monotonic() < end:
        time.sleep(0.05)
    for pid in children:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_forks_temporary_files_are_its_own(tmp_path: Path) -> None:
    told = run(
        """
import tempfile
from checker.isolation import worker
print(tempfile.gettempdir() == sys.argv[2])
worker._read = lambda request: tempfile.gettempdir()
with Readers(forks=True) as readers:
    child = readers._children[0]
    from checker.isolation.protocol import Book, Request, packed
    from checker.options import ReadOptions
    answer = child.ask_packed(Request(GOOD, ReadOptions(), packed(Book(()))))
    print(child._scratch.name.encode() in answer)
print(tempfile.gettempdir() == sys.argv[2], "OMP_NUM_THREADS" in os.environ)
""",
        str(tmp_path),
        how=f'TMPDIR={tmp_path} "$@"',
    )
    assert told == "True\nTrue\nTrue False\n"
