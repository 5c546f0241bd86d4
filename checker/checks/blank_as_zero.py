"""Blanks read as zero, where the user says so: a second judgement beside the first.

The cells stay what they are. The rules named are asked once more of the reports as if a nought were
printed in every blank; what then used a blank is taken from there and says so
(``BLANK_AS_ZERO`` among its facts), all else from the reports as printed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from checker.checks.engine import evaluate
from checker.model import BLANK_AS_ZERO, Cell, State
from checker.rulebook.kinds.tables import CELL_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from checker.checks.across.side_by_side import Between
    from checker.model import CellRef, Outcome, Report
    from checker.rulebook.rule import Rule, Rulebook

One = TypeVar("One")
Key = TypeVar("Key", bound="Hashable")
YES = "yes"


def is_named(rule: Rule, names: Iterable[str]) -> bool:
    """Whether a rule reads blanks as zero: by the beginning of its id; an empty one means all.

    What a cell holds is asked of the cell itself: a blank is told as a blank whatever it means.
    """
    return rule.kind not in CELL_KINDS and any(map(rule.id.startswith, names))


def with_zeros(report: Report) -> Report:
    """The report as if a nought were printed in every blank; the same where there is none."""
    blanks = {key for key, cell in report.cells.items() if cell.state is State.BLANK}
    if not blanks:
        return report
    cells = {
        key: Cell(State.NUMBER, cell.raw, Decimal(0), place=cell.place) if key in blanks else cell
        for key, cell in report.cells.items()
    }
    return replace(report, cells=cells)


@dataclass(frozen=True, slots=True)
class Judged:
    """All outcomes, in the order of ``evaluate``; the rules that used a blank, by report.

    A rule that is asked only where another is undecided is among these although it says nothing.
    """

    outcomes: Sequence[Outcome]
    used: Mapping[int, tuple[str, ...]]


def judged(
    outcomes: Sequence[Outcome],
    reports: Sequence[Report],
    rulebook: Rulebook,
    names: Sequence[str],
) -> Judged:
    """What the rules say where those named read blanks as zero."""
    rules = [rule for rule in rulebook.rules if is_named(rule, names)]
    read = [with_zeros(report) for report in reports]
    changed = [at for at, report in enumerate(reports) if read[at] is not report]
    if not rules or not changed:
        return Judged(outcomes, {})
    found = evaluate([read[at] for at in changed], rulebook)
    again = [one._replace(report=changed[one.report]) for one in found]
    ids = {rule.id for rule in rules}
    order = {rule.id: number for number, rule in enumerate(rulebook.rules)}

    def marked(one: Outcome) -> Outcome | None:
        operands = ((one.report, ref) for ref in one.cells)
        if one.rule not in ids or not has_blank(reports, operands):
            return None
        return one._replace(facts={**one.facts, BLANK_AS_ZERO: YES})

    taken, used = _taken(outcomes, again, lambda one: (one.report, one.rule), marked)
    taken.sort(key=lambda one: (one.report, order[one.rule]))
    by_report: dict[int, tuple[str, ...]] = {}
    for at, rule in sorted(used, key=lambda one: (one[0], order[one[1]])):
        by_report[at] = (*by_report.get(at, ()), rule)
    return Judged(taken, by_report)


def judged_between(
    found: Sequence[Between],
    again: Sequence[Between],
    reports: Sequence[Report],
    rulebook: Rulebook,
    names: Sequence[str],
) -> list[Between]:
    """The same of what rules said of several reports: ``again`` of those ``with_zeros``."""
    ids = {rule.id for rule in rulebook.rules if is_named(rule, names)}

    def marked(one: Between) -> Between | None:
        if one.outcome.rule not in ids or not has_blank(reports, one.operands):
            return None
        facts = {**one.outcome.facts, BLANK_AS_ZERO: YES}
        return replace(one, outcome=one.outcome._replace(facts=facts))

    taken, _ = _taken(found, again, lambda one: (one.outcome.rule, one.reports), marked)
    return taken


def has_blank(reports: Sequence[Report], operands: Iterable[tuple[int, CellRef]]) -> bool:
    """Whether one of these cells is blank as printed."""
    cells = (reports[at].cell(ref) for at, ref in operands)
    return any(cell is not None and cell.state is State.BLANK for cell in cells)


def _taken(
    first: Sequence[One],
    again: Iterable[One],
    key: Callable[[One], Key],
    marked: Callable[[One], One | None],
) -> tuple[list[One], set[Key]]:
    """The first judgement, but the second wherever a rule used a blank in either; and where."""
    second: dict[Key, list[One]] = defaultdict(list)
    used: set[Key] = set()
    for one in again:
        mark = marked(one)
        second[key(one)].append(one if mark is None else mark)
        if mark is not None:
            used.add(key(one))
    used |= {key(one) for one in first if marked(one) is not None}
    taken: list[One] = []
    done: set[Key] = set()
    for one in first:
        if key(one) not in used:
            taken.append(one)
        elif key(one) not in done:
            done.add(key(one))
            taken += second[key(one)]
    for name, own in second.items():
        if name in used - done:
            taken += own
    return taken, used
