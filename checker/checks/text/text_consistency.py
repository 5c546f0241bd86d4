"""Kinds ``claim-balance``, ``share``, ``share-sum``, ``listing``, ``fee``: the text in itself."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from checker.checks.text.claims import is_loosely
from checker.checks.text.expected_values import (
    by_sentence,
    claim_readings,
    in_other_scope,
    of_this_year,
    quote_of,
    sums,
)
from checker.claims import Exactness, growth_holds, growth_of, has_a_base, share_holds
from checker.claims.growth import rounded
from checker.model import Outcome, Result
from checker.rulebook.kinds.claims import NESTED, NO_WHOLE_BASE, SCOPE, ListSpec, ShareSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.checks.context import Context, Judge, Sheet
    from checker.checks.text.expected_values import Sum
    from checker.claims import Claim
    from checker.model import CellRef
    from checker.rulebook.kinds.readings import Reading
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
        quote = quote_of(sentence, received.at)
        holds = right in left
        yield Outcome(
            rule=rule.id,
            report=sheet.index,
            place=str(sentence.section),
            result=Result.PASS if holds else Result.FAIL,
            case=SCOPE if not holds and in_other_scope(received, sheet) else None,
            facts={
                "quote": quote.text,
                "left": f"{received.value} + {over.value} = {left[0]}",
                "right": f"{handled.value} + {forward.value} = {right}",
            },
            reported=None if holds else left[0],
            expected=None if holds else right,
            difference=None if holds else left[0] - right,
            quote=quote,
        )


def share(rule: Rule, sheet: Sheet, context: Context) -> Iterator[Outcome]:
    """A per cent beside a count: of the total the text names, or of one the table has."""
    assert isinstance(rule.spec, ShareSpec)
    for sentence, told in by_sentence(sheet, context, kinds=("share", "count")):
        totals = [
            one.value
            for one in told
            if one.kind == "count"
            and one.about in ("handled", "received", "new_received", "worked_on")
        ]
        for one in told:
            readings = sums(_whole_of(one, rule.spec, context), sheet)
            parts = _parts_of(one, sheet, context) or _any_parts(one, readings, totals)
            if not parts:
                continue
            known = [s.value for s in readings if s.exact and s.value is not None]
            wholes = [whole for whole in (*known, *(() if _is_of_cases(one) else totals)) if whole]
            quote = quote_of(sentence, one.at)
            facts = {
                "quote": quote.text, "stated": f"{one.value}%",
                "part": " / ".join(map(str, parts)),
            }  # fmt: skip
            fitting = any(_fits(one, p, whole) for p in parts for whole in wholes)
            cells = tuple(dict.fromkeys(ref for reading in readings for ref in reading.cells))
            if fitting:
                result = Result.PASS
            elif len(known) < len(readings):
                result = Result.UNDECIDED
            else:
                result = Result.FAIL
                facts |= _worked(one, parts, wholes)
            yield Outcome(
                rule.id, sheet.index, str(sentence.section), result,
                _ordered(cells, sheet), facts=facts, quote=quote,
            )  # fmt: skip


def _any_parts(one: Claim, readings: Sequence[Sum], totals: Sequence[Decimal]) -> list[Decimal]:
    """The whole numbers that a share without its count may be told of: 网络申请占69.2%."""
    if one.kind != "share" or one.list != "channels" or one.of is not None or one.year:
        return []
    wholes = [*totals, *(each.value for each in readings if each.value)]
    near = (int(one.value * whole / _HUNDRED) for whole in wholes if whole <= _FEW)
    return [Decimal(part) for each in near for part in (each, each + 1)]


_HUNDRED = 100
_FEW = 1000
"""Of more, some whole number fits any share of one decimal."""


def _is_of_cases(one: Claim) -> bool:
    return ".case_" in one.about


def _whole_of(one: Claim, spec: ShareSpec, context: Context) -> Sequence[Reading]:
    """Of what a share may be: 维持率 is of all reviews, or of those concluded."""
    if not _is_of_cases(one):
        return spec.whole
    subject = one.about.partition(".")[0]
    readings = claim_readings(context.rulebook)
    return [*readings[f"{subject}.case_total"], *readings[f"{subject}.case_concluded"]]


def _fits(one: Claim, part: Decimal, whole: Decimal) -> bool:
    """Whether a share follows from these: to its last digit, or loosely where loosely told."""
    if one.exactness is Exactness.EXACT:
        return share_holds(one.value, part, whole)
    return is_loosely(one, part * 100 / whole)


def _parts_of(one: Claim, sheet: Sheet, context: Context) -> list[Decimal]:
    """The count a share is told of: the one beside it, else those the table has for its name."""
    if one.kind != "share" or one.list is None:
        return []
    if one.of is not None:
        return [one.of] if one.or_of is None else [one.of, one.or_of]
    readings = sums(claim_readings(context.rulebook).get(one.about, ()), sheet)
    if not all(reading.exact for reading in readings):
        return []
    values = [reading.value for reading in readings if reading.value is not None]
    return list(dict.fromkeys(values))


def _worked(one: Claim, parts: list[Decimal], wholes: list[Decimal]) -> dict[str, str]:
    found = dict.fromkeys(
        f"{part} ÷ {whole} = {rounded(Fraction(part) * 100 / Fraction(whole), one.value)}%"
        for part in parts
        for whole in wholes
    )
    return {"found": " / ".join(found)}


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
        yield Outcome(
            rule=rule.id,
            report=sheet.index,
            place=str(one.sentence.section),
            result=Result.PASS if holds else Result.FAIL,
            case=SCOPE if not holds and in_other_scope(one, sheet) else None,
            facts={
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


def _ordered(cells: tuple[CellRef, ...], sheet: Sheet) -> tuple[CellRef, ...]:
    return tuple(sorted(cells, key=sheet.form.positions.__getitem__))


JUDGES: Mapping[str, Judge] = {
    "claim-balance": claim_balance,
    "share": share,
    "listing": listing,
    "fee": fee,
    "growth-in-text": growth_in_text,
}
