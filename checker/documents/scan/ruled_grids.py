"""The ruled tables on a straight page: where their lines run, which pixels bear them out.

What stands between two lines is a cell where every one of its four edges is there in the pixels
themselves; where an edge is missing, two cells are one (a span). An edge of which some is missing
makes the cells beside it doubtful: a reader cannot tell whether the clerk joined them or the
scanner lost the line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import cv2
import numpy

from checker.documents.scan.dotted_rules import without_print
from checker.documents.scan.rule_places import open_ends, places
from checker.documents.scan.short_rules import without_strokes

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from numpy.typing import NDArray

    from checker.documents.scan.inked import PixelBox
    from checker.documents.scan.rules import Rules

_WIDE, _HIGH = 0.15, 0.018  # of the width of A4: what is smaller is no table
_NEAR: Final = 0.0045  # of it, 2.7 points: pieces of one line lie as near
_THERE, _GONE = 0.7, 0.6  # of an edge: so much of a rule makes it one; print covers half
_WHOLE: Final = 0.85  # of an edge that is as pale as paper nearly; of print less looks like one
_DOTTED: Final = 0.1  # the same without greys: dots of a pale rule; where none was, paper is clean
_SIDES: Final = 2  # of a table's four that are ruled: a page break opens one, some print no sides
_FEWEST_CELLS: Final = 4
_THICKEST: Final = 14  # pixels from the middle of a rule to its edge: 2.5 points at 300 dpi
_MANY: Final = 7  # places along a line: 表四 has four rows, its columns are fifteen
_NO_RULE: Final = 0.15  # of a cell's side: so little of a rule's pixels is a crossing one's
_THREE_ROWS: Final = numpy.ones((3, 1), numpy.uint8)
_ABOUT: Final = numpy.ones((3, 3), numpy.uint8)


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell between lines: its place in the grid, what lies inside its edges (pixels)."""

    row: int
    column: int
    rows: int
    columns: int
    inside: PixelBox
    is_sure: bool


@dataclass(frozen=True, slots=True)
class RuledGrid:
    """A table's lines: x of the upright, y of the level ones, and its cells in reading order."""

    xs: tuple[int, ...]
    ys: tuple[int, ...]
    cells: tuple[RuledCell, ...]

    @property
    def box(self) -> PixelBox:
        """What it covers."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def moved(self, across: int, down: int) -> RuledGrid:
        """The same so many pixels to the right and further down."""
        cells = []
        for cell in self.cells:
            left, top, right, bottom = cell.inside
            inside = (left + across, top + down, right + across, bottom + down)
            cells.append(replace(cell, inside=inside))
        xs, ys = (x + across for x in self.xs), (y + down for y in self.ys)
        return RuledGrid(tuple(xs), tuple(ys), tuple(cells))


def grids_of(rules: Rules) -> list[RuledGrid]:
    """The tables of a page, from top to bottom."""
    unit, near = rules.unit, max(3, round(_NEAR * rules.unit))
    joined = cv2.dilate(rules.both, numpy.ones((5, 5), numpy.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for number in range(1, count):
        x, y, width, height, _ = stats[number]
        if width < _WIDE * unit or height < _HIGH * unit:
            continue
        own = (labels[y : y + height, x : x + width] == number).astype(numpy.uint8) * 255
        # Edges are looked at a little beyond a table's lines, no further: `near`, or the thickest.
        about = near + _THICKEST + 2
        left, top = max(0, int(x) - about), max(0, int(y) - about)
        there = rules.within((left, top, int(x + width) + about, int(y + height) + about))
        box = (int(x) - left, int(y) - top, int(x + width) - left, int(y + height) - top)
        clear = without_strokes(there, own, box, near)
        part = (slice(box[1], box[3]), slice(box[0], box[2]))
        dark = clear.dark.copy()
        dark[part] = without_print(dark[part], clear.both[part], unit)
        grid = _grid(replace(clear, dark=dark), own, box)
        if grid is not None and len(grid.cells) >= _FEWEST_CELLS:
            found.append(grid.moved(left, top))
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _grid(
    rules: Rules, own: NDArray[numpy.uint8], box: tuple[int, int, int, int]
) -> RuledGrid | None:
    left, top, right, bottom = box
    near = max(3, round(_NEAR * rules.unit))
    part = (slice(top, bottom), slice(left, right))
    level, upright = (cv2.bitwise_and(mask[part], own) for mask in (rules.level, rules.upright))
    ys = places(level, cv2.dilate(upright, _ABOUT), near, axis=1)
    xs = places(upright, cv2.dilate(level, _ABOUT), near, axis=0)
    if not xs or not ys:
        return None
    # A page break leaves a table open: its upright rules end where a level one would stand.
    open_ys = open_ends(upright, xs, ys, near)
    open_xs = open_ends(numpy.ascontiguousarray(level.T), ys, xs, near)
    found = _Lines(rules, near, [left + x for x in xs], [top + y for y in ys])
    return found.grid({left + x for x in open_xs}, {top + y for y in open_ys})


class _Lines:
    """The lines that may be a table's, and how much of each edge between them is drawn."""

    def __init__(self, rules: Rules, near: int, xs: list[int], ys: list[int]) -> None:
        self._rules = rules
        self._near = near
        self._turned = rules.turned()
        self.xs, self.ys = xs, ys

    def grid(self, open_xs: Set[int], open_ys: Set[int]) -> RuledGrid | None:
        """The table: lines of which no edge is drawn are dropped, then cells are joined.

        The rim of a seal makes lines of both directions; hardly one runs from line to line.
        """
        self.xs, self.ys = sorted({*self.xs, *open_xs}), sorted({*self.ys, *open_ys})
        while True:
            if len(self.xs) < 2 or len(self.ys) < 2:  # noqa: PLR2004 - a cell has two of each
                return None
            rules, turned = self._rules, self._turned
            level = self._edges(rules.dark, rules.level, rules.pale_level, self.ys, self.xs)
            upright = self._edges(
                turned.dark, turned.upright, turned.pale_upright, self.xs, self.ys
            )
            ys = _drawn(self.ys, level, open_ys)
            xs = _drawn(self.xs, upright, open_xs)
            if (xs, ys) == (self.xs, self.ys):
                break
            self.xs, self.ys = xs, ys
        sides = (level[0], level[-1], upright[0], upright[-1])
        is_strip = min(len(self.xs), len(self.ys)) == 2  # noqa: PLR2004 - a single row or column
        if sum(float(side.mean()) >= _THERE for side in sides) < _SIDES + is_strip:
            return None  # strokes of bold print that cross: no table is without an outline
        limits = (_DOTTED, _DOTTED) if self._rules.is_bilevel else (_THERE, _GONE)
        cells = _joined(level, upright.T, limits)
        placed = [
            RuledCell(
                row, column, last - row + 1, stop - column + 1,
                self._inside(row, column, last, stop), is_sure,
            )
            for (row, column, last, stop), is_sure in cells
        ]  # fmt: skip
        return RuledGrid(tuple(self.xs), tuple(self.ys), tuple(placed))

    def _edges(
        self,
        dark: NDArray[numpy.uint8],
        long: NDArray[numpy.uint8],
        pale: NDArray[numpy.uint8] | None,
        lines: Sequence[int],
        ends: Sequence[int],
    ) -> NDArray[numpy.float64]:
        """How much of each edge on each line is there, 0 to 1.

        Looked for as far aside as pieces of one line may lie; where it is not found to be one, half
        as far in three rows of pixels at a time: print that crosses the place has holes in any.
        What is too pale for either is there where it is seen from end to end.
        """
        near, close = self._near, self._near // 2 + 1
        # Where dots tell of an edge, the thickness of the rules across it must not.
        crossing = near if self._rules.is_bilevel else near // 2
        shares = numpy.zeros((len(lines), len(ends) - 1))
        for at, line in enumerate(lines):
            rows = slice(max(0, line - near), line + near + 1)
            ruled = long[rows].max(axis=0) > 0
            around = slice(max(0, line - close), line + close + 1)
            closer = dark[around]
            drawn = cv2.dilate(closer, _THREE_ROWS) > 0
            ridge = drawn[:0] if pale is None else cv2.dilate(pale[around], _THREE_ROWS) > 0
            for piece, (left, right) in enumerate(pairwise(ends)):
                inner = slice(left + crossing, max(left + crossing + 1, right - crossing))
                share = float(ruled[inner].mean())
                if share < _THERE and len(ridge):
                    seen = float(ridge[:, inner].mean(axis=1).max())
                    share = seen if seen >= _WHOLE else share
                if share < _THERE:
                    share = min(_share_drawn(drawn[:, inner], near), _THERE - 0.01)
                shares[at, piece] = share
        return shares

    def _inside(self, row: int, column: int, last: int, stop: int) -> tuple[int, int, int, int]:
        """What lies inside the edges of a cell, their own pixels left out."""
        left, right = self.xs[column], self.xs[stop + 1]
        top, bottom = self.ys[row], self.ys[last + 1]
        level, upright = self._turned.level, self._rules.upright
        return (
            _beside(upright[top:bottom], left, 1),
            _beside(level[left:right], top, 1),
            _beside(upright[top:bottom], right, -1),
            _beside(level[left:right], bottom, -1),
        )


def _drawn(lines: Sequence[int], shares: NDArray[numpy.float64], kept: Set[int]) -> list[int]:
    """The lines of which some edge is drawn, and those at which a page break ends the table.

    In a long table no line of the form is there for one row or column alone, but for the first and
    the last, which a page break parted from the others; a seal's rim is.
    """
    drawn = shares >= _THERE
    alone = drawn[:, [0, -1]].any(axis=1) | (shares.shape[1] < _MANY)
    return [
        line
        for line, own, least in zip(lines, drawn, 2 - alone, strict=True)
        if line in kept or own.sum() >= least
    ]


def _joined(
    level: NDArray[numpy.float64], upright: NDArray[numpy.float64], limits: tuple[float, float]
) -> list[tuple[tuple[int, int, int, int], bool]]:
    """The cells: first row and column, last row and column, and whether all edges are sure.

    ``level`` has a row for each level line, ``upright`` a column for each upright one. Of
    ``limits``, an edge is sure from the first share on, and gone up to the second. The table's
    own outline is taken for whole: a cell ends there, drawn or not.
    """
    height, width = upright.shape[0], level.shape[1]
    group = numpy.arange(height * width).reshape(height, width)
    unsure = numpy.zeros((height, width), bool)
    inner = [
        *((level[row + 1, column], (row, column), (row + 1, column))
          for row in range(height - 1) for column in range(width)),
        *((upright[row, column + 1], (row, column), (row, column + 1))
          for row in range(height) for column in range(width - 1)),
    ]  # fmt: skip
    for share, one, other in inner:
        if share >= limits[0]:
            continue
        if share > limits[1]:
            unsure[one] = unsure[other] = True
        else:
            first, second = sorted((int(group[one]), int(group[other])))
            group[group == second] = first
    cells = []
    for number in numpy.unique(group):
        rows, columns = numpy.nonzero(group == number)
        first, last = int(rows.min()), int(rows.max())
        start, stop = int(columns.min()), int(columns.max())
        if (last - first + 1) * (stop - start + 1) == len(rows):
            cells.append(((first, start, last, stop), not unsure[rows, columns].any()))
        else:  # no rectangle: an edge is missing that should be there
            cells += [
                ((row, column, row, column), False)
                for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
            ]
    return sorted(cells)


def _share_drawn(drawn: NDArray[numpy.bool_], near: int) -> float:
    """How much of an edge is drawn; nothing where it ends on neither of the lines across it.

    Print that stands across two places of the grid has paper above and below it.
    """
    best = drawn[drawn.mean(axis=1).argmax()]
    ends = (best[:near], best[-near:])
    return float(best.mean()) if any(end.mean() > _THERE for end in ends) else 0.0


def _beside(mask: NDArray[numpy.uint8], line: int, step: int) -> int:
    """Where what is beside a line begins (or, to its other side, ends), a pixel left free."""
    first = max(0, line - _THICKEST)
    shares = (mask[:, first : line + _THICKEST + 1] > 0).mean(axis=0)
    at = line - first
    for _ in range(_THICKEST):
        if not 0 <= at + step < len(shares):
            break
        if max(shares[at], shares[at + step]) < _NO_RULE:
            break
        at += step
    return first + at + (step > 0)
