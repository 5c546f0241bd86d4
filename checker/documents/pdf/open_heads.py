"""The heads of an open table: which words stand over its columns, and over which of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from checker.documents.geometry import overlap
from checker.documents.pdf.open_edges import MARGIN
from checker.documents.pdf.rulings import Ruling, Rulings
from checker.model.wordings import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.pdf.text_segments import Block

OFF_CENTRE = 0.35  # of a column's width: a head stands over the middle of what it heads
FEWEST_KNOWN = 2  # heads that the forms print: then these are the header
FARTHEST = 7.0  # heights of print between two lines of a header: beyond is other text

_SECTION = re.compile(r"[一二三四五六][、.]|第二十条")
_CAPTION = re.compile(r"第二十条第.{1,4}项")


@dataclass(frozen=True)
class Head:
    """A header: the heads of its columns, and what stands over several of them."""

    leaves: tuple[Block, ...]
    upper: tuple[Block, ...]
    has_caption: bool = False
    """Whether the caption of a part of 表二 stands right above."""
    has_section: bool = False
    """Whether the heading of a section of the report does."""

    def right_of(self, edge: float) -> Head:
        """The header, if any of it stands right of the labels, which end at ``edge``.

        The rest of a group's heading from the page before heads nothing.
        """
        return self if any(head.right > edge for head in self.leaves) else Head((), ())

    @property
    def is_cut(self) -> bool:
        """Whether these are the upper heads of a table of which the rest follows elsewhere."""
        return (
            self.has_section
            and len(self.leaves) >= FEWEST_KNOWN
            and all(leaf.is_head for leaf in self.leaves)
        )

    @property
    def top(self) -> float:
        """Its highest point; of no header, minus infinity."""
        return max((block.top for block in (*self.leaves, *self.upper)), default=float("-inf"))


def heads_above(top: float, words: Sequence[Block], tall: float) -> Head:
    """The header of a table whose first row ends at this height.

    It reaches up to a caption or a section's heading; a head of a column has nothing below it.
    """
    above = sorted((word for word in words if word.bottom > top - 1), key=lambda one: one.bottom)
    header: list[Block] = []
    has_caption = has_section = False
    reach = top
    for word in above:
        if word.bottom - reach > FARTHEST * tall or _SECTION.match(word.text):
            has_caption = _CAPTION.fullmatch(word.text) is not None
            has_section = Role.SECTION in word.roles
            break
        header.append(word)
        reach = max(reach, word.top)
    header = _words_of_heads(header)
    alone = [
        one
        for one in header
        if not any(
            other.top <= one.bottom + 1
            and overlap(other.left, other.right, one.left, one.right) > 0
            for other in header
            if other is not one
        )
    ]
    upper = [one for one in header if one not in alone]
    leaves = tuple(
        one for one in alone if not _stands_over_two(one, upper if one.is_head else header)
    )
    return Head(leaves, tuple(one for one in header if one not in leaves), has_caption, has_section)


def _words_of_heads(header: Sequence[Block]) -> list[Block]:
    """The words of a header without what is known to be none, and prose around it.

    Where the forms' heads are found, only what stands beside or above them, between the first and
    the last, can be one that is not worded as the forms have it.
    """
    known = [one for one in header if one.is_head]
    others = [one for one in header if not (one.is_head or one.roles)]
    if len(known) >= FEWEST_KNOWN:
        left, right = min(one.left for one in known), max(one.right for one in known)
        foot = min(one.bottom for one in known)
        others = [one for one in others if left < one.centre < right and one.top > foot]
    return [one for one in header if one in known or one in others]


def _stands_over_two(block: Block, upper: Sequence[Block]) -> bool:
    """Whether a block stands over the gap between two heads of several columns each.

    Where columns are wide, nothing of them lies straight below it, and it is no head of a column.
    """
    below = [one for one in upper if one.top <= block.bottom + 1]
    return any(one.right <= block.left for one in below) and any(
        one.left >= block.right for one in below
    )


def ruled_heads(
    heads: Head, walls: Sequence[float], outer: tuple[float, float], bottom: float
) -> Rulings:
    """The lines of a header, over columns between these walls."""
    if not heads.leaves:
        return Rulings((), ())
    roof = heads.top + MARGIN
    columns = list(pairwise(walls))
    leaf_of = [_leaf(heads, span) for span in columns]
    over = [_over(heads, leaf, (walls[0], walls[-1])) for leaf in leaf_of]
    ceilings = [roof] * len(columns)
    level = [Ruling(roof, roof, *outer)]
    upright = [Ruling(x, x, bottom, roof) for x in (*outer, walls[0])]
    groups = [
        (block, list(numbers))
        for block, numbers in groupby(range(len(columns)), key=lambda at: over[at])
        if block is not None
    ]
    heights = _one_height(
        [
            (max(leaf.top for at in group if (leaf := leaf_of[at]) is not None), block.bottom)
            for block, group in groups
        ]
    )
    for (block, group), y in zip(groups, heights, strict=True):
        start, end = columns[group[0]][0], columns[group[-1]][1]
        level.append(Ruling(y, y, start, end))
        for at in group:
            ceilings[at] = y
        if abs(block.centre - (start + end) / 2) <= OFF_CENTRE * (end - start) / len(group):
            top = _roof_over(heads, block, roof)
            upright += [Ruling(x, x, y, top) for x in (start, end)]
            if top < roof:
                level.append(Ruling(top, top, start, end))
    for at, x in enumerate(walls):
        beside = ceilings[max(0, at - 1) : at + 1]
        upright.append(Ruling(x, x, bottom, max(beside)))
    return Rulings(tuple(level), tuple(upright))


def _one_height(gaps: Sequence[tuple[float, float]]) -> list[float]:
    """A height in each of these gaps, the same in those that share one.

    Lines a point or two apart are one where they are found again on a picture.
    """
    if not gaps:
        return []
    low, high = max(low for low, _ in gaps), min(high for _, high in gaps)
    if low < high:
        return [(low + high) / 2] * len(gaps)
    return [(low + high) / 2 for low, high in gaps]


def _leaf(heads: Head, span: tuple[float, float]) -> Block | None:
    return next((one for one in heads.leaves if span[0] < one.centre < span[1]), None)


def _over(heads: Head, leaf: Block | None, outer: tuple[float, float]) -> Block | None:
    """The lowest block that a leaf stands under."""
    if leaf is None:
        return None
    above = [
        one
        for one in heads.upper
        if one.bottom > leaf.top - 1
        and abs(leaf.centre - one.centre) < _half_width(one, heads.upper, outer)
    ]
    return min(above, key=lambda one: one.bottom, default=None)


def _half_width(block: Block, upper: Sequence[Block], outer: tuple[float, float]) -> float:
    """How far to both sides of its middle a head reaches: to its neighbours or the outer walls.

    What stands higher is no neighbour: it heads more columns, or stands beside two tiers.
    """
    beside = [
        (block.centre + other.centre) / 2
        for other in upper
        if other is not block
        and other.bottom <= block.top
        and overlap(block.left, block.right, other.left, other.right) == 0
    ]
    return min(abs(block.centre - x) for x in (*outer, *beside))


def _roof_over(heads: Head, block: Block, roof: float) -> float:
    """Where the cell of a block ends above."""
    above = [one for one in heads.upper if one.bottom > block.top - 1 and one is not block]
    return (block.top + min(one.bottom for one in above)) / 2 if above else roof
