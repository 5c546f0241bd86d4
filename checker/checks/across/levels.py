"""Kinds about a report and those of the bodies below it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from checker.checks.across.level_cells import LevelCells
from checker.checks.across.side_by_side import Between
from checker.checks.across.years import number_in
from checker.checks.engine import judge_relations, made_ready
from checker.i18n import LANGUAGES, translate
from checker.model import Outcome, Result
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
from checker.rulebook.kinds.across import NO_OWN, LevelsSpec, RollUpSpec
from checker.rulebook.kinds.relations import RelationSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from checker.checks.across.pairing import Level
    from checker.checks.engine import Ready
    from checker.model import CellRef, Report
    from checker.rulebook.form import Form
    from checker.rulebook.rule import Rule, Rulebook

    Judge: TypeAlias = Callable[[Rule, LevelCells], Iterator[Between]]


def judge_levels(
    levels: Sequence[Level], reports: Sequence[Report], rulebook: Rulebook
) -> list[Between]:
    """What the rules between levels say of each level, in the order of levels and rules."""
    found: list[Between] = []
    for level in levels:
        held = LevelCells(level, reports, rulebook)
        for rule in rulebook.rules:
            if rule.kind in JUDGES:
                found += JUDGES[rule.kind](rule, held)
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


def relations(rule: Rule, held: LevelCells) -> Iterator[Between]:
    """A relation over every cell of some tables: of each report below, or of them together.

    The reports below, one by one, are rows of one frame.
    """
    spec, level, form = rule.spec, held.level, held.form
    assert isinstance(spec, LevelsSpec)
    ready = not spec.complete or (level.complete and not level.missing)
    if not (level.comparable and level.below and ready) or form is None:
        return
    reports = held.reports
    sets = [(child,) for child in level.below] if spec.each else [level.below]
    for table in (table for table in spec.tables if table in form.tables):
        made = _relation_of_levels(held.rulebook, rule.id, form.layout, table)
        beside = made.form
        sheets = [held.sheet(below, table, beside) for below in sets]
        answers = judge_relations(made, sheets)
        plain: dict[str | None, tuple[CellRef, ...]] = {}  # the same for every child
        for below, sheet, outcomes in zip(sets, sheets, answers, strict=True):
            named = None
            if any(one.result is not Result.PASS for one in outcomes):
                named = with_bodies(beside, _names(level, below, reports))
            indexes = (level.parent, *below, *_own(spec, level))
            for one in outcomes:
                if one.result is Result.UNDECIDED:
                    continue
                # Of a pass all cells of its place, so that they are known by it: 190 a report.
                refs = plain.get(one.place) if one.result is Result.PASS else None
                if refs is None:
                    refs = tuple(dict.fromkeys(map(plain_ref, one.cells)))
                    if one.result is Result.PASS:
                        plain[one.place] = refs
                told = _without_nobody(one, level)
                if one.result is Result.FAIL:
                    first = reports[below[0]].body or ""
                    told = _told(told, rule, level, below, first=first, sheet=sheet)
                yield Between(
                    Outcome(told.rule, level.parent, *told[2:]),
                    indexes,
                    tuple([(index, ref) for ref in refs for index in indexes]),
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


def report_missing(rule: Rule, held: LevelCells) -> Iterator[Between]:
    """Whether every body that the list names below this one has a report of the year."""
    level = held.level
    result = Result.FAIL if level.missing else Result.PASS
    facts = {
        "missing_bodies": "、".join(level.missing),
        "bodies": str(len(level.missing)),
        "year": str(held.parent.year),
    }
    yield Between(
        Outcome(rule.id, level.parent, None, result, facts=facts), (level.parent, *level.below)
    )


def roll_up(rule: Rule, held: LevelCells) -> Iterator[Between]:
    """The parent's figures beside the sums of those below: reported, not judged.

    Where reports below are missing only a figure that is less than the sum is worth a word.
    """
    level, form = held.level, held.form
    if not isinstance(rule.spec, RollUpSpec) or not level.below or form is None:
        return
    if not level.comparable:
        return
    for table in (table for table in rule.spec.tables if table in form.tables):
        differ: dict[str, str] = {}
        cells = []
        still_open = []
        below = zip(*held.numbers(table), strict=True)
        for ref, parts in zip(form.tables[table].refs, below, strict=True):
            whole = number_in(held.parent, ref)
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
