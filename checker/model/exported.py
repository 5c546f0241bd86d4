"""A table of a register on its way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    Plain: TypeAlias = str | int | bool | None


class Exported(NamedTuple):
    """Its name, its columns, and its rows, which come as they are read; numbers are exact texts."""

    name: str
    columns: tuple[str, ...]
    rows: Iterator[tuple[Plain, ...]]
