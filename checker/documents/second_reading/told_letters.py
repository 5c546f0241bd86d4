"""Which printed signs may be digits that the text layer gives out as something else.

A sign that has the form of a digit, by its box alone, is looked at; hardly any ideograph is as
narrow, and points and commas are low.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.documents.second_reading.glyphs import DIGITS, fold, height

if TYPE_CHECKING:
    from checker.documents.pdf.characters import Char
    from checker.documents.pdf.pdfium import Page

# Letters that some face draws as it draws these digits: that they look like one says nothing.
ALIKE: Final = {
    "0": "OoQDCcUu",
    "1": "IiljJtTfLr",
    "2": "ZzR",
    "3": "EB",
    "4": "Ayq",
    "5": "Ss",
    "6": "GbCe",
    "7": "TYZzF",
    "8": "BSsga&",
    "9": "gqPp",
}
# Widths of boxes as shares of their heights, measured on the tuning half: 99.9 of 100 digits have
# 0.31 to 0.76, slanted ones included, an ideograph 0.98 in the middle, a bracket 0.48 and a stroke
# 0.56 at most. As narrow as those is a 1, which nothing would tell from them.
NARROWEST, WIDEST = 0.2, 0.85
BARS: Final = frozenset("()[]{}|/\\!<>《》〈〉「」『』【】〔〕丨‖")
WIDEST_BAR: Final = 0.58
LOWEST = 0.35  # of the height of its line: digits have 0.45 and more, a comma 0.2


def may_be_a_digit(char: Char, page: Page) -> bool:
    """Whether a sign that is told as none has a digit's box."""
    if char.text in DIGITS:
        return False
    high, wide = height(char), char.box[2] - char.box[0]
    narrowest = WIDEST_BAR if fold(char.text) in BARS else NARROWEST
    return narrowest * high < wide < WIDEST * high and high > LOWEST * page.line_height(char)


def is_alike(text: str, digit: str) -> bool:
    """Whether a sign is drawn like this digit by some face."""
    return fold(text) in ALIKE[digit]
