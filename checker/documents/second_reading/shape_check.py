"""Whether the characters of a page's tables look like what its text layer says they are.

A font maps its glyphs to characters as it likes: a 7 can be given out as a 1, all digits as
ideographs, and every reader of the text layer believes it. So each digit is looked at, and each
other sign that has a digit's box, all of a page at once on the picture of its text that was made
anyway, and the few that look like something else once more, three times as large. Text alone is
looked at: a digit on a dotted border keeps its shape.

With the looks at digits of sentences (``sentence_digits``) this takes 12 ms of processor time a
file in the median of 110 files of the tuning half and 40 at most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy

from checker.documents.geometry import around
from checker.documents.second_reading.digit_shapes import (
    DIGIT,
    digit_shapes,
    leaning,
    letter_shapes,
    looks_at,
)
from checker.documents.second_reading.told_letters import (
    STROKES,
    is_alike,
    is_no_digit,
    is_stray,
    may_be_a_digit,
)
from checker.model.document import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from checker.documents.pdf.characters import Char
    from checker.documents.pdf.pdfium import Page
    from checker.documents.picture import Picture
    from checker.model import Box


class _Limits(NamedTuple):
    """Log-odds beyond which a character is not what it is told as."""

    other: float  # below it, of the digit that is told against the likeliest other
    letter: float  # below it, of a digit against a letter, where a digit is told
    digit: float  # above it, where another sign is told …
    clear: float  # … and above it, of its likeliest digit against the next


# Measured on the 220 files of the tuning half and on every digit relabelled as every other one
# (tests/bench/digits, README).
FIRST_LIMIT: Final = 1.0  # not three times as likely as any other: worth the closer look
CLOSE_LIMIT: Final = -3.0  # twenty times less likely than another, seen close: not believed
# And on 39,000 characters of 55 of them: no digit lies below both limits of letters; of 2,600 other
# signs boxed like digits none lies above all four of digits, of digits told as such signs 97 %.
FIRST: Final = _Limits(FIRST_LIMIT, letter=-1.0, digit=0.0, clear=0.0)
CLOSE: Final = _Limits(CLOSE_LIMIT, letter=-3.0, digit=3.0, clear=3.0)
CLOSE_DPI: Final = 300
BROAD: Final = 0.76
"""Of its height: one digit of a thousand is broader. Where such a box holds what is likelier
another one, and likelier a letter, neither need be clear: 常 given out as a 5 is neither."""
LEANING: Final = 0.05
"""By which a stroke leans (``leaning``): 0.06 to 0.59 in 4,000 strokes of the tuning half, −0.16 to
0.06 in 1,700 of its ones."""
_BESIDE: Final = 4.0  # points of paper shown around what is looked at closely
_DISTORTED: Final = 0.2  # digits so much wider or narrower than their boxes are squeezed or spread
_SNAP: Final = 0.4  # of a number's height: its ink is looked for this far beyond its box


class _Told(NamedTuple):
    """A character that is looked at: where, and as which digit it is told; ``None`` for a sign."""

    char: Char
    box: Box
    digit: int | None


def misshapen(
    numbers: Sequence[Sequence[Char]], words: Sequence[Sequence[Char]], page: Page
) -> dict[int, str]:
    """The characters, by their index, that are shaped like others, and like which digit.

    Each number is one line of digits; ``words`` are lines of what may hide digits, both from left
    to right. A digit that has the shape of none is ``UNKNOWN``.
    """
    signs = {char.index for line in words for char in line if may_be_a_digit(char, page)}
    digits = {char.index for number in numbers for char in number}
    lines = [*numbers, *(line for line in words if any(char.index in signs for char in line))]
    told = [
        _Told(char, char.box, int(char.text) if char.index in digits else None)
        for line in lines
        for char in line
        if char.index in digits or char.index in signs
    ]
    suspects = _odd(told, page.letters(), lambda: page.letters(black=True), FIRST)
    if not suspects:
        return {}
    lines = [line for line in lines if any(char.index in suspects for char in line)]
    return _seen_close(lines, [one for one in told if one.char.index in suspects], page)


def misshapen_close(number: Sequence[Char], page: Page) -> dict[int, str]:
    """The digits of one line that are shaped like others, looked at closely at once.

    Where the page is not drawn for anything else: a line costs less than a page.
    """
    low = {char.index: UNKNOWN for char in number if is_no_digit(char, page)}
    told = [_Told(char, char.box, int(char.text)) for char in number]
    return _seen_close([number], told, page) | low


def _seen_close(
    lines: Sequence[Sequence[Char]], suspects: Sequence[_Told], page: Page
) -> dict[int, str]:
    """Which of the suspects on these lines look like something else, seen three times as large."""
    part = around([char.box for line in lines for char in line], _BESIDE)
    letters = page.letters_close_up(part, CLOSE_DPI)
    by_index = {one.char.index: one for one in suspects}
    closely = [
        by_index[char.index]._replace(box=box)
        for line in lines
        for char, box in _placed(line, page, letters)
        if char.index in by_index
    ]
    found = _odd(
        closely, letters, lambda: page.letters_close_up(part, CLOSE_DPI, black=True), CLOSE
    )
    line_of = {char.index: line for line in lines for char in line}
    return {
        index: shape
        for index, shape in found.items()
        if _is_told(by_index[index], shape, line_of[index], page)
    }


def _is_told(one: _Told, shape: str, line: Sequence[Char], page: Page) -> bool:
    """Whether a shape says anything of a character.

    A face that is taken for one that the file does not hold may be out of all digits' shape, and
    some letters look like a digit by nature.
    """
    if shape == UNKNOWN:
        return page.is_embedded(one.char)
    return one.digit is not None or not is_alike(one.char.text, shape) or is_stray(one.char, line)


def _odd(
    told: Sequence[_Told], letters: Picture, in_black: Callable[[], Picture], limits: _Limits
) -> dict[int, str]:
    """What looks like something else than it is told as, by index, and like which digit.

    Nothing that has no ink.
    """
    if not told:
        return {}
    looks = looks_at(letters, [one.box for one in told])
    pale = numpy.flatnonzero(~looks.any(axis=(1, 2)))
    if len(pale):  # white on a dark ground, or too pale to tell its shape by its own colour
        looks[pale] = looks_at(in_black(), [told[int(number)].box for number in pale])
    shapes = digit_shapes()
    signs = numpy.array([one.digit is None for one in told])
    claimed = numpy.array([one.digit or 0 for one in told])
    claimed[signs] = shapes.scores(looks[signs]).argmax(axis=1)  # a sign claims its likeliest digit
    margins, others = shapes.compared(looks, claimed)
    kinds, _ = letter_shapes().compared(looks, [DIGIT] * len(told))
    found: dict[int, str] = {}
    for at in numpy.flatnonzero(looks.any(axis=(1, 2))).tolist():
        index = told[at].char.index
        if signs[at]:
            is_stroke = told[at].char.text in STROKES and leaning(looks[at]) > LEANING
            if kinds[at] > limits.digit and margins[at] > limits.clear and not is_stroke:
                found[index] = str(claimed[at])
        elif margins[at] < limits.other:
            found[index] = str(others[at])
        elif kinds[at] < limits.letter or (
            margins[at] < 0 and kinds[at] < 0 and _is_broad(told[at].box)
        ):
            found[index] = UNKNOWN
    return found


def _is_broad(box: Box) -> bool:
    """Whether a box is as broad as hardly a digit's is, and an ideograph's may be."""
    return box[2] - box[0] > BROAD * (box[3] - box[1])


def _placed(line: Sequence[Char], page: Page, letters: Picture) -> Iterator[tuple[Char, Box]]:
    """The characters of a line and where each is looked for; none where none can be judged."""
    boxes = _boxes(line, page, letters)
    yield from zip(line, boxes, strict=True) if boxes else ()


def _boxes(line: Sequence[Char], page: Page, letters: Picture) -> list[Box]:
    """Where the characters of a line stand; nothing where they cannot be judged.

    pdfium's boxes, but for a font that the file does not hold: there they may lie beside the ink.
    They are then moved onto the ink of the whole line, which is done nowhere else, because a
    box that follows its ink sees less of a wrong glyph. pdfium may also squeeze or spread the face
    it takes instead until no digit keeps its shape (to three fifths, seen); other programs take
    other faces, so that what it looks like here is nobody's fault.
    """
    boxes = [char.box for char in line]
    if all(map(page.is_embedded, line)):
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
