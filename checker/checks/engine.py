"""Reports + rules -> outcomes: one report and ten thousand are the same call.

Relations between numbers are judged in frames (``frames.py``); the other kinds look at one
report at a time and are registered in ``JUDGES``. Whatever a rule does, the others still run:
a rule that raises is told as broken.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.checks import frames, relations
from checker.checks.judges import JUDGES
from checker.checks.plan import make_plan
from checker.checks.refusal import refused
from checker.checks.sheet import lay_out, layout_of
from checker.model import Outcome, Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.checks.plan import Plan, RulePlan
    from checker.checks.sheet import Sheet
    from checker.model import Report
    from checker.rulebook.rule import Rule, Rulebook


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
    for layout, indexes in by_layout.items():
        plan = _plan(rulebook, layout)
        sheets = [lay_out(index, reports[index], plan.form, plan.keys) for index in indexes]
        for sheet, outcomes in zip(sheets, _outcomes(plan, sheets, rulebook), strict=True):
            found[sheet.index] = outcomes
    return tuple(outcome for index in sorted(found) for outcome in found[index])


@lru_cache(maxsize=16)
def _plan(rulebook: Rulebook, layout: str) -> Plan:
    return make_plan(rulebook.rules, rulebook.form(layout))


def _outcomes(plan: Plan, sheets: Sequence[Sheet], rulebook: Rulebook) -> Iterator[list[Outcome]]:
    """The outcomes of each sheet in catalogue order."""
    answers = frames.judge(plan, sheets)
    said = {rule_id: array.tolist() for rule_id, array in answers.by_rule.items()}
    planned = {rule_plan.rule.id: rule_plan for rule_plan in plan.rules}
    rules = [rule for rule in rulebook.rules if plan.form.code in rule.forms]
    for number, sheet in enumerate(sheets):
        outcomes: list[Outcome] = []
        for rule in rules:
            if rule.id in planned:
                fault = answers.faults.get(rule.id, "")
                outcomes += _relation_outcomes(
                    planned[rule.id], said[rule.id][number], sheet, rulebook, fault
                )
            elif rule.kind in JUDGES:
                outcomes += _judged(rule, sheet, plan, rulebook)
        yield outcomes


def _relation_outcomes(
    plan: RulePlan, said: Sequence[int], sheet: Sheet, rulebook: Rulebook, fault: str
) -> Iterator[Outcome]:
    rule = plan.rule
    scoped = bool(rule.unless_body) or rule.years != (None, None)
    case = relations.why_not_sure(rule, sheet.report, rulebook) if scoped else None
    if case == "":
        return
    rule_id, index, places, refs = rule.id, sheet.index, plan.places, plan.refs
    for place, answer in enumerate(said):
        if answer == frames.PASS:
            yield Outcome(rule_id, index, places[place], Result.PASS, refs[place])
        elif answer == frames.FAIL:
            if case is None:
                yield relations.failed(plan, place, sheet)
            else:
                yield relations.undecided(plan, place, sheet, case)
        elif answer == frames.UNDECIDED:
            yield relations.undecided(plan, place, sheet)
        elif answer == frames.BROKEN:
            yield _broken(rule, sheet, fault, places[place])


def _judged(rule: Rule, sheet: Sheet, plan: Plan, rulebook: Rulebook) -> list[Outcome]:
    try:
        return list(JUDGES[rule.kind](rule, sheet, plan, rulebook))
    except Exception as error:  # noqa: BLE001 - one faulty rule must not silence the others
        return [_broken(rule, sheet, f"{type(error).__name__}({error})", None)]


def _broken(rule: Rule, sheet: Sheet, fault: str, place: str | None) -> Outcome:
    return Outcome(rule.id, sheet.index, place, Result.BROKEN, facts={"reason": fault})
