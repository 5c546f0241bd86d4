"""What the checks of several reports have in common: their outcomes, and reports side by side."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model import Report, Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.model import Cell, CellRef, Outcome
    from checker.rulebook.form import Form
    from checker.rulebook.rule import Rulebook

Operand = tuple[int, "CellRef"]
"""A report (its index) and a cell of it."""


@dataclass(frozen=True, slots=True)
class Between:
    """An outcome with the reports it is about; one about a single report is a case of it.

    ``outcome.report`` is the report accused. ``reports`` are the indexes of all, that one first;
    ``operands`` the cells that the outcome speaks of. Where cells of several reports were laid
    out in one, ``sheet`` is that report, ``form`` names its rows and columns in words, and
    ``place`` is the place in the report accused, if the outcome's is one of that layout alone.
    """

    outcome: Outcome
    reports: tuple[int, ...]
    operands: tuple[Operand, ...] = ()
    form: Form | None = None
    sheet: Report | None = None
    place: str | None = None

    @classmethod
    def alone(cls, outcome: Outcome) -> Between:
        """An outcome about one report."""
        at = outcome.report
        return cls(outcome, (at,), tuple((at, ref) for ref in outcome.cells))

    @property
    def cells(self) -> tuple[CellRef, ...]:
        """The cells of the report accused, each once."""
        at = self.outcome.report
        return tuple(dict.fromkeys(ref for index, ref in self.operands if index == at))


def news(found: Iterable[Between], rulebook: Rulebook) -> list[Between]:
    """Without the failures that another rule's failure tells already (``silent_where``)."""
    found = list(found)
    silent_where = {rule.id: rule.silent_where for rule in rulebook.rules}
    told: dict[tuple[str, int], set[CellRef]] = defaultdict(set)
    for one in found:
        if one.outcome.result is Result.FAIL:
            told[one.outcome.rule, one.outcome.report].update(one.cells)

    def is_told(one: Between) -> bool:
        at, cells = one.outcome.report, one.cells
        if one.outcome.result is not Result.FAIL or not cells:
            return False
        return any(
            told[rule, at].issuperset(cells) for rule in silent_where.get(one.outcome.rule, ())
        )

    return [one for one in found if not is_told(one)]


def year_facts(report: Report) -> dict[str, str]:
    """The report's year and the one before, for messages."""
    # A pair is only made of reports with a year (pairing.pair_years).
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
