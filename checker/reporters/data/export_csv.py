"""The tables of a register as CSV, a file each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.reporters.data.csv_stream import csv_writer
from checker.reporters.inert import inert_cell

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from checker.model.exported import Exported, Plain


def write(tables: Iterable[Exported], folder: Path) -> None:
    """Write the files; codes and columns are the same in every language."""
    for table in tables:
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as stream:
            lines = csv_writer(stream)
            lines.writerow(table.columns)
            lines.writerows(map(_cell, row) for row in table.rows)


def _cell(value: Plain) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return inert_cell(value) if isinstance(value, str) else str(value)
