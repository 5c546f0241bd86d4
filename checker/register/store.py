"""The store: an SQLite file, opened with what makes it safe, every trouble told in one line.

WAL, so that reading never waits for writing; writing begins with BEGIN IMMEDIATE, because a
transaction that first reads cannot be made to wait for another writer (``busy_timeout`` has no
hold on it); no more than ``_LOG_BYTES`` of log are left lying beside the store.
"""

from __future__ import annotations

import os
import sqlite3
import struct
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from checker.errors import CheckerError, brief
from checker.i18n import system_reason, translate
from checker.register.packing import PackingError
from checker.register.tables import REVISION, Setting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

APPLICATION = 0x4E424B52
"""``NBKR`` in the header of the file (SQLite's ``application_id``): a store of this program."""
_BUSY = 20.0  # seconds to wait for another writer; one file's figures take some 20 ms
_LOG_BYTES = 64 * 1024 * 1024
_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_APPLICATION_AT = 68
_BEGIN = "checker_begin"
_SAID = {
    sqlite3.SQLITE_BUSY: "register.locked",
    sqlite3.SQLITE_LOCKED: "register.locked",
    sqlite3.SQLITE_READONLY: "register.read-only",
    sqlite3.SQLITE_IOERR: "register.disk-fault",
    sqlite3.SQLITE_CORRUPT: "register.damaged",
    sqlite3.SQLITE_FULL: "register.disk-full",
    sqlite3.SQLITE_CANTOPEN: "register.cannot-open",
    sqlite3.SQLITE_NOTADB: "register.not-a-store",
}


class Store:
    """An opened store; ``path`` is absolute, ``lang`` the language that faults are told in."""

    def __init__(self, path: Path, lang: str) -> None:
        self.path = path
        self.lang = lang
        self._engine = _engine(path)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees the store as it is now, whatever is written meanwhile."""
        with told(self.path, self.lang), self._begun("DEFERRED") as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session of the one writer: all that is done in it is kept, or nothing."""
        with told(self.path, self.lang), self._begun("IMMEDIATE") as session:
            yield session
            session.commit()

    @contextmanager
    def trying(self) -> Iterator[Session]:
        """A session of the one writer of which nothing is kept: to see what would become of it."""
        with told(self.path, self.lang), self._begun("IMMEDIATE") as session:
            yield session

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the store open over many sessions.

        Whoever closes it last moves the log into it: 18 ms of each file, where it were closed
        after each.
        """
        with told(self.path, self.lang):
            connection = connected(self.path)
            connection.execute("SELECT * FROM alembic_version").fetchall()  # opens the file
        with closing(connection):
            yield

    @contextmanager
    def _begun(self, how: str) -> Iterator[Session]:
        with (
            self._engine.connect() as connection,
            Session(connection.execution_options(**{_BEGIN: how})) as session,
        ):
            session.connection()  # begins: before anything is read, not at the first question
            yield session

    @property
    def language(self) -> str:
        """The language that the store's findings are worded in."""
        with self.reading() as session:
            found = session.get(Setting, "lang")
            return self.lang if found is None else found.value


def open_store(path: Path, lang: str) -> Store:
    """The store at a path, brought up to date; ``CheckerError`` where there is none that serves.

    Its integrity is checked first: 0.1 s for 100 MB.
    """
    require_store(path, lang)
    with told(path, lang), closing(connected(path)) as connection:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()
        if found != ("ok",):
            raise CheckerError(
                translate("register.damaged", lang, path=path, detail=found and found[0])
            )
        revision = _revision(connection)
    if revision != REVISION:
        from checker.register.upgrade import upgrade

        upgrade(path, lang)
    return Store(path, lang)


def require_store(path: Path, lang: str) -> None:
    """Refuse what is no store of this program, by the first bytes of the file alone."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEADER)
    except FileNotFoundError:
        raise CheckerError(translate("register.none", lang, path=path)) from None
    except OSError as error:
        reason = system_reason(error, lang)
        raise CheckerError(
            translate("diagnostic.cannot-read", lang, path=path, reason=reason)
        ) from error
    is_ours = head.startswith(_MAGIC) and len(head) == _HEADER
    if not is_ours or struct.unpack_from(">I", head, _APPLICATION_AT)[0] != APPLICATION:
        raise CheckerError(translate("register.not-a-store", lang, path=path))


def create_store(path: Path, lang: str) -> Store:
    """A new, empty store; ``CheckerError`` where something is already, or where none can be made.

    It appears whole: it is made under another name beside its place.
    """
    from checker.register.upgrade import migrated

    if path.exists():
        raise CheckerError(translate("register.is-there", lang, path=path))
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with told(path, lang):
            new.unlink(missing_ok=True)
            with closing(connected(new, create=True)) as connection:
                connection.execute(f"PRAGMA application_id = {APPLICATION}")
                connection.execute("PRAGMA journal_mode = WAL")
            migrated(new, REVISION, lang)
            with Store(new, lang).writing() as session:
                session.add(Setting(key="lang", value=lang))
            # A link, not a renaming, which would take the place of a store made meanwhile.
            _appear(new, path, lang)
    finally:
        for rest in ("", "-wal", "-shm"):
            new.with_name(new.name + rest).unlink(missing_ok=True)
    return Store(path, lang)


def _appear(new: Path, path: Path, lang: str) -> None:
    try:
        os.link(new, path)
    except FileExistsError:
        raise CheckerError(translate("register.is-there", lang, path=path)) from None
    except OSError:  # a file system without links (exFAT)
        os.replace(new, path)  # noqa: PTH105


@contextmanager
def told(path: Path, lang: str) -> Iterator[None]:
    """Whatever the database or the system says of the store, in one line."""
    try:
        yield
    except DBAPIError as error:
        raise _fault(error.orig, path, lang) from error
    except sqlite3.Error as error:
        raise _fault(error, path, lang) from error
    except PackingError as error:
        raise CheckerError(
            translate("register.damaged", lang, path=path, detail=brief(error))
        ) from error
    except OSError as error:
        reason = system_reason(error, lang)
        raise CheckerError(
            translate("diagnostic.cannot-write", lang, path=path, reason=reason)
        ) from error


def _fault(error: BaseException | None, path: Path, lang: str) -> CheckerError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest of it says where it happened
    key = _SAID.get(code, "register.fault")
    detail = brief(error) if error is not None else ""
    if key in ("register.damaged", "register.disk-fault", "register.fault"):
        return CheckerError(translate(key, lang, path=path, detail=detail))
    return CheckerError(translate(key, lang, path=path))


def connected(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """A connection that never makes a store by the way, and begins nothing by itself."""
    mode = "rwc" if create else "rw"
    connection = sqlite3.connect(
        f"file:{quote(path.as_posix())}?mode={mode}", uri=True, timeout=_BUSY, isolation_level=None
    )
    # FULL: what somebody decided, or a run said it kept, outlives a power cut; NORMAL keeps the
    # store whole, and may lose the last of it. Reading a file takes ten times as long as syncing.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA journal_size_limit = {_LOG_BYTES}")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _revision(connection: sqlite3.Connection) -> str:
    """The revision that a store is at; empty for one that never got its tables."""
    try:
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:  # no such table
            raise
        return ""
    return str(found[0]) if found else ""


def _engine(path: Path) -> Engine:
    made = create_engine("sqlite+pysqlite://", creator=lambda: connected(path), poolclass=NullPool)

    @event.listens_for(made, "begin")
    def begin(connection: Connection) -> None:
        how = connection.get_execution_options().get(_BEGIN, "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {how}")

    return made
