"""A sentence taken apart: its tokens, stretches and numbers, before anything is read into them."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.claims import topics
from checker.claims.after_review import brought_after_review
from checker.claims.beside import with_words_beside
from checker.claims.clauses import Phrase, Stretch, has, phrases, stretches
from checker.claims.respectively import one_by_one
from checker.claims.short_names import with_short_names
from checker.claims.short_verbs import with_short_verbs
from checker.claims.tokens import Token, shown, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.rulebook.lexicon import Lexicon

_KEPT = 512
"""Sentences kept: one report is read by several rules, and reports share sentences
(本年度未收取信息处理费。). Some 5 kB each."""


class Parsed:
    """The tokens of a sentence, and what is asked of them more than once."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = shown(text, lexicon)
        found = tokens(self.text, lexicon)
        named = brought_after_review(found, self.text)
        if any(one.figure is not None for one in named):
            named = with_short_verbs(named, self.text)
            named = with_words_beside(named, self.text, lexicon)
        self.tokens: tuple[Token, ...] = tuple(with_short_names(named, self.text, lexicon))
        keys = {(one.part, one.name) for one in self.tokens}
        self.parts = frozenset(part for part, _ in keys)
        self.marks = frozenset(name for part, name in keys if part == "mark")
        self.objects = frozenset(name for part, name in keys if part == "object")
        self.results = frozenset(name for part, name in keys if part == "result")
        self.actions = frozenset(name for part, name in keys if part == "action")
        people = ("applicant", "people") in keys
        self.people = people and any(("applicant", name) in keys for name in _ORGANISATIONS)
        self.leaves_none = not keys.isdisjoint({("carry", "none"), ("carry", "none_over")})
        self.stretches: tuple[Stretch, ...] = tuple(stretches(self.tokens))

    @property
    def has_numbers(self) -> bool:
        """Whether a number stands in it."""
        return "number" in self.parts

    @property
    def is_about_disclosure(self) -> bool:
        """Whether the words speak of disclosure, so that reviews in them are about it."""
        named = not self.objects.isdisjoint({"disclosure", "request"})
        return named or ("disputes" in self.objects and "信息公开" in self.text)

    @property
    def may_be_of_disclosure(self) -> bool:
        """Whether cases are told as if they were about disclosure: nothing else is named."""
        others = {*topics.OTHER_MATTERS, "role", *topics.DOCUMENTS, *topics.DECISIONS}
        if self.objects & others or self.actions & {"work", "publish"}:
            return False
        return not self.marks & {"elsewhere", "respondent_not", "rest"}

    @property
    def names_requests(self) -> bool:
        """Whether applications for disclosure are named by their name."""
        return "request" in self.objects or {"disclosure", "apply"} <= self.objects

    @cached_property
    def phrases(self) -> tuple[tuple[Stretch, tuple[Phrase, ...]], ...]:
        """The numbers of each stretch with their words."""
        return tuple(
            (one, tuple(phrases(replace(one, tokens=tuple(one_by_one(one.tokens))))))
            for one in self.stretches
        )

    @cached_property
    def counts_classes(self) -> bool:
        """Whether documents are counted by class (主动公开N件、依申请公开N件、不予公开N件)."""
        if self.actions & {"receive", "receive_new"}:
            return False
        if "publish" not in self.actions and (self.actions or self.results != {"denied"}):
            return False
        if "publish" not in self.actions and not self._counts_items:
            return False
        named = not self._are_items_by_class
        words = [
            one
            for one in self.tokens
            if one.figure or one.part in {"action", "result"}
            or (one.part == "object" and (named or not one.names("disclosure")))
        ]  # fmt: skip
        counted = {one.name for one, behind in pairwise(words) if behind.figure is not None}
        if "publish" not in self.actions:
            return {"request", "denied"} <= counted  # 信息公开144条,其中不予公开6条、依申请公开9条
        return "publish" in counted and bool(counted & {"request", "denied"})

    @property
    def _are_items_by_class(self) -> bool:
        """主动公开政府信息22条、依申请公开文件18条、不予公开文件45条: the noun behind each class.

        All in one unit, and nothing is answered: 主动公开信息22条,答复5件,不予公开2件 has results.
        """
        answered = self.actions & {"reply", "complete", "work"}
        units = {one.name for one in self.tokens if one.figure is not None}
        return self.results == {"denied"} and not answered and len(units) == 1

    @property
    def _counts_items(self) -> bool:
        return all(one.name in {"条", "项"} for one in self.tokens if one.figure is not None)

    @cached_property
    def tells_results(self) -> bool:
        """Whether several numbers are told by a result or its row."""
        return self.has_numbers and sum(_is_result(one) for one in self._numbers) >= _SEVERAL

    @cached_property
    def is_of_requests(self) -> bool:
        """Whether the numbers show by themselves that applications are spoken of.

        新收95件,上年结转3件: no words on applications are needed; several results are enough too.
        """
        if not self.has_numbers or self.counts_classes:
            return False
        if self.tells_results or self.tells_applicants:
            return True
        if self.objects & _OTHERS or "publish" in self.actions:
            return False
        return any(map(_is_of_intake, self._numbers))

    @cached_property
    def may_be_of_requests(self) -> bool:
        """Whether nothing else is named where numbers are received and answered."""
        if not self.has_numbers or self.objects & _OTHERS or "publish" in self.actions:
            return False
        plain = [one for one in self._numbers if one.plain and one.figure.unit in _OF_CASES]
        received = any(has(one.near, "action", "receive") for one in plain)
        answered = any(has(one.near, "action", "complete", "reply", "work") for one in plain)
        return received and answered

    @property
    def tells_shares(self) -> bool:
        """Whether several results or applicants are told in per cent, or 占 stands before them."""
        per_cent = [one for one in self._numbers if one.figure.unit == "%"]
        named = [one for one in per_cent if has(one.near, "result") or has(one.near, "applicant")]
        return len(named) >= _SEVERAL

    @cached_property
    def tells_applicants(self) -> bool:
        """Whether natural persons and others are told side by side, each with its number."""
        if "applicant" not in self.parts:
            return False
        kinds = {
            one.name
            for phrase in self._numbers
            for one in (phrase.near or phrase.after)
            if one.part == "applicant" and phrase.figure.unit in {*_OF_CASES, "%"}
        }
        if self.people and "rest" not in self.marks and "people" in kinds:
            kinds.add("natural")
        return len(kinds - {"anyone", "people"}) >= _SEVERAL and not self.objects & _OTHERS

    @property
    def _numbers(self) -> Iterator[Phrase]:
        return (one for _, numbers in self.phrases for one in numbers)


_SEVERAL = 2
_ORGANISATIONS = frozenset(
    {"company", "commercial", "law", "legal", "other_org", "research", "welfare"}
)
_OTHERS = frozenset(
    {*topics.OTHER_MATTERS, "role", "disputes", *topics.CASES, *topics.DOCUMENTS, *topics.DECISIONS}
)
_OF_CASES = ("件", "件次", "宗", "起", "份", "")


def _is_result(one: Phrase) -> bool:
    words = one.near or one.after
    return one.figure.unit not in {"元", "万元"} and (has(words, "result") or has(words, "row"))


def _is_of_intake(one: Phrase) -> bool:
    """新收95件; 2件结转下年."""
    if one.figure.unit not in _OF_CASES:
        return False
    if one.plain and has(one.near or one.after[:2], "action", "receive_new"):
        return True
    return any(has(words, "carry", "over", "forward") for words in (one.near, one.after))


@lru_cache(maxsize=_KEPT)
def parse(text: str, lexicon: Lexicon) -> Parsed:
    """The sentence taken apart."""
    return Parsed(text, lexicon)
