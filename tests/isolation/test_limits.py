"""Limits on a reading process: what they count, and that each end is told as what it is."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import cv2
import pytest

from checker.errors import InstallationError, is_memory
from checker.isolation import child, limits, worker
from checker.isolation.pool import Readers
from checker.isolation.protocol import MEMORY_EXIT, Book, Request, packed
from checker.isolation.read import read_report
from checker.isolation.worker import _read
from checker.model import Refusal, RefusalReason
from checker.options import ReadOptions
from checker.rulebook.load import load_forms
from checker.wording.facts import refusal as worded
from tests.support.hostile import MAKERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.isolation.processes import Process

FORMS = tuple(load_forms())
GOOD = Path(__file__).parents[2] / "samples" / "ok" / "suqian-2023.pdf"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="limits need a POSIX system")


def refusal(readers: Readers, path: Path) -> Refusal | None:
    ((report,),) = readers.read([path], FORMS)
    return report.refusal


def test_a_file_that_takes_too_much_processor_time_is_given_up_and_the_next_is_read(
    tmp_path: Path,
) -> None:
    slow = MAKERS["many_paths"](tmp_path / "slow.pdf", GOOD)
    with Readers(reading=ReadOptions(max_seconds=3.0)) as readers:
        assert refusal(readers, slow) == Refusal(RefusalReason.TIME_LIMIT, "3")
        assert refusal(readers, GOOD) is None


def test_a_machine_that_gives_no_time_refuses_no_file() -> None:
    with Readers(reading=ReadOptions(max_seconds=3.0)) as readers:
        assert refusal(readers, GOOD) is None
        process = readers._children[0].process
        process.send_signal(signal.SIGSTOP)
        going_on = threading.Timer(5.0, process.send_signal, [signal.SIGCONT])
        going_on.start()
        assert refusal(readers, GOOD) is None
        assert going_on.finished.is_set()
        assert readers._children[0].process is process


@pytest.mark.skipif(sys.platform != "linux", reason="the time a process has used is in /proc")
def test_the_limit_is_for_one_file_however_many_the_process_has_read() -> None:
    with Readers() as readers:  # what one file takes here, the start of the process with it
        assert refusal(readers, GOOD) is None
        limit = 2 * cpu_seconds(readers._children[0].process.pid)
    with Readers(reading=ReadOptions(max_seconds=limit)) as readers:
        process = readers._children[0].process
        while cpu_seconds(process.pid) < 1.5 * limit:
            assert refusal(readers, GOOD) is None
        assert readers._children[0].process is process


def cpu_seconds(pid: int) -> float:
    """User and system time of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_a_place_that_gives_no_bytes_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fifo = tmp_path / "fifo.pdf"
    os.mkfifo(fifo)
    with Readers() as readers:
        assert refusal(readers, GOOD) is None
        with monkeypatch.context() as patch:
            patch.setattr(child, "START_UP", 0.5)
            patch.setattr(child, "PATIENCE", 0.0)
            assert refusal(readers, fifo) == Refusal(RefusalReason.STALLED, "0.5 s")
        assert refusal(readers, GOOD) is None


def test_memory_that_runs_out_in_a_library_is_told_as_memory(tmp_path: Path) -> None:
    bomb = MAKERS["deflate_bomb"](tmp_path / "bomb.pdf", GOOD)  # pdfium aborts over it
    with Readers(reading=ReadOptions(max_memory=700)) as readers:
        assert refusal(readers, bomb) == Refusal(RefusalReason.MEMORY_LIMIT, "700")
        assert refusal(readers, GOOD) is None


def test_memory_that_runs_out_in_opencv_is_memory() -> None:
    script = (
        "import cv2, numpy, resource\n"
        "from checker.errors import is_memory\n"
        "page = numpy.zeros((9000, 9000), 'u1')\n"
        "size = 1000 * 2**20\n"
        "resource.setrlimit(resource.RLIMIT_AS, (size, size))\n"
        "try:\n"
        "    cv2.resize(page, None, fx=5, fy=5)\n"
        "except cv2.error as error:\n"
        "    print(is_memory(error))\n"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert told.stdout == b"True\n"


def opencv_has_none() -> cv2.error:
    error = cv2.error("Insufficient memory")
    error.code = -4
    return error


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        OSError(12, "Cannot allocate memory"),
        ImportError("x.so: failed to map segment from shared object: Cannot allocate memory"),
        opencv_has_none(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_no_memory_is_no_page_s_fault_and_no_installation_s(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    import camelot

    def read_pdf(*_: object, **__: object) -> NoReturn:
        try:
            raise error
        except type(error) as cause:
            raise ValueError("what the parser made of it") from cause

    monkeypatch.setattr(camelot, "read_pdf", read_pdf)
    with pytest.raises(ValueError, match="made of it") as raised:
        read_report(GOOD, FORMS)
    assert is_memory(raised.value)
    with pytest.raises(MemoryError):
        _read(Request(str(GOOD), ReadOptions(), packed(Book(FORMS))))


@pytest.mark.parametrize(
    "error", [ValueError("x"), OSError(2, "x"), ImportError("x"), cv2.error("x"), None]
)
def test_other_faults_are_no_lack_of_memory(error: Exception | None) -> None:
    assert not is_memory(error)


@pytest.mark.parametrize(
    ("code", "last_words", "reason", "detail"),
    [
        (MEMORY_EXIT, b"", RefusalReason.MEMORY_LIMIT, "2048"),
        (-signal.SIGABRT, b"", RefusalReason.MEMORY_LIMIT, "2048"),
        (
            -signal.SIGABRT,
            b"terminate called after throwing an instance of 'std::bad_alloc'\n",
            RefusalReason.MEMORY_LIMIT,
            "2048",
        ),
        (-signal.SIGABRT, b"free(): invalid pointer\n", RefusalReason.CRASHED, "SIGABRT"),
        (-signal.SIGSEGV, b"", RefusalReason.CRASHED, "SIGSEGV"),
        (-signal.SIGPROF, b"", RefusalReason.TIME_LIMIT, "60"),
        (-signal.SIGKILL, b"", RefusalReason.KILLED, "SIGKILL"),
        (-signal.SIGXCPU, b"", RefusalReason.KILLED, "SIGXCPU"),  # ulimit -t
        (1, b"Traceback", RefusalReason.CRASHED, "exit 1"),
    ],
)
def test_each_end_is_told_as_what_it_is(
    code: int, last_words: bytes, reason: RefusalReason, detail: str
) -> None:
    assert child._end(code, last_words, ReadOptions()) == Refusal(reason, detail)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_end_has_its_own_sentence(lang: str) -> None:
    ends = ("time-limit", "stalled", "memory-limit", "killed", "crashed")
    sentences = {worded(RefusalReason(end), "SIGKILL", lang) for end in ends}
    assert len(sentences) == len(ends)
    assert all("SIGKILL" in sentence for sentence in sentences)


@pytest.fixture
def process() -> Iterator[Process]:
    """A child that has read a file."""
    with Readers() as readers:
        assert refusal(readers, GOOD) is None
        yield readers._children[0].process


def test_a_child_leaves_ctrl_c_to_its_parent(process: Process) -> None:
    process.send_signal(signal.SIGINT)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=0.5)


@pytest.mark.skipif(sys.platform != "linux", reason="limits are told in /proc")
def test_a_child_that_crashes_leaves_no_core(process: Process) -> None:
    limits = Path(f"/proc/{process.pid}/limits").read_text("ascii").splitlines()
    (core,) = (line.split() for line in limits if line.startswith("Max core file size"))
    assert core[4] in ("0", "1")


def test_a_process_that_cannot_be_started_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    with pytest.raises(InstallationError, match="TMPDIR"):
        Readers(lang="en")


def test_a_child_that_cannot_be_replaced_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_more(*_: Any, **__: Any) -> NoReturn:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    with Readers(jobs=2, lang="en") as readers:
        assert [report.refusal for (report,) in readers.read([GOOD] * 2, FORMS)] == [None] * 2
        monkeypatch.setattr(subprocess, "Popen", none_more)
        for one in tuple(readers._children):
            one.process.kill()
        pending = readers.read([GOOD] * 6, FORMS)
        with pytest.raises(InstallationError, match="Resource temporarily unavailable"):
            next(pending)


def test_what_was_freed_between_pieces_in_use_is_given_back() -> None:
    program = """
from checker.isolation.limits import give_back_memory
def resident():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
held = [bytearray(10_000) for _ in range(6_000)]
held = held[-1:]
before = resident()
give_back_memory()
print(before - resident())
"""
    if not Path("/proc/self/status").exists():
        limits.give_back_memory()  # where it cannot be measured it does no harm
        return
    environment = {**os.environ, "MALLOC_ARENA_MAX": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment
    )
    assert int(done.stdout) > 40_000  # kB


def test_it_is_given_back_after_each_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[str] = []
    requests = iter([Request(str(GOOD), ReadOptions(), packed(Book(()))), None])
    monkeypatch.setattr(worker, "receive_request", lambda _: next(requests))
    monkeypatch.setattr(worker, "_read", lambda _: ())
    monkeypatch.setattr(worker, "send", lambda *_: events.append("answer"))
    for name in ("limit_memory", "forget_what_was_said", "give_back_memory"):
        monkeypatch.setattr(limits, name, lambda *_, name=name: events.append(name))
    worker._answer_all(io.BytesIO())
    assert events == ["limit_memory", "forget_what_was_said", "answer", "give_back_memory"]
