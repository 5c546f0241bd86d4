"""The rules on a straight page: long level and upright runs of dark pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import cv2
import numpy

if TYPE_CHECKING:
    from numpy.typing import NDArray

DARK: Final = 170  # grey levels on white paper: half of a thin rule's ink spread over two pixels
PALEST: Final = 228  # of a rule on clean paper: #d9d9d9 was printed, scanners leave less
NOISE: Final = 3.5  # times the noise of the paper is a mark on it
_PAPER: Final = 190  # grey levels: paler is paper
_RUN: Final = 42  # of the width: a level rule is longer than this share, a stroke of print shorter
_RISE: Final = 55  # of the width: the same for upright ones; a row of a table is higher
_ABOUT: Final = numpy.ones((3, 3), numpy.uint8)


@dataclass(frozen=True, slots=True)
class Rules:
    """The dark pixels of a page, and those of them that are level and upright rules."""

    dark: NDArray[numpy.uint8]
    level: NDArray[numpy.uint8]
    upright: NDArray[numpy.uint8]

    @property
    def masks(self) -> tuple[NDArray[numpy.uint8], ...]:
        """The three, in order."""
        return (self.dark, self.level, self.upright)

    @property
    def both(self) -> NDArray[numpy.uint8]:
        """Where there is a rule of either kind, 0 or 255."""
        both: NDArray[numpy.uint8] = cv2.bitwise_or(self.level, self.upright)
        return both


def rules_of(grey: NDArray[numpy.uint8]) -> Rules:
    """The rules of a straight page."""
    wide = grey.shape[1]
    least = darkness(grey, DARK, PALEST)
    dark = cv2.threshold(grey, least, 255, cv2.THRESH_BINARY_INV)[1]
    level = _runs(dark, (max(24, wide // _RUN), 1), (1, 3))
    upright = _runs(dark, (1, max(20, wide // _RISE)), (3, 1))
    return Rules(dark, level, upright)


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
