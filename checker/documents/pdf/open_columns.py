"""The columns of open tables: which figures stand below which head, and where walls would be."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from checker.documents.pdf.open_edges import MARGIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.documents.pdf.text_segments import Block

ONE_PLACE = 0.25  # of a column's width: figures of one setting differ by less
MOST = 0.8  # of the figures of a table stand in one place of their columns
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
    def of(cls, figures: Sequence[Block], walls: Sequence[float]) -> tuple[Setting, ...]:
        """The settings that the figures of a table may have, the one of least spread first.

        Figures as wide as each other tell nothing of their setting; those that follow may.
        """
        placed = [(one, column) for one in figures if (column := _column_of(one, walls))]
        if not placed:
            return ()
        near = ONE_PLACE / 2 * min(b - a for a, b in pairwise(walls))
        found: list[tuple[float, Setting]] = []
        for share in SHARES:
            offs = [_off(*pair, share) for pair in placed]
            place = median(offs)
            aside = [abs(off - place) for off in offs]
            if sum(off <= near for off in aside) >= MOST * len(aside):
                found.append((sum(aside), cls(share, place)))
        return tuple(setting for _, setting in sorted(found, key=lambda one: one[0]))

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
    settings: tuple[Setting, ...] = ()

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
            settings = self.settings or Setting.of(figures, walls)
            moved = Columns(left, walls, outer, settings)
            if moved.hold(figures, labels):
                return moved
        return None

    def _distances(self, figures: Sequence[Block], outer: tuple[float, float]) -> Iterator[float]:
        """How far a part may be moved: as its columns tell, or the text around it."""
        narrowest = min(b - a for a, b in pairwise(self.walls))
        told = self._told(outer)
        if not (self.settings and figures):
            if abs(told[-1] - told[0]) <= MARGIN:
                yield told[0]
            if not figures:
                yield 0.0  # rows that are blank are so in whatever columns
            else:
                yield from self._below_heads_alone(figures, narrowest, told)
            return
        spans = spans_of(figures)
        if len(spans) == len(self.walls) - 1:
            pairs = list(zip(spans, pairwise(self.walls), strict=True))
            for setting in self.settings:
                offs = [setting.off(*span, column) for span, column in pairs]
                if _spread(offs) <= ONE_PLACE * narrowest:
                    yield median(offs)
            return
        for setting in self.settings:
            found = [
                by + off
                for by in told
                if (off := self._off_place(setting, figures, by)) is not None
                and abs(off) <= NEAREST * narrowest
            ]
            if found and _spread(found) <= NEAREST * narrowest:
                yield found[0]  # else a few figures stand as well in the columns beside theirs

    def _below_heads_alone(
        self, figures: Sequence[Block], narrowest: float, told: Sequence[float]
    ) -> Iterator[float]:
        """How far the first figures below heads are moved, where each column has some.

        They stand in one place of their columns, whichever it is; first what the text around tells
        best.
        """
        spans = spans_of(figures)
        if len(spans) != len(self.walls) - 1:
            return
        pairs = list(zip(spans, pairwise(self.walls), strict=True))
        found: list[float] = []
        for share in SHARES:
            offs = [_point(*span, share) - _point(*column, share) for span, column in pairs]
            if _spread(offs) <= ONE_PLACE * narrowest:
                found.append(median(offs) + (2 * share - 1) * MARGIN)
        yield from sorted(found, key=lambda by: min(abs(by - one) for one in told))

    def _off_place(self, setting: Setting, figures: Sequence[Block], by: float) -> float | None:
        """How far figures stand right of one place in the columns when these are moved."""
        walls = [x + by for x in self.walls]
        narrowest = min(b - a for a, b in pairwise(walls))
        offs = [
            setting.off(one.left, one.right, column)
            for one in figures
            if (column := _column_of(one, walls))
        ]
        if len(offs) < len(figures) or _spread(offs) > ONE_PLACE * narrowest:
            return None
        return median(offs)

    def _told(self, outer: tuple[float, float]) -> list[float]:
        """How far the text around tells that a part is moved; two, where it is not sure.

        A part that ends where they do is not moved: it may have no heading of a group at its left.
        """
        wide = self.outer[1] - self.outer[0]
        right = outer[1] - self.outer[1]
        if abs(right) <= MARGIN:
            return [0.0, right]
        if abs(outer[1] - outer[0] - wide) <= SAME_WIDTH * wide:
            return [outer[0] - self.outer[0]]
        return [0.0, right]

    def walls_of(self, figures: Sequence[Block]) -> list[float]:
        """The walls of a row: none between two columns where a figure stands between their places.

        Whose it is is not known: without a wall it stands in one cell below both heads.
        """
        walls = list(self.walls)
        for figure in figures:
            wall = self._wall_between(figure)
            if wall in walls and wall != self.walls[-1]:
                walls.remove(wall)
        return walls if self.left is None else [self.left, *walls]

    def number_of(self, figure: Block) -> int | None:
        """Which column a figure stands in, from the left."""
        column = _column_of(figure, self.walls)
        return None if column is None else self.walls.index(column[0])

    def is_at_place(self, figure: Block) -> bool:
        """Whether a figure stands at its place in one column, as far as any is known."""
        return self._wall_between(figure) is None

    def _wall_between(self, figure: Block) -> float | None:
        """The wall that a figure stands at, between the places of two columns."""
        column = _column_of(figure, self.walls)
        if column is None or not self.settings:
            return None
        offs = [one.off(figure.left, figure.right, column) for one in self.settings]
        off = min(offs, key=abs)
        if abs(off) <= NEAREST * (column[1] - column[0]):
            return None
        return column[0] if off < 0 else column[1]

    def hold(self, figures: Sequence[Block], labels: Sequence[Block]) -> bool:
        """Whether each figure stands alone in one column, and each label left of them all."""
        columns = [_column_of(one, self.walls) for one in figures]
        places = {(at, round(one.foot)) for at, one in zip(columns, figures, strict=True)}
        return (
            all(label.right < self.walls[0] for label in labels)
            and all(self.left is None or label.left > self.left for label in labels)
            and None not in columns
            and len(places) == len(figures)
        )


def spans_of(figures: Sequence[Block]) -> list[tuple[float, float]]:
    """From where to where figures stand below each other."""
    spans: list[tuple[float, float]] = []
    for begin, end in sorted((figure.left, figure.right) for figure in figures):
        if spans and begin < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((begin, end))
    return spans
