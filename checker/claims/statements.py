"""What a sentence says without a number: none received, no review, all completed, all upheld."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.claims import topics
from checker.claims.clauses import has, parted
from checker.claims.denials import denied, is_a_denial_alone
from checker.claims.kinds import any_of
from checker.claims.topics import CASES, FOREIGN, OTHER_MATTERS, REQUEST
from checker.claims.upheld import settled_without_numbers
from checker.model.stated import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.claims.clauses import Stretch
    from checker.claims.tokens import Token
    from checker.model.stated import Sentence

SPEAKING = any_of("mark", "neg", "zero", "all", "completion") | any_of("outcome")
"""Without one of these nothing is denied, nor told of all."""
_WHOLE = 100
_OF_CASES = 4
"""The section on reviews and lawsuits; 无 alone says that there were none."""


class Spoken(NamedTuple):
    """The sentence as shown, what was spoken of before it, and whether disclosure is."""

    text: str
    topic: str | None
    disclosed: bool
    behind: tuple[Token, ...] = ()  # the words since the last semicolon
    last: tuple[Token, ...] = ()  # the clause before


def statements(sentence: Sentence, stretch: Stretch, spoken: Spoken) -> Iterator[Statement]:
    """All statements of a sentence outside its brackets, in the order printed."""
    behind: list[Token] = []
    last: tuple[Token, ...] = ()
    topic = spoken.topic
    denied_before = False
    found = parted(stretch)
    speaking = len([one for one in found if one.kinds & SPEAKING])
    for n, (mark, clause, kinds) in enumerate(found):
        if n and not speaking and not denied_before:
            return
        speaking -= bool(kinds & SPEAKING)
        if mark in {";", "。"}:
            behind, last = [], ()
        opens = n == 0 and sentence.section == _OF_CASES and clause[0] == stretch.tokens[0]
        speaks = kinds & SPEAKING or denied_before or opens
        if speaks and not kinds & _OTHER_TIMES:
            now = Spoken(spoken.text, topic, spoken.disclosed, tuple(behind), last)
        else:
            now, denied_before = None, False
        if kinds & topics.TOPICAL:
            topic = topics.after(clause, topic)
        behind += clause
        last = clause
        if now is None:
            continue
        alone = opens and is_a_denial_alone(clause, spoken.text)
        if alone and not has(stretch.tokens[len(clause) :], "object"):
            said = ["no_review", "no_litigation"]
        else:
            said = _said(clause, kinds, now, denied_before=denied_before)
        denied_before = "no_review" in said or "no_litigation" in said
        denial = next((one for one in clause if one.kind & _DENIALS), clause[0])
        for about in dict.fromkeys(said):
            yield Statement(about, sentence, at=denial.start)


def _said(clause: Sequence[Token], kinds: int, spoken: Spoken, *, denied_before: bool) -> list[str]:
    """What a clause says; ``denied_before``: the one before it that there were no cases."""
    if kinds & _DENIALS:
        return denied(
            clause, next(n for n, one in enumerate(clause) if one.kind & _DENIALS), spoken
        )
    if denied_before and _only_cases(clause):
        return [f"no_{one}" for one in topics.cases_in(clause)]
    return _of_all(clause, kinds, spoken)


_DENIALS = any_of("mark", "neg", "zero")
_OTHER_TIMES = any_of("time", "part", "last", "other") | any_of("mark", "plan")


def said_of_cases(
    sentence: Sentence, outer: Stretch, bracket: Stretch, spoken: Spoken
) -> Iterator[Statement]:
    """诉讼2件(均胜诉): what a bracket without a number says of all cases counted before it."""
    tokens = bracket.tokens
    if any(one.figure is not None or one.is_stop for one in tokens) or not has(tokens, "outcome"):
        return
    before = [one for one in outer.tokens if one.end <= (bracket.opens or 0)]
    cut = max((n for n, one in enumerate(before, 1) if one.is_stop), default=0)
    named = tuple(before[cut:])
    if not topics.cases_in(named) or before[-1].figure is None or before[-1].end != bracket.opens:
        return
    now = Spoken(spoken.text, topics.after(named, spoken.topic), spoken.disclosed, named)
    if not spoken.disclosed or has(tokens, "mark", "neg", "zero"):
        return
    for about in settled_without_numbers(tokens, now.behind, now.topic):
        yield Statement(about, sentence, at=tokens[0].start)


def _only_cases(clause: Sequence[Token]) -> bool:
    """Whether a clause is but the continuation of 未发生行政复议: ,行政诉讼."""
    return bool(topics.cases_in(clause)) and all(
        one.names(*CASES)
        or one.is_stop
        or one.marks("copula", "of", "filler", "about", "item", "joint")
        for one in clause
    )


def _of_all(clause: Sequence[Token], kinds: int, spoken: Spoken) -> list[str]:
    """All upheld, no defeat, all completed."""
    if kinds & _DEFEAT:
        return ["no_defeat"] if spoken.disclosed and spoken.topic != FOREIGN else []
    if spoken.disclosed and kinds & _OUTCOME:
        return settled_without_numbers(clause, spoken.behind, spoken.topic)
    if not kinds & _OF_ALL or kinds & _LIMITING or _is_of_carried(spoken):
        return []
    if topics.after(clause, spoken.topic) != REQUEST:
        return []
    at = next((n for n, one in enumerate(clause) if one.marks("all")), None)
    return _completed(clause, at, spoken.text)


_DEFEAT, _OUTCOME = any_of("outcome", "defeat"), any_of("outcome")
_OF_ALL = any_of("mark", "all", "completion")
_LIMITING = (
    any_of("object", *OTHER_MATTERS, "role") | any_of("carry") | any_of("mark", "except", "rest")
)


def _is_of_carried(spoken: Spoken) -> bool:
    """上年结转2件,均于本年办结: all of those, where nothing that came in was told with them."""
    told = has(spoken.last, "carry", "over") and any(one.figure for one in spoken.last)
    return told and not has(spoken.behind, "action", "receive", "receive_new")


def _completed(clause: Sequence[Token], at: int | None, text: str) -> list[str]:
    """办结率100%, or a clause from its 均 on that tells of an end."""
    if has(clause, "mark", "completion"):
        whole = any(one.figure and one.name == "%" and one.figure.value == _WHOLE for one in clause)
        return ["all_completed"] if whole and not has(clause, "mark", "timely") else []
    if at is None or any(one.figure is not None for one in clause[at:]):
        return []
    words = clause[at:]
    if not _is_done(words, text):
        return []
    loosely = not has(words, "action", "complete") or has(words, "mark", "limit")
    return ["all_answered"] if loosely and not _is_all_answered(words, text) else ["all_completed"]


def _is_all_answered(words: Sequence[Token], text: str) -> bool:
    """全部答复, with no word on the time it took."""
    printed = text[words[0].start : words[-1].end]
    return has(words, "action", "reply") and not has(words, "mark", "limit") and "全部" in printed


def _is_done(words: Sequence[Token], text: str) -> bool:
    """均按期办结 tells when; 全部按期办结 and 均已按期办结 also tell that all is done."""
    printed = text[words[0].start : words[-1].end]
    timely = has(words, "mark", "timely", "limit")
    whole = any(one in printed for one in ("全部", "所有"))
    if has(words, "action", "complete"):
        return not timely or "已" in printed or whole
    # 均在法定期限内答复 is of those answered; 均已答复 of all.
    return has(words, "action", "reply") and not timely and ("已" in printed or whole)
