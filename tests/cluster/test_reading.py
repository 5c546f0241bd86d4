"""What a cluster reads is what this machine reads, in the same order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.cluster import readers
from checker.cluster.connection import Cluster, Task
from checker.cluster.readers import ClusterReaders
from checker.isolation.installation import LIBRARIES
from checker.options import ReadOptions
from checker.rulebook import load_forms
from tests.cluster.conftest import read_here

if TYPE_CHECKING:
    from checker.cluster.work import File, Shard
    from tests.cluster.machines import Machines

pytestmark = pytest.mark.cluster


def test_the_same_is_read_as_by_this_machine(
    machines: Machines,
    files: list[str],
    monkeypatch: pytest.MonkeyPatch,
    recwarn: pytest.WarningsRecorder,
) -> None:
    Path(files[2]).write_bytes(b"no report" + bytes(11 << 20))  # Dask warns of 10 MB in a task
    expected = read_here(files)
    with ClusterReaders(machines.url, reading=ReadOptions()) as cluster:
        assert list(cluster.read(files, load_forms())) == expected
        assert [name for name, _ in cluster.versions] == [one.distribution for one in LIBRARIES]

        # A file that is another one there is sent; one that is too large for that is read here.
        monkeypatch.setattr(readers, "digest_of", lambda _: "0" * 64)
        assert list(cluster.read(files, load_forms())) == expected
        assert [one for one in recwarn if "large graph" in str(one.message)] == []
        assert cluster._here is None
        monkeypatch.setattr(readers, "_SENT", 20)
        assert list(cluster.read(files, load_forms())) == expected
        assert cluster._here is not None


def test_files_that_no_worker_has_are_sent_to_all_at_a_time(
    machines: Machines, files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = [files[at % 2] for at in range(8)]
    heaviest = max(Path(path).stat().st_size for path in given)
    monkeypatch.setattr(readers, "digest_of", lambda _: "0" * 64)
    monkeypatch.setattr(readers, "size", lambda *_: 1)
    monkeypatch.setattr(readers, "_SENT", heaviest)
    monkeypatch.setattr(readers, "_LOADS", 1)
    answered: list[File] = []
    waiting: list[int] = []
    answer = Cluster.answer

    def noted(self: Cluster[Shard], task: Task[Shard]) -> bytes:
        answered.extend(task.asked.files)
        sent = [one for one in self._open if any(file.data for file in one.asked.files)]
        waiting.append(len(sent))
        return answer(self, task)

    monkeypatch.setattr(Cluster, "answer", noted)
    with ClusterReaders(machines.url, reading=ReadOptions()) as cluster:
        assert list(cluster.read(given, load_forms())) == read_here(given)
        stream = cluster._cluster._client.scheduler_comm
        assert stream is not None
        assert len(stream.recent_message_log) == 0, "what was sent is not kept"
    unread = [file for file in answered if file.data is None]
    assert len(unread) == 1, "what was only named before is sent ahead of its turn"
    assert 1 < max(waiting) <= 2 + 1, "no more bytes are on their way than two threads take"
