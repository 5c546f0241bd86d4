"""Kinds ``claim-balance``, ``listing``, ``fee``, ``growth-in-text``: the text in itself."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from checker.checks.text.expected_values import (
    by_sentence,
    in_other_scope,
    of_this_year,
    quote_of,
)
from checker.checks.text.firmness import understood
from checker.claims import Exactness, growth_holds, growth_of, has_a_base
from checker.claims.growth import rounded
from checker.model import Outcome, Result
from checker.rulebook.kinds.claims import NESTED, NO_WHOLE_BASE, PRESUMED, SCOPE, ListSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.checks.context import Context, Judge, Sheet
    from checker.claims import Claim
    from checker.rulebook.rule import Rule

_TEN_YUAN = 10
_WAN = 10_000
_GROWN = ("growth", "change")


def claim_balance(rule: Rule, sheet: Sheet, context: Context) -> Iterator[Outcome]:
    """A sentence that gives new, carried over, handled and carried forward must balance."""
    for sentence, told in by_sentence(sheet, context):
        found = {one.about: one for one in reversed(told) if one.exactness is Exactness.EXACT}
        received = found.get("new_received") or found.get("received")
        over, forward = found.get("carried_over"), found.get("carried_forward")
        handled = found.get("handled") or found.get("worked_on")
        if handled and over and over.under == handled.about == "worked_on":
            continue  # 全年办理19件,其中上年结转1件、新收18件: all that there was to handle
        if received is None or handled is None or forward is None or over is None:
            continue
        left = [received.value + over.value]
        if received.about == "received" and over.part:
            left.append(received.value)  # 收办N件，含上年结转M件: N is all of them
        right = handled.value + forward.value
        rights = {right, right + (handled.or_more or 0)}
        quote = quote_of(sentence, received.at)
        holds = not rights.isdisjoint(left)
        counted = (received, over, handled, forward)
        case, why = (None, {}) if holds else _case_of(counted, sheet, context)
        yield Outcome(
            rule=rule.id,
            report=sheet.index,
            place=str(sentence.section),
            result=Result.PASS if holds else Result.FAIL,
            case=case,
            facts={
                **why,
                "quote": quote.text,
                "left": f"{received.value} + {over.value} = {left[0]}",
                "right": f"{handled.value} + {forward.value} = {right}",
            },
            reported=None if holds else left[0],
            expected=None if holds else right,
            difference=None if holds else left[0] - right,
            quote=quote,
        )


def _case_of(
    told: Sequence[Claim], sheet: Sheet, context: Context
) -> tuple[str | None, dict[str, str]]:
    """Another scope, or a sentence that is not understood whole; none where all is sure."""
    if in_other_scope(told[0], sheet):
        return SCOPE, {}
    why = next(filter(None, (understood(one, sheet, context) for one in told)), {})
    return (PRESUMED if why else None), why


def growth_in_text(rule: Rule, sheet: Sheet, context: Context) -> Iterator[Outcome]:
    """A growth or difference beside both numbers, or a growth beside one and the difference.

    Beside this year's number alone a growth can still be shown to be of no whole number.
    """
    for one in context.stated.claims:
        told = one.kind in _GROWN and one.of is not None
        if not told or one.exactness is not Exactness.EXACT or not of_this_year(one, sheet):
            continue
        if one.before is None:
            yield from _without_base(rule, sheet, one)
            continue
        assert one.of is not None
        assert one.before is not None
        exact = growth_of(one.of, one.before)
        if exact is None:
            continue
        quote = quote_of(one.sentence, one.at)
        stated, found = f"{one.value:+}", f"{one.of} − {one.before} = {one.of - one.before:+}"
        holds: bool | None = one.of - one.before == one.value
        if one.kind == "growth":
            holds = growth_holds(one.value, one.of, one.before)
            stated, grown = f"{one.value:+}%", rounded(exact, one.value)
            found = f"({one.of} − {one.before}) ÷ {one.before} = {grown:+}%"
        case, why = (None, {}) if holds else _case_of((one,), sheet, context)
        yield Outcome(
            rule=rule.id,
            report=sheet.index,
            place=str(one.sentence.section),
            result=Result.PASS if holds else Result.FAIL,
            case=case,
            facts={
                **why,
                "quote": quote.text,
                "stated": stated.replace("-", "−"),
                "found": found.replace("-", "−"),
            },
            quote=quote,
        )


def _without_base(rule: Rule, sheet: Sheet, one: Claim) -> Iterator[Outcome]:
    """收到25件,同比增长36%: no whole number grows so to 25."""
    if one.kind != "growth" or one.of is None or has_a_base(one.value, one.of):
        return
    quote = quote_of(one.sentence, one.at)
    base = Fraction(one.of) * 100 / (100 + Fraction(one.value))
    low = base.__floor__()
    near = [Decimal(each) for each in (low, low + 1) if each > 0]
    found = " / ".join(
        f"({one.of} − {each}) ÷ {each} = {rounded(grown, one.value):+}%"
        for each in near
        if (grown := growth_of(one.of, each)) is not None
    )
    yield Outcome(
        rule=rule.id,
        report=sheet.index,
        place=str(one.sentence.section),
        result=Result.FAIL,
        case=NO_WHOLE_BASE,
        facts={
            "quote": quote.text,
            "stated": f"{one.value:+}%".replace("-", "−"),
            "found": found.replace("-", "−"),
        },
        quote=quote,
    )


def listing(rule: Rule, sheet: Sheet, context: Context) -> Iterator[Outcome]:
    """A total and its parts: they never exceed it, and in a closed list they are all of it."""
    assert isinstance(rule.spec, ListSpec)
    for one in context.stated.listings:
        total = sum(one.parts, Decimal(0))
        if rule.spec.sense == "under":
            if not one.closed:
                continue
            holds = total >= one.total
        elif one.exactness is Exactness.EXACT:
            holds = total <= one.total
        else:
            continue
        quote = quote_of(one.sentence)
        yield Outcome(
            rule=rule.id,
            report=sheet.index,
            place=str(one.sentence.section),
            result=Result.PASS if holds else Result.FAIL,
            case=NESTED if one.nested and not holds and rule.spec.sense == "over" else None,
            facts={
                "quote": quote.text,
                "stated": str(one.total),
                "parts": " + ".join(map(str, one.parts)),
                "found": str(total),
            },
            reported=None if holds else one.total,
            expected=None if holds else total,
            difference=None if holds else one.total - total,
            quote=quote,
        )


def fee(rule: Rule, sheet: Sheet, context: Context) -> Iterator[Outcome]:
    """Fees are charged in tens of yuan, and no more is collected than was notified."""
    for sentence, told in by_sentence(sheet, context):
        amounts = [one for one in told if one.about in ("fee_collected", "fee_notified")]
        for one in amounts:
            yuan = one.value * (_WAN if one.unit == "万元" else 1)
            if one.exactness is not Exactness.EXACT or one.about != "fee_collected":
                continue
            notified = [
                n.value for n in amounts if n.about == "fee_notified" and n.unit == one.unit
            ]
            case = None
            if yuan % _TEN_YUAN:
                case = "not-in-tens"
            elif len(notified) == 1 and one.value > notified[0] and not one.part:
                case = "over-notified"
            quote = quote_of(sentence, one.at)
            yield Outcome(
                rule=rule.id,
                report=sheet.index,
                place=str(sentence.section),
                result=Result.FAIL if case else Result.PASS,
                case=case,
                facts={
                    "quote": quote.text,
                    "stated": f"{one.value}{one.unit}",
                    "found": f"{notified[0]}{one.unit}" if notified else "",
                },
                quote=quote,
            )


JUDGES: Mapping[str, Judge] = {
    "claim-balance": claim_balance,
    "listing": listing,
    "fee": fee,
    "growth-in-text": growth_in_text,
}
