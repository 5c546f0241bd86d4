"""Kinds ``claim`` and ``channels``: exact numbers of the text against cells."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from checker.checks.text.compared import Held, compared
from checker.checks.text.expected_values import (
    claim_readings,
    in_other_scope,
    of_this_year,
    sums,
    written_for,
)
from checker.checks.text.firmness import Unsure, unsure
from checker.claims import Exactness
from checker.model import Result
from checker.rulebook.kinds.claims import LOOSELY, NO_OTHERS, PRESUMED, ClaimSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.checks.context import Context, Judge, Sheet
    from checker.checks.text.expected_values import Sum
    from checker.claims import Claim
    from checker.model import Outcome
    from checker.rulebook.kinds.readings import Reading
    from checker.rulebook.rule import Rule


def claim(rule: Rule, sheet: Sheet, context: Context) -> Iterator[Outcome]:
    """One outcome for each exact number in the text that counts what the rule is about."""
    assert isinstance(rule.spec, ClaimSpec)
    held = Held(rule, sheet, context)
    for one in context.stated.claims:
        if one.about not in rule.spec.claims or not is_told(one, sheet):
            continue
        if one.exactness is not Exactness.EXACT:
            continue
        written = (*rule.spec.claims[one.about], *rule.spec.claims.get(one.also or "", ()))
        fitting = _of_its_whole(written, one)
        readings = sums(fitting, sheet)
        if readings and one.of_all and _is_of_all(one, readings, sheet, context):
            yield from _with_its_whole(held, one, readings)
        elif readings:
            told = _with_or_without_more(held, one, readings, written)
            if told.result is Result.PASS:
                yield _strictly(held, one, fitting) or told
            else:
                yield told
    yield from _presumed(held)


def _with_or_without_more(
    held: Held, one: Claim, readings: Sequence[Sum], written: Sequence[Reading]
) -> Outcome:
    """The number, else with what is told beside it: 答复5件,另1件逾期不补正 of five or six."""
    alone = compared(held, one, one.value, readings, written=written)
    if one.or_more is None or alone.result is Result.PASS:
        return alone
    both = compared(held, one, one.value + one.or_more, readings)
    return alone if both.result is Result.FAIL else both


def _presumed(held: Held) -> Iterator[Outcome]:
    """Numbers known by their context alone: a note, where nothing that they may count has them.

    That something has them is no check that was passed: what they count was only inferred.
    """
    rule, sheet, context = held
    assert isinstance(rule.spec, ClaimSpec)
    every = claim_readings(context.rulebook)
    told = {one.about for one in context.stated.claims if one.kind == "count"}
    if told & _RECEIVED_OR_NEW:
        told |= _RECEIVED_OR_NEW
    if "handled" in told:
        told.add("worked_on")
    for one in context.stated.presumed:
        if one.kind != "count":
            continue
        left = [about for about in (one.about, *one.may_be) if about not in told]
        if not left or (one.about in told and left[0] not in _BETWEEN_YEARS):
            continue  # what is told by its name elsewhere is not looked for again
        if left[0].partition("+")[0] not in rule.spec.claims:
            continue
        written = [each for about in left for each in written_for(about, every)]
        readings = sums(dict.fromkeys(written), sheet)
        if not readings or in_other_scope(one, sheet) or not of_this_year(one, sheet):
            continue
        if all(each.is_other_than(one.value) for each in readings):
            likeliest = readings[:1]
            case = NO_OTHERS if one.no_others else PRESUMED
            told_of = compared(held, one, one.value, likeliest)
            facts = {**told_of.facts, **unsure(Unsure.INFERRED)}
            yield told_of._replace(case=case, facts=facts)


_RECEIVED_OR_NEW = {"received", "new_received"}
_BETWEEN_YEARS = ("carried_over", "carried_forward")


def _strictly(held: Held, one: Claim, fitting: Sequence[Reading]) -> Outcome | None:
    """A number that is right by what its words allow, and not by what they say: a note on it.

    企业3件 of one company and two societies; 公开12件 where two of them are 部分公开.
    """
    rule, sheet, _ = held
    assert isinstance(rule.spec, ClaimSpec)
    loose = set(rule.spec.loosely.get(one.about, ()))
    if one.also in _ALSO_LOOSELY:
        loose.update(set(rule.spec.claims[one.also]) - set(rule.spec.claims[one.about]))
    if not loose:
        return None
    strict = sums([reading for reading in fitting if reading not in loose], sheet)
    if not strict or not all(each.is_other_than(one.value) for each in strict):
        return None
    said = next(each for each in sums(fitting, sheet) if each.equals(one.value))
    told = compared(held, one, one.value, strict)
    facts = {**told.facts, "loosely": "\t".join(map(str, said.named))}
    return told._replace(case=told.case or LOOSELY, facts=facts)


_ALSO_LOOSELY = ("granted_or_partial", "worked_on")
"""What 公开 and 办理 may mean as well, where the text tells apart what they are in the table."""


def _is_of_all(one: Claim, readings: Sequence[Sum], sheet: Sheet, context: Context) -> bool:
    """Whether the part is all there is: 收到26件,均为自然人申请 holds if all are, be they 26 or 27.

    That the number itself is another accuses once, where it stands.
    """
    wholes = [each.value for each in _wholes(one, sheet, context) if each.exact and each.value]
    return any(each.exact and each.value in wholes for each in readings)


def _wholes(one: Claim, sheet: Sheet, context: Context) -> Sequence[Sum]:
    """What the tables give for the number that something is said of all of."""
    return sums(claim_readings(context.rulebook).get(one.under or "", ()), sheet)


def _with_its_whole(held: Held, one: Claim, readings: Sequence[Sum]) -> Iterator[Outcome]:
    """收到26件,均不予公开, where the tables have 27 of each: a note on the result beside.

    It stands in another row than those received, and has to be put right with it. Kinds of
    applicants stand in the same row, and are told with the number itself.
    """
    _, sheet, context = held
    if one.about.startswith("applicant_") or not all(
        each.is_other_than(one.value) for each in (*readings, *_wholes(one, sheet, context))
    ):
        return
    told = compared(held, one, one.value, readings)
    yield told._replace(case=PRESUMED, facts={**told.facts, **unsure(Unsure.INFERRED)})


def _of_its_whole(written: Sequence[Reading], one: Claim) -> Sequence[Reading]:
    """The readings that fit what the number is a part of: 收到5件，均为自然人 is of those received.

    All of them where the text does not say, or none fits.
    """
    if one.under not in _RECEIVED:
        return written
    fitting = [reading for reading in written if all(ref.row not in _HANDLED for ref in reading)]
    return fitting or written


_RECEIVED = ("received", "new_received")
_HANDLED = ("total_handled",)


def is_told(one: Claim, sheet: Sheet) -> bool:
    """Whether a number is one of this year's that says how many there were."""
    if one.kind != "count" or not of_this_year(one, sheet):
        return False
    # 其中11件办结，8件撤回 tells kinds of results, not all that was handled.
    return not (one.part and one.about in ("handled", "worked_on", "received"))


def channels(rule: Rule, sheet: Sheet, context: Context) -> Iterator[Outcome]:
    """The applications told by channel in one sentence, added up."""
    assert isinstance(rule.spec, ClaimSpec)
    held = Held(rule, sheet, context)
    by_sentence: dict[int, list[Claim]] = {}
    for one in context.stated.claims:
        if one.about in rule.spec.claims and one.kind == "count" and of_this_year(one, sheet):
            by_sentence.setdefault(id(one.sentence), []).append(one)
    for found in by_sentence.values():
        exact = all(one.exactness is Exactness.EXACT for one in found)
        text = _of_the_list(found)
        if len(found) == 1 or not exact or any(word in text for word in ("等", "主要", "另有")):
            continue
        total = sum((one.value for one in found), Decimal(0))
        readings = sums(rule.spec.claims[found[0].about], sheet)
        yield compared(held, found[0], total, readings)


def _of_the_list(found: Sequence[Claim]) -> str:
    """The words from the first channel to the end of what is said of the last."""
    text, last = found[0].sentence.text, found[-1]
    end = next((at for at in range(last.at, len(text)) if text[at] in _LIST_ENDS), len(text))
    return text[found[0].at : end]


_LIST_ENDS = ";:。"

JUDGES: Mapping[str, Judge] = {
    "claim": claim,
    "channels": channels,
}
