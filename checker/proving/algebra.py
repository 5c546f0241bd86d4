"""Rules held against one another: which is implied by others, and which cannot hold with them.

Only relations without conditions take part (no years, bodies or ``where_undecided``), because
only they hold of every report. Counts are whole, so ``<`` is taken as ``at least 1 less``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.proving.feasible import feasible
from checker.rulebook.kinds.relations import RelationSpec
from checker.rulebook.linear_form import LinearForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.checks.compile import RulePlan
    from checker.model import CellRef
    from checker.rulebook.grammar import Placed


def unconditional(plan: RulePlan) -> bool:
    """Whether a rule holds of every report of its form, and is one relation or several."""
    rule = plan.rule
    return (
        isinstance(rule.spec, RelationSpec)
        and not rule.spec.where_undecided
        and not rule.unless_body
        and rule.years == (None, None)
    )


def implied(plan: RulePlan, others: Sequence[RulePlan]) -> tuple[str, ...]:
    """Rules that together leave this one nothing to find; empty when it finds something.

    The rules named are a set from which none can be left out.
    """
    own = [placed for group in plan.placed for placed in group]
    if not own or not _follows(own, others):
        return ()
    return tuple(one.rule.id for one in _needed(own, others))


def _needed(own: Sequence[Placed], others: Sequence[RulePlan]) -> Sequence[RulePlan]:
    kept = list(others)
    # Each tried away once, in order: what is left is a set from which none can go, not the
    # smallest.
    for one in others:
        fewer = [other for other in kept if other is not one]
        if _follows(own, fewer):
            kept = fewer
    return kept


def _follows(own: Iterable[Placed], others: Sequence[RulePlan]) -> bool:
    given = list(_conditions(others))
    for placed in own:
        near = _connected(placed, given)
        for opposite in placed.form.opposites:
            if feasible([*near, opposite.of_whole_numbers]):
                return False
    return True


def contradicted(plan: RulePlan, others: Sequence[RulePlan]) -> dict[str, tuple[CellRef, ...]]:
    """For each place, the operands that only 0 fits once the other rules hold too.

    An operand that the rule by itself already holds at 0 (``regulations = 0``), or that cannot
    be above 0 without this rule, is not counted. All operands of a place are named when the
    rules cannot hold together at all.
    """
    given = list(_conditions(others))
    found = {}
    for place, group in zip(plan.places, plan.placed, strict=True):
        own = list(_closed(group))
        refs = tuple(dict.fromkeys(ref for placed in group for ref in placed.refs))
        near = [condition for placed in group for condition in _connected(placed, given)]
        # By identity, for a mapping of factors has no hash; a condition twice would do no harm.
        near = list({id(condition): condition for condition in near}.values())
        if own and not feasible([*near, *own]):
            found[place] = refs
            continue
        stuck = []
        for ref in refs:
            some = LinearForm({ref: 1}, -1, ">=")
            if (
                not feasible([*near, *own, some])
                and feasible([*own, some])
                and feasible([*near, some])
            ):
                stuck.append(ref)
        if stuck:
            found[place] = tuple(stuck)
    return found


def _conditions(plans: Iterable[RulePlan]) -> Iterator[LinearForm[CellRef]]:
    for plan in plans:
        for group in plan.placed:
            yield from _closed(group)


def _closed(group: Iterable[Placed]) -> Iterator[LinearForm[CellRef]]:
    """The relations as conditions; ``!=`` bounds nothing and is left out."""
    return (one.form.of_whole_numbers for one in group if one.comparison != "!=")


def _connected(placed: Placed, given: Sequence[LinearForm[CellRef]]) -> list[LinearForm[CellRef]]:
    """The conditions that share cells with a relation, directly or through others."""
    cells = set(placed.refs)
    by_cell: dict[CellRef, list[int]] = {}
    for number, condition in enumerate(given):
        for cell in condition.factors:
            by_cell.setdefault(cell, []).append(number)
    chosen: set[int] = set()
    waiting = sorted(cells)
    while waiting:
        for number in by_cell.get(waiting.pop(), ()):
            if number not in chosen:
                chosen.add(number)
                new = set(given[number].factors) - cells
                cells |= new
                waiting += sorted(new)
    return [given[number] for number in sorted(chosen)]
