"""The rules on a straight page: long level and upright runs of dark pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import cv2
import numpy

from checker.documents.scan.faint_rules import faint_rules

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from checker.documents.scan.straight import StraightPage

DARK: Final = 170  # grey levels on white paper: half of a thin rule's ink spread over two pixels
PALEST: Final = 228  # of a rule on clean paper: #d9d9d9 was printed, scanners leave less
NOISE: Final = 3.5  # times the noise of the paper is a mark on it
_PAPER: Final = 190  # grey levels: paler is paper
_RUN: Final = 25  # of the width of A4: a level rule is longer than this share, bold print shorter
_RISE: Final = 55  # of it: the same for upright ones; a row of a table is higher
_BLUR: Final = 0.004  # of it: a rule that is found is not made thicker by its blurred edges
_ABOUT: Final = numpy.ones((3, 3), numpy.uint8)


@dataclass(frozen=True, slots=True)
class Rules:
    """The dark pixels of a page, and those of them that are level and upright rules."""

    dark: NDArray[numpy.uint8]
    level: NDArray[numpy.uint8]
    upright: NDArray[numpy.uint8]
    unit: int  # pixels across a sheet of A4

    def turned(self) -> Rules:
        """The same with rows for columns: each kind of rules keeps its name."""
        dark, level, upright = map(
            numpy.ascontiguousarray, (self.dark.T, self.level.T, self.upright.T)
        )
        return Rules(dark, level, upright, self.unit)

    @property
    def both(self) -> NDArray[numpy.uint8]:
        """Where there is a rule of either kind, 0 or 255."""
        both: NDArray[numpy.uint8] = cv2.bitwise_or(self.level, self.upright)
        return both


def rules_of(page: StraightPage) -> Rules:
    """The rules of a page."""
    grey, unit = page.grey, page.unit
    least = darkness(grey, DARK, PALEST)
    dark = cv2.threshold(grey, least, 255, cv2.THRESH_BINARY_INV)[1]
    level = _runs(dark, (max(24, unit // _RUN), 1), (1, 3))
    upright = _runs(dark, (1, max(20, unit // _RISE)), (3, 1))
    faint_level, faint_upright = faint_rules(grey, page.tinted, unit)
    aside = numpy.ones((2 * round(_BLUR * unit) + 1, 1), numpy.uint8)
    level |= faint_level & ~cv2.dilate(level, aside)
    upright |= faint_upright & ~cv2.dilate(upright, aside.T)
    return Rules(dark, level, upright, unit)


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
