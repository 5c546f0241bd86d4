"""What is spoken of from one sentence to the next."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from checker.claims import topics
from checker.claims.kinds import any_of
from checker.claims.parsed import Parsed

if TYPE_CHECKING:
    from checker.model.stated import Sentence
    from checker.rulebook.lexicon import Lexicon

_CASES = 4
"""The section on reviews and lawsuits about disclosure."""


_CASES_NAMED, _OUTCOME = any_of("object", *topics.CASES), any_of("outcome")
_OF_OURS = frozenset({topics.REQUEST, *topics.CASES, topics.BOTH})


@lru_cache(maxsize=256)  # most reports have the form's own headings, or nearly
def _under(heading: str, section: int, lexicon: Lexicon) -> str | None:
    """What is spoken of under a heading of a section."""
    return topics.after(Parsed(heading, lexicon).tokens, topics.of_section(section))


class Context:
    """What is spoken of from one sentence to the next."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.topic: str | None = None
        self.disclosed = self.under = self.named = False
        self._section: int | None = None
        self._heading = ""
        self._headed = False
        self._open: frozenset[str] = frozenset()  # cases told whose outcome is yet to come

    def enter(self, sentence: Sentence) -> None:
        """Go on to a sentence; a new heading begins anew."""
        if sentence.heading != self._heading or sentence.section != self._section:
            self._section, self._heading = sentence.section, sentence.heading
            self.topic = _under(sentence.heading, sentence.section, self.lexicon)
            self.under = self.named = self.topic == topics.REQUEST
            self._headed = self.topic in _OF_OURS or sentence.section == _CASES
            self._open = frozenset()
        # 行政复议144件 right behind a sentence on applications is about them; a word on
        # disclosure further off is in every report, and shows nothing.
        self.disclosed = self._headed or self.topic in _OF_OURS

    def topic_of(self, parsed: Parsed) -> str | None:
        """What is spoken of where a sentence begins: what its own numbers show, else as before."""
        open_still = self.topic in {None, topics.INFO}
        own = parsed.is_of_requests or (open_still and parsed.may_be_of_requests)
        return topics.REQUEST if own else self.topic

    def _of_all_open(self, parsed: Parsed, topic: str) -> str:
        """行政复议10件。行政诉讼7件。维持11件: outcomes are of all that have none yet."""
        told = {one.name for one in parsed.tokens if one.kind & _CASES_NAMED}
        self._open = frozenset() if parsed.kinds & _OUTCOME else self._open | told
        if "review" in self._open and len(self._open) > 1:
            return topics.BOTH
        return "litigation" if len(self._open) > 1 else topic

    def leave(self, parsed: Parsed, before: str | None, *, named: bool) -> None:
        """What was spoken of last is what the next sentence may go on with.

        ``before``: what was spoken of where the sentence began (``topic_of``).
        ``named``: applications were named by their name, in the sentence or before it.
        """
        now = before
        if parsed.kinds & topics.TOPICAL:
            now = topics.after(parsed.stretches[0].tokens, before)
        if now == topics.FOREIGN and not parsed.has_numbers:
            now = before if self.under else None  # 回应群众关切: said by the way
        if now in topics.CASES:
            now = self._of_all_open(parsed, now)
        self.topic = now
        self.named = named and (self.under or now == topics.REQUEST)
