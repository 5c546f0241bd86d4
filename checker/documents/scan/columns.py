"""The columns of a page: two pages of a booklet on one sheet of A3 are read one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.scan.inked import PixelBox

_GUTTER: Final = 0.03  # of the width of A4, 18 points: a space between words is narrower
_COLUMN: Final = 0.45  # of it: what is narrower is no column of a report
_FOLIO: Final = 0.15  # of it: the number of a page is no wider
_FEWEST: Final = 3  # lines or tables on either side, or one table as wide as a column


def gutters(boxes: Sequence[PixelBox], wide: int, unit: int) -> list[int]:
    """The middles of the strips, empty but for the page's number, between its columns.

    ``boxes`` are what is printed, ``wide`` the page's width, ``unit`` that of A4: pixels.
    """
    boxes = _without_folio(boxes, unit)
    printed = numpy.zeros(wide + 1, numpy.int32)
    for left, _, right, _ in boxes:
        printed[max(0, left)] += 1
        printed[min(wide, max(0, right))] -= 1
    edges = numpy.diff(numpy.concatenate([[1], (printed.cumsum() > 0).astype(int), [1]]))
    starts, ends = numpy.flatnonzero(edges == -1), numpy.flatnonzero(edges == 1)
    found: list[int] = []
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        middle = (start + end) // 2
        left = found[-1] if found else 0
        before = [box for box in boxes if left <= box[0] < middle]
        after = [box for box in boxes if box[0] > middle]
        if end - start >= _GUTTER * unit and all(
            _is_column(part, unit) for part in (before, after)
        ):
            found.append(middle)
    return found


def _without_folio(boxes: Sequence[PixelBox], unit: int) -> list[PixelBox]:
    """What is printed without the first and the last line of a page where they are so short."""
    left = list(boxes)
    for edge, way in ((1, min), (3, max)):
        if left:
            end = way(left, key=lambda box: box[edge])
            line = [box for box in left if box[1] < end[3] and end[1] < box[3]]
            if _width(line) <= _FOLIO * unit:
                left = [box for box in left if box not in line]
    return left


def _is_column(part: Sequence[PixelBox], unit: int) -> bool:
    """Whether what stands on one side of a strip may be a column: print, or a table alone."""
    if not part or _width(part) < _COLUMN * unit:
        return False
    return len(part) >= _FEWEST or max(box[2] - box[0] for box in part) >= _COLUMN * unit


def column(box: PixelBox, between: Sequence[int]) -> int:
    """In which column, counted from 0, a box stands."""
    return sum(box[0] > middle for middle in between)


def _width(boxes: Sequence[PixelBox]) -> int:
    return max(box[2] for box in boxes) - min(box[0] for box in boxes)
