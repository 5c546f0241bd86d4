"""Reports + rules -> outcomes: one report and ten thousand are the same call.

Relations between numbers and rules on cells are judged in frames (``batch_answers``); the other
kinds look at one report at a time and are registered in ``JUDGES``. Whatever a rule does, the
others still run: a rule that raises is told as broken.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.checks.batch_answers import judge
from checker.checks.compile import BROKEN, FAIL, PASS, UNDECIDED, make_plan
from checker.checks.context import Context, lay_out, layout_of
from checker.checks.outcomes import failed, of_recognised, undecided, why_not_sure
from checker.checks.refusal import refused
from checker.checks.registry import JUDGES, OF_WORDS
from checker.checks.schemas import compile_checks, compiled
from checker.model import Cell, Outcome, Report, Result, Section, State
from checker.startup import acyclic, not_collecting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.checks.compile import RulePlan
    from checker.checks.context import Judge, Sheet
    from checker.checks.schemas import Compiled
    from checker.model import CellRef
    from checker.rulebook.form import Form
    from checker.rulebook.rule import Rule, Rulebook

_NONE = Outcome("", 0, None, Result.PASS)[5:]
"""What an outcome has behind its cells where there is nothing to tell."""
_MANY = 500  # reports: their outcomes are walked through in 30 ms


def evaluate(reports: Sequence[Report], rulebook: Rulebook) -> tuple[Outcome, ...]:
    """What every rule says of every report, passes included.

    Sorted by report, then rule (catalogue order), then place (form order). A refused report
    has exactly one outcome. The same reports give the same outcomes in whatever batch they come.
    """
    found: dict[int, Iterable[Outcome]] = {}
    by_layout: dict[str, list[int]] = defaultdict(list)
    for index, report in enumerate(reports):
        if report.refusal is not None:
            found[index] = (refused(index, report.refusal, rulebook),)
        elif (layout := layout_of(report, rulebook)) is not None:
            by_layout[layout].append(index)
    # Outcomes form no cycles, and walking through a million of them again and again costs a fifth
    # of the time of a large batch, once alone a tenth. To spare that one as well is not worth it
    # for few: to learn whether the process has frozen objects takes 5 ms where it has.
    with acyclic() if len(reports) >= _MANY else not_collecting():
        for layout, indexes in by_layout.items():
            ready = compiled(rulebook, layout)
            plan = ready.plan
            sheets = [lay_out(index, reports[index], plan.form, plan.keys) for index in indexes]
            for sheet, outcomes in zip(sheets, _outcomes(ready, sheets, rulebook), strict=True):
                found[sheet.index] = outcomes
    return tuple(outcome for index in sorted(found) for outcome in found[index])


def prepare(rulebook: Rulebook) -> None:
    """Make everything ready that the first report would wait for.

    The newest form's plan is compiled, and one of zeros with a sentence in each section is judged,
    so that pandera loads its backends and the patterns that prose is read by are compiled. Worth
    calling while the reports are still being read; what they are of another form for takes less.
    """
    for form in rulebook.forms[-1:]:
        zeros = Report(
            path="",
            sha256="",
            form=form.code,
            layout=form.layout,
            cells={str(ref): Cell(State.NUMBER, "0", Decimal(0)) for ref in form.refs},
            tables=tuple(form.tables),
            year=form.first_year,
            sections=tuple(
                Section(one.number, one.heading, f"{one.heading}0。") for one in form.sections
            ),
        )
        evaluate((zeros,), rulebook)


@dataclass(frozen=True, slots=True)
class Ready:
    """Relations compiled for a form that was made for them, to be judged many times."""

    form: Form
    compiled: Compiled
    rulebook: Rulebook


def made_ready(form: Form, rules: Sequence[Rule], rulebook: Rulebook) -> Ready:
    """Compile some relations; they need not be those of the book, whose other parts they use."""
    return Ready(
        form, compile_checks(make_plan(rules, form)), replace(rulebook, rules=tuple(rules))
    )


def judge_relations(ready: Ready, reports: Sequence[Report]) -> list[list[Outcome]]:
    """What relations say of reports laid out on their form, report by report.

    Used for several reports side by side in one.
    """
    keys = ready.compiled.plan.keys
    sheets = [lay_out(index, report, ready.form, keys) for index, report in enumerate(reports)]
    return list(_outcomes(ready.compiled, sheets, ready.rulebook))


def _outcomes(
    ready: Compiled, sheets: Sequence[Sheet], rulebook: Rulebook
) -> Iterator[list[Outcome]]:
    """The outcomes of each sheet in catalogue order."""
    plan = ready.plan
    answers = judge(ready, sheets)
    said = {rule_id: array.tolist() for rule_id, array in answers.by_rule.items()}
    planned = {rule_plan.rule.id: rule_plan for rule_plan in plan.rules}
    rules = [
        (rule, planned.get(rule.id), answers.faults.get(rule.id), JUDGES.get(rule.kind))
        for rule in rulebook.rules
        if plan.form.code in rule.forms
    ]
    refs = plan.form.refs
    for number, sheet in enumerate(sheets):
        outcomes: list[Outcome] = []
        answers_here = {rule_id: rows[number] for rule_id, rows in said.items()}
        faulty = {
            rule_id: _by_table(refs, sorted(cells[number]))
            for rule_id, cells in answers.faulty.items()
            if number in cells
        }
        context = Context(plan, rulebook, answers_here, sheet.report, faulty)
        is_recognised = sheet.report.is_recognised
        for rule, rule_plan, fault, judge_one in rules:
            if rule_plan is not None:
                outcomes += _relation_outcomes(rule_plan, sheet, context, fault or "")
            elif fault is not None:
                outcomes.append(_broken(rule, sheet, fault, None))
            elif judge_one is not None:
                found = _judged(judge_one, rule, sheet, context)
                if is_recognised and rule.kind in OF_WORDS:
                    found = [of_recognised(one) for one in found]
                outcomes += found
        yield outcomes


def _by_table(refs: Sequence[CellRef], positions: Iterable[int]) -> dict[str, list[CellRef]]:
    found: dict[str, list[CellRef]] = {}
    for position in positions:
        ref = refs[position]
        found.setdefault(ref.table, []).append(ref)
    return found


def _relation_outcomes(plan: RulePlan, sheet: Sheet, context: Context, fault: str) -> list[Outcome]:
    """The outcomes of a relation rule on one sheet, place by place."""
    rule, answers = plan.rule, context.said[plan.rule.id]
    case = None
    if rule.unless_body or rule.years != (None, None):
        report = sheet.report
        case = why_not_sure(rule, report.year, report.body, context.rulebook.bodies)
        # The rule is not for this report: nothing is asked, and nothing counted.
        if case == "":
            return []
    # Bound once: this loop makes 80 outcomes a report, nearly all of them passes, and those as the
    # bare tuples that they are, in half the time.
    rule_id, index, passed, new, none = rule.id, sheet.index, Result.PASS, tuple.__new__, _NONE
    outcomes = []
    for place, name, refs, answer in zip(
        range(len(answers)), plan.places, plan.refs, answers, strict=True
    ):
        if answer == PASS:
            outcomes.append(new(Outcome, (rule_id, index, name, passed, refs, *none)))
        elif answer == FAIL and case is None:
            outcomes.append(failed(plan, place, sheet))
        elif answer == FAIL:
            outcomes.append(undecided(plan, place, sheet, case))
        elif answer == UNDECIDED:
            outcomes.append(undecided(plan, place, sheet))
        elif answer == BROKEN:
            outcomes.append(_broken(rule, sheet, fault, name))
    return outcomes


def _judged(judge_one: Judge, rule: Rule, sheet: Sheet, context: Context) -> list[Outcome]:
    try:
        return list(judge_one(rule, sheet, context))
    except Exception as error:  # noqa: BLE001 - one faulty rule must not silence the others
        return [_broken(rule, sheet, f"{type(error).__name__}({error})", None)]


def _broken(rule: Rule, sheet: Sheet, fault: str, place: str | None) -> Outcome:
    return Outcome(rule.id, sheet.index, place, Result.BROKEN, facts={"reason": fault})
