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


class Postgres:
    """A running server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None
        self._log = (folder / "log").open("ab")
        self._count = 0
        self._made: list[str] = []

    def place(self, name: str) -> Server:
        """A database of it."""
        url = f"postgresql://{USER}@/{name}?host={self.folder}"
        return Server(url, f"postgresql://{USER}@/{name}")

    def made(self, template: str = "template1") -> Server:
        """A new database, a copy of another that nobody has open."""
        self._count += 1
        name = f"t{self._count}"
        self.order(f"CREATE DATABASE {name} TEMPLATE {template}")
        self._made.append(name)
        return self.place(name)

    def tidy(self) -> None:
        """Drop what ``made`` made: 7 MB each, which need never reach the disk."""
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
