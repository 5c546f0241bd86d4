"""Which printed signs may be digits that the text layer gives out as something else.

A sign that has the form of a digit, by its box alone, is looked at; hardly any ideograph is as
narrow, and points and commas are low. Of the 190,000 signs that the tables of the tuning half
print besides digits it leaves a fiftieth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.documents.second_reading.glyphs import DIGITS, fold, height

if TYPE_CHECKING:
    from checker.documents.pdf.characters import Char
    from checker.documents.pdf.pdfium import Page

# Letters that some face draws as it draws a digit, and signs as high and narrow as a 1: what they
# look like says nothing of what they are.
DIGIT_LIKE: Final = frozenset("OoQDIiljJTtBbSsZzGgqLyY|丨〇○()[]{}/\\!?《》<>〔〕「」【】‖")
# Width of a digit's box as a share of its height: 99.9 of 100 digits of the tuning half have 0.31
# to 0.76, turned and slanted ones included; an ideograph has 0.98 in the middle.
NARROWEST, WIDEST = 0.2, 0.85
LOWEST = 0.35  # of the height of its line: digits have 0.45 and more, a comma 0.2, a colon 0.35


def may_be_a_digit(char: Char, page: Page) -> bool:
    """Whether a sign that is told as none has a digit's box."""
    if char.text in DIGITS or fold(char.text) in DIGIT_LIKE:
        return False
    high = height(char)
    wide = char.box[2] - char.box[0]
    return NARROWEST * high < wide < WIDEST * high and high > LOWEST * page.line_height(char)
