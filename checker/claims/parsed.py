"""A sentence taken apart: its tokens, stretches and numbers, before anything is read into them."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.claims import topics
from checker.claims.after_review import brought_after_review
from checker.claims.beside import with_words_beside
from checker.claims.clauses import Stretch, stretches
from checker.claims.kinds import (
    BEHIND_A_LETTER,
    BESIDE,
    MONEY,
    NUMBER,
    PER_CENT,
    SHORT_NAME,
    any_of,
    kinds_of,
)
from checker.claims.phrases import Phrase, phrases
from checker.claims.respectively import TOLD_TOGETHER, one_by_one
from checker.claims.short_names import PARTIAL, with_short_names
from checker.claims.short_verbs import with_short_verbs
from checker.claims.tokens import Token, shown, tokens
from checker.rulebook.lexicon import MEANINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.rulebook.lexicon import Lexicon

_KEPT = 512
"""Sentences kept: one report is read by several rules, and reports share sentences
(本年度未收取信息处理费。). Some 5 kB each."""


class Parsed:
    """The tokens of a sentence, and what is asked of them more than once.

    ``kinds`` are those of all its words (``checker.claims.kinds``), ``numbers`` its numbers with
    their words, also by the stretch they stand in.
    """

    __slots__ = (
        "counts_classes", "has_numbers", "is_of_requests", "kinds", "numbers", "people", "phrases",
        "stretches", "tells_applicants", "tells_results", "tells_shares", "text", "tokens",
    )  # fmt: skip

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = shown(text, lexicon)
        found, kinds = tokens(self.text, lexicon)
        self.has_numbers = bool(kinds & NUMBER)
        named = self._named(found, kinds, lexicon)
        if named is not found:
            kinds = kinds_of(named)
        self.kinds = kinds
        self.tokens: tuple[Token, ...] = tuple(named)
        self.stretches: Sequence[Stretch] = stretches(self.tokens, kinds)
        self.people = self.counts_classes = self.is_of_requests = False
        self.tells_results = self.tells_shares = self.tells_applicants = False
        self.phrases: Sequence[tuple[Stretch, Sequence[Phrase]]] = ()
        self.numbers: Sequence[Phrase] = ()
        if self.has_numbers:
            self._take_in_numbers()

    def _take_in_numbers(self) -> None:
        """What the numbers show by themselves."""
        kinds = self.kinds
        self.phrases = self._numbers_with_words()
        self.numbers = [one for _, found in self.phrases for one in found]
        self.people = bool(kinds & _PEOPLE and kinds & _ORGANISATIONS)
        self.counts_classes = self._counts_classes()
        if kinds & _RESULT_OR_ROW:
            self.tells_results = sum(map(_is_result, self.numbers)) >= _SEVERAL
        self.tells_shares = bool(kinds & PER_CENT) and self._tells_shares()
        self.tells_applicants = bool(kinds & _APPLICANT) and self._tells_applicants()
        self.is_of_requests = self._is_of_requests()

    def _named(self, found: list[Token], kinds: int, lexicon: Lexicon) -> list[Token]:
        """The tokens told as what they mean beside each other; the list itself where all are."""
        if kinds & _REVIEW and "后" in self.text:
            found = brought_after_review(found, self.text)
        if self.has_numbers:
            if kinds & BEHIND_A_LETTER:
                found = with_short_verbs(found, self.text)
            if kinds & BESIDE:
                found = with_words_beside(found, self.text, lexicon)
        if kinds & PARTIAL or (self.has_numbers and kinds & SHORT_NAME):
            found = with_short_names(found, kinds, self.text, lexicon)
        return found

    def _numbers_with_words(self) -> list[tuple[Stretch, list[Phrase]]]:
        """The numbers of each stretch with their words."""
        told_together = self.kinds & TOLD_TOGETHER
        found = []
        for one in self.stretches:
            words = tuple(one_by_one(one.tokens)) if told_together else one.tokens
            found.append((one, list(phrases(words, listed=one.opens is not None))))
        return found

    @property
    def is_about_disclosure(self) -> bool:
        """Whether the words speak of disclosure, so that reviews in them are about it."""
        kinds = self.kinds
        return bool(kinds & _DISCLOSED or (kinds & _DISPUTES and "信息公开" in self.text))

    @property
    def may_be_of_disclosure(self) -> bool:
        """Whether cases are told as if they were about disclosure: nothing else is named."""
        return not self.kinds & _OF_OTHERS

    @property
    def names_requests(self) -> bool:
        """Whether applications for disclosure are named by their name."""
        kinds = self.kinds
        return bool(kinds & _REQUEST or (kinds & _DISCLOSURE and kinds & _APPLY))

    def _counts_classes(self) -> bool:
        """Whether documents are counted by class (主动公开N件、依申请公开N件、不予公开N件)."""
        kinds = self.kinds
        if kinds & _RECEIVE:
            return False
        publishes, denies = kinds & _PUBLISH, kinds & _RESULTS == _DENIED
        if not publishes and (kinds & _ACTION or not denies or not self._counts_items):
            return False
        # 主动公开政府信息22条、依申请公开文件18条、不予公开文件45条: the noun behind each class,
        # all in one unit, and nothing is answered.
        units = {one.name for one in self.tokens if one.kind & NUMBER}
        named = not (denies and not kinds & _ANSWER and len(units) == 1)
        counting = _COUNTING | _OBJECT if named else _COUNTING | _OBJECT_NAMES & ~_DISCLOSURE
        words = [one for one in self.tokens if one.kind & counting]
        counted = {one.name for one, behind in pairwise(words) if behind.kind & NUMBER}
        if not publishes:
            return {"request", "denied"} <= counted  # 信息公开144条,其中不予公开6条、依申请公开9条
        return "publish" in counted and bool(counted & {"request", "denied"})

    @property
    def _counts_items(self) -> bool:
        return all(one.name in {"条", "项"} for one in self.tokens if one.kind & NUMBER)

    def _is_of_requests(self) -> bool:
        """Whether the numbers show by themselves that applications are spoken of.

        新收95件,上年结转3件: no words on applications are needed; several results are enough too.
        """
        if self.counts_classes:
            return False
        if self.tells_results or self.tells_applicants:
            return True
        if self.kinds & _ELSEWHERE or not self.kinds & _INTAKE:
            return False
        return any(map(_is_of_intake, self.numbers))

    @property
    def may_be_of_requests(self) -> bool:
        """Whether nothing else is named where numbers are received and answered."""
        kinds = self.kinds
        if kinds & _ELSEWHERE or not (kinds & _RECEIVED and kinds & _ANSWER):
            return False
        plain = [one for one in self.numbers if one.plain and one.figure.unit in _OF_CASES]
        received = any(one.near_kinds & _RECEIVED for one in plain)
        return received and any(one.near_kinds & _ANSWER for one in plain)

    def _tells_shares(self) -> bool:
        """Whether several results or applicants are told in per cent."""
        shares = [one for one in self.numbers if one.figure.unit == "%"]
        return sum(bool(one.near_kinds & _PARTS) for one in shares) >= _SEVERAL

    def _tells_applicants(self) -> bool:
        """Whether natural persons and others are told side by side, each with its number."""
        kinds = {
            one.name
            for phrase in self.numbers
            for one in (phrase.near or phrase.after)
            if one.kind & _APPLICANT and phrase.figure.unit in _OF_APPLICANTS
        }
        if self.people and not self.kinds & _REST and "people" in kinds:
            kinds.add("natural")
        return len(kinds - {"anyone", "people"}) >= _SEVERAL and not self.kinds & _OTHERS


_SEVERAL = 2
_OBJECT, _APPLICANT, _ACTION = any_of("object"), any_of("applicant"), any_of("action")
_OBJECT_NAMES = any_of("object", *MEANINGS["object"])
_RESULTS, _DENIED = any_of("result", *MEANINGS["result"]), any_of("result", "denied")
_RESULT_OR_ROW = any_of("result") | any_of("row")
_PARTS = any_of("result") | _APPLICANT
_PEOPLE = any_of("applicant", "people")
_ORGANISATIONS = any_of(
    "applicant", "company", "commercial", "law", "legal", "other_org", "research", "welfare"
)
_REQUEST, _APPLY = any_of("object", "request"), any_of("object", "apply")
_DISCLOSURE, _DISPUTES = any_of("object", "disclosure"), any_of("object", "disputes")
_DISCLOSED = _REQUEST | _DISCLOSURE
_RECEIVED, _RECEIVE_NEW = any_of("action", "receive"), any_of("action", "receive_new")
_RECEIVE = _RECEIVED | _RECEIVE_NEW
_ANSWER, _PUBLISH = any_of("action", "complete", "reply", "work"), any_of("action", "publish")
_REST = any_of("mark", "rest")
_REVIEW = any_of("object", "review")
_OTHERS = any_of(
    "object", *topics.OTHER_MATTERS, "role", "disputes", *topics.CASES, *topics.DOCUMENTS,
    *topics.DECISIONS,
)  # fmt: skip
_ELSEWHERE = _OTHERS | _PUBLISH
_OF_OTHERS = (
    any_of("object", *topics.OTHER_MATTERS, "role", *topics.DOCUMENTS, *topics.DECISIONS)
    | any_of("action", "work", "publish")
    | any_of("mark", "elsewhere", "respondent_not", "rest")
)
_COUNTING = NUMBER | _ACTION | any_of("result")
_CARRIED = any_of("carry", "over", "forward")
_INTAKE = _RECEIVE_NEW | _CARRIED
_OF_CASES = ("件", "件次", "宗", "起", "份", "")
_OF_APPLICANTS = {*_OF_CASES, "%"}


def _is_result(one: Phrase) -> bool:
    kinds = one.near_kinds if one.near else one.after_kinds
    return bool(kinds & _RESULT_OR_ROW) and one.figure.unit not in MONEY


def _is_of_intake(one: Phrase) -> bool:
    """新收95件; 2件结转下年."""
    if one.figure.unit not in _OF_CASES:
        return False
    if one.plain:
        kinds = one.near_kinds if one.near else kinds_of(one.after[:2])
        if kinds & _RECEIVE_NEW:
            return True
    return bool((one.near_kinds | one.after_kinds) & _CARRIED)


@lru_cache(maxsize=_KEPT)
def parse(text: str, lexicon: Lexicon) -> Parsed:
    """The sentence taken apart."""
    return Parsed(text, lexicon)
