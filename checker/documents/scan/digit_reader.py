"""The third reader of figures: each piece of ink by its shape, as the text of PDFs is checked.

It accounts for all ink of a line: a piece that is no digit, point, comma or minus leaves the
figure unread, and so do digits that touch. It reads no less than what is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy

from checker.documents.picture import Picture
from checker.documents.scan.inked import PALEST_INK, Piece, around
from checker.documents.scan.none_sign import NONE, is_none_sign
from checker.documents.scan.underlines import above_underline
from checker.documents.second_reading.digit_shapes import digit_shapes, looks_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

NAME: Final = "checker-digits"
_LOW: Final = 0.45  # of the line's height: lower is a point or a comma
_THIN: Final = 0.3  # of it: so flat, and in the middle, it is a minus
_WIDE: Final = 0.92  # of its height: a wider piece is two digits that touch
_FULL: Final = 0.78  # of it: digits are as high as the line, nearly
_FLAT: Final = 1.8  # times its height: a lone piece so wide is a dash; hyphens have 2
_SOLID: Final = 0.7  # of a dash's box is ink; of digits that touch half
_SLANT: Final = 0.2  # pixels across for one down: a 1 set in italics has less
LEANING: Final = 0.12  # the same, of all its ink: then it may as well be /
_AS_SLASH: Final = 0.27  # so much no 1 leans, one in italics neither
_PAPER: Final = 195  # grey levels: paler is noise
_ASIDE: Final = 0.15  # of a digit's height: digits of one figure stand on one line
_LONG: Final = 6  # pixels: a shorter stroke has no slope to speak of
_SURE: Final = 2.0  # log-odds before the next likeliest digit: seven times as likely


def figure_by_shape(grey: NDArray[numpy.uint8], line: Sequence[Piece]) -> str | None:
    """The figure that the pieces of a line make; ``None`` where a piece is not known for sure."""
    line = above_underline(line)
    if is_none_sign(grey, line):  # first: some of its strokes, in several pieces, are like digits
        return NONE
    glyphs = whole(line)
    if len(glyphs) == 1 and (sign := _stroke(grey, glyphs[0])) is not None:
        return sign
    found = _of_digits(grey, glyphs)
    if found == "1" and (aslant := leaning(grey, line)) > LEANING:
        return "/" if aslant > _AS_SLASH else None
    return found


def _of_digits(grey: NDArray[numpy.uint8], glyphs: Sequence[Piece]) -> str | None:
    """The figure that glyphs make; ``None`` where one is neither a digit nor a mark."""
    _, top, _, bottom = around(glyphs)
    tall = [piece for piece in glyphs if piece.height >= _LOW * (bottom - top)]
    if not tall:
        return None
    foot, high = _median(tall, 3), max(piece.height for piece in tall)
    if any(
        piece.height < _FULL * high
        or piece.width > _WIDE * high
        or abs(piece.box[3] - foot) > _ASIDE * high
        for piece in tall
    ):
        return None
    digits = iter(_digits(grey, tall))
    text = []
    for piece in glyphs:
        sign = next(digits) if piece in tall else _mark(piece, foot, high)
        if sign is None:
            return None
        text.append(sign)
    return "".join(text)


def _stroke(grey: NDArray[numpy.uint8], piece: Piece) -> str | None:
    """The sign that a lone stroke is: — level, / rising at one slope; else ``None``."""
    left, top, right, bottom = piece.box
    ink = grey[top:bottom, left:right] < PALEST_INK
    if piece.width > _FLAT * piece.height:
        return "-" if ink.mean() >= _SOLID else None  # digits that touch have paper between strokes
    rows = numpy.flatnonzero(ink.any(axis=1))
    if len(rows) < _LONG or piece.width < _LONG:
        return None
    middles = numpy.array([numpy.flatnonzero(ink[row]).mean() for row in rows])
    thick = float(ink.sum(axis=1).mean())
    rise, foot = numpy.polyfit(rows, middles, 1)
    off = float(abs(middles - (foot + rise * rows)).max())
    widest = int(ink.sum(axis=1).max())  # a 7 has a bar
    is_even = widest < 1.6 * thick + 1 and off < max(1.0, 0.5 * thick)
    is_slash = rise < -_SLANT and is_even and thick < 0.4 * piece.width
    return "/" if is_slash else None


def leaning(grey: NDArray[numpy.uint8], line: Sequence[Piece]) -> float:
    """How far to the right a sign goes for each pixel up, by where the weight of its ink lies.

    Of / on scans at 150 dpi networks make 1, two of them at once: 28 of 80 were sure so. Their
    weight leans by 0.30 to 0.36 there, that of an upright 1 on the same pages by -0.09 to -0.02.
    """
    left, top, right, bottom = around(line)
    weight = numpy.clip(_PAPER - grey[top:bottom, left:right].astype(numpy.float64), 0, None)
    total = max(1.0, float(weight.sum()))
    y, x = numpy.mgrid[: bottom - top, : right - left]
    across, down = x - (weight * x).sum() / total, y - (weight * y).sum() / total
    spread = float((weight * down**2).sum())
    return -float((weight * across * down).sum()) / spread if spread > 0 else 0.0


def whole(line: Sequence[Piece]) -> list[Piece]:
    """The glyphs: pieces over one another are one, which a bad scan has broken."""
    glyphs: list[Piece] = []
    for piece in sorted(line, key=lambda one: one.box):
        if glyphs:
            before = glyphs[-1]
            shared = min(before.box[2], piece.box[2]) - piece.box[0]
            if shared > 0.5 * min(before.width, piece.width):
                glyphs[-1] = Piece(around([before, piece]), before.area + piece.area)
                continue
        glyphs.append(piece)
    return glyphs


def _median(pieces: Sequence[Piece], edge: int) -> float:
    return float(numpy.median([piece.box[edge] for piece in pieces]))


def _mark(piece: Piece, foot: float, high: float) -> str | None:
    middle = (piece.box[1] + piece.box[3]) / 2
    if abs(middle - (foot - high / 2)) < 0.2 * high and piece.width > 1.4 * piece.height:
        return "-"
    if piece.box[1] < foot - _LOW * high:
        return None
    if piece.box[3] > foot + 0.12 * high:
        return ","
    return "." if abs(piece.box[3] - foot) <= 0.12 * high and piece.height <= _THIN * high else None


def _digits(grey: NDArray[numpy.uint8], glyphs: Sequence[Piece]) -> list[str | None]:
    left, top, right, bottom = around(glyphs)
    beside = 3
    part = grey[max(0, top - beside) : bottom + beside, max(0, left - beside) : right + beside]
    x0, y0 = max(0, left - beside), max(0, top - beside)
    high, wide = part.shape
    picture = Picture(_stretched(part), (0.0, 0.0, float(wide), float(high)))
    boxes = [
        (
            float(piece.box[0] - x0),
            float(high - (piece.box[3] - y0)),
            float(piece.box[2] - x0),
            float(high - (piece.box[1] - y0)),
        )
        for piece in glyphs
    ]
    shapes = digit_shapes()
    scores = shapes.scores(looks_at(picture, boxes))
    ranked = numpy.sort(scores, axis=1)
    margins = (ranked[:, -1] - ranked[:, -2]) / shapes.unit
    return [
        str(int(score.argmax())) if margin >= _SURE else None
        for score, margin in zip(scores, margins, strict=True)
    ]


def _stretched(part: NDArray[numpy.uint8]) -> NDArray[numpy.uint8]:
    """Paper as white, the darkest as black: noise of the paper is no ink."""
    paper = int(numpy.percentile(part, 80))
    dark = int(part.min())
    spread = max(1, paper - dark)
    stretched = (part.astype(numpy.int32) - dark) * 255 // spread
    return numpy.clip(stretched, 0, 255).astype(numpy.uint8)
