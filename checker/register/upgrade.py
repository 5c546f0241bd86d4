"""The Alembic door: a store of an earlier version becomes one of today's, or stays as it was.

Before anything is changed a copy is written beside it and checked; to go back is to put that copy
in its place. Foreign keys are off meanwhile: SQLite changes a table by making it anew, which with
them on deletes all that refers to it. What refers to nothing afterwards ends the upgrade.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from checker.errors import CheckerError
from checker.i18n import translate
from checker.register.store import connected, told
from checker.register.tables import REVISION

if TYPE_CHECKING:
    import sqlite3

SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(path: Path, lang: str, *, scripts: Path = SCRIPTS, to: str = REVISION) -> Path:
    """Bring a store to a revision and give the path of the copy that was made of it before.

    ``CheckerError`` for a store of a later program, and where the copy or a step fails; the store
    is as it was then.
    """
    with told(path, lang), closing(connected(path)) as connection:
        (now,) = connection.execute("SELECT version_num FROM alembic_version").fetchone() or ("",)
        known = {one.revision for one in ScriptDirectory(str(scripts)).walk_revisions()}
        if now not in known:
            raise CheckerError(translate("register.newer", lang, path=path, revision=now))
        copy = path.with_name(f"{path.stem}.{now}{path.suffix}")
        if copy.exists():
            raise CheckerError(translate("register.copy-is-there", lang, path=path, copy=copy))
        _copied(connection, copy)
    try:
        with told(path, lang):
            migrated(path, to, lang, scripts=scripts)
    except BaseException:  # the store is as it was, and the next try makes a copy of its own
        copy.unlink()
        raise
    return copy


def migrated(path: Path, to: str, lang: str, *, scripts: Path = SCRIPTS) -> None:
    """Take every step up to a revision in one transaction; ``CheckerError`` if a link is broken."""
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    with closing(connected(path)) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        engine = create_engine("sqlite+pysqlite://", creator=lambda: raw, poolclass=StaticPool)
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            config.attributes["connection"] = connection
            command.upgrade(config, to)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                count, table = len(broken), broken[0][0]
                raise CheckerError(
                    translate("register.links-broken", lang, path=path, table=table, count=count)
                )
            connection.commit()


def _copied(connection: sqlite3.Connection, copy: Path) -> None:
    """Write a copy and hold it against the store: whole, and as many rows in every table."""
    connection.execute("VACUUM INTO ?", (str(copy),))
    with closing(connected(copy)) as other:
        is_whole = other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        is_same = row_counts(other) == row_counts(connection)
    if not (is_whole and is_same):
        copy.unlink()
        raise OSError(f"{copy}: the copy differs")


def row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - our own
        for (name,) in names.fetchall()
    }
