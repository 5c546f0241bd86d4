"""The store: made whole or not at all, upgraded with a copy, every trouble in one line."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, select, update

from checker.errors import CheckerError
from checker.register import database as database_module
from checker.register import sqlite_file
from checker.register import upgrade as upgrade_module
from checker.register.records import report_of
from checker.register.sqlite_file import SqliteFile, connected, row_counts
from checker.register.store import create_store, open_store
from checker.register.tables import REVISION, Base, BodyRow, ReportRow
from checker.register.upgrade import SCRIPTS, upgrade
from tests.register.feeding import checked, intake
from tests.register.stores import COUNTY, empty_store, path_of, store_with

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy.orm import Session

NEXT = '''"""A step of the future: SQLite makes a table anew for it, to which others refer."""
import sqlalchemy as sa
from alembic import op
revision, down_revision = "9999", "{revision}"
def upgrade():
    how = "always" if op.get_context().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("{table}", recreate=how) as table:
        table.add_column(sa.Column("further", sa.String(), nullable=True))
    {more}
'''


def scripts(folder: Path, table: str = "reports", more: str = "pass") -> Path:
    """The steps of this program, and one more."""
    made = folder / "steps"
    shutil.copytree(SCRIPTS, made)
    text = NEXT.format(revision=REVISION, table=table, more=more)
    (made / "versions" / "r9999_further.py").write_text(text, "utf-8")
    return made


def lines(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        return row_counts(connection)


def test_the_steps_give_the_tables_of_the_models_and_end_at_their_revision(tmp_path: Path) -> None:
    path = path_of(empty_store(tmp_path))
    with create_engine(f"sqlite:///{path}").connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    assert ScriptDirectory(str(SCRIPTS)).get_current_head() == REVISION


def test_a_new_store_is_safe_and_empty_and_knows_its_language(tmp_path: Path) -> None:
    store = create_store(tmp_path / "a b?#%.db", "en")
    assert [one.name for one in tmp_path.iterdir()] == ["a b?#%.db"]
    path = path_of(store)
    assert open_store(path, "zh").language == "en"
    with closing(connected(path)) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert raw.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert raw.execute("PRAGMA busy_timeout").fetchone() == (20_000,)
        assert raw.execute("PRAGMA journal_size_limit").fetchone() == (64 * 1024 * 1024,)


def test_what_is_there_is_never_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(b"somebody's")
    with pytest.raises(CheckerError, match="is there already"):
        create_store(path, "en")
    assert path.read_bytes() == b"somebody's"
    assert list(tmp_path.iterdir()) == [path]


def test_a_store_that_cannot_be_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(upgrade_module, "migrated", full)
    with pytest.raises(CheckerError, match="no space"):
        create_store(tmp_path / "a.db", "en")
    assert list(tmp_path.iterdir()) == []


def alien(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE somebody (a)")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda _: None, "there is no store"),
        (lambda path: path.write_bytes(b""), "is no store"),
        (lambda path: path.write_bytes(b"SQLite format 3\0"), "is no store"),
        (lambda path: path.write_text("x" * 500), "is no store"),
        (alien, "is no store"),
        (lambda path: path.mkdir(), "a.db"),
    ],
)
def test_what_is_no_store_is_told_and_not_touched(
    make: Callable[[Path], object], said: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.db"
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(CheckerError, match=said) as error:
        open_store(path, "en")
    assert "\n" not in str(error.value)
    assert str(path) in str(error.value)
    assert not path.is_file() or path.read_bytes() == before


def test_a_damaged_store_is_told(tmp_path: Path) -> None:
    path = path_of(store_with(tmp_path))
    data = bytearray(path.read_bytes())
    data[4096:8192] = b"\xff" * 4096
    path.write_bytes(data)
    with pytest.raises(CheckerError, match="damaged"):
        open_store(path, "en")


def test_a_store_of_a_later_program_is_told_and_kept(tmp_path: Path) -> None:
    path = path_of(store_with(tmp_path))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9998'")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(CheckerError, match=r"later version of the program.*9998"):
        open_store(path, "en")
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def filled(folder: Path) -> Path:
    store = store_with(folder)
    intake(store).take("1.pdf", [checked(1)])
    return path_of(store)


@pytest.mark.parametrize("table", ["reports", "bodies", "filings", "files"])
def test_an_upgrade_keeps_every_row_and_a_copy_of_before(table: str, tmp_path: Path) -> None:
    path = filled(tmp_path)
    before = lines(path)
    assert before["cells"] > 100
    upgrade(SqliteFile(path), "en", scripts=scripts(tmp_path, table), to="9999")
    copy = tmp_path / f"checker.{REVISION}.db"
    assert lines(path) == before == lines(copy)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute(f"SELECT further FROM {table}").fetchone() == (None,)  # noqa: S608
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (sqlite_file.APPLICATION,)
    # To go back is to put the copy in its place.
    path.unlink()
    copy.rename(path)
    with open_store(path, "en").reading() as session:
        assert session.scalars(select(ReportRow.printed)).one() == "某县教育局"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('op.execute("DELETE FROM bodies WHERE parent_id IS NULL")', "lost what they refer to"),
        ('op.execute("UPDATE absent SET a = 1")', "no such table"),
    ],
)
def test_an_upgrade_that_fails_changes_nothing(more: str, said: str, tmp_path: Path) -> None:
    path = filled(tmp_path)
    before = lines(path)
    with pytest.raises(CheckerError, match=said):
        upgrade(SqliteFile(path), "en", scripts=scripts(tmp_path, more=more), to="9999")
    assert lines(path) == before
    assert not (tmp_path / f"checker.{REVISION}.db").exists()
    with open_store(path, "en").reading() as session:
        assert len(session.scalars(select(BodyRow)).all()) == len(COUNTY)


def test_a_copy_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    path = filled(tmp_path)
    (tmp_path / f"checker.{REVISION}.db").write_bytes(b"the copy of a first try")
    with pytest.raises(CheckerError, match="move it away"):
        upgrade(SqliteFile(path), "en", scripts=scripts(tmp_path), to="9999")


def test_a_copy_that_differs_ends_the_upgrade(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = filled(tmp_path)
    counts = iter([{"reports": 1}, {"reports": 2}])
    monkeypatch.setattr(sqlite_file, "row_counts", lambda _: next(counts))
    with pytest.raises(CheckerError, match="copy differs"):
        upgrade(SqliteFile(path), "en", scripts=scripts(tmp_path), to="9999")
    assert not (tmp_path / f"checker.{REVISION}.db").exists()


def test_a_store_that_another_program_writes_to_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "BUSY", 0.05)
    store = store_with(tmp_path, lang="en")
    with closing(sqlite3.connect(path_of(store), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with store.reading() as session:
            assert len(session.scalars(select(BodyRow)).all()) == len(COUNTY)
        with pytest.raises(CheckerError, match="another program is writing"), store.writing():
            pass


def put_one_and_fail(session: Session) -> None:
    session.add(BodyRow(code="1", name="a"))
    session.flush()
    raise ZeroDivisionError


def test_a_store_held_open_keeps_its_log_and_tells_nobody_elses_faults(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    log = tmp_path / "checker.db-wal"
    assert not log.exists()
    with store.held():
        for code in "ab":
            with store.writing() as session:
                session.add(BodyRow(code=code, name=code))
            assert log.stat().st_size > 0
    assert not log.exists(), "one file again, to be copied as it is"
    with pytest.raises(OSError, match="somebody else's"), store.held():
        raise OSError("somebody else's")


def test_what_a_later_program_packed_is_told(tmp_path: Path) -> None:
    path = filled(tmp_path)
    store = open_store(path, "en")
    with store.writing() as session:
        session.execute(update(ReportRow).values(whole=b"x"))
    with pytest.raises(CheckerError, match="is damaged"), store.reading() as session:
        report_of(session.scalars(select(ReportRow)).one())


def test_a_session_that_fails_keeps_nothing(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    for session_of in (store.writing, store.trying):
        with pytest.raises(ZeroDivisionError), session_of() as session:
            put_one_and_fail(session)
    with store.trying() as session:
        session.add(BodyRow(code="1", name="a"))
        session.flush()
    with store.reading() as session:
        assert session.scalars(select(BodyRow)).all() == []
