"""A report laid out for the rules: its cells in form order, numbers apart from all else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from checker.model import Cell, CellRef, Report
    from checker.rulebook.form import Form
    from checker.rulebook.rule import Rulebook

DIGITS_OF_INT64 = 18
"""Whole numbers of up to this many digits are taken as machine integers (relations narrow it)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One report of a batch, in the layout it prints.

    ``numbers`` has one value for each cell of the layout, in form order: the number printed
    where it is whole and short, else 0 with the cell listed in ``exotic`` (a number with
    decimals, or a very long one) or in ``unusable`` (blank, text, doubtful or not there).
    """

    index: int
    report: Report
    form: Form
    numbers: list[int]
    exotic: Mapping[int, Decimal]
    unusable: tuple[int, ...]

    def cells(self, table: str) -> Iterator[tuple[CellRef, Cell]]:
        """The cells of a table that the report prints, in form order."""
        for ref in self.form.tables[table].refs:
            cell = self.report.cells.get(str(ref))
            if cell is not None:
                yield ref, cell

    def odd_cells(self, table: str, state: State) -> list[tuple[CellRef, Cell]]:
        """The table's cells in a state other than number, in form order."""
        refs = self.form.refs
        found = []
        for position in self.unusable:
            ref = refs[position]
            if ref.table == table:
                cell = self.report.cells.get(str(ref))
                if cell is not None and cell.state is state:
                    found.append((ref, cell))
        return found


def layout_of(report: Report, rulebook: Rulebook) -> str | None:
    """The layout a report is checked against; ``None`` when the rule book has no form at all.

    A report whose form was not recognised is held against the form of its year, or else the
    one in force, so that what could not be checked is told and not left out.
    """
    known = {layout.layout for form in rulebook.forms for layout in form.layouts}
    for layout in (report.layout, report.form):
        if layout in known:
            return layout
    form = rulebook.form_for(report.year) if report.year is not None else None
    if form is None and rulebook.forms:
        form = rulebook.forms[-1]
    return form.layout if form else None


def lay_out(index: int, report: Report, form: Form, keys: tuple[str, ...]) -> Sheet:
    """The sheet of one report; ``keys`` are the layout's cells as written in ``Report.cells``."""
    numbers: list[int] = []
    exotic: dict[int, Decimal] = {}
    unusable: list[int] = []
    get, number = report.cells.get, State.NUMBER
    for position, key in enumerate(keys):
        cell = get(key)
        if cell is None or cell.state is not number:
            unusable.append(position)
            numbers.append(0)
            continue
        value = cell.value
        if value is None or not value.is_finite():
            unusable.append(position)
            numbers.append(0)
        elif value.adjusted() < DIGITS_OF_INT64 and value == (whole := int(value)):
            numbers.append(whole)
        else:
            exotic[position] = value
            numbers.append(0)
    return Sheet(index, report, form, numbers, exotic, tuple(unusable))
