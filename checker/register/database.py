"""What a store needs of the database that it lies in, and its troubles told in one line each."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from sqlalchemy.exc import DBAPIError

from checker.errors import CheckerError, brief
from checker.i18n import system_reason, translate
from checker.register.packing import PackingError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection, Engine

WRITES = "checker_writes"
"""The execution option of a connection whose transaction is the one writer's."""
BUSY = 20.0
"""Seconds to wait for another writer; one file's figures take some 20 ms."""


class Database(Protocol):
    """A file of SQLite's or a database of a server.

    ``name`` is what users are told, ``files`` are what no output may be written over.
    """

    @property
    def name(self) -> str:
        """The absolute path, or the URL without any secret."""

    @property
    def files(self) -> tuple[str, ...]:
        """The files that the store consists of on this machine."""

    @property
    def errors(self) -> type[Exception]:
        """What the library raises beside SQLAlchemy's own errors."""

    def is_there(self) -> bool:
        """Whether anything is there at all, a store or not."""

    def engine(self) -> Engine:
        """Connections, each of a transaction: with ``WRITES`` the one writer's, else a snapshot."""

    def held(self) -> AbstractContextManager[Engine | None]:
        """Something kept open over many transactions; an engine to use meanwhile, if it is that."""

    def watched(self) -> AbstractContextManager[Callable[[], Hashable]]:
        """What gives a stamp of all that is there: equal ones, where nobody wrote meanwhile."""

    def revision(self, lang: str) -> str:
        """The revision of what is there; ``CheckerError`` where that is no store, or damaged."""

    def making(self, lang: str) -> AbstractContextManager[Connection]:
        """A transaction in which the tables are made; whole at its end, or nothing was there.

        ``CheckerError`` where something is there already.
        """

    def changing(self, revision: str, lang: str) -> AbstractContextManager[Connection]:
        """A transaction in which the tables of a revision are changed, or nothing is."""

    def fault(self, error: BaseException | None, lang: str) -> CheckerError:
        """An error of the library in one line."""


@contextmanager
def told(database: Database, lang: str) -> Iterator[None]:
    """Whatever the database or the system says of the store, in one line."""
    try:
        yield
    except DBAPIError as error:
        raise database.fault(error.orig, lang) from error
    except PackingError as error:
        raise CheckerError(
            translate("register.damaged", lang, path=database.name, detail=brief(error))
        ) from error
    except OSError as error:
        reason = system_reason(error, lang)
        raise CheckerError(
            translate("diagnostic.cannot-write", lang, path=database.name, reason=reason)
        ) from error
    except database.errors as error:
        raise database.fault(error, lang) from error
