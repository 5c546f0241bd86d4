"""All proofs of a rule book: what is wrong with its rules, rule by rule."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.checks.across.side_by_side import side_by_side
from checker.checks.compile import make_plan
from checker.checks.engine import evaluate, judge_relations, made_ready
from checker.model import Cell, PagePlace, Report, State
from checker.proving.algebra import contradicted, implied, unconditional
from checker.proving.examples import outcomes_of, said
from checker.proving.operands import blank_report, unnoticed
from checker.rulebook.grammar import COLUMNS, ROWS
from checker.rulebook.joint_form import level_form, year_form
from checker.rulebook.kinds.across import LevelsSpec, YearsSpec
from checker.rulebook.kinds.relations import RelationSpec
from checker.rulebook.proof import owed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from checker.checks.compile import RulePlan
    from checker.model import CellRef, Outcome
    from checker.rulebook.form import Form
    from checker.rulebook.rule import Rule, Rulebook

NO_EXAMPLE, EXAMPLE, UNBREAKABLE, CONTRADICTS, IMPLIED = (
    "no-example", "example", "unbreakable", "contradicts", "implied",
)  # fmt: skip
NOTES = frozenset({IMPLIED})
"""Faults that are only told: a rule that follows from others may still word things better."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a rule: ``expected`` and ``got`` of an example, or what cells and rules."""

    rule: Rule
    kind: str
    line: int
    layout: str = ""
    place: str = ""
    expected: str = ""
    got: str = ""
    cells: tuple[CellRef, ...] = ()
    others: tuple[str, ...] = ()


def prove(rulebook: Rulebook, rules: Collection[Rule]) -> Iterator[Fault]:
    """The faults of the named rules, each held against all rules of the book."""
    for rule in rules:
        yield from _examples(rule, rulebook)
    ids = {rule.id for rule in rules}
    for form in rulebook.forms:
        for layout in form.layouts:
            plans = make_plan(rulebook.rules, layout).rules
            for plan in plans:
                if plan.rule.id in ids:
                    yield from _operands(plan, layout.layout, rulebook)
                    # Implication and contradiction are of the form; its collapsed layouts say the
                    # same with less.
                    if layout is form:
                        yield from _against(plan, plans, layout.layout)
    yield from _between(rules, rulebook)


def _between(rules: Collection[Rule], rulebook: Rulebook) -> Iterator[Fault]:
    """The same for relations between reports, on the forms that hold them side by side."""
    for form in rulebook.forms:
        for axis in (COLUMNS, ROWS):
            beside = year_form(form, form, axis)
            plain = {
                rule.id: replace(rule, kind="equation", spec=rule.spec.relation)
                for rule in rulebook.rules
                if isinstance(rule.spec, YearsSpec) and rule.spec.axis == axis
            }
            plans = make_plan(tuple(plain.values()), beside).rules
            for plan in plans:
                if plan.rule.id in {rule.id for rule in rules}:
                    yield from _unbroken(plan, beside, rulebook)
                    yield from _against(plan, plans, form.layout)
        for rule in rules:
            if isinstance(rule.spec, LevelsSpec) and form.code in rule.forms:
                # The relation is the same in every table, so the smallest is the quickest to try.
                table = min(rule.spec.tables, key=lambda code: len(form.tables[code].refs))
                beside = level_form(form, table)
                relation = RelationSpec({form.code: (rule.spec.relation,)}, ROWS)
                one = replace(rule, kind="bound", table=table, spec=relation)
                plan = make_plan([one], beside).rules[0]
                # Every cell is asked alike, so one of them stands for all.
                first = replace(plan, places=plan.places[:1], refs=plan.refs[:1])
                yield from _unbroken(first, beside, rulebook)


def _unbroken(plan: RulePlan, form: Form, rulebook: Rulebook) -> Iterator[Fault]:
    zero = Cell(State.NUMBER, "0", Decimal(0), place=PagePlace(1))
    base = side_by_side(Report("", ""), form, dict.fromkeys(map(str, form.refs), zero))

    def evaluate_all(reports: Sequence[Report]) -> list[Outcome]:
        found = judge_relations(made_ready(form, [plan.rule], rulebook), reports)
        return [outcome for outcomes in found for outcome in outcomes]

    for place, refs in unnoticed(plan, base, evaluate_all).items():
        yield Fault(plan.rule, UNBREAKABLE, plan.rule.line, form.layout, place, cells=refs)


def _examples(rule: Rule, rulebook: Rulebook) -> Iterator[Fault]:
    for expected in owed(rule):
        yield Fault(rule, NO_EXAMPLE, rule.line, expected=expected)
    for example in rule.examples:
        got = said(outcomes_of(rule, example, rulebook).outcomes)
        if got != example.expect:
            yield Fault(rule, EXAMPLE, example.line, example.form, expected=example.expect, got=got)


def _operands(plan: RulePlan, layout: str, rulebook: Rulebook) -> Iterator[Fault]:
    few = _with_what_it_needs(plan.rule, rulebook)
    base = blank_report(few.form(layout), few)
    lost = unnoticed(plan, base, lambda reports: evaluate(reports, few))
    for place, refs in lost.items():
        yield Fault(plan.rule, UNBREAKABLE, plan.rule.line, layout, place, cells=refs)


def _with_what_it_needs(rule: Rule, rulebook: Rulebook) -> Rulebook:
    """The rule with those it is built on, so that thousands of tries judge nothing else."""
    needed = {rule.id, *getattr(rule.spec, "where_undecided", ())}
    return replace(rulebook, rules=tuple(one for one in rulebook.rules if one.id in needed))


def _against(plan: RulePlan, plans: Collection[RulePlan], layout: str) -> Iterator[Fault]:
    if not unconditional(plan):
        return
    others = [one for one in plans if one is not plan and unconditional(one)]
    against = contradicted(plan, others)
    for place, refs in against.items():
        yield Fault(plan.rule, CONTRADICTS, plan.rule.line, layout, place, cells=refs)
    if not against and (because := implied(plan, others)):
        yield Fault(plan.rule, IMPLIED, plan.rule.line, layout, others=because)
