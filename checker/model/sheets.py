"""The rows of a workbook that is no report: what stands in its cells, as texts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its name, every row down to the last that holds a value; short rows end early."""

    name: str
    rows: tuple[tuple[str, ...], ...]
