"""A real PostgreSQL server of the tests' own: started once, gone with them.

``initdb`` refuses root, who therefore lets another user run it. Nothing is synced to the disk: what
a power cut would take is nobody's.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import sql

from checker.register.location import Server

if TYPE_CHECKING:
    from collections.abc import Iterator

USER = "checker"
_SETTINGS = ("fsync=off", "full_page_writes=off", "listen_addresses=")
_PATIENCE = 30.0  # seconds until it answers; 0.3 here


@cache
def programs() -> Path | None:
    """The folder with ``initdb`` and ``postgres``; Debian has them beside the PATH."""
    there = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    there += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((one for one in there if (one / "postgres").exists()), None)


def _as_whom() -> dict[str, Any]:
    """For ``subprocess``: root lets somebody else run it."""
    if os.geteuid() != 0:
        return {}
    return {"user": "nobody", "group": "nogroup", "extra_groups": []}


class _Filled:
    """Databases like one that has tables, and some rows in few of them."""

    def __init__(self, url: str) -> None:
        self.idle: list[Server] = []
        self.used: list[Server] = []
        with psycopg.connect(url) as connection:
            self._shape = _shape(connection)
            self._tables = _tables(connection)
            rows = {table: _rows(connection, table) for table in self._tables}
        self._rows = {table: found for table, found in rows.items() if found}

    def renewed(self, server: Server) -> bool:
        """Put it back as it was; false where it cannot be: gone, or with other tables."""
        try:
            with psycopg.connect(server.url) as connection:
                connection.execute("SET lock_timeout = '1s'")
                if _shape(connection) != self._shape:
                    return False
                # Not TRUNCATE, which makes 60 files anew: 90 ms. Nobody asks for another's rows.
                connection.execute("SET session_replication_role = replica")
                for table in self._tables:
                    connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
                connection.execute(
                    "SELECT setval(format('%I', sequencename)::regclass, start_value, false)"
                    " FROM pg_sequences WHERE schemaname = 'public'"
                )
                for table, rows in self._rows.items():
                    with connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                        copy.write(rows)
        except psycopg.Error:
            return False
        return True


_SHAPE = """
SELECT 'column', relname || '.' || attname, atttypid::text || attnotnull
  FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
  WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'trigger', tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'rights', relname, relacl::text FROM pg_class WHERE relacl IS NOT NULL
  AND relnamespace = 'public'::regnamespace
UNION ALL SELECT 'remark', relname, obj_description(oid) FROM pg_class
  WHERE relnamespace = 'public'::regnamespace
UNION ALL SELECT 'setting', '', setconfig::text FROM pg_db_role_setting
  WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
ORDER BY 1, 2, 3
"""
"""All that a test may change of a database beside its rows."""


def _shape(connection: psycopg.Connection) -> list[tuple[Any, ...]]:
    return connection.execute(_SHAPE).fetchall()


def _tables(connection: psycopg.Connection) -> list[str]:
    found = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
    )
    return [str(name) for (name,) in found]


def _rows(connection: psycopg.Connection, table: str) -> bytes:
    with connection.cursor().copy(f"COPY {table} TO STDOUT") as copy:
        return b"".join(bytes(one) for one in copy)


class Postgres:
    """A running server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None
        self._log = (folder / "log").open("ab")
        self._count = 0
        self._made: list[str] = []
        self._filled: dict[str, _Filled] = {}

    def place(self, name: str) -> Server:
        """A database of it."""
        url = f"postgresql://{USER}@/{name}?host={self.folder}"
        return Server(url, f"postgresql://{USER}@/{name}")

    def made(self) -> Server:
        """A new database."""
        return self._copy("template1")

    def filled(self, template: str) -> Server:
        """A database like another that nobody has open: a copy, or one that a test is through with.

        To make and drop one takes 0.1 s, to empty it a tenth of that.
        """
        known = self._filled.setdefault(template, _Filled(self.place(template).url))
        if not known.idle:
            known.idle.append(self._copy(template))
            self._made.pop()
        server = known.idle.pop()
        known.used.append(server)
        return server

    def _copy(self, template: str) -> Server:
        self._count += 1
        name = f"t{self._count}"
        self.order(f"CREATE DATABASE {name} TEMPLATE {template}")
        self._made.append(name)
        return self.place(name)

    def tidy(self) -> None:
        """Drop what ``made`` made, and let what ``filled`` gave be used again.

        A database is 7 MB, which need never reach the disk.
        """
        for known in self._filled.values():
            while known.used:
                server = known.used.pop()
                if known.renewed(server):
                    known.idle.append(server)
                else:
                    self._made.append(server.url.partition("?")[0].rpartition("/")[2])
        while self._made:
            self.order(f"DROP DATABASE {self._made.pop()} WITH (FORCE)")

    def order(self, sql: str) -> None:
        """Have it done something that no transaction may hold."""
        with psycopg.connect(self.place("postgres").url, autocommit=True) as connection:
            connection.execute(sql)

    def start(self) -> None:
        """Start it and wait until it answers."""
        folder = programs()
        assert folder is not None
        set_to = [word for one in _SETTINGS for word in ("-c", one)]
        self.process = subprocess.Popen(
            [folder / "postgres", "-D", self.folder / "data", "-k", self.folder, *set_to],
            stdout=subprocess.DEVNULL,
            stderr=self._log,
            cwd=self.folder,
            **_as_whom(),
        )
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                psycopg.connect(self.place("postgres").url).close()
            except psycopg.OperationalError:
                if time.monotonic() > end or self.process.poll() is not None:
                    raise AssertionError((self.folder / "log").read_text()) from None
                time.sleep(0.02)
            else:
                return

    def stop(self, how: int = signal.SIGINT) -> None:
        """End it; SIGINT cuts every connection, SIGQUIT is a crash."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait()
            self.process = None

    def close(self) -> None:
        """End it for good."""
        self.stop(signal.SIGQUIT)
        self._log.close()


@contextmanager
def server() -> Iterator[Postgres]:
    """A server with a cluster of its own, in the order of letters that people expect, not C's."""
    folder = programs()
    assert folder is not None
    # Not pytest's folder, which nobody but its owner may enter. Short: a socket's path has 107
    # characters.
    base = Path(mkdtemp(prefix="pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(base, "nobody", "nogroup")
        subprocess.run(
            [
                *(folder / "initdb", "--pgdata", base / "data", "--username", USER),
                *("--auth", "trust", "--no-sync", "--encoding", "UTF8", "--locale", "C"),
                *("--locale-provider", "icu", "--icu-locale", "zh"),
            ],
            check=True,
            capture_output=True,
            cwd=base,
            **_as_whom(),
        )
        running = Postgres(base)
        running.start()
        try:
            yield running
        finally:
            running.close()
    finally:
        shutil.rmtree(base, ignore_errors=True)
