"""Which printed signs may be digits that the text layer gives out as something else.

A sign that has the form of a digit, by its box alone, is looked at where it may be of a figure:
where a cell begins with such signs and goes on with a unit or a note at most. In the middle of a
label an ideograph may be as narrow (费 in some faces) and is none.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Final

from checker.documents.second_reading.glyphs import DIGITS, SEPARATORS, fold, height, in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.pdf.characters import Char
    from checker.documents.pdf.pdfium import Page

# Signs that some face draws as it draws these digits: that they look like one says nothing.
ALIKE: Final = {
    "0": "OoQDCcUu",
    "1": "IiljJtTfLr()[]{}|\\!<>《》〈〉「」『』【】〔〕丨‖",
    "2": "ZzR?",
    "3": "EB",
    "4": "Ayq",
    "5": "Ss",
    "6": "GbCe",
    "7": "TYZzF?)]}\\>》〉】〕",
    "8": "BSsga&",
    "9": "gqPp?)",
}
BRACKETS: Final = {
    one: pair[1 - at]
    for pair in ("()", "[]", "{}", "<>", "《》", "〈〉", "「」", "『』", "【】", "〔〕")
    for at, one in enumerate(pair)
}
"""Each with the one that it stands in a pair with."""
STROKES: Final = frozenset("/／")
"""Signs that lean as a 1 does not: one that stands upright is a 1 that is given out as a stroke."""
# Widths of boxes as shares of their heights, measured on the tuning half: 99.9 of 100 digits have
# 0.31 to 0.76, slanted ones included; an ideograph has 0.98 in the middle.
NARROWEST, WIDEST = 0.2, 0.85
LOWEST: Final = 0.35  # of the height of its line: digits have 0.45 and more, a comma 0.2
UNIT: Final = 2  # letters behind a figure: 件, 万元
FLAT: Final = 0.2  # of the height of its line: a dash is no higher, and broader; no letter is
NO_GLYPH: Final = 0.1  # points: a glyph without outlines has a box of 0.01
NO_DASH: Final = ((0.4, 2.0), (0.2, 1.5))
"""Of the height of its line: where a sign is so high, a dash is so many times broader than high.
None was seen higher than 0.16, or less than 2.07 times as broad."""
NO_STROKE: Final = 0.33  # of the height of its line: no / is as low (0.49 seen)
LOW: Final = 0.42  # of the height of its line: of digits whose font claims no more, none is as low
HALF: Final = 0.6  # of the page's usual digits: those of a note are higher, a point is not
BROADEST: Final = 1.1  # of its height: no digit is broader (a 4 with 0.94 was seen)
DASHES: Final = frozenset("-−－—–‐‑‒―")
NOTHING: Final = frozenset("无⽆無")
NARROW_WORD: Final = 0.65
"""Of its advance that 无 is wide at least: 0.79 to 0.92 in 225 files; an o there has 0.45."""
FLAT_LETTERS: Final = frozenset("一ー丶⼀")


def may_be_a_digit(char: Char, page: Page) -> bool:
    """Whether a sign that is told as none has a digit's box."""
    if char.text in DIGITS:
        return False
    high, wide = height(char), char.box[2] - char.box[0]
    return NARROWEST * high < wide < WIDEST * high and high > LOWEST * page.line_height(char)


def may_be_a_figure(chars: Sequence[Char], page: Page) -> bool:
    """Whether a cell's signs may all be those of a figure, but for a unit or a note behind it."""
    ordered = in_order(chars)
    figure = list(
        takewhile(
            lambda char: char.text in DIGITS | SEPARATORS or may_be_a_digit(char, page), ordered
        )
    )
    behind = ordered[len(figure) :]
    return bool(figure) and (len(behind) <= UNIT or behind[0].text in "(（")


def is_no_letter(char: Char, page: Page) -> bool:
    """Whether what is told as a letter or a digit is drawn as a dash."""
    wide, high = char.box[2] - char.box[0], height(char)
    return (
        high < wide  # hardly any digit: its font need not be asked
        and char.text.isalnum()
        and char.text not in FLAT_LETTERS
        and NO_GLYPH < high < FLAT * page.line_height(char) < wide
    )


def is_no_dash(char: Char, page: Page) -> bool:
    """Whether what is told as a dash is drawn as a letter: a 无 that is given out as one."""
    if char.text not in DASHES or not page.is_embedded(char):
        return False
    wide, high, line = char.box[2] - char.box[0], height(char), page.line_height(char)
    return any(high > least * line and wide < times * high for least, times in NO_DASH)


def is_no_nothing(char: Char, page: Page) -> bool:
    """Whether what is told as 无 is drawn as something narrow: an o, which is taken for a zero."""
    if char.text not in NOTHING or not page.is_embedded(char):
        return False
    left, right = page.advance(char)
    return char.box[2] - char.box[0] < NARROW_WORD * (right - left)


def is_no_digit(char: Char, page: Page) -> bool:
    """Whether what is told as a digit is too low or too broad for one: a point, a dash, 常.

    Too low for its line alone it is not: there are fonts that claim three times the line they need.
    """
    wide, high = char.box[2] - char.box[0], height(char)
    is_other = wide > BROADEST * high or (
        high < LOW * page.line_height(char) and high < HALF * page.digit_height
    )
    return high > NO_GLYPH and is_other and page.is_embedded(char)


def is_no_stroke(char: Char, page: Page) -> bool:
    """Whether what is told as a stroke is too low for one: a quotation mark."""
    high = height(char)
    return (
        char.text in STROKES
        and NO_GLYPH < high < NO_STROKE * page.line_height(char)
        and high < HALF * page.digit_height
        and page.is_embedded(char)
    )


def is_alike(text: str, digit: str) -> bool:
    """Whether a sign is drawn like this digit by some face."""
    return fold(text) in ALIKE[digit]


def is_stray(char: Char, line: Sequence[Char]) -> bool:
    """Whether a bracket stands beside digits without the other of its pair: 》42 for 742."""
    told = [fold(one.text) for one in line]
    own = fold(char.text)
    other = BRACKETS.get(own)
    return other is not None and told.count(own) > told.count(other) and not DIGITS.isdisjoint(told)
