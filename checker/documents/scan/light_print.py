"""Heads of tables printed light on dark, turned into dark on light before anything else is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import cv2
import numpy

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SEEN: Final = 830  # pixels of A4's width in which dark cells are looked for
_PAPER: Final = 80  # per cent of a page's pixels are no paler than its paper
_INK: Final = 0.5  # per cent of them are as dark as its ink, or darker
_DARK: Final = 0.5  # of the way from the paper to the ink: a cell so dark has its print in white
_PALEST: Final = 0.78  # of the paper, on the palest copy: a paler cell has black print
_CORE: Final = (
    0.015  # of the width of A4, 9 points: the paper of such a cell, no blot of bold print
)
_AROUND: Final = 0.015  # of it: most of what is as near on either side is dark, too
_STROKE: Final = 0.005  # of it, 3 points: the strokes of its print are thinner
_LARGEST: Final = 0.35  # of a page: a larger dark area is no head of a table
_HOLE: Final = 0.5  # of a hole in such an area is dark beside print; a pale cell is not
_LETTER: Final = 0.02  # of the width of A4, 12 points: a smaller hole is dense print
_BAY: Final = 0.25  # of the width of A4: so long is a line of print along the edge of a dark cell
_EDGE: Final = 2  # pixels: the edge of a dark cell is drawn as a rule
_NEAR_EDGE: Final = 2  # pixels of the small picture to both sides of where that edge is sought


def dark_on_light(
    grey: NDArray[numpy.uint8], picture: NDArray[numpy.uint8], unit: int
) -> NDArray[numpy.uint8]:
    """The page in which dark cells are paper, and what differs from their colour is print.

    ``grey`` is the page as it was made of the picture (red, green, blue);
    ``unit`` is how many pixels the width of A4 has. What lies beyond the sheet (the desk that it
    was photographed on) reaches the edge of the picture; it is left as it is.
    """
    scale = min(1.0, _SEEN / unit)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    least = _darkness(small)
    dark = (small < least).astype(numpy.uint8)
    core = numpy.ones((_odd(_CORE * unit * scale),) * 2, numpy.uint8)
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, core)
    if not solid.any():
        return grey
    areas = _with_print(_mostly_dark(dark, unit * scale), dark, unit * scale)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(areas, connectivity=4)
    has_core = numpy.zeros(count, bool)
    has_core[numpy.unique(labels[solid > 0])] = True
    high, wide = small.shape
    found = grey.copy()
    for number in numpy.flatnonzero(has_core[1:]) + 1:
        left, top, width, height, area = stats[number].tolist()
        at_edge = not (left and top and left + width < wide and top + height < high)
        if at_edge or area > _LARGEST * small.size:
            continue
        area = _in_full(grey, (labels == number).astype(numpy.uint8), least, scale)
        _turn(found, picture, area)
    return found


def _darkness(small: NDArray[numpy.uint8]) -> float:
    """From which level it is dark: of a pale copy as of a good one, by its own ink."""
    ink, paper = (float(level) for level in numpy.percentile(small, (_INK, _PAPER)))
    return min(paper - _DARK * (paper - ink), _PALEST * paper)


def _mostly_dark(dark: NDArray[numpy.uint8], unit: float) -> NDArray[numpy.uint8]:
    """Where most of what is near is dark, across and down: neither a rule is so nor print.

    The strokes of white print are not, nor is what stands close to one beside the cell's edge.
    """
    near = _odd(_AROUND * unit)
    across, down = (cv2.blur(dark * 255, size) for size in ((near, 1), (1, near)))
    half = 255 // 2
    both = ((across >= half) & (down >= half)).astype(numpy.uint8)
    stroke = numpy.ones((_odd(_STROKE * unit),) * 2, numpy.uint8)
    closed: NDArray[numpy.uint8] = cv2.morphologyEx(both, cv2.MORPH_CLOSE, stroke)
    return closed


def _odd(size: float) -> int:
    return max(3, round(size) | 1)


def _with_print(
    areas: NDArray[numpy.uint8], dark: NDArray[numpy.uint8], unit: float
) -> NDArray[numpy.uint8]:
    """The areas with their holes and bays that print makes, near an edge or in several lines.

    Some of such a gap is as dark as the area; of a pale cell between dark ones nothing is.
    """
    long = max(3, round(_BAY * unit))
    gaps = 1 - areas
    for kernel in (numpy.ones((1, long), numpy.uint8), numpy.ones((long, 1), numpy.uint8)):
        wide = cv2.copyMakeBorder(areas, long, long, long, long, cv2.BORDER_CONSTANT, value=(0,))
        closed = cv2.morphologyEx(wide, cv2.MORPH_CLOSE, kernel)[long:-long, long:-long]
        areas = areas | _darkened(closed & (1 - areas), dark)
    gaps &= 1 - areas
    filled: NDArray[numpy.uint8] = areas | _darkened(gaps, dark) | _small(gaps, _LETTER * unit)
    return filled


def _darkened(gaps: NDArray[numpy.uint8], dark: NDArray[numpy.uint8]) -> NDArray[numpy.uint8]:
    """Those of the gaps of which enough is dark."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(gaps, connectivity=4)
    shares = numpy.bincount(labels.ravel(), dark.ravel(), count) / stats[:, cv2.CC_STAT_AREA]
    is_print = (shares > _HOLE).astype(numpy.uint8)
    is_print[0] = 0
    found: NDArray[numpy.uint8] = is_print[labels]
    return found


def _small(gaps: NDArray[numpy.uint8], side: float) -> NDArray[numpy.uint8]:
    """Those of the gaps that are no larger than a square of this side."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(gaps, connectivity=4)
    is_small = (stats[:, cv2.CC_STAT_AREA] <= side**2).astype(numpy.uint8)
    is_small[0] = 0
    found: NDArray[numpy.uint8] = is_small[labels]
    return found


def _in_full(
    grey: NDArray[numpy.uint8], small: NDArray[numpy.uint8], least: float, scale: float
) -> NDArray[numpy.bool_]:
    """An area of the small picture on the page itself, as far as it is dark there.

    The pixels of the small one are stairs along the edge of a cell that is askew, which would be
    drawn as its rule, and seen as ink in the cells beside it.
    """
    high, wide = grey.shape
    area = cv2.resize(small, (wide, high), interpolation=cv2.INTER_NEAREST)
    reach = numpy.ones((2 * round(_NEAR_EDGE / scale) + 1,) * 2, numpy.uint8)
    within, around = cv2.erode(area, reach), cv2.dilate(area, reach)
    is_dark = cv2.medianBlur(grey, 3) < least
    found: NDArray[numpy.bool_] = (within > 0) | ((around > 0) & is_dark)
    return found


def _turn(
    page: NDArray[numpy.uint8], picture: NDArray[numpy.uint8], area: NDArray[numpy.bool_]
) -> None:
    """Turns an area of a page into dark on light."""
    colours = picture[area].astype(numpy.int16)
    differ = abs(colours - numpy.median(colours, axis=0)).max(axis=1)
    page[area] = (255 - differ * (255 / max(1, differ.max()))).astype(numpy.uint8)
    edge = numpy.ones((2 * _EDGE + 1, 2 * _EDGE + 1), numpy.uint8)
    inner = cv2.erode(area.astype(numpy.uint8), edge) > 0
    page[area & ~inner] = 0
