"""Whether what stands in a cell is one number: set without gaps, on one line, nothing after it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from checker.documents.second_reading.cell_context import GAP
from checker.documents.second_reading.glyphs import (
    DIGITS,
    EM,
    SEPARATORS,
    first_number,
    height,
    lines_of,
    printed_over,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.pdf.characters import Char
    from checker.documents.second_reading.cell_context import Scene
    from checker.model.table_grid import GridCell

SPACE = 0.18  # ems more than usual between two digits: a space (the narrowest is 0.2, kerning 0.05)
FULL_WIDTH = frozenset("０１２３４５６７８９，．")
FULL_EM = 1.3  # of an em as digits' height tells it: 1.13 measured in regular script (楷体)
ROOM = 2.0  # ems of empty width in a cell where a number need not have been broken
SQUEEZED = 0.3  # of a digit's height: none is set so tight; overprinted ones stand nearer
OTHER_LINE = 0.25  # of a digit's height: words set with a number stand on its baseline
FOLLOWING = frozenset("(（〔[【*＊※★☆^#件条项宗份个")  # a note, its mark, a unit


def is_two_numbers(kept: list[Char], cell: GridCell, scene: Scene) -> bool:
    """Digits too far apart for one number, or on two lines where the first had room."""
    if len(first_number(kept)) <= 1:
        return False
    lines = lines_of(first_number(kept, separators=True))
    for line in lines:
        em = EM * max(map(height, line))
        if any(_gap(a, b, em, scene) > GAP * em for a, b in itertools.pairwise(line)):
            return True
        if _widest_space(line, scene) > SPACE * em:
            return True
    for line, following in itertools.pairwise(lines):
        room = cell.box[2] - cell.box[0]
        room -= max(char.box[2] for char in line) - min(char.box[0] for char in line)
        em = EM * max(map(height, following))
        if room > ROOM * em:
            return True
    return False


def _gap(a: Char, b: Char, em: float, scene: Scene) -> float:
    """Points of white between two neighbours of a line.

    A full-width comma fills a corner of its em, and an em is wide: in regular script 1.1 of what
    the digits' height tells lie between it and a full-width 1. There the ems are looked at.
    """
    white = b.box[0] - a.box[2]
    if a.text in FULL_WIDTH and b.text in FULL_WIDTH:
        left, right = scene.page.advance(a), scene.page.advance(b)
        if max(left[1] - left[0], right[1] - right[0]) <= FULL_EM * em:
            return min(white, right[0] - left[1])
    return white


def is_printed_over(digits: list[Char], scene: Scene) -> bool:
    """Whether two digits stand in one place, or one twice nearly so."""
    if not scene.is_doubled(digits) and not printed_over(digits):
        return False
    # Another face than the file's own is squeezed to its widths; its boxes are not.
    return all(map(scene.page.is_embedded, digits)) or any(
        scene.page.advance(b)[0] - scene.page.advance(a)[0] < SQUEEZED * height(a)
        for line in lines_of(digits)
        for a, b in itertools.pairwise(line)
    )


def _widest_space(line: Sequence[Char], scene: Scene) -> float:
    """Points by which two neighbours stand further apart than the page's digits do."""
    advances = [scene.page.advance(char) for char in line]
    if any(
        right - left < (char.box[2] - char.box[0]) / 2
        for char, (left, right) in zip(line, advances, strict=True)
    ):
        return 0.0  # the font tells no widths
    spaces = [b[0] - a[1] for a, b in itertools.pairwise(advances)]
    widest = max(spaces, default=0.0)
    if widest <= 0:
        return 0.0
    return widest - max(0.0, scene.usual_tracking)


def stands_among_words(kept: Sequence[Char]) -> bool:
    """Whether a number and words that are no note stand on different lines of one cell."""
    words = [char for char in kept if char.text not in DIGITS | SEPARATORS]
    digits = [char for char in kept if char.text in DIGITS]
    if not words or not digits:
        return False
    follows = words[0].text in FOLLOWING or words[0].text.isdigit()  # ① and ² are marks
    if follows and kept[0] is not words[0]:
        return False
    apart = OTHER_LINE * max(map(height, digits))
    return any(min(abs(word.foot - digit.foot) for digit in digits) > apart for word in words)
