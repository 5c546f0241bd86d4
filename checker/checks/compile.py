"""Rules made ready for a layout: which frame each relation is judged on, and by what test.

A *frame* has one row for each report and place (column, row or group; one for each member
where a relation says ``every``) and one column for each operand. All relations over the same
frame are tests of one schema. Nothing here depends on a report, so a plan is made once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from checker.rulebook.grammar import (
    Placed,
    Relation,
    members_of,
    place_relation,
    places_of,
    ref_at,
)
from checker.rulebook.kinds.tables import ImplicationSpec, RelationSpec

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from checker.model import CellRef
    from checker.rulebook.form import Form, Table
    from checker.rulebook.rule import Rule

PASS, FAIL, UNDECIDED, BROKEN, SILENT = range(5)
"""What a rule says at one report and place, as small integers for the arrays."""

ABSENT = -1
"""Where a frame asks for a cell that the layout does not have (a stacked table such as 表二)."""

TESTS_A_FRAME = 32
"""Tests sharing a frame; which of them a row can decide is kept as bits of one integer."""


class Holds(Protocol):
    """What a relation says of a frame's rows, given its operands' values in order.

    ``values`` is an array of rows by operands (machine integers, or exact decimals as objects);
    the answer is one truth value for each row.
    """

    def __call__(self, values: Any) -> Any:
        """Which rows hold."""

    @property
    def weight(self) -> int:
        """The largest factor by which a value may grow on the way (against overflow)."""


@dataclass(frozen=True, slots=True)
class Linear:
    """``factors · values + constant <comparison> 0``, all multiplied to whole numbers."""

    factors: tuple[int, ...]
    constant: int
    comparison: str

    def __call__(self, values: Any) -> Any:
        """Which rows hold."""
        sums = values @ list(self.factors) + self.constant
        match self.comparison:
            case "=":
                return sums == 0
            case "!=":
                return sums != 0
            case "<=":
                return sums <= 0
            case ">=":
                return sums >= 0
            case "<":
                return sums < 0
            case _:
                return sums > 0

    @property
    def weight(self) -> int:
        """Sum of the factors' sizes."""
        return sum(map(abs, self.factors)) + abs(self.constant)


@dataclass(frozen=True, slots=True)
class Implies:
    """Where all of ``when`` hold, one of ``then`` must; ``both_ways`` also the reverse."""

    when: tuple[Linear, ...]
    then: tuple[Linear, ...]
    both_ways: bool

    def __call__(self, values: Any) -> Any:
        """Which rows hold."""
        given = self.when[0](values)
        for test in self.when[1:]:
            given = given & test(values)
        follows = self.then[0](values)
        for test in self.then[1:]:
            follows = follows | test(values)
        return given == follows if self.both_ways else ~given | follows

    @property
    def weight(self) -> int:
        """The weight of its heaviest part."""
        return max(test.weight for test in (*self.when, *self.then))


@dataclass(frozen=True, slots=True)
class Task:
    """One test of a rule on a frame: its operands, and the frame's rows it applies to.

    ``place_of`` gives for each of ``rows`` the rule's place (as an index of ``RulePlan.places``).
    """

    rule: str
    test: Holds
    operands: tuple[int, ...]
    rows: tuple[int, ...]
    place_of: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FramePlan:
    """A frame: its operands' names, its cells (positions in the layout), and its tests."""

    operands: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class RulePlan:
    """A relation rule in a layout: its places, and the relation(s) and cells at each."""

    rule: Rule
    places: tuple[str, ...]
    placed: tuple[tuple[Placed, ...], ...]
    refs: tuple[tuple[CellRef, ...], ...]

    @cached_property
    def cells(self) -> tuple[CellRef, ...]:
        """The cells of all places, place by place."""
        return tuple(dict.fromkeys(ref for refs in self.refs for ref in refs))


@dataclass(frozen=True)
class Plan:
    """Everything that relation rules need for a layout.

    ``first`` frames come before ``second`` ones, whose rules ask where others are undecided.
    ``limit`` is the largest machine integer that no test can make overflow.
    """

    form: Form
    keys: tuple[str, ...]
    rules: tuple[RulePlan, ...]
    first: tuple[FramePlan, ...]
    second: tuple[FramePlan, ...]
    limit: int


def make_plan(rules: Sequence[Rule], form: Form) -> Plan:
    """The plan of all relation rules for a layout."""
    rule_plans = []
    drafts: tuple[dict[Any, _Draft], dict[Any, _Draft]] = ({}, {})
    heaviest = 1
    for rule in rules:
        spec = rule.spec
        if not isinstance(spec, RelationSpec | ImplicationSpec) or rule.table is None:
            continue
        if form.code not in rule.forms:
            continue
        groups = _relations(spec, form)
        placed = [_placed_together(group, spec, form, rule.table) for group in groups]
        rule_plan = _rule_plan(rule, form, [one for group in placed for one in group])
        if not rule_plan.places:
            continue
        rule_plans.append(rule_plan)
        late = isinstance(spec, RelationSpec) and bool(spec.where_undecided)
        table = form.tables[rule.table]
        for group, places in zip(groups, placed, strict=True):
            every = group[0].every
            key = (rule.table, spec.axis, every)
            draft = drafts[late].setdefault(key, _Draft(table, spec.axis, every))
            names = draft.names(group)
            test = _test(spec, group, names, table)
            heaviest = max(heaviest, test.weight)
            at = {one.place for one in places[0]}
            draft.add(rule_plan, test, names, [p for p in rule_plan.places if p in at])
    positions = form.positions
    first, second = (
        tuple(frame for draft in side.values() for frame in draft.frames(positions))
        for side in drafts
    )
    return Plan(
        form=form,
        keys=tuple(map(str, form.refs)),
        rules=tuple(rule_plans),
        first=first,
        second=second,
        limit=(2**63 - 1) // heaviest,
    )


def _relations(spec: RelationSpec | ImplicationSpec, form: Form) -> list[list[Relation]]:
    """The relations of a rule; those that are judged together stand together."""
    if isinstance(spec, RelationSpec):
        return [[relation] for relation in spec.relations[form.code]]
    return [[*spec.when, *spec.then]]


def _placed_together(
    group: list[Relation], spec: RelationSpec | ImplicationSpec, form: Form, table: str
) -> list[tuple[Placed, ...]]:
    """The relations of a group at the places where all of them can be printed."""
    placed = [
        tuple(place_relation(relation, form, table, spec.axis, spec.at)) for relation in group
    ]
    at = set.intersection(*({one.place for one in relation} for relation in placed))
    return [tuple(one for one in relation if one.place in at) for relation in placed]


def _rule_plan(rule: Rule, form: Form, placed: list[tuple[Placed, ...]]) -> RulePlan:
    at: dict[str, list[Placed]] = {}
    if all(placed):
        for relation in placed:
            for one in relation:
                at.setdefault(one.place, []).append(one)
    order = form.positions
    places = sorted(at, key=lambda place: min(order[ref] for one in at[place] for ref in one.refs))
    refs = tuple(
        tuple(sorted({ref for one in at[place] for ref in one.refs}, key=order.__getitem__))
        for place in places
    )
    return RulePlan(rule, tuple(places), tuple(tuple(at[place]) for place in places), refs)


def _test(
    spec: RelationSpec | ImplicationSpec, group: list[Relation], names: list[str], table: Table
) -> Holds:
    linear = [_linear(relation, names, table, spec.axis) for relation in group]
    if isinstance(spec, ImplicationSpec):
        count = len(spec.when)
        return Implies(tuple(linear[:count]), tuple(linear[count:]), spec.both_ways)
    return linear[0]


def _linear(relation: Relation, names: list[str], table: Table, axis: str) -> Linear:
    """The relation with everything on the left, multiplied by a power of ten to whole factors."""
    factors: dict[str | None, Decimal] = {}
    for side, sign in ((relation.left, 1), (relation.right, -1)):
        for operand in side:
            for name in _leaves(operand.name, table, axis, every=operand.every):
                factors[name] = factors.get(name, 0 * operand.factor) + sign * operand.factor
    digits = max(-int(factor.as_tuple().exponent) for factor in factors.values())
    scale = 10 ** max(digits, 0)
    constant = factors.pop(None, None)
    return Linear(
        tuple(int(factors[name] * scale) if name in factors else 0 for name in names),
        int(constant * scale) if constant is not None else 0,
        relation.comparison,
    )


def _leaves(name: str | None, table: Table, axis: str, *, every: bool) -> tuple[str | None, ...]:
    """The frame columns of an operand: its leaves, ``every …`` itself, ``None`` for a constant."""
    if name is None:
        return (None,)
    return (f"every {name}",) if every else members_of(table, axis, name)


class _Draft:
    """A frame while its tests are gathered."""

    def __init__(self, table: Table, axis: str, every: str | None) -> None:
        self.table = table
        self.axis = axis
        self.every = every
        members = members_of(table, axis, every) if every else (None,)
        self.rows = [(place, m) for place in places_of(table, axis) for m in members]
        self.columns: dict[str, None] = {}
        self.tasks: list[tuple[RulePlan, Holds, list[str], list[str]]] = []

    def names(self, group: list[Relation]) -> list[str]:
        """The frame columns that relations use, in the order written."""
        found: dict[str, None] = {}
        for relation in group:
            for operand in relation.operands:
                for name in _leaves(operand.name, self.table, self.axis, every=operand.every):
                    if name is not None:
                        found[name] = None
        return list(found)

    def add(self, plan: RulePlan, test: Holds, names: list[str], places: list[str]) -> None:
        """One more test on this frame."""
        self.columns.update(dict.fromkeys(names))
        self.tasks.append((plan, test, names, places))

    def frames(self, positions: Any) -> list[FramePlan]:
        """The finished frame, in parts of so many tests as fit the bits."""
        columns = list(self.columns)
        at = {name: number for number, name in enumerate(columns)}
        cells = tuple(
            tuple(positions.get(self._ref(place, member, name), ABSENT) for name in columns)
            for place, member in self.rows
        )
        tasks = []
        for plan, test, names, places in self.tasks:
            rows = [row for row, (place, _) in enumerate(self.rows) if place in places]
            tasks.append(
                Task(
                    rule=plan.rule.id,
                    test=test,
                    operands=tuple(at[name] for name in names),
                    rows=tuple(rows),
                    place_of=tuple(plan.places.index(self.rows[row][0]) for row in rows),
                )
            )
        return [
            FramePlan(tuple(columns), cells, tuple(tasks[start : start + TESTS_A_FRAME]))
            for start in range(0, len(tasks), TESTS_A_FRAME)
        ]

    def _ref(self, place: str, member: str | None, name: str) -> CellRef:
        leaf = member if member is not None and name == f"every {self.every}" else name
        return ref_at(self.table, self.axis, place, leaf)
