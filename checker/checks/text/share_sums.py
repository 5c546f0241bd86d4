"""Kind ``share-sum``: percentages that make up a whole add up to a hundred."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.checks.text.expected_values import by_sentence, claim_readings, leaves, quote_of, sums
from checker.claims import Exactness
from checker.claims.growth import last_digit
from checker.model import Outcome, Result
from checker.rulebook.kinds.claims import ShareSpec, ShareSumSpec
from checker.rulebook.kinds.readings import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.checks.context import Context, Judge, Sheet
    from checker.claims import Claim
    from checker.rulebook.kinds.readings import Reading
    from checker.rulebook.rule import Rule

HUNDRED = Decimal(100)


def share_sum(rule: Rule, sheet: Sheet, context: Context) -> Iterator[Outcome]:
    """Shares of natural persons and of organisations, or of all results, make a hundred.

    Those that the text leaves out must be none by the table; two shares at least must be told.
    """
    assert isinstance(rule.spec, ShareSumSpec)
    shares = list(by_sentence(sheet, context, kinds=("share",)))
    if not shares:  # most reports; what makes up the whole on their form need not be known
        return
    readings_of = claim_readings(context.rulebook)
    complete = [
        parts for whole, parts in rule.spec.complete if _make_up(parts, whole, readings_of, sheet)
    ]
    for sentence, told in shares:
        for closed in complete:
            found = [one for one in told if one.about in closed]
            left_out = set(closed) - {one.about for one in found}
            if len(found) != len(closed) - len(left_out) or len(found) < _LEAST:
                continue
            if left_out and not _are_all_there_is(found, left_out, readings_of, sheet):
                continue
            if any(one.exactness is not Exactness.EXACT for one in found):
                continue  # 约86% and 约11% may well be all there is
            total = sum((one.value for one in found), Decimal(0))
            holds = _is(HUNDRED, total, found)
            # A text may take its shares of what was received, of which some was carried forward.
            others = _of_other_wholes(found, readings_of, sheet, context)
            if not holds and any(_is(whole, total, found) for whole in others):
                continue
            quote = quote_of(sentence, found[0].at)
            yield Outcome(
                rule=rule.id,
                report=sheet.index,
                place=str(sentence.section),
                result=Result.PASS if holds else Result.FAIL,
                facts={
                    "quote": quote.text,
                    "parts": " + ".join(f"{one.value}%" for one in found),
                    "found": f"{total}%",
                },
                quote=quote,
            )


def _are_all_there_is(
    found: Sequence[Claim],
    left_out: Iterable[str],
    readings_of: Mapping[str, Sequence[Reading]],
    sheet: Sheet,
) -> bool:
    """Whether the table has some of each part that is told, and none of those that are not."""
    there = [_number(readings_of[one.about], sheet) for one in found]
    return all(there) and all(_number(readings_of[about], sheet) == 0 for about in left_out)


_LEAST = 2
"""A single share is no sum: that it is not a hundred is told by the rule on shares."""


def _is(whole: Decimal, total: Decimal, found: Sequence[Claim]) -> bool:
    """Whether shares add up to a number but for their printed digits.

    Rounding moves each by half a unit at most, cutting off by less than one.
    """
    slack = len(found) * max(last_digit(one.value) for one in found)
    return whole - slack < total <= whole + slack / 2


def _of_other_wholes(
    found: Sequence[Claim],
    readings_of: Mapping[str, Sequence[Reading]],
    sheet: Sheet,
    context: Context,
) -> list[Decimal]:
    """What the shares would add up to by the tables, for each number they may be shares of."""
    parts = [_number(readings_of[one.about], sheet) for one in found]
    if None in parts:
        return []
    whole = sum((part for part in parts if part is not None), Decimal(0))
    specs = (rule.spec for rule in context.rulebook.rules if isinstance(rule.spec, ShareSpec))
    bases = [one.value for spec in specs for one in sums(spec.whole, sheet) if one.exact]
    return [HUNDRED * whole / base for base in bases if base]


def _number(readings: Iterable[Reading], sheet: Sheet) -> Decimal | None:
    """What the table prints for a quantity; ``None`` where it has no sure number for it."""
    found = sums(readings, sheet)
    return found[0].value if found and found[0].exact else None


def _make_up(
    parts: Iterable[str],
    whole: Reading,
    readings_of: Mapping[str, Sequence[Reading]],
    sheet: Sheet,
) -> bool:
    """Whether what the claims count is, on the form printed, all cells of the whole."""
    if not all(known(ref, sheet.form) for ref in whole):
        return False
    counted = [
        leaf
        for part in parts
        for reading in _printed(readings_of.get(part, ()), sheet)[:1]
        for ref in reading
        for leaf in leaves(ref, sheet)
    ]
    return Counter(counted) == Counter(leaf for ref in whole for leaf in leaves(ref, sheet))


def _printed(readings: Iterable[Reading], sheet: Sheet) -> list[Reading]:
    return [one for one in readings if all(known(ref, sheet.form) for ref in one)]


JUDGES: Mapping[str, Judge] = {"share-sum": share_sum}
