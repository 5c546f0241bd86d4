"""A stamp of a store: whatever is answered of it holds for as long as the stamp does."""

from __future__ import annotations

import shutil
import threading
from typing import TYPE_CHECKING

import pytest

from checker.register.sqlite_file import SqliteFile
from checker.register.store import open_store
from checker.register.tables import BodyRow
from tests.register.stores import store_with

if TYPE_CHECKING:
    from pathlib import Path

    from checker.register.store import Store


def put(store: Store, code: str) -> None:
    with store.writing() as session:
        session.add(BodyRow(code=code, name=code))


@pytest.mark.usefixtures("both")
def test_it_is_another_whenever_somebody_wrote_and_the_same_otherwise(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    with store.watched() as stamp:
        first = stamp()
        with store.reading() as session:
            assert session.get(BodyRow, 1)
        with store.trying() as session:
            session.add(BodyRow(code="a", name="a"))
        assert stamp() == first or store.database.files == ()  # a server counts what is undone
        before = stamp()
        for code in ("b", "c"):
            put(store, code)
            assert stamp() != before
            before = stamp()
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
            before = stamp()
        assert stamp() != before


def test_another_file_in_its_place_has_another(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    assert isinstance(store.database, SqliteFile)
    path = store.database.path
    with store.watched() as stamp:
        before = stamp()
        shutil.copy(path, tmp_path / "copy.db")
        (tmp_path / "copy.db").replace(path)
        assert stamp() != before
    open_store(path, "zh")
