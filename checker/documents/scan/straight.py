"""A picture of a page, made straight and even: level lines, white paper, no red ink.

A scanner takes a sheet in askew by up to two degrees; a camera looks at it from one side, so that
lines that are parallel on paper are not in the picture. Both are undone by one projective map,
found from the ruled lines themselves: how the slope of level lines changes from top to bottom, and
that of upright ones from left to right. A page without rules is levelled by its lines of text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import cv2
import numpy

from checker.documents.scan.light_print import dark_on_light
from checker.documents.scan.seals import RoundSeal, round_seals, without_grey_seal, without_red

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from checker.model import Box

FINEST: Final = 310  # dots an inch: more costs time and tells nothing
LARGEST: Final = 4600  # pixels of the longer side: A3 at 280 dpi
A4: Final = 595.0 / 72  # inches across
_PLAUSIBLE: Final = (5.0, 24.0)  # inches of the shorter side: from A5 to A2
STEEPEST: Final = 0.09  # slope, 5°: a rule that is further off is none of a page fed in by hand
_SEEN: Final = 1000  # pixels across the picture in which lines are looked for: 40 ms; of A4, print
_LONG: Final = 0.05  # of that width: strokes of print are shorter
_LEAST_RULES: Final = 0.6  # widths of rules in sum: a page with less has no table to go by
_ROUNDS: Final = 4  # of fitting, each without the lines that are furthest from the last
_FURTHEST: Final = 0.006  # slope: lines further from the fit than this are no rules of the table
_LEVEL: Final = 0.0006  # slope: less is half a pixel in the width of a page; left as it is
_INKED: Final = 0.5  # per cent of a page's pixels: a title and a few lines of print have more
_A_LINE: Final = 0.02  # the same of a page with a date alone: ten characters
_DESK, _MOST = 0.4, 80  # of the page's paper (per cent of its pixels are darker): no shadow is so
_INK: Final = 128  # grey levels of a page whose paper is white: print is darker
_MOST_INK: Final = 60_000  # pixels of ink that are counted: a full page has three times as many
_GOLDEN: Final = 0.618  # multiples of the golden section are spread evenly
_AS_SHARP: Final = 0.99  # of the sharpest: then a page that is level is left so
_BLACK_OR_WHITE: Final = (0, 255)
_BLACK: Final = 30  # grey level that the darkest ink gets
_PALEST: Final = 175  # paler ink is not told from the paper's noise
_PAPER: Final = 15  # pixels at a quarter of the size: wider than strokes and rules


@dataclass(frozen=True, slots=True)
class StraightPage:
    """A page made straight. ``back`` maps its pixels to those of the picture it was made from."""

    grey: NDArray[numpy.uint8]  # rows × columns, paper 255
    unit: int  # pixels across a sheet of A4 at this resolution: print is as large on larger sheets
    tinted: NDArray[numpy.bool_]  # where coloured ink stood, a seal above all
    back: NDArray[numpy.float64]  # 3 × 3
    seals: tuple[RoundSeal, ...] = ()  # that could not be taken off
    is_bilevel: bool = False  # scanned without greys

    def in_picture(self, box: tuple[int, int, int, int]) -> Box:
        """What a box (left, top, right, bottom) covers in the picture, the same way round."""
        left, top, right, bottom = box
        corners = numpy.array(
            [[[left, top], [right, top], [right, bottom], [left, bottom]]], numpy.float64
        )
        (placed,) = cv2.perspectiveTransform(corners, self.back)
        (x0, y0), (x1, y1) = placed.min(axis=0), placed.max(axis=0)
        return (float(x0), float(y0), float(x1), float(y1))


def straightened(picture: NDArray[numpy.uint8], dpi: float | None = None) -> StraightPage:
    """The page on a picture (rows × columns × red, green, blue) of so many dots an inch.

    A resolution that makes it no sheet of paper is not believed: then it is a sheet of A4.
    """
    high, wide = picture.shape[:2]
    is_bilevel = bool(numpy.isin(picture[::5], _BLACK_OR_WHITE).all())
    shorter, longer = sorted((high, wide))
    if dpi is None or not _PLAUSIBLE[0] <= shorter / dpi <= _PLAUSIBLE[1]:
        dpi = shorter / A4
    scale = min(1.0, FINEST / dpi, LARGEST / longer)
    if scale < 1:
        size = (round(wide * scale), round(high * scale))
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    unit = round(A4 * dpi * scale)
    grey, tinted = without_red(picture, unit)
    even = _evened(dark_on_light(grey, picture, unit))
    straighten = _projection(even, unit)
    if straighten is not None:
        size = (even.shape[1], even.shape[0])
        even = cv2.warpPerspective(
            even, straighten, size, flags=cv2.INTER_CUBIC, borderValue=(255,)
        )
        moved = cv2.warpPerspective(tinted.astype(numpy.uint8), straighten, size)
        tinted = moved > 0
    even, sealed = without_grey_seal(_in_full_contrast(even), unit)
    tinted |= sealed
    back: NDArray[numpy.float64] = numpy.diag([1 / scale, 1 / scale, 1.0])
    if straighten is not None:
        back = back @ numpy.linalg.inv(straighten)
    return StraightPage(even, unit, tinted, back, round_seals(even, unit), is_bilevel)


def _evened(grey: NDArray[numpy.uint8]) -> NDArray[numpy.uint8]:
    """The grey against the paper around it: shadows, shading and the desk under it go white."""
    high, wide = grey.shape
    small = cv2.resize(grey, (max(1, wide // 4), max(1, high // 4)), interpolation=cv2.INTER_AREA)
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_PAPER, _PAPER))
    paper = cv2.blur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, disc), (_PAPER, _PAPER))
    paper = cv2.resize(cv2.max(paper, 1), (wide, high), interpolation=cv2.INTER_LINEAR)
    even: NDArray[numpy.uint8] = cv2.divide(grey, paper, scale=255)
    # The noise of a dark desk, made as pale as paper, is like print.
    even[paper < _DESK * float(numpy.percentile(paper[::4, ::4], _MOST))] = 255
    return even


def _in_full_contrast(even: NDArray[numpy.uint8]) -> NDArray[numpy.uint8]:
    """The grey with the page's own ink near black: a pale copy as dark as a good one."""
    smooth = cv2.GaussianBlur(even, (3, 3), 0)
    ink, darkest = (float(level) for level in numpy.percentile(smooth, (_INKED, _A_LINE)))
    if ink > _PALEST:  # so few words that paper is counted as ink; its noise would be made dark
        ink = darkest if darkest <= _PALEST else _BLACK
    ink = max(ink, _BLACK)
    scale = (255 - _BLACK) / (255 - ink)
    levels = numpy.clip(255 - (255 - numpy.arange(256)) * scale, 0, 255)
    found: NDArray[numpy.uint8] = cv2.LUT(even, numpy.rint(levels).astype(numpy.uint8))
    return found


def _projection(even: NDArray[numpy.uint8], unit: int) -> NDArray[numpy.float64] | None:
    """The map that makes the page straight; ``None`` where it is so."""
    high, wide = even.shape
    scale = min(1.0, _SEEN / wide)
    small = cv2.resize(even, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    found = cv2.createLineSegmentDetector().detect(small)[0]
    lines = numpy.zeros((0, 4)) if found is None else found.reshape(-1, 4).astype(numpy.float64)
    lines = lines / scale
    level = _slopes(lines, along=0, least=_LONG * wide, middle=high / 2)
    if level is None:
        slope = _slope_of_text(even, max(1, round(wide / unit)))
        level, upright = (slope, 0.0), (-slope, 0.0)
    else:
        upright = _slopes(lines, along=1, least=_LONG * wide, middle=wide / 2) or (-level[0], 0.0)
    if max(abs(level[0]), abs(upright[0])) < _LEVEL and (
        max(abs(level[1]) * high, abs(upright[1]) * wide) / 2 < _LEVEL
    ):
        return None
    return _squared(level, upright, wide, high)


def _slopes(
    lines: NDArray[numpy.float64], *, along: int, least: float, middle: float
) -> tuple[float, float] | None:
    """The slope of nearly level (or upright) lines in the middle of the page, and how it changes.

    Least squares, weighted by length, of the lines that agree; ``None`` where there are too few.
    """
    run = lines[:, 2 + along] - lines[:, along]
    rise = lines[:, 3 - along] - lines[:, 1 - along]
    fits = (abs(run) >= least) & (abs(rise) <= STEEPEST * abs(run))
    run, rise = run[fits], rise[fits]
    at = (lines[fits, 1 - along] + lines[fits, 3 - along]) / 2 - middle
    slope, length = rise / run, abs(run)
    good = numpy.ones(len(slope), bool)
    offset, change = float(numpy.median(slope)) if len(slope) else 0.0, 0.0
    for step in range(_ROUNDS):
        limit = _FURTHEST * (4 if step == 0 else 1)
        good = abs(slope - offset - change * at) <= limit
        if length[good].sum() < _LEAST_RULES * middle:
            return None
        terms = numpy.stack([numpy.ones(good.sum()), at[good]], axis=1) * length[good, None]
        # A slope that changes needs lines far apart; near one another they tell the offset alone.
        if numpy.ptp(at[good]) < middle / 4:
            offset, change = float(numpy.average(slope[good], weights=length[good])), 0.0
            continue
        solved = numpy.linalg.lstsq(terms, slope[good] * length[good], rcond=None)[0]
        offset, change = float(solved[0]), float(solved[1])
    return offset, change


def _slope_of_text(even: NDArray[numpy.uint8], pages: int) -> float:
    """The slope at which the rows of ink are sharpest, to a fiftieth of a degree.

    Each of so many pages side by side has rows of its own: those of two that chance to be as far
    apart are sharpest together where one page's run into the other's. Of a sheet of A3 that was
    0.40° askew from what it was, and its tables without rules were lost.

    Pixels of ink are counted by the row that they are in after the page is sheared. A picture that
    is sheared instead is blurred by it, but not at slope 0, which then seems the sharpest; so do
    whole rows, which is why each pixel is moved by a share of one, evenly spread.
    """
    scale = min(1.0, _SEEN * pages / even.shape[1])
    small = cv2.resize(even, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    high, wide = small.shape
    rows, columns = numpy.nonzero(small < _INK)
    step = len(rows) // (_MOST_INK * pages) + 1
    rows, columns = rows[::step], columns[::step]
    first = columns * pages // wide * (2 * high + 1)  # a page's rows are counted after another's
    across = columns - wide / 2
    down = rows + high / 2 + (numpy.arange(len(rows)) * _GOLDEN) % 1

    def sharpness(slope: float) -> float:
        at = first + numpy.clip(down - slope * across, 0, 2 * high).astype(int)
        return float((numpy.bincount(at).astype(float) ** 2).sum())

    best = 0.0
    for fine, count in ((0.0015, 27), (0.0003, 5)):
        best = max((best + fine * at for at in range(-count, count + 1)), key=sharpness)
    return best if _AS_SHARP * sharpness(best) > sharpness(0.0) else 0.0


def _squared(
    level: tuple[float, float], upright: tuple[float, float], wide: int, high: int
) -> NDArray[numpy.float64]:
    """The map by which lines of these slopes become level and upright; the middle stays."""
    middle_x, middle_y = wide / 2, high / 2

    def corner(x: float, y: float) -> tuple[float, float]:
        # y' = y + s·(x' − middle), x' = x + t·(y' − middle): the edges through it
        s, t = level[0] + level[1] * (y - middle_y), upright[0] + upright[1] * (x - middle_x)
        across = (x + t * (y - s * middle_x - middle_y)) / (1 - s * t)
        return across, y + s * (across - middle_x)

    square = [(0.0, 0.0), (float(wide), 0.0), (float(wide), float(high)), (0.0, float(high))]
    source = numpy.array([corner(x, y) for x, y in square], numpy.float32)
    found: NDArray[numpy.float64] = cv2.getPerspectiveTransform(
        source, numpy.array(square, numpy.float32)
    )
    return found
