"""Seals taken off a page: red ink by its colour, grey ink by its paleness and its shape.

What was under one is told (``tinted``): there all readers of a figure must agree, and a cell that
looks blank is not. A round seal as dark as print cannot be taken off; where its ink may be is known
from its rim.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import cv2
import numpy

if TYPE_CHECKING:
    from numpy.typing import NDArray

RED: Final = 45  # grey levels by which red outdoes green and blue: the ink of seals
TINTED: Final = 70  # levels between a pixel's channels: coloured ink, not print
DARKEST_TINT: Final = 150  # of its darkest channel: paler is shading behind the print
_ASKEW: Final = 0.003  # of the width: so far a line of a tenth of it climbs on a page that is askew
_FRINGE: Final = numpy.ones((7, 7), numpy.uint8)
_PAPER_SHARE: Final = 70  # per cent of a page's pixels are no paler than its paper
_PRINT: Final = 80  # grey levels of a page in full contrast: print is darker in its middle
_PALE: Final = 200  # paler is paper; a red seal in grey has 90 to 130
_PALEST_RULE: Final = 230  # of a rule in #d9d9d9
_FROM, _TO = 0.12, 0.34  # of the width of A4: seals of 25 to 70 mm
_RUN: Final = 10  # of the width: a longer level or upright stretch is a rule, a rim bends
_STRAIGHT: Final = 40  # of it: shorter rules, between two rows, are as long; so is some of a rim
_MOST_STRAIGHT: Final = 0.5  # of a seal's ink; of a pale table of its size nearly all is
_LONG, _SHORT = (
    6,
    50,
)  # of it: rules, of which a rim is never so straight; rules between two rows, 12 points
_ROUND: Final = 0.7  # of the longer side: as high as wide, nearly
_SEEN: Final = 500  # pixels of A4's width in which rims are looked for: 20 ms
_APART: Final = 0.08  # of the width: the edges of one rim are nearer
_CIRCLE: Final = 0.6  # of a circle's gradients: OpenCV's own measure; less is not looked at
_BESIDE_RIM: Final = 6  # of those pixels, 2.5 mm: beyond a rim and its blurred edges
_ABOVE_RIM: Final = 40  # grey levels: what is beside a rim is paler
_WHOLE_RIM: Final = 0.8  # of its angles; lines of print that happen to lie so have 0.62 at most
_WITHIN, _BEYOND = 0.9, 1.08  # of the radius: between them is the rim, and whatever it touches
_STAR: Final = 0.4  # of it: the star in the middle
_ABOUT: Final = numpy.ones((5, 5), numpy.uint8)


def without_red(
    picture: NDArray[numpy.uint8], unit: int
) -> tuple[NDArray[numpy.uint8], NDArray[numpy.bool_]]:
    """The picture in grey, red ink as light as its paper, and where ink is coloured.

    ``unit`` is how many pixels the width of A4 has. Straight red lines stay: tables are ruled so.
    """
    red, green, blue = (picture[:, :, at] for at in range(3))
    others = cv2.max(green, blue)
    reddish = _without_lines(cv2.subtract(red, others) > RED, unit)
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    if reddish.any():
        # In red light red ink is nearly paper. JPEG keeps colours coarser than print, so that the
        # edges of its strokes are grey.
        near = cv2.dilate(reddish.astype(numpy.uint8), _FRINGE) > 0
        paper = float(numpy.percentile(red, _PAPER_SHARE))
        lifted = cv2.convertScaleAbs(red, alpha=max(1.0, paper / float(numpy.median(red[reddish]))))
        grey[near] = cv2.max(grey, lifted)[near]
    darkest = cv2.min(red, cv2.min(green, blue))
    spread = cv2.subtract(cv2.max(red, others), darkest)
    return grey, (spread > TINTED) & (darkest < DARKEST_TINT)


def _without_lines(ink: NDArray[numpy.bool_], unit: int) -> NDArray[numpy.bool_]:
    """Ink that is no straight line, level or upright, of a page that may be two degrees askew.

    Lines that are longer than a rim is straight are rules; so are shorter ones that end on them.
    """
    seen = ink.astype(numpy.uint8)
    long = _lines(seen, unit // _LONG, unit)
    if not long.any():
        return ink
    count, labels = cv2.connectedComponents(
        cv2.bitwise_or(long, _lines(seen, unit // _SHORT, unit))
    )
    is_rule = numpy.zeros(count, bool)
    is_rule[numpy.unique(labels[long > 0])] = True
    is_rule[0] = False
    without: NDArray[numpy.bool_] = ink & ~is_rule[labels]
    return without


def _lines(ink: NDArray[numpy.uint8], run: int, unit: int) -> NDArray[numpy.uint8]:
    """Level and upright lines in ink (0 or 1) that are as long as this, in pixels, and askew."""
    aside = max(3, round(_ASKEW * unit)) | 1
    level, upright = (
        cv2.morphologyEx(
            cv2.dilate(ink, numpy.ones(wider, numpy.uint8)),
            cv2.MORPH_OPEN,
            numpy.ones(kernel, numpy.uint8),
        )
        for wider, kernel in (((aside, 1), (1, run)), ((1, aside), (run, 1)))
    )
    lines: NDArray[numpy.uint8] = cv2.bitwise_or(level, upright)
    return lines


def without_grey_seal(
    grey: NDArray[numpy.uint8], unit: int
) -> tuple[NDArray[numpy.uint8], NDArray[numpy.bool_]]:
    """A page in full contrast without the seals of a scan in grey, and where they were.

    ``unit`` is how many pixels the width of A4 has.

    A seal's strokes are pale all through, print is pale along its edges only. Pale rules are as
    pale, but straight; and the table that they make is larger than a seal.
    """
    print_and_edges = cv2.dilate((grey < _PRINT).astype(numpy.uint8), _ABOUT)
    pale = ((grey < _PALE) & (print_and_edges == 0)).astype(numpy.uint8)
    pale &= ~_straight(pale, unit // _RUN)
    # Of rules about as pale as that, half of the pixels are left, and those not straight.
    paler = (grey < _PALEST_RULE).astype(numpy.uint8)
    straight = _straight(pale, unit // _STRAIGHT) | (_straight(paler, unit // _STRAIGHT) & pale)
    near = max(3, unit // 180) | 1
    joined = cv2.dilate(pale, numpy.ones((near, near), numpy.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    sealed = numpy.zeros(grey.shape, bool)
    for x, y, width, height, _ in stats[1:count].tolist():
        shorter, longer = sorted((width, height))
        part = (slice(y, y + height), slice(x, x + width))
        if (
            _FROM * unit <= longer <= _TO * unit
            and shorter >= _ROUND * longer
            and straight[part].sum() < _MOST_STRAIGHT * pale[part].sum()
        ):
            sealed[part] |= pale[part] > 0
    found = grey.copy()
    found[sealed] = 255
    return found, sealed


def _straight(ink: NDArray[numpy.uint8], run: int) -> NDArray[numpy.uint8]:
    """Where ink (0 or 1) is part of a level or upright stretch of such a length."""
    level, upright = (
        cv2.morphologyEx(ink, cv2.MORPH_OPEN, numpy.ones(along, numpy.uint8))
        for along in ((1, run), (run, 1))
    )
    found: NDArray[numpy.uint8] = cv2.bitwise_or(level, upright)
    return found


@dataclass(frozen=True, slots=True)
class RoundSeal:
    """A seal on a page, by its rim: pixels."""

    middle: tuple[int, int]  # across and down
    radius: float

    def rim(self, size: tuple[int, int]) -> NDArray[numpy.bool_]:
        """Where its rim is on a page of rows × columns, with a margin."""
        return self._ring(size, _WITHIN, _BEYOND)

    def ink(self, size: tuple[int, int]) -> NDArray[numpy.bool_]:
        """Where its ink may be: all within its rim; some have a line of print below the star."""
        return self._ring(size, 0, _BEYOND)

    def star(self, size: tuple[int, int]) -> NDArray[numpy.bool_]:
        """Where its star is."""
        return self._ring(size, 0, _STAR)

    def _ring(self, size: tuple[int, int], start: float, end: float) -> NDArray[numpy.bool_]:
        ring = numpy.zeros(size, numpy.uint8)
        cv2.circle(ring, self.middle, round(end * self.radius), (1,), cv2.FILLED)
        if start:
            cv2.circle(ring, self.middle, round(start * self.radius), (0,), cv2.FILLED)
        return ring > 0


def round_seals(grey: NDArray[numpy.uint8], unit: int) -> tuple[RoundSeal, ...]:
    """The round seals that are as dark as print on a page, by their rims.

    ``unit`` is how many pixels the width of A4 has.
    """
    scale = _SEEN / unit
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (3, 3), 0)
    found = cv2.HoughCircles(
        small, cv2.HOUGH_GRADIENT_ALT, dp=1.5, minDist=_APART * _SEEN, param1=150, param2=_CIRCLE,
        minRadius=round(_FROM / 2 * _SEEN), maxRadius=round(_TO / 2 * _SEEN),
    )  # fmt: skip
    circles = [] if found is None else found.reshape(-1, found.shape[-1]).tolist()
    return tuple(
        RoundSeal((round(x / scale), round(y / scale)), radius / scale)
        for x, y, radius, *_ in circles
        if _is_rim(small, x, y, radius)
    )


def _is_rim(small: NDArray[numpy.uint8], x: float, y: float, radius: float) -> bool:
    """Whether there is ink along a circle and paper to one side of it, at nearly all angles."""
    turn = numpy.linspace(0, 2 * numpy.pi, 360, endpoint=False)

    def at(distance: float) -> NDArray[numpy.int16]:
        across = numpy.rint(x + distance * numpy.cos(turn)).astype(int)
        down = numpy.rint(y + distance * numpy.sin(turn)).astype(int)
        inside = numpy.clip(down, 0, small.shape[0] - 1), numpy.clip(across, 0, small.shape[1] - 1)
        levels: NDArray[numpy.int16] = small[inside].astype(numpy.int16)
        return levels

    rim = numpy.min([at(radius + aside) for aside in range(-2, 3)], axis=0)
    beside = numpy.maximum(at(radius - _BESIDE_RIM), at(radius + _BESIDE_RIM))
    seen = (rim < _PALE) & (beside > rim + _ABOVE_RIM)
    return bool(seen.mean() >= _WHOLE_RIM)
