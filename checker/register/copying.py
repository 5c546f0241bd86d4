"""A store into another place, whole or not at all: from a file to a server, and back.

All is read as it is at one moment, written in the transaction that makes the new store, and read
again there before that ends: what does not come out the same row by row is not kept.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, LargeBinary, bindparam, func, insert, select, text, update

from checker.errors import CheckerError
from checker.i18n import translate
from checker.register.database import told
from checker.register.store import create_store
from checker.register.tables import Base

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Column, Connection, Table

    from checker.register.location import Place
    from checker.register.store import Store

_AT_ONCE = 2000
_WHOLE_AT_ONCE = 25  # where a row holds a report (20 kB) or a file (some MB)


def copy_store(source: Store, target: Place, lang: str) -> Mapping[str, int]:
    """Make a store that is the same as another; gives how many rows each table has.

    ``CheckerError`` where something is at that place already, or it does not come out the same.
    """
    counts: dict[str, int] = {}

    def fill(made: Connection) -> None:
        for table in Base.metadata.sorted_tables:
            counts[table.name] = _copied(source, connection, made, table)

    with source.reading() as session:
        connection = session.connection()
        create_store(target, lang, fill)
    return counts


def _copied(source: Store, connection: Connection, made: Connection, table: Table) -> int:
    """Copy one table and hold the copy against it; gives the number of its rows."""
    inner = _inner(table)
    digest, count = hashlib.sha256(), 0
    referring: list[dict[str, Any]] = []
    rows = _rows(connection, table)
    while True:
        with told(source.database, source.lang):  # else it were the new store that is at fault
            some = next(rows, None)
        if some is None:
            break
        for row in some:
            digest.update(repr(tuple(row.values())).encode())
            if any(row[name] is not None for name in inner):
                referring.append({f"_{name}": row[name] for name in (*_key(table), *inner)})
                row.update(dict.fromkeys(inner))
        made.execute(insert(table), some)
        count += len(some)
    _refer(made, table, referring)
    again = hashlib.sha256()
    for some in _rows(made, table):
        for row in some:
            again.update(repr(tuple(row.values())).encode())
    if again.digest() != digest.digest():
        raise CheckerError(
            translate("register.copy-differs", source.lang, path=source.name, table=table.name)
        )
    _count_on(made, table)
    return count


def _rows(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """The rows of a table in the order of its key, some at a time."""
    is_heavy = any(isinstance(column.type, LargeBinary) for column in table.columns)
    size = _WHOLE_AT_ONCE if is_heavy else _AT_ONCE
    every = select(table).order_by(*table.primary_key.columns)
    found = connection.execute(every.execution_options(yield_per=size))
    for some in found.partitions(size):
        yield [dict(row._mapping) for row in some]  # noqa: SLF001 - SQLAlchemy's public name


def _key(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.primary_key.columns)


def _inner(table: Table) -> tuple[str, ...]:
    """The columns that refer to the table itself: a parent may stand behind those below it."""
    return tuple(
        column.name
        for column in table.columns
        if any(key.column.table is table for key in column.foreign_keys)
    )


def _refer(made: Connection, table: Table, referring: list[dict[str, Any]]) -> None:
    if referring:
        change = update(table).values({name: bindparam(f"_{name}") for name in _inner(table)})
        for name in _key(table):
            change = change.where(table.c[name] == bindparam(f"_{name}"))
        made.execute(change, referring)


def _count_on(made: Connection, table: Table) -> None:
    """Let a server number further rows behind those that were copied; SQLite does so by itself."""
    keys: list[Column[Any]] = [*table.primary_key.columns]
    if made.dialect.name != "postgresql" or len(keys) > 1 or not _is_numbered(keys[0]):
        return
    last = made.scalar(select(func.max(keys[0])))
    if last is not None:
        made.execute(
            text("SELECT setval(pg_get_serial_sequence(:table, :key), :last)"),
            {"table": table.name, "key": keys[0].name, "last": last},
        )


def _is_numbered(key: Column[Any]) -> bool:
    return isinstance(key.type, Integer) and not key.foreign_keys
