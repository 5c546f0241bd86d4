"""What a cluster is refused for, in one line each."""

from __future__ import annotations

import pickle
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker.cli.main import main
from checker.cluster import program, readers, work
from checker.cluster.address import require_private
from checker.cluster.connection import Cluster
from checker.cluster.readers import ClusterReaders
from checker.cluster.work import File, Shard, read_shard
from checker.errors import CheckerError, InstallationError
from checker.isolation.duplicates import digest_of
from checker.isolation.protocol import Book, Installation, answer_in, packed
from checker.model import Refusal, RefusalReason, Report
from checker.options import ReadOptions
from checker.rulebook import load_forms

if TYPE_CHECKING:
    from tests.cluster.machines import Machines


@pytest.mark.parametrize(
    "url",
    [
        *("tls://10.0.0.7:8786", "tls://scheduler.example:8786", "tcp://127.0.0.1:8786"),
        *("tcp://localhost:1", "tcp://[::1]:8786", "tcp://127.8.8.8:8786"),
    ],
)
def test_addresses(url: str) -> None:
    require_private(url, "zh")


@pytest.mark.parametrize(
    "url",
    [
        *("", "here", "tls://", "tls://host", "tls://host:x", "tls://host:99999", "tls://:8786"),
        *("tls://[::1:8786", "ws://127.0.0.1:8786", "inproc://127.0.0.1:8786", "tls://host:1/x"),
    ],
)
def test_what_is_no_address(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "x.pdf", "--isolated", "--cluster", url]) == 2
    told = capsys.readouterr().err
    assert "不能用" in told
    assert told.count("\n") == 1


@pytest.mark.parametrize("url", ["tcp://10.0.0.7:8786", "tcp://scheduler:8786", "tcp://0.0.0.0:1"])
def test_what_others_could_reach(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["register", "add", "x.pdf", "--isolated", "--cluster", url, "--lang", "en"]) == 2
    assert "not encrypted" in capsys.readouterr().err


@pytest.mark.parametrize("option", [("--jobs", "2"), ("--password", "secret")])
def test_options_of_this_machine(
    option: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["check", "x.pdf", "--isolated", "--cluster", "tcp://127.0.0.1:1", *option]
    assert main(given) == 2
    assert option[0] in capsys.readouterr().err


def test_where_nobody_answers(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checker.cluster.connection._ANSWERS", 0.5)
    given = ["check", "x.pdf", "--isolated", "--no-cache", "--cluster", "tcp://127.0.0.1:1"]
    assert main(given) == 2
    told = capsys.readouterr().err
    assert "无法连接集群“tcp://127.0.0.1:1”" in told
    assert told.count("\n") == 1, "Dask says nothing beside"


def test_without_the_extra(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checker.cluster.find_spec", lambda _: None)
    assert main(["check", "x.pdf", "--isolated", "--cluster", "tcp://127.0.0.1:1"]) == 2
    assert "nianbao-checker[cluster]" in capsys.readouterr().err


@pytest.mark.cluster
def test_workers_with_another_program(
    machines: Machines, files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = program.program()
    other = {**own, "camelot-py": "0.1"}
    monkeypatch.setattr(program, "program", lambda: other)
    monkeypatch.setattr(readers, "program", lambda: other)
    told = f"camelot-py {own['camelot-py']} ≠ 0.1"
    with (
        ClusterReaders(machines.url, reading=ReadOptions()) as cluster,
        pytest.raises(CheckerError, match=told),
    ):
        list(cluster.read(files, load_forms()))


def shard(*files: File) -> Shard:
    return Shard(files, packed(Book(load_forms())), ReadOptions(), program.program(), "zh")


def answer(asked: Shard) -> dict[str, Any]:
    found: dict[str, Any] = answer_in(read_shard(asked))
    return found


def test_what_is_not_there_is_left_to_the_one_who_asks(files: list[str]) -> None:
    page, _, none, _ = files
    data = Path(page).read_bytes()
    asked = shard(
        File(page, digest_of(page)),
        File("/nowhere/a.html", "0", data),
        File("/nowhere/b.html", "0"),
        File(none, "0"),
    )
    try:
        found = answer(asked)
        first, sent, other = (
            answer_in(one)[0] for one in found["answers"] if isinstance(one, bytes)
        )
        assert (first.year, first.sha256) == (2023, digest_of(page))
        assert (sent.cells, sent.sha256) == (first.cells, first.sha256)
        assert other.sha256 == digest_of(none) != "0", "as its reader sees: it is another file"
        assert (found["answers"][2], found["fault"]) == (None, "")
        assert answer(replace(asked, program={}))["answers"] == ()
    finally:
        while work._idle:
            work._idle.pop().stop()


@pytest.mark.parametrize(
    ("error", "told"),
    [(InstallationError("no camelot"), "no camelot"), (OSError(28, "full"), "OSError: [Errno 28]")],
)
def test_what_a_worker_cannot_do_it_tells(
    error: Exception, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        def __init__(self, **_: object) -> None:
            raise error

    monkeypatch.setattr(work, "Readers", Broken)
    found = answer(shard(File("/nowhere/a.pdf", "0")))
    assert found["fault"].startswith(told)
    assert found["answers"] == ()
    cluster = object.__new__(ClusterReaders)
    cluster._lang = "zh"
    with pytest.raises(CheckerError, match="工作进程未能读取文件：" + re.escape(told)):
        cluster._require_sound(found)


def opened(answer: object) -> object:
    cluster = object.__new__(ClusterReaders)
    cluster._lang = "zh"
    return cluster._opened(answer)  # type: ignore[arg-type]


def test_an_answer_is_opened_by_the_one_who_asked() -> None:
    reports = (Report("a.pdf", "0"),)
    assert opened(reports) == opened(pickle.dumps(reports)) == reports
    for nonsense in (b"", b"no pickle", pickle.dumps(Path()), pickle.dumps(()), pickle.dumps("a")):
        assert opened(nonsense) is None, "read here instead"
    fault = Installation(fault="module", detail="ImportError: x")
    with pytest.raises(CheckerError, match=r"工作进程未能读取文件：.*ImportError: x"):
        opened(pickle.dumps(fault))


def test_what_no_reading_process_lived_to_answer_is_told_of_that_file_alone(
    files: list[str],
) -> None:
    page = files[0]
    killed = (Report(page, "", refusal=Refusal(RefusalReason.KILLED, "SIGKILL")),)
    own, other = File(page, digest_of(page)), File(page, "0")
    assert work._of_the_same(own, killed) == killed
    assert work._of_the_same(other, killed) is None, "another file was read there"
    assert work._of_the_same(other._replace(data=b"x"), killed) == killed
    assert work._of_the_same(other, b"answer") == b"answer"


def test_readers_of_another_run_are_ended(files: list[str]) -> None:
    with work._borrowed(shard()) as first:
        pass
    with work._borrowed(shard()) as again:
        assert again is first
    other = Shard((), b"", ReadOptions(max_pages=3), program.program(), "en")
    with work._borrowed(other) as another:
        assert another is not first
        assert (another.reading.max_pages, another.lang) == (3, "en")
    with work._borrowed(other) as theirs, work._borrowed(shard()) as ours:
        assert theirs is another
    with work._borrowed(other) as again:
        assert again is theirs, "one that fits is there"
    with work._borrowed(shard()) as again:
        assert again is ours
    ours.stop()
    work._idle.remove(ours)
    with pytest.raises(KeyError), work._borrowed(other):
        raise KeyError
    assert work._idle == []
    with pytest.raises(RuntimeError):  # they were stopped
        next(first.read(files, load_forms()))


@pytest.mark.cluster
def test_a_worker_without_the_program(machines: Machines) -> None:
    """It cannot even load what it is asked to do."""
    cluster: Cluster[str] = Cluster(machines.url, int, "zh")  # type: ignore[arg-type]
    try:
        with pytest.raises(CheckerError, match="工作进程未能读取文件：ValueError"):
            cluster.answer(cluster.ask("x"))
    finally:
        cluster.close()


def test_programs_that_were_edited_otherwise_differ(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one.py").write_bytes(b"a = 1\n")
    monkeypatch.setattr(program, "_PACKAGE", tmp_path)
    before = program._own_files()
    (tmp_path / "one.py").write_bytes(b"a = 1\r\n")
    assert program._own_files() == before, "as it is installed on another system"
    (tmp_path / "one.py").write_bytes(b"a = 2\n")
    assert program._own_files() != before
    (tmp_path / "one.py").rename(tmp_path / "two.py")
    (tmp_path / "two.py").write_bytes(b"a = 1\n")
    assert program._own_files() != before
