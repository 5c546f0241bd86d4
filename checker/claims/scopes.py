"""Whose figures a number gives: of the body itself, of all below it, or of a part of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.rulebook.lexicon import Lexicon


def scopes_in(text: str, lexicon: Lexicon) -> list[tuple[int, str]]:
    """Where each word that says so ends, and what it says, in the order printed."""
    return sorted(
        (found.end(), name)
        for name, pattern in lexicon.scopes.items()
        for found in pattern.finditer(text)
    )


def scope_at(at: int, scopes: Sequence[tuple[int, str]], text: str) -> str | None:
    """What the last such word before a place says; none where there is none."""
    for end, name in reversed(scopes):
        if end <= at and not (name == "part" and _is_of_a_list(end, at, text)):
            return name
    return None


def _is_of_a_list(end: int, at: int, text: str) -> bool:
    """Whether it names but a part of a list that ended: 其中市直13件、县区16件;办结29件."""
    clause = text[text.rfind(";", 0, end) + 1 : end]
    return "其中" in clause and ";" in text[end:at]
