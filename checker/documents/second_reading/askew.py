"""Figures that are set aslant: what lies over a cell so is no watermark's, however it looks.

A watermark's letters run aslant over many cells and are no cell's own. A figure whose matrix is
damaged is drawn out into a stroke or lies on its cell's rule; taken for a watermark's, it left its
cell blank for sure (7 cells of 1,500 damaged copies). What tells them apart is what they say: a
watermark has words.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from checker.documents.second_reading.cell_context import NEXT
from checker.documents.second_reading.glyphs import DIGITS, SEPARATORS, height

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from checker.documents.pdf.characters import Char

NEXT_GLYPH: Final = 2.5  # of a turned glyph's size: where the next one of its line is found
TALL: Final = 1.6  # of the tables' usual digits: a pale figure so large is a watermark's, …
SAMPLE: Final = 9  # … where the tables' own are not pale, of which so many are asked
SIGNS: Final = DIGITS | SEPARATORS | frozenset("/／—无⽆()（）")


def askew(
    chars: Sequence[Char], digits: Sequence[Char], is_pale: Callable[[Char], bool]
) -> list[Char]:
    """The turned characters that are figures, or signs for none; ``digits`` are the tables' own."""
    turned = [char for char in chars if not char.level]
    figures = [
        char for run in _runs(turned) if all(one.text in SIGNS for one in run) for char in run
    ]
    if not figures:
        return []  # nearly every page
    heights = sorted(map(height, digits))
    usual = heights[len(heights) // 2] if heights else 0.0
    some = digits[:: max(1, len(digits) // SAMPLE)]
    if 2 * sum(map(is_pale, some)) > len(some):  # so they are all, and their paleness says nothing
        return figures
    return [char for char in figures if not (is_pale(char) and height(char) > TALL * usual)]


def _width(char: Char) -> float:
    """The longer side of a turned glyph's box."""
    return max(char.box[2] - char.box[0], char.box[3] - char.box[1])


def are_next(one: Char, other: Char) -> bool:
    """Whether two turned characters stand beside each other in one writing."""
    return abs(other.index - one.index) <= NEXT and math.dist(
        one.middle, other.middle
    ) < NEXT_GLYPH * _width(one)


def _runs(turned: Sequence[Char]) -> Iterator[list[Char]]:
    """The turned characters, writing by writing."""
    run = list(turned[:1])
    for char in turned[1:]:
        if are_next(run[-1], char) or are_next(char, run[-1]):
            run.append(char)
        else:
            yield run
            run = [char]
    if run:
        yield run
