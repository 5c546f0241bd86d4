"""Whether a number is told as a part of something that is not the whole of what it counts.

上年结转4件中,公开2件 is of those four, 46件申请中,43件已答复 of those that came in this year, and
对2件重复申请,一件不予处理,另一件…  of the two. The table has them with all the others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.checks.text.expected_values import claim_readings, sums, written_for
from checker.claims.parsed import parse
from checker.claims.verbs import OF_TIME

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.checks.context import Context, Sheet
    from checker.checks.text.expected_values import Sum
    from checker.claims import Claim
    from checker.claims.tokens import Token

_AMONG = re.compile(r"[^,;。:()\d]{0,12}(?<!其)中(?!心|央|国|小|介)")
"""Behind a number: of these (46件申请中). Twelve letters hold 政府信息公开申请办理结果."""
_OPENS_PARTS = re.compile(r"[^,;。:()\d]{0,8}(?:[,(:]?(?:其中|含|包括|包含)|\()")
"""Right behind a number: parts of it follow."""
_NO_COUNT = frozenset({"%", "百分点", "个百分点", *OF_TIME})
_PARTS_OFF = ";。"
_SEVERAL = 2
_WORKLOAD = "new_received+carried_over"
_RESULTS = ("handled", "worked_on", "granted_or_partial", "denied", "unavailable", "refused",
            "other_handling")  # fmt: skip
_WHOLES = {
    "results": ("handled", "worked_on", "granted_or_partial"),
    "rows": _RESULTS,
    "applicants": ("received", "new_received", "applicant_legal"),
    "channels": (),
}
_OUTCOME = ".case_"
_DONE = {"handled", "worked_on"}
_CAME_IN = {"received", "new_received"}


def is_of_some(one: Claim, sheet: Sheet, context: Context) -> bool:
    """Whether the number is part of a number that the tables have for no whole of it."""
    wholes = _wholes_of(one)
    bases = list(_bases(one, context)) if wholes else []
    if not bases:
        return False
    every = claim_readings(context.rulebook)
    values = {each.value for about in wholes for each in sums(written_for(about, every), sheet)}
    return not all(base in values for base in bases)


def tells_its_part(one: Claim, readings: Sequence[Sum], context: Context) -> bool:
    """应诉案件19件(含信息公开5件): what the table has is told as a part, so this counts more.

    Not by a name of ours: 收到5件,其中自然人3件 may be wrong in its total.
    """
    parsed = parse(one.sentence.text, context.rulebook.lexicon)
    end = one.at + len(one.printed)
    opens = _OPENS_PARTS.match(parsed.text, end)
    if opens is None:
        return False
    stop = next((n for n in range(end, len(parsed.text)) if parsed.text[n] in _PARTS_OFF), None)
    values = {each.value for each in readings if each.value}
    told = [each for each in context.stated.claims if each.sentence is one.sentence]
    ours = {each.at for each in told}
    behind = {each.about for each in told if each.at >= opens.end()}
    if one.about in _DONE and behind & _CAME_IN and "carried_over" not in behind:
        return True  # 办理事项53件次,其中申请46件、咨询7件
    return any(
        each.figure is not None and each.figure.value in values and each.name == one.unit
        for each in parsed.tokens
        if opens.end() <= each.start < (stop or len(parsed.text)) and each.start not in ours
    )


def _is_outcome(about: str) -> bool:
    return _OUTCOME in about and not about.endswith("total")


def _wholes_of(one: Claim) -> Sequence[str]:
    """What the number may be a part of, by its name or its list."""
    subject, _, name = one.about.rpartition(".")
    if name.startswith("case_"):
        return (
            ()
            if name == "case_total"
            else tuple(
                f"{each}.case_{what}"
                for each in (subject, "litigation")
                for what in ("total", "concluded")
            )
        )
    if one.about in _DONE:
        return (_WORKLOAD,)
    return _WHOLES.get(one.list or "", ())


def _bases(one: Claim, context: Context) -> Iterator[object]:
    """The numbers before one that it is told to be a part of, the nearest of each kind."""
    parsed = parse(one.sentence.text, context.rulebook.lexicon)
    text = parsed.text
    start = max(text.rfind(mark, 0, one.at) for mark in _PARTS_OFF) + 1
    counts = [
        each
        for each in parsed.tokens
        if each.start >= start and each.figure is not None and each.name not in _NO_COUNT
    ]
    index = next((n for n, each in enumerate(counts) if each.start == one.at), None)
    if index is None:
        return
    before = counts[:index]
    among = [each for each in before if _AMONG.match(text, each.end)]
    if among and among[-1].figure:
        yield among[-1].figure.value
    if one.about in _DONE:
        return  # 收到9件,办结7件,结转2件: no parts of what came in alone
    stated = (*context.stated.claims, *context.stated.presumed)
    beside = {
        each.at for each in stated if each.sentence is one.sentence and _stands_beside(each, one)
    }
    added = next(
        (
            n
            for n in reversed(range(index))
            if before[n].start not in beside and _adds_up(counts, n, index)
        ),
        None,
    )
    if added is not None and (base := counts[added].figure):
        yield base.value


def _stands_beside(other: Claim, one: Claim) -> bool:
    """Whether two numbers are parts of one whole: a result and a row of another result."""
    if other.list is None or one.list is None:
        return _is_outcome(other.about)
    related = one.about.startswith(f"{other.about}_") or other.about.startswith(f"{one.about}_")
    return not related and (other.list in _RESULTS_OR_ROWS) == (one.list in _RESULTS_OR_ROWS)


_RESULTS_OR_ROWS = ("results", "rows")


def _adds_up(counts: Sequence[Token], base: int, index: int) -> bool:
    """Whether the numbers behind one add up to it, the one at ``index`` among them."""
    values = [each.figure.value for each in counts if each.figure]
    unit = counts[base].name
    if any(each.name != unit for each in counts[base + 1 : index + 1]):
        return False
    return any(
        sum(values[base + 1 : end]) == values[base]
        for end in range(max(index + 1, base + 1 + _SEVERAL), len(values) + 1)
    )
