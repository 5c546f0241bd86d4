"""A stamp of a store: whatever is answered of it holds for as long as the stamp does."""

from __future__ import annotations

import shutil
import threading
import time
from typing import TYPE_CHECKING

import pytest

from checker.register import sqlite_file
from checker.register.sqlite_file import SqliteFile
from checker.register.store import open_store
from checker.register.tables import BodyRow
from tests.register.stores import store_with

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from pathlib import Path

    from checker.register.store import Store


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of these tests tell their times to some milliseconds."""
    monkeypatch.setattr(sqlite_file, "_TICK", 30_000_000)


def settled(stamp: Callable[[], Hashable]) -> Hashable:
    """The stamp, once what was written last is some time ago."""
    until = time.monotonic() + 30
    while (found := stamp()) != stamp():
        assert time.monotonic() < until
        time.sleep(0.005)
    return found


def put(store: Store, code: str) -> None:
    with store.writing() as session:
        session.add(BodyRow(code=code, name=code))


@pytest.mark.usefixtures("both")
def test_it_is_another_whenever_somebody_wrote_and_the_same_otherwise(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    with store.watched() as stamp:
        first = settled(stamp)
        with store.reading() as session:
            assert session.get(BodyRow, 1)
        with store.trying() as session:
            session.add(BodyRow(code="a", name="a"))
        if isinstance(store.database, SqliteFile):  # a server counts what is undone
            assert settled(stamp) == first
        before = settled(stamp)
        for code in ("b", "c"):
            put(store, code)
            assert stamp() != before
            assert settled(stamp) != before
            before = settled(stamp)
        elsewhere: list[object] = []
        thread = threading.Thread(target=lambda: elsewhere.append(stamp()))
        thread.start()
        thread.join()
        assert elsewhere == [before]


@pytest.mark.usefixtures("both")
def test_so_it_is_while_another_writes(tmp_path: Path) -> None:
    """What is not kept yet is not seen; once it is, the stamp is another."""
    store = store_with(tmp_path)
    with store.watched() as stamp:
        with store.writing() as session:
            session.add(BodyRow(code="a", name="a"))
            session.flush()
            before = settled(stamp)
        assert stamp() != before
        assert settled(stamp) != before


def test_what_was_written_just_now_has_no_stamp_but_its_own(tmp_path: Path) -> None:
    """Another that writes within the same tick of the clock leaves the same times and sizes."""
    store = store_with(tmp_path)
    with store.watched() as stamp:
        put(store, "a")
        assert stamp() != stamp()


def test_nothing_is_kept_open_for_it(tmp_path: Path) -> None:
    """The store is one file whenever nobody works, to be copied as it is."""
    store = store_with(tmp_path)
    with store.watched() as stamp:
        put(store, "a")
        stamp()
        assert [path.name for path in tmp_path.iterdir() if "checker.db" in path.name] == [
            "checker.db"
        ]


def test_another_file_in_its_place_has_another(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    assert isinstance(store.database, SqliteFile)
    path = store.database.path
    with store.watched() as stamp:
        before = settled(stamp)
        shutil.copy(path, tmp_path / "copy.db")
        (tmp_path / "copy.db").replace(path)
        assert settled(stamp) != before
    open_store(path, "zh")
