"""Figures printed in grey, or in the grain of a bad copy, made dark before anything reads them.

An office prints its figures in grey, or its scanner leaves them so: a person reads them, but no
level that finds their strokes on one page leaves out the noise of another's paper. In the cells
whose only ink is pale it is told from the paper by the cell itself, the paper's noise is evened out
as far as the print allows, and the print is made dark in proportion.

Not every pale mark in a cell is its print: a watermark runs through many. What is one is as high as
most of them on the page are, or is a dash as long as most dashes; anything else is left pale, and
so in doubt.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import cv2
import numpy

from checker.documents.scan.inked import INK, around, lines_of, pieces_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from checker.documents.scan.inked import Piece, PixelBox
    from checker.documents.scan.ruled_grids import RuledGrid

_PALE: Final = 105  # grey levels: darker ink is read as it is
_BLACK: Final = 40  # grey level that pale ink gets
_EDGE: Final = 4  # pixels along a cell's rules, which shade them
_LEAST: Final = 0.006  # of the width of A4, 3.6 points: no line of print is lower
_SPECK: Final = 0.0024  # of it: smaller is dirt
_NOISE: Final = 5  # deviations of the evened paper from which its shade is ink
_LEAST_DEPTH: Final = 14  # grey levels: the same of clean paper
_BLURS: Final = (  # pixels at 300 dpi, with how clear print must be then: deviations of the paper
    (0.8, 11),
    (1.2, 11),
    # Of 198 figures of a copy full of grain 47 were in doubt where print that is clear by 9 was
    # not evened out further; with this 22.
    (1.6, 9),
    (2.0, 9),
    (2.4, 9),
)
_UNIT: Final = 2480  # pixels of the width of A4 at 300 dpi
_GRAIN: Final = 2  # deviations of the paper that are made white
_RIM, _RIM_SHARE = 1.5, 0.1  # pixels, and of a mark's height: its blurred edges
_CORE: Final = 15  # per cent of a mark's pixels are its strokes' middles
_FEWEST: Final = 5  # figures so high, dashes so long, that tell what is print on a page
_AS_HIGH: Final = (0.8, 1.3)  # of the usual height: digits, ideographs beside them
_AS_LONG: Final = 0.2  # of the usual dash: so much longer or shorter is one
_FLAT: Final = 1.5  # times its height: a dash; digits are narrower than high
_MOST: Final = 0.6  # of the pale marks of a page are print, if any are
_BROAD: Final = 0.18  # of the print's height: over so much paper is evened to see what is pale
_SHADE: Final = 2.5  # deviations of paper evened so: a sign is as dark side by side
_LEAST_KNOWN: Final = 0.3  # of what is evened: where less is paper, nothing is known
_DIGIT: Final = 2  # times the least height of a line: what digits usually have
_LEAST_SHADE: Final = 3  # grey levels: a 1 in #f0f0f0, evened, leaves five
_NORMAL: Final = 1.4826  # deviations of noise in its median deviation
_SIGN: Final = 0.4  # of the print's height: a smaller shade is no sign
_DARKER: Final = 16  # per cent of paper is a deviation darker than its middle


@dataclass(frozen=True, slots=True)
class _Mark:
    """A cell's pale ink: what its box holds made dark, how high and wide the ink is (pixels)."""

    inside: PixelBox
    dark: NDArray[numpy.uint8]
    wide: int
    high: int
    is_flat: bool  # a lone level stroke


def with_pale_print(
    grey: NDArray[numpy.uint8], grids: Sequence[RuledGrid], unit: int
) -> tuple[NDArray[numpy.uint8], frozenset[PixelBox]]:
    """The page with the pale print of its cells as dark as other print, and the insides of these.

    ``unit`` is how many pixels the width of A4 has.
    """
    marks = [
        mark
        for grid in grids
        for cell in grid.cells
        if (mark := _mark(grey, cell.inside, unit)) is not None
    ]
    print_ = [*_as_high(marks), *_as_long(marks)]
    if len(print_) < max(_FEWEST, _MOST * len(marks)):
        return grey, frozenset()
    found = grey.copy()
    for mark in print_:
        left, top, right, bottom = mark.inside
        found[top:bottom, left:right] = mark.dark
    return found, frozenset(mark.inside for mark in print_)


def _as_high(marks: Sequence[_Mark]) -> list[_Mark]:
    tall = [mark for mark in marks if not mark.is_flat]
    if not tall:
        return []
    usual = float(numpy.median([mark.high for mark in tall]))
    return [mark for mark in tall if _AS_HIGH[0] * usual <= mark.high <= _AS_HIGH[1] * usual]


def _as_long(marks: Sequence[_Mark]) -> list[_Mark]:
    flat = [mark for mark in marks if mark.is_flat]
    if len(flat) < _FEWEST:
        return []
    usual = float(numpy.median([mark.wide for mark in flat]))
    more = max(_RIM * 2, _AS_LONG * usual)
    return [mark for mark in flat if abs(mark.wide - usual) <= more]


def _mark(grey: NDArray[numpy.uint8], inside: PixelBox, unit: int) -> _Mark | None:
    """The pale print in a cell; ``None`` where it is blank, dark, or runs into its rules."""
    left, top, right, bottom = inside
    inner = (left + _EDGE, top + _EDGE, right - _EDGE, bottom - _EDGE)
    least = _LEAST * unit
    if min(inner[2] - inner[0], inner[3] - inner[1]) < least:
        return None
    part = grey[inner[1] : inner[3], inner[0] : inner[2]]
    for blur, clear in _BLURS:
        even = cv2.GaussianBlur(part, (0, 0), blur * unit / _UNIT)
        paper = float(numpy.median(even))
        noise = paper - float(numpy.percentile(even, _DARKER))
        limit = paper - max(_NOISE * noise, _LEAST_DEPTH)
        high, wide = even.shape
        pieces = pieces_in(even, (0, 0, wide, high), _SPECK * unit, limit)
        lines = lines_of(pieces, least)
        if len(lines) != 1 or len(lines[0]) < len(pieces):
            continue
        box = around(lines[0])
        if not (box[0] and box[1] and box[2] < wide and box[3] < high):
            return None
        own = even[box[1] : box[3], box[0] : box[2]]
        ink = float(numpy.percentile(own[own < limit], _CORE))
        if paper - ink < clear * noise:
            continue
        if ink <= _PALE and blur == _BLURS[0][0]:
            return None
        white = paper - _GRAIN * noise
        levels = 255 - (white - numpy.arange(256)) * (255 - _BLACK) / (white - ink)
        levels = numpy.clip(levels, 0, 255)
        raised = cv2.LUT(even, numpy.rint(levels).astype(numpy.uint8))
        if (
            not _is_all_dark(raised, box)
            or _keeps_pale(even < limit, raised, blur * unit / _UNIT, box, least)
            or _shows_more(part, lines[0], least)
        ):
            return None
        dark = grey[top:bottom, left:right].copy()
        dark[_EDGE:-_EDGE, _EDGE:-_EDGE] = raised
        return _Mark(inside, dark, *_size(lines[0]))
    return None


def _is_all_dark(raised: NDArray[numpy.uint8], box: PixelBox) -> bool:
    """Whether what was made dark reaches as far as what was seen, a box, does.

    Of a pale figure that a darker stroke crosses, the stroke alone becomes dark.
    """
    ink = raised < INK
    rows, columns = (numpy.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return False
    dark = (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)
    reach = _RIM + _RIM_SHARE * (box[3] - box[1])
    return all(abs(one - other) <= reach for one, other in zip(box, dark, strict=True))


def _keeps_pale(
    seen: NDArray[numpy.bool_],
    raised: NDArray[numpy.uint8],
    blur: float,
    box: PixelBox,
    least: float,
) -> bool:
    """Whether a part as large as a sign was seen in a box, and is not dark: 9 9 of 949.

    What is dark has blurred edges, which are seen and no sign.
    """
    high = max(box[3] - box[1], _DIGIT * least)
    reach = round(_RIM + 2 * blur)
    near = numpy.ones((2 * reach + 1,) * 2, numpy.uint8)
    dark = cv2.dilate((raised < INK).astype(numpy.uint8), near) > 0
    pale = numpy.where(seen & ~dark, 0, 255).astype(numpy.uint8)
    return any(
        max(piece.width, piece.height) >= _SIGN * high for piece in pieces_in(pale, box, 0, 1)
    )


def _shows_more(part: NDArray[numpy.uint8], line: Sequence[Piece], least: float) -> bool:
    """Whether a cell has other ink than that of a line, however pale, between its pieces too.

    Of 149 with a paler 1 the 49 is made dark, and the 1 is lost in what is made white. A person
    sees a shade that is no stronger than the noise, because it is as large as a sign: so the paper,
    without the line's pieces, is evened over a part of a sign's size.
    """
    _, top, _, bottom = around(line)
    high = max(bottom - top, _DIGIT * least)  # a dash is lower than a digit beside it would be
    # Half of what blurs: the faded left of a 4, read as 1, lies close to what is dark of it.
    rim = round(_RIM + _RIM_SHARE * high / 2)
    is_paper = numpy.ones(part.shape, numpy.float32)
    for piece in line:
        left, above, right, below = piece.box
        is_paper[max(0, above - rim) : below + rim, max(0, left - rim) : right + rim] = 0
    broad = (0, 0), _BROAD * high
    known = cv2.GaussianBlur(is_paper, *broad)
    even = cv2.GaussianBlur(part * is_paper, *broad) / numpy.maximum(known, _LEAST_KNOWN)
    clear = known >= _LEAST_KNOWN
    if not clear.any():
        return True
    paper = float(numpy.median(even[clear]))
    noise = _NORMAL * float(numpy.median(abs(even[clear] - paper)))
    shade = clear & (even < paper - max(_SHADE * noise, _LEAST_SHADE))
    wide, tall = part.shape[1], part.shape[0]
    for found in pieces_in(
        numpy.where(shade, 0, 255).astype(numpy.uint8), (0, 0, wide, tall), 0, 1
    ):
        left, above, right, below = found.box
        is_apart = left and above and right < wide and below < tall  # else the shade of a rule
        if is_apart and max(found.width, found.height) >= _SIGN * high:
            return True
    return False


def _size(line: Sequence[Piece]) -> tuple[int, int, bool]:
    left, top, right, bottom = around(line)
    wide, high = right - left, bottom - top
    return wide, high, len(line) == 1 and wide > _FLAT * high
