"""A relation's answer at one place -> its outcome, with the relation written out.

What a pass needs is prepared once for a layout; what a reader needs (the operands, the sums,
what stood in the way) is worked out only where the relation does not hold or cannot be judged.
"""

from __future__ import annotations

import decimal
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.model import RECOGNISED, Outcome, Result, State, Term, Working
from checker.rulebook.kinds.relations import ImplicationSpec
from checker.rulebook.kinds.tables import BODY_UNKNOWN, YEAR_UNKNOWN
from checker.rulebook.linear_form import exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.checks.compile import RulePlan
    from checker.checks.context import Sheet
    from checker.model import CellRef, Report
    from checker.rulebook.bodies import Bodies
    from checker.rulebook.grammar import Placed
    from checker.rulebook.rule import Rule

# Python's own context rounds to 28 digits, and a sum that was rounded accuses somebody.
EXACT = decimal.Context(prec=decimal.MAX_PREC, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN)
_UNUSABLE = (
    *((state, state.value) for state in (State.BLANK, State.DOUBTFUL, State.TEXT)),
    (None, "missing"),
)
"""What may stand in a relation's way, in the order it is told."""


def why_not_sure(rule: Rule, year: int | None, body: str | None, bodies: Bodies) -> str | None:
    """The case for which it is open whether the rule applies; empty when it does not apply.

    ``None`` when it applies. ``year`` and ``body`` are the report's.
    """
    first, last = rule.years
    if first is not None or last is not None:
        if year is None:
            return YEAR_UNKNOWN
        if (first or year) > year or (last or year) < year:
            return ""
    if rule.unless_body:
        kind = bodies.kind_of(body)
        if kind is None:
            return BODY_UNKNOWN
        if kind in rule.unless_body:
            return ""
    return None


def failed(plan: RulePlan, place: int, sheet: Sheet) -> Outcome:
    """The outcome of a relation that does not hold at a place.

    Nobody is accused unless the relation, worked out once more for the reader, shows it.
    """
    rule, report = plan.rule, sheet.report
    broken = [one for one in plan.placed[place] if _holds(one, report) is False]
    # The frame says that it fails, the exact numbers say that it holds: then the check is wrong.
    if not broken and not isinstance(rule.spec, ImplicationSpec):
        facts = {"reason": "its check refuses numbers that satisfy the relation"}
        return Outcome(rule.id, sheet.index, plan.places[place], Result.BROKEN, facts=facts)
    if isinstance(rule.spec, ImplicationSpec):
        # A false ``when`` is no fault: shown is the first consequence, false where it matters.
        consequences = plan.placed[place][len(rule.spec.when) :]
        shown, refs = consequences[0], plan.refs[place]
        reported, expected = (
            _two_sides(shown, report)
            if _holds(shown, report) is False
            else (
                None,
                None,
            )
        )
    else:
        shown = broken[0]
        order = {ref: number for number, ref in enumerate(plan.refs[place])}
        refs = tuple(sorted({ref for one in broken for ref in one.refs}, key=order.__getitem__))
        reported, expected = _two_sides(shown, report)
    facts = {"figures": _figures(plan.refs[place], report), "body": report.body or ""}
    if reported is not None:
        facts["reported"] = format(reported, "f")
    if expected is not None:
        facts["expected"] = format(expected, "f")
    return Outcome(
        rule=rule.id,
        report=sheet.index,
        place=plan.places[place],
        result=Result.FAIL,
        cells=refs,
        working=working_of(shown, report),
        facts=facts,
        reported=reported,
        expected=expected,
        difference=(
            EXACT.subtract(reported, expected)
            if reported is not None and expected is not None
            else None
        ),
    )


def of_recognised(outcome: Outcome) -> Outcome:
    """What a rule about words says of a picture: that it fails, nobody knows.

    The words are one reader's. What it made of them passes where it passes: by chance no misread
    number or heading agrees with the rest of the report.
    """
    if outcome.result is not Result.FAIL:
        return outcome
    return outcome._replace(
        result=Result.UNDECIDED, facts={**outcome.facts, RECOGNISED: outcome.result.value}
    )


def undecided(plan: RulePlan, place: int, sheet: Sheet, case: str | None = None) -> Outcome:
    """The outcome of a relation that cannot be judged at a place, and what stood in the way."""
    report, refs = sheet.report, plan.refs[place]
    shown = plan.placed[place][0]
    # Of several relations the one that is open is shown, not one that holds or fails beside it.
    if len(plan.placed[place]) > 1:
        open_ones = (one for one in plan.placed[place] if _holds(one, report) is None)
        shown = next(open_ones, shown)
    facts = _obstacles(shown, refs, report)
    facts["body"] = report.body or ""
    if case is not None:
        facts["figures"] = _figures(refs, report)
    return Outcome(
        rule=plan.rule.id,
        report=sheet.index,
        place=plan.places[place],
        result=Result.UNDECIDED,
        cells=refs,
        working=working_of(shown, report),
        case=case,
        facts=facts,
    )


def working_of(placed: Placed, report: Report) -> Working:
    """The relation with the report's cells filled in."""
    get = report.cells.get  # a batch of 10,000 reports fills in a million terms

    def filled(terms: Sequence[Term]) -> tuple[Term, ...]:
        return tuple(
            [
                Term(ref := term.ref, term.factor, get(ref.key) if ref is not None else None)
                for term in terms
            ]
        )

    return Working(filled(placed.left), placed.comparison, filled(placed.right))


def value_at(ref: CellRef, report: Report) -> Decimal | None:
    """The number printed in a cell; ``None`` for anything else."""
    cell = report.cell(ref)
    return cell.value if cell is not None and cell.state is State.NUMBER else None


def side_sum(terms: Iterable[Term], report: Report) -> Decimal | None:
    """The exact sum of one side, for the reader; ``None`` when an operand is not a number.

    A ``Decimal`` keeps the decimals as printed. What a relation says is ``LinearForm``'s matter.
    """
    total = Decimal(0)
    for term in terms:
        value = Decimal(1) if term.ref is None else value_at(term.ref, report)
        if value is None:
            return None
        total = EXACT.add(total, EXACT.multiply(term.factor, value))
    return total


def difference(placed: Placed, report: Report) -> Decimal | None:
    """Left side minus right side, for the reader; ``None`` when an operand is not a number."""
    left, right = side_sum(placed.left, report), side_sum(placed.right, report)
    return None if left is None or right is None else EXACT.subtract(left, right)


def _holds(placed: Placed, report: Report) -> bool | None:
    """Whether a relation holds; ``None`` when an operand is not a number."""
    values = {}
    for ref in placed.refs:
        value = value_at(ref, report)
        if value is None:
            return None
        values[ref] = exact(value)
    return placed.form.holds(values)


def _two_sides(placed: Placed, report: Report) -> tuple[Decimal | None, Decimal | None]:
    """What is reported and what the other side makes expected.

    A sum against one printed total (``parts = total``) reports the total; everything else
    reports its left side.
    """
    left, right = side_sum(placed.left, report), side_sum(placed.right, report)
    # A total stands alone on the right: it is what the report prints, the sum what it should be.
    is_total = len(placed.right) == 1 and placed.right[0].ref is not None and len(placed.left) > 1
    return (right, left) if placed.comparison == "=" and is_total else (left, right)


def _figures(refs: Sequence[CellRef], report: Report) -> str:
    """The cells as printed, in form order."""
    return " / ".join(cell.raw if (cell := report.cell(ref)) else "" for ref in refs)


def _obstacles(shown: Placed, refs: Sequence[CellRef], report: Report) -> dict[str, str]:
    """How many operands are blank, doubtful, text or missing; the sum of the printed parts.

    The sum is given only where blanks are all that stands in the way: it is then what the
    relation would say if a blank were a zero, for the reader to judge.
    """
    get = report.cells.get
    held = [cell.state if (cell := get(ref.key)) is not None else None for ref in refs]
    facts = {name: str(count) for state, name in _UNUSABLE if (count := held.count(state))}
    if facts.keys() == {"blank"}:
        printed = [p for p in shown.left if p.ref is None or value_at(p.ref, report) is not None]
        total = side_sum(printed, report)
        if printed and total is not None:
            facts["printed_sum"] = format(total, "f")
    return facts
