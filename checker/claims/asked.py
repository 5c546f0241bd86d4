"""A number that the grammar is asked about, with what was spoken of before it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from checker.claims import topics
from checker.claims.kinds import any_of, kinds_of
from checker.claims.topics import CASES, DECISION_NAMES, DECISIONS, DOCUMENTS, REQUEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.claims.phrases import Phrase
    from checker.claims.tokens import Token
    from checker.model.stated import Claim

_UNITS = {
    "request": ("件", "件次", "份", "条", "宗", "个", "例", "项", "起", "次", "笔", "桩", "封", ""),
    "case": ("件", "件次", "起", "宗", "例", "条", "项", "次", "个", "份", ""),
    "doc": ("件", "份", "部", "个", "项", "条", ""),
    "fee": ("元", "万元"),
    "decision": ("件", "件次", "起", "宗", "项", "个", ""),
}
_OF_ANYTHING = ("个", "项", "条", "次", "")
"""Units in which anything may be counted: what they count stands behind the number."""
_TOLD_BEFORE = frozenset({*CASES, *DOCUMENTS})
_TELLING = (
    any_of("object", "request", "apply", "fee", "disputes", *CASES, *DECISIONS, *DOCUMENTS)
    | any_of("object", *DECISION_NAMES)
    | any_of("action", "receive", "receive_new", "complete", "reply", "work", "submit", "issue",
             "repeal", "in_force", "due", "collect", "notify", "disclosed_total", "disclosed_new")
    | any_of("mark", "valid") | any_of("time", "running") | any_of("result") | any_of("row")
    | any_of("outcome") | any_of("carry") | any_of("applicant") | any_of("channel")
)  # fmt: skip
_LIGHT = any_of(
    "mark", "copula", "of", "past", "all", "sum", "filler", "about", "joint", "of_which", "rest",
    "whole", "more", "item", "respectively",
)  # fmt: skip


class Asked(NamedTuple):
    """A number, its words, and what was spoken of before them.

    ``near``, ``after`` and ``unit`` are the phrase's. ``topic`` is what is spoken of where the
    number stands, ``before`` what was before its words. ``disclosed``: disclosure is spoken of
    here, so that reviews are about it. ``classes``: the sentence counts documents by class
    (主动公开, 依申请公开, 不予公开). ``under``: the heading speaks of applications. ``parts``: the
    list that the numbers before are parts of. ``last``: the claim of the number before, if it is
    one. ``whole``: what was received or handled, last. ``two``: what the last two numbers counted.
    ``listed``: the sentence tells several results. ``people``: it tells organisations too, so that
    群众 are natural persons. ``shares``: several results or applicants are told in per cent.
    ``apart``: kinds of applicants are told side by side, each with its number. ``of_documents``:
    the documents that the number before the bracket counts.
    """

    phrase: Phrase
    near: tuple[Token, ...]
    after: tuple[Token, ...]
    unit: str
    topic: str | None
    before: str | None
    disclosed: bool
    classes: bool
    under: bool
    parts: str | None
    last: Claim | None
    whole: Claim | None
    two: tuple[str, ...]
    listed: bool
    people: bool
    shares: bool
    apart: bool
    of_documents: str | None

    @property
    def is_telling(self) -> bool:
        """Whether any word around it could make it a count of ours; most numbers have none."""
        if self.before == REQUEST:
            return True
        phrase = self.phrase
        if (phrase.near_kinds | phrase.after_kinds) & _TELLING:
            return True
        # As in 行政复议情况:共3件; 新公开规范性文件3件,总数20件.
        return bool(self.near) and self.topic in _TOLD_BEFORE and all(map(is_light, self.near))

    @property
    def here(self) -> bool:
        """Whether applications are spoken of in this very sentence, or in its heading."""
        return self.under or topics.after((*self.phrase.lead, *self.after), None) == REQUEST

    @property
    def on_request(self) -> bool:
        """Whether applications are spoken of here."""
        return self.topic == REQUEST and not self.classes

    @property
    def on_results(self) -> bool:
        """Whether results of applications are: as the sentence shows, whatever else it says."""
        return (self.listed or self.topic == REQUEST) and not self.classes

    @property
    def is_of_things(self) -> bool:
        """Whether something else than applications is counted: 三个特点, 15个工作日."""
        return not self.phrase.ends and self.unit in _OF_ANYTHING

    def in_unit(self, kind: str) -> bool:
        """Whether the number has a unit such things are counted in."""
        return self.unit in _UNITS[kind]

    def as_words(self, words: Sequence[Token]) -> Asked:
        """The same number as if these were its only words, and it counted something."""
        near, unit = tuple(words), "件"
        phrase = self.phrase._replace(
            figure=self.phrase.figure._replace(unit=unit), near=near, after=(), listed=True,
            beyond=(), near_kinds=kinds_of(near), after_kinds=0,
        )  # fmt: skip
        topic = topic_at(phrase, self.before)
        return self._replace(phrase=phrase, near=near, after=(), unit=unit, topic=topic)


ask = partial(tuple.__new__, Asked)
"""A number asked about, of its fields in order: half the time of naming the class."""


def topic_at(phrase: Phrase, before: str | None) -> str | None:
    """What is spoken of where a number stands, ``before`` being that before its words."""
    if phrase.far_kinds & topics.TOPICAL:
        before = topics.after(phrase.far, before, behind_number=phrase.later)
    if not phrase.near_kinds & topics.TOPICAL:
        return before
    return topics.after(phrase.near, before, behind_number=phrase.later and not phrase.far)


def is_light(one: Token) -> bool:
    """Whether a word says nothing by itself: 共, 为, 的, 其中."""
    return bool(one.kind & _LIGHT)


def first_word(words: Sequence[Token]) -> Token | None:
    """The first word that says something."""
    return next((one for one in words if not one.kind & _LIGHT), None)
