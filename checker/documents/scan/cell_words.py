"""What is made of the words in a cell: labels and heads, which no second reader reads."""

from __future__ import annotations

from typing import Final

from checker.model import Doubt

_WORDS: Final = 2  # ideographs: no figure has as many
_LABEL: Final = 4  # of them: a label has as many; fewer may be a seal's strokes


def doubt_of_words(doubt: Doubt | None, text: str) -> Doubt:
    """Why words are not sure: that they fill their cell from rule to rule is no figure cut in two.

    Of a figure that is, the other part is in a cell of its own, which says so.
    """
    if doubt is Doubt.STRADDLES_RULE and sum(map(_is_ideograph, text)) >= _WORDS:
        return Doubt.UNCONFIRMED
    return doubt or Doubt.UNCONFIRMED


def _is_ideograph(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def without_strays(text: str) -> str:
    """A label without Latin letters, which no label has: strokes of a seal are read as some."""
    if sum(map(_is_ideograph, text)) < _LABEL:
        return text
    return "".join(char for char in text if not (char.isascii() and char.isalpha()))
