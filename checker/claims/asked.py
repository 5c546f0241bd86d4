"""A number that the grammar is asked about, with what was spoken of before it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from checker.claims import topics
from checker.claims.topics import CASES, DECISION_NAMES, DECISIONS, DOCUMENTS, REQUEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.claims.claim import Claim
    from checker.claims.clauses import Phrase
    from checker.claims.tokens import Token

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
_TELLING = frozenset({"result", "row", "outcome", "carry", "applicant", "channel"})
_TELLING_WORDS = frozenset(
    [
        ("object", name)
        for name in (
            "request", "apply", "fee", "disputes", *CASES, *DECISIONS, *DECISION_NAMES, *DOCUMENTS,
        )
    ]
    + [
        ("action", name)
        for name in (
            "receive", "receive_new", "complete", "reply", "work", "submit", "issue", "repeal",
            "in_force", "due", "collect", "notify", "disclosed_total", "disclosed_new",
        )
    ]
    + [("mark", "valid"), ("time", "running")]
)  # fmt: skip
_LIGHT = (
    "copula", "of", "past", "all", "sum", "filler", "about", "joint", "of_which", "rest", "whole",
    "more", "item", "respectively",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A number, its words, and what was spoken of before them.

    ``disclosed``: disclosure is spoken of here, so that reviews are about it. ``classes``: the
    sentence counts documents by class (主动公开, 依申请公开, 不予公开). ``under``: the heading
    speaks of applications. ``parts``: the list that the numbers before are parts of. ``last``: the
    claim of the number before, if it is one. ``whole``: what was received or handled, last.
    ``two``: what the last two numbers counted. ``listed``: the sentence tells several results.
    ``people``: it tells organisations too, so that 群众 are natural persons.
    ``shares``: several results or applicants are told in per cent. ``apart``: kinds of applicants
    are told side by side, each with its number. ``of_documents``: the documents that the number
    before the bracket counts.
    """

    phrase: Phrase
    before: str | None
    disclosed: bool
    classes: bool
    under: bool
    parts: str | None = None
    last: Claim | None = None
    whole: Claim | None = None
    two: tuple[str, ...] = ()
    listed: bool = False
    people: bool = False
    shares: bool = False
    apart: bool = False
    of_documents: str | None = None

    @property
    def near(self) -> tuple[Token, ...]:
        """The words since the last comma or number."""
        return self.phrase.near

    @property
    def after(self) -> tuple[Token, ...]:
        """The words behind the number."""
        return self.phrase.after

    @cached_property
    def topic(self) -> str | None:
        """What is spoken of where the number stands."""
        far = self.phrase.far
        before = topics.after(far, self.before, behind_number=self.phrase.later)
        return topics.after(self.near, before, behind_number=self.phrase.later and not far)

    @property
    def is_telling(self) -> bool:
        """Whether any word around it could make it a count of ours; most numbers have none."""
        if self.before == REQUEST:
            return True
        if self.near and all(map(is_light, self.near)) and self.topic in _TOLD_BEFORE:
            return True  # 行政复议情况:共3件; 新公开规范性文件3件,总数20件
        for words in (self.near, self.after):
            for one in words:
                if one.part in _TELLING or (one.part, one.name) in _TELLING_WORDS:
                    return True
        return False

    @cached_property
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

    @property
    def unit(self) -> str:
        """The unit printed, empty where there is none."""
        return self.phrase.figure.unit

    def in_unit(self, kind: str) -> bool:
        """Whether the number has a unit such things are counted in."""
        return self.unit in _UNITS[kind]

    def as_words(self, words: Sequence[Token]) -> Asked:
        """The same number as if these were its only words, and it counted something."""
        figure = replace(self.phrase.figure, unit="件")
        phrase = replace(
            self.phrase, figure=figure, near=tuple(words), after=(), listed=True, beyond=()
        )
        return replace(self, phrase=phrase)


def is_light(one: Token) -> bool:
    """Whether a word says nothing by itself: 共, 为, 的, 其中."""
    return one.marks(*_LIGHT)


def first_word(words: Sequence[Token]) -> Token | None:
    """The first word that says something."""
    return next((one for one in words if not is_light(one)), None)
