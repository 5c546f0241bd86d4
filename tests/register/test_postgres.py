"""A store in a database of a real server: made whole, upgraded whole, every trouble in one line."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from checker.errors import CheckerError
from checker.register import database as database_module
from checker.register import store as store_module
from checker.register.location import Server, located
from checker.register.postgres import PostgresDatabase
from checker.register.store import create_store, open_store
from checker.register.tables import REVISION, Base, BodyRow, ReportRow
from checker.register.upgrade import upgrade
from tests.register.feeding import checked, intake
from tests.register.stores import COUNTY, no_store, rows_of, store_with, url_of
from tests.register.test_store import scripts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from checker.register.store import Store
    from tests.support.postgres import Postgres

pytestmark = pytest.mark.postgres


@pytest.fixture(autouse=True)
def here(on_postgres: Postgres) -> Postgres:
    """The stores of these tests lie in databases."""
    return on_postgres


def database(store: Store) -> PostgresDatabase:
    assert isinstance(store.database, PostgresDatabase)
    return store.database


def filled(folder: Path) -> Store:
    store = store_with(folder, lang="en")
    intake(store).take("1.pdf", [checked(1)])
    return store


def one_line(error: pytest.ExceptionInfo[CheckerError], place: Server) -> None:
    assert "\n" not in str(error.value)
    assert place.name in str(error.value)


def test_the_steps_give_the_tables_of_the_models(tmp_path: Path) -> None:
    with database(store_with(tmp_path)).engine().connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def server_place(folder: Path) -> Server:
    place = no_store(folder)
    assert isinstance(place, Server)
    return place


def test_a_store_is_made_once_and_never_among_what_is_somebody_elses(tmp_path: Path) -> None:
    place = server_place(tmp_path)
    with pytest.raises(CheckerError, match="there is no store") as error:
        open_store(place, "en")
    one_line(error, place)
    assert create_store(place, "en").language == "en"
    assert open_store(place, "zh").language == "en"
    with pytest.raises(CheckerError, match="is there already"):
        create_store(place, "en")
    other = server_place(tmp_path)
    with psycopg.connect(other.url) as connection:
        connection.execute("CREATE TABLE somebody (a int)")
    with pytest.raises(CheckerError, match="tables of another program") as error:
        create_store(other, "en")
    one_line(error, other)
    with psycopg.connect(other.url) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num text)")
    with pytest.raises(CheckerError, match="is no store") as error:
        open_store(other, "en")
    one_line(error, other)


def test_two_who_make_it_at_once_make_it_once(tmp_path: Path) -> None:
    place = server_place(tmp_path)
    told: list[str] = []

    def make() -> None:
        try:
            create_store(place, "en")
        except CheckerError as error:
            told.append(str(error))

    threads = [threading.Thread(target=make) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    (line,) = told
    assert "is there already" in line


def test_a_store_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    place = server_place(tmp_path)

    def fail(_: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        create_store(place, "en", fail)
    assert not store_module.is_there(place, "en")


def test_what_no_server_answers_is_told_without_the_password() -> None:
    place = located("postgres://me:secret@127.0.0.1:1/register?connect_timeout=2", "en")
    assert isinstance(place, Server)
    assert place.name == "postgresql://me@127.0.0.1:1/register"
    with pytest.raises(CheckerError, match="cannot be reached") as error:
        open_store(place, "en")
    one_line(error, place)
    assert "secret" not in str(error.value)


def test_a_database_that_is_not_there_is_told(here: Postgres) -> None:
    place = here.place("absent")
    for use in (open_store, create_store, store_module.is_there):
        with pytest.raises(CheckerError, match=r"cannot be reached.*absent") as error:
            use(place, "en")
        one_line(error, place)


def test_a_store_of_a_later_program_is_told_and_kept(tmp_path: Path) -> None:
    store = filled(tmp_path)
    with psycopg.connect(url_of(store)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9998'")
    before = rows_of(store)
    with pytest.raises(CheckerError, match=r"later version of the program.*9998"):
        open_store(located(url_of(store), "en"), "en")
    assert rows_of(store) == before


@pytest.mark.parametrize("table", ["reports", "bodies"])
def test_an_upgrade_keeps_every_row(table: str, tmp_path: Path) -> None:
    store = filled(tmp_path)
    before = rows_of(store)
    assert before["cells"] > 100
    upgrade(store.database, "en", scripts=scripts(tmp_path, table), to="9999")
    assert rows_of(store) == before
    assert store.database.revision("en") == "9999"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('op.execute("DELETE FROM bodies WHERE parent_id IS NULL")', "foreign key"),
        ('op.execute("UPDATE absent SET a = 1")', "is no store"),
    ],
)
def test_an_upgrade_that_fails_changes_nothing(more: str, said: str, tmp_path: Path) -> None:
    store = filled(tmp_path)
    before = rows_of(store)
    with pytest.raises(CheckerError, match=said):
        upgrade(store.database, "en", scripts=scripts(tmp_path, more=more), to="9999")
    assert rows_of(store) == before
    assert store.database.revision("en") == REVISION


def test_a_writer_waits_for_another_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "BUSY", 0.1)
    store = store_with(tmp_path, lang="en")
    with store.writing() as session:
        session.add(BodyRow(code="1", name="a"))
        session.flush()
        with store.reading() as reader:
            assert len(reader.scalars(select(BodyRow)).all()) == len(COUNTY)
        with pytest.raises(CheckerError, match="another program is writing"), store.writing():
            pass
    with store.reading() as reader:
        assert len(reader.scalars(select(BodyRow)).all()) == len(COUNTY) + 1


def test_a_reader_sees_one_moment_and_writes_nothing(tmp_path: Path) -> None:
    store = store_with(tmp_path, lang="en")
    with store.reading() as reader:
        assert len(reader.scalars(select(BodyRow)).all()) == len(COUNTY)
        with store.writing() as session:
            session.add(BodyRow(code="1", name="a"))
        assert len(reader.scalars(select(BodyRow)).all()) == len(COUNTY)
        reader.add(BodyRow(code="2", name="b"))
        with pytest.raises(DBAPIError, match="read-only"):
            reader.flush()


def test_text_is_in_the_order_of_its_code_points(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    names = ["乙", "丙", "a", "B", "é", "z"]
    with store.writing() as session:
        session.add_all(BodyRow(code=name, name=name, listed=False) for name in names)
    with store.reading() as session:
        ordered = select(BodyRow.name).where(~BodyRow.listed).order_by(BodyRow.name)
        assert session.scalars(ordered).all() == sorted(names)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT])
def test_a_server_that_goes_is_told_and_a_rerun_goes_on(
    how: signal.Signals, tmp_path: Path, here: Postgres
) -> None:
    store = filled(tmp_path)
    before = rows_of(store)
    with store.held():
        try:
            with pytest.raises(CheckerError, match=r"broke .*what was kept is whole") as error:
                lose(store, lambda: here.stop(how))
            assert "\n" not in str(error.value)
            with pytest.raises(CheckerError, match="cannot be reached"), store.reading():
                pass
        finally:
            here.start()
        assert rows_of(store) == before
        assert intake(store).take("2.pdf", [checked(2)]).reports
    with store.reading() as session:
        assert session.scalars(select(ReportRow.path).order_by(ReportRow.path)).all() == [
            "1.pdf",
            "2.pdf",
        ]


def lose(store: Store, stop: Callable[[], None]) -> None:
    with store.writing() as session:
        session.add(BodyRow(code="1", name="a"))
        session.flush()
        stop()


def test_who_may_not_write_is_told(tmp_path: Path, here: Postgres) -> None:
    store = filled(tmp_path)
    name = store.name.rpartition("/")[2]
    here.order("DROP ROLE IF EXISTS reader")
    here.order("CREATE ROLE reader LOGIN")
    with psycopg.connect(url_of(store)) as connection:
        connection.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    place = here.place(name)
    reader = open_store(replace_user(place), "en")
    with reader.reading() as session:
        assert session.scalars(select(ReportRow.path)).all() == ["1.pdf"]
    with pytest.raises(CheckerError, match=r"may not read and write.*permission denied"):
        intake(reader).take("2.pdf", [checked(2)])


def replace_user(place: Server) -> Server:
    return place._replace(url=place.url.replace("checker@", "reader@"))


def test_without_the_library_the_command_that_installs_it_is_told(
    monkeypatch: pytest.MonkeyPatch, here: Postgres
) -> None:
    monkeypatch.setattr(store_module, "find_spec", lambda _: None)
    with pytest.raises(CheckerError, match=r"nianbao-checker\[register,postgres\]"):
        open_store(here.place("any"), "en")
