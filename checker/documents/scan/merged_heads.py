"""Heads of which no line is left: their words, sorted into the columns that stand below them.

Rules as dark as the ground of their heads are not seen, on a scan without greys nothing is of any
rule there: seven heads and what stands above them are one cell, and no column has a name.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from checker.documents.scan.cell_ink import InkedCell
from checker.documents.scan.inked import around
from checker.documents.scan.ruled_grids import RuledCell, RuledGrid
from checker.model import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.documents.scan.inked import Piece

_FEWEST: Final = 5  # columns with words of their own in one cell: it is a row of heads
_GAP: Final = 0.45  # of a line's height: words stand further apart, characters nearer


def with_heads_apart(
    grid: RuledGrid, cells: Sequence[InkedCell]
) -> tuple[RuledGrid, list[InkedCell]]:
    """A table and its cells, those that hold heads of many columns taken apart.

    Nothing tells that they are apart but how they stand: no figure among them is sure.
    """
    found: list[InkedCell] = []
    for cell in cells:
        found += _heads_in(cell, grid) or [cell]
    if len(found) == len(cells):
        return grid, list(cells)
    found.sort(key=lambda one: (one.ruled.row, one.ruled.column))
    return replace(grid, cells=tuple(cell.ruled for cell in found)), found


def _heads_in(cell: InkedCell, grid: RuledGrid) -> list[InkedCell]:
    """A cell for each column that a cell goes over; none where few have words of their own."""
    first, count = cell.ruled.column, cell.ruled.columns
    if count < _FEWEST:
        return []
    edges = grid.xs[first : first + count + 1]
    lines: list[list[list[Piece]]] = [[] for _ in range(count)]
    for line in cell.lines:
        for word in _words_of(line):
            left, _, right, _ = around(word)
            for own, (start, end) in zip(lines, pairwise(edges), strict=True):
                if start <= left and right <= end:  # what runs over a line is the head of several
                    own.append(word)
    lines = _beside_others(lines)
    if sum(map(bool, lines)) < _FEWEST:
        return []
    return [
        InkedCell(
            _column_of(cell.ruled, first + at, (start, end)),
            _joined(own),
            cell.doubt or Doubt.UNCERTAIN_PLACE,
            cell.is_hidden,
        )
        for at, (own, (start, end)) in enumerate(zip(lines, pairwise(edges), strict=True))
    ]


def _beside_others(columns: Sequence[list[list[Piece]]]) -> list[list[list[Piece]]]:
    """The words of each column without those that stand alone above all: the head of several."""
    spans = [(at, *around(word)[1::2]) for at, own in enumerate(columns) for word in own]
    return [
        [
            word
            for word in own
            if any(
                other != at and top < around(word)[3] and around(word)[1] < foot
                for other, top, foot in spans
            )
            or any(foot <= around(word)[1] for _, _, foot in spans)
        ]
        for at, own in enumerate(columns)
    ]


def _words_of(line: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces of a line by its words, from left to right."""
    _, top, _, bottom = around(line)
    word: list[Piece] = []
    end = 0
    for piece in sorted(line, key=lambda one: one.box):
        if word and piece.box[0] - end > _GAP * (bottom - top):
            yield word
            word = []
        word.append(piece)
        end = max(end, piece.box[2]) if len(word) > 1 else piece.box[2]
    yield word


def _joined(words: Sequence[list[Piece]]) -> list[list[Piece]]:
    """Words of one column by lines: 其 他 stands on one."""
    lines: list[list[Piece]] = []
    for word in words:
        if lines and around(word)[1] < around(lines[-1])[3]:
            lines[-1] = [*lines[-1], *word]
        else:
            lines.append(word)
    return lines


def _column_of(cell: RuledCell, column: int, edges: tuple[int, int]) -> RuledCell:
    left, top, right, bottom = cell.inside
    inside = (max(left, edges[0]), top, min(right, edges[1]), bottom)
    return RuledCell(cell.row, column, cell.rows, 1, inside, is_sure=False)
