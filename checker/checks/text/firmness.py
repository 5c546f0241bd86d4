"""Whether what a text states is sure enough to accuse, or is told as a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.checks.text.expected_values import claim_readings, of_this_year, sums
from checker.claims import Exactness
from checker.claims.firm import left_over
from checker.claims.parsed import parse
from checker.rulebook.lexicon import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from checker.checks.context import Context, Sheet
    from checker.checks.text.expected_values import Sum
    from checker.claims import Claim, Statement


def is_firm(said: Claim | Statement, sheet: Sheet, context: Context) -> bool:
    """Whether the sentence is understood whole where it says so (``checker.claims.firm``)."""
    lexicon, body = context.rulebook.lexicon, sheet.report.body
    return not left_over(said, lexicon, body)


def may_be_of_all_fields(one: Claim, readings: Sequence[Sum]) -> bool:
    """Whether reviews or lawsuits may be all of the body's: more are told, and 公开 is not.

    Fewer than table 4 has can be no such number.
    """
    sentence = one.sentence
    named = sentence.section == _OF_CASES or "公开" in sentence.text + sentence.heading
    values = [each.value for each in readings if each.value is not None]
    return ".case_" in one.about and not named and one.value > max(values, default=one.value)


_OF_CASES = 4


def is_told_rightly(one: Claim, sheet: Sheet, context: Context) -> bool:
    """Whether the text gives the number a second time, and then as the tables do.

    One of the two is meant of something else, or is a slip that the text itself shows (TX-26).
    """
    every = claim_readings(context.rulebook)
    same = _INTAKES if one.about in _INTAKES else {one.about}
    return any(
        each.equals(other.value)
        for other in context.stated.claims
        if other.about in same and other.kind == "count" and other.value != one.value
        and other.exactness is Exactness.EXACT and not other.part and of_this_year(other, sheet)
        for each in sums(every.get(other.about, ()), sheet)
    )  # fmt: skip


_INTAKES = {"received", "new_received"}


def is_another(one: Claim, sheet: Sheet, context: Context) -> bool:
    """Whether the number is just that of a neighbour, which the text leaves out.

    So it may be that one, in words that were taken for others: 收到39件,处理38件,结转1件 of a
    report that has nothing carried over and one carried forward.
    """
    every = claim_readings(context.rulebook)
    told = {each.about for each in context.stated.claims if each.kind == "count"}
    return bool(one.value) and any(
        each.equals(one.value)
        for about in _neighbours(one, told, context)
        if about not in told
        for each in sums(every.get(about, ()), sheet)
    )


def _neighbours(one: Claim, told: Collection[str], context: Context) -> Iterable[str]:
    """The quantities whose words are nearly those of one."""
    about = one.about
    subject, _, name = about.partition(".")
    if about == "review.case_total" and "direct.case_total" in told:
        return ("after_review.case_total",)  # 诉讼10件:未经复议3件,经复议7件
    if name.startswith("case_"):
        others = SUBJECTS["case"] if name != "case_total" else ("review", "litigation")
        return (f"{other}.{name}" for other in others if other != subject)
    if about in _INTAKES:  # 申请以自然人为主,共57件
        parsed = parse(one.sentence.text, context.rulebook.lexicon)
        return _APPLICANTS if "applicant" in parsed.parts else ()
    return _BESIDE.get(about, ())


_APPLICANTS = ("applicant_natural", "applicant_legal")
_BESIDE = {
    "carried_over": ("carried_forward",),
    "carried_forward": ("carried_over",),
    "granted": ("granted_or_partial",),
}
