"""The columns that the figures of open tables stand in, below their heads and beside them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from checker.documents.geometry import overlap
from checker.documents.pdf.open_columns import Columns, Setting, spans_of
from checker.documents.pdf.open_edges import (
    MARGIN,
    Around,
    column_heads,
    edges_below,
    edges_without_rows,
    with_outer,
)
from checker.documents.pdf.open_joints import drawn_walls
from checker.documents.pdf.text_blocks import are_parted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.pdf.open_heads import Head
    from checker.documents.pdf.open_rows import Row
    from checker.documents.pdf.text_segments import Block


def columns_of(
    rows: Sequence[Row], labels: Sequence[Block], heads: Head, around: Around
) -> Columns | None:
    """The columns of rows below their header; ``None`` if not proven."""
    figures = [figure for row in rows for figure in row.figures]
    left = around.outer[0] - MARGIN if labels else None
    own = column_heads(heads, labels)
    drawn = _drawn(rows, labels, own, around)
    if drawn is not None and drawn.hold(figures, labels):
        return drawn
    edges = edges_below(own, heads, (rows[-1].bottom, rows[0].top), around)
    beside = [head for head in heads.leaves if head not in own]
    for one in (*edges, *(with_outer(inner, figures, labels, around) for inner in edges)):
        found = Columns(left, tuple(one), around.outer, Setting.of(figures, one))
        if found.hold(figures, [*labels, *beside]):
            return found
    spans = columns_below(figures, own, next(iter(edges), None))
    walls = walls_of(spans, labels, heads.leaves, around.outer) if spans else None
    if walls is None:
        return None
    own_walls = tuple(walls[1:] if labels else walls)
    return Columns(left, own_walls, around.outer, Setting.of(figures, own_walls))


def _drawn(
    rows: Sequence[Row], labels: Sequence[Block], own: Sequence[Block], around: Around
) -> Columns | None:
    """The columns whose edges are drawn, one below each head; ``None`` where they are not."""
    if not labels:
        return None
    extent = (rows[-1].bottom, rows[0].top)
    walls = drawn_walls(extent, max(label.right for label in labels), around)
    if walls is not None and own:
        walls = tuple(x for x in walls if not any(one.left < x < one.right for one in own))
    if walls is None or (own and len(walls) - 1 != len(own)):
        return None  # a head of several columns of the grid is drawn with the edges of each
    figures = [figure for row in rows for figure in row.figures]
    return Columns(around.outer[0] - MARGIN, walls, around.outer, Setting.of(figures, walls))


def columns_without_rows(
    heads: Head, extent: tuple[float, float], around: Around
) -> Columns | None:
    """The columns below heads where no figure tells them, beside labels if there is room."""
    edges = edges_without_rows(heads, extent, around)
    if edges is None:
        return None
    left = around.outer[0] - MARGIN
    has_labels = edges[0] - left > (edges[1] - edges[0]) / 2
    return Columns(left if has_labels else None, tuple(edges), around.outer)


def columns_below(
    figures: Sequence[Block], heads: Sequence[Block], edges: Sequence[float] | None
) -> list[tuple[float, float]] | None:
    """From where to where each column's print runs, ``None`` where figures have no one column."""
    spans = spans_of(figures)
    if not heads:
        return spans
    columns = [(head.left, head.right) for head in heads]
    owners = list(range(len(heads))) if len(spans) == len(heads) else _owners(spans, heads, edges)
    if owners is None:
        return _beside_heads(spans, heads, edges)
    for owner, (begin, end) in zip(owners, spans, strict=True):
        columns[owner] = (min(begin, columns[owner][0]), max(end, columns[owner][1]))
    return columns if are_parted(columns) else None


def _beside_heads(
    spans: Sequence[tuple[float, float]], heads: Sequence[Block], edges: Sequence[float] | None
) -> list[tuple[float, float]] | None:
    """Columns of figures below heads, and of those beside them whose heads a page break cut off.

    ``None`` unless all but those are known to belong to one head each.
    """
    left, right = (edges[0], edges[-1]) if edges else (heads[0].left, heads[-1].right)
    inner = [span for span in spans if overlap(*span, left, right) > 0]
    owners = _owners(inner, heads, edges)
    if owners is None or len(inner) == len(spans):
        return None
    columns = {at: (head.left, head.right) for at, head in enumerate(heads)}
    for owner, (begin, end) in zip(owners, inner, strict=True):
        columns[owner] = (min(begin, columns[owner][0]), max(end, columns[owner][1]))
    outer = [span for span in spans if span not in inner]
    found = sorted([*columns.values(), *outer])
    return found if are_parted(found) else None


def _owners(
    spans: Sequence[tuple[float, float]], heads: Sequence[Block], edges: Sequence[float] | None
) -> list[int] | None:
    """The head that each column of figures stands below, where some heads have blanks below.

    A figure under a head is that head's. One beside it may be the neighbour's: heads stand over
    the middle of their columns, so that the table's right edge and the last head give the edge
    before it, and so on to the left. A column that crosses such an edge belongs to no head.
    """
    over = [
        [at for at, head in enumerate(heads) if overlap(*span, head.left, head.right) > 0]
        for span in spans
    ]
    if all(len(one) == 1 for one in over):
        owners = [one[0] for one in over]
    else:
        if edges is None:
            return None
        owners = [
            at
            for span in spans
            for at, (begin, end) in enumerate(pairwise(edges))
            if begin < span[0] and span[1] <= end + MARGIN
        ]
    return owners if owners == sorted(set(owners)) and len(owners) == len(spans) else None


def walls_of(
    columns: Sequence[tuple[float, float]],
    labels: Sequence[Block],
    leaves: Sequence[Block],
    outer: tuple[float, float],
) -> list[float] | None:
    """Where the upright lines stand: around the labels, between columns, at the right.

    The first column begins as far left of its head's middle as it ends right of it; its labels may
    be short, on this page.
    """
    first = columns[0][0]
    walls = [(a[1] + b[0]) / 2 for a, b in pairwise(columns)]
    left, right = outer[0] - MARGIN, outer[1] + MARGIN
    if labels:
        edge = max(label.right for label in labels)
        edge = max([edge, *(leaf.right for leaf in leaves if leaf.right < first)])
        if edge >= first:
            return None
        own = [leaf for leaf in leaves if columns[0][0] <= leaf.centre <= columns[0][1]]
        mirrored = 2 * own[0].centre - walls[0] if own and walls else edge
        walls.insert(0, mirrored if edge < mirrored < first else (edge + first) / 2)
    return [left, *walls, right]
