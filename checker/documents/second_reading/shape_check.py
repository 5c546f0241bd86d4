"""Whether the digits of a page look like the digits its text layer says they are.

A font maps its glyphs to characters as it likes: a 7 can be given out as a 1, and every reader of
the text layer believes it. So each digit is looked at, all of a page at once on the picture of
its text that was made anyway, and the few that look like another digit once more, three times as
large. Text alone is looked at: a digit on a dotted border keeps its shape.

On 41 files (the samples, a seventh of the tuning half) this takes 3.4 ms of processor time a file
in the median and 17 at most, where a font that the file does not hold has digits look odd at first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy

from checker.documents.geometry import around
from checker.documents.second_reading.digit_shapes import digit_shapes, looks_at

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from checker.documents.pdf.characters import Char
    from checker.documents.pdf.pdfium import Page
    from checker.documents.picture import Picture
    from checker.model import Box

# Log-odds of the claimed digit against the likeliest other, measured on the 220 files of the
# tuning half and on every digit relabelled as every other one (tests/bench/digits, README).
FIRST_LIMIT = 1.0  # not three times as likely as any other: worth the closer look
CLOSE_LIMIT = -3.0  # twenty times less likely than another, seen close: not believed
CLOSE_DPI = 300
_BESIDE = 4.0  # points of paper shown around the digits that are looked at closely
_DISTORTED = 0.2  # digits so much wider or narrower than their boxes are squeezed or spread
_SNAP = 0.4  # of a number's height: its ink is looked for this far beyond its box


def misshapen(numbers: Sequence[Sequence[Char]], page: Page) -> dict[int, str]:
    """The digits, by their index, that are shaped like other ones, and like which.

    Each number is one line of digits from left to right.
    """
    chars = [char for number in numbers for char in number]
    if not chars:
        return {}
    boxes = [char.box for char in chars]
    margins, _ = _compared(chars, boxes, page.letters(), lambda: page.letters(black=True))
    suspects = {
        char.index for char, margin in zip(chars, margins, strict=True) if margin < FIRST_LIMIT
    }
    if not suspects:
        return {}
    numbers = [number for number in numbers if suspects & {char.index for char in number}]
    chars = [char for number in numbers for char in number]
    part = around([char.box for char in chars], _BESIDE)
    letters = page.letters_close_up(part, CLOSE_DPI)
    placed = [(number, _boxes(number, page, letters)) for number in numbers]
    chars = [char for number, found in placed if found for char in number]
    boxes = [box for _, found in placed for box in found]
    margins, shapes = _compared(
        chars, boxes, letters, lambda: page.letters_close_up(part, CLOSE_DPI, black=True)
    )
    return {
        char.index: str(shape)
        for char, margin, shape in zip(chars, margins, shapes, strict=True)
        if char.index in suspects and margin < CLOSE_LIMIT
    }


def _compared(
    chars: Sequence[Char],
    boxes: Sequence[Box],
    letters: Picture,
    in_black: Callable[[], Picture],
) -> tuple[NDArray[numpy.float64], NDArray[numpy.int64]]:
    """How far each digit speaks for itself, and what it looks like; 0 where there is no ink."""
    looks = looks_at(letters, boxes)
    pale = numpy.flatnonzero(~looks.any(axis=(1, 2)))
    if len(pale):  # white on a dark ground, or too pale to tell its shape by its own colour
        looks[pale] = looks_at(in_black(), [boxes[int(number)] for number in pale])
    margins, shapes = digit_shapes().compared(looks, [int(char.text) for char in chars])
    margins[~looks.any(axis=(1, 2))] = 0.0
    return margins, shapes


def _boxes(number: Sequence[Char], page: Page, letters: Picture) -> list[Box]:
    """Where the digits of a number stand; nothing where they cannot be judged.

    pdfium's boxes, but for a font that the file does not hold: there they may lie beside the ink.
    They are then moved onto the ink of the whole number, which is done nowhere else, because a
    box that follows its ink sees less of a wrong glyph. pdfium may also squeeze or spread the face
    it takes instead until no digit keeps its shape (to three fifths, seen); other programs take
    other faces, so that what it looks like here is nobody's fault.
    """
    boxes = [char.box for char in number]
    if all(map(page.is_embedded, number)):
        return boxes
    x0, y0, x1, y1 = around(boxes)
    ink = letters.ink_box(around(boxes, _SNAP * (y1 - y0)))
    if ink is None or x1 <= x0 or y1 <= y0:
        return []
    across, up = (ink[2] - ink[0]) / (x1 - x0), (ink[3] - ink[1]) / (y1 - y0)
    printed = letters.ink_width(ink) / sum(box[2] - box[0] for box in boxes)
    if abs(printed / up - 1) > _DISTORTED:
        return []
    return [
        (
            ink[0] + (box[0] - x0) * across,
            ink[1] + (box[1] - y0) * up,
            ink[0] + (box[2] - x0) * across,
            ink[1] + (box[3] - y0) * up,
        )
        for box in boxes
    ]
