"""Lists that nothing opens: 公众号发文462篇,原创331篇,转发131篇; 发布43条、10条…,共139条.

Without 其中 or a colon, that numbers of one unit are parts of the first is shown by themselves:
a share told of each, names that are each other's rest, or a sum that comes near. It is a note.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.claims.list_words import DOING, ENDS_PLAINLY
from checker.model.stated import Exactness, Listing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.claims.numbers import Figure
    from checker.claims.tokens import Token
    from checker.model.stated import Sentence

_COMPLEMENTS = (
    ("原创", "转"),
    ("网站", "新媒体"),
    ("线上", "线下"),
    ("文字", "图"),
    ("本级", "上级"),
)
"""Names of parts that are each other's rest."""
_UNITS = frozenset(("条", "篇", "件", "则", "份", "期", "次", "个", "部"))
_SUMMED = re.compile(r"[,;][^,;]{0,4}(?:共|合计|总计)[^,;]{0,4}$")
_JOINING = ("、", "和", "及", "与")
_LEAST = 2
_NEAR = Decimal("1.1")
_LONGEST = 16
"""Letters of the name of a part; a longer one is another sentence."""


def unopened_lists(
    tokens: Sequence[Token], sentence: Sentence, text: str, claimed: frozenset[int]
) -> Iterator[Listing]:
    """The list that the numbers of a sentence make, where their sum is more than the total."""
    figures = _alike([one for one in tokens if one.name != "%"], claimed)
    if not figures:
        return
    total, parts = figures[0], figures[1:]
    labels = [text[a.end : b.start] for a, b in zip(figures, parts, strict=False)]
    if any(len(one) > _LONGEST or ENDS_PLAINLY.search(one) or DOING.search(one) for one in labels):
        return
    found = sum((one.value for one in parts), Decimal(0))
    shown = _each_has_a_share(parts, text) or _are_complements(labels)
    near = found <= total.value * _NEAR and all(one.value < total.value for one in parts)
    if found > total.value and (shown or near):
        yield _listing(total, parts, sentence, closed=False)


def summed_rows(
    tokens: Sequence[Token], sentence: Sentence, text: str, claimed: frozenset[int]
) -> Iterator[Listing]:
    """Numbers in a row that a number behind them adds up: 分别发布43条、10条和26条,全年共79条."""
    figures = _alike(tokens, claimed)
    if not figures:
        return
    parts, total = figures[:-1], figures[-1]
    between = [text[a.end : b.start] for a, b in pairwise(parts)]
    summed = _SUMMED.match(text[parts[-1].end : total.start])
    if summed and all(one in _JOINING for one in between):
        yield _listing(total, parts, sentence, closed=True)


def _alike(tokens: Sequence[Token], claimed: frozenset[int]) -> list[Figure]:
    """The numbers, where they are a total and parts: exact, of one unit, none claimed already."""
    counts = [one for one in tokens if one.figure is not None]
    figures = [one.figure for one in counts if one.figure is not None]
    if (
        len(counts) <= _LEAST
        or any(one.exactness is not Exactness.EXACT for one in figures)
        or any(one.start in claimed for one in counts)
        or len({one.name for one in counts}) > 1
        or counts[0].name not in _UNITS
    ):
        return []
    return figures


def _each_has_a_share(parts: Sequence[Figure], text: str) -> bool:
    return all(text.startswith((",占", "(占", "占"), one.end) for one in parts)


def _are_complements(labels: Sequence[str]) -> bool:
    return len(labels) == _LEAST and any(
        first in labels[0] and second in labels[1] for first, second in _COMPLEMENTS
    )


def _listing(
    total: Figure, parts: Sequence[Figure], sentence: Sentence, *, closed: bool
) -> Listing:
    values = tuple(one.value for one in parts)
    return Listing(
        total.value, values, total.unit, closed, Exactness.EXACT, sentence, nested=not closed
    )
