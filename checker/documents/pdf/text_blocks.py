"""The print of a page in blocks: what stands together, as the cells of an open table do.

Lines of words that follow each other closely, with no drawn line between, are one block. A figure
is a block by itself. Where rows stand so close that white space tells nothing, the forms' own
wordings do: a line goes on with what their label goes on with, and a whole label is no longer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.documents.geometry import overlap
from checker.documents.pdf.text_segments import (
    LIST_MARK,
    SAME_BASELINE,
    Block,
    as_one,
    lines_of,
    segments_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.pdf.characters import PrintedPage
    from checker.documents.pdf.rulings import Ruling
    from checker.model.wordings import Wordings

# All limits are shares of the height of the page's print.
ONE_SIZE = 0.8  # lines of one cell are nearly as high; one of few strokes (一) is lower
NEXT_LINE = 1.7  # baselines of one cell follow each other within this; rows are 1.88 apart or more
FARTHEST_LINE = 2.2  # ... and within this where the words themselves go on


@dataclass(frozen=True)
class _Print:
    """What stands on a page around a block that is put together."""

    segments: Sequence[Block]
    level: Sequence[Ruling]
    tall: float
    wordings: Wordings


def text_blocks(
    page: PrintedPage, tall: float, level: Sequence[Ruling], wordings: Wordings
) -> list[Block]:
    """The page's blocks from top to bottom, then from left to right."""
    segments = [
        segment
        for line in lines_of([char for char in page.chars if char.level], tall)
        for segment in segments_of(line, page, tall, level, wordings)
    ]
    around = _Print(segments, level, tall, wordings)
    blocks = [one for one in segments if one.is_figure]
    words = [one for one in segments if not one.is_figure]
    while words:
        block = words.pop(0)
        while (following := _next_line(block, words, around)) is not None:
            words.remove(following)
            block = as_one(block, following)
        roles = wordings.roles(block.text)
        pieces = frozenset() if roles else wordings.holding(block.text)
        blocks.append(replace(block, roles=roles, piece_of=pieces))
    return sorted(blocks, key=lambda one: (-one.top, one.left))


def _next_line(block: Block, words: Sequence[Block], around: _Print) -> Block | None:
    """The next line of a block: what its wording goes on with, or else what stands below it."""
    wordings, tall = around.wordings, around.tall
    if wordings.begins(block.text):
        below = [
            one
            for one in words
            if SAME_BASELINE * tall < block.foot - one.foot <= FARTHEST_LINE * block.size
            and overlap(block.left, block.right, one.left, one.right) > 0
            and not _is_line_between(block, one, around)
        ]
        nearest = max((one.foot for one in below), default=0.0)
        for one in below:
            if nearest - one.foot <= SAME_BASELINE * tall and wordings.begins(
                block.text + one.text
            ):
                return one
        if wordings.roles(block.text):
            return None
    following = _goes_on(block, words, around)
    if following is None or (wordings.roles(following.text) and not wordings.roles(block.text)):
        return None  # a label that is whole is nothing's second line
    return following


def _goes_on(block: Block, words: Sequence[Block], around: _Print) -> Block | None:
    """The next line of a block: close below it, alone there, and no drawn line between."""
    below = [
        one
        for one in around.segments
        if 0 < block.foot - one.foot <= NEXT_LINE * max(block.size, one.size)
        and overlap(block.left, block.right, one.left, one.right) > 0
    ]
    if len(below) != 1 or below[0] not in words:
        return None
    if is_listed(below[0]):
        return None  # the next row's label, however close it stands
    if min(block.size, below[0].size) < ONE_SIZE * max(block.size, below[0].size):
        return None  # a heading above a table of smaller print
    following = below[0]
    above = [
        one
        for one in around.segments
        if 0 < one.foot - following.foot < block.foot - following.foot + SAME_BASELINE * around.tall
        and overlap(following.left, following.right, one.left, one.right) > 0
    ]
    if len(above) != 1:
        return None
    return None if _is_line_between(block, following, around) else following


def _is_line_between(block: Block, following: Block, around: _Print) -> bool:
    """Whether a line is drawn between two lines of words."""
    x = max(block.left, following.left)
    return any(
        following.height < line.at < block.foot + around.tall / 2 and line.start <= x <= line.end
        for line in around.level
    )


def is_listed(block: Block) -> bool:
    """Whether a block begins with a number of a list, as the rows of 表三 do."""
    return LIST_MARK.match(block.text) is not None


def are_level(a: Block, b: Block, tall: float) -> bool:
    """Whether two blocks stand on one baseline."""
    return abs(a.foot - b.foot) <= SAME_BASELINE * tall


def rows_of(figures: Sequence[Block], tall: float) -> list[list[Block]]:
    """Figures by the line they stand on, from top to bottom, each line from left to right.

    A sign in another face (-, 无) has another baseline: it stands beside the one line of numbers
    that its middle lies in. A figure whose note is wrapped stands beside the one line that its own
    lines lie around.
    """
    on_lines = [figure for figure in figures if figure.lines == 1]
    rows = _on_baselines([one for one in on_lines if one.has_digits], tall)
    alone: list[Block] = []
    for sign in (one for one in on_lines if not one.has_digits):
        beside = [
            row
            for row in rows
            if row[0].bottom < sign.height < row[0].top or are_level(row[0], sign, tall)
        ]
        (beside[0] if len(beside) == 1 else alone).append(sign)
    rows += _on_baselines(alone, tall)
    for figure in (one for one in figures if one.lines > 1):
        beside = [row for row in rows if figure.bottom < row[0].height < figure.top]
        if len(beside) == 1:
            beside[0].append(figure)
        else:
            rows.append([figure])
    for row in rows:
        row.sort(key=lambda one: one.left)
    return sorted(rows, key=lambda row: -row[0].height)


def _on_baselines(figures: Sequence[Block], tall: float) -> list[list[Block]]:
    """Figures by their baselines, from the highest down."""
    rows: list[list[Block]] = []
    for figure in sorted(figures, key=lambda one: -one.foot):
        if rows and are_level(rows[-1][0], figure, tall):
            rows[-1].append(figure)
        else:
            rows.append([figure])
    return rows


def are_parted(intervals: Sequence[tuple[float, float]]) -> bool:
    """Whether intervals from left to right share nothing."""
    return all(a[1] < b[0] for a, b in pairwise(intervals))
