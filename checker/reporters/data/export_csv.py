"""The tables of a register as CSV, a file each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.reporters.data.csv_stream import csv_writer
from checker.reporters.inert import inert_cell

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from checker.model.exported import Exported, Plain

_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
"""A figure is an exact text; a minus before it makes no formula of it."""


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
    if isinstance(value, str) and _NUMBER.fullmatch(value) is None:
        return inert_cell(value)
    return str(value)
