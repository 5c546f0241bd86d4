"""A sentence taken apart: its tokens, stretches and numbers, before anything is read into them."""

from __future__ import annotations

from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.claims.clauses import Phrase, Stretch, phrases, stretches
from checker.claims.tokens import Token, shown, tokens

if TYPE_CHECKING:
    from checker.rulebook.lexicon import Lexicon

_KEPT = 512
"""Sentences kept: one report is read by several rules, and reports share sentences
(本年度未收取信息处理费。). Some 5 kB each."""


class Parsed:
    """The tokens of a sentence, and what is asked of them more than once."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = shown(text, lexicon)
        self.tokens: tuple[Token, ...] = tuple(tokens(self.text, lexicon))
        keys = {(one.part, one.name) for one in self.tokens}
        self.parts = frozenset(part for part, _ in keys)
        self.marks = frozenset(name for part, name in keys if part == "mark")
        self.objects = frozenset(name for part, name in keys if part == "object")
        self.actions = frozenset(name for part, name in keys if part == "action")
        self.stretches: tuple[Stretch, ...] = tuple(stretches(self.tokens))

    @property
    def has_numbers(self) -> bool:
        """Whether a number stands in it."""
        return "number" in self.parts

    @property
    def is_about_disclosure(self) -> bool:
        """Whether the words speak of disclosure, so that reviews in them are about it."""
        return not self.objects.isdisjoint({"disclosure", "request"})

    @cached_property
    def phrases(self) -> tuple[tuple[Stretch, tuple[Phrase, ...]], ...]:
        """The numbers of each stretch with their words."""
        return tuple((one, tuple(phrases(one))) for one in self.stretches)

    @cached_property
    def counts_classes(self) -> bool:
        """Whether documents are counted by class (主动公开N件、依申请公开N件、不予公开N件)."""
        if "publish" not in self.actions or self.actions & {"receive", "receive_new"}:
            return False
        words = [
            one for one in self.tokens if one.figure or one.part in {"action", "object", "result"}
        ]
        counted = {one.name for one, behind in pairwise(words) if behind.figure is not None}
        return "publish" in counted and bool(counted & {"request", "denied"})


@lru_cache(maxsize=_KEPT)
def parse(text: str, lexicon: Lexicon) -> Parsed:
    """The sentence taken apart."""
    return Parsed(text, lexicon)
