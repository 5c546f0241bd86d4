"""What a sentence says without a number: none received, no review, all completed, all upheld."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.claims import topics
from checker.claims.claim import Statement
from checker.claims.clauses import clauses, has
from checker.claims.topics import CASES, FOREIGN, REQUEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.claims.claim import Sentence
    from checker.claims.clauses import Stretch
    from checker.claims.tokens import Token

SPEAKING = frozenset({"neg", "zero", "all", "completion"})
"""Small words one of which every statement holds, but that of no defeat."""
_UNKNOWN = 14
"""Letters outside the lexicon that may stand in 未收到…申请: whose it might have been."""
_LOST = frozenset({"corrected", "lost"})
_ASKING = frozenset({"receive", "receive_new", "submit"})
_LITIGATION = frozenset({"litigation", "direct", "after_review"})
_LIMITS = ("limit", "timely", "withdrawn", "except", "completion", "rate")
_CLAUSE_END = re.compile(r"[,;:。!?()]|$")
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Spoken:
    """The sentence as shown, what was spoken of before it, and whether disclosure is."""

    text: str
    topic: str | None
    disclosed: bool


def statements(sentence: Sentence, stretch: Stretch, spoken: Spoken) -> Iterator[Statement]:
    """All statements of a sentence outside its brackets, in the order printed."""
    denied_before = False
    behind: list[Token] = []
    topic = spoken.topic
    for clause in clauses(stretch):
        now = Spoken(spoken.text, topic, spoken.disclosed)
        topic = topics.after(clause, topic)
        if has(clause, "time", "part", "last", "other") or has(clause, "mark", "plan"):
            denied_before = False
            continue
        denied = next((n for n, one in enumerate(clause) if one.marks("neg", "zero")), None)
        if denied is not None:
            said = _denied(clause, denied, now)
        elif denied_before and _only_cases(clause):
            said = [f"no_{one}" for one in _cases(clause)]
        else:
            said = _of_all(clause, _subjects(behind), now)
        denied_before = any(one in {"no_review", "no_litigation"} for one in said)
        behind += clause
        for about in dict.fromkeys(said):
            yield Statement(about, sentence, at=clause[denied or 0].start)


def _cases(words: Sequence[Token]) -> list[str]:
    names = {one.name for one in words if one.part == "object"}
    found = ["review"] if "review" in names else []
    return [*found, "litigation"] if names & _LITIGATION else found


def _subjects(words: Sequence[Token]) -> list[str]:
    return list(dict.fromkeys(one.name for one in words if one.names(*CASES)))


def _told(topic: str | None) -> list[str]:
    return ["review", "litigation"] if topic == topics.BOTH else [topic or ""]


def _only_cases(clause: Sequence[Token]) -> bool:
    """Whether a clause is but the continuation of 未发生行政复议: ,行政诉讼."""
    return bool(_cases(clause)) and all(
        one.names(*CASES) or one.is_stop or one.marks("copula", "of", "filler", "about", "item", "joint")
        for one in clause
    )


def _denied(clause: Sequence[Token], at: int, spoken: Spoken) -> list[str]:
    """What stands behind 未 or 无, where nothing limits it."""
    before, words = clause[:at], clause[at + 1 :]
    if any(one.figure is not None for one in words):
        return []
    cases = _cases(words)
    outcomes = {one.name for one in words if one.part == "outcome"}
    if cases and (spoken.disclosed or (has(words, "object", "disclosure", "request"))):
        return _no_cases(cases, outcomes, words)
    if outcomes:
        return _no_cases(_cases(before), outcomes, words) if outcomes <= _LOST else []
    limited = has(words, "object", "foreign", "role") or has(words, "action", "publish")
    told_apart = any(has(words, part) for part in ("carry", "result", "row", "channel"))
    kinds = {one.name for one in words if one.part == "applicant"}
    if limited or told_apart or (len(kinds) == 1 and kinds != {"anyone"}):
        return []  # 未收到当面提交的申请 tells of some of them
    return _none_received(before, clause[at], words, spoken)


def _no_cases(cases: Sequence[str], outcomes: set[str], words: Sequence[Token]) -> list[str]:
    if has(words, "mark", "limit", "timely") or has(words, "carry"):
        return []
    if outcomes and outcomes <= _LOST:
        return [{"review": "no_correction", "litigation": "no_defeat"}[one] for one in cases]
    if outcomes or has(words, "object", "role"):
        return []
    return [f"no_{one}" for one in cases]


def _none_received(
    before: Sequence[Token], denial: Token, words: Sequence[Token], spoken: Spoken
) -> list[str]:
    if not words:  # 依申请公开零报告
        named = has(before, "object", "request") or (spoken.topic == REQUEST and not before)
        return ["none_received"] if named and denial.name == "zero" else []
    verbs = {one.name for one in words if one.part == "action"}
    if verbs - _ASKING - {"work"} or has(words, "mark", *_LIMITS) or not _asks(words, spoken):
        return []
    unknown = _unknown(denial, words, spoken.text)
    if verbs & _ASKING:
        return ["none_received"] if unknown <= _UNKNOWN else []
    is_verb = spoken.text[denial.start : denial.end] == "未"  # 未依申请公开 denies something else
    return ["none_received"] if not (verbs or is_verb) and unknown <= 1 else []


def _asks(words: Sequence[Token], spoken: Spoken) -> bool:
    """Whether applications for disclosure are what is named."""
    if has(words, "object", "request"):
        return True
    disclosure = has(words, "object", "disclosure")
    if has(words, "object", "apply"):
        return disclosure or spoken.topic == REQUEST
    return disclosure and has(words, "action", "submit") and has(words, "action", "receive")


def _unknown(denial: Token, words: Sequence[Token], text: str) -> int:
    """Letters between the negation and the end of its clause that are no words of ours."""
    found = _CLAUSE_END.search(text, words[-1].end)
    end = found.start() if found else len(text)
    return end - denial.end - sum(one.end - one.start for one in words)


def _of_all(clause: Sequence[Token], subjects: Sequence[str], spoken: Spoken) -> list[str]:
    """All upheld, no defeat, all completed."""
    if has(clause, "outcome", "defeat"):
        return ["no_defeat"] if spoken.disclosed and spoken.topic != FOREIGN else []
    at = next((n for n, one in enumerate(clause) if one.marks("all")), None)
    if at is not None and has(clause, "outcome", "upheld"):
        named = _subjects(clause) or subjects or _told(spoken.topic)
        return [f"{one}.all_upheld" for one in named if one in CASES and spoken.disclosed]
    foreign = has(clause, "object", "foreign", "role") or has(clause, "carry")
    limited = has(clause, "mark", "limit", "except", "rest")
    if topics.after(clause, spoken.topic) != REQUEST or foreign or limited:
        return []
    return ["all_completed"] if _is_completed(clause, at, spoken.text) else []


def _is_completed(clause: Sequence[Token], at: int | None, text: str) -> bool:
    """办结率100%, or a clause from its 均 on that tells of an end."""
    if has(clause, "mark", "completion"):
        whole = any(one.figure and one.name == "%" and one.figure.value == _WHOLE for one in clause)
        return whole and not has(clause, "mark", "timely")
    if at is None or any(one.figure is not None for one in clause[at:]):
        return False
    return _is_done(clause[at:], text)


def _is_done(words: Sequence[Token], text: str) -> bool:
    """均按期办结 tells when; 全部按期办结 and 均已按期办结 also tell that all is done."""
    printed = text[words[0].start : words[-1].end]
    timely = has(words, "mark", "timely")
    if has(words, "action", "complete"):
        return not timely or any(one in printed for one in ("已", "全部", "所有"))
    return has(words, "action", "reply") and not timely and "全部" in printed
