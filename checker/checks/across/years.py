"""Kinds about a body's reports of two years that follow one another, one row a pair."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.checks.across.copied_sections import copied
from checker.checks.across.prior_year_claims import growth, last_year_quoted
from checker.checks.across.side_by_side import (
    Between,
    shared_refs,
    side_by_side,
    year_facts,
)
from checker.checks.context import layout_of
from checker.checks.engine import judge_relations, made_ready
from checker.checks.outcomes import of_recognised
from checker.model import CellRef, Outcome, Result, Scope, State
from checker.rulebook.joint_form import previous_of, with_year, year_form
from checker.rulebook.kinds.across import (
    AGGREGATED,
    PART,
    SCOPE_UNKNOWN,
    SEVERAL,
    JumpSpec,
    SameSpec,
    YearsSpec,
)
from checker.rulebook.kinds.relations import RelationSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from checker.checks.across.pairing import YearPair
    from checker.checks.engine import Ready
    from checker.model import Cell, Report
    from checker.rulebook.form import Form
    from checker.rulebook.rule import Rule, Rulebook

    Judge = Callable[[Rule, YearPair, Sequence[Report], Rulebook], Iterator[Between]]


def judge_years(
    pairs: Sequence[YearPair], reports: Sequence[Report], rulebook: Rulebook
) -> list[Between]:
    """What the rules between years say of every pair, in the order of pairs and rules."""
    found: dict[int, list[Between]] = {number: [] for number in range(len(pairs))}
    whole = {n: pair for n, pair in enumerate(pairs) if pair.previous is not None}
    sheets: dict[tuple[str, str, str], dict[int, Report]] = {}
    for rule in rulebook.rules:
        if isinstance(rule.spec, YearsSpec):
            for number, between in _relations(rule, whole, reports, rulebook, sheets):
                found[number].append(between)
        elif rule.kind in JUDGES:
            for number, pair in enumerate(pairs):
                judged = JUDGES[rule.kind](rule, pair, reports, rulebook)
                if JUDGES[rule.kind] in _OF_WORDS and _is_recognised(pair, reports):
                    judged = (replace(one, outcome=of_recognised(one.outcome)) for one in judged)
                found[number] += judged
    return [between for number in sorted(found) for between in found[number]]


def _is_recognised(pair: YearPair, reports: Sequence[Report]) -> bool:
    """Whether the words of one of the two are what a reader of pictures made of them."""
    return any(reports[at].is_recognised for at in (pair.this, pair.previous) if at is not None)


def _relations(
    rule: Rule,
    pairs: Mapping[int, YearPair],
    reports: Sequence[Report],
    rulebook: Rulebook,
    known: dict[tuple[str, str, str], dict[int, Report]],
) -> Iterator[tuple[int, Between]]:
    """All pairs printed on the same two layouts are rows of the same frames.

    ``known`` are the pairs laid out before, by the two layouts and by how last year's stands there.
    """
    spec = rule.spec
    assert isinstance(spec, YearsSpec)
    by_layout: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, pair in pairs.items():
        layouts = [layout_of(reports[i], rulebook) for i in (pair.this, pair.previous or 0)]
        if layouts[0] is not None and layouts[1] is not None:
            by_layout[layouts[0], layouts[1]].append(number)
    for (this, last), numbers in by_layout.items():
        ready = _relation_of_years(rulebook, rule.id, this, last)
        if ready is None:
            continue
        form = ready.form
        # The same for every rule that lays last year's cells out the same way.
        made = known.setdefault((this, last, spec.axis), {})
        sheets = []
        for number in numbers:
            if number not in made:
                places = _places_of_years(rulebook, rule.id, this, last)
                made[number] = pair_sheet(pairs[number], reports, form, places)
            sheets.append(made[number])
        answers = judge_relations(ready, sheets)
        for number, sheet, outcomes in zip(numbers, sheets, answers, strict=True):
            pair = pairs[number]
            named = None
            if any(one.result is not Result.PASS for one in outcomes):
                named = with_year(form, (reports[pair.this].year or 0) - 1)
            for one in outcomes:
                yield (
                    number,
                    Between(
                        _told(one, rule, spec, pair, reports),
                        (pair.this, pair.previous or 0),
                        tuple(_operand(ref, pair) for ref in one.cells),
                        named,
                        sheet,
                    ),
                )


@lru_cache(maxsize=64)  # of a rule book: its rules between years, for the layouts of two years
def _relation_of_years(rulebook: Rulebook, rule_id: str, this: str, last: str) -> Ready | None:
    """A rule on two layouts side by side; ``None`` where it is not for this year's form."""
    rule = next(one for one in rulebook.rules if one.id == rule_id)
    assert isinstance(rule.spec, YearsSpec)
    assert isinstance(rule.spec.relation, RelationSpec)
    form = year_form(rulebook.form(this), rulebook.form(last), rule.spec.axis)
    if form.code not in rule.forms:
        return None
    return made_ready(form, [replace(rule, kind="equation", spec=rule.spec.relation)], rulebook)


@lru_cache(maxsize=64)  # of a pair there are 400 cells, and of a run thousands of pairs
def _places_of_years(
    rulebook: Rulebook, rule_id: str, this: str, last: str
) -> tuple[tuple[str, str | None], ...]:
    """Each cell of such a rule's form, with that of last year's report that it means, if so."""
    ready = _relation_of_years(rulebook, rule_id, this, last)
    assert ready is not None
    return tuple(
        (ref.key, None if (before := previous_of(ref)) is None else before.key)
        for ref in ready.form.refs
    )


def pair_sheet(
    pair: YearPair,
    reports: Sequence[Report],
    form: Form,
    places: Sequence[tuple[str, str | None]],
) -> Report:
    """This year's cells, with last year's in the rows and columns that stand for them."""
    assert pair.previous is not None
    this, last = reports[pair.this], reports[pair.previous]
    now, then = this.cells.get, last.cells.get
    cells: dict[str, Cell] = {}
    for key, before in places:
        cell = now(key) if before is None else then(before)
        if cell is not None:
            cells[key] = cell
    return side_by_side(this, form, cells)


def _operand(ref: CellRef, pair: YearPair) -> tuple[int, CellRef]:
    before = previous_of(ref)
    return (pair.this, ref) if before is None else (pair.previous or 0, before)


def _told(
    outcome: Outcome, rule: Rule, spec: YearsSpec, pair: YearPair, reports: Sequence[Report]
) -> Outcome:
    """The outcome with the report it is about, the years, and the case that weighs it."""
    case = outcome.case
    if outcome.result is Result.FAIL and case is None:
        scope = reports[pair.this].scope
        if spec.whole is not None and outcome.place != spec.whole:
            case = PART
        elif scope is not Scope.OWN:
            case = SCOPE_UNKNOWN if scope is None else AGGREGATED
        case = case if case in rule.cases else None
    facts = {**outcome.facts, **year_facts(reports[pair.this])}
    return outcome._replace(report=pair.this, case=case, facts=facts)


def _both(pair: YearPair, refs: Sequence[CellRef]) -> tuple[tuple[int, CellRef], ...]:
    return tuple((at, ref) for ref in refs for at in (pair.this, pair.previous or 0))


def _shared(pair: YearPair, reports: Sequence[Report], rulebook: Rulebook) -> list[CellRef]:
    """The cells that both years' layouts have, in form order."""
    return shared_refs(reports[pair.this], reports[pair.previous or 0], rulebook)


def number_in(report: Report, ref: CellRef) -> Decimal | None:
    """The number printed in a cell; ``None`` for anything else."""
    cell = report.cell(ref)
    return cell.value if cell is not None and cell.state is State.NUMBER else None


def jump(
    rule: Rule, pair: YearPair, reports: Sequence[Report], rulebook: Rulebook
) -> Iterator[Between]:
    """One outcome a table: figures that are many times, or a small part of, last year's.

    Where a total jumps, its parts that do are no news.
    """
    spec = rule.spec
    if not isinstance(spec, JumpSpec) or pair.previous is None:
        return
    this, last = reports[pair.this], reports[pair.previous]
    by_table: dict[str, list[CellRef]] = defaultdict(list)
    for ref in _shared(pair, reports, rulebook):
        by_table[ref.table].append(ref)
    for table, refs in by_table.items():
        known = []
        for ref in refs:
            now, before = number_in(this, ref), number_in(last, ref)
            if now is not None and before is not None:
                known.append((ref, now, before))
        far = [
            (ref, now, before)
            for ref, now, before in known
            if before >= spec.base and (now > spec.ratio * before or now * spec.ratio < before)
        ]
        far = _without_parts(far, this, rulebook)
        result = Result.FAIL if far else Result.PASS if known else Result.UNDECIDED
        cells = tuple(ref for ref, _, _ in far)
        told = {str(ref): f"{before}→{now}" for ref, now, before in far}
        facts = {**year_facts(reports[pair.this]), **told}
        outcome = Outcome(rule.id, pair.this, table, result, cells, facts=facts)
        yield Between(outcome, (pair.this, pair.previous), _both(pair, cells))


def _without_parts(
    far: Sequence[tuple[CellRef, Decimal, Decimal]], this: Report, rulebook: Rulebook
) -> list[tuple[CellRef, Decimal, Decimal]]:
    """The jumps without those of columns whose total, in the same row, jumps as well."""
    layout = layout_of(this, rulebook)
    if layout is None:
        return list(far)
    form = rulebook.form(layout)
    totals = {(ref.row, ref.column) for ref, _, _ in far}

    def is_part(ref: CellRef) -> bool:
        groups = form.tables[ref.table].column_groups.values()
        return any(
            ref.column != group.instead_of
            and (ref.row, group.instead_of) in totals
            and ref in form.leaves(CellRef(ref.table, ref.row, group.code))
            for group in groups
        )

    return [one for one in far if not is_part(one[0])]


def same_as_last_year(
    rule: Rule, pair: YearPair, reports: Sequence[Report], rulebook: Rulebook
) -> Iterator[Between]:
    """Whether all figures are those of last year."""
    spec = rule.spec
    if not isinstance(spec, SameSpec) or pair.previous is None:
        return
    refs = _shared(pair, reports, rulebook)
    result, alike = likeness(reports[pair.this], reports[pair.previous], refs, spec.at_least)
    facts = {**year_facts(reports[pair.this]), "figures": str(len(alike))}
    outcome = Outcome(rule.id, pair.this, None, result, alike, facts=facts)
    yield Between(outcome, (pair.this, pair.previous), _both(pair, alike))


def likeness(
    one: Report, other: Report, refs: Sequence[CellRef], at_least: int
) -> tuple[Result, tuple[CellRef, ...]]:
    """Whether two reports print the same figures throughout, so many of them not zero.

    ``FAIL`` with the cells where they do; undecided, with these, where only cells that are
    doubtful or not printed keep it open.
    """
    alike = []
    still_open = []
    for ref in refs:
        first, second = one.cell(ref), other.cell(ref)
        if _is_doubtful(first) or _is_doubtful(second):
            still_open.append(ref)
            continue
        now, before = number_in(one, ref), number_in(other, ref)
        if now != before:
            return Result.PASS, ()
        if now:
            alike.append(ref)
    if still_open:
        return Result.UNDECIDED, tuple(still_open)
    return (Result.FAIL, tuple(alike)) if len(alike) >= at_least else (Result.PASS, ())


def _is_doubtful(cell: Cell | None) -> bool:
    return cell is None or cell.state is State.DOUBTFUL


def last_year_missing(
    rule: Rule, pair: YearPair, reports: Sequence[Report], _rulebook: Rulebook
) -> Iterator[Between]:
    """Whether there is a report of the year before, and one only."""
    facts = year_facts(reports[pair.this])
    if pair.previous is not None:
        outcome = Outcome(rule.id, pair.this, None, Result.PASS, facts=facts)
        yield Between(outcome, (pair.this, pair.previous))
        return
    case = SEVERAL if pair.several else None
    facts["several"] = str(pair.several)
    outcome = Outcome(rule.id, pair.this, None, Result.FAIL, case=case, facts=facts)
    yield Between(outcome, (pair.this,))


def scope_changed(
    rule: Rule, pair: YearPair, reports: Sequence[Report], _rulebook: Rulebook
) -> Iterator[Between]:
    """Whether both years' reports speak for the same: the body itself, or all below it too.

    Nothing is said of an aggregated report: a government's is one every year, so that it is rather
    the other year's text that was taken for its own body's alone.
    """
    if pair.previous is None or reports[pair.this].scope is Scope.AGGREGATED:
        return
    now, before = reports[pair.this].scope, reports[pair.previous].scope
    result = Result.PASS if now is before else Result.FAIL
    if now is None or before is None:
        result = Result.UNDECIDED
    facts = year_facts(reports[pair.this])
    if now is not None and before is not None:
        facts |= {"scope": now.value, "previous_scope": before.value}
    outcome = Outcome(rule.id, pair.this, None, result, facts=facts)
    yield Between(outcome, (pair.this, pair.previous))


JUDGES: Mapping[str, Judge] = {
    "jump": jump,
    "same-as-last-year": same_as_last_year,
    "last-year-missing": last_year_missing,
    "scope-changed": scope_changed,
    "growth": growth,
    "last-year-quoted": last_year_quoted,
    "copied": copied,
}
_OF_WORDS = (growth, last_year_quoted, copied)
