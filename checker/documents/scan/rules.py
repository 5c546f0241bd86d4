"""The rules on a straight page: long level and upright runs of dark pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import cv2
import numpy

from checker.documents.scan.faint_rules import faint_rules
from checker.documents.scan.pale_ridges import pale_ridges

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from checker.documents.scan.inked import PixelBox
    from checker.documents.scan.straight import StraightPage

DARK: Final = 170  # grey levels on white paper: half of a thin rule's ink spread over two pixels
PALEST: Final = 228  # of a rule on clean paper: #d9d9d9 was printed, scanners leave less
NOISE: Final = 3.5  # times the noise of the paper is a mark on it
_PAPER: Final = 190  # grey levels: paler is paper
_RUN: Final = 25  # of the width of A4: a level rule is longer than this share, bold print shorter
_RISE: Final = 55  # of it: the same for upright ones; a row of a table is higher
_PALE_RUN: Final = 10  # of it: rules nearly as pale as paper are no shorter, 60 points
_AREA: Final = 0.012  # of it: stretches of paper in which dots are counted, 20 pixels of 1653
_DENSITY: Final = 0.08  # of such a stretch is dark: dirt leaves a hundredth, pale shading a sixth
_FEW_DENSE: Final = 0.01  # of a page: less is no shaded cell
_DOT: Final = 0.0045  # of the width of A4: dots that touch by chance are smaller, strokes larger
_STAR: Final = (0.009, 0.02)  # of it: thicker than any rule; so far its points reach
_BRIDGE: Final = 0.08  # of it: half a seal's radius; so far a rule goes on beneath its rim or star
_BLUR: Final = 0.004  # of it: a rule that is found is not made thicker by its blurred edges
_ABOUT: Final = numpy.ones((3, 3), numpy.uint8)


@dataclass(frozen=True, slots=True)
class Rules:
    """The dark pixels of a page, and those of them that are level and upright rules."""

    dark: NDArray[numpy.uint8]
    level: NDArray[numpy.uint8]
    upright: NDArray[numpy.uint8]
    unit: int  # pixels across a sheet of A4
    is_bilevel: bool = False  # scanned without greys: of pale rules dots are left
    pale_level: NDArray[numpy.uint8] | None = None  # where such rules may be, however pale
    pale_upright: NDArray[numpy.uint8] | None = None

    def turned(self) -> Rules:
        """The same with rows for columns: each kind of rules keeps its name."""
        return self._each(turned_mask)

    def within(self, box: PixelBox) -> Rules:
        """Those in a part of the page, in its own places: looking at all of it takes longer."""
        left, top, right, bottom = box
        return self._each(lambda mask: numpy.ascontiguousarray(mask[top:bottom, left:right]))

    def _each(self, made: Callable[[NDArray[numpy.uint8]], NDArray[numpy.uint8]]) -> Rules:
        dark, level, upright = map(made, (self.dark, self.level, self.upright))
        pale_level, pale_upright = (
            None if pale is None else made(pale) for pale in (self.pale_level, self.pale_upright)
        )
        return Rules(dark, level, upright, self.unit, self.is_bilevel, pale_level, pale_upright)

    @property
    def both(self) -> NDArray[numpy.uint8]:
        """Where there is a rule of either kind, 0 or 255."""
        both: NDArray[numpy.uint8] = cv2.bitwise_or(self.level, self.upright)
        return both


def rules_of(page: StraightPage) -> Rules:
    """The rules of a page."""
    grey, unit = page.grey, page.unit
    least = darkness(grey, DARK, PALEST)
    dark = _without_dots(cv2.threshold(grey, least, 255, cv2.THRESH_BINARY_INV)[1], unit)
    level = _runs(dark, (max(24, unit // _RUN), 1), (1, 3))
    upright = _runs(dark, (1, max(20, unit // _RISE)), (3, 1))
    faint_level, faint_upright = faint_rules(grey, page.tinted, unit)
    aside = numpy.ones((2 * round(_BLUR * unit) + 1, 1), numpy.uint8)
    pale: tuple[NDArray[numpy.uint8], ...] = () if page.is_bilevel else pale_ridges(grey, unit)
    level |= faint_level & ~cv2.dilate(level, aside)
    upright |= faint_upright & ~cv2.dilate(upright, aside.T)
    if pale:
        long = unit // _PALE_RUN
        level |= _runs(pale[0], (long, 1), (1, 3)) & ~cv2.dilate(level, aside)
        upright |= _runs(pale[1], (1, long), (3, 1)) & ~cv2.dilate(upright, aside.T)
    for seal in page.seals:
        ink = seal.rim(grey.shape) | (_thick(dark, unit) & seal.star(grey.shape))
        bridge = numpy.ones((1, round(_BRIDGE * unit)), numpy.uint8)
        level, upright = _without(level, ink, bridge), _without(upright, ink, bridge.T)
    return Rules(dark, level, upright, unit, page.is_bilevel, *pale)


def turned_mask(mask: NDArray[numpy.uint8]) -> NDArray[numpy.uint8]:
    """A mask with rows for columns."""
    return numpy.ascontiguousarray(mask.T)


def _without(
    rules: NDArray[numpy.uint8], ink: NDArray[numpy.bool_], bridge: NDArray[numpy.uint8]
) -> NDArray[numpy.uint8]:
    """The rules without those that a seal's ink alone makes: of it, what goes on on both sides."""
    outside = numpy.where(ink, 0, rules).astype(numpy.uint8)
    through: NDArray[numpy.uint8] = cv2.bitwise_and(
        rules, cv2.morphologyEx(outside, cv2.MORPH_CLOSE, bridge)
    )
    return through


def _thick(dark: NDArray[numpy.uint8], unit: int) -> NDArray[numpy.bool_]:
    """Dark pixels in pieces that no rule is as thick as, with their surroundings."""
    core, about = (numpy.ones((max(3, round(size * unit)),) * 2, numpy.uint8) for size in _STAR)
    thick: NDArray[numpy.bool_] = cv2.dilate(cv2.erode(dark, core), about) > 0
    return thick


def _without_dots(dark: NDArray[numpy.uint8], unit: int) -> NDArray[numpy.uint8]:
    """The dark pixels without the dots that a scanner without greys makes of a shaded cell.

    Between the strokes of print they make lines from one rule to the next. Only where they lie
    dense: dots in a row on clean paper are what is left of a rule.
    """
    area = max(3, round(_AREA * unit)) | 1
    dense = cv2.blur(dark, (area, area)) > 255 * _DENSITY
    if dense.mean() < _FEW_DENSE:
        return dark
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=4)
    sides = stats[:count, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    small = numpy.where(sides < _DOT * unit, 255, 0).astype(numpy.uint8)
    small[0] = 0
    dots = small[labels]
    shaded = cv2.blur(dots, (area, area)) > 255 * _DENSITY
    cleaned: NDArray[numpy.uint8] = numpy.where(shaded & (dots > 0), 0, dark).astype(numpy.uint8)
    return cleaned


def darkness(grey: NDArray[numpy.uint8], darkest: float, palest: float) -> float:
    """The grey from which a pixel is no paper: as pale as the noise of this page's paper allows."""
    paper = grey[::3, ::3]
    paper = paper[paper > _PAPER]
    noise = float(255 - numpy.median(paper)) + float(paper.std()) if paper.size else 0.0
    return 255 - min(max(NOISE * noise, 255 - palest), 255 - darkest)


def _runs(
    dark: NDArray[numpy.uint8], run: tuple[int, int], thicken: tuple[int, int]
) -> NDArray[numpy.uint8]:
    """Runs of dark pixels, those one pixel aside counted in: a rule is never quite straight."""
    thick = cv2.dilate(dark, numpy.ones(thicken[::-1], numpy.uint8))
    opened = cv2.morphologyEx(thick, cv2.MORPH_OPEN, numpy.ones(run[::-1], numpy.uint8))
    found: NDArray[numpy.uint8] = cv2.bitwise_and(opened, cv2.dilate(dark, _ABOUT))
    return found
