"""Kinds about a report and those of the bodies below it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from checker.checks.across.side_by_side import Between, side_by_side
from checker.checks.across.years import number_in
from checker.checks.context import layout_of
from checker.checks.engine import judge_relations, made_ready
from checker.i18n import LANGUAGES, translate
from checker.model import Cell, Outcome, Result, State
from checker.rulebook.grammar import ROWS
from checker.rulebook.joint_form import (
    CHILD,
    CHILDREN,
    OWN,
    PARENT,
    ROLES,
    level_form,
    level_ref,
    plain_ref,
    with_bodies,
)
from checker.rulebook.kinds.across import NO_OWN, LevelsSpec, RollUpSpec
from checker.rulebook.kinds.relations import RelationSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from checker.checks.across.pairing import Level
    from checker.checks.engine import Ready
    from checker.model import CellRef, Report
    from checker.rulebook.form import Form
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


@lru_cache(maxsize=64)  # of a rule book: its rules between levels, for each table and layout
def _relation_of_levels(rulebook: Rulebook, rule_id: str, layout: str, table: str) -> Ready:
    """A rule on the cells of one table in all roles side by side."""
    rule = next(one for one in rulebook.rules if one.id == rule_id)
    assert isinstance(rule.spec, LevelsSpec)
    form = rulebook.form(layout)
    relation = RelationSpec({form.code: (rule.spec.relation,)}, ROWS)
    plain = replace(rule, kind="bound", table=table, spec=relation)
    return made_ready(level_form(form, table), [plain], rulebook)


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
    plain: dict[tuple[CellRef, ...], tuple[CellRef, ...]] = {}  # the same for every child
    sets = [(child,) for child in level.below] if spec.each else [level.below]
    for table in (table for table in spec.tables if table in form.tables):
        made = _relation_of_levels(rulebook, rule.id, layout, table)
        beside = made.form
        sheets = [
            side_by_side(
                reports[level.parent], beside, _cells(level, below, table, reports, rulebook)
            )
            for below in sets
        ]
        answers = judge_relations(made, sheets)
        for below, sheet, outcomes in zip(sets, sheets, answers, strict=True):
            named = None
            if any(one.result is not Result.PASS for one in outcomes):
                named = with_bodies(beside, _names(level, below, reports))
            indexes = (level.parent, *below, *_own(spec, level))
            for one in outcomes:
                if one.result is Result.UNDECIDED:
                    continue
                refs = plain.get(one.cells)
                if refs is None:
                    refs = plain[one.cells] = tuple(dict.fromkeys(map(plain_ref, one.cells)))
                told = _without_nobody(one, level)
                if one.result is Result.FAIL:
                    first = reports[below[0]].body or ""
                    told = _told(told, rule, level, below, first=first, sheet=sheet)
                yield Between(
                    told._replace(report=level.parent),
                    indexes,
                    tuple((index, ref) for ref in refs for index in indexes),
                    named,
                    sheet,
                    place=str(refs[0]) if len(refs) == 1 else None,
                )
            yield from _undecided_together(outcomes, indexes, reports, named, sheet)


def _own(spec: LevelsSpec, level: Level) -> tuple[int, ...]:
    return (level.own,) if OWN in spec.relation.names and level.own is not None else ()


def _without_nobody(outcome: Outcome, level: Level) -> Outcome:
    """The working without the own body of a level that has none: nobody reported that 0."""
    working = outcome.working
    if working is None or level.own is not None:
        return outcome
    left, right = (
        tuple(term for term in side if term.ref is None or term.ref.column != OWN)
        for side in (working.left, working.right)
    )
    cells = tuple(ref for ref in outcome.cells if ref.column != OWN)
    return outcome._replace(working=working._replace(left=left, right=right), cells=cells)


def _told(
    outcome: Outcome,
    rule: Rule,
    level: Level,
    below: Sequence[int],
    *,
    first: str,
    sheet: Report,
) -> Outcome:
    """The outcome with its figures: the parent's, the own body's, and those below.

    ``first`` is the name of the first of these, for a relation with one of them.
    """
    ref = plain_ref(outcome.cells[0])
    roles = {"parent": PARENT, "own": OWN, "theirs": CHILD if len(below) == 1 else CHILDREN}
    found = {name: number_in(sheet, level_ref(ref, role)) for name, role in roles.items()}
    facts = {name: format(number, "f") for name, number in found.items() if number is not None}
    facts |= {"other": first, "below": str(len(below))}
    without = outcome.case is None and level.own is None and NO_OWN in rule.message
    return outcome._replace(case=NO_OWN if without else outcome.case, facts=facts)


def _undecided_together(
    outcomes: Sequence[Outcome],
    indexes: Sequence[int],
    reports: Sequence[Report],
    named: Form | None,
    sheet: Report,
) -> Iterator[Between]:
    """What cannot be judged, once for all cells of a table: which reports give no number where."""
    open_ones = [one for one in outcomes if one.result is Result.UNDECIDED]
    if not open_ones:
        return
    refs = tuple(dict.fromkeys(plain_ref(ref) for one in open_ones for ref in one.cells))
    unread = [
        (index, ref) for index in indexes for ref in refs if number_in(reports[index], ref) is None
    ]
    told: dict[tuple[int, str], list[str]] = defaultdict(list)
    for index, ref in unread:
        cell = reports[index].cell(ref)
        state = "missing" if cell is None else cell.state.value
        told[index, state].append(str(level_ref(ref, PARENT)))
    lines = ("\t".join((reports[at].body or "", state, *own)) for (at, state), own in told.items())
    cells = tuple(ref for one in open_ones for ref in one.cells if ref.column == PARENT)
    outcome = open_ones[0]._replace(
        report=indexes[0], place=None, cells=cells, working=None, facts={"unread": "\n".join(lines)}
    )
    accused = tuple((indexes[0], ref) for ref in refs)
    operands = tuple(dict.fromkeys((*accused, *unread)))
    place = str(refs[0]) if len(refs) == 1 else None
    yield Between(outcome, tuple(indexes), operands, named, sheet, place=place)


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
    for ref, keys in _level_keys(rulebook, layout, table):
        cells[keys[PARENT]] = parent.cell(ref)
        if len(below) == 1:
            cells[keys[CHILD]] = reports[below[0]].cell(ref)
        cells[keys[CHILDREN]] = _sum(ref, below, reports, number_in(parent, ref))
        if level.own is not None:
            cells[keys[OWN]] = reports[level.own].cell(ref)
        elif not level.has_own:
            cells[keys[OWN]] = _ZERO
    return {ref: cell for ref, cell in cells.items() if cell is not None}


@lru_cache(maxsize=64)
def _level_keys(
    rulebook: Rulebook, layout: str, table: str
) -> tuple[tuple[CellRef, Mapping[str, str]], ...]:
    """Where each cell of a table stands in the table of levels, by role."""
    refs = rulebook.form(layout).tables[table].refs
    return tuple((ref, {role: level_ref(ref, role).key for role in ROLES}) for ref in refs)


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
    """The parent's figures beside the sums of those below: reported, not judged.

    Where reports below are missing only a figure that is less than the sum is worth a word.
    """
    layout = layout_of(reports[level.parent], rulebook)
    if not isinstance(rule.spec, RollUpSpec) or not level.below or layout is None:
        return
    if not level.comparable:
        return
    form = rulebook.form(layout)
    for table in (table for table in rule.spec.tables if table in form.tables):
        differ: dict[str, str] = {}
        cells = []
        still_open = []
        for ref in form.tables[table].refs:
            whole = number_in(reports[level.parent], ref)
            parts = [number_in(reports[index], ref) for index in level.below]
            numbers = [part for part in parts if part is not None]
            if whole is None or len(numbers) < len(parts):
                still_open.append(ref)
            elif whole < (total := sum(numbers, Decimal(0))) or (
                whole != total and not level.missing
            ):
                cells.append(ref)
                differ[str(ref)] = f"{whole} / {total}"
        if level.missing and not differ:
            continue
        result = Result.FAIL if differ else Result.UNDECIDED if still_open else Result.PASS
        cells = cells or still_open
        outcome = Outcome(rule.id, level.parent, table, result, tuple(cells), facts=differ)
        indexes = (level.parent, *level.below)
        operands = tuple((index, ref) for ref in cells for index in indexes)
        yield Between(outcome, indexes, operands)


JUDGES: Mapping[str, Judge] = {
    "between-levels": relations,
    "report-missing": report_missing,
    "roll-up": roll_up,
}
