"""Words of print that stand apart on a page, as the cells of a table without lines do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import cv2
import numpy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.scan.inked import Piece, PixelBox

_WORD_GAP: Final = 0.55  # of a character's height: a wider gap parts the words of two cells
_MARK: Final = 0.2  # of it: points and dirt, which are seen with the words that they stand in
_WHOLE: Final = 1.25  # of it: no character is higher
_LABEL, _FIRST = 4.0, 1.6  # of it: a label is longer; its number and 、 stand as near to it
_LOW: Final = 0.45  # of it: lower is no word but for a dash
_DASH: Final = 0.35  # of it: a shorter stroke is no dash
_PART_GAP: Final = 0.2  # of it: lines of one cell are further apart, parts of characters nearer
_TALL: Final = 75  # per cent of the pieces are lower than a whole character
_FEWEST: Final = 8  # short words: a page with less has no table
_SHORT: Final = 0.25  # of the page's width


def words_of(pieces: Sequence[Piece], size: tuple[int, int]) -> list[PixelBox]:
    """The boxes of words that stand apart on a page of rows × columns; none where no table is."""
    high, wide = size
    if not pieces:
        return []
    tall = float(numpy.percentile([piece.height for piece in pieces], _TALL))
    ink = numpy.zeros((high, wide), numpy.uint8)
    for piece in pieces:
        if max(piece.width, piece.height) > _MARK * tall:
            left, top, right, bottom = piece.box
            ink[top:bottom, left:right] = 1
    across, down = (max(1, round(gap * tall)) for gap in (_WORD_GAP, _PART_GAP))
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, numpy.ones((down, across), numpy.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = [(x, y, x + w, y + h) for x, y, w, h, _ in stats[1:count].tolist()]
    boxes = [
        box
        for box in _with_first(_made_whole(found, tall), tall)
        if box[3] - box[1] > _LOW * tall or box[2] - box[0] > max(box[3] - box[1], _DASH * tall)
    ]
    short = [box for box in boxes if box[2] - box[0] < _SHORT * wide]
    return sorted(boxes, key=lambda box: (box[1], box[0])) if len(short) >= _FEWEST else []


def _made_whole(boxes: Sequence[PixelBox], tall: float) -> list[PixelBox]:
    """Boxes of which low ones over each other are one: the strokes of 二 and 三 hang apart."""
    whole: list[PixelBox] = []
    for box in sorted(boxes, key=lambda one: one[1]):
        for at, other in enumerate(whole):
            shared = min(box[2], other[2]) - max(box[0], other[0])
            lower, higher = sorted((box[3] - box[1], other[3] - other[1]))
            joined = max(box[3], other[3]) - min(box[1], other[1])
            if (
                shared > min(box[2] - box[0], other[2] - other[0]) / 2
                and lower < _LOW * tall
                and joined <= max(_WHOLE * tall, higher)
            ):
                edges = list(zip(box, other, strict=True))
                whole[at] = (
                    min(edges[0]), min(edges[1]), max(edges[2]), max(edges[3])
                )  # fmt: skip
                break
        else:
            whole.append(box)
    return whole


def _with_first(boxes: Sequence[PixelBox], tall: float) -> list[PixelBox]:
    """Boxes of labels with the 一 that they begin with: alone it is taken for a dash."""
    labels = [
        box for box in boxes if box[2] - box[0] > _LABEL * tall and box[3] - box[1] < 2 * tall
    ]
    strokes = {
        box: label
        for box in boxes
        for label in labels
        if box[3] - box[1] < _LOW * tall
        and box[2] - box[0] < _WHOLE * tall
        and label[1] < (box[1] + box[3]) / 2 < label[3]
        and 0 < label[0] - box[2] < _FIRST * tall
    }
    first = {label: box for box, label in strokes.items()}
    return [
        (first[box][0], *box[1:]) if box in first else box for box in boxes if box not in strokes
    ]
