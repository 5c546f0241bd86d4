"""The columns of a page: two pages of a booklet on one sheet of A3 are read one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.scan.inked import PixelBox

_GUTTER: Final = 0.03  # of the width of A4, 18 points: a space between words is narrower
_COLUMN: Final = 0.45  # of it: what is narrower is no column of a report
_FOLIO: Final = 0.03  # of it, from top to bottom: the number of the page, printed between them
_FEWEST: Final = 3  # lines or tables on either side


def gutters(boxes: Sequence[PixelBox], wide: int, unit: int) -> list[int]:
    """The middles of the strips, empty but for a folio, between the columns of a page.

    ``boxes`` are what is printed, ``wide`` the page's width, ``unit`` that of A4: pixels.
    """
    printed = numpy.zeros(wide + 1, numpy.int32)
    for left, top, right, bottom in boxes:
        printed[max(0, left)] += bottom - top
        printed[min(wide, max(0, right))] -= bottom - top
    is_empty = printed.cumsum() <= _FOLIO * unit
    edges = numpy.diff(numpy.concatenate([[1], (~is_empty).astype(int), [1]]))
    starts, ends = numpy.flatnonzero(edges == -1), numpy.flatnonzero(edges == 1)
    found: list[int] = []
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        middle = (start + end) // 2
        left = found[-1] if found else 0
        before = [box for box in boxes if left <= box[0] < middle]
        after = [box for box in boxes if box[0] > middle]
        if end - start >= _GUTTER * unit and all(
            len(part) >= _FEWEST and _width(part) >= _COLUMN * unit for part in (before, after)
        ):
            found.append(middle)
    return found


def column(box: PixelBox, between: Sequence[int]) -> int:
    """In which column, counted from 0, a box stands."""
    return sum(box[0] > middle for middle in between)


def _width(boxes: Sequence[PixelBox]) -> int:
    return max(box[2] for box in boxes) - min(box[0] for box in boxes)
