"""The store: sessions that read, and sessions of the one writer, in whatever database it lies."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import insert
from sqlalchemy.orm import Session

from checker.errors import CheckerError
from checker.i18n import translate
from checker.register.database import WRITES, told
from checker.register.sqlite_file import SqliteFile
from checker.register.tables import REVISION, Setting

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from sqlalchemy import Connection

    from checker.register.database import Database
    from checker.register.location import Place


class Store:
    """An opened store; ``lang`` is the language that faults are told in."""

    def __init__(self, database: Database, lang: str) -> None:
        self.database = database
        self.lang = lang
        self._engine = database.engine()

    @property
    def name(self) -> str:
        """What users are told: an absolute path, or a URL without any secret."""
        return self.database.name

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees the store as it is now, whatever is written meanwhile."""
        with told(self.database, self.lang), self._begun(writes=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session of the one writer: all that is done in it is kept, or nothing."""
        with told(self.database, self.lang), self._begun(writes=True) as session:
            yield session
            session.commit()

    @contextmanager
    def trying(self) -> Iterator[Session]:
        """A session of the one writer of which nothing is kept: to see what would become of it."""
        with told(self.database, self.lang), self._begun(writes=True) as session:
            yield session

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the store open over many sessions, which are the quicker for it."""
        before = self._engine
        with ExitStack() as stack:
            with told(self.database, self.lang):
                self._engine = stack.enter_context(self.database.held()) or before
            try:
                yield
            finally:
                self._engine = before

    @contextmanager
    def watched(self) -> Iterator[Callable[[], Hashable]]:
        """What gives a stamp of the whole store: equal ones, where nobody wrote to it meanwhile."""
        with told(self.database, self.lang), self.database.watched() as stamp:

            def found() -> Hashable:
                with told(self.database, self.lang):
                    return stamp()

            yield found

    @contextmanager
    def _begun(self, *, writes: bool) -> Iterator[Session]:
        with (
            self._engine.connect() as connection,
            Session(connection.execution_options(**{WRITES: writes})) as session,
        ):
            session.connection()  # begins: before anything is read, not at the first question
            yield session

    @property
    def language(self) -> str:
        """The language that the store's findings are worded in."""
        with self.reading() as session:
            found = session.get(Setting, "lang")
            return self.lang if found is None else found.value


def database_at(place: Place, lang: str) -> Database:
    """The database at a place; ``CheckerError`` where the library for it is not installed."""
    if isinstance(place, Path):
        return SqliteFile(place)
    if find_spec("psycopg") is None:
        raise CheckerError(translate("register.no-postgres", lang))
    from checker.register.postgres import PostgresDatabase

    return PostgresDatabase(place)


def is_there(place: Place, lang: str) -> bool:
    """Whether there is anything at a place, a store or not."""
    database = database_at(place, lang)
    with told(database, lang):
        return database.is_there()


def open_store(place: Place, lang: str) -> Store:
    """The store at a place, brought up to date; ``CheckerError`` where none serves."""
    database = database_at(place, lang)
    if database.revision(lang) != REVISION:
        from checker.register.upgrade import upgrade

        upgrade(database, lang)
    return Store(database, lang)


def create_store(
    place: Place, lang: str, fill: Callable[[Connection], None] | None = None
) -> Store:
    """A new store, empty or with what ``fill`` puts into its tables; it appears whole.

    ``CheckerError`` where something is already, or where none can be made.
    """
    from checker.register.upgrade import migrated

    database = database_at(place, lang)
    with database.making(lang) as connection:
        migrated(connection, REVISION)
        if fill is None:
            connection.execute(insert(Setting).values(key="lang", value=lang))
        else:
            fill(connection)
    return Store(database, lang)
