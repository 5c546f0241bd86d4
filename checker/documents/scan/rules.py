"""The ruled tables on a straight page: where their lines run, which pixels bear them out.

A line of a table is a long run of dark pixels. What stands between two lines is a cell where every
one of its four edges is there in the pixels themselves; where an edge is missing, two cells are one
(a span). An edge of which some is missing makes the cells beside it doubtful: a reader cannot tell
whether the clerk joined them or the scanner lost the line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import cv2
import numpy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

DARK: Final = 170  # grey levels on white paper: half of a thin rule's ink spread over two pixels
_RUN: Final = 42  # of the width: a level rule is longer than this share, a stroke of print shorter
_RISE: Final = 55  # of the width: the same for upright ones; a row of a table is higher
_WIDE, _HIGH = 0.15, 0.018  # of the page's width: what is smaller is no table
_NEAR: Final = 0.0045  # of the width, 2.7 points of A4: pieces of one line lie as near
_THERE, _GONE = 0.7, 0.6  # of an edge: so much of a rule makes it one; print covers half
_FEWEST_CELLS: Final = 4
_SURE_RUN: Final = 20  # times `near`, 54 points: no stroke of print is as long
_THREE_ROWS: Final = numpy.ones((3, 1), numpy.uint8)
_ABOUT: Final = numpy.ones((3, 3), numpy.uint8)


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell between lines: its place in the grid, what lies inside its edges (pixels)."""

    row: int
    column: int
    rows: int
    columns: int
    inside: tuple[int, int, int, int]  # left, top, right, bottom
    is_sure: bool


@dataclass(frozen=True, slots=True)
class RuledGrid:
    """A table's lines: x of the upright, y of the level ones, and its cells in reading order."""

    xs: tuple[int, ...]
    ys: tuple[int, ...]
    cells: tuple[RuledCell, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The dark pixels of a page, and those of them that are level and upright rules."""

    dark: NDArray[numpy.uint8]
    level: NDArray[numpy.uint8]
    upright: NDArray[numpy.uint8]

    @property
    def both(self) -> NDArray[numpy.uint8]:
        """Where there is a rule of either kind, 0 or 255."""
        return cv2.bitwise_or(self.level, self.upright)


def rules_of(grey: NDArray[numpy.uint8]) -> Rules:
    """The rules of a straight page."""
    wide = grey.shape[1]
    dark = cv2.threshold(grey, DARK, 255, cv2.THRESH_BINARY_INV)[1]
    level = _runs(dark, (max(24, wide // _RUN), 1), (1, 3))
    upright = _runs(dark, (1, max(20, wide // _RISE)), (3, 1))
    return Rules(dark, level, upright)


def grids_of(rules: Rules) -> list[RuledGrid]:
    """The tables of a page, from top to bottom."""
    wide = rules.dark.shape[1]
    joined = cv2.dilate(rules.both, numpy.ones((5, 5), numpy.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for number in range(1, count):
        x, y, width, height, _ = stats[number]
        if width < _WIDE * wide or height < _HIGH * wide:
            continue
        part = (slice(y, y + height), slice(x, x + width))
        own = (labels[part] == number).astype(numpy.uint8) * 255
        grid = _grid(rules, own, (int(x), int(y), int(x + width), int(y + height)))
        if grid is not None and len(grid.cells) >= _FEWEST_CELLS:
            found.append(grid)
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _runs(
    dark: NDArray[numpy.uint8], run: tuple[int, int], thicken: tuple[int, int]
) -> NDArray[numpy.uint8]:
    """Runs of dark pixels, those one pixel aside counted in: a rule is never quite straight."""
    thick = cv2.dilate(dark, numpy.ones(thicken[::-1], numpy.uint8))
    opened = cv2.morphologyEx(thick, cv2.MORPH_OPEN, numpy.ones(run[::-1], numpy.uint8))
    return cv2.bitwise_and(opened, cv2.dilate(dark, numpy.ones((3, 3), numpy.uint8)))


def _grid(
    rules: Rules, own: NDArray[numpy.uint8], box: tuple[int, int, int, int]
) -> RuledGrid | None:
    left, top, right, bottom = box
    near = max(3, round(_NEAR * rules.dark.shape[1]))
    part = (slice(top, bottom), slice(left, right))
    level, upright = (cv2.bitwise_and(mask[part], own) for mask in (rules.level, rules.upright))
    ys = _places(level, cv2.dilate(upright, _ABOUT), near, axis=1)
    xs = _places(upright, cv2.dilate(level, _ABOUT), near, axis=0)
    if not xs or not ys:
        return None
    # A page break leaves a table open: its upright rules end where a level one would stand.
    ys = _closed(ys, bottom - top, 3 * near)
    xs = _closed(xs, right - left, 3 * near)
    if len(xs) < 2 or len(ys) < 2:  # noqa: PLR2004 - a cell has two of each
        return None
    return _cells(rules, [left + x for x in xs], [top + y for y in ys], near)


def _places(
    mask: NDArray[numpy.uint8], crossing: NDArray[numpy.uint8], near: int, *, axis: int
) -> list[int]:
    """Where lines lie across one direction: the middles of their pieces, near ones as one.

    A short piece is one only where it ends on lines that cross it: a stroke of print does not.
    """
    if axis == 0:
        mask, crossing = mask.T, crossing.T
    count, _, stats, centres = cv2.connectedComponentsWithStats(
        numpy.ascontiguousarray(mask), connectivity=8
    )
    pieces = []
    for number in range(1, count):
        left, _, long, _, _ = stats[number]
        at = centres[number][1]
        if long >= _SURE_RUN * near or all(
            _touches(crossing, end, round(at), near) for end in (left, left + long - 1)
        ):
            pieces.append((float(at), int(long)))
    groups: list[list[tuple[float, int]]] = []
    for place, long in sorted(pieces):
        if groups and place - groups[-1][-1][0] <= near:
            groups[-1].append((place, long))
        else:
            groups.append([(place, long)])
    return [
        round(sum(place * long for place, long in group) / sum(long for _, long in group))
        for group in groups
    ]


def _touches(mask: NDArray[numpy.uint8], x: int, y: int, near: int) -> bool:
    return bool(mask[max(0, y - near) : y + near + 1, max(0, x - near) : x + near + 1].any())


def _closed(places: Sequence[int], end: int, least: int) -> list[int]:
    closed = list(places)
    if closed[0] > least:
        closed.insert(0, 0)
    if end - 1 - closed[-1] > least:
        closed.append(end - 1)
    return closed


def _cells(rules: Rules, xs: list[int], ys: list[int], near: int) -> RuledGrid:
    level = _edges(rules.dark, rules.level, ys, xs, near)
    upright = _edges(
        numpy.ascontiguousarray(rules.dark.T),
        numpy.ascontiguousarray(rules.upright.T),
        xs,
        ys,
        near,
    ).T
    height, width = len(ys) - 1, len(xs) - 1
    group = numpy.arange(height * width).reshape(height, width)
    unsure = numpy.zeros((height, width), bool)

    def join(one: int, other: int) -> None:
        group[group == max(one, other)] = min(one, other)

    for row in range(height):
        for column in range(width):
            if row + 1 < height:
                share = level[row + 1, column]
                if share < _THERE:
                    if share > _GONE:
                        unsure[row : row + 2, column] = True
                    else:
                        join(int(group[row, column]), int(group[row + 1, column]))
            if column + 1 < width:
                share = upright[row, column + 1]
                if share < _THERE:
                    if share > _GONE:
                        unsure[row, column : column + 2] = True
                    else:
                        join(int(group[row, column]), int(group[row, column + 1]))
    cells = []
    for number in numpy.unique(group):
        rows, columns = numpy.nonzero(group == number)
        first, last = int(rows.min()), int(rows.max())
        start, stop = int(columns.min()), int(columns.max())
        if (last - first + 1) * (stop - start + 1) == len(rows):
            is_sure = not unsure[rows, columns].any()
            cells.append(_cell(rules, xs, ys, (first, start, last, stop), is_sure=is_sure))
        else:  # no rectangle: an edge is missing that should be there
            cells += [
                _cell(rules, xs, ys, (row, column, row, column), is_sure=False)
                for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
            ]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return RuledGrid(tuple(xs), tuple(ys), tuple(cells))


def _edges(
    dark: NDArray[numpy.uint8], rules: NDArray[numpy.uint8], lines: list[int], ends: list[int],
    near: int,
) -> NDArray[numpy.float64]:
    """How much of each edge on each line is there, 0 to 1; the outermost ones are taken for whole.

    Looked for as far aside as pieces of one line may lie, in three rows of pixels at a time: print
    that crosses the place has holes in any three.
    """
    shares = numpy.ones((len(lines), len(ends) - 1))
    for at, line in enumerate(lines[1:-1], start=1):
        rows = slice(max(0, line - near), line + near + 1)
        long, drawn = rules[rows].max(axis=0) > 0, cv2.dilate(dark[rows], _THREE_ROWS) > 0
        for piece, (left, right) in enumerate(zip(ends, ends[1:], strict=False)):
            inner = slice(left + near // 2, max(left + near // 2 + 1, right - near // 2))
            share = float(long[inner].mean())
            if share < _THERE:
                share = min(_share_drawn(drawn[:, inner], near), _THERE - 0.01)
            shares[at, piece] = share
    return shares


def _share_drawn(drawn: NDArray[numpy.bool_], near: int) -> float:
    """How much of an edge is drawn; nothing where it ends on neither of the lines across it.

    Print that stands across two places of the grid has paper above and below it.
    """
    best = drawn[drawn.mean(axis=1).argmax()]
    ends = (best[:near], best[-near:])
    return float(best.mean()) if any(end.mean() > _THERE for end in ends) else 0.0


def _cell(
    rules: Rules,
    xs: list[int],
    ys: list[int],
    at: tuple[int, int, int, int],
    *,
    is_sure: bool,
) -> RuledCell:
    row, column, last, stop = at
    inside = (
        _beside(rules.upright, xs[column], ys[row], ys[last + 1], step=1),
        _beside(rules.level.T, ys[row], xs[column], xs[stop + 1], step=1),
        _beside(rules.upright, xs[stop + 1], ys[row], ys[last + 1], step=-1),
        _beside(rules.level.T, ys[last + 1], xs[column], xs[stop + 1], step=-1),
    )
    return RuledCell(row, column, last - row + 1, stop - column + 1, inside, is_sure)


def _beside(mask: NDArray[numpy.uint8], line: int, start: int, end: int, *, step: int) -> int:
    """The first pixel beside a line that holds nothing of it, one more left free."""
    limit = 14
    at = line
    for _ in range(limit):
        if not 0 <= at < mask.shape[1]:
            return max(0, min(at, mask.shape[1]))
        if mask[start:end, at].mean() < 0.15 * 255:  # noqa: PLR2004
            near = at + step
            if 0 <= near < mask.shape[1] and mask[start:end, near].mean() < 0.15 * 255:  # noqa: PLR2004
                break
        at += step
    return at + step
