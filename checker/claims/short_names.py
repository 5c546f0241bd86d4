"""Short names of results in a list of them: 公开4件,部分公开1件,信访2件,其他1件.

公开, 信访 or 其他 alone may mean anything. Beside a number, with nothing else said of it, and in a
sentence that tells another number by a result's full name, each is the result itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.claims.kinds import SHORT_NAME, any_of
from checker.claims.topics import OTHER_MATTERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.claims.tokens import Token
    from checker.rulebook.lexicon import Lexicon

_LIGHT = (
    "copula", "of", "past", "all", "sum", "filler", "about", "item", "of_which", "rest", "whole",
    "more", "joint", "except", "cause", "each", "respectively",
)  # fmt: skip
_NAMING = frozenset({"object", "short", "result", "row"})
"""Parts of speech that a short name may have otherwise."""
_DOING = {"reply", "complete", "work"}
_JOINING = ("joint", "of_which")
_PARTED = frozenset(",;:。!?()")
_LEAST = 2
PARTIAL = any_of("result", "partial") | any_of("short")
"""部分公开 may be told, in full or by a short name."""
_FULL = any_of("result") | any_of("row")
_GRANTED, _OPENED = ("result", "granted"), ("result", "opened")
_OPENLY = {"granted", "opened", "denied"}
"""Without a full name in the list, 公开 or 不公开 must stand in it: 信访3件,其他5件 are letters."""


def with_short_names(tokens: list[Token], kinds: int, text: str, lexicon: Lexicon) -> list[Token]:
    """The tokens, short names told as what they mean where they stand in a list of results.

    ``kinds`` are those of the tokens.
    """
    named = {
        n: lexicon.short[text[one.start : one.end]]
        for n, one in enumerate(tokens)
        if one.kind & SHORT_NAME and (one.part in _NAMING or one.name == "publish")
    }
    partial = bool(kinds & PARTIAL) and any(one.name == "partial" for one in tokens)
    if not partial and not kinds & _FULL and len({name for _, name in named.values()}) < _LEAST:
        return tokens  # nothing in the sentence shows that results are listed
    found = list(tokens)
    if partial:
        found = [one.told_as(one.part, "granted") if one.name == "opened" else one for one in found]
    else:
        # 公开25件 may be all that was made public where no part is told to be partial.
        named = {n: _OPENED if one == _GRANTED else one for n, one in named.items()}
    if not named:
        return found
    for at in [n for n in named if _joins_partial(found, n)]:
        found[at] = _told_as(found[at], named.pop(at))  # 公开和部分公开, 公开(含部分公开)
    labels = [label for label in _labels(found) if label]
    for at in [n for n in named if _closes_another_list(found, n)]:
        del named[at]
    strong = sum(any(found[n].part in {"result", "row"} for n in label) for label in labels)
    weak = [found_at for label in labels for found_at in _short_in(label, found, named)]
    names = {named[n][1] for n in weak}
    if weak and (strong or (len(names) >= _LEAST and names & _OPENLY)):
        for at in weak:
            found[at] = _told_as(found[at], named[at])
    return found


def _closes_another_list(tokens: Sequence[Token], at: int) -> bool:
    """征地7件、处罚2件、其他1件: 其他 behind 、 is the rest of what the parts before are of.

    Parts that no word of ours names, or things of other matters.
    """
    one = tokens[at]
    if at < _BEFORE or one.gap or one.name != "other_handling" or tokens[at - 1].name != "、":
        return False
    figure, label = tokens[at - 2], tokens[at - 3]
    if figure.figure is None:
        return False
    return figure.gap or label.is_stop or label.figure is not None or label.names(*OTHER_MATTERS)


_BEFORE = 3
"""Tokens before 其他: the mark, the number of the part before, and the word that names it."""


def _told_as(one: Token, meaning: tuple[str, str]) -> Token:
    return one.told_as(*meaning)


def _joins_partial(tokens: Sequence[Token], at: int) -> bool:
    """Whether 部分公开 is joined to it: 公开和部分公开, 公开(含部分公开)."""
    behind = [one for one in tokens[at + 1 : at + 4] if not one.marks("copula", "item", "sum")]
    if not behind or not (behind[0].marks(*_JOINING) or behind[0].name in {"、", "("}):
        return False
    words = [one for one in behind[1:] if not one.marks(*_JOINING)]
    return bool(words) and words[0].part == "result" and words[0].name == "partial"


def _labels(tokens: Sequence[Token]) -> Iterator[Sequence[int]]:
    """For each number the places of the words that name it: those before it, else those behind."""
    for at, one in enumerate(tokens):
        if one.figure is None or one.name in {"%", "元", "万元"}:
            continue
        before = _back(tokens, at)
        says = any(not tokens[n].marks(*_LIGHT) and tokens[n].part != "time" for n in before)
        yield before if says else _ahead(tokens, at) or before


def _back(tokens: Sequence[Token], at: int) -> list[int]:
    found: list[int] = []
    for n in range(at - 1, -1, -1):
        one = tokens[n]
        if one.name == "(" and one.is_stop and n == at - 1:
            continue  # 公开(25件)
        if one.figure is not None or (one.is_stop and one.name in _PARTED):
            break
        if one.is_stop and not found:
            break  # 1件公开、1件部分公开: the name follows its number
        found.insert(0, n)
    return found


def _ahead(tokens: Sequence[Token], at: int) -> list[int]:
    found: list[int] = []
    for n in range(at + 1, len(tokens)):
        one = tokens[n]
        if one.figure is not None or one.is_stop:
            break
        found.append(n)
    return found


def _short_in(
    label: Sequence[int], tokens: Sequence[Token], named: dict[int, tuple[str, str]]
) -> list[int]:
    """The short names of a label that says nothing else."""
    words = [tokens[n] for n in label]
    told = any(one.part in {"result", "row"} for one in words)
    found = [n for n in label if n in named]
    rest = [tokens[n] for n in label if n not in named]
    if not all(_is_light(one) for one in rest):
        return []
    if told:
        return found
    if any(one.marks("item") for one in rest):
        return []  # 公开各类信息120条(…其他21条): items published
    at = label[-1] + 1
    at += at < len(tokens) and tokens[at].name == "("  # 公开(25件)
    number = next((n for n in (at, label[0] - 1) if 0 <= n < len(tokens) and tokens[n].figure), at)
    gaps = any(one.gap for one in words[1:]) or any(tokens[n].gap for n in found)
    behind = tokens[number + 1] if number + 1 < len(tokens) else None
    if number == at:  # 其他10个均公开: something is said of these
        gaps = gaps or tokens[number].gap
        goes_on = behind is not None and not (behind.is_stop or behind.marks("share", "joint"))
        gaps = gaps or goes_on
    return [] if gaps else found


def _is_light(one: Token) -> bool:
    if one.part == "mark":
        return one.name in _LIGHT
    if one.part == "action":
        return one.name in _DOING
    return one.part in {"result", "row", "stop", "time"} or one.names("request", "apply")
