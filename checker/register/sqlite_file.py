"""A store in a file of SQLite's, opened with what makes it safe.

WAL, so that reading never waits for writing; writing begins with BEGIN IMMEDIATE, because a
transaction that first reads cannot be made to wait for another writer (``busy_timeout`` has no
hold on it); no more than ``_LOG_BYTES`` of log are left lying beside the store.
"""

from __future__ import annotations

import os
import sqlite3
import struct
import time
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING
from urllib.parse import quote

from sqlalchemy import create_engine, event
from sqlalchemy.pool import NullPool, StaticPool

from checker.errors import CheckerError, brief
from checker.i18n import system_reason, translate
from checker.register import database
from checker.register.database import WRITES, told

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

APPLICATION = 0x4E424B52
"""``NBKR`` in the header of the file (SQLite's ``application_id``): a store of this program."""
_TICK = 2_100_000_000
"""Nanoseconds: FAT tells the time of a change to two seconds, other file systems to 10 ms."""
_LOG_BYTES = 64 * 1024 * 1024
_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_APPLICATION_AT = 68
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


class SqliteFile:
    """A file at an absolute path (``database.Database``)."""

    errors = sqlite3.Error

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def name(self) -> str:
        """The absolute path."""
        return str(self.path)

    @property
    def files(self) -> tuple[str, ...]:
        """The file alone: the log beside it is gone when nobody has it open."""
        return (str(self.path),)

    def is_there(self) -> bool:
        """Whether there is anything of that name."""
        return self.path.exists()

    def engine(self) -> Engine:
        """A connection a transaction: the file is closed whenever nobody needs it."""
        made = create_engine(
            "sqlite+pysqlite://", creator=lambda: connected(self.path), poolclass=NullPool
        )

        @event.listens_for(made, "begin")
        def begin(connection: Connection) -> None:
            is_writer = connection.get_execution_options().get(WRITES, False)
            connection.exec_driver_sql(f"BEGIN {'IMMEDIATE' if is_writer else 'DEFERRED'}")

        return made

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the file open.

        Whoever closes it last moves the log into it: 18 ms of each file, where it were closed
        after each.
        """
        connection = connected(self.path)
        with closing(connection):
            connection.execute("SELECT * FROM alembic_version").fetchall()  # opens the file
            yield

    @contextmanager
    def watched(self) -> Iterator[Callable[[], Hashable]]:
        """By the file and its log as they lie there: nothing is kept open for it.

        What was written a moment ago has no stamp but its own: within a tick of the clock more may
        follow that leaves no trace in times and sizes.
        """
        yield self._stamp

    def _stamp(self) -> Hashable:
        parts = [self.path.stat()]
        with suppress(FileNotFoundError):
            log = self.path.with_name(f"{self.path.name}-wal").stat()
            if log.st_size:  # that of readers is empty, and gone when nobody has the file open
                parts.append(log)
        if time.time_ns() - max(one.st_mtime_ns for one in parts) < _TICK:
            return object()
        return tuple((one.st_dev, one.st_ino, one.st_mtime_ns, one.st_size) for one in parts)

    def revision(self, lang: str) -> str:
        """The revision of a store; its integrity is checked first: 0.1 s for 100 MB."""
        self._require_ours(lang)
        with told(self, lang), closing(connected(self.path)) as connection:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()
            if found != ("ok",):
                raise CheckerError(
                    translate(
                        "register.damaged", lang, path=self.path, detail=found and str(found[0])
                    )
                )
            return _revision(connection)

    def _require_ours(self, lang: str) -> None:
        """Refuse what is no store of this program, by the first bytes of the file alone."""
        try:
            with self.path.open("rb") as stream:
                head = stream.read(_HEADER)
        except FileNotFoundError:
            raise CheckerError(translate("register.none", lang, path=self.path)) from None
        except OSError as error:
            reason = system_reason(error, lang)
            raise CheckerError(
                translate("diagnostic.cannot-read", lang, path=self.path, reason=reason)
            ) from error
        is_ours = head.startswith(_MAGIC) and len(head) == _HEADER
        if not is_ours or struct.unpack_from(">I", head, _APPLICATION_AT)[0] != APPLICATION:
            raise CheckerError(translate("register.not-a-store", lang, path=self.path))

    @contextmanager
    def making(self, lang: str) -> Iterator[Connection]:
        """A new store, which appears whole: it is made under another name beside its place."""
        if self.path.exists():
            raise CheckerError(translate("register.is-there", lang, path=self.path))
        new = SqliteFile(self.path.with_name(f".{self.path.name}.{os.getpid()}.new"))
        try:
            with told(self, lang):
                new.path.unlink(missing_ok=True)
                with closing(connected(new.path, create=True)) as connection:
                    connection.execute(f"PRAGMA application_id = {APPLICATION}")
                    connection.execute("PRAGMA journal_mode = WAL")
                with new._rebuilding(lang) as connection_of_all:
                    yield connection_of_all
                # A link, not a renaming, which would take the place of a store made meanwhile.
                _appear(new.path, self.path, lang)
        finally:
            for rest in ("", "-wal", "-shm"):
                new.path.with_name(new.path.name + rest).unlink(missing_ok=True)

    @contextmanager
    def changing(self, revision: str, lang: str) -> Iterator[Connection]:
        """Change the tables; before that a copy is written beside the store and checked.

        To go back is to put that copy in its place.
        """
        copy = self.path.with_name(f"{self.path.stem}.{revision}{self.path.suffix}")
        if copy.exists():
            raise CheckerError(translate("register.copy-is-there", lang, path=self.path, copy=copy))
        with told(self, lang), closing(connected(self.path)) as connection:
            _copied(connection, copy)
        try:
            with told(self, lang), self._rebuilding(lang) as changed:
                yield changed
        except BaseException:  # the store is as it was, and the next try makes its own copy
            copy.unlink()
            raise

    @contextmanager
    def _rebuilding(self, lang: str) -> Iterator[Connection]:
        """A writer's transaction in which tables may be made anew.

        Foreign keys are off meanwhile: SQLite changes a table by making it anew, which with them
        on deletes all that refers to it. What refers to nothing afterwards ends it.
        """
        with closing(connected(self.path)) as raw:
            raw.execute("PRAGMA foreign_keys = OFF")
            engine = create_engine("sqlite+pysqlite://", creator=lambda: raw, poolclass=StaticPool)
            with engine.connect() as connection:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                yield connection
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    count, table = len(broken), broken[0][0]
                    raise CheckerError(
                        translate(
                            "register.links-broken", lang, path=self.path, table=table, count=count
                        )
                    )
                connection.commit()

    def fault(self, error: BaseException | None, lang: str) -> CheckerError:
        """By the code of SQLite's; the rest of it says where it happened."""
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        key = _SAID.get(code, "register.fault")
        detail = brief(error) if error is not None else ""
        if key in ("register.damaged", "register.disk-fault", "register.fault"):
            return CheckerError(translate(key, lang, path=self.path, detail=detail))
        return CheckerError(translate(key, lang, path=self.path))


def connected(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """A connection that never makes a store by the way, and begins nothing by itself."""
    mode = "rwc" if create else "rw"
    connection = sqlite3.connect(
        f"file:{quote(path.as_posix())}?mode={mode}",
        uri=True,
        timeout=database.BUSY,
        isolation_level=None,
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


def _appear(new: Path, path: Path, lang: str) -> None:
    try:
        os.link(new, path)
    except FileExistsError:
        raise CheckerError(translate("register.is-there", lang, path=path)) from None
    except OSError:  # a file system without links (exFAT)
        os.replace(new, path)  # noqa: PTH105


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
