"""Where the words of a table stand in a long text: how many of them lie between two of its lines.

A file of a thousand pages asks that of every heading. Each time to fold the text from the last
report on and to look through it took 78 s for 1,000 pages that bear the same title, and left
1.7 GB of folded texts behind; so it is folded once and each word is looked for once.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left
from typing import TYPE_CHECKING

from checker.recognise.labels import bare_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class WordPlaces:
    """The words of a table in a text that is given line by line; they may run over its lines."""

    def __init__(self, lines: Sequence[str], words: Iterable[str]) -> None:
        bare = bare_lines(lines)
        text = "".join(bare)
        self._starts = list(itertools.accumulate(map(len, bare), initial=0))
        self._places = [(len(word), list(_found(word, text))) for word in words]

    def between(self, first: int, last: int) -> int:
        """How many different words stand in the lines from ``first`` to before ``last``."""
        start, stop = self._starts[first], self._starts[last]
        return sum(_first_from(start, found) <= stop - length for length, found in self._places)


def _first_from(start: int, places: Sequence[int]) -> float:
    at = bisect_left(places, start)
    return places[at] if at < len(places) else math.inf


def _found(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
