"""Which cells hold something else now, and whether anybody had asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.findings.records import cell_order
from checker.model import CellRef, Result, State
from checker.rounds.model import Cause, NumberChange, UncertainNumber

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from checker.model import Cell, Checked, Outcome
    from checker.rulebook.rule import Rulebook


def changed_numbers(
    old: Checked, new: Checked, rulebook: Rulebook
) -> tuple[tuple[NumberChange, ...], tuple[UncertainNumber, ...]]:
    """The cells that differ, and those that nobody can say it of, in the order of the form.

    A number is *related* where it
    keeps a relation that held before and holds now with one that was asked for or is related
    itself; who made one of two sums right by spoiling another shows there, by name.
    """
    differing: list[CellRef] = []
    uncertain: list[UncertainNumber] = []
    before, now = old.report.cells, new.report.cells
    # Those of the new report first; a form that both are of has one order.
    keys = (key for one in (new, old) for key in cell_order(one.report, rulebook.forms))
    for key in dict.fromkeys(keys):
        was, became, ref = before.get(key), now.get(key), CellRef.parse(key)
        if _is_doubtful(was) or _is_doubtful(became):
            uncertain.append(UncertainNumber(ref, was, became))
        elif _content(was) != _content(became):
            differing.append(ref)
    asked = _asked(old)
    hard = {rule.id for rule in rulebook.rules if rule.hard}
    related = _related(differing, asked, _kept(old, new, hard))
    changes = []
    for ref in differing:
        cause = Cause.UNASKED
        if ref in asked:
            cause = Cause.ASKED
        elif ref in related:
            cause = Cause.RELATED
        rules = asked.get(ref) or related.get(ref, ())
        changes.append(NumberChange(ref, before.get(str(ref)), now.get(str(ref)), cause, rules))
    return tuple(changes), tuple(uncertain)


def _is_doubtful(cell: Cell | None) -> bool:
    return cell is not None and cell.state is State.DOUBTFUL


def _content(cell: Cell | None) -> object:
    """What a cell says, however it is printed: 1.0 and 1.00 are one number, a blank is none."""
    if cell is None:
        return None
    if cell.state is State.NUMBER:
        return cell.state, cell.value
    return cell.state, "".join(cell.text.split())


def _asked(old: Checked) -> Mapping[CellRef, tuple[str, ...]]:
    """The cells that a finding speaks of, with its rules; one that was accepted asks nothing."""
    found: dict[CellRef, dict[str, None]] = {}
    for finding in old.findings:
        if finding.waived is None:
            for ref in finding.cells:
                found.setdefault(ref, {})[finding.rule] = None
    return {ref: tuple(rules) for ref, rules in found.items()}


def _kept(old: Checked, new: Checked, hard: Collection[str]) -> list[Outcome]:
    """The relations between numbers that held before and hold now."""
    held = {(one.rule, one.place) for one in _holding(old.outcomes, hard)}
    return [one for one in _holding(new.outcomes, hard) if (one.rule, one.place) in held]


def _holding(outcomes: Iterable[Outcome], hard: Collection[str]) -> Iterable[Outcome]:
    return (one for one in outcomes if one.rule in hard and one.result is Result.PASS)


def _related(
    differing: Sequence[CellRef],
    asked: Collection[CellRef],
    kept: Sequence[Outcome],
) -> Mapping[CellRef, tuple[str, ...]]:
    """What changed along with something that was asked for, with the rules that tie them."""
    changed = set(differing)
    ties = [(one.rule, changed.intersection(one.cells)) for one in kept]
    reached = changed.intersection(asked)
    found: dict[CellRef, dict[str, None]] = {}
    before = -1
    while len(reached) > before:
        before = len(reached)
        for rule, cells in ties:
            if cells & reached:
                for ref in cells.difference(asked):
                    found.setdefault(ref, {})[rule] = None
                reached = reached | cells
    return {ref: tuple(rules) for ref, rules in found.items()}
