"""Whether the signs of a number are drawn as what the text layer says: points, commas, dashes.

Digits are looked at by their shape (``shape_check``); a point or a dash has hardly one, but it has
a size and a place. A font that lies gives out the point of 887380.57 as “, as ／ or as 年, a dash
as +, a plus as a point; each of these changes a number or what is said of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.documents.second_reading.glyphs import DIGITS, height
from checker.documents.second_reading.told_letters import DASHES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.documents.pdf.characters import Char

# Shares of the digits' height, as a sign's ink stands on the line of the digits. In the figures of
# the tuning half points are 0.23 wide and high at most, commas 0.46 high, dashes 0.19, a plus 0.62
# or more.
POINT, COMMA, DASH, PLUS = 0.45, 0.75, 0.4, 0.4
LOW = 0.5
"""A point ends below it, quotes hang above; a full-width one hangs there too in regular script."""
SMALL, FLAT, LONG = 0.3, 0.18, 0.25
"""What is as small as a point at the foot of the line, or as flat and as long as a dash."""
_POINTS, _COMMAS = frozenset(".．"), frozenset(",，")
_PLUSES = frozenset("+＋")
_DOTS = _POINTS | _COMMAS | frozenset("、。·・•…⋯‥:：;；'’‘`")
_BARS = DASHES | frozenset("一_＿~～…⋯=＝ー")


def has_misdrawn_sign(chars: Sequence[Char], is_embedded: Callable[[Char], bool]) -> bool:
    """Whether a sign beside digits is drawn as another one; ``chars`` are those of one cell.

    Another face than the file's own may draw its signs otherwise.
    """
    digits = [char for char in chars if char.text in DIGITS]
    tall = max(map(height, digits), default=0.0)
    if tall <= 0:
        return False
    return any(
        _is_misdrawn(char, tall) and is_embedded(char)
        for char in chars
        if char.text not in DIGITS and height(char) > 0
    )


def _is_misdrawn(char: Char, tall: float) -> bool:
    """Whether a sign has another size or place than its kind, or the size and place of a point."""
    left, bottom, right, top = char.box
    wide, high = (right - left) / tall, (top - bottom) / tall
    below, above = (bottom - char.foot) / tall, (top - char.foot) / tall
    text = char.text
    if high <= FLAT and wide >= LONG and wide > 2 * high and below > 0:  # as a dash is
        return text not in _BARS
    if text in _POINTS:
        return wide > POINT or high > POINT or (above > LOW and text == ".")
    if text in _COMMAS:
        return wide > COMMA or high > COMMA
    if text in DASHES:
        return high > DASH
    if text in _PLUSES:
        return wide < PLUS or high < PLUS
    return wide <= SMALL and high <= SMALL and above <= LOW and text not in _DOTS
