"""Workers that die, files that kill them, a scheduler that goes: nothing is lost or told twice."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from checker.cluster import connection, readers
from checker.cluster.readers import ClusterReaders
from checker.errors import CheckerError
from checker.options import ReadOptions
from checker.rulebook import load_forms
from tests.cluster.conftest import read_here
from tests.cluster.machines import Machines, kill

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checker.model import Report
    from checker.rulebook.form import Form

pytestmark = pytest.mark.cluster

POISON = """
import os
from checker.cluster import work

place_of = work.__dict__.setdefault("place_of", work._place)  # Dask runs this twice

def _place(file, folder):
    if file.path.endswith("poison.pdf"):
        os.kill(os.getpid(), 9)
    return place_of(file, folder)

work._place = _place
"""


@contextmanager
def cluster_of(folder: Path, **how: dict[str, str]) -> Iterator[Machines]:
    with closing(Machines(folder, **how)) as found:  # type: ignore[arg-type]
        yield found


def test_a_worker_that_dies_costs_nothing_but_time(tmp_path: Path, files: list[str]) -> None:
    with cluster_of(tmp_path) as machines:
        machines.start_worker()
        machines.start_worker()
        machines.wait(2)
        with ClusterReaders(machines.url, reading=ReadOptions()) as cluster:
            reading = cluster.read(files * 3, load_forms())
            found = [next(reading)]
            kill(machines.workers[0])
            found += reading
    assert found == read_here(files) * 3


def test_a_file_that_kills_its_workers_is_read_here_and_the_others_by_them(
    tmp_path: Path, files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    poison, preload = tmp_path / "poison.pdf", tmp_path / "preload.py"
    poison.write_bytes(b"%PDF-")
    preload.write_text(POISON, "utf-8")
    given = [*files[:2], str(poison), files[2]]
    monkeypatch.setattr(readers, "size", lambda *_: len(given))
    here: list[str] = []
    of_this_machine = ClusterReaders._read_here

    def noted(self: ClusterReaders, path: str, forms: tuple[Form, ...]) -> tuple[Report, ...]:
        here.append(path)
        return of_this_machine(self, path, forms)

    monkeypatch.setattr(ClusterReaders, "_read_here", noted)
    with cluster_of(
        tmp_path, settings={"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    ) as machines:
        machines.start_worker(preload, revived=True)
        machines.wait(1)
        with ClusterReaders(machines.url, reading=ReadOptions()) as cluster:
            found = list(cluster.read(given, load_forms()))
    assert str(poison) in here
    assert len(here) < len(given)
    assert found == read_here(given)


def test_a_scheduler_that_comes_back_is_asked_again(
    tmp_path: Path, files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with cluster_of(tmp_path) as machines:
        machines.start_worker()
        machines.wait(1)
        with ClusterReaders(machines.url, reading=ReadOptions()) as cluster:
            reading = cluster.read(files, load_forms())
            found = [next(reading)]
            kill(machines.scheduler)
            kill(machines.workers[0])
            left = machines.leftovers
            machines.start_scheduler()
            machines.start_worker()
            found += reading
        assert found == read_here(files)
        assert not any(folder.exists() for folder in left), "the next worker clears"

        with ClusterReaders(machines.url, reading=ReadOptions()) as cluster:
            reading = cluster.read(files, load_forms())
            next(reading)
            monkeypatch.setattr(connection, "_RETURNS", 0.5)
            kill(machines.scheduler)
            with pytest.raises(CheckerError, match="连接已断开"):
                list(reading)


def test_nobody_waits_for_ever_for_a_worker(
    tmp_path: Path, files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_LOOK", 0.1)
    monkeypatch.setattr(connection, "_COMES", 0.3)
    with cluster_of(tmp_path) as machines:
        machines.wait(0)
        with ClusterReaders(machines.url, reading=ReadOptions()) as cluster:
            reading = cluster.read(files, load_forms())
            with pytest.raises(CheckerError, match="没有工作进程"):
                list(reading)
