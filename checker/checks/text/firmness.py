"""Whether what a text states is sure enough to accuse, or is told as a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.checks.text.expected_values import claim_readings, sums
from checker.claims.firm import left_over
from checker.rulebook.lexicon import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from checker.checks.context import Context, Sheet
    from checker.claims import Claim, Statement


def is_firm(said: Claim | Statement, sheet: Sheet, context: Context) -> bool:
    """Whether the sentence is understood whole where it says so (``checker.claims.firm``)."""
    lexicon, body = context.rulebook.lexicon, sheet.report.body
    return not left_over(said, lexicon, body)


def is_another(one: Claim, sheet: Sheet, context: Context) -> bool:
    """Whether the number is just that of a neighbour, which the text leaves out.

    So it may be that one, in words that were taken for others: 收到39件,处理38件,结转1件 of a
    report that has nothing carried over and one carried forward.
    """
    every = claim_readings(context.rulebook)
    told = {each.about for each in context.stated.claims if each.kind == "count"}
    return bool(one.value) and any(
        each.equals(one.value)
        for about in _neighbours(one.about, told)
        if about not in told
        for each in sums(every.get(about, ()), sheet)
    )


def _neighbours(about: str, told: Collection[str]) -> Iterable[str]:
    """The quantities whose words are nearly those of one."""
    subject, _, name = about.partition(".")
    if about == "review.case_total" and "direct.case_total" in told:
        return ("after_review.case_total",)  # 诉讼10件:未经复议3件,经复议7件
    if name.startswith("case_"):
        others = SUBJECTS["case"] if name != "case_total" else ("review", "litigation")
        return (f"{other}.{name}" for other in others if other != subject)
    return _BESIDE.get(about, ())


_INTAKE = ("applicant_natural", "applicant_legal")
_BESIDE = {
    "carried_over": ("carried_forward",),
    "carried_forward": ("carried_over",),
    "received": _INTAKE,
    "new_received": _INTAKE,
    "granted": ("granted_or_partial",),
}
