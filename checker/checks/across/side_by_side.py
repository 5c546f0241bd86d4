"""What the checks of several reports have in common: their outcomes, and reports side by side."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.model import Report
from checker.model.places import gathered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.model import Cell, CellRef, Outcome, Place
    from checker.rulebook.form import Form

Operand = tuple[int, "CellRef"]
"""A report (its index) and a cell of it."""


@dataclass(frozen=True, slots=True)
class Between:
    """An outcome about several reports.

    ``outcome.report`` is the report accused. ``reports`` are the indexes of all, that one first;
    ``operands`` the cells that the outcome speaks of. ``form`` and ``sheet`` are the form and the
    report that hold them side by side, by which the outcome is worded; ``part_of`` names the
    place of the same rule whose failure this one is a part of.
    """

    outcome: Outcome
    reports: tuple[int, ...]
    operands: tuple[Operand, ...] = ()
    form: Form | None = None
    sheet: Report | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    part_of: str | None = None


def year_facts(report: Report) -> dict[str, str]:
    """The report's year and the one before, for messages."""
    year = report.year or 0
    return {"year": str(year), "previous_year": str(year - 1)}


def side_by_side(report: Report, form: Form, cells: Mapping[str, Cell]) -> Report:
    """A report that prints the cells of several, on a form made for them."""
    return Report(
        path=report.path,
        sha256=report.sha256,
        body=report.body,
        year=report.year,
        form=form.code,
        layout=form.layout,
        scope=report.scope,
        cells=cells,
        tables=tuple(form.tables),
    )


def places_of(
    operands: Sequence[Operand], reports: Sequence[Report], index: int
) -> tuple[Place, ...]:
    """The places of the operands that stand in one report."""
    cells = (reports[at].cell(ref) for at, ref in operands if at == index)
    return gathered(cell.place for cell in cells if cell is not None)
