"""Camelot in a reading process without pandas, which nothing there asks for.

Camelot makes a frame of each table, beside the cells that ``documents.pdf.camelot_tables`` takes.
For that it imports pandas: 0.15 of the 0.4 s that a child needs to import its parsers, and 30 MB.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_PANDAS = "pandas"


class _Pandas(ModuleType):
    """Pandas as camelot's reading needs it; whatever else is asked for is pandas' own."""

    def __getattr__(self, name: str) -> Any:
        _step_aside(self)  # else it would be asked again
        return getattr(import_module(_PANDAS), name)


@contextmanager
def without_frames() -> Iterator[None]:
    """Import camelot; afterwards pandas can be imported by whoever needs it.

    Only for a process that is this program's own: in it camelot's tables have no ``df``.
    """
    from checker.documents.camelot_frames import Frame

    stand_in = _Pandas(_PANDAS)
    stand_in.DataFrame = Frame  # type: ignore[attr-defined]  # a module has what it is given
    sys.modules.setdefault(_PANDAS, stand_in)
    try:
        yield
    finally:
        _step_aside(stand_in)


def _step_aside(stand_in: ModuleType) -> None:
    if sys.modules.get(_PANDAS) is stand_in:
        del sys.modules[_PANDAS]
