"""What a page shows in and around the cells of one grid, besides their characters."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from checker.documents.geometry import Rule, around, covers, meet, middle, overlap
from checker.documents.second_reading.glyphs import DIGITS, EM, SAME_FOOT, height, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence, Set

    from checker.documents.pdf.characters import Char
    from checker.documents.pdf.pdfium import Page
    from checker.documents.picture import Picture
    from checker.documents.second_reading.drawn_marks import DrawnMarks
    from checker.documents.second_reading.number_lines import NumberLines
    from checker.documents.second_reading.visibility import Eye
    from checker.model import Box
    from checker.model.table_grid import GridCell

GAP = 1.0  # ems between two digits of one number
NEAR_LINE = 4.0  # points: half a thick or a double line
SMALL_PICTURE = 1.5  # of a cell's side: a larger picture lies over several cells
LEAST_INK = 15  # grey levels: an even picture shows nothing
BESIDE = 1.0  # points of paper around a glyph: a dash fills its own box
NEXT = 2  # positions in the text: pdfium may put a space between two digits
CROSSING = 0.6  # of a cell's side: a line that long is the table's, a shorter one is a mark
INSET = 2.0  # points: what lies this near to a cell's edge may be its line
CROWDED = 0.7  # of an advance: kerning brings two 1s as near as 0.87
RUN_ON = 0.1  # ems between characters that are set as one (padding leaves 0.2)


@dataclass(frozen=True)
class Scene:
    """What the page shows around the cells of one grid."""

    page: Page
    picture: Picture
    lines: NumberLines
    slanted: tuple[Char, ...]  # watermark characters, wherever they are on the page
    askew: Set[Char]  # figures that are set aslant
    text_height: float  # of the page's ordinary print, in points
    digits: tuple[Char, ...]  # of all tables of the page
    own_digits: tuple[Char, ...]  # … of this grid
    eye: Eye
    marks: DrawnMarks
    by_index: Mapping[int, Char]  # all characters of the page

    def has_unread_ink(self, cell: GridCell, known: Sequence[Box]) -> bool:
        """Whether dark marks in a cell belong neither to a character nor to the table's lines."""
        box, within = cell.box, inner(cell)
        if within[0] >= within[2] or within[1] >= within[3]:
            return False
        if not self.picture.has_ink_outside(within, known):
            return False  # nearly every cell: the lines of the page need not be looked at
        accounted = [*known, *(char.box for char in self.slanted if meet(char.box, box))]
        accounted += [
            rule.box
            for rule in self.page.drawing.rules
            if meet(rule.box, box) and is_line(rule, box, known)
        ]
        return self.picture.has_ink_outside(within, accounted)

    def has_picture_in(self, box: Box) -> bool:
        """Whether a cell shows a small picture of its own, not a part of a large one."""
        return any(
            covers(box, *middle(own))
            and own[3] - own[1] < SMALL_PICTURE * (box[3] - box[1])
            and own[2] - own[0] < SMALL_PICTURE * (box[2] - box[0])
            and self.picture.ink(own) > LEAST_INK
            for own in self.page.drawing.pictures
        )

    def is_seen(self, char: Char) -> bool:
        """Whether there is any ink where a character stands."""
        return self.picture.ink(around([char.box], BESIDE)) > LEAST_INK

    def is_doubled(self, chars: Sequence[Char]) -> bool:
        """Whether a character stands again too near for a repeat, and too far for a shadow."""
        for a, b in itertools.pairwise(in_order(chars)):
            if a.text != b.text or abs(a.foot - b.foot) > SAME_FOOT * EM * height(a):
                continue
            left, right = self.page.advance(a)
            step = self.page.advance(b)[0] - left
            if step < CROWDED * (right - left) and step < CROWDED * (
                right - left - self.page.lean(a)
            ):
                return True
        return False

    def cuts_a_word(self, cell: GridCell, chars: Iterable[Char]) -> bool:
        """Whether words go on over the cell's edge: it was cut through, or a neighbour's run in."""
        x0, _, x1, _ = cell.box
        for char in chars:
            if not char.level or char.text in DIGITS:
                continue
            for step, reach in ((-1, char.box[0] - x0), (1, x1 - char.box[2])):
                other = self.by_index.get(char.index + step)
                if (
                    other is not None
                    and reach < EM * height(char)
                    and not x0 <= other.middle[0] <= x1
                    and self._is_next(char, other, step)
                ):
                    return True
        return False

    def _is_next(self, char: Char, other: Char, step: int) -> bool:
        """Whether two characters are set as one word, without a space."""
        em = EM * max(height(char), height(other))
        if abs(char.foot - other.foot) > SAME_FOOT * em:
            return False
        left, right = (char, other) if step > 0 else (other, char)
        return abs(self.page.advance(right)[0] - self.page.advance(left)[1]) < RUN_ON * em

    @cached_property
    def digit_height(self) -> float:
        """How high the digits of this grid usually are, in points."""
        heights = sorted(map(height, self.own_digits or self.digits))
        return heights[len(heights) // 2] if heights else 0.0

    @cached_property
    def usual_tracking(self) -> float:
        """Points by which the page's numbers usually space their digits."""
        gaps = sorted(
            self.page.advance(b)[0] - self.page.advance(a)[1]
            for a, b in itertools.pairwise(self.digits)
            if b.index - a.index <= NEXT and 0 < b.box[0] - a.box[0] < GAP * EM * height(a)
        )
        return gaps[len(gaps) // 2] if gaps else 0.0


def inner(cell: GridCell) -> Box:
    """A cell without the margin in which its own lines lie."""
    return cell.interior(INSET)


def is_line(rule: Rule, box: Box, known: Sequence[Box]) -> bool:
    """Whether a drawn line belongs to the table, or to a number as its underline."""
    x0, y0, x1, y1 = box
    edges = (y0, y1) if rule.horizontal else (x0, x1)
    if min(abs(rule.middle - edge) for edge in edges) <= NEAR_LINE:
        return True
    if not rule.horizontal:
        return overlap(rule.box[1], rule.box[3], y0, y1) >= CROSSING * (y1 - y0)
    return overlap(rule.box[0], rule.box[2], x0, x1) >= CROSSING * (x1 - x0) or any(
        overlap(rule.box[0], rule.box[2], char[0], char[2]) for char in known
    )
