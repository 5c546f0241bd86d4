"""One cause, one entry: which outcomes follow from which.

A table of knowledge about the catalogued rules, not of arithmetic: a relation that could not be
judged follows from the finding that tells of its missing, doubtful, worded or blank cell; a
suspect unit follows from the cell that is not a number; a hint goes with what it explains.

Failures of crossing relations (T3-01, T3-02, T3-03 in one row and column) have one cause where
``locate`` found a single slip that explains them all; the first of them is then the entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model import Result, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from checker.model import CellRef, Outcome, Period, Report
    from checker.rulebook.form import Form

SECTION_MISSING = "ST-01"
TABLE_MISSING = "ST-02"
ROWS_AND_COLUMNS = "ST-04"
BLANK = "ST-05"
NOT_A_NUMBER = "ST-06"
NOT_WHOLE = "ST-07"
YEARS_DIFFER = "ST-10"
PERIOD = "ST-11"
DOUBTFUL = "ST-20"
UNIT = "T2-07"
BALANCE = "T3-01"
COMPENSATING = "T3-04"


def roots(
    outcomes: Sequence[Outcome],
    report: Report,
    form: Form | None,
    slips: Iterable[Sequence[int]] = (),
) -> Mapping[int, int]:
    """Which outcome each outcome follows from, by index; those that stand alone are left out.

    ``outcomes`` are one report's, passes left out; each of ``slips`` are outcomes that a single
    slip explains, in order. A root never follows from anything itself.
    """
    cause_of = {
        index: cause
        for index, outcome in enumerate(outcomes)
        if (cause := _cause(outcome, outcomes, report, form)) is not None and cause != index
    }
    for slip in slips:
        alone = [index for index in slip if index not in cause_of]
        cause_of |= dict.fromkeys(alone[1:], alone[0]) if alone else {}
    return {index: _root(index, cause_of) for index in cause_of}


def _root(index: int, cause_of: Mapping[int, int]) -> int:
    seen = {index}
    while index in cause_of and cause_of[index] not in seen:
        index = cause_of[index]
        seen.add(index)
    return index


def _cause(
    outcome: Outcome, outcomes: Sequence[Outcome], report: Report, form: Form | None
) -> int | None:
    if outcome.rule == COMPENSATING and outcome.result is Result.FAIL:
        return _first(outcomes, BALANCE, lambda o: o.result is Result.FAIL)
    if outcome.rule in (UNIT, NOT_WHOLE) and outcome.result is Result.FAIL:
        return _first(outcomes, NOT_A_NUMBER, lambda o: _share(o.cells, outcome.cells))
    if outcome.rule == PERIOD and outcome.result is Result.FAIL and _is_whole_year(report.period):
        return _first(outcomes, YEARS_DIFFER, lambda o: o.result is Result.FAIL)
    if outcome.rule == TABLE_MISSING and form is not None:
        return _section_missing(outcome, outcomes, form)
    if outcome.result is Result.UNDECIDED and outcome.rule != DOUBTFUL:
        return _obstacle(outcome, outcomes, report)
    return None


def _is_whole_year(period: Period | None) -> bool:
    """A period from 1 January to 31 December of one year: only its year can be at issue."""
    if period is None or not period.start or not period.end:
        return False
    year = period.start[:4]
    return period.start == f"{year}-01-01" and period.end == f"{year}-12-31"


def _section_missing(outcome: Outcome, outcomes: Sequence[Outcome], form: Form) -> int | None:
    """A table that is missing with its whole section."""
    table = form.tables.get(outcome.place or "")
    if table is None:
        return None
    section = str(table.section)
    return _first(
        outcomes, SECTION_MISSING, lambda o: o.result is Result.FAIL and o.place == section
    )


def _obstacle(outcome: Outcome, outcomes: Sequence[Outcome], report: Report) -> int | None:
    """The finding that tells of the cell which kept this outcome from being decided."""
    tables = {ref.table for ref in outcome.cells} or {outcome.place or ""}
    missing = {ref for ref in outcome.cells if report.cell(ref) is None}
    found = _first(outcomes, TABLE_MISSING, lambda o: o.place in tables)
    if found is None and missing:
        found = _telling(outcomes, ROWS_AND_COLUMNS, missing)
    for state, rules in (
        (State.DOUBTFUL, (DOUBTFUL,)),
        (State.TEXT, (NOT_A_NUMBER, BLANK)),
        (State.BLANK, (BLANK,)),
    ):
        cells = {
            ref for ref in outcome.cells if (c := report.cell(ref)) is not None and c.state is state
        }
        for rule in rules:
            if found is None and cells and rule != outcome.rule:
                found = _telling(outcomes, rule, cells)
    return found


def _telling(outcomes: Sequence[Outcome], rule: str, cells: set[CellRef]) -> int | None:
    """A rule's outcome that names one of these cells, or else their table."""
    tables = {ref.table for ref in cells}
    exact = _first(outcomes, rule, lambda o: _share(o.cells, cells))
    if exact is not None:
        return exact
    return _first(
        outcomes,
        rule,
        lambda o: not o.cells and (o.place in tables or o.facts.get("table") in tables),
    )


def _share(cells: Iterable[CellRef], others: Iterable[CellRef]) -> bool:
    return not set(cells).isdisjoint(others)


def _first(outcomes: Sequence[Outcome], rule: str, test: Callable[[Outcome], bool]) -> int | None:
    return next((i for i, o in enumerate(outcomes) if o.rule == rule and test(o)), None)
