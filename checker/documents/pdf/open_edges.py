"""The edges of columns whose heads stand over their middles: from the heads, and what is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.model.wordings import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.pdf.open_heads import Head
    from checker.documents.pdf.rulings import Ruling
    from checker.documents.pdf.text_segments import Block

MARGIN = 3.0  # points left free around a table
PADDING = 15.0  # points from the print of a row to its lines
AGREED = 6.0  # points between an edge found from the left and from the right: print is padded
FEWEST_STEPS, SAME_STEP = 4, 0.05  # columns of even width: so many, so much alike
FEWEST_BESIDE = 2  # ... and so many beside a column that ends where they begin


@dataclass(frozen=True)
class Around:
    """What stands around the tables of a page, or of one of two on a sheet."""

    outer: tuple[float, float]  # from where to where it is printed
    drawn: Sequence[Ruling]  # its level lines
    tall: float  # the height of its print
    top: float  # its highest point
    figures: Sequence[Block]


def outer_edges(blocks: Sequence[Block], drawn: Sequence[Ruling]) -> tuple[float, float]:
    """From where to where a page, or one of two pages on a sheet, is printed: text and lines.

    Tables are as wide as the text around them; only so are their parts known as such.
    """
    left, right = min(one.left for one in blocks), max(one.right for one in blocks)
    lines = [line for line in drawn if left <= (line.start + line.end) / 2 <= right]
    return (
        min([left, *(line.start for line in lines)]),
        max([right, *(line.end for line in lines)]),
    )


class Extents:
    """From where to where it is printed in each column of text, on the pages looked at so far.

    A page whose last column is of narrow figures, or that ends a table, is printed as wide as the
    others; so are both columns of text of a sheet.
    """

    def __init__(self) -> None:
        self._widest: dict[tuple[int, ...], tuple[float, float]] = {}

    def of(
        self, columns: Sequence[Sequence[Block]], drawn: Sequence[Ruling], width: float
    ) -> list[tuple[float, float]]:
        """Those of a page of this width with these columns of text."""
        places = [(len(columns), at, round(width)) for at in range(len(columns))]
        for place, blocks in zip(places, columns, strict=True):
            if blocks:
                left, right = outer_edges(blocks, drawn)
                before = self._widest.get(place, (left, right))
                self._widest[place] = min(left, before[0]), max(right, before[1])
        known = [self._widest.get(place, (0.0, 0.0)) for place in places]
        wide = max(right - left for left, right in known)
        return [(left, max(right, left + wide)) for left, right in known]


def mirrored(heads: Sequence[Block], right: float) -> list[float] | None:
    """The edges of columns whose heads stand over their middles, from the right edge leftwards.

    ``None`` where an edge does not lie between its heads: these are not centred.
    """
    edges = [right]
    for head in reversed(heads):
        edges.insert(0, 2 * head.centre - edges[0])
    is_right = all(
        before.right < edge < after.left
        for edge, (before, after) in zip(edges[1:-1], pairwise(heads), strict=True)
    )
    return edges if heads and is_right and edges[0] < heads[0].left else None


def even(heads: Sequence[Block]) -> list[float] | None:
    """The edges of columns as wide as each other whose heads stand over their middles.

    ``None`` where the heads are not equally far apart. Of a table without lines and figures
    nothing else tells where the last column ends.
    """
    steps = [after.centre - before.centre for before, after in pairwise(heads)]
    if len(steps) < FEWEST_STEPS or max(steps) - min(steps) > SAME_STEP * max(steps):
        return None
    half = sum(steps) / len(steps) / 2
    edges = [heads[0].centre - half, *(head.centre + half for head in heads)]
    is_right = all(
        low < head.left and head.right < high
        for head, (low, high) in zip(heads, pairwise(edges), strict=True)
    )
    return edges if is_right else None


def even_beside(heads: Sequence[Block], outer: tuple[float, float]) -> list[float] | None:
    """The edges of columns as wide as each other, beside that of the labels, the first head's.

    The column of the labels, from the left edge of the text to as far right of its head's middle,
    must end where the others begin: with so few columns their even steps alone prove nothing.
    """
    steps = [after.centre - before.centre for before, after in pairwise(heads[1:])]
    if len(steps) < FEWEST_BESIDE or max(steps) - min(steps) > SAME_STEP * max(steps):
        return None
    half = sum(steps) / len(steps) / 2
    begins = heads[1].centre - half
    if abs(2 * heads[0].centre - (outer[0] - MARGIN) - begins) > AGREED:
        return None
    return [begins, *(head.centre + half for head in heads[1:])]


def column_heads(heads: Head, labels: Sequence[Block]) -> list[Block]:
    """The heads of the columns of figures, from left to right: without that of the labels."""
    leaves = sorted(heads.leaves, key=lambda head: head.left)
    if not leaves or not leaves[0].roles.isdisjoint({Role.HEAD, Role.LABEL_HEAD}):
        return [head for head in leaves if Role.LABEL_HEAD not in head.roles]
    if not labels:
        return leaves
    edge = max(label.right for label in labels)
    over_figures = [head for head in leaves if head.left > edge]
    # Above short labels their centred head stands right of all of them.
    return over_figures if len(over_figures) < len(leaves) else leaves[1:]


def drawn_right(
    extent: tuple[float, float], outer: tuple[float, float], drawn: Sequence[Ruling]
) -> float | None:
    """Where the lines drawn in a table, from its foot to its top, end; ``None`` without any."""
    ends = [
        line.end
        for line in drawn
        if extent[0] - PADDING <= line.at <= extent[1] + PADDING
        and outer[0] <= (line.start + line.end) / 2 <= outer[1]
    ]
    return max(ends, default=None)


def edges_beside(
    heads: Sequence[Block], outer: tuple[float, float], drawn: float | None
) -> list[float] | None:
    """The edges of all columns but the left one of the first, whose heads stand over their middles.

    From the right edge that is drawn. Where none is, the text around may be narrower than the
    table: then the first column, from the left edge of the text, must end where the second begins.
    """
    edges = mirrored(heads[1:], outer[1] if drawn is None else drawn)
    if edges is None or drawn is not None:
        return edges
    ends = 2 * heads[0].centre - (outer[0] - MARGIN)
    return edges if abs(ends - edges[0]) <= AGREED else None


def _beside(
    heads: Sequence[Block], extent: tuple[float, float], around: Around
) -> list[float] | None:
    return edges_beside(heads, around.outer, drawn_right(extent, around.outer, around.drawn))


def edges_below(
    own: Sequence[Block], heads: Head, extent: tuple[float, float], around: Around
) -> list[list[float]]:
    """The edges that columns below their heads may have: as wide as each other, or not."""
    found = [even(own)]
    beside = [head for head in heads.leaves if own and head.right < own[0].left]
    first = max(beside, key=lambda head: head.right, default=None)
    if first is not None:
        found.append(_beside([first, *own], extent, around))
        found.append(even_beside([first, *own], around.outer))
    elif len(own) > 1:
        edges = _beside(own, extent, around)
        found.append([around.outer[0] - MARGIN, *edges] if edges else None)
    return [edges for edges in found if edges is not None]


def edges_without_rows(
    heads: Head, extent: tuple[float, float], around: Around
) -> list[float] | None:
    """The edges of the columns of figures, beside their labels, where no figure tells them."""
    leaves = sorted(heads.leaves, key=lambda head: head.left)
    own = column_heads(heads, leaves[:1])
    beside = [head.right for head in leaves if head not in own]
    edges = next(iter(edges_below(own, heads, extent, around)), None)
    if edges is None or any(edges[0] < right for right in beside):
        return None
    return [*edges[:-1], edges[-1] + MARGIN]


def upper_walls(heads: Sequence[Block], outer: tuple[float, float]) -> list[float]:
    """The walls of a header's upper row, whose heads may be of several columns each.

    From the middles of the heads where these tell edges between them, else midway.
    """
    leaves = sorted(heads, key=lambda head: head.left)
    midway = [(before.right + after.left) / 2 for before, after in pairwise(leaves)]
    left, right = outer[0] - MARGIN, outer[1] + MARGIN
    edges = mirrored(leaves, outer[1]) or [leaves[0].left - MARGIN, *midway, right]
    return [left, *(edge for edge in edges[:-1] if edge > left + MARGIN), right]


def with_outer(
    edges: Sequence[float], figures: Sequence[Block], labels: Sequence[Block], around: Around
) -> list[float]:
    """The edges of columns and of those beside them whose heads a page break cut off.

    On the left one as wide as the next, where there is room for it beside the labels.
    """
    walls = list(edges)
    first = min(figure.left for figure in figures)
    if first < edges[0]:
        beside = max((label.right for label in labels), default=around.outer[0])
        wall = 2 * edges[0] - edges[1]
        walls.insert(0, wall if beside < wall < first else (beside + first) / 2)
    if max(figure.right for figure in figures) > edges[-1] + MARGIN:
        walls.append(around.outer[1] + MARGIN)
    return walls
