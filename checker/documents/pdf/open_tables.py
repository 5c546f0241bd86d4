"""Tables without upright lines, or without any: their rows and columns from how print is aligned.

An open table still prints its figures in columns below its heads and beside its labels. Where
every figure stands in one column, the columns stand clear of each other, and each row of figures
lies beside one label, the cells are known, blank ones too: a head without a figure below it is a
column, a label without a figure beside it is a row. Level lines that are drawn part the rows.
Where one of these does not hold, nothing is drawn: what cannot be proven stays unread. What is
drawn still needs its labels and headers as witnesses (``Grid.proven`` is false).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from checker.documents.pdf.open_columns import (
    MARGIN,
    Columns,
    column_heads,
    columns_below,
    mirrored,
    right_edge,
    walls_of,
)
from checker.documents.pdf.open_heads import Head, heads_above, ruled_heads
from checker.documents.pdf.open_rows import Row, bands_of, columns_of_text, rows_beside_labels
from checker.documents.pdf.rulings import Print, Ruling, Rulings
from checker.documents.pdf.text_blocks import Block, text_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.pdf.open_rows import Band
    from checker.documents.pdf.pdfium import Page

BEFORE_LABEL = 1.5  # points left of the labels: the wall must not cut their first glyph
LEAST_HEADS = 4  # heads without a row below them: three of columns, one of the labels


class OpenTables:
    """The open tables of a document's pages, looked at in their order.

    A table that goes on, on the next page or beside, keeps its columns; its header may stand
    alone at the foot of the page before.
    """

    def __init__(self) -> None:
        self._columns: Columns | None = None

    def rulings(self, page: Page, drawn: Rulings | None) -> Rulings | None:
        """The lines that the page's open tables would have; ``None`` where it has none."""
        tall = Print(page).words_height
        lines = drawn.level if drawn is not None else ()
        level: list[Ruling] = []
        upright: list[Ruling] = []
        for blocks in columns_of_text(text_blocks(page, tall, lines), page.frame.width, tall):
            if not blocks:  # a page without level text: mirrored, or all of it aslant
                continue
            # Tables are as wide as the text around them; only so are their parts known as such.
            outer = (min(one.left for one in blocks), max(one.right for one in blocks))
            foot = float("inf")
            for band, words in bands_of(blocks):
                found = self._ruled(band, words, outer, lines, tall)
                if found is not None:
                    level += found.level
                    upright += found.upright
                    foot = min(line.at for line in found.level)
            below = [one for one in blocks if one.top < foot and not one.is_figure]
            alone = self._header_alone(below, outer, lines, tall)
            if alone is not None:
                level += alone.level
                upright += alone.upright
        return Rulings(tuple(level), tuple(upright)) if level else None

    def _ruled(
        self,
        band: Band,
        words: Sequence[Block],
        outer: tuple[float, float],
        drawn: Sequence[Ruling],
        tall: float,
    ) -> Rulings | None:
        """The lines around a band, ``None`` where its rows or its columns are not proven."""
        rows = rows_beside_labels(band, words, tall)
        if not rows:
            return None
        labels = [row.label for row in rows if row.label]
        heads = heads_above(rows[0].top, [word for word in words if word not in labels], tall)
        walls = self._walls(rows, labels, heads, outer, drawn)
        edges = _edges(rows, heads, drawn, walls[-2:]) if walls else None
        if walls is None or edges is None:
            return None
        level = [Ruling(edge, edge, walls[0], walls[-1]) for edge in edges]
        upright = [Ruling(x, x, edges[-1], edges[0]) for x in walls]
        upright += _label_walls(rows, edges, words, walls[0])
        own = walls[1:] if labels else walls
        self._columns = Columns(tuple(own), outer)
        more = ruled_heads(heads, own, (walls[0], walls[-1]), edges[0])
        return Rulings((*level, *more.level), (*upright, *more.upright))

    def _walls(
        self,
        rows: Sequence[Row],
        labels: Sequence[Block],
        heads: Head,
        outer: tuple[float, float],
        drawn: Sequence[Ruling],
    ) -> list[float] | None:
        figures = [figure for row in rows for figure in row.figures]
        if not heads.leaves and self._columns is not None and labels:
            going_on = self._columns.moved_to(outer)
            if going_on is not None and going_on.hold(figures, labels):
                return [outer[0] - MARGIN, *going_on.walls]
        extent = (rows[-1].bottom, rows[0].top)
        columns = columns_below(
            figures, column_heads(heads, labels), right_edge(extent, outer, drawn)
        )
        return None if columns is None else walls_of(columns, labels, heads.leaves, outer)

    def _header_alone(
        self,
        words: Sequence[Block],
        outer: tuple[float, float],
        drawn: Sequence[Ruling],
        tall: float,
    ) -> Rulings | None:
        """The lines of a header whose rows follow on the next page or beside."""
        foot = min((word.bottom for word in words), default=0.0)
        heads = heads_above(foot, words, tall)
        leaves = sorted(heads.leaves, key=lambda head: head.left)
        if len(leaves) < LEAST_HEADS:
            return None
        edges = mirrored(leaves[1:], right_edge((foot, heads.top), outer, drawn))
        if edges is None or edges[0] < leaves[0].right:
            return None
        bottom = foot - MARGIN
        left, right = outer[0] - MARGIN, edges[-1] + MARGIN
        walls = [*edges[:-1], right]
        self._columns = Columns(tuple(walls), outer)
        more = ruled_heads(heads, walls, (left, right), bottom)
        return Rulings((Ruling(bottom, bottom, left, right), *more.level), more.upright)


def _edges(
    rows: Sequence[Row],
    heads: Head,
    drawn: Sequence[Ruling],
    last: Sequence[float],
) -> list[float] | None:
    """The heights of the lines between the rows, from the top; drawn lines where there are.

    ``last`` are the walls of the last column, which all drawn lines between rows cross.
    """
    x = sum(last) / 2
    lines = sorted((line.at for line in drawn if line.start <= x <= line.end), reverse=True)
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


def _label_walls(
    rows: Sequence[Row], edges: Sequence[float], words: Sequence[Block], left: float
) -> list[Ruling]:
    """Short lines that part a row's own label from the group headings to its left."""
    walls = []
    for row, (top, bottom) in zip(rows, pairwise(edges), strict=True):
        label = row.label
        if label is None or label.left - left < 2 * MARGIN:
            continue
        if any(
            word is not label and word.right <= label.left + 1 and left <= word.left
            for word in words
        ):
            x = label.left - BEFORE_LABEL
            walls.append(Ruling(x, x, bottom, top))
    return walls
