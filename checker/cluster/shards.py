"""How files are parted among workers."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")

MOST = 20
"""Files in a shard: 5 s of reading, beside which the millisecond that a task costs is nothing; and
what a worker that dies loses."""
_ROUNDS = 4  # shards for each thread, where there are that many files: the last ones end together


def size(files: int, threads: int) -> int:
    """How many files a shard takes."""
    return max(1, min(MOST, files // (_ROUNDS * max(1, threads))))


def parted(items: Iterable[T], count: int) -> Iterator[tuple[T, ...]]:
    """The items, so many together."""
    rest = iter(items)
    while some := tuple(islice(rest, count)):
        yield some


def halves(items: tuple[T, ...]) -> tuple[tuple[T, ...], tuple[T, ...]]:
    """Both halves of two items or more."""
    middle = len(items) // 2
    return items[:middle], items[middle:]
