"""The second reading of an OFD file: ofdkit's, by code that shares nothing with the first.

It tells of every piece of text on a page what it says and where it stands. What only one of the
two readings has, or has elsewhere, makes the cells that it lies in doubtful.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import ofdkit
from ofdkit.errors import OFDError

from checker.documents.ofd.affine import moved, scale
from checker.documents.ofd.text_codes import wide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.ofd.drawn import DrawnText
    from checker.model import Box

NEAR = 0.1  # millimetres: both work out the same numbers; files round to 0.01


class Piece(NamedTuple):
    """A piece of text: where its first character stands, and how far it runs."""

    text: str
    x: float
    y: float
    size: float
    width: float

    @property
    def box(self) -> Box:
        """About where its ink is, in millimetres: what is next to it is not in it."""
        x, y, em = self.x, self.y, self.size
        return x + 0.1 * em, y - 0.7 * em, x + max(self.width, em / 2) - 0.1 * em, y - 0.1 * em

    @property
    def place(self) -> tuple[str, int, int]:
        """Its text and the square of ``NEAR`` that it begins in."""
        return "".join(self.text.split()), round(self.x / NEAR), round(self.y / NEAR)

    def is_like(self, other: Piece) -> bool:
        """Whether both stand in one place and run as far."""
        return (
            abs(self.x - other.x) <= NEAR
            and abs(self.y - other.y) <= NEAR
            and abs(self.width - other.width) <= NEAR
        )


def pieces_again(data: bytes) -> dict[int, list[Piece]]:
    """The pieces of text of every page by its number; empty where ofdkit cannot read the file."""
    try:
        with ofdkit.open(data) as document:
            return {
                number: [
                    Piece(run.text, run.x, run.y, run.size, run.width)
                    for run in page.runs
                    if math.isfinite(run.x + run.y + run.size + run.width)
                ]
                for number, page in enumerate(document.pages, start=1)
            }
    except (OFDError, ValueError):
        return {}


def piece_of(drawn: DrawnText) -> Piece:
    """A run as the first reading draws it."""
    first, last = drawn.run.placed[0], drawn.run.placed[-1]
    x, y = moved(drawn.matrix, first.x, first.y)
    across = (drawn.matrix[0] ** 2 + drawn.matrix[1] ** 2) ** 0.5
    width = (last.x - first.x + wide(last.text) * drawn.size) * across
    return Piece(drawn.run.text, x, y, drawn.size * scale(drawn.matrix), width)


def unlike(ours: Sequence[Piece], theirs: Sequence[Piece]) -> list[Piece]:
    """The pieces that only one of the readings has, or has elsewhere."""
    waiting: dict[tuple[str, int, int], list[Piece]] = defaultdict(list)
    for piece in theirs:
        waiting[piece.place].append(piece)
    alone = []
    for piece in ours:
        text, x, y = piece.place
        if not text:
            continue
        for place in ((text, x + dx, y + dy) for dx in (0, -1, 1) for dy in (0, -1, 1)):
            at = next(
                (at for at, one in enumerate(waiting.get(place, ())) if piece.is_like(one)), -1
            )
            if at >= 0:
                del waiting[place][at]
                break
        else:
            alone.append(piece)
    alone += [one for left in waiting.values() for one in left if one.place[0]]
    return alone
