"""The psycopg door: a store in a database of a PostgreSQL server.

The database is the store's own; whoever administers the server makes it, empty. A transaction that
writes takes one lock of the whole store first, so that writers come one after the other as they do
on SQLite, and nothing that was written with one writer in mind goes wrong with two.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from sqlalchemy import create_engine, event
from sqlalchemy.pool import NullPool, QueuePool

from checker.errors import CheckerError, brief
from checker.i18n import translate
from checker.register import database
from checker.register.database import WRITES, told

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from sqlalchemy import Connection, Engine
    from sqlalchemy.pool import Pool

    from checker.register.location import Server

_LOCK = 0x4E424B52
"""The advisory lock of a store's writer (``NBKR``)."""
_MARK = "nianbao-checker"
"""What is remarked to the table of revisions: a store of this program."""
_CONNECT = 10  # seconds
_FIXED = {
    # A writer whose machine is gone lets go of the lock within two minutes.
    "idle_in_transaction_session_timeout": "600s",
    "tcp_keepalives_idle": "60s",
    "tcp_keepalives_interval": "10s",
    "tcp_keepalives_count": "6",
    "client_min_messages": "warning",
}
_SAID = {
    "55P03": "register.locked",  # lock_not_available
    "53100": "register.server-full",  # disk_full
    "25006": "register.read-only",  # read_only_sql_transaction
    "42P01": "register.not-a-store",  # undefined_table
}
_NO_RIGHT = "42501"  # insufficient_privilege
_GONE = ("08", "57P", "25P03")
"""Beginnings of SQLSTATEs: connection exceptions, operator intervention, idle in transaction."""
_STEP = "SELECT obj_description(to_regclass('alembic_version'), 'pg_class')"
_SNAPSHOT = "SELECT txid_current_snapshot()::text"  # servers before 13 know no other name
_TABLES = "SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema()"


class _NoServerError(psycopg.OperationalError):
    """No connection could be made."""


class PostgresDatabase:
    """A database of a server (``database.Database``)."""

    errors = psycopg.Error
    files: tuple[str, ...] = ()

    def __init__(self, server: Server) -> None:
        self._url = server.url
        self.name = server.name

    def is_there(self) -> bool:
        """Whether the database holds a store."""
        with self._connected() as connection:
            return self._mark(connection) is not None

    def engine(self) -> Engine:
        """A connection a transaction."""
        return self._engine(NullPool)

    @contextmanager
    def held(self) -> Iterator[Engine]:
        """Connections that outlive a transaction: to make one takes 5 ms here, 50 over TLS."""
        engine = self._engine(QueuePool)
        try:
            yield engine
        finally:
            engine.dispose()

    @contextmanager
    def watched(self) -> Iterator[Callable[[], Hashable]]:
        """By the server's own count of transactions that write, in whatever database of it."""
        engine = self._engine(QueuePool)

        def stamp() -> Hashable:
            with engine.connect() as connection:
                return str(connection.exec_driver_sql(_SNAPSHOT).scalar())

        try:
            yield stamp
        finally:
            engine.dispose()

    def revision(self, lang: str) -> str:
        """The revision of a store."""
        with told(self, lang), self._connected() as connection:
            mark = self._mark(connection)
            if mark is None:
                raise CheckerError(translate("register.none", lang, path=self.name))
            if mark != _MARK:
                raise CheckerError(translate("register.not-a-store", lang, path=self.name))
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            return str(found[0]) if found else ""

    @contextmanager
    def making(self, lang: str) -> Iterator[Connection]:
        """The tables in a database that has none."""
        with told(self, lang), self._writer() as connection:
            if connection.exec_driver_sql(_STEP).scalar() == _MARK:
                raise CheckerError(translate("register.is-there", lang, path=self.name))
            if connection.exec_driver_sql(_TABLES).scalar():
                raise CheckerError(translate("register.not-empty", lang, path=self.name))
            yield connection
            connection.exec_driver_sql(f"COMMENT ON TABLE alembic_version IS '{_MARK}'")
            connection.commit()

    @contextmanager
    def changing(self, revision: str, lang: str) -> Iterator[Connection]:  # noqa: ARG002 - no copy
        """Change the tables; a server is copied by whoever administers it (``pg_dump``)."""
        with told(self, lang), self._writer() as connection:
            yield connection
            connection.commit()

    def fault(self, error: BaseException | None, lang: str) -> CheckerError:
        """By the SQLSTATE; what has none is the connection."""
        state = getattr(error, "sqlstate", None) or ""
        plain = _SAID.get(state)
        if plain is not None:
            return CheckerError(translate(plain, lang, path=self.name))
        is_lost = state.startswith(_GONE) or (
            not state and isinstance(error, psycopg.OperationalError)
        )
        key = (
            "register.no-server" if isinstance(error, _NoServerError)
            else "register.server-gone" if is_lost
            else "register.no-right" if state == _NO_RIGHT
            else "register.fault"
        )  # fmt: skip
        cause = getattr(error, "__cause__", None) or error
        detail = brief(cause) if cause is not None else ""
        return CheckerError(translate(key, lang, path=self.name, detail=detail))

    @contextmanager
    def _writer(self) -> Iterator[Connection]:
        with self.engine().connect() as connection:
            yield connection.execution_options(**{WRITES: True})

    @staticmethod
    def _mark(connection: psycopg.Connection) -> str | None:
        """What is remarked to the table of revisions; ``None`` for no such table."""
        there = connection.execute("SELECT to_regclass('alembic_version') IS NOT NULL").fetchone()
        found = connection.execute(_STEP).fetchone()
        return (found and found[0]) or "" if there and there[0] else None

    def _connected(self) -> psycopg.Connection:
        try:
            return psycopg.connect(self._parameters())
        except psycopg.OperationalError as error:
            raise _NoServerError(str(error)) from error

    def _parameters(self) -> str:
        """All that libpq is told; what the URL says itself is left as it is, but the limits."""
        given = {key: str(value) for key, value in conninfo_to_dict(self._url).items()}
        own = {**_FIXED, "lock_timeout": f"{int(database.BUSY * 1000)}ms"}
        fixed = " ".join(f"-c {key}={value}" for key, value in own.items())
        options = f"{given.get('options', '')} {fixed}".strip()
        told = {"connect_timeout": str(_CONNECT), "application_name": "checker", **given}
        return make_conninfo("", **{**told, "options": options})

    def _engine(self, pool: type[Pool]) -> Engine:
        made = create_engine(
            "postgresql+psycopg://",
            creator=self._connected,
            poolclass=pool,
            # A server that was started anew meanwhile is no trouble between two transactions.
            pool_pre_ping=pool is QueuePool,
            use_native_hstore=False,
        )

        @event.listens_for(made, "begin")
        def begin(connection: Connection) -> None:
            if connection.get_execution_options().get(WRITES, False):
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            else:
                connection.exec_driver_sql(
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
                )

        return made
