"""Filled stores of every earlier version are brought up to date: nothing in them is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from alembic.script import ScriptDirectory

from checker.model.filings import FilingState
from checker.model.sent_lists import Part
from checker.register.listing import to_list, untold
from checker.register.queries import Asked
from checker.register.store import APPLICATION, connected, open_store
from checker.register.upgrade import SCRIPTS, migrated, row_counts
from tests.register.feeding import DAY, checked, finding
from tests.register.stores import store_with
from tests.register.taking import state, take

if TYPE_CHECKING:
    from pathlib import Path

    from checker.register.store import Store

EARLIER = [one.revision for one in ScriptDirectory(str(SCRIPTS)).walk_revisions()][1:]
"""All revisions but the newest."""


def as_of(revision: str, now: Store, path: Path) -> dict[str, int]:
    """A store of an earlier version, filled with what a present one has for its tables."""
    with closing(connected(path, create=True)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
    migrated(path, revision, "zh")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ATTACH ? AS now", (str(now.path),))
        names = [name for name in row_counts(connection) if name != "alembic_version"]
        for name in names:
            columns = ", ".join(
                f'"{row[1]}"' for row in connection.execute(f'PRAGMA main.table_info("{name}")')
            )
            connection.execute(
                f'INSERT INTO main."{name}" ({columns}) SELECT {columns} FROM now."{name}"'  # noqa: S608 - our own
            )
        connection.commit()
        return row_counts(connection)


@pytest.mark.parametrize("revision", EARLIER)
def test_a_filled_store_is_upgraded_and_goes_on(revision: str, tmp_path: Path) -> None:
    filled = store_with(tmp_path)
    for number, body in enumerate(("某县教育局", "某县民政局"), start=1):
        take(filled, checked(number, body, findings=[finding("T3-01"), finding("T3-02")]))
    old = tmp_path / "old.db"
    before = as_of(revision, filled, old)
    assert before["cells"] > 100
    store = open_store(old, "zh")
    assert (tmp_path / f"old.{revision}.db").exists()
    with closing(sqlite3.connect(old)) as connection:
        after = row_counts(connection)
    assert {name: after[name] for name in before} == before
    assert {after[name] for name in after.keys() - before.keys()} == {0}
    assert state(store) is FilingState.FINDINGS
    with store.reading() as session:
        filings = to_list(session, Asked(year=2023), DAY, "zh")
        lists = [untold(session, one, [*Part]) for one in filings]
    assert [len(one.rows) for one in lists if one is not None] == [2, 2]
