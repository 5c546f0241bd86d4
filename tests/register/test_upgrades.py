"""Filled stores of every earlier version are brought up to date: nothing in them is lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import ColumnElement, MetaData, column, insert, select, table

from checker.model.filings import FilingState
from checker.model.sent_lists import Part
from checker.register.listing import to_list, untold
from checker.register.queries import Asked
from checker.register.sqlite_file import SqliteFile
from checker.register.store import Store, database_at, open_store
from checker.register.upgrade import SCRIPTS, migrated
from tests.register.feeding import DAY, checked, finding
from tests.register.stores import Backend, rows_of, store_with
from tests.register.taking import state, take

if TYPE_CHECKING:
    from checker.register.location import Place

EARLIER = [one.revision for one in ScriptDirectory(str(SCRIPTS)).walk_revisions()][1:]
"""All revisions but the newest."""


def other_place(folder: Path) -> Place:
    """Of the same kind as that of the test's stores."""
    return folder / "old.db" if Backend.server is None else Backend.server.made()


def as_of(revision: str, now: Store, place: Place) -> None:
    """A store of an earlier version, filled with what a present one has for its tables."""
    with database_at(place, "zh").making("zh") as connection, now.reading() as session:
        migrated(connection, revision)
        made = MetaData()
        made.reflect(connection)
        for one in made.sorted_tables:
            if one.name != "alembic_version":
                columns: list[ColumnElement[Any]] = [column(name) for name in one.columns.keys()]  # noqa: SIM118
                rows = session.execute(select(*columns).select_from(table(one.name)))
                if values := [dict(row) for row in rows.mappings()]:
                    connection.execute(insert(one), values)


@pytest.mark.usefixtures("both")
@pytest.mark.parametrize("revision", EARLIER)
def test_a_filled_store_is_upgraded_and_goes_on(revision: str, tmp_path: Path) -> None:
    filled = store_with(tmp_path)
    for number, body in enumerate(("某县教育局", "某县民政局"), start=1):
        take(filled, checked(number, body, findings=[finding("T3-01"), finding("T3-02")]))
    place = other_place(tmp_path)
    as_of(revision, filled, place)
    wanted = rows_of(filled)
    store = open_store(place, "zh")
    if isinstance(place, Path):
        copy = SqliteFile(tmp_path / f"old.{revision}.db")
        assert rows_of(Store(copy, "zh")).items() <= wanted.items()
        assert copy.revision("zh") == revision
    assert wanted["cells"] > 100
    assert rows_of(store) == wanted
    assert state(store) is FilingState.FINDINGS
    with store.reading() as session:
        filings = to_list(session, Asked(year=2023), DAY, "zh")
        lists = [untold(session, one, [*Part]) for one in filings]
    assert [len(one.rows) for one in lists if one is not None] == [2, 2]
