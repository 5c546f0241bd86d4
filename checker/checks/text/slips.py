"""Kinds ``slips`` and ``restated``: slips of the pen, and one quantity told twice otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from checker.checks.text.expected_values import (
    claim_readings,
    in_other_scope,
    of_this_year,
    quote_of,
    sums,
)
from checker.claims import Exactness
from checker.model import Outcome, Result
from checker.rulebook.kinds.writing import SlipsSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.checks.context import Context, Judge, Sheet
    from checker.claims import Claim
    from checker.rulebook.rule import Rule

_PROSE = (1, 5, 6)
"""The sections whose last sentence is their end; the others go over into a table."""
_FIRST, _LAST = "\u4e00", "\u9fff"
_SHORTEST, _LONGEST = 2, 8  # characters of a doubled word
_DOUBLED = re.compile(rf"([{_FIRST}-{_LAST}]{{{_SHORTEST},{_LONGEST}}})\1")
_PARTICLES = re.compile(r"的的|了了|和和|与与|在在|及及|对对|为为|将将")
_CUT_OFF = re.compile(r"[,、和与及并](?:等)?$")


def slips(rule: Rule, sheet: Sheet, context: Context) -> Iterator[Outcome]:
    """One outcome for each sentence with a doubled word, or cut off; one pass where none is."""
    assert isinstance(rule.spec, SlipsSpec)
    stated = context.stated.sentences
    if not stated:
        yield Outcome(rule.id, sheet.index, None, Result.UNDECIDED)
        return
    clean = True
    last = {one.section: number for number, one in enumerate(stated)}
    texts = [rule.spec.meant.sub("", one.text) for one in stated]
    # All sentences in one go: most reports have no such word anywhere.
    together = "\n".join(texts)
    may_be_doubled = _repeats(together) or _PARTICLES.search(together)
    for number, (sentence, text) in enumerate(zip(stated, texts, strict=True)):
        found = None
        if may_be_doubled:
            found = _DOUBLED.search(text) or _PARTICLES.search(text)
        if found is None and sentence.section in _PROSE and last[sentence.section] == number:
            found = _CUT_OFF.search(text)
        if found is None:
            continue
        clean = False
        at = max(sentence.text.find(found.group()), 0)
        quote = quote_of(sentence, at)
        facts = {"quote": quote.text, "found": found.group()}
        case = None if found.re is not _CUT_OFF else "cut-off"
        place = str(sentence.section)
        yield Outcome(rule.id, sheet.index, place, Result.FAIL, case=case, facts=facts, quote=quote)
    if clean:
        yield Outcome(rule.id, sheet.index, None, Result.PASS)


def _repeats(text: str) -> bool:
    """Whether anywhere as many characters as a doubled word has are followed by the same ones.

    In a sixth of the time of the pattern, which tries every length at every character.
    """
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    is_chinese = (letters >= ord(_FIRST)) & (letters <= ord(_LAST))
    return any(
        b"\1" * long in (is_chinese[:-long] & (letters[:-long] == letters[long:])).tobytes()
        for long in range(_SHORTEST, _LONGEST + 1)
    )


def restated(rule: Rule, sheet: Sheet, context: Context) -> Iterator[Outcome]:
    """One outcome for each quantity that two sentences tell: they give the same number.

    Numbers that two readings of the tables make (新收, or 新收 and 上年结转 together) may both be
    right.
    """
    readings_of = claim_readings(context.rulebook)
    told: dict[tuple[str, str | None], list[Claim]] = {}
    for one in context.stated.claims:
        if one.about in readings_of and _is_a_whole_of_the_year(one, sheet):
            told.setdefault((one.about, one.scope), []).append(one)
    for (about, _), claims in told.items():
        first = claims[0]
        others = [one for one in claims if one.sentence is not first.sentence]
        if not others:
            continue
        known = {s.value for s in sums(readings_of[about], sheet) if s.exact}
        other = next((one for one in others if one.value != first.value), None)
        may_both = other is not None and {first.value, other.value} <= known
        holds = other is None or may_both
        shown = other or others[0]
        quote = quote_of(shown.sentence, shown.at)
        before = quote_of(first.sentence, first.at)
        yield Outcome(
            rule=rule.id,
            report=sheet.index,
            place=str(shown.sentence.section),
            result=Result.PASS if holds else Result.FAIL,
            facts={
                "quote": quote.text, "stated": str(shown.value),
                "first": before.text, "found": str(first.value),
            },
            quote=quote,
        )  # fmt: skip


def _is_a_whole_of_the_year(one: Claim, sheet: Sheet) -> bool:
    exact = one.kind == "count" and one.exactness is Exactness.EXACT
    return (
        exact
        and not one.part
        and one.or_more is None
        and of_this_year(one, sheet)
        and not in_other_scope(one, sheet)
    )


JUDGES: Mapping[str, Judge] = {"slips": slips, "restated": restated}
