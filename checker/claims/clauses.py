"""Tokens of a sentence -> its stretches and clauses.

Brackets are read after what they stand in, each as a stretch of its own that begins where the
bracket opens.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from checker.claims.kinds import any_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.claims.tokens import Token

CLAUSE_ENDS = ",;:。!?…"
_CLAUSE_END = any_of("stop", *CLAUSE_ENDS)
_OPENS, _CLOSES = any_of("stop", "("), any_of("stop", ")")


class Stretch(NamedTuple):
    """Tokens outside brackets, or inside one pair; ``opens`` is where the bracket stands."""

    tokens: tuple[Token, ...]
    opens: int | None = None


_whole = partial(tuple.__new__, Stretch)


def has(tokens: Sequence[Token], part: str, *names: str) -> bool:
    """Whether a word of this part, with one of these meanings, is among the tokens."""
    for one in tokens:  # noqa: SIM110 - asked a thousand times a report: half the time of any(…)
        if one.part == part and (not names or one.name in names):
            return True
    return False


def stretches(tokens: tuple[Token, ...], kinds: int) -> list[Stretch]:
    """The sentence without its brackets, then what stands in each; ``kinds`` are its words'."""
    if not kinds & _OPENS:
        return [_whole((tokens, None))]
    stack: list[tuple[list[Token], int | None]] = [([], None)]
    done: list[Stretch] = []
    for one in tokens:
        if one.kind & _OPENS:
            stack.append(([], one.start))
        elif one.kind & _CLOSES and len(stack) > 1:
            inner, opens = stack.pop()
            before = stack[-1][0][-1:]
            if _names_a_result(inner) or _is_but_a_number(inner, before):
                stack[-1][0].extend(inner)  # 予以公开(含部分公开)5件
            else:
                done.append(Stretch(tuple(inner), opens))
        else:
            stack[-1][0].append(one)
    while stack:
        inner, opens = stack.pop()
        done.append(Stretch(tuple(inner), opens))
    return sorted(done, key=lambda one: -1 if one.opens is None else one.opens)


def _is_but_a_number(tokens: Sequence[Token], before: Sequence[Token]) -> bool:
    """Whether a bracket holds the number of the words before it: 予以公开(38件)."""
    counts = len(tokens) == 1 and tokens[0].figure is not None and tokens[0].name != "%"
    return counts and bool(before) and before[0].part in {"result", "row"}


def _names_a_result(tokens: Sequence[Token]) -> bool:
    """Whether a bracket without a number adds a result to the one before it."""
    stops = any(one.is_stop and one.name != "、" for one in tokens)
    return has(tokens, "result") and not stops and not any(one.figure for one in tokens)


class Clause(NamedTuple):
    """The tokens between commas and stronger marks, with the mark before them and their kinds."""

    mark: str
    tokens: tuple[Token, ...]
    kinds: int


def parted(stretch: Stretch) -> list[Clause]:
    """The clauses of a stretch; 、 only joins."""
    found: list[Clause] = []
    tokens = stretch.tokens
    start = kinds = 0
    mark = ""
    for n, one in enumerate(tokens):
        if one.kind & _CLAUSE_END:
            if start < n:
                found.append(Clause(mark, tokens[start:n], kinds))
            start, kinds, mark = n + 1, 0, one.name
        else:
            kinds |= one.kind
    if start < len(tokens):
        found.append(Clause(mark, tokens[start:], kinds))
    return found
