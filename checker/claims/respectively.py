"""Names told together and then their numbers: 维持、纠正分别为3件、1件; 公开、不予公开各1件.

Told one by one they are what every other list is, so the words are put in that order: 维持3件、
纠正1件. Places in the sentence are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.claims.kinds import any_of
from checker.claims.tokens import word
from checker.claims.topics import CASES, DOCUMENTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.claims.tokens import Token

_ENDS = frozenset(",;:。!?(")
_LEAST = 2
_MARKS = ("respectively", "each", "share")
TOLD_TOGETHER = any_of("mark", *_MARKS)
"""Without one of these the names stand beside their numbers already."""


def one_by_one(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens with every 分别 and 各 undone that has as many names as numbers.

    One after the other: a file may hold thousands, which no recursion could follow.
    """
    read: list[Token] = []
    while (
        at := next((n for n, one in enumerate(tokens) if one.kind & TOLD_TOGETHER), None)
    ) is not None:
        if shared := _each_with_its_share(tokens, at):
            done, tokens = shared
        elif tokens[at].marks("share"):
            done, tokens = tokens[: at + 1], tokens[at + 1 :]
        else:
            done, tokens = _undone(tokens, at, read)
        read += done
    return [*read, *tokens]


def _undone(
    tokens: Sequence[Token], at: int, before: Sequence[Token]
) -> tuple[Sequence[Token], Sequence[Token]]:
    """What is read up to the end of these numbers, and what follows.

    ``before`` are the words already read: 其中纠正分别为3件、1件,未审结分别为2件、1件.
    """
    start = _start(tokens, at)
    names = _names(tokens[start:at])
    numbers, end = _numbers(tokens, at + 1)
    if tokens[at].name == "each" and len(numbers) == 1 and len(names) >= _LEAST:
        numbers *= len(names)
    if len(names) == 1 and len(numbers) == _LEAST:
        subjects = _subjects((*before, *tokens[:start]))
        if len(subjects) == _LEAST:  # 行政复议22件、行政诉讼12件,其中纠正分别为3件、1件
            names = [[subject, *names[0]] for subject in subjects]
    if len(names) != len(numbers) or len(numbers) < _LEAST:
        return tokens[: at + 1], tokens[at + 1 :]
    shares, behind = _shares(tokens, end, len(numbers))
    told: list[Token] = list(tokens[:start])
    for n, (name, number) in enumerate(zip(names, numbers, strict=True)):
        if n:
            told.append(word(number.start, number.start, "stop", ","))
        told += [*name, number]
        if shares:
            told += shares[n]
    return told, tokens[behind:]


def _each_with_its_share(
    tokens: Sequence[Token], at: int
) -> tuple[Sequence[Token], Sequence[Token]] | None:
    """予以公开92件、部分公开20件,分别占45.8%、10.0%: as if each share stood behind its count.

    What is read up to the end of the shares, and what follows; nothing where the counts before are
    not as many as the shares.
    """
    mark = at + 1 if tokens[at].marks("respectively") else at
    if not at or not tokens[at - 1].is_stop or not tokens[mark : mark + 1]:
        return None
    first = next((n for n in range(mark, len(tokens)) if tokens[n].figure is not None), None)
    if first is None or not tokens[mark].marks("share"):
        return None
    percents, end = _numbers(tokens, first)
    if len(percents) < _LEAST or percents[0].name != "%":
        return None
    row = _counts_before(tokens, at - 1, len(percents))
    told: list[Token] = []
    last = 0
    for n, percent in zip(row, percents, strict=False):
        comma = word(tokens[n].end, tokens[n].end, "stop", ",")
        told += [*tokens[last : n + 1], comma, *tokens[mark:first], percent]
        last = n + 1
    return (told, tokens[end:]) if row else None


def _counts_before(tokens: Sequence[Token], end: int, count: int) -> Sequence[int]:
    """Where this many counts stand that 、 or commas join, up to the last stronger mark."""
    for ends in (_ENDS, _ENDS - {","}):
        start = max(
            (n for n in range(end) if tokens[n].is_stop and tokens[n].name in ends), default=-1
        )
        row = [n for n in range(start + 1, end) if tokens[n].figure is not None]
        if len(row) == count and not any(tokens[n].name == "%" for n in row):
            return row
    return ()


def _start(tokens: Sequence[Token], at: int) -> int:
    """Where the clause begins in which the names stand."""
    for n in range(at - 1, -1, -1):
        one = tokens[n]
        if one.figure is not None or (one.is_stop and one.name in _ENDS):
            return n + 1
    return 0


def _names(words: Sequence[Token]) -> list[list[Token]]:
    """The names parted by 、 and 和."""
    found: list[list[Token]] = [[]]
    for one in words:
        if one.marks("joint") or (one.is_stop and one.name == "、"):
            found.append([])
        else:
            found[-1].append(one)
    return [one for one in found if one]


def _numbers(tokens: Sequence[Token], at: int) -> tuple[list[Token], int]:
    """The numbers that follow one another with 、 or 和 between, and where they end."""
    found: list[Token] = []
    while at < len(tokens) and tokens[at].marks("copula", "sum"):
        at += 1
    while at < len(tokens) and tokens[at].figure is not None:
        found.append(tokens[at])
        at += 1
        between = at < len(tokens) and (tokens[at].marks("joint") or tokens[at].name in {"、", ","})
        alike = at + 1 < len(tokens) and tokens[at + 1].figure is not None
        if not (between and alike and tokens[at + 1].name == found[0].name):
            break
        at += 1
    return found, at


def _shares(tokens: Sequence[Token], at: int, count: int) -> tuple[list[list[Token]], int]:
    """As many per cents behind: ,占答复总数的33.3%、12.5%、8.3%."""
    words: list[Token] = []
    n = at
    while n < len(tokens) and tokens[n].figure is None:
        words.append(tokens[n])
        n += 1
    shares, end = _numbers(tokens, n)
    mark = next((k for k, one in enumerate(words) if one.marks("share")), None)
    if mark is None or len(shares) != count or any(one.name != "%" for one in shares):
        return [], at
    if any(not (one.is_stop or one.marks("respectively", "each")) for one in words[:mark]):
        return [], at
    of = [one for one in words[mark:] if not one.marks("respectively", "each")]
    comma = [one for one in words[:1] if one.is_stop]
    return [[*comma, *of, share] for share in shares], end


def _subjects(words: Sequence[Token]) -> list[Token]:
    """Reviews and lawsuits, or the two kinds of documents: what was told last before, if both."""
    last = next((one for one in reversed(words) if one.names(*CASES, *DOCUMENTS)), None)
    kinds = DOCUMENTS if last is not None and last.names(*DOCUMENTS) else CASES
    found = {one.name: one for one in words if one.names(*kinds)}
    return list(found.values())
