"""A report's failures put together by cause, each with the repairs that would mend it.

Several faults are searched for together, because their relations cross, and told apart here:
failures that no smallest repair ever connects are causes of their own, each with its own
repairs and rivals. (Relations are linear, so repairs of different causes add up.)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from checker.locate.blanks import blank_totals
from checker.locate.mending import would_vanish
from checker.locate.patterns import Edit, pattern_of, rank
from checker.locate.search import MAX_STEPS, Budget, smallest
from checker.locate.shifts import shifted_rows
from checker.locate.system import puzzles, system_of
from checker.model import Cause, Change, Pattern, Repair, Result
from checker.rulebook.linear_form import exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.locate.patterns import Rank
    from checker.locate.search import Found
    from checker.locate.system import Puzzle, Solution, System
    from checker.model import CellRef, Outcome, Report
    from checker.rulebook.linear_form import Number
    from checker.rulebook.rule import Rulebook

    Evidence: TypeAlias = Mapping[CellRef, Decimal]
    """What other places say of a cell (the text, last year's report): it ranks, no more."""

LISTED = 12
"""Repairs given for one cause; further ones are counted as rivals."""

SHIFT_COST = 2
"""A shifted row is one slip between neighbours: it stands beside pairs of cells, not behind."""


def locate_each(
    reports: Sequence[Report], outcomes: Iterable[Outcome], rulebook: Rulebook
) -> tuple[tuple[Cause, ...], ...]:
    """The causes of each report of a batch."""
    by_report: list[list[Outcome]] = [[] for _ in reports]
    for outcome in outcomes:
        by_report[outcome.report].append(outcome)
    return tuple(
        locate(report, own, rulebook) for report, own in zip(reports, by_report, strict=True)
    )


def locate(
    report: Report,
    outcomes: Sequence[Outcome],
    rulebook: Rulebook,
    evidence: Evidence | None = None,
) -> tuple[Cause, ...]:
    """The causes of a report's failed hard relations, and its blank totals, in form order.

    ``outcomes`` are all that the rules said of this report. Deterministic and bounded; a search
    that ran out of steps gives a cause that is not ``complete``, without repairs.
    """
    if report.refusal is not None or report.layout is None:
        return ()
    # A clean report, and most are: nothing is set up for it.
    if all(outcome.result is Result.PASS for outcome in outcomes):
        return ()
    try:
        system = system_of(rulebook, report.layout)
    except KeyError:
        # A layout that this rule book has not: what was judged on another form in its place says
        # nothing of this one's cells.
        return ()
    positions = system.form.positions
    told = {positions[ref]: exact(n) for ref, n in (evidence or {}).items() if ref in positions}
    budget = Budget()
    found = [
        cause
        for puzzle in puzzles(system, report, outcomes)
        for cause in _Solved(puzzle, outcomes, told, budget).causes()
    ]
    return (*found, *_blank_causes(system, report, outcomes))


@dataclass(frozen=True, slots=True)
class _Option:
    """A repair of one cause before it is worded: its slips, its cost and its rank."""

    slips: tuple[tuple[Pattern, tuple[Edit, ...]], ...]
    cost: int
    rank: Rank

    @property
    def edits(self) -> list[Edit]:
        return sorted((e for _, slip in self.slips for e in slip), key=lambda edit: edit.cell)

    @property
    def pattern(self) -> Pattern:
        return self.slips[0][0] if len(self.slips) == 1 else Pattern.SEVERAL


class _Solved:
    """One puzzle with what the search found."""

    def __init__(
        self,
        puzzle: Puzzle,
        outcomes: Sequence[Outcome],
        told: Mapping[int, Number],
        budget: Budget,
    ) -> None:
        self.puzzle = puzzle
        self.outcomes = outcomes
        self.told = told
        self.budget = budget
        hard = {(line.rule, line.place) for line in puzzle.system.lines}
        # What the text says, bounds, hints: they rank repairs and do not make them.
        self.others = [
            outcome
            for outcome in outcomes
            if outcome.result is Result.FAIL and (outcome.rule, outcome.place) not in hard
        ]

    def causes(self) -> list[Cause]:
        """The puzzle's causes in form order."""
        found = smallest(self.puzzle, self.budget)
        # One changed cell is fewer than any shift, so rows need not be tried.
        if found.complete and found.cells == 1:
            return self._apart(found, [])
        shifts = list(shifted_rows(self.puzzle))
        if found.complete:
            return self._apart(found, shifts)
        taken = _widest(shifts)
        # Nothing is known but that fewer cells would not do.
        if taken is None:
            return [self._cause(self.puzzle.failing, (), found)]
        options = tuple(self._shift(changes) for lines, changes in shifts if lines == taken)
        # The widest shift is taken as one cause and the search goes on without it. A quarter of the
        # steps a time: each shift mends at least two lines, so the whole stays bounded.
        rest = self.puzzle.without(next(c for lines, c in shifts if lines == taken))
        others = (
            _Solved(rest, self.outcomes, self.told, Budget(MAX_STEPS // 4)).causes()
            if rest.failing
            else []
        )
        return [self._cause(taken, options, None), *others]

    def _apart(self, found: Found, shifts: Sequence[tuple[int, Solution]]) -> list[Cause]:
        """The causes that the solutions never connect."""
        split = [_components(solution, self.puzzle) for solution in found.solutions]
        causes = []
        for block in _blocks(split, self.puzzle):
            options: dict[tuple[Solution, ...], _Option] = {}
            for components in split:
                own = tuple(c for c in components if self._mask(c) & block & self.puzzle.failing)
                # Solutions that differ elsewhere alone are one option here, not rivals of one
                # another.
                if own not in options:
                    options[own] = self._option(own)
            moved = [self._shift(changes) for lines, changes in shifts if lines == block]
            causes.append(self._cause(block, (*options.values(), *moved), found))
        return causes

    def _mask(self, solution: Solution) -> int:
        mask = 0
        for cell, _ in solution:
            mask |= self.puzzle.masks[cell]
        return mask

    def _option(self, components: Sequence[Solution]) -> _Option:
        slips = []
        for component in components:
            edits = self._edits(component)
            slips.append((pattern_of(edits, self.puzzle), edits))
        return self._ranked(slips, sum(map(len, components)))

    def _shift(self, changes: Solution) -> _Option:
        return self._ranked([(Pattern.SHIFTED_ROW, self._edits(changes))], SHIFT_COST)

    def _ranked(self, slips: Sequence[tuple[Pattern, tuple[Edit, ...]]], cost: int) -> _Option:
        option = _Option(tuple(slips), cost, rank(slips, self.puzzle, self.told))
        changes = self._repair(option, rivals=0)
        cells = {change.cell for change in changes.changes}
        mended = sum(
            would_vanish(outcome, (changes,))
            for outcome in self.others
            if not cells.isdisjoint(outcome.cells)
        )
        # What it mends beyond the sums weighs like what is told elsewhere of its cells, and no
        # more.
        return replace(option, rank=(option.rank[0] - mended, *option.rank[1:]))

    def _edits(self, solution: Solution) -> tuple[Edit, ...]:
        return tuple(Edit(cell, self.puzzle.values[cell], new) for cell, new in solution)

    def _cause(self, lines: int, options: Sequence[_Option], found: Found | None) -> Cause:
        failed = {
            (line.rule, line.place)
            for number, line in enumerate(self.puzzle.lines)
            if lines >> number & 1
        }
        ordered = sorted(options, key=lambda option: (option.cost, option.rank))
        repairs: list[Repair] = []
        # Rivals are of the same cost: a dearer repair makes a cheaper one no less certain.
        for _, group in groupby(ordered, key=lambda option: option.cost):
            equal = list(group)
            repairs += [self._repair(option, len(equal) - 1) for option in equal]
        listed = tuple(repairs[:LISTED])
        best = [option for option in ordered if option.cost == ordered[0].cost]
        return Cause(
            outcomes=tuple(
                outcome
                for outcome in self.outcomes
                if outcome.result is Result.FAIL
                and (
                    (outcome.rule, outcome.place) in failed
                    or self._is_hint(outcome, failed)
                    or would_vanish(outcome, listed)
                )
            ),
            repairs=listed,
            cells=len(ordered[0].edits) if ordered else found.cells if found else 0,
            complete=found.complete if found else True,
            one_slip=bool(best) and all(o.pattern is not Pattern.SEVERAL for o in best),
            trading=found.trading if found else False,
        )

    def _is_hint(self, outcome: Outcome, failed: set[tuple[str, str]]) -> bool:
        """Whether it only restates gaps of an equation, all of which are among the failed ones."""
        equation = self.puzzle.system.hints.get(outcome.rule)
        return equation is not None and all(
            (other.rule, other.place) in failed
            for other in self.outcomes
            if other.rule == equation and other.result is Result.FAIL
        )

    def _repair(self, option: _Option, rivals: int) -> Repair:
        refs = self.puzzle.system.form.refs
        return Repair(
            changes=tuple(
                Change(refs[edit.cell], decimal_of(edit.old), decimal_of(edit.new))
                for edit in option.edits
            ),
            pattern=option.pattern,
            rivals=rivals,
        )


def decimal_of(number: Number) -> Decimal:
    """The same number as an exact decimal; the numbers here all end."""
    if isinstance(number, int):
        return Decimal(number)
    places = 0
    # Ends: a number that no decimal can write is none that a cell may hold (system.may_hold).
    while number.denominator != 1:
        number, places = Fraction(number * 10), places + 1
    return Decimal(number.numerator).scaleb(-places)


def _components(solution: Solution, puzzle: Puzzle) -> tuple[Solution, ...]:
    """The changes of a solution in groups that share no line, in form order."""
    groups: list[tuple[int, list[tuple[int, Number]]]] = []
    for change in solution:
        mask, members = puzzle.masks[change[0]], [change]
        apart = []
        for other, changes in groups:
            if other & mask:
                mask, members = mask | other, changes + members
            else:
                apart.append((other, changes))
        groups = [*apart, (mask, members)]
    return tuple(sorted(tuple(sorted(members)) for _, members in groups))


def _blocks(split: Iterable[Sequence[Solution]], puzzle: Puzzle) -> list[int]:
    """The failing lines in groups that no component of any solution connects, as bits."""
    blocks: list[int] = []
    for components in split:
        for component in components:
            mask = 0
            for cell, _ in component:
                mask |= puzzle.masks[cell]
            mask &= puzzle.failing
            touched = [block for block in blocks if block & mask]
            for block in touched:
                mask |= block
            blocks = [*(block for block in blocks if not block & mask), mask]
    # By the first line of each, which is form order.
    return sorted(blocks, key=lambda block: block & -block)


def _widest(shifts: Sequence[tuple[int, Solution]]) -> int | None:
    """The lines of the shift that mends most; ``None`` where shifts vie for the same lines."""
    if not shifts:
        return None
    best = max((lines for lines, _ in shifts), key=int.bit_count)
    # Two rows that would each mend part of the same lines: taking one would be a guess.
    rival = any(lines != best and lines & best and lines & ~best for lines, _ in shifts)
    return None if rival or best.bit_count() < SHIFT_COST else best


def _blank_causes(system: System, report: Report, outcomes: Sequence[Outcome]) -> Iterable[Cause]:
    for cell, (value, lines) in blank_totals(system, report, outcomes).items():
        undecided = {(line.rule, line.place) for line in lines}
        change = Change(system.form.refs[cell], None, decimal_of(value))
        yield Cause(
            outcomes=tuple(
                outcome
                for outcome in outcomes
                if outcome.result is Result.UNDECIDED and (outcome.rule, outcome.place) in undecided
            ),
            repairs=(Repair((change,), Pattern.BLANK_TOTAL, rivals=0),),
            cells=1,
            complete=True,
            one_slip=False,
        )
