"""Kind ``loose-claim``: numbers with 余, 约 or 近 against the cells that exact ones must equal."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from checker.checks.text.claims import is_told
from checker.checks.text.expected_values import claim_readings, in_other_scope, quote_of, sums
from checker.claims import Exactness
from checker.model import Outcome, Result
from checker.rulebook.kinds.claims import SCOPE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.checks.context import Context, Judge, Sheet
    from checker.claims import Claim
    from checker.rulebook.rule import Rule

_NEAR = Decimal("0.1")
"""How far a number with 约 or 近 may lie from the exact one: a tenth (a convention, as loose
words have no measure; a wider margin would let every number through)."""


def loose_claim(rule: Rule, sheet: Sheet, context: Context) -> Iterator[Outcome]:
    """Numbers with 余, 约 or 近 against the cells that the other rules name."""
    readings_of = claim_readings(context.rulebook)
    for one in context.stated.claims:
        if one.exactness is Exactness.EXACT or one.about not in readings_of:
            continue
        if not is_told(one, sheet):
            continue
        readings = sums(readings_of[one.about], sheet)
        values = [each.value for each in readings if each.exact and each.value is not None]
        quote = quote_of(one.sentence, one.at)
        place = str(one.sentence.section)
        cells = tuple(dict.fromkeys(ref for reading in readings for ref in reading.cells))
        cells = tuple(sorted(cells, key=sheet.form.positions.__getitem__))
        facts = {
            "quote": quote.text,
            "stated": one.printed,
            "readings": " / ".join(map(str, dict.fromkeys(values))),
        }
        if not readings:
            continue
        if any(is_loosely(one, value) for value in values):
            result, case = Result.PASS, None
        elif len(values) < len(readings):
            result, case = Result.UNDECIDED, None
        else:
            result, case = Result.FAIL, SCOPE if in_other_scope(one, sheet) else None
        yield Outcome(
            rule.id, sheet.index, place, result, cells, case=case, facts=facts, quote=quote
        )


def is_loosely(one: Claim, value: Decimal) -> bool:
    """Whether a number may be told so: 300余 is 300 to 399, 约300 and 近300 within a tenth."""
    stated = one.value
    match one.exactness:
        case Exactness.MORE:
            return stated <= value < stated + _next(one)
        case Exactness.LESS:
            return stated * (1 - _NEAR) <= value <= stated
        case _:
            margin = max(stated * _NEAR, one.step)
            return stated - margin <= value <= stated + margin


def _next(one: Claim) -> Decimal:
    """How much 余 may add: one unit of the number's first place that is not zero at the end."""
    if one.step:
        return one.step
    whole = int(one.value)
    step = 1
    while whole and whole % (step * 10) == 0:
        step *= 10
    return Decimal(step if step > 1 else max(whole // 10, 1))


JUDGES: Mapping[str, Judge] = {"loose-claim": loose_claim}
