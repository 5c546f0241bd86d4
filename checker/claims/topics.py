"""What a sentence speaks of: applications, reviews, documents, or things that no table has.

A topic is carried from word to word and from sentence to sentence: 予以公开376件 at the head of
a sentence tells of the applications of the one before.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def after(tokens: Iterable[Token], topic: str | None, *, behind_number: bool = False) -> str | None:
    """The topic behind these words, where it was ``topic`` before them.

    ``behind_number``: a number stands right before the first of them.
    """
    clause = _Clause(topic, behind_number=behind_number)
    words = list(tokens)
    for one, behind in zip_longest(words, words[1:]):
        clause.read(one, behind)
    return clause.topic


class _Clause:
    """What is spoken of, word by word, and what the clause has said so far."""

    def __init__(self, topic: str | None, *, behind_number: bool = False) -> None:
        self.topic = topic
        self._counted = behind_number
        self._disclosed = self._published = self._joined = False
        self._about = self._others = False
        self._last: Token | None = None

    def read(self, one: Token, behind: Token | None) -> None:
        """Go on by a word; ``behind`` is the one that follows it."""
        if self._counted and one.name in _TELLING:
            self._about = True  # 1件为查询明细,属行政查询事项: what the application is about
        self._counted = one.figure is not None
        if one.part == "object":
            self._object(one)
            self._joined = one.name in CASES
        elif one.part == "action":
            self._action(one, behind)
        elif one.is_stop and one.name != "、":
            self._published = self._joined = self._about = self._others = False
            self._disclosed = self._disclosed and one.name not in ";。"
        elif one.part == "mark" and one.name in _OF_CONTENT:
            self._about = True
        self._last = one

    def _object(self, one: Token) -> None:
        if one.name == "disclosure":
            self._disclosed = True
        elif one.name in DOCUMENTS and self._published:
            self.topic = INFO  # 主动公开规范性文件8件: items published, no documents made
        elif one.name == "apply":
            named = self._disclosed and self.topic not in CASES
            if named or (not self._others and self._follows_a_verb(one)):
                self.topic = REQUEST
        elif self._joined and one.name in CASES and _is_other_case(self.topic, one.name):
            self.topic = BOTH
        elif one.name in _JUDGES and self.topic in {*CASES, BOTH}:
            pass  # 行政复议4件,复议机关维持4件
        elif _OF_OBJECT[one.name] == FOREIGN and self._about and self.topic == REQUEST:
            pass  # 收到申请3件,内容涉及信访: what the applications are about
        else:
            self.topic = _OF_OBJECT[one.name]
            self._others = one.name in CASES or self.topic == FOREIGN

    def _follows_a_verb(self, one: Token) -> bool:
        """收到申请8件: in such a report that is applications for disclosure, if nothing else is."""
        last = self._last
        if one.gap or last is None:
            return not one.gap  # right behind a number: 收到16件申请
        return last.part in {"action", "channel", "applicant"} or last.marks(*_BEFORE_ASKING)

    def _action(self, one: Token, behind: Token | None) -> None:
        if one.name == "publish" and not _is_of(behind):
            self.topic, self._published = INFO, True
        elif one.name in ("issue", "repeal", "in_force"):
            self._published = False
        elif one.name in ("complete", "reply") and self.topic in CASES:
            self.topic = None  # 行政诉讼1件,已答复11件: of the applications again, or of neither


_TELLING = ("copula", "submit")
_JUDGES = ("court", "reviewer")
_OF_CONTENT = ("about", "cause")
_BEFORE_ASKING = ("of", "sum", "past", "filler", "all")


def _is_other_case(topic: str | None, name: str) -> bool:
    """Whether reviews and lawsuits are told together: 行政复议、行政诉讼维持461件."""
    return topic == BOTH or (topic in CASES and (topic == "review") != (name == "review"))


def _is_of(one: Token | None) -> bool:
    """Whether 的 follows: 县政府发布的规范性文件 names documents, and publishes none."""
    return one is not None and one.part == "mark" and one.name == "of"


def cases_in(words: Iterable[Token]) -> list[str]:
    """Which reviews or lawsuits are named: 行政争议 are both."""
    names = {one.name for one in words if one.part == "object"}
    if "disputes" in names:
        names |= {"review", "litigation"}
    return [one for one in CASES if one in names]
