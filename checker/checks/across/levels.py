"""Kinds about a report and those of the bodies below it, and about bodies beside one another."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

from checker.checks.across.pairing import name_of
from checker.checks.across.side_by_side import Between, side_by_side
from checker.checks.across.years import likeness, number_in
from checker.checks.context import layout_of
from checker.checks.engine import judge_relations
from checker.i18n import LANGUAGES, translate
from checker.model import Cell, Outcome, Result, State
from checker.rulebook.grammar import ROWS
from checker.rulebook.joint_form import (
    CHILD,
    CHILDREN,
    OWN,
    PARENT,
    level_form,
    level_ref,
    plain_ref,
    with_bodies,
)
from checker.rulebook.kinds.across import SAME_AS_ANOTHER, LevelsSpec, RollUpSpec, SameSpec
from checker.rulebook.kinds.relations import RelationSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from checker.checks.across.pairing import Level
    from checker.model import CellRef, Report
    from checker.rulebook.rule import Rule, Rulebook

    Judge: TypeAlias = Callable[[Rule, Level, Sequence[Report], Rulebook], Iterator[Between]]

_ZERO = Cell(State.NUMBER, "0", Decimal(0))


def judge_levels(
    levels: Sequence[Level], reports: Sequence[Report], rulebook: Rulebook
) -> list[Between]:
    """What the rules between levels say of each level, in the order of levels and rules."""
    found: list[Between] = []
    for level in levels:
        for rule in rulebook.rules:
            if rule.kind in JUDGES:
                found += JUDGES[rule.kind](rule, level, reports, rulebook)
    return found


def relations(
    rule: Rule, level: Level, reports: Sequence[Report], rulebook: Rulebook
) -> Iterator[Between]:
    """A relation over every cell of some tables: of each report below, or of them together.

    The reports below, one by one, are rows of one frame.
    """
    spec = rule.spec
    assert isinstance(spec, LevelsSpec)
    ready = not spec.complete or (level.complete and not level.missing)
    layout = layout_of(reports[level.parent], rulebook)
    if not (level.comparable and level.below and ready) or layout is None:
        return
    form = rulebook.form(layout)
    sets = [(child,) for child in level.below] if spec.each else [level.below]
    for table in (table for table in spec.tables if table in form.tables):
        beside = level_form(form, table)
        relation = RelationSpec({form.code: (spec.relation,)}, ROWS)
        plain = replace(rule, kind="bound", table=table, spec=relation)
        sheets = [
            side_by_side(
                reports[level.parent], beside, _cells(level, below, table, reports, rulebook)
            )
            for below in sets
        ]
        answers = judge_relations(beside, [plain], sheets, rulebook)
        for below, sheet, outcomes in zip(sets, sheets, answers, strict=True):
            told = [one for one in outcomes if one.result is not Result.UNDECIDED]
            told += _undecided_together(outcomes)
            named = None
            if any(one.result is not Result.PASS for one in told):
                named = with_bodies(beside, _names(level, below, reports))
            indexes = (level.parent, *below, *_own(spec, level))
            for one in told:
                refs = tuple(dict.fromkeys(map(plain_ref, one.cells)))
                yield Between(
                    one._replace(report=level.parent),
                    indexes,
                    tuple((index, ref) for ref in refs for index in indexes),
                    named,
                    sheet,
                    place=str(refs[0]) if len(refs) == 1 else None,
                )


def _own(spec: LevelsSpec, level: Level) -> tuple[int, ...]:
    return (level.own,) if OWN in spec.relation.names and level.own is not None else ()


def _undecided_together(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """What cannot be judged is told once for all cells of a table, not cell by cell."""
    open_ones = [one for one in outcomes if one.result is Result.UNDECIDED]
    if not open_ones:
        return []
    cells = tuple(ref for one in open_ones for ref in one.cells if ref.column == PARENT)
    return [open_ones[0]._replace(place=None, cells=cells, working=None)]


def _names(
    level: Level, below: Sequence[int], reports: Sequence[Report]
) -> dict[str, Mapping[str, str]]:
    """The names of the columns of the table of levels: the bodies, and how many are summed."""
    bodies = {PARENT: level.parent, OWN: level.own}
    if len(below) == 1:
        bodies[CHILD] = below[0]
    names: dict[str, Mapping[str, str]] = {
        role: dict.fromkeys(LANGUAGES, reports[index].body or role)
        for role, index in bodies.items()
        if index is not None
    }
    count = len(below)
    return names | {
        CHILDREN: {lang: translate("across.sum-of-below", lang, count=count) for lang in LANGUAGES}
    }


def _cells(
    level: Level, below: Sequence[int], table: str, reports: Sequence[Report], rulebook: Rulebook
) -> dict[str, Cell]:
    """The cells of parent, child, children and own body, row by row of the table of levels."""
    parent = reports[level.parent]
    layout = layout_of(parent, rulebook)
    assert layout is not None
    cells: dict[str, Cell | None] = {}
    for ref in rulebook.form(layout).tables[table].refs:
        cells[str(level_ref(ref, PARENT))] = parent.cell(ref)
        if len(below) == 1:
            cells[str(level_ref(ref, CHILD))] = reports[below[0]].cell(ref)
        cells[str(level_ref(ref, CHILDREN))] = _sum(ref, below, reports, number_in(parent, ref))
        if level.own is not None:
            cells[str(level_ref(ref, OWN))] = reports[level.own].cell(ref)
        elif not level.has_own:
            cells[str(level_ref(ref, OWN))] = _ZERO
    return {ref: cell for ref, cell in cells.items() if cell is not None}


def _sum(
    ref: CellRef, below: Sequence[int], reports: Sequence[Report], parent: Decimal | None
) -> Cell | None:
    """The sum of the reports below.

    Where one of them holds no number the sum is open, except that the others alone may already
    exceed the parent's figure: nothing counted is below zero.
    """
    values = [number_in(reports[index], ref) for index in below]
    known = sum((value for value in values if value is not None), Decimal(0))
    if None not in values or (parent is not None and known > parent):
        return Cell(State.NUMBER, format(known, "f"), known)
    states = {cell.state for i in below if (cell := reports[i].cell(ref)) is not None}
    state = next((s for s in (State.DOUBTFUL, State.TEXT) if s in states), State.BLANK)
    return Cell(state, "")


def report_missing(
    rule: Rule, level: Level, reports: Sequence[Report], _rulebook: Rulebook
) -> Iterator[Between]:
    """Whether every body that the list names below this one has a report of the year."""
    result = Result.FAIL if level.missing else Result.PASS
    facts = {
        "missing_bodies": "、".join(level.missing),
        "bodies": str(len(level.missing)),
        "year": str(reports[level.parent].year),
    }
    yield Between(
        Outcome(rule.id, level.parent, None, result, facts=facts), (level.parent, *level.below)
    )


def roll_up(
    rule: Rule, level: Level, reports: Sequence[Report], rulebook: Rulebook
) -> Iterator[Between]:
    """The parent's figures beside the sums of those below: reported, not judged."""
    layout = layout_of(reports[level.parent], rulebook)
    if not isinstance(rule.spec, RollUpSpec) or not level.below or layout is None:
        return
    if not level.comparable:
        return
    form = rulebook.form(layout)
    for table in (table for table in rule.spec.tables if table in form.tables):
        differ: dict[str, str] = {}
        cells = []
        is_open = False
        for ref in form.tables[table].refs:
            whole = number_in(reports[level.parent], ref)
            parts = [number_in(reports[index], ref) for index in level.below]
            numbers = [part for part in parts if part is not None]
            if whole is None or len(numbers) < len(parts):
                is_open = True
            elif whole != (total := sum(numbers, Decimal(0))):
                cells.append(ref)
                differ[str(ref)] = f"{whole} / {total}"
        result = Result.FAIL if differ else Result.UNDECIDED if is_open else Result.PASS
        outcome = Outcome(rule.id, level.parent, table, result, tuple(cells), facts=differ)
        indexes = (level.parent, *level.below)
        operands = tuple((index, ref) for ref in cells for index in indexes)
        yield Between(outcome, indexes, operands)


JUDGES: Mapping[str, Judge] = {
    "between-levels": relations,
    "report-missing": report_missing,
    "roll-up": roll_up,
}


def judge_beside(reports: Sequence[Report], checked: int, rulebook: Rulebook) -> list[Between]:
    """What the rules on two bodies of one year say of every two that print the same figures."""
    return [
        between
        for rule in rulebook.rules
        if rule.kind == SAME_AS_ANOTHER and isinstance(rule.spec, SameSpec)
        for between in _same_as_another(rule, rule.spec, reports[:checked], rulebook)
    ]


def _same_as_another(
    rule: Rule, spec: SameSpec, reports: Sequence[Report], rulebook: Rulebook
) -> Iterator[Between]:
    """Reports are sorted by their figures first, so that only likely ones are held together."""
    for (_year, _layout, figures), indexes in _alike(reports).items():
        several = len({name_of(reports[index]) for index in indexes}) > 1
        if not several or len(figures) < spec.at_least:
            for index in indexes:
                yield Between(Outcome(rule.id, index, None, Result.PASS), (index,))
            continue
        for one, other in combinations(indexes, 2):
            layout = layout_of(reports[one], rulebook)
            if layout is None or name_of(reports[one]) == name_of(reports[other]):
                continue
            refs = rulebook.form(layout).refs
            result, cells = likeness(reports[one], reports[other], refs, spec.at_least)
            facts = {"other": reports[other].body or "", "figures": str(len(cells))}
            outcome = Outcome(rule.id, one, None, result, cells, facts=facts)
            operands = tuple((index, ref) for ref in cells for index in (one, other))
            yield Between(outcome, (one, other), operands)


Figures: TypeAlias = "frozenset[tuple[str, Decimal | None]]"


def _alike(reports: Sequence[Report]) -> Mapping[tuple[int, str | None, Figures], list[int]]:
    """Reports of one year and layout by the numbers that they print."""
    groups: dict[tuple[int, str | None, Figures], list[int]] = {}
    for index, report in enumerate(reports):
        if report.refusal is None and report.year is not None and report.body:
            figures = frozenset(
                (ref, cell.value)
                for ref, cell in report.cells.items()
                if cell.state is State.NUMBER and cell.value
            )
            groups.setdefault((report.year, report.layout, figures), []).append(index)
    return groups
