"""The lines of open tables, where rows and walls are known: between rows, and beside labels."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from checker.documents.pdf.open_edges import MARGIN
from checker.documents.pdf.rulings import Ruling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.pdf.open_heads import Head
    from checker.documents.pdf.open_rows import Row
    from checker.documents.pdf.text_segments import Block

ACROSS = 0.8  # of the last column: shorter lines are drawn under its figures
BEFORE_LABEL = 1.5  # points left of the labels: the wall must not cut their first glyph


def edges_of(
    rows: Sequence[Row],
    heads: Head,
    drawn: Sequence[Ruling],
    last: Sequence[float],
) -> list[float] | None:
    """The heights of the lines between the rows, from the top; drawn lines where there are.

    ``last`` are the walls of the last column, which all drawn lines between rows cross.
    """
    x, wide = sum(last) / 2, last[1] - last[0]
    lines = sorted(
        (
            line.at
            for line in drawn
            if line.start <= x <= line.end and line.end - line.start > ACROSS * wide
        ),
        reverse=True,
    )
    edges: list[float] = []
    for above, below in pairwise(rows):
        between = [at for at in lines if below.height < at < above.height]
        if len(between) > 1:
            return None
        edges.append(between[0] if between else (above.bottom + below.top) / 2)
    lowest = min((head.bottom for head in heads.leaves), default=rows[0].top + 2 * MARGIN)
    over = [at for at in lines if rows[0].height < at < lowest + MARGIN]
    edges.insert(0, over[-1] if over else (rows[0].top + lowest) / 2)
    tall = rows[-1].top - rows[-1].bottom
    under = [at for at in lines if rows[-1].height - 2 * tall - 12 < at < rows[-1].height]
    edges.append(under[0] if under else rows[-1].bottom - MARGIN)
    return edges


def label_walls(
    rows: Sequence[Row], edges: Sequence[float], words: Sequence[Block], left: float
) -> list[Ruling]:
    """Short lines that part a row's own label from the group headings to its left."""
    walls = []
    for row, (top, bottom) in zip(rows, pairwise(edges), strict=True):
        label = row.label
        if label is None or label.left - left < 2 * MARGIN:
            continue
        if any(
            word is not label
            and word.right <= label.left + 1
            and left <= word.left
            and edges[-1] < word.top  # a page break may cut it
            and word.bottom < edges[0]
            for word in words
        ):
            x = label.left - BEFORE_LABEL
            walls.append(Ruling(x, x, bottom, top))
    return walls
