"""What the checks of several reports have in common: their outcomes, and reports side by side."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.checks.context import layout_of
from checker.model import Report, Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

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


def news(
    found: Iterable[Between],
    rulebook: Rulebook,
    weight: Callable[[Between], int | None] = lambda _: 0,
) -> list[Between]:
    """Without the failures that another rule's failure tells already (``silent_where``).

    ``weight`` says how much one weighs, the gravest least, and ``None`` of what somebody accepted:
    a failure is silent only behind one that weighs no less and that still counts.
    """
    found = list(found)
    silent_where = {rule.id: rule.silent_where for rule in rulebook.rules if rule.silent_where}
    telling = {other for others in silent_where.values() for other in others}
    told: dict[tuple[str, int], dict[CellRef, int]] = defaultdict(dict)
    for one in found:
        if one.outcome.result is Result.FAIL and one.outcome.rule in telling:
            weighs = weight(one)
            cells = told[one.outcome.rule, one.outcome.report]
            if weighs is not None:
                cells |= {ref: min(weighs, cells.get(ref, weighs)) for ref in one.cells}

    def is_told(one: Between) -> bool:
        # Asked first: of thousands of outcomes nearly all are passes.
        if one.outcome.result is not Result.FAIL or not one.cells:
            return False
        rules = silent_where.get(one.outcome.rule, ())
        others = [told[rule, one.outcome.report] for rule in rules]
        others = [other for other in others if other.keys() >= set(one.cells)]
        if not others:
            return False
        own = weight(one)
        return own is not None and any(
            all(other[ref] <= own for ref in one.cells) for other in others
        )

    return [one for one in found if not is_told(one)]


def shared_refs(one: Report, other: Report, rulebook: Rulebook) -> list[CellRef]:
    """The cells that the layouts of both have, in the order of the first's form."""
    layouts = [layout_of(report, rulebook) for report in (one, other)]
    if layouts[0] is None or layouts[1] is None:
        return []
    theirs = rulebook.form(layouts[1]).positions
    return [ref for ref in rulebook.form(layouts[0]).refs if ref in theirs]


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
