"""Kind ``share``: a per cent of the text against the counts it is told of."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from checker.checks.text.expected_values import (
    by_sentence,
    claim_readings,
    in_other_scope,
    of_this_year,
    quote_of,
    sums,
    written_for,
)
from checker.checks.text.firmness import Unsure, understood, unsure
from checker.checks.text.loose_numbers import is_loosely
from checker.claims import Exactness, share_holds
from checker.claims.growth import rounded
from checker.model import Outcome, Result
from checker.rulebook.kinds.claims import PRESUMED, ShareSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.checks.context import Context, Judge, Sheet
    from checker.checks.text.expected_values import Sum
    from checker.claims import Claim
    from checker.model import CellRef
    from checker.rulebook.kinds.readings import Reading
    from checker.rulebook.rule import Rule


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
            if one.kind != "share":
                continue
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
            case = None
            fitting = any(_fits(one, p, whole) for p in parts for whole in wholes)
            cells = tuple(dict.fromkeys(ref for reading in readings for ref in reading.cells))
            if fitting:
                result = Result.PASS
            elif len(known) < len(readings):
                result = Result.UNDECIDED
            else:
                result = Result.FAIL
                facts |= _worked(one, parts, wholes)
                why = understood(one, sheet, context)
                facts |= why
                case = PRESUMED if why else None
            yield Outcome(
                rule.id, sheet.index, str(sentence.section), result,
                _ordered(cells, sheet), case=case, facts=facts, quote=quote,
            )  # fmt: skip
    yield from _presumed(rule, sheet, context)


def _presumed(rule: Rule, sheet: Sheet, context: Context) -> Iterator[Outcome]:
    """Shares known by their context alone: a note, where no number and no whole give them."""
    assert isinstance(rule.spec, ShareSpec)
    every = claim_readings(context.rulebook)
    totals = [one.value for one in context.stated.claims if one.kind == "count"]
    for one in context.stated.presumed:
        if one.kind != "share" or not of_this_year(one, sheet) or in_other_scope(one, sheet):
            continue
        wholes = sums(_whole_of(one, rule.spec, context), sheet)
        written = [each for about in (one.about, *one.may_be) for each in written_for(about, every)]
        parts = [one.of] if one.of is not None else [s.value for s in sums(written, sheet)]
        known = [s.value for s in wholes]
        if None in parts or None in known or not all(s.exact for s in wholes):
            continue
        found = [whole for whole in (*known, *totals) if whole]
        fits = any(_fits(one, part, whole) for part in parts if part is not None for whole in found)
        if fits or not known or not any(known):
            continue
        quote = quote_of(one.sentence, one.at)
        shown = [part for part in parts if part is not None]
        facts = {
            "quote": quote.text,
            "stated": f"{one.value}%",
            "part": " / ".join(map(str, shown)),
        }
        facts |= unsure(Unsure.INFERRED)
        facts |= _worked(one, shown[:1], [whole for whole in known if whole])
        yield Outcome(
            rule.id, sheet.index, str(one.sentence.section), Result.FAIL,
            _ordered(tuple(dict.fromkeys(ref for s in wholes for ref in s.cells)), sheet),
            case=PRESUMED, facts=facts, quote=quote,
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
    known = claim_readings(context.rulebook)
    written = (*known.get(one.about, ()), *known.get(one.also or "", ()))
    readings = sums(written, sheet)
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


def _ordered(cells: tuple[CellRef, ...], sheet: Sheet) -> tuple[CellRef, ...]:
    return tuple(sorted(cells, key=sheet.form.positions.__getitem__))


JUDGES: Mapping[str, Judge] = {"share": share}
