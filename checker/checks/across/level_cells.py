"""The cells of a report and of those below it, laid out for the rules between levels.

What the rules ask of is worked out once for all of them: of each report below its numbers, of all
together the sums. Before, it was a quarter of the time that a run of thousands took.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from checker.checks.across.side_by_side import side_by_side
from checker.checks.across.years import number_in
from checker.checks.context import layout_of
from checker.model import Cell, State
from checker.rulebook.joint_form import CHILD, CHILDREN, OWN, PARENT, level_ref

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.checks.across.pairing import Level
    from checker.model import CellRef, Report
    from checker.rulebook.form import Form
    from checker.rulebook.rule import Rulebook

_NOTHING = Decimal(0)
_ZERO = Cell(State.NUMBER, "0", _NOTHING)


class _Keys(NamedTuple):
    """A cell of a table, and where it stands in the table of levels, by role."""

    ref: CellRef
    key: str
    parent: str
    child: str
    children: str
    own: str


class LevelCells:
    """A level with the cells of its reports; ``form`` is the layout of the parent, if it has one.

    ``reports`` are those of the run, of which the level names some.
    """

    def __init__(self, level: Level, reports: Sequence[Report], rulebook: Rulebook) -> None:
        self.level = level
        self.reports = reports
        self.rulebook = rulebook
        self.parent = reports[level.parent]
        layout = layout_of(self.parent, rulebook)
        self.form: Form | None = None if layout is None else rulebook.form(layout)
        self._numbers: dict[str, list[list[Decimal | None]]] = {}
        self._above: dict[str, dict[str, Cell]] = {}
        self._together: dict[str, Report] = {}

    @cached_property
    def _below(self) -> list[Report]:
        return [self.reports[index] for index in self.level.below]

    @cached_property
    def _places(self) -> dict[int, int]:
        return {index: at for at, index in enumerate(self.level.below)}

    def numbers(self, table: str) -> Sequence[Sequence[Decimal | None]]:
        """What each report below prints in each cell of a table; ``None`` for no number."""
        found = self._numbers.get(table)
        if found is None:
            keys = [one.key for one in self._keys(table)]
            found = self._numbers[table] = [
                [
                    cell.value if cell is not None and cell.state is State.NUMBER else None
                    for cell in map(report.cells.get, keys)
                ]
                for report in self._below
            ]
        return found

    def sheet(self, below: tuple[int, ...], table: str, beside: Form) -> Report:
        """The cells of parent, own body and some of those below, in the table of levels.

        ``below`` is one of the level's or all of them; ``beside`` the form of that table, which
        every rule has alike.
        """
        if below != self.level.below:
            return side_by_side(self.parent, beside, self._cells(below, table))
        if table not in self._together:
            self._together[table] = side_by_side(self.parent, beside, self._cells(below, table))
        return self._together[table]

    def _cells(self, below: tuple[int, ...], table: str) -> dict[str, Cell]:
        cells = dict(self._of_above(table))
        those, numbers = self._below, self.numbers(table)
        if below != self.level.below:
            places = [self._places[index] for index in below]
            those, numbers = [those[at] for at in places], [numbers[at] for at in places]
        get = those[0].cells.get if len(below) == 1 else None
        for keys, values in zip(self._keys(table), zip(*numbers, strict=True), strict=True):
            if get is not None and (cell := get(keys.key)) is not None:
                cells[keys.child] = cell
            cells[keys.children] = (
                _open_sum(keys.ref, values, those, number_in(self.parent, keys.ref))
                if None in values
                else _number(format(sum(values, _NOTHING), "f"))
            )
        return cells

    def _of_above(self, table: str) -> dict[str, Cell]:
        """The cells of parent and own body, for all sheets of a table."""
        cells = self._above.get(table)
        if cells is None:
            level = self.level
            own = None if level.own is None else self.reports[level.own]
            cells = self._above[table] = {}
            for keys in self._keys(table):
                if (cell := self.parent.cell(keys.ref)) is not None:
                    cells[keys.parent] = cell
                if own is not None and (cell := own.cell(keys.ref)) is not None:
                    cells[keys.own] = cell
                elif own is None and not level.has_own:
                    cells[keys.own] = _ZERO
        return cells

    def _keys(self, table: str) -> tuple[_Keys, ...]:
        assert self.form is not None
        return _level_keys(self.rulebook, self.form.layout, table)


@lru_cache(maxsize=64)
def _level_keys(rulebook: Rulebook, layout: str, table: str) -> tuple[_Keys, ...]:
    return tuple(
        _Keys(
            ref,
            ref.key,
            *(level_ref(ref, role).key for role in (PARENT, CHILD, CHILDREN, OWN)),
        )
        for ref in rulebook.form(layout).tables[table].refs
    )


@lru_cache(maxsize=4096)
def _number(text: str) -> Cell:
    """A sum as a cell: most are small, and of one report below each is its own figure."""
    return Cell(State.NUMBER, text, Decimal(text))


def _open_sum(
    ref: CellRef,
    values: Sequence[Decimal | None],
    reports: Sequence[Report],
    parent: Decimal | None,
) -> Cell:
    """The sum of reports one of which holds no number.

    It is open, except that the others alone may already exceed the parent's figure: nothing
    counted is below zero.
    """
    known = sum((value for value in values if value is not None), _NOTHING)
    if parent is not None and known > parent:
        return _number(format(known, "f"))
    states = {cell.state for report in reports if (cell := report.cell(ref)) is not None}
    state = next((s for s in (State.DOUBTFUL, State.TEXT) if s in states), State.BLANK)
    return Cell(state, "")
