"""Where a list of parts begins: 其中, a colon behind a total, 分布如下:, 从受理机关看,."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.claims.kinds import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.claims.tokens import Token

_AS_FOLLOWS = re.compile(r"[^,;。:]{0,6},(?:具体)?(?:分布|构成|分类|类别|情况)?(?:如下|为|是)?")
"""Between a total and a colon: 发布信息2705条,分布如下:."""
_SEEN = re.compile(
    r"(?:从|按)(?:照)?[^,;。:]{1,10}(?:看|分|划分|统计|分类|区分)$|(?:经|据)(?:梳理|统计|分析)$"
)
"""Before a comma: by what the parts are parted."""
_LAST_SEEN = "看分计类理析"
"""How such words end, looked at first."""
_MADE_UP = re.compile(r"由[^,;。]*(?:构成|组成)(?=[,;。]|$)")
_AMONG = re.compile(r"(?:公开|发布|上述|以上|这些)的?(?:政府|政务)?信息中$")
"""Before a comma at the head of a sentence: of what the sentence before gave the total."""
MOSTLY = "主要"
_FURTHEST = 16


_OF_WHICH = any_of("mark", "of_which", "respectively")
_COPULA, _COMMA = any_of("mark", "copula"), any_of("stop", ",")
_MAY_OPEN = _OF_WHICH | _COPULA | _COMMA | any_of("stop", ":")


def first_opener(tokens: Sequence[Token], text: str) -> int | None:
    """Where the first word or mark stands behind which a list begins."""
    for at, one in enumerate(tokens):
        if one.kind & _MAY_OPEN and _opens(tokens, at, text):
            return at
    return None


def _opens(tokens: Sequence[Token], at: int, text: str) -> bool:
    one = tokens[at]
    if one.kind & _OF_WHICH:
        return True
    if one.kind & _COPULA:
        return is_made_up(tokens, at, text) or is_mostly(tokens, at, text)
    if one.kind & _COMMA:
        return is_parted_by(text, one.start) or is_among(tokens, at, text)
    before = without_items(tokens[max(at - 2, 0) : at])[-1:]
    return bool(before) and (before[0].figure is not None or _is_as_follows(tokens, at, text))


def is_made_up(tokens: Sequence[Token], at: int, text: str) -> bool:
    """Whether the parts that make up a total follow: 信息48条,由16条动态、32条公告构成."""
    if not at or tokens[at - 1].name != ",":
        return False
    return bool(_MADE_UP.match(text, tokens[at].start))


def is_mostly(tokens: Sequence[Token], at: int, text: str) -> bool:
    """Whether the greater parts follow: 公开信息26条,主要是动态13条、政策7条等."""
    one = tokens[at]
    mostly = text[max(one.start - len(MOSTLY), 0) : one.start] == MOSTLY
    return mostly and one.marks("copula") and at > 0 and tokens[at - 1].name == ","


def parted_again(tokens: Sequence[Token], text: str) -> Iterator[tuple[int, int]]:
    """Further ways the same total is parted, from comma to semicolon: 从方式看,…;从内容看,…."""
    found = [
        n for n, one in enumerate(tokens)
        if one.kind & _COMMA and is_parted_by(text, one.start)
    ]  # fmt: skip
    for n in found[1:]:
        ends = (m for m in range(n, len(tokens)) if tokens[m].is_stop and tokens[m].name in ";。")
        yield n, next(ends, len(tokens))


def is_parted_by(text: str, comma: int) -> bool:
    """Whether the words before a comma say how the parts are parted: 从受理机关看,省级2702件."""
    if text[comma - 1 : comma] not in _LAST_SEEN:
        return False
    return bool(_SEEN.search(text, max(comma - _FURTHEST, 0), comma))


def is_among(tokens: Sequence[Token], at: int, text: str) -> bool:
    """Whether the words before a comma name what the sentence before told: 在公开的信息中,政策1条.

    The total may then be of others than the parts, which are told of it as a note.
    """
    comma = tokens[at].start
    if not text.endswith("信息中", 0, comma):
        return False
    named = _AMONG.search(text, max(comma - _FURTHEST, 0), comma)
    return bool(named) and not any(one.figure is not None for one in tokens[:at])


def without_items(tokens: Sequence[Token]) -> list[Token]:
    """The words without those that but name what was counted: 公开55条信息:…."""
    return [
        one
        for one in tokens
        if not one.is_stop and not ((one.marks("item") or one.names("disclosure")) and not one.gap)
    ]


def _is_as_follows(tokens: Sequence[Token], at: int, text: str) -> bool:
    total = next((one for one in reversed(tokens[:at]) if one.figure is not None), None)
    between = text[total.end : tokens[at].start] if total is not None else ""
    return "," in between and bool(_AS_FOLLOWS.fullmatch(between))
