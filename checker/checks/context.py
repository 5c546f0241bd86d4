"""A report laid out for the rules: its cells in form order, numbers apart from all else."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from checker.claims import stated_in
from checker.model import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from decimal import Decimal
    from typing import TypeAlias

    from checker.checks.compile import Plan
    from checker.claims import Stated
    from checker.model import Cell, CellRef, Outcome, Report
    from checker.rulebook.form import Form
    from checker.rulebook.rule import Rule, Rulebook

DIGITS_OF_INT64 = 18
"""Whole numbers of up to this many digits are taken as machine integers (relations narrow it)."""


class Unknown(Enum):
    """What stands in a frame where it is not known what the report prints."""

    DOUBTFUL = "doubtful"
    MISSING = "missing"

    def __str__(self) -> str:
        """The word that a frame shows."""
        return self.value


if TYPE_CHECKING:
    Content: TypeAlias = str | Unknown | None
    """What a cell without a number holds: text as printed, nothing (``None``), or unknown."""


@dataclass(frozen=True)
class Sheet:
    """One report of a batch, in the layout it prints.

    ``numbers`` has one value for each cell of the layout, in form order: the number printed
    where it is whole and short, else 0 with the cell listed in ``exotic`` (a number with
    decimals, or a very long one) or in ``unusable`` with what it holds instead.
    ``missing`` are the cells of the layout that the report does not print at all.
    """

    index: int
    report: Report
    form: Form
    numbers: list[int]
    exotic: Mapping[int, Decimal]
    unusable: Mapping[int, Content]
    missing: tuple[CellRef, ...] = ()

    @cached_property
    def tables(self) -> list[str]:
        """The tables that were found, in form order; one that was not is ST-02's matter."""
        return [table for table in self.form.tables if table in self.report.tables]

    def row(self, refs: Sequence[CellRef]) -> list[Decimal | int] | None:
        """The numbers of neighbouring cells; ``None`` unless all of them are numbers."""
        start = self.form.positions[refs[0]]
        span = range(start, start + len(refs))
        if not self.unusable.keys().isdisjoint(span):
            return None
        return [self.exotic.get(position, self.numbers[position]) for position in span]

    def odd_cells(self, table: str, state: State) -> Sequence[tuple[CellRef, Cell]]:
        """The table's cells in a state other than number, in form order."""
        return self._odd.get((table, state), ())

    @cached_property
    def _odd(self) -> Mapping[tuple[str, State], Sequence[tuple[CellRef, Cell]]]:
        found: dict[tuple[str, State], list[tuple[CellRef, Cell]]] = {}
        refs, cells = self.form.refs, self.report.cells
        for position in self.unusable:
            ref = refs[position]
            cell = cells.get(ref.key)
            if cell is not None:
                found.setdefault((ref.table, cell.state), []).append((ref, cell))
        return found


@dataclass(frozen=True)
class Context:
    """What a judge may look at beside its sheet.

    ``said`` are the answers of the relation rules on this sheet, by rule and place
    (``compile.PASS`` and so on); ``faulty`` the cells that break each rule on cells, by table and
    in form order.
    """

    plan: Plan
    rulebook: Rulebook
    said: Mapping[str, Sequence[int]]
    report: Report
    faulty: Mapping[str, Mapping[str, Sequence[CellRef]]] = field(default_factory=dict)

    @cached_property
    def stated(self) -> Stated:
        """What the report's prose states, looked up once for all rules."""
        return stated_in(self.report, self.rulebook.lexicon)


if TYPE_CHECKING:
    Judge: TypeAlias = Callable[[Rule, Sheet, Context], Iterable[Outcome]]
    """What a kind that looks at one report says of it: a rule's outcomes, in form order."""


def layout_of(report: Report, rulebook: Rulebook) -> str | None:
    """The layout a report is checked against; ``None`` when the rule book has no form at all.

    A report whose form was not recognised is held against the form of its year, or else the
    one in force, so that what could not be checked is told and not left out.
    """
    known = {layout.layout for form in rulebook.forms for layout in form.layouts}
    # A layout that only another rule book knows falls back on its form in full.
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
    unusable: dict[int, Content] = {}
    missing: list[CellRef] = []
    # Looked up once: a batch of 10,000 reports turns 1.9 million cells (186 a report).
    get, number, blank = report.cells.get, State.NUMBER, State.BLANK
    for position, key in enumerate(keys):
        cell = get(key)
        value = cell.value if cell is not None and cell.state is number else None
        # Every zero, 0.00 and -0 among them, is the machine's 0; most cells of most reports are.
        if value is not None and not value:
            numbers.append(0)
        elif value is None or not value.is_finite():
            is_blank = cell is not None and cell.state is blank
            unusable[position] = None if is_blank else _content(cell)
            numbers.append(0)
            if cell is None:
                missing.append(form.refs[position])
        # The exponent first: int() of 1E+999999 would have a million digits.
        elif value.adjusted() < DIGITS_OF_INT64 and value == (whole := int(value)):
            numbers.append(whole)
        else:
            exotic[position] = value
            numbers.append(0)
    return Sheet(index, report, form, numbers, exotic, unusable, tuple(missing))


def _content(cell: Cell | None) -> str | Unknown:
    """What a cell without a usable number holds, unless it is blank."""
    if cell is not None and cell.state is State.TEXT:
        return cell.raw
    is_doubtful = cell is not None and cell.state is State.DOUBTFUL
    return Unknown.DOUBTFUL if is_doubtful else Unknown.MISSING
