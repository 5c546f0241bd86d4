"""Whether what a text states is sure enough to accuse, or is told as a note."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from checker.checks.text.expected_values import claim_readings, of_this_year, sums
from checker.checks.text.explained import INTAKES
from checker.claims import Exactness, Statement
from checker.claims.arrangement import is_laid_down
from checker.claims.firm import left_over
from checker.claims.parsed import parse
from checker.claims.periods import year_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.checks.context import Context, Sheet
    from checker.checks.text.expected_values import Sum
    from checker.claims import Claim
    from checker.rulebook.lexicon import Lexicon


class Unsure(StrEnum):
    """Why a sentence accuses nobody: ``facts["note"]`` of an outcome that is a note."""

    LEFT_OVER = (
        "left-over"  # words that are not known, or have no part in it: ``facts["left_over"]``
    )
    ARRANGED = "arranged"  # the words stand as none do that are laid down
    NEAR = "near"  # the number is right of something near
    OF_SOME = "of-some"  # it is a part of something that is no whole of it
    TOLD_RIGHTLY = "told-rightly"  # the text gives it again, and then as the tables do
    ALL_FIELDS = "all-fields"  # reviews and lawsuits of all that the body does
    INFERRED = "inferred"  # only what is spoken of says what is counted


def understood(said: Claim | Statement, sheet: Sheet, context: Context) -> dict[str, str]:
    """The facts of a sentence that is not understood whole; none where it is.

    Each of its words (``checker.claims.firm``), and how they are arranged.
    """
    lexicon, body = context.rulebook.lexicon, sheet.report.body
    if isinstance(said, Statement) and _is_of_another_year(said, sheet, lexicon):
        return unsure(Unsure.ARRANGED)
    if left := left_over(said, lexicon, body):
        return unsure(Unsure.LEFT_OVER) | {"left_over": "\t".join(left)}
    read = {one.at for one in context.stated.claims if one.sentence is said.sentence}
    return {} if is_laid_down(said, read, lexicon) else unsure(Unsure.ARRANGED)


def _is_of_another_year(said: Statement, sheet: Sheet, lexicon: Lexicon) -> bool:
    """2022年收到的申请均已办结: of a report on the year after."""
    tokens = parse(said.sentence.text, lexicon).tokens
    year = year_of([one for one in tokens if one.start < said.at])
    return year not in {None, sheet.report.year}


def unsure(why: Unsure) -> dict[str, str]:
    """The facts of an outcome that is a note for this reason."""
    return {"note": why.value}


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
    same = INTAKES if one.about in INTAKES else {one.about}
    return any(
        each.equals(other.value)
        for other in context.stated.claims
        if other.about in same and other.kind == "count" and other.value != one.value
        and other.exactness is Exactness.EXACT and not other.part and of_this_year(other, sheet)
        for each in sums(every.get(other.about, ()), sheet)
    )  # fmt: skip
