"""Lawsuits brought after a review, however they are worded: 复议后被诉, 经复议后提起的3件.

They have a column of their own, and neither of the two words says it alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.claims.tokens import Token

_BEHIND = frozenset({"后", "后又", "后再", "后仍", "之后", "决定后"})


def brought_after_review(tokens: list[Token], text: str) -> list[Token]:
    """The tokens, with a review and the lawsuit that came after it told as one thing."""
    found: list[Token] = []
    brought = False  # 提起 was taken in: the word for lawsuits may follow yet
    for one in tokens:
        last = found[-1] if found else None
        if last is not None and (
            (_follows(last, one, text) and last.names("review"))
            or (brought and one.names("litigation") and not one.gap)
        ):
            found[-1] = last.told_as("object", "after_review")._replace(end=one.end)
            brought = one.part == "action"
        else:
            found.append(one)
            brought = False
    return found


def _follows(review: Token, one: Token, text: str) -> bool:
    """Whether it is a lawsuit, or 提起, with but 后 between."""
    is_suit = one.names("litigation") or (one.part == "action" and one.name == "submit")
    return is_suit and text[review.end : one.start] in _BEHIND
