"""Processes that feed a store: two at once, one that is killed, one whose disk is full."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from checker.register.sqlite_file import connected
from checker.register.tables import ReportRow
from tests.register.stores import path_of, rows_of, store_with, url_of

if TYPE_CHECKING:
    from checker.register.store import Store


def feed(store: Store, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.register.feeding", url_of(store), *more],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )


def numbers(store: Store) -> list[int]:
    """The reports that are in a store, each whole."""
    with store.reading() as session:
        rows = session.scalars(select(ReportRow).order_by(ReportRow.id)).all()
        return [int(row.path.removesuffix(".pdf")) for row in rows]


@pytest.mark.usefixtures("both")
def test_who_kills_a_run_loses_the_file_in_hand_alone(tmp_path: Path) -> None:
    after = 7
    store = store_with(tmp_path)
    with feed(store, "40") as run:
        assert run.stdout is not None
        told = [int(run.stdout.readline()) for _ in range(after)]
        run.kill()
    kept = numbers(store)
    assert kept[:after] == told == list(range(1, after + 1))
    assert kept == list(range(1, len(kept) + 1))
    per_report = rows_of(store)["cells"] / len(kept)
    assert per_report == int(per_report), "a report has all of its cells, or is not there"
    with feed(store, "40") as again:
        assert again.wait() == 0
    assert numbers(store) == list(range(1, 41))
    counts = rows_of(store)
    assert counts["findings"] == counts["files"] == 40
    assert counts["cells"] == 40 * per_report


def test_whenever_a_run_is_killed_the_store_is_whole_and_the_next_goes_on(tmp_path: Path) -> None:
    """Twenty moments: while the store is opened, between two files, in the middle of one."""
    store = store_with(tmp_path)
    with feed(store, "400", "--killed", "20") as run:
        assert run.stdout is not None
        told = [json.loads(line) for line in run.stdout]
        assert run.wait() == 0
    assert len(told) == 20
    kept = numbers(store)
    # A run tells each file anew, taken or known; what one has told no later one may miss.
    assert max(map(len, told)) <= len(kept)
    assert kept == list(range(1, len(kept) + 1))
    counts = rows_of(store)
    assert counts["files"] == counts["reports"] == counts["findings"] == len(kept)
    assert counts["filings"] == counts["events"] == 0, "bodies that no list has"
    assert counts["cells"] % max(1, len(kept)) == 0
    with closing(connected(path_of(store))) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with feed(store, str(len(kept) + 3)) as again:
        assert again.wait() == 0
    assert numbers(store) == list(range(1, len(kept) + 4))


@pytest.mark.usefixtures("both")
def test_two_runs_at_once_take_each_file_once(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    with feed(store, "30") as one, feed(store, "30") as other:
        assert (one.wait(), other.wait()) == (0, 0)
    assert sorted(numbers(store)) == list(range(1, 31))
    assert rows_of(store)["findings"] == 30


def test_a_full_disk_is_told_and_a_rerun_goes_on(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    most = path_of(store).stat().st_size + 200_000
    with feed(store, "60", str(most)) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        told, error = run.stdout.read().split(), run.stderr.read()
        assert run.wait() == 2
    assert error.count("\n") == 1
    assert "磁盘" in error
    assert numbers(store)[: len(told)] == list(range(1, len(told) + 1))
    assert 0 < len(told) < 60
    with feed(store, "60") as again:
        assert again.wait() == 0
    assert numbers(store) == list(range(1, 61))
