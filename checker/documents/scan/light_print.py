"""Heads of tables printed light on dark, turned into dark on light before anything else is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import cv2
import numpy

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SEEN: Final = 830  # pixels of A4's width in which dark cells are looked for
_PAPER: Final = 80  # per cent of a page's pixels are no paler than its paper
_DARK: Final = 0.55  # of the paper: a cell so dark has its print in white
_CORE: Final = 0.012  # of the width of A4, 7 points: thicker than rules and the strokes of titles
_PRINT: Final = 0.034  # of it, 20 points: so high may the print in such a cell be
_LARGEST: Final = 0.35  # of a page: a larger dark area is no head of a table
_HOLE: Final = 0.3  # of a hole in such an area is dark beside print; a pale cell has no shade
_BAY: Final = 0.25  # of the width of A4: so long is a line of print along the edge of a dark cell
_EDGE: Final = 2  # pixels: the edge of a dark cell is drawn as a rule


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
    dark = (small < _DARK * float(numpy.percentile(small, _PAPER))).astype(numpy.uint8)
    core, gap = (
        numpy.ones((max(3, round(size * unit * scale)),) * 2, numpy.uint8)
        for size in (_CORE, _PRINT)
    )
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, core)
    if not solid.any():
        return grey
    areas = _with_print(cv2.morphologyEx(solid, cv2.MORPH_CLOSE, gap), dark, unit * scale)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(areas, connectivity=8)
    high, wide = small.shape
    found = grey.copy()
    for number in range(1, count):
        left, top, width, height, area = stats[number].tolist()
        at_edge = not (left and top and left + width < wide and top + height < high)
        if at_edge or area > _LARGEST * small.size:
            continue
        _turn(found, picture, (labels == number).astype(numpy.uint8))
    return found


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
    filled: NDArray[numpy.uint8] = areas | _darkened(gaps & (1 - areas), dark)
    return filled


def _darkened(gaps: NDArray[numpy.uint8], dark: NDArray[numpy.uint8]) -> NDArray[numpy.uint8]:
    """Those of the gaps of which enough is dark."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(gaps, connectivity=4)
    shares = numpy.bincount(labels.ravel(), dark.ravel(), count) / stats[:, cv2.CC_STAT_AREA]
    is_print = (shares > _HOLE).astype(numpy.uint8)
    is_print[0] = 0
    found: NDArray[numpy.uint8] = is_print[labels]
    return found


def _turn(
    page: NDArray[numpy.uint8], picture: NDArray[numpy.uint8], small: NDArray[numpy.uint8]
) -> None:
    """Turns an area of a page, given by a mask of another size, into dark on light."""
    high, wide = page.shape
    area = cv2.resize(small, (wide, high), interpolation=cv2.INTER_NEAREST) > 0
    colours = picture[area].astype(numpy.int16)
    differ = abs(colours - numpy.median(colours, axis=0)).max(axis=1)
    page[area] = (255 - differ * (255 / max(1, differ.max()))).astype(numpy.uint8)
    edge = numpy.ones((2 * _EDGE + 1, 2 * _EDGE + 1), numpy.uint8)
    inner = cv2.erode(area.astype(numpy.uint8), edge) > 0
    page[area & ~inner] = 0
