"""Stores for tests, in whatever database the test is about: empty, or with bodies."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from sqlalchemy import func, inspect, select, table

from checker.checks.across.body_list import Body
from checker.register.body_import import import_bodies
from checker.register.sqlite_file import SqliteFile
from checker.register.store import Store, create_store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.register.location import Place, Server
    from tests.support.postgres import Postgres

COUNTY = (
    Body("某县人民政府", "government", code="10"),
    Body("某县教育局", "department", "某县人民政府", code="11", aliases=("某县教体局",)),
    Body("某县民政局", "department", "某县人民政府", code="12", due="01-20"),
    Body("某镇人民政府", "township", "某县人民政府", code="13"),
)


class Backend:
    """Where the stores of a test lie: in files, or in databases of a server."""

    server: Postgres | None = None


@cache
def _empty() -> Path:
    """Made once: the migrations take longer than most tests."""
    folder = Path(mkdtemp(prefix="stores-"))
    create_store(folder / "empty.db", "zh")
    (folder / "copy.db").write_bytes((folder / "empty.db").read_bytes())
    return folder / "copy.db"


@cache
def _template(server: Postgres) -> str:
    """The same in a database."""
    server.order("CREATE DATABASE empty")
    create_store(server.place("empty"), "zh")
    return "empty"


def no_store(folder: Path) -> Place:
    """A place where a store can be made."""
    return folder / "checker.db" if Backend.server is None else Backend.server.made()


def empty_store(folder: Path, name: str = "checker.db", lang: str = "zh") -> Store:
    place: Path | Server = folder / name
    if Backend.server is None:
        shutil.copyfile(_empty(), folder / name)
    else:
        place = Backend.server.filled(_template(Backend.server))
    return open_store(place, lang)


def store_with(folder: Path, bodies: Iterable[Body] = COUNTY, lang: str = "zh") -> Store:
    store = empty_store(folder, lang=lang)
    with store.writing() as session:
        import_bodies(session, {body.name: body for body in bodies}, lang)
    return store


def told_of(place: Place) -> str:
    """What users are told of a place."""
    return place.as_posix() if isinstance(place, Path) else place.name


def url_of(store: Store) -> str:
    """What names a store on the command line."""
    if isinstance(store.database, SqliteFile):
        return str(store.database.path)
    assert Backend.server is not None
    return Backend.server.place(store.name.rpartition("/")[2]).url


def rows_of(store: Store) -> dict[str, int]:
    """How many rows each table has, that of revisions too."""
    with store.reading() as session:
        names = inspect(session.connection()).get_table_names()
        return {
            name: session.execute(select(func.count()).select_from(table(name))).scalar_one()
            for name in sorted(names)
        }


def path_of(store: Store) -> Path:
    """The file of a store that is one."""
    assert isinstance(store.database, SqliteFile)
    return store.database.path
