"""The DuckDB door: the tables of a register as Parquet, a file each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from checker.model.exported import Exported

_NUMBERS = frozenset(
    {
        *("year", "version", "errors", "warnings", "undecided", "checks", "passed", "failed"),
        *("left_open", "page", "number"),
    }
)
_FLAGS = frozenset({"complete", "listed", "latest", "waived"})


def write(tables: Iterable[Exported], folder: Path) -> None:
    """Write the files. A figure is an exact text: ``CAST(value AS DECIMAL(18, 2))`` adds it up."""
    for table in tables:
        # By way of lines of JSON: DuckDB reads them many at once, and a null is no empty text.
        lines = folder / f"{table.name}.jsonl"
        with lines.open("w", encoding="ascii") as stream:
            for row in table.rows:
                stream.write(json.dumps(row) + "\n")
        columns = ", ".join(
            f'CAST(line->>{at} AS {_type(name)}) AS "{name}"'
            for at, name in enumerate(table.columns)
        )
        target = folder / f"{table.name}.parquet"
        with duckdb.connect() as connection:
            connection.execute("SET threads = 1")  # rows stay in their order, bytes the same
            connection.execute(
                f"COPY (SELECT {columns} FROM read_ndjson_objects(?) AS all_lines(line)) "  # noqa: S608
                f"TO {_quoted(target)} (FORMAT parquet, COMPRESSION zstd)",
                [str(lines)],
            )
        lines.unlink()


def _type(column: str) -> str:
    return "INTEGER" if column in _NUMBERS else "BOOLEAN" if column in _FLAGS else "VARCHAR"


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
