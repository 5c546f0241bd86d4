"""Rules that no threshold finds: paler than the noise of their paper, or left as dots by a scanner.

Along a rule the paper is a little darker than on both sides of it, and evenly so. That is looked
for in means over short stretches, print left out: a stretch of a rule need not have one dark pixel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import cv2
import numpy

if TYPE_CHECKING:
    from numpy.typing import NDArray

_INK: Final = 120  # grey levels: print has darker pixels, and hangs together by them
_THIN_INK: Final = 170  # the same of thin strokes, blurred: 7.8 points, photographed
_PAPER, _GRAIN = (
    128,
    20,
)  # grey levels: paler is paper; its noise is 27 on bad copies, 14 on photographs
_THIN_GLYPH: Final = 0.009  # of the width of A4: smaller print is not read in such copies
_LONG: Final = 3  # times its width: a piece so long is a rule's, which noise has cut
_FULL: Final = 0.3  # of the box of a character is ink
_STROKE, _GLYPH, _LONGEST = 0.0028, 0.006, 0.06  # of the width of A4: print is so thick, high, long
_DENSE: Final = 0.15  # of its box is ink: two rules that cross leave a box emptier
_AROUND: Final = numpy.ones((5, 5), numpy.uint8)  # pixels: the blurred edges of print
_STRETCH, _THIN = 0.009, 0.0012  # of the width of A4: 15 by 2 pixels of 1653
_NEAR, _BAND = 0.0022, 0.003  # of it: so far aside paper begins; bands of it are looked at
_NOISE: Final = 4  # deviations of such means on this page's paper
_LEAST: Final = 20  # grey levels: JPEG leaves less beside print
_ASIDE: Final = 0.4  # of a rule's darkness: on both its sides there is less
_RUN: Final = 0.07  # of the width of A4, 42 points: half of it must be there
_GAP: Final = 0.017  # of it, 10 points: what is missing of one rule; no row of a table is lower
_JOINT: Final = 0.011  # of it, 6.5 points: half of a double rule and a stretch; no cell is so low
_HIDDEN: Final = 0.3  # of a stretch behind print: nothing is said of it
_TOLD: Final = 0.5  # of a run: so much of it stands clear of print
_SEEN: Final = 0.4  # of a run: so much of it is seen; between underlined figures a fourth seems so


def faint_rules(
    grey: NDArray[numpy.uint8], tinted: NDArray[numpy.bool_], unit: int
) -> tuple[NDArray[numpy.uint8], NDArray[numpy.uint8]]:
    """Where level and where upright rules are (0 or 255) on a straight page.

    Print and coloured ink (``tinted``) hide them. ``unit`` is how many pixels the width of A4 has.
    """
    shown = cv2.dilate(cv2.bitwise_or(_print(grey, unit), tinted.astype(numpy.uint8)), _AROUND)
    level = _level(grey, shown, unit)
    turned = _level(numpy.ascontiguousarray(grey.T), numpy.ascontiguousarray(shown.T), unit)
    upright = numpy.ascontiguousarray(turned.T)
    # Where two rules cross, each is beside the other, so that neither is seen.
    joint = numpy.ones((1, 2 * round(_JOINT * unit) + 1), numpy.uint8)
    met = cv2.bitwise_and(cv2.dilate(level, joint), cv2.dilate(upright, joint.T))
    return _joined(level, met, joint), _joined(upright, met, joint.T)


def _joined(
    rules: NDArray[numpy.uint8], met: NDArray[numpy.uint8], joint: NDArray[numpy.uint8]
) -> NDArray[numpy.uint8]:
    joined: NDArray[numpy.uint8] = cv2.morphologyEx(
        cv2.bitwise_or(rules, met), cv2.MORPH_CLOSE, joint
    )
    return joined


def _print(grey: NDArray[numpy.uint8], unit: int) -> NDArray[numpy.uint8]:
    """Where print stands, 0 or 1: pieces of ink as large as glyphs and thicker than rules.

    Thin strokes hang together by their paler pixels only; large print, and such as stands close to
    a rule, by its dark ones.
    """
    dark = _Pieces((grey < _INK).astype(numpy.uint8), unit)
    paper = grey[::3, ::3]
    if float(paper[paper > _PAPER].std()) > _GRAIN:  # it makes such pieces of rules
        return dark.of(dark.longer > _GLYPH * unit, _DENSE)
    pale = _Pieces((grey < _THIN_INK).astype(numpy.uint8), unit)
    shown: NDArray[numpy.uint8] = cv2.bitwise_or(
        dark.of(dark.longer > _GLYPH * unit, _DENSE),
        pale.of((pale.longer > _THIN_GLYPH * unit) & (pale.longer < _LONG * pale.shorter), _FULL),
    )
    return shown


class _Pieces:
    """The pieces of ink (0 or 1) on a page, with the lengths of their sides in pixels."""

    def __init__(self, ink: NDArray[numpy.uint8], unit: int) -> None:
        _, self._labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
        self._area = stats[:, cv2.CC_STAT_AREA]
        sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
        self.shorter, self.longer = sides.min(axis=1), sides.max(axis=1)
        self._may_be = (self.shorter > _STROKE * unit) & (self.longer < _LONGEST * unit)
        self._may_be[0] = False  # the paper

    def of(self, chosen: NDArray[numpy.bool_], dense: float) -> NDArray[numpy.uint8]:
        """Where the chosen pieces of the size of print are whose boxes are so full of ink."""
        is_print = chosen & self._may_be & (self._area > dense * self.shorter * self.longer)
        shown: NDArray[numpy.uint8] = is_print.astype(numpy.uint8)[self._labels]
        return shown


def _level(
    grey: NDArray[numpy.uint8], shown: NDArray[numpy.uint8], unit: int
) -> NDArray[numpy.uint8]:
    stretch = (max(9, round(_STRETCH * unit)), max(1, round(_THIN * unit)))
    dark = cv2.bitwise_not(grey)
    dark[shown > 0] = 0
    clear = (cv2.blur(shown * 100, stretch) < 100 * _HIDDEN).astype(numpy.uint8)
    mean = cv2.blur(dark, stretch)
    some = mean[::3, ::3]
    paper = float(numpy.median(some))
    noise = 1.4826 * float(numpy.median(cv2.absdiff(some, paper)))
    mean = cv2.subtract(mean, paper)
    least = max(_NOISE * noise, _LEAST)
    aside = _aside(mean, unit)
    is_dark = (cv2.subtract(mean, aside) > least) & (aside < _ASIDE * mean)
    ridge = cv2.dilate(is_dark.astype(numpy.uint8), numpy.ones((3, 1), numpy.uint8)) * clear
    is_edge = (aside > least) & (aside >= _ASIDE * mean)
    edge = is_edge.astype(numpy.uint8) * clear * (1 - ridge)
    run = (round(_RUN * unit), 1)
    for_it, against, told = (
        cv2.blur(mask * 100, run).astype(numpy.int16) for mask in (ridge, edge, clear)
    )
    is_run = (2 * (for_it - against) > told) & (told > 100 * _TOLD) & (for_it > 100 * _SEEN)
    reach = numpy.ones((1, run[0] // 2), numpy.uint8)  # at a rule's end half a run is there
    is_there = cv2.dilate(is_run.astype(numpy.uint8), reach)
    gap = numpy.ones((1, round(_GAP * unit)), numpy.uint8)
    closed = cv2.morphologyEx(ridge, cv2.MORPH_CLOSE, gap)
    own_ends = numpy.ones((1, stretch[0] | 1), numpy.uint8)  # a mean reaches half a stretch further
    found: NDArray[numpy.uint8] = cv2.erode(closed * is_there * 255, own_ends)
    return found


def _aside(mean: NDArray[numpy.uint8], unit: int) -> NDArray[numpy.uint8]:
    """How dark it is above or below, whichever is darker: on paper, shading or among print.

    Two bands are looked at on each side, of which one may hold the twin of a double rule.
    """
    near, high = max(3, round(_NEAR * unit)), max(3, round(_BAND * unit))
    band = cv2.blur(mean, (1, high), anchor=(0, 0))  # of the rows from here downwards
    twice = band.copy()
    twice[:-high] = cv2.min(band[:-high], band[high:])
    above, below = numpy.zeros_like(mean), numpy.zeros_like(mean)
    above[near + 2 * high - 1 :] = twice[: 1 - near - 2 * high]
    below[:-near] = twice[near:]
    darker: NDArray[numpy.uint8] = cv2.max(above, below)
    return darker
