"""Whether a number that differs from its cell is right of something that its sentence may mean.

A sentence accuses only where it is false under every reading that is near: 其他12件(含不予处理) of
four others and eight refused, 经复议7件 of lawsuits after review, 公开类253件 of those granted in
part as well. What the text tells by itself elsewhere is no such reading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.checks.text.expected_values import claim_readings, of_this_year, sums, written_for
from checker.claims.kinds import any_of
from checker.claims.parsed import parse
from checker.rulebook.lexicon import MEANINGS, SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from checker.checks.context import Context, Sheet
    from checker.claims import Claim
    from checker.claims.parsed import Parsed

INTAKES = {"received", "new_received"}
_APPLICANTS = ("applicant_natural", "applicant_legal")
_PARTS = {"result", "row", "short"}
_NAMES = MEANINGS["result"] - {"opened"} | MEANINGS["row"]
_GROUPS = ("denied", "unavailable", "refused", "other")
_TOTAL = "case_total"
_ANSWERED = {"handled", "worked_on"}
_SUM, _ADDED_UP = any_of("mark", "sum"), any_of("mark", "sum", "joint", "added")
_CARRY, _APPLICANT = any_of("carry"), any_of("applicant")
_DONE = any_of("action", "complete", "reply", "work")
_AFTER_DENIED = ("unavailable", "refused")
"""Results that 其他 may sum up with its own, where they are not told."""


def is_explained(one: Claim, sheet: Sheet, context: Context) -> bool:
    """Whether the tables have the number for something near, which the text leaves out."""
    every = claim_readings(context.rulebook)
    told = {
        each.about
        for each in context.stated.claims
        if each.kind == "count" and not (each.about == "partial" and each.part)
    }
    parsed = parse(one.sentence.text, context.rulebook.lexicon)
    if not one.value:
        return False
    return _is_of_those_received(one, sheet, context) or any(
        each.equals(one.value)
        for about in dict.fromkeys(_near(one, parsed, told))
        for each in sums(written_for(about, every), sheet)
    )


def _is_of_those_received(one: Claim, sheet: Sheet, context: Context) -> bool:
    """收到46件。已答复43件。未到期3件。2022年的4件也已答复: the four are told by themselves."""
    if one.about not in _ANSWERED:
        return False
    every = claim_readings(context.rulebook)
    over = {each.value for each in sums(every.get("carried_over", ()), sheet) if each.value}
    done = {each.value for each in sums(every.get("handled", ()), sheet)}
    claimed = [
        each
        for each in context.stated.claims
        if each.about == "carried_over" or not of_this_year(each, sheet)
    ]
    told = {f"{each.value:f}" for each in (*claimed, *context.stated.presumed)}
    told |= {"".join(filter(str.isdigit, each.printed)) for each in context.stated.left}
    return any(f"{each:f}" in told and one.value + each in done for each in over)


def _near(one: Claim, parsed: Parsed, told: Collection[str]) -> Iterator[str]:
    """What else may be meant, a sum as ``granted+partial``."""
    _, _, name = one.about.rpartition(".")
    if name.startswith("case_"):
        yield from _cases(one, parsed, told)
    elif one.list in {"results", "rows"}:
        yield from _results(one, parsed, told)
    else:
        yield from (
            about
            for about in _applications(one, parsed)
            if about not in told or one.about == "workload"
        )


def _cases(one: Claim, parsed: Parsed, told: Collection[str]) -> Iterator[str]:
    """Other ways to court, reviews for lawsuits, both together."""
    subject, _, name = one.about.partition(".")
    if one.about == "review.case_total" and "direct.case_total" in told:
        yield "after_review.case_total"  # 诉讼10件:未经复议3件,经复议7件
    both = subject == "review" or name == _TOTAL
    others = ("review", "litigation") if both else SUBJECTS["case"]
    yield from (f"{other}.{name}" for other in others if f"{other}.{name}" not in told)
    if name != _TOTAL or parsed.kinds & _SUM:
        yield f"review.{name}+litigation.{name}"  # 行政复议52件;行政诉讼15件;被纠正的共7件


def _results(one: Claim, parsed: Parsed, told: Collection[str]) -> Iterator[str]:
    """Results and rows that the sentence names and does not tell, alone and with its own."""
    name = one.about.removesuffix("_reasoned")
    named = {each.name for each in parsed.tokens if each.part in _PARTS} & _NAMES
    own = {name, "granted", "partial"} if name == "granted_or_partial" else {name}
    within = {group for group in _GROUPS for each in told if each.startswith(f"{group}_")}
    for other in sorted(named.difference(told, own, within)):
        yield other
        if not (other.startswith(f"{name}_") or name.startswith(f"{other}_")):
            yield f"{name}+{other}"
    untold = [other for other in _AFTER_DENIED if other not in told]
    if name == "other_handling" and untold:  # 公开21件,不公开10件,无法提供12件,其他4件
        yield "+".join((*untold, name))
    if name == "granted" and not {"granted_or_partial", "partial"}.intersection(told):
        yield "granted_or_partial"  # 可以公开的10件


def _applications(one: Claim, parsed: Parsed) -> Iterator[str]:
    """Those carried in or over for those that came in, and the other way round."""
    carries = parsed.kinds & _CARRY
    if one.about in INTAKES:
        if parsed.kinds & _APPLICANT:
            yield from _APPLICANTS  # 申请以自然人为主,共57件
        if carries:
            yield "new_received+carried_over"
    elif one.about in _ANSWERED and carries:
        yield "new_received+carried_over"
    elif one.about == "carried_over":
        yield "carried_forward"
        if parsed.kinds & _DONE:
            yield "handled"  # 含上年未办结的在内共答复4件
        if parsed.kinds & _ADDED_UP:
            yield "new_received+carried_over"
    elif one.about == "carried_forward":
        yield "carried_over"
    elif one.about == "workload":
        yield from ("handled", "new_received")  # 到期应答复47件
