"""One cause, one entry: which outcomes follow from which.

A failure follows from that of another rule where its own rule says so (``follows_from`` in the
rule file) and both are about the same: the same cells, the same section, the year of the period.
A failure between two years at a part (法律服务机构) follows from that at the whole (总计).
A relation that could not be judged follows from the finding that tells of its missing, doubtful,
worded or blank cell; which rules tell of such cells is in their kind. What needs the report year or
the text follows from the finding that these were not read; of several reports, what one rule leaves
open is one entry.

Failures of crossing relations (a balance and two sums in one row and column) have one cause where
``locate`` found a single slip that explains them all; the first of them is then the entry.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from checker.model import Result, State
from checker.rulebook.kinds.across import YearsSpec
from checker.rulebook.kinds.claims import EMPTY_TABLE
from checker.rulebook.kinds.kind import NEEDS_TEXT, NEEDS_YEAR
from checker.rulebook.kinds.tables import (
    BLANK,
    KINDS,
    NUMERIC,
    READING,
    ROWS_AND_COLUMNS,
    SECTIONS,
    TABLES,
    UNIT,
    YEAR,
    YEAR_UNKNOWN,
)
from checker.rulebook.rule import BY_CELLS, BY_PARTS, BY_SECTION, BY_UNIT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from checker.model import CellRef, Outcome, Period, Report
    from checker.rulebook.form import Form
    from checker.rulebook.rule import Rule

_TELLING = (
    (State.DOUBTFUL, (READING,)),
    (State.TEXT, (NUMERIC, UNIT, BLANK)),
    (State.BLANK, (BLANK,)),
)
"""The kinds that tell of a cell without a number, by what it holds; the first that does counts."""


def roots(
    outcomes: Sequence[Outcome],
    report: Report,
    form: Form | None,
    rules: Mapping[str, Rule],
    slips: Iterable[Sequence[int]] = (),
) -> Mapping[int, int]:
    """Which outcome each outcome follows from, by index; those that stand alone are left out.

    ``outcomes`` are one report's, passes left out; ``rules`` their rules by id; each of ``slips``
    are outcomes that a single slip explains, in order. A root never follows from anything itself.
    """
    told = _Told(outcomes, report, form, rules)
    cause_of = {
        index: cause
        for index, outcome in enumerate(outcomes)
        if (cause := told.cause(outcome)) is not None and cause != index
    }
    for slip in slips:
        # What already follows from something else is told there; the first of the rest is the
        # entry.
        alone = [index for index in slip if index not in cause_of]
        cause_of |= dict.fromkeys(alone[1:], alone[0]) if alone else {}
    cause_of = _without_rings(cause_of)
    return {index: _root(index, cause_of) for index in cause_of}


def _root(index: int, cause_of: Mapping[int, int]) -> int:
    while index in cause_of:
        index = cause_of[index]
    return index


def _without_rings(cause_of: Mapping[int, int]) -> dict[int, int]:
    """The same, with the first of each ring standing alone: else none of them would be an entry.

    Rules cannot follow from one another in a ring, the rule book refuses that. A rule and a kind
    can: a rule on texts that follows from a sum, and the sum undecided for that very text.
    """
    found = dict(cause_of)
    for start in sorted(found):
        way = [start]
        while way[-1] in found and found[way[-1]] not in way:
            way.append(found[way[-1]])
        if way[-1] in found:
            del found[min(way[way.index(found[way[-1]]) :])]
    return found


class _Told:
    """What is told of a report, searched for the cause of one outcome."""

    def __init__(
        self,
        outcomes: Sequence[Outcome],
        report: Report,
        form: Form | None,
        rules: Mapping[str, Rule],
    ) -> None:
        self.outcomes = outcomes
        self.report = report
        self.form = form
        self.rules = rules
        # By rule and kind: a text may state a number ten thousand times, each asking for its cause.
        self._of_rule: dict[str, list[int]] = defaultdict(list)
        self._of_kind: dict[str, list[int]] = defaultdict(list)
        for index, outcome in enumerate(outcomes):
            self._of_rule[outcome.rule].append(index)
            self._of_kind[rules[outcome.rule].kind].append(index)

    def cause(self, outcome: Outcome) -> int | None:
        """The index of the outcome that this one follows from."""
        rule = self.rules[outcome.rule]
        if outcome.result is Result.FAIL:
            if outcome.case == EMPTY_TABLE:
                # All that the text counts stands against one table that was not filled in.
                table = outcome.facts.get("table")
                pairs = enumerate(self.outcomes)
                return next(
                    i for i, o in pairs if o.case == EMPTY_TABLE and o.facts.get("table") == table
                )
            for other, link in rule.follows_from.items():
                found = self._linked(outcome, other, link)
                if found is not None:
                    return found
            if isinstance(rule.spec, YearsSpec) and outcome.place != (whole := rule.spec.whole):
                return self._first(
                    rule.id,
                    lambda o: o.result is Result.FAIL and whole is not None and o.place == whole,
                )
        if outcome.result is Result.UNDECIDED and rule.kind != READING:
            return self._obstacle(outcome)
        return None

    def _linked(self, outcome: Outcome, other: str, link: str) -> int | None:
        """The failure of another rule that is about the same."""
        if link == BY_CELLS:
            return self._first(other, lambda o: _share(o.cells, outcome.cells))
        if link == BY_SECTION:
            table = self.form.tables.get(outcome.place or "") if self.form else None
            section = str(table.section) if table else None
            return self._first(
                other,
                lambda o: o.result is Result.FAIL and section is not None and o.place == section,
            )
        if link == BY_PARTS:
            return self._first(other, lambda o: _gives_the_same(o, outcome))
        if link == BY_UNIT:
            return self._first(other, lambda o: _is_of_the_unit(o, outcome))
        if not _is_whole_year(self.report.period):
            return None
        return self._first(other, lambda o: o.result is Result.FAIL)

    def _obstacle(self, outcome: Outcome) -> int | None:
        """The finding that tells of the cell which kept this outcome from being decided."""
        tables = {ref.table for ref in outcome.cells} or {outcome.place or ""}
        found = self._first_of_kind(TABLES, lambda o: o.place in tables)
        missing = {ref for ref in outcome.cells if self.report.cell(ref) is None}
        if found is None and missing:
            found = self._telling(ROWS_AND_COLUMNS, missing)
        for state, kinds in _TELLING:
            cells = {ref for ref in outcome.cells if self._holds(ref, state)}
            for kind in kinds:
                if found is None and cells and kind != self.rules[outcome.rule].kind:
                    found = self._telling(kind, cells)
        return self._lack(outcome) if found is None else found

    def _lack(self, outcome: Outcome) -> int | None:
        """The finding that tells of the year or the text which this outcome could not do without.

        Of several reports, the first of the rule's outcomes that are open: what one report does not
        print is one cause, in however many columns.
        """
        rule = self.rules[outcome.rule]
        kind = KINDS[rule.kind]
        if kind.comparison is not None:
            return self._first(rule.id, lambda o: o.result is Result.UNDECIDED)
        found = None
        if self.report.year is None and (NEEDS_YEAR in kind.needs or outcome.case == YEAR_UNKNOWN):
            found = self._first_of_kind(YEAR, lambda o: o.result is Result.UNDECIDED)
        if found is None and NEEDS_TEXT in kind.needs:
            whole = outcome.place is None
            found = self._first_of_kind(
                SECTIONS, lambda o: whole or o.place in {None, outcome.place}
            )
        return found

    def _holds(self, ref: CellRef, state: State) -> bool:
        cell = self.report.cell(ref)
        return cell is not None and cell.state is state

    def _telling(self, kind: str, cells: set[CellRef]) -> int | None:
        """An outcome of a kind that names one of these cells, or else their table."""
        tables = {ref.table for ref in cells}
        exact = self._first_of_kind(kind, lambda o: _share(o.cells, cells))
        if exact is not None:
            return exact
        return self._first_of_kind(
            kind,
            lambda o: not o.cells and (o.place in tables or o.facts.get("table") in tables),
        )

    def _first(self, rule: str, test: Callable[[Outcome], bool]) -> int | None:
        return next((i for i in self._of_rule.get(rule, ()) if test(self.outcomes[i])), None)

    def _first_of_kind(self, kind: str, test: Callable[[Outcome], bool]) -> int | None:
        return next((i for i in self._of_kind.get(kind, ()) if test(self.outcomes[i])), None)


def _gives_the_same(total: Outcome, stated: Outcome) -> bool:
    """Whether the parts of a printed total give the number that the text states in its place."""
    if total.result is not Result.FAIL or not _share(total.cells, stated.cells):
        return False
    gap = stated.difference
    return gap is not None and total.difference is not None and gap == -total.difference


def _is_of_the_unit(told: Outcome, other: Outcome) -> bool:
    """Whether both tell of the unit printed in a cell: 251000元, not 约251000元 or 3.5亿元左右."""
    unit = other.facts.get("printed_unit")
    same = bool(unit) and told.facts.get("printed_unit") == unit
    return told.result is Result.FAIL and same and _share(told.cells, other.cells)


def _is_whole_year(period: Period | None) -> bool:
    """A period from 1 January to 31 December of one year: only its year can be at issue."""
    if period is None or not period.start or not period.end:
        return False
    year = period.start[:4]
    return period.start == f"{year}-01-01" and period.end == f"{year}-12-31"


def _share(cells: Iterable[CellRef], others: Iterable[CellRef]) -> bool:
    return not set(cells).isdisjoint(others)
