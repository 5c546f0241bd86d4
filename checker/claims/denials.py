"""What a clause says there was none of: 未收到申请, 无行政复议, 行政诉讼全年未发生."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.claims.clauses import has
from checker.claims.topics import BOTH, CASES, OTHER_MATTERS, REQUEST, cases_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.claims.statements import Spoken
    from checker.claims.tokens import Token

_UNKNOWN = 14
"""Letters outside the lexicon that may stand in 未收到…申请: whose it might have been."""
_LOST = frozenset({"corrected", "lost"})
_ASKING = frozenset({"receive", "receive_new", "submit"})
_LIMITS = ("limit", "timely", "withdrawn", "except", "completion", "rate")
_SAYS_NOTHING = ("copula", "of", "past", "all", "filler", "about", "sum", "neg", "zero")
_CLAUSE_END = re.compile(r"[,;:。!?()]|$")
_ONE = re.compile(r"一(?:件|起|宗|份|例)")


def denied(clause: Sequence[Token], at: int, spoken: Spoken) -> list[str]:
    """What stands behind 未 or 无, or before it where nothing does; none where it is limited."""
    before, words = clause[:at], clause[at + 1 :]
    if any(not _is_not_one(one) for one in words):
        return []
    if not any(one.part not in {"mark", "stop", "time"} for one in words):
        return _none_of_those(before, clause, spoken)
    outcomes = {one.name for one in words if one.part == "outcome"}
    cases = cases_in(words)
    if cases and has(words, "mark", "zero"):
        cases = list(dict.fromkeys([*cases_in(before), *cases]))  # 复议零发生、诉讼零发生
    if cases:
        first = next((n for n, one in enumerate(words) if one.names(*CASES, "disputes")), 0)
        asked = _none_received(clause[at], words[:first], spoken) if first else []
        both = asked if any(one.name == "、" for one in words[:first]) else []
        return [*both, *_no_cases(cases, outcomes, words)]
    if outcomes:
        return _no_cases(cases_in(before), outcomes, words) if outcomes <= _LOST else []
    limited = has(words, "object", *OTHER_MATTERS, "role") or has(words, "action", "publish")
    limited = limited or _is_of_fees(words)
    told_apart = any(has(words, part) for part in ("carry", "result", "row"))
    ways = {one.name for one in words if one.part == "channel"}
    kinds = {one.name for one in words if one.part == "applicant"}
    everybody = kinds <= {"people"} or "anyone" in kinds or kinds == {"natural", "legal"}
    if limited or told_apart or not everybody or (ways and not _is_any_way(ways, words)):
        return []  # 未收到当面提交的申请 tells of some of them
    return _none_received(clause[at], words, spoken)


_TOGETHER = {BOTH: ("review", "litigation"), "review": ("review",), "litigation": ("litigation",)}
"""What 无 by itself denies under a heading on cases."""


def is_a_denial_alone(clause: Sequence[Token], text: str) -> bool:
    """Whether a clause says 无 and nothing else."""
    said = all(one.marks(*_SAYS_NOTHING) or one.part == "time" for one in clause)
    return said and not any(one.gap for one in clause) and _ends(clause, text)


def _ends(clause: Sequence[Token], text: str) -> bool:
    """Whether the clause ends with its last word, so that nothing unknown is denied."""
    return bool(_CLAUSE_END.match(text, clause[-1].end))


def _is_long(one: Token) -> bool:
    """Whether 零 and what there was none of are one word: 零申请, 零报告."""
    return one.end - one.start > len("皆空")


def _is_any_way(ways: set[str], words: Sequence[Token]) -> bool:
    """Whether all ways are meant: 书面或网上的公开申请."""
    return len(ways) > 1 and any(one.marks("joint", "more") or one.name == "、" for one in words)


def _is_not_one(one: Token) -> bool:
    """Whether it is no number, or but the 一件 of 没有收到一件申请."""
    return one.figure is None or bool(_ONE.fullmatch(one.figure.printed))


def _is_of_fees(words: Sequence[Token]) -> bool:
    """Whether the fee is what there was none of: 没有产生依申请公开信息处理费."""
    return any(
        one.names("request", "disclosure") and behind.names("fee") and not behind.gap
        for one, behind in pairwise(words)
    )


def _none_of_those(before: Sequence[Token], clause: Sequence[Token], spoken: Spoken) -> list[str]:
    """行政复议、行政诉讼全年未发生; 行政诉讼情况:无; 依申请公开零报告."""
    if any(one.figure is not None for one in before) or has(before, "object", *OTHER_MATTERS):
        return []
    whole = clause[len(before)].name == "zero" and _is_long(clause[len(before)])
    if not (whole or _ends(clause, spoken.text)) or any(
        one.gap for one in clause[len(before) + 1 :]
    ):
        return []
    alone = is_a_denial_alone(clause, spoken.text)
    named = before if has(before, "object") else spoken.last if alone else ()
    if any(one.figure is not None for one in named) or has(named, "outcome") or has(named, "carry"):
        return []
    at_once = alone and not named and not spoken.behind
    under = _TOGETHER.get(spoken.topic or "", ()) if at_once else ()  # (三)复议诉讼。无。
    if cases := cases_in(named) or under:
        return _no_cases(cases, set(), named)
    asks = has(named, "object", "request", "apply")
    of_work = has(named, "action") or has(named, "result") or has(named, "mark", "completion")
    # 无。 under a heading on applications; 未再出现 says it of something else.
    bare = alone and not any(one.marks("filler") for one in clause)
    if not asks and not (spoken.topic == REQUEST and bare and not named):
        return []
    return [] if of_work or has(named, "object", *OTHER_MATTERS) else ["none_received"]


def _no_cases(cases: Sequence[str], outcomes: set[str], words: Sequence[Token]) -> list[str]:
    if has(words, "mark", "limit", "timely") or has(words, "carry"):
        return []
    if outcomes and outcomes <= _LOST:
        told = {"review": "no_correction", "litigation": "no_defeat"}
        return [told[one] for one in cases if one in told]
    first = next((n for n, one in enumerate(words) if one.names(*CASES)), len(words))
    of_others = has(words[:first], "object", *OTHER_MATTERS)  # …行政诉讼和举报: they stand behind
    if outcomes or of_others or has(words, "object", "role"):
        return []
    return [f"no_{one}" for one in cases]


def _none_received(denial: Token, words: Sequence[Token], spoken: Spoken) -> list[str]:
    verbs = {one.name for one in words if one.part == "action"}
    if verbs - _ASKING - {"work"} or has(words, "mark", *_LIMITS) or not _asks(words, spoken):
        return []
    unknown = _unknown(denial, words, spoken.text)
    if (
        verbs & _ASKING
        or has(words, "applicant", "anyone", "people")
        or has(words, "mark", "whole")
    ):
        return ["none_received"] if unknown <= _UNKNOWN else []
    is_verb = spoken.text[denial.start : denial.end] == "未"  # 未依申请公开 denies something else
    return ["none_received"] if not (verbs or is_verb) and unknown <= 1 else []


def _asks(words: Sequence[Token], spoken: Spoken) -> bool:
    """Whether applications for disclosure are what is named."""
    if has(words, "object", "request"):
        return True
    disclosure = has(words, "object", "disclosure")
    if has(words, "object", "apply"):
        known = _unknown_within(words) <= 1 and has(words, "action", "receive", "submit")
        return disclosure or spoken.topic == REQUEST or known
    by_way = any(  # 没有接到政府信息公开的书面或网上申请
        one.part == "channel" and spoken.text[one.start : one.end].endswith("申请") for one in words
    )
    asked = has(words, "action", "submit") or by_way
    return disclosure and asked and has(words, "action", "receive")


def _unknown_within(words: Sequence[Token]) -> int:
    return sum(one.gap for one in words)


def _unknown(denial: Token, words: Sequence[Token], text: str) -> int:
    """Letters between the negation and the end of its clause that are no words of ours."""
    found = _CLAUSE_END.search(text, words[-1].end)
    end = found.start() if found else len(text)
    return end - denial.end - sum(one.end - one.start for one in words)
