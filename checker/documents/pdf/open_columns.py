"""The columns of open tables: which figures stand below which head, and where walls would be."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from checker.documents.geometry import overlap
from checker.documents.pdf.text_blocks import Block, are_parted
from checker.model.wordings import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.documents.pdf.open_heads import Head
    from checker.documents.pdf.rulings import Ruling

MARGIN = 3.0  # points left free around a table
PADDING = 15.0  # points from the print of a row to its lines
AGREED = 6.0  # points between an edge found from the left and from the right: print is padded
FEWEST_BESIDE = 2  # ... and so many beside a column that ends where they begin
FEWEST_STEPS, SAME_STEP = 4, 0.05  # columns of even width: so many, so much alike
ONE_PLACE = 0.25  # of a column's width: figures of one setting differ by less
NEAREST = 0.25  # of a column's width: what stands nearer to the next column's place may be its
SAME_WIDTH = 0.05  # of its width: so much may the text around two parts of a table differ


@dataclass(frozen=True)
class Setting:
    """How figures stand in their columns: which point of them, and how far from the column's.

    ``share`` is 0 for figures that begin below each other, 1 for those that end so, 0.5 for
    centred ones; ``aside`` are points right of the same point of the column.
    """

    share: float
    aside: float

    @classmethod
    def of(cls, figures: Sequence[Block], walls: Sequence[float]) -> Setting | None:
        """The setting that leaves the least spread over all figures; ``None`` without any."""
        placed = [(one, column) for one in figures if (column := _column_of(one, walls))]
        if not placed:
            return None
        best = min(
            SHARES, key=lambda share: _spread([_off(*pair, share) for pair in placed])
        )  # fmt: skip
        return cls(best, median([_off(*pair, best) for pair in placed]))

    def off(self, begin: float, end: float, column: tuple[float, float]) -> float:
        """Points by which print from here to there stands right of its place in a column."""
        return _point(begin, end, self.share) - _point(*column, self.share) - self.aside


SHARES = (0.0, 0.5, 1.0)


def _point(begin: float, end: float, share: float) -> float:
    return begin + share * (end - begin)


def _off(figure: Block, column: tuple[float, float], share: float) -> float:
    return _point(figure.left, figure.right, share) - _point(*column, share)


def _spread(values: Sequence[float]) -> float:
    return max(values) - min(values)


def _column_of(figure: Block, walls: Sequence[float]) -> tuple[float, float] | None:
    """The one column that a figure stands in."""
    return next(((a, b) for a, b in pairwise(walls) if a < figure.left and figure.right < b), None)


@dataclass(frozen=True)
class Columns:
    """A table's columns of figures: the walls between them, and how figures stand in them.

    ``left`` is where the labels beside them begin, ``None`` of a table without labels; ``outer``
    is from where to where the text around is printed.
    """

    left: float | None
    walls: tuple[float, ...]
    outer: tuple[float, float]
    setting: Setting | None = None

    @property
    def all_walls(self) -> list[float]:
        """Those of the figures, and the one left of the labels."""
        return [*self.walls] if self.left is None else [self.left, *self.walls]

    def moved_to(
        self, figures: Sequence[Block], labels: Sequence[Block], outer: tuple[float, float]
    ) -> Columns | None:
        """The columns of a part that goes on elsewhere; ``None`` if its figures stand in no such.

        On the next page, in the next column of text or on the other page of a sheet all columns
        are moved aside by one distance, which brings every figure to its place in one of them.
        """
        for by in self._distances(figures, outer):
            walls = tuple(x + by for x in self.walls)
            left = None if self.left is None else self.left + by
            moved = Columns(left, walls, outer, self.setting)
            if moved.hold(figures, labels):
                return moved
        return None

    def _distances(self, figures: Sequence[Block], outer: tuple[float, float]) -> Iterator[float]:
        """How far a part may be moved: as its columns tell, or the text around it."""
        narrowest = min(b - a for a, b in pairwise(self.walls))
        wide = self.outer[1] - self.outer[0]
        # A part that ends where they do is not moved: it may have no heading of a group at its
        # left.
        told = [outer[1] - self.outer[1]]
        if abs(told[0]) > MARGIN and abs(outer[1] - outer[0] - wide) <= SAME_WIDTH * wide:
            told.append(outer[0] - self.outer[0])
        if self.setting is None or not figures:
            yield from ([0.0] if abs(told[0]) <= MARGIN else told[1:])
            if not figures:
                yield 0.0  # rows that are blank are so in whatever columns
            return
        spans = spans_of(figures)
        if len(spans) == len(self.walls) - 1:
            offs = [
                self.setting.off(*span, column)
                for span, column in zip(spans, pairwise(self.walls), strict=True)
            ]
            if _spread(offs) <= ONE_PLACE * narrowest:
                yield median(offs)
            return
        for by in (0.0, *told):
            walls = [x + by for x in self.walls]
            offs = [
                self.setting.off(one.left, one.right, column)
                for one in figures
                if (column := _column_of(one, walls))
            ]
            if len(offs) == len(figures) and _spread(offs) <= ONE_PLACE * narrowest:
                off = median(offs)
                if abs(off) <= NEAREST * narrowest:
                    yield by + off

    def hold(self, figures: Sequence[Block], labels: Sequence[Block]) -> bool:
        """Whether each figure stands alone in one column, and each label left of them all."""
        columns = [_column_of(one, self.walls) for one in figures]
        places = {(at, round(one.foot)) for at, one in zip(columns, figures, strict=True)}
        return (
            all(label.right < self.walls[0] for label in labels)
            and None not in columns
            and len(places) == len(figures)
        )


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


def spans_of(figures: Sequence[Block]) -> list[tuple[float, float]]:
    """From where to where figures stand below each other."""
    spans: list[tuple[float, float]] = []
    for begin, end in sorted((figure.left, figure.right) for figure in figures):
        if spans and begin < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((begin, end))
    return spans


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
        return None
    for owner, (begin, end) in zip(owners, spans, strict=True):
        columns[owner] = (min(begin, columns[owner][0]), max(end, columns[owner][1]))
    return columns if are_parted(columns) else None


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
    """Where the upright lines stand: around the labels, between columns, at the right."""
    first = columns[0][0]
    walls = [(a[1] + b[0]) / 2 for a, b in pairwise(columns)]
    left, right = outer[0] - MARGIN, outer[1] + MARGIN
    if labels:
        edge = max(label.right for label in labels)
        edge = max([edge, *(leaf.right for leaf in leaves if leaf.right < first)])
        if edge >= first:
            return None
        walls.insert(0, (edge + first) / 2)
    return [left, *walls, right]
