"""What a sentence speaks of: applications, reviews, documents, or things that no table has.

A topic is carried from word to word and from sentence to sentence: 予以公开376件 at the head of
a sentence tells of the applications of the one before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.claims.kinds import NUMBER, STOP, any_of
from checker.rulebook.lexicon import MEANINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.claims.tokens import Token

REQUEST, INFO, FOREIGN, FEE = "request", "info", "foreign", "fee"
CASES = ("review", "litigation", "direct", "after_review")
DECISIONS = ("licensing", "penalties", "coercion")
DECISION_NAMES = ("permit", "penalty", "force")
"""行政许可 and the like by themselves: of other work, unless decisions are counted."""
OTHER_MATTERS = ("foreign", *DECISION_NAMES)
BOTH = "cases"
"""Reviews and lawsuits told together: no number behind them is of either."""
DOCUMENTS = ("regulations", "normative")
_OF_OBJECT = {
    "request": REQUEST, "fee": FEE, "foreign": FOREIGN, "role": FOREIGN,
    "court": FOREIGN, "reviewer": FOREIGN,
    **{name: name for name in (*CASES, *DOCUMENTS)},
    **dict.fromkeys((*DECISIONS, *DECISION_NAMES), FOREIGN), "disputes": BOTH,
}  # fmt: skip
_OF_SECTION = {3: REQUEST, 6: FEE}


def of_section(number: int) -> str | None:
    """What a section speaks of before it says so."""
    return _OF_SECTION.get(number)


def after(words: Sequence[Token], topic: str | None, *, behind_number: bool = False) -> str | None:
    """The topic behind these words, where it was ``topic`` before them.

    ``behind_number``: a number stands right before the first of them.
    """
    said = _NOTHING_SAID
    for at, one in enumerate(words):
        kind = one.kind
        if not kind & _TURNING_POINT:
            continue
        if kind & _TELLING and (words[at - 1].kind & NUMBER if at else behind_number):
            said |= _ABOUT  # 1件为查询明细,属行政查询事项: what the application is about
        if kind & _OBJECT:
            topic, said = _object(one, topic, said, words[at - 1] if at else None)
        elif kind & _TURNING:
            if not kind & _PUBLISH:
                topic, said = _action(kind, topic, said)
            elif at + 1 == len(words) or not words[at + 1].kind & _OF:
                # 县政府发布的规范性文件 names documents, and publishes none.
                topic, said = INFO, said | _PUBLISHED
        elif kind & STOP:
            if not kind & _PAUSE:
                said &= _NOTHING_SAID if kind & _LINE_END else _DISCLOSED
        elif kind & _OF_CONTENT:
            said |= _ABOUT
    return topic


_NOTHING_SAID = 0
_DISCLOSED, _PUBLISHED, _JOINED, _ABOUT, _OTHERS = (1 << at for at in range(5))
"""What a clause has said so far: that disclosure is spoken of, that something is published, a
case right before, what an application is about, that other matters are spoken of."""
_OBJECT, _PAUSE, _LINE_END = any_of("object"), any_of("stop", "、"), any_of("stop", ";", "。")
_TELLING = any_of("mark", "copula") | any_of("action", "submit")
_OF_CONTENT, _OF = any_of("mark", "about", "cause"), any_of("mark", "of")
_PUBLISH = any_of("action", "publish")
_DOING, _DONE = (
    any_of("action", "issue", "repeal", "in_force"),
    any_of("action", "complete", "reply"),
)
_TURNING = _PUBLISH | _DOING | _DONE
_TURNING_POINT = _OBJECT | _TURNING | _TELLING | _OF_CONTENT | STOP
TOPICAL = any_of("object", *MEANINGS["object"] - {"disclosure"}) | _PUBLISH | _DONE
"""Behind words without one of these what is spoken of is what was before them: 公开 alone may be
of items and of applications."""
_BEFORE_ASKING = any_of("mark", "of", "sum", "past", "filler", "all") | (
    any_of("action") | any_of("channel") | any_of("applicant")
)
_JUDGES = ("court", "reviewer")


def _object(one: Token, topic: str | None, said: int, last: Token | None) -> tuple[str | None, int]:
    """The topic behind a thing spoken of, and what the clause has said then."""
    name = one.name
    joined, said = said & _JOINED, said & ~_JOINED
    if name == "disclosure":
        return topic, said | _DISCLOSED
    if name == "apply":
        named = said & _DISCLOSED and topic not in CASES
        asks = named or (not said & _OTHERS and _follows_a_verb(one, last))
        return (REQUEST if asks else topic), said
    if name in CASES:
        both = joined and _is_other_case(topic, name)
        return (BOTH, said | _JOINED) if both else (name, said | _JOINED | _OTHERS)
    if name in DOCUMENTS and said & _PUBLISHED:
        return INFO, said  # 主动公开规范性文件8件: items published, no documents made
    now = _OF_OBJECT[name]
    # 行政复议4件,复议机关维持4件; 收到申请3件,内容涉及信访: what the applications are about.
    about = now == FOREIGN and said & _ABOUT and topic == REQUEST
    if about or (name in _JUDGES and topic in _OF_CASES):
        return topic, said
    return now, (said | _OTHERS if now == FOREIGN else said & ~_OTHERS)


def _follows_a_verb(one: Token, last: Token | None) -> bool:
    """收到申请8件: in such a report that is applications for disclosure, if nothing else is."""
    if one.gap or last is None:
        return not one.gap  # right behind a number: 收到16件申请
    return bool(last.kind & _BEFORE_ASKING)


def _action(kind: int, topic: str | None, said: int) -> tuple[str | None, int]:
    """The same behind something done."""
    if kind & _DOING:
        return topic, said & ~_PUBLISHED
    # 行政诉讼1件,已答复11件: of the applications again, or of neither
    return (None if topic in CASES else topic), said


_OF_CASES = frozenset({*CASES, BOTH})


def _is_other_case(topic: str | None, name: str) -> bool:
    """Whether reviews and lawsuits are told together: 行政复议、行政诉讼维持461件."""
    return topic == BOTH or (topic in CASES and (topic == "review") != (name == "review"))


def cases_in(words: Iterable[Token]) -> list[str]:
    """Which reviews or lawsuits are named: 行政争议 are both."""
    names = {one.name for one in words if one.part == "object"}
    if "disputes" in names:
        names |= {"review", "litigation"}
    return [one for one in CASES if one in names]
