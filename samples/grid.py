"""The figures of a sample report (``samples/figures/*.yaml``) on the form that they stand on.

The tables are drawn as any filled form is (``reporters.print.form_grid``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from checker.reporters.print.form_grid import Box, Grid, Role, grids
from checker.rulebook import load_forms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from checker.rulebook.form import Form

__all__ = ["Box", "Grid", "Role", "Sheet", "tables"]


@lru_cache(maxsize=8)
def _forms(folders: tuple[Path, ...]) -> dict[str, Form]:
    return {form.code: form for form in load_forms(folders)}


@dataclass(frozen=True, slots=True)
class Sheet:
    """The figures of one report (``samples/figures/*.yaml``) and the form they stand on.

    ``labels`` are printed instead of the form's own wording, by ``table.code``.
    ``halves`` draws the blocks of 表二 (2019) that have two columns with equal halves.
    ``rules`` are folders with further forms than those shipped.
    """

    figures: Mapping[str, Any]
    labels: Mapping[str, str] = field(default_factory=dict)
    halves: bool = False
    rules: tuple[Path, ...] = ()

    @property
    def form(self) -> Form:
        """The form that the figures stand on, in full."""
        return _forms(self.rules)[str(self.figures["form"])]

    def figure(self, table: str, row: str, column: str) -> str:
        """The cell as printed."""
        return str(self.figures["cells"][f"{table}.{row}.{column}"])

    def has_row(self, table: str, row: str) -> bool:
        """Whether the report prints this row at all."""
        return any(ref.startswith(f"{table}.{row}.") for ref in self.figures["cells"])

    def label(self, table: str, code: str, printed: str) -> str:
        """The form's wording, unless this report words it otherwise."""
        return self.labels.get(f"{table}.{code}", printed)


def tables(sheet: Sheet) -> dict[int, Grid]:
    """The tables of one report by the section they stand in."""
    sections = {code: table.section for code, table in sheet.form.tables.items()}
    return {sections[code]: grid for code, grid in grids(sheet).items()}
