"""A store into another place: the same rows, and whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy import select, text

from checker.checks.across.body_list import Body
from checker.errors import CheckerError
from checker.register import copying
from checker.register.body_import import import_bodies
from checker.register.copying import copy_store
from checker.register.location import Server, located
from checker.register.store import open_store
from checker.register.tables import Base, BodyRow
from tests.register.feeding import checked, finding, intake
from tests.register.stores import COUNTY, Backend, no_store, rows_of, store_with, told_of, url_of
from tests.register.taking import settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from checker.register.location import Place
    from checker.register.store import Store
    from tests.support.postgres import Postgres

pytestmark = pytest.mark.postgres


def filled(folder: Path) -> Store:
    """With a parent that stands behind those below it, versions, findings, events, a file."""
    from checker.model.filings import FilingEvent

    store = store_with(folder)
    above = Body("某市人民政府", "government", code="1")
    with store.writing() as session:
        below = (replace(COUNTY[0], parent=above.name), *COUNTY[1:], above)
        import_bodies(session, {body.name: body for body in below}, "zh")
    intake(store).take("1.pdf", [checked(1, findings=[finding("T3-01"), finding("T3-02")])])
    intake(store).take("2.pdf", [checked(2, total="8")])
    intake(store).take("3.pdf", [checked(3, "某局", None)])
    settle(store, FilingEvent.CLEARED)
    return store


def contents(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    with store.reading() as session:
        return {
            table.name: [
                tuple(row)
                for row in session.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in Base.metadata.sorted_tables
        }


def other_place(folder: Path, server: Postgres) -> Place:
    """A place in the database that the test's stores are not in."""
    return server.made() if Backend.server is None else folder / "other.db"


@pytest.mark.usefixtures("both")
def test_a_copy_is_the_same_and_goes_on_by_itself(tmp_path: Path, postgres: Postgres) -> None:
    store = filled(tmp_path)
    place = other_place(tmp_path, postgres)
    before = contents(store)
    counts = copy_store(store, place, "en")
    copy = open_store(place, "zh")
    assert contents(copy) == before == contents(store)
    assert rows_of(copy) == {**counts, "alembic_version": 1}
    assert counts["cells"] > 200
    assert intake(copy).take("4.pdf", [checked(4, "某县民政局")]).reports[0].version == 1
    with copy.writing() as session:
        session.add(BodyRow(code="new", name="new"))
    with pytest.raises(CheckerError, match="is there already"):
        copy_store(store, place, "en")


def test_what_comes_out_differently_is_not_kept(
    tmp_path: Path, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = filled(tmp_path)
    place = other_place(tmp_path, postgres)
    monkeypatch.setattr(copying, "_refer", lambda *_: None)
    with pytest.raises(CheckerError, match="bodies 复制后与原来不一致"):
        copy_store(store, place, "en")
    with pytest.raises(CheckerError, match="there is no store"):
        open_store(place, "en")
    assert isinstance(place, Server)
    with psycopg.connect(place.url) as connection:
        tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        assert connection.execute(tables).fetchone() == (0,)


@pytest.mark.usefixtures("both")
def test_a_store_that_is_at_fault_is_told_and_nothing_is_made(
    tmp_path: Path, postgres: Postgres
) -> None:
    store = filled(tmp_path)
    with store.writing() as session:
        session.execute(text("ALTER TABLE events RENAME TO others"))
    place = other_place(tmp_path, postgres)
    with pytest.raises(CheckerError) as error:
        copy_store(store, place, "en")
    assert store.name in str(error.value)
    assert told_of(place) not in str(error.value)
    with pytest.raises(CheckerError, match="there is no store"):
        open_store(place, "en")


@pytest.mark.usefixtures("on_postgres")
def test_the_command_tells_what_was_copied(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    store = filled(tmp_path)
    place = no_store(tmp_path)
    assert isinstance(place, Server)
    assert run("copy", url_of(store), place.url) == (
        0,
        f"台账已全部复制到 {place.name}（单位 5，报告 3，问题 2），并已逐行核对一致\n",
        "",
    )
    assert run("copy", "absent.db", "b.db")[0] == 2
    assert run("copy", url_of(store), "postgresql://h")[0] == 2
    assert run("copy", place.url, "b.db")[0] == 0
    assert contents(open_store(located("b.db", "zh"), "zh")) == contents(store)
