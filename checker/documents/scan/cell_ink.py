"""The ink in the cells of a page: their lines of print, and why what they hold may not be sure."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import cv2
import numpy

from checker.documents.scan.astray import has_faint_ink, runs_across
from checker.documents.scan.inked import INK, PALEST_INK, Piece, around, lines_of, pieces_in
from checker.documents.scan.rules import darkness
from checker.model import Doubt

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from numpy.typing import NDArray

    from checker.documents.scan.inked import PixelBox
    from checker.documents.scan.line_reader import ReadLine
    from checker.documents.scan.ruled_grids import RuledCell, RuledGrid
    from checker.documents.scan.straight import StraightPage

SPECK: Final = 0.0024  # of the width of A4, 4 pixels of 1653: smaller is dirt
LEAST_LINE: Final = 0.006  # of it, 3.6 points: no line of print is lower
PALE: Final = 215  # grey levels: ink that a bad copy has left; paper's noise averages above
UNEVEN: Final = (
    6  # deviations of the same in a cell: in the shade of a bad copy no block is as far off
)
DEVIATION: Final = 1.4826  # of the normal distribution, by its median distance from the middle
REACH: Final = 0.03  # of the width of A4, 18 points: how far beyond a rule a figure is looked for
FRINGE: Final = 4  # pixels: what lies along a cell's edge and is no thicker is the rule's
SLIVER: Final = (
    0.0013  # of the width of A4, 2 pixels of 1653: how far an edge without greys is jagged
)
FRAME: Final = 0.0045  # of it: so far within its rules the edge of a dark cell is drawn
RULE: Final = 0.9  # of a cell's height: ink so high is a rule's own
MARKS: Final = 3  # in a figure: points and commas may be as small as dirt
SPREAD: Final = 4  # deviations of how many specks there are where they lie by chance
CLEAR: Final = 90  # per cent of an edge's pixels: a digit beside it leaves more of them white
EDGE: Final = 235  # grey levels: so dark is the edge of a rule all along


@dataclass(slots=True)
class InkedCell:
    """A cell by its lines of ink; what they say is filled in when they were read."""

    ruled: RuledCell
    lines: list[list[Piece]]
    doubt: Doubt | None
    is_hidden: bool = False  # by a seal that was not taken off
    read: list[ReadLine] = field(default_factory=list)


class CellInk:
    """The ink of a page, cell by cell."""

    def __init__(self, page: StraightPage, raised: Set[PixelBox] = frozenset()) -> None:
        """``raised`` are the insides of the cells whose pale print was made dark (``pale_print``).

        That they hold nothing paler was looked at there; the blurred edges of what was made dark
        would be taken for it here.
        """
        self._raised = raised
        self._grey, self._tinted, self._unit = page.grey, page.tinted, page.unit
        self._ink = darkness(page.grey, INK, PALEST_INK)
        self._stamped = numpy.zeros(page.grey.shape, bool)
        for seal in page.seals:
            self._stamped |= seal.ink(page.grey.shape) & (page.grey < PALEST_INK)
        self._dirt = _specks(page.grey < self._ink, SPECK * page.unit)

    @property
    def darkness(self) -> float:
        """The grey level from which a pixel of this page is ink."""
        return self._ink

    @property
    def has_raised(self) -> bool:
        """Whether pale print of some cells was made dark."""
        return bool(self._raised)

    def _is_frame(self, piece: Piece, found: Sequence[Piece], inside: PixelBox) -> bool:
        """Whether a piece runs round a cell along all its edges: the edge of what was dark in it.

        Hollow: digits that touch one another may fill a narrow cell, and are no edge.
        """
        near = round(FRAME * self._unit)
        is_along = all(abs(own - edge) <= near for own, edge in zip(piece.box, inside, strict=True))
        if not is_along or piece.area > 2 * FRINGE * (piece.width + piece.height):
            return False
        left, top, right, bottom = inside
        within = self._grey[top + near : bottom - near, left + near : right - near] < self._ink
        others = sum(one.area for one in found if one is not piece)
        return int(within.sum()) <= others

    def pieces_of(self, grey: NDArray[numpy.uint8], box: PixelBox) -> list[Piece]:
        """The pieces of ink in a box of the page, or of a copy of it, dirt left out."""
        return pieces_in(grey, box, SPECK * self._unit, self._ink)

    def of(self, ruled: RuledCell, grid: RuledGrid) -> InkedCell:
        """The lines of a cell's ink, and why what it holds may not be sure."""
        speck = SPECK * self._unit
        if _narrower(ruled.inside) < speck:
            return InkedCell(ruled, [], None)
        is_raised = ruled.inside in self._raised
        ruled = replace(ruled, inside=self._clear_of_rules(ruled.inside))
        if _narrower(ruled.inside) < speck:  # rules and their edges are all that there is of it
            return InkedCell(ruled, [], None)
        left, top, right, bottom = ruled.inside
        found = pieces_in(self._grey, ruled.inside, speck, self._ink)
        pieces = [
            piece
            for piece in found
            if not _is_fringe(piece, ruled.inside)
            and not self._is_frame(piece, found, ruled.inside)
        ]
        doubt = None if ruled.is_sure else Doubt.UNCERTAIN_PLACE
        # Rules may be coloured as seals are: what lies along them is theirs.
        part = (slice(top + FRINGE, bottom - FRINGE), slice(left + FRINGE, right - FRINGE))
        is_hidden = bool(self._stamped[part].any())
        if is_hidden or self._tinted[part].any():
            doubt = doubt or Doubt.UNDER_SEAL
        elif not is_raised and self._has_faint_ink(ruled, pieces):
            doubt = doubt or Doubt.UNREAD_INK
        elif self._is_cut(ruled, grid, found) or self._is_swallowed(ruled.inside, found, pieces):
            doubt = doubt or Doubt.STRADDLES_RULE
        lines = lines_of(pieces, LEAST_LINE * self._unit)
        if len(pieces) > sum(map(len, lines)) or self._has_remains(ruled.inside):
            doubt = doubt or Doubt.UNREAD_INK
        return InkedCell(ruled, lines, doubt, is_hidden)

    def _clear_of_rules(self, inside: PixelBox) -> PixelBox:
        """A cell without what the blurred edges of its rules darken from end to end."""
        left, top, right, bottom = inside
        part = self._grey[top:bottom, left:right]
        across = numpy.percentile(part[:, :FRINGE], CLEAR, axis=0) < EDGE
        back = numpy.percentile(part[:, : -FRINGE - 1 : -1], CLEAR, axis=0) < EDGE
        down = numpy.percentile(part[:FRINGE], CLEAR, axis=1) < EDGE
        up = numpy.percentile(part[: -FRINGE - 1 : -1], CLEAR, axis=1) < EDGE
        return (
            left + _run(across),
            top + _run(down),
            right - _run(back),
            bottom - _run(up),
        )

    def _has_remains(self, inside: PixelBox) -> bool:
        """Whether there are more specks in a cell than dirt leaves: what is left of thin digits."""
        left, top, right, bottom = inside
        x, y = self._dirt.T
        own = (x >= left + FRINGE) & (x < right - FRINGE) & (y >= top + FRINGE)
        count = int((own & (y < bottom - FRINGE)).sum())
        usual = len(self._dirt) * (right - left) * (bottom - top) / self._grey.size
        return count > max(MARKS, usual + SPREAD * math.sqrt(usual) + 2)

    def _has_faint_ink(self, ruled: RuledCell, pieces: Sequence[Piece]) -> bool:
        """Whether a cell shows something paler than what is taken for ink."""
        left, top, right, bottom = ruled.inside
        if not pieces and self._is_pale((slice(top, bottom), slice(left, right))):
            return True
        return has_faint_ink(self._grey, ruled.inside, self._ink, LEAST_LINE * self._unit)

    def _is_cut(self, ruled: RuledCell, grid: RuledGrid, pieces: Sequence[Piece]) -> bool:
        """Whether what stands in a cell goes on beyond the rule to its left or right."""
        left, top, right, bottom = ruled.inside
        beside = [  # cells to its left and right
            one
            for one in grid.cells
            if one.row < ruled.row + ruled.rows and ruled.row < one.row + one.rows
        ]
        start, end = ruled.column, ruled.column + ruled.columns
        before = [one.inside[2] for one in beside if one.column + one.columns == start]
        after = [one.inside[0] for one in beside if one.column == end]
        # Where no cell is beside it, the rule's other edge is about as far from its middle.
        outer = (2 * grid.xs[start] - left, 2 * grid.xs[end] - right)
        reach = round(REACH * self._unit)
        least, speck = LEAST_LINE * self._unit, SPECK * self._unit

        def ink(start: int, end: int) -> list[Piece]:
            box = (max(0, start), top, max(0, end), bottom)
            found = self._without_slivers(pieces_in(self._grey, box, speck, self._ink))
            return [piece for piece in found if piece.height < RULE * (bottom - top)]

        own = self._without_slivers(pieces)
        return any(
            runs_across(own, right, ink(at, at + reach), at, least)
            for at in ([max(after)] if after else [outer[1], outer[1] + FRINGE])
        ) or any(
            runs_across(ink(at - reach, at), at, own, left, least)
            for at in ([min(before)] if before else [outer[0], outer[0] - FRINGE])
        )

    def _is_swallowed(
        self, inside: PixelBox, found: Sequence[Piece], pieces: Sequence[Piece]
    ) -> bool:
        """Whether what touches a rule beside a figure may be what it leaves of another digit.

        Of a digit that the rule covers, a stroke is seen, level with the others; where the rule
        has such fringes elsewhere, too, they are its own. ``pieces`` are those of ``found`` that
        are none.
        """
        if not pieces:
            return False
        _, top, _, bottom = around(pieces)
        for side in (0, 2):
            fringe = [
                piece
                for piece in self._without_slivers(found)
                if piece.box[side] == inside[side] and piece not in pieces
            ]
            if fringe and all(
                top - 1 <= piece.box[1] and piece.box[3] <= bottom + 1 for piece in fringe
            ):
                return True
        return False

    def _without_slivers(self, pieces: Sequence[Piece]) -> list[Piece]:
        """The pieces without what a jagged rule leaves beside it; of a digit less is not missed."""
        return [piece for piece in pieces if piece.width > SLIVER * self._unit]

    def _is_pale(self, part: tuple[slice, slice]) -> bool:
        """Whether a cell without ink has a shade too even for paper's noise."""
        inner = self._grey[part]
        size = max(3, round(SPECK * self._unit))
        high, wide = (edge // size for edge in inner.shape)
        if not high or not wide:
            return False
        blocks = inner[: high * size, : wide * size].reshape(high, size, wide, size)
        means = blocks.mean(axis=(1, 3))
        middle = float(numpy.median(means))
        spread = DEVIATION * float(numpy.median(abs(means - middle)))
        return bool(means.min() < min(PALE, middle - UNEVEN * spread))


def _specks(ink: NDArray[numpy.bool_], largest: float) -> NDArray[numpy.float64]:
    """Where on a page (x, y) there is ink too small to be print."""
    _, _, stats, middles = cv2.connectedComponentsWithStats(ink.astype(numpy.uint8), connectivity=8)
    sizes = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    found: NDArray[numpy.float64] = middles[sizes <= largest]
    return found


def _narrower(inside: PixelBox) -> int:
    """The shorter side of a cell: pixels, less than none where its rules overlap."""
    left, top, right, bottom = inside
    return min(right - left, bottom - top)


def _run(dark: NDArray[numpy.bool_]) -> int:
    """How many of them, from the first, are so."""
    return int(numpy.logical_and.accumulate(dark).sum())


def _is_fringe(piece: Piece, inside: PixelBox) -> bool:
    """Whether a piece is what a rule left along the edge of a cell."""
    left, top, right, bottom = inside
    at_side = piece.box[0] == left or piece.box[2] == right
    at_end = piece.box[1] == top or piece.box[3] == bottom
    return (at_side and piece.width <= FRINGE and piece.height > 2 * piece.width) or (
        at_end and piece.height <= FRINGE and piece.width > 2 * piece.height
    )
