"""Verbs of one letter right before their number: 收21件,答21件,转0件; 复议收18件、结17件.

收 or 答 alone begins many words (收集, 答案). With nothing between it and a number, and another
such verb, or a full one, in the sentence, it is what was received, answered or carried forward.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.claims.kinds import BEHIND_A_LETTER
from checker.claims.tokens import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.claims.tokens import Token

_VERBS = {
    "收": ("action", "receive"), "答": ("action", "reply"), "办": ("action", "work"),
    "结": ("action", "complete"), "转": ("carry", "carry"),
    "余": ("carry", "open"), "剩": ("carry", "open"),
}  # fmt: skip
_INTAKE = {"receive", "receive_new", "reply", "complete"}
_SEVERAL = 2


def with_short_verbs(tokens: list[Token], text: str) -> list[Token]:
    """The tokens, with those verbs between them."""
    at = [
        n
        for n, one in enumerate(tokens)
        if one.kind & BEHIND_A_LETTER and _stands_alone(tokens, n, text)
    ]
    if not at:
        return tokens
    found = list(tokens)
    full = any(one.part == "action" and one.name in _INTAKE for one in found)
    if len(at) < _SEVERAL and not full:
        return found
    for n in reversed(at):
        number = found[n]
        part, name = _VERBS[text[number.start - 1]]
        verb = word(number.start - 1, number.start, part, name)
        found[n : n + 1] = [verb, number._replace(gap=False)]
    return found


def _stands_alone(tokens: Sequence[Token], at: int, text: str) -> bool:
    """Whether but such a verb stands between the word or mark before and a number."""
    one = tokens[at]
    if one.name == "%":
        return False
    last = tokens[at - 1].end if at else 0
    changed = at > 0 and tokens[at - 1].marks("up", "down", "rate")  # 同比多收19件
    return last == one.start - 1 and text[last] in _VERBS and not changed
