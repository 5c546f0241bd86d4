"""Names of bodies: two that mean the same one, however much of its place each of them prints.

西湖区教育局 and 东江市西湖区教育局 may be one body; whether they are, those beside and above them
decide (``across/directory.py``). What a name alone can tell is said here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.recognise.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_REGION = re.compile(
    r"[\u4e00-\u9fff]{1,9}?(?:省|自治区|自治州|自治县|自治旗|(?<!城)市(?!场|政(?!府)|容)|盟|县|旗"
    r"|镇(?!市)|街道|(?<!城)乡(?!村)|(?<![园社景灾])区(?!域))"
)
_GOVERNMENT = "政府"
LEAST_LETTERS = 3  # a name shorter than 教育局 is no name of a body


@lru_cache(maxsize=4096)
def folded_name(name: str) -> str:
    """A body's name in one writing: folded, without brackets, 人民政府 as 政府."""
    return _IN_BRACKETS.sub("", folded(name)).replace("人民政府", _GOVERNMENT)


def regions_of(name: str) -> tuple[str, ...]:
    """The places that a folded name begins with, the widest first: 东江市, 西湖区."""
    return tuple(name[start:end] for start, end in _spans(name))


def shortened(name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The folded name with ever fewer of its places, and the places that were left out.

    The first is the name itself. A government keeps the last of its places, which is its name.
    """
    yield name, ()
    spans = list(_spans(name))
    for count, (_, end) in enumerate(spans, 1):
        rest = name[end:]
        if len(rest) >= LEAST_LETTERS:
            yield rest, regions_of(name)[:count]


@lru_cache(maxsize=4096)
def _spans(name: str) -> tuple[tuple[int, int], ...]:
    found = []
    at = 0
    while (match := _REGION.match(name, at)) and match.end() < len(name):
        found.append(match.span())
        at = match.end()
    return tuple(found)


def is_government(name: str) -> bool:
    """Whether a folded name is that of a government, its office included."""
    return _GOVERNMENT in name or name.endswith(("办事处", *"省市县区旗盟镇乡"))


def differ_in_place(one: str, other: str) -> bool:
    """Whether two folded names begin with places that cannot be of one body.

    国家税务总局东江市 and 中共东江市 are the place 东江市.
    """
    a, b = regions_of(one), regions_of(other)
    if not a or not b or _is_one_place(a[-1], b[-1]):
        return False
    if a[-1][-1] == b[-1][-1]:
        return True
    # Of a city's and a district's body either may have left the other's place out.
    return not any(_is_one_place(x, y) for x in a for y in b) and any(
        x[-1] == y[-1] for x in a for y in b
    )


def _is_one_place(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one)


def is_abbreviated(short: str, long: str) -> bool:
    """Whether all letters of one name stand in the other in their order: 教体局, 教育体育局."""
    letters = iter(long)
    return all(letter in letters for letter in short)
