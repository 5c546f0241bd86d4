"""A sentence as it was read, for what is looked for in several of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.claims.clauses import Stretch
    from checker.claims.parsed import Parsed
    from checker.model.stated import Sentence


class Looked(NamedTuple):
    """A sentence as it was read, and where its claimed numbers stand."""

    sentence: Sentence
    parsed: Parsed
    claimed: frozenset[int]

    @property
    def text(self) -> str:
        """The sentence as shown."""
        return self.parsed.text

    @property
    def stretches(self) -> Sequence[Stretch]:
        """The sentence without its brackets, then each bracket."""
        return self.parsed.stretches
