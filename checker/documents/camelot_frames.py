"""Camelot's tables without pandas' frames, which nobody here asks for.

Camelot makes two frames of each table, beside the cells that ``camelot_tables`` takes: 1.7 % of the
time that a report takes.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Frame:
    """What camelot asks of a frame while it reads a page: how many rows and columns there are."""

    def __init__(self, rows: Sequence[Sequence[str]] = ()) -> None:
        self.shape = (len(rows), max(map(len, rows), default=0))


class _Pandas:
    """Pandas as camelot's reading needs it; whatever else is asked for is pandas' own."""

    DataFrame = Frame

    def __init__(self, own: Any) -> None:
        self._own = own

    def __getattr__(self, name: str) -> Any:
        return getattr(self._own, name)


@contextmanager
def unframed(*modules: Any) -> Iterator[None]:
    """Let these modules of camelot's make no frames; afterwards they make them as before."""
    before = [(module, module.pd) for module in modules]
    for module, pandas in before:
        module.pd = _Pandas(pandas)
    try:
        yield
    finally:
        for module, pandas in before:
            module.pd = pandas
