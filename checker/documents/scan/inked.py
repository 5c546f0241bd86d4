"""The ink in a cell or beside the tables: connected pieces, lines of print, dirt left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import cv2
import numpy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

INK, PALEST_INK = 150, 190  # grey levels: thin print has no darker middle; noise stays above
_SHARED: Final = 0.25  # of the lower one's height: what stands in one line shares as much
_DASH, _FLAT = 0.5, 1.8  # of the least line's height, times its own: hyphens are no shorter, flat
_PART, _WHOLE = 0.7, 1.2  # of a line's usual height: a part is lower, a character no higher

PixelBox = tuple[int, int, int, int]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Piece:
    """Ink that hangs together: its box on the page and how many pixels it has."""

    box: PixelBox
    area: int

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.box[2] - self.box[0]

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return self.box[3] - self.box[1]


def pieces_in(
    grey: NDArray[numpy.uint8], box: PixelBox, speck: float, darkness: float
) -> list[Piece]:
    """The pieces of ink in a box of the page, dirt left out, from left to right."""
    left, top, right, bottom = box
    ink = (grey[top:bottom, left:right] < darkness).astype(numpy.uint8)
    if not ink.any():
        return []
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    found = []
    for x, y, width, height, area in stats[1:count].tolist():
        if max(width, height) > speck:
            found.append(Piece((left + x, top + y, left + x + width, top + y + height), area))
    return sorted(found, key=lambda piece: piece.box)


def lines_of(pieces: Sequence[Piece], least: float) -> list[list[Piece]]:
    """The pieces by lines of print, from top to bottom: rows of ink without a gap between them.

    A line lower than ``least`` is kept where it is long enough to be a stroke: — stands for none. A
    hyphen of 10 points is half as long as its ideographs, 9 pixels at 200 dpi, and three high.
    """
    lines: list[tuple[int, int, list[Piece]]] = []
    for piece in sorted(pieces, key=lambda one: one.box[1]):
        top, bottom = piece.box[1], piece.box[3]
        lower = min(lines[-1][1] - lines[-1][0], bottom - top) if lines else 0
        if lines and top < lines[-1][1] - _SHARED * lower:
            first, last, own = lines[-1]
            lines[-1] = (first, max(last, bottom), [*own, piece])
        else:
            lines.append((top, bottom, [piece]))
    return [
        sorted(own, key=lambda one: one.box)
        for top, bottom, own in lines
        if bottom - top >= least or any(_is_stroke(piece, least) for piece in own)
    ]


def _is_stroke(piece: Piece, least: float) -> bool:
    """Whether a piece is a dash or a hyphen, not a speck."""
    return piece.width >= least or piece.width >= max(_DASH * least, _FLAT * piece.height)


def made_whole(lines: Sequence[list[Piece]], high: float) -> list[list[Piece]]:
    """Lines of which some are parts of characters: 总 set alone falls into two, 三 into three.

    ``high`` is the usual height of a line; parts that are lower and together no higher are one.
    """
    whole: list[list[Piece]] = []
    for line in lines:
        if whole:
            _, top, _, middle = around(whole[-1])
            _, below, _, bottom = around(line)
            is_part = min(middle - top, bottom - below) < _PART * high
            if is_part and bottom - top <= _WHOLE * high:
                whole[-1] = sorted([*whole[-1], *line], key=lambda one: one.box)
                continue
        whole.append(line)
    return whole


def around(pieces: Sequence[Piece]) -> PixelBox:
    """The box around some pieces."""
    return (
        min(piece.box[0] for piece in pieces),
        min(piece.box[1] for piece in pieces),
        max(piece.box[2] for piece in pieces),
        max(piece.box[3] for piece in pieces),
    )
