"""The hard relations of a layout as lines of whole-number factors, and a report's gaps in them.

The relations are the rule book's own, placed in the layout; none is written again here. A cell
is a position in the layout's form order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeAlias

from checker.model import Result, State
from checker.rulebook.form import CHANGE, MONEY
from checker.rulebook.grammar import place_relation
from checker.rulebook.kinds.relations import RelationSpec
from checker.rulebook.kinds.tables import CompensatingSpec
from checker.rulebook.linear_form import Number, exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from checker.model import Outcome, Report, Term
    from checker.rulebook.form import Form
    from checker.rulebook.grammar import Placed
    from checker.rulebook.linear_form import LinearForm
    from checker.rulebook.rule import Rule, Rulebook

LONGEST = 18

Solution: TypeAlias = tuple[tuple[int, Number], ...]
"""Changed cells by position, each with its new value, in form order."""


@dataclass(frozen=True)
class Line:
    """One hard relation at one place, over cells by position.

    ``total`` is the cell that stands alone as the sum of the others, if one does.
    """

    rule: str
    place: str
    form: LinearForm[int]
    total: int | None

    @cached_property
    def factors(self) -> Mapping[int, int]:
        """Its cells, each with its whole factor."""
        return self.form.factors

    @cached_property
    def cells(self) -> tuple[int, ...]:
        """Its cells in form order."""
        return tuple(sorted(self.factors))


@dataclass(frozen=True)
class System:
    """Every hard relation of a layout.

    ``hints`` are rules that only restate the gaps of another: the hint's id, the equation's.
    """

    form: Form
    lines: tuple[Line, ...]
    hints: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def totals(self) -> frozenset[int]:
        """The cells that are the sum of others."""
        return frozenset(line.total for line in self.lines if line.total is not None)

    @cached_property
    def cells(self) -> tuple[tuple[int, str], ...]:
        """The cells of the lines: by position, and as written in a report."""
        positions = {cell for line in self.lines for cell in line.factors}
        return tuple((position, self.form.refs[position].key) for position in positions)

    def may_hold(self, cell: int, value: Number) -> bool:
        """Whether a cell may hold a number: a whole one, not negative, unless its column says."""
        number = self.form.number_of(self.form.refs[cell])
        if number == MONEY:
            return value >= 0 and _is_decimal(value)
        return isinstance(value, int) and (value >= 0 or number == CHANGE)


@dataclass(frozen=True)
class Puzzle:
    """One report held against the lines that could be judged on it.

    ``values`` are the printed numbers by cell; ``gaps`` by line how far it is from holding
    (0 where it holds). ``failing`` has one bit for each line with a gap.
    """

    system: System
    lines: tuple[Line, ...]
    values: Mapping[int, Number]
    gaps: tuple[Number, ...]

    @cached_property
    def failing(self) -> int:
        """The lines that do not hold, as bits."""
        return sum(1 << number for number, gap in enumerate(self.gaps) if gap)

    @cached_property
    def masks(self) -> Mapping[int, int]:
        """The lines that name each cell, as bits."""
        masks: dict[int, int] = {}
        for number, line in enumerate(self.lines):
            for cell in line.factors:
                masks[cell] = masks.get(cell, 0) | 1 << number
        return masks

    @cached_property
    def families(self) -> tuple[int, ...]:
        """Sets of lines no two of which share a cell, as bits: one rule at its places.

        A changed cell mends at most one line of a family.
        """
        families: dict[str, int] = {}
        seen: dict[str, set[int]] = {}
        for number, line in enumerate(self.lines):
            key = line.rule
            # A rule that names a cell at two of its places is no family: one change may mend both.
            if not seen.setdefault(key, set()).isdisjoint(line.factors):
                key = f"{line.rule} {number}"
            seen.setdefault(key, set()).update(line.factors)
            families[key] = families.get(key, 0) | 1 << number
        return tuple(families.values())

    def without(self, solution: Solution) -> Puzzle:
        """The puzzle that is left once these cells are taken as changed."""
        values = {**self.values, **dict(solution)}
        touched = 0
        for cell, _ in solution:
            touched |= self.masks.get(cell, 0)
        # Of the lines that name none of these cells the gaps are known: a shifted row is tried for
        # every row of a table.
        gaps = tuple(
            exact(line.form.gap(values)) if touched >> number & 1 else gap
            for number, (line, gap) in enumerate(zip(self.lines, self.gaps, strict=True))
        )
        return Puzzle(self.system, self.lines, values, gaps)


def gaps_of(lines: Iterable[Line], values: Mapping[int, Number]) -> tuple[Number, ...]:
    """How far each line is from holding, given a number for each of its cells."""
    return tuple(exact(line.form.gap(values)) for line in lines)


def puzzles(system: System, report: Report, outcomes: Iterable[Outcome]) -> tuple[Puzzle, ...]:
    """The report's puzzles, one for each set of lines that hang together by their cells.

    Only lines that were judged take part: a relation with a blank or doubtful cell says nothing.
    """
    judged = {
        (outcome.rule, outcome.place): outcome.result
        for outcome in outcomes
        if outcome.result in (Result.PASS, Result.FAIL)
    }
    # Asked before any number is turned: of a report without a failed sum nothing is wanted.
    if not any(judged.get((x.rule, x.place)) is Result.FAIL for x in system.lines):
        return ()
    values = printed(system, report)
    lines = [
        line
        for line in system.lines
        if (line.rule, line.place) in judged and all(cell in values for cell in line.factors)
    ]
    found = []
    for group in _connected(lines):
        gaps = gaps_of(group, values)
        if any(gaps):
            found.append(Puzzle(system, group, values, gaps))
    return tuple(found)


def printed(system: System, report: Report) -> dict[int, Number]:
    """The numbers that the report prints in the cells of the lines.

    A number of more than ``LONGEST`` digits is no count; its relations are left out.
    """
    numbers = {}
    get = report.cells.get
    for position, key in system.cells:
        cell = get(key)
        value = cell.value if cell is not None and cell.state is State.NUMBER else None
        if value is not None and _is_short(value):
            numbers[position] = exact(value)
    return numbers


def _is_short(value: Decimal) -> bool:
    text = str(value)
    if len(text) <= LONGEST and text.isdigit():  # as nearly all are, and asked in a third of time
        return True
    if not value.is_finite():
        return False
    places = len(value.as_tuple().digits)
    # The exponent as well: 1E+30 has one digit, and turning it into an integer has thirty.
    return places <= LONGEST and abs(value.adjusted()) <= LONGEST


@lru_cache(maxsize=16)
def system_of(rulebook: Rulebook, layout: str) -> System:
    """The hard equations of a layout; ``KeyError`` when the rule book has no such layout."""
    form = rulebook.form(layout)
    lines = tuple(
        _line(rule.id, placed, form)
        for rule in rulebook.rules
        if rule.hard and rule.table is not None and form.code in rule.forms
        for placed in _placed(rule, form, rule.table)
    )
    hints = {
        rule.id: rule.spec.equation
        for rule in rulebook.rules
        if isinstance(rule.spec, CompensatingSpec)
    }
    return System(form, lines, hints)


def _placed(rule: Rule, form: Form, table: str) -> Iterable[Placed]:
    spec = rule.spec
    if not isinstance(spec, RelationSpec) or spec.where_undecided:
        return
    for relation in spec.relations[form.code]:
        if relation.comparison == "=":
            yield from place_relation(relation, form, table, spec.axis, spec.at)


def _line(rule: str, placed: Placed, form: Form) -> Line:
    by_position = placed.form.keyed(form.positions.__getitem__)
    return Line(rule, placed.place, by_position, _total(placed, form))


def _total(placed: Placed, form: Form) -> int | None:
    """The single cell of one side, where the other side is a plain sum of several."""
    for alone, sums in ((placed.right, placed.left), (placed.left, placed.right)):
        if len(alone) == 1 < len(sums) and _is_plain(alone) and _is_plain(sums):
            ref = alone[0].ref
            return form.positions[ref] if ref is not None else None
    return None


def _is_plain(side: Sequence[Term]) -> bool:
    return all(term.ref is not None and term.factor == 1 for term in side)


def _is_decimal(value: Number) -> bool:
    """Whether a number ends after finitely many decimals."""
    rest = Fraction(value).denominator
    for prime in (2, 5):
        # A fraction in lowest terms ends in decimals where its denominator has no prime but 2 and
        # 5.
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def _connected(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """The lines in groups that share no cell, each group in the order given."""
    group_of: dict[int, int] = {}
    groups: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        # Groups that a line touches become one, named by the first: so the order is the form's.
        touched = sorted({group_of[cell] for cell in line.factors if cell in group_of})
        home = touched[0] if touched else number
        members = groups.setdefault(home, [])
        for other in touched[1:]:
            members += groups.pop(other)
        members.append(number)
        for member in members if touched[1:] else (number,):
            for cell in lines[member].factors:
                group_of[cell] = home
    return [tuple(lines[number] for number in sorted(members)) for members in groups.values()]
