"""Rules made ready for a layout: on which frame each is judged, and what must hold there.

A frame is a table laid out along one of its axes (``Orientation``): one row for each place, one
column for each code that relations may name there. A batch is more rows of the same frame.
Nothing here depends on a report, so a plan is made once for a layout.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from checker.rulebook.form import MONEY
from checker.rulebook.grammar import COLUMNS, ROWS, place_relation, places_of, ref_at
from checker.rulebook.kinds.relations import ImplicationSpec, RelationSpec
from checker.rulebook.kinds.tables import CELL_KINDS, BlankSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from checker.model import CellRef
    from checker.rulebook.form import Form, Item, Table
    from checker.rulebook.grammar import Placed
    from checker.rulebook.linear_form import LinearForm, Number
    from checker.rulebook.rule import Rule

Key = TypeVar("Key")
Other = TypeVar("Other")

PASS, FAIL, UNDECIDED, BROKEN, SILENT = range(5)
"""What a rule says at one report and place, as small integers for the arrays."""

ABSENT = -1
"""Where a frame has a cell that the layout does not print (a stacked table such as 表二)."""


@dataclass(frozen=True)
class Implication(Generic[Key]):
    """Where all of ``when`` hold, one of ``then`` must; ``both_ways`` also the reverse.

    It is asked and named like the ``LinearForm`` that it is made of.
    """

    when: tuple[LinearForm[Key], ...]
    then: tuple[LinearForm[Key], ...]
    both_ways: bool

    def keyed(self, key: Callable[[Key], Other]) -> Implication[Other]:
        """The same over cells that are named otherwise."""
        return Implication(
            tuple(form.keyed(key) for form in self.when),
            tuple(form.keyed(key) for form in self.then),
            self.both_ways,
        )

    @overload
    def holds(self, values: Mapping[Key, Number]) -> bool: ...
    @overload
    def holds(self, values: Mapping[Key, NDArray[Any]]) -> NDArray[Any]: ...
    def holds(self, values: Any) -> Any:
        """Whether it holds of these numbers; of arrays, element by element."""
        given = reduce(operator.and_, (form.holds(values) for form in self.when))
        follows = reduce(operator.or_, (form.holds(values) for form in self.then))
        return given == follows if self.both_ways else (given & follows) == given

    @cached_property
    def limit(self) -> int:
        """The largest size of number that cannot overflow a 64-bit integer on the way."""
        return min(form.limit for form in (*self.when, *self.then))


@dataclass(frozen=True)
class Clause:
    """One thing that must hold at some places of a frame, given a number in each operand.

    ``form`` and ``operands`` name the frame's columns; an operand that cancels out
    (``a + b = a + c``) is in ``operands`` alone.
    """

    form: LinearForm[str] | Implication[str]
    operands: tuple[str, ...]
    places: frozenset[str]


@dataclass(frozen=True, eq=False)
class Orientation:
    """A table as a frame: ``t3.by_applicant`` has a row for each applicant, a column for each row.

    ``axis`` tells which way the places run; ``index`` is the word for a place and the name of the
    frame's index level. ``cells`` are positions in the layout's form order, places by columns.
    """

    name: str
    table: Table
    axis: str
    index: str
    places: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]

    @property
    def items(self) -> Mapping[str, Item]:
        """The rows or columns of the form that the frame's columns are."""
        return self.table.rows if self.axis == COLUMNS else self.table.columns

    def number(self, place: str, column: str) -> str:
        """What a cell must hold: ``count``, ``change`` or ``money``."""
        return self.table.columns[ref_at(self.table, self.axis, place, column).column].number

    def is_money(self, column: str) -> bool:
        """Whether some cell of a column holds an amount of money."""
        at = self.columns.index(column)
        return any(
            self.number(place, column) == MONEY
            for place, row in zip(self.places, self.cells, strict=True)
            if row[at] != ABSENT
        )


@dataclass(frozen=True)
class RulePlan:
    """A relation rule in a layout: its places, and the relation(s) and cells at each.

    ``clauses`` say the same of the frame's columns, ``written`` as in the rule file. With
    ``asked_where`` the rule is asked only where one of the rules named there is undecided.
    """

    rule: Rule
    orientation: str
    places: tuple[str, ...]
    placed: tuple[tuple[Placed, ...], ...]
    refs: tuple[tuple[CellRef, ...], ...]
    clauses: tuple[Clause, ...]
    written: str
    asked_where: tuple[str, ...] = ()

    @cached_property
    def cells(self) -> tuple[CellRef, ...]:
        """The cells of all places, place by place."""
        return tuple(dict.fromkeys(ref for refs in self.refs for ref in refs))


@dataclass(frozen=True)
class Plan:
    """Everything that the rules on numbers need for a layout.

    ``keys`` are the layout's cells as written in ``Report.cells``; ``cell_rules`` the rules on
    what may stand in a cell; ``placeholders`` the signs that say that there is no number.
    """

    form: Form
    keys: tuple[str, ...]
    orientations: tuple[Orientation, ...]
    rules: tuple[RulePlan, ...]
    cell_rules: tuple[Rule, ...]
    placeholders: frozenset[str]


def make_plan(rules: Sequence[Rule], form: Form) -> Plan:
    """The plan of all rules on numbers for a layout."""
    mine = [rule for rule in rules if form.code in rule.forms]
    return Plan(
        form=form,
        keys=tuple(map(str, form.refs)),
        orientations=tuple(
            orientation(form, table, axis)
            for table in form.tables.values()
            for axis in (ROWS, COLUMNS)
        ),
        rules=tuple(plan for rule in mine if (plan := _rule_plan(rule, form)) is not None),
        cell_rules=tuple(rule for rule in mine if rule.kind in CELL_KINDS),
        placeholders=frozenset(
            sign
            for rule in rules
            if isinstance(rule.spec, BlankSpec)
            for sign in rule.spec.placeholders
        ),
    )


def orientation(form: Form, table: Table, axis: str) -> Orientation:
    """A table of a layout as a frame with a row for each place of an axis."""
    places = places_of(table, axis)
    columns = places_of(table, ROWS if axis == COLUMNS else COLUMNS)
    return Orientation(
        name=f"{table.code}.by_{table.by[axis]}",
        table=table,
        axis=axis,
        index=table.by[axis],
        places=places,
        columns=columns,
        cells=tuple(
            tuple(form.positions.get(ref_at(table, axis, place, code), ABSENT) for code in columns)
            for place in places
        ),
    )


def _rule_plan(rule: Rule, form: Form) -> RulePlan | None:
    """A relation rule in a layout; ``None`` for other rules and where nothing is printed of it."""
    spec = rule.spec
    if not isinstance(spec, RelationSpec | ImplicationSpec) or rule.table is None:
        return None
    table = form.tables[rule.table]
    if isinstance(spec, ImplicationSpec):
        relations = (*spec.when, *spec.then)
    else:
        relations = spec.relations[form.code]
    placed = [
        tuple(place_relation(relation, form, rule.table, spec.axis, spec.at))
        for relation in relations
    ]
    # The frame has one answer a place, so a part that is printed elsewhere alone cannot be asked.
    if isinstance(spec, ImplicationSpec):  # one question, asked where all its parts are printed
        everywhere = set.intersection(*({one.place for one in part} for part in placed))
        placed = [tuple(one for one in part if one.place in everywhere) for part in placed]
    if not all(placed):
        return None
    at: dict[str, list[Placed]] = {}
    for one in (one for part in placed for one in part):
        at.setdefault(one.place, []).append(one)
    order = form.positions
    # A rule at several places of a stacked table is told in the order that the form prints them.
    places = sorted(at, key=lambda place: min(order[ref] for one in at[place] for ref in one.refs))
    return RulePlan(
        rule=rule,
        orientation=f"{table.code}.by_{table.by[spec.axis]}",
        places=tuple(places),
        placed=tuple(tuple(at[place]) for place in places),
        refs=tuple(
            tuple(sorted({ref for one in at[place] for ref in one.refs}, key=order.__getitem__))
            for place in places
        ),
        clauses=_clauses(spec, [at[place] for place in places]),
        written=_written(spec, form),
        asked_where=spec.where_undecided if isinstance(spec, RelationSpec) else (),
    )


def _written(spec: RelationSpec | ImplicationSpec, form: Form) -> str:
    if isinstance(spec, RelationSpec):
        return "; ".join(map(str, spec.relations[form.code]))
    arrow = " <=> " if spec.both_ways else " => "
    return " and ".join(map(str, spec.when)) + arrow + " or ".join(map(str, spec.then))


def _clauses(
    spec: RelationSpec | ImplicationSpec, groups: Iterable[Sequence[Placed]]
) -> tuple[Clause, ...]:
    """What must hold at each place, in the columns of the frame; the same is said once."""
    column = _row_of if spec.axis == COLUMNS else _column_of
    found: list[tuple[LinearForm[str] | Implication[str], tuple[str, ...], list[str]]] = []
    for group in groups:
        parts = [group] if isinstance(spec, ImplicationSpec) else [(one,) for one in group]
        for part in parts:
            form = _form(spec, part)
            own = form.keyed(column)
            operands = tuple(dict.fromkeys(column(ref) for one in part for ref in one.refs))
            # The places of a rule say nearly always the same of their columns: one clause, and one
            # evaluation of the whole frame, instead of one a place.
            for known, names, places in found:
                if known == own and names == operands:
                    places.append(part[0].place)
                    break
            else:
                found.append((own, operands, [part[0].place]))
    return tuple(Clause(form, operands, frozenset(at)) for form, operands, at in found)


def _form(
    spec: RelationSpec | ImplicationSpec, part: Sequence[Placed]
) -> LinearForm[CellRef] | Implication[CellRef]:
    if isinstance(spec, RelationSpec):
        return part[0].form
    forms = [one.form for one in part]
    count = len(spec.when)
    return Implication(tuple(forms[:count]), tuple(forms[count:]), spec.both_ways)


def _row_of(ref: CellRef) -> str:
    return ref.row


def _column_of(ref: CellRef) -> str:
    return ref.column
