"""A page's text line by line, from its characters in the upright frame.

pdfium breaks and orders lines as the page stands in the file: on a page that is turned it reads
words from right to left, it runs a heading on behind the line before it, and it begins with the
letters of a watermark. Its sequence is kept from line to line (it is that of the file: columns
stay whole, a label stands before its figures), except that a line never stands behind one below
it (a spreadsheet's wrapped lines come last in the file); what is on one baseline is put in order
anew.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.documents.pdf.characters import Char

SAME_LINE = 0.45  # of the tallest character: what a raised mark is off the baseline at most
SAME_FOOT = 2.0  # points: baselines closer than this are those of one row
ADJOINING = 0.6  # of a character: pieces of one line are no further apart; columns and cells are
WORD_GAP = 0.35  # of the tallest character: wider than between letters of one word


def text_of(chars: Iterable[Char]) -> str:
    """The characters as lines, each from left to right.

    What runs aslant is no line of the text, unless most of the page does.
    """
    every = list(chars)
    straight = [char for char in every if not char.slanted]
    if 2 * len(straight) < len(every):
        straight = every
    ordered = _downwards(_rejoined([_line(chars) for chars in _lines(straight)]))
    return "\n".join(_words(line.chars) for line in ordered)


def _lines(chars: Iterable[Char]) -> Iterator[list[Char]]:
    """Characters that follow on one another on one baseline, or across the text."""
    line: list[Char] = []
    height = 0.0
    for char in chars:
        high = max(height, char.box[3] - char.box[1])
        if line and (
            char.level != line[0].level
            or (char.level and abs(char.foot - line[0].foot) > SAME_LINE * high)
        ):
            yield line
            line, high = [], char.box[3] - char.box[1]
        line.append(char)
        height = high
    if line:
        yield line


@dataclass(frozen=True, slots=True)
class _Line:
    """Characters on one baseline, and from where to where they run."""

    chars: Sequence[Char]
    foot: float
    left: float
    right: float

    def is_above(self, other: _Line) -> bool:
        """Whether it is printed above another, in the same column."""
        return (
            self.foot > other.foot + SAME_FOOT
            and self.left < other.right
            and other.left < self.right
            and self.chars[0].level
            and other.chars[0].level
        )


def _line(chars: Sequence[Char]) -> _Line:
    left = min(char.box[0] for char in chars)
    right = max(char.box[2] for char in chars)
    return _Line(chars, chars[0].foot, left, right)


def _rejoined(lines: Sequence[_Line]) -> Sequence[_Line]:
    """The lines, those made one that stand end to end on one baseline.

    Where a font lacks characters, a browser draws those of another font apart from the line, and
    pdfium may give them long before it. The joined line stands where its longest piece did.
    """
    by_foot: dict[int, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        if line.chars[0].level:
            by_foot[round(line.foot / SAME_FOOT)].append(at)
    if all(len(group) == 1 for group in by_foot.values()):
        return lines
    kept: dict[int, _Line] = {}
    joined: set[int] = set()
    for group in by_foot.values():
        group.sort(key=lambda at: lines[at].left)
        for chain in _end_to_end(lines, group):
            longest = max(chain, key=lambda at: len(lines[at].chars))
            joined.update(chain)
            kept[longest] = _line([char for at in chain for char in lines[at].chars])
    return [kept.get(at, line) for at, line in enumerate(lines) if at in kept or at not in joined]


def _end_to_end(lines: Sequence[_Line], group: Sequence[int]) -> Iterator[list[int]]:
    """Lines of one baseline, from left to right, parted where a gap is."""
    chain: list[int] = []
    end = 0.0
    for at in group:
        line = lines[at]
        if chain and line.left - end > ADJOINING * (line.chars[0].box[3] - line.chars[0].box[1]):
            yield chain
            chain = []
        end = max(end, line.right) if chain else line.right
        chain.append(at)
    if chain:
        yield chain


def _downwards(lines: Sequence[_Line]) -> Sequence[_Line]:
    """The lines in the file's sequence, but none behind one that is below it in its column."""
    lowest = itertools.accumulate((line.foot for line in lines), min, initial=math.inf)
    if not any(
        line.is_above(before)
        for at, (line, foot) in enumerate(zip(lines, lowest, strict=False))
        if line.foot > foot + SAME_FOOT  # than one of those before
        for before in lines[:at]
    ):
        return lines
    below = [[at for at, other in enumerate(lines) if line.is_above(other)] for line in lines]
    waits = [0] * len(lines)
    for at in itertools.chain(*below):
        waits[at] += 1
    free = [at for at, count in enumerate(waits) if not count]
    ordered: list[_Line] = []
    while free:
        at = heapq.heappop(free)
        ordered.append(lines[at])
        for other in below[at]:
            waits[other] -= 1
            if not waits[other]:
                heapq.heappush(free, other)
    return ordered


def _words(line: Sequence[Char]) -> str:
    """A line's characters from left to right, a space where words are apart."""
    if not line[0].level:
        return "".join(char.text for char in line)
    words = ""
    end: float | None = None
    gap = WORD_GAP * max(char.box[3] - char.box[1] for char in line)
    for char in sorted(line, key=lambda one: one.box[0]):
        if end is not None and char.box[0] - end > gap:
            words += " "
        words += char.text
        end = char.box[2] if end is None else max(end, char.box[2])
    return words
