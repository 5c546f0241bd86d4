"""The inks that characters are laid down with, as the file says."""

from __future__ import annotations

import ctypes

from pypdfium2 import raw

from checker.documents.pdf.bare_calls import bare
from checker.documents.picture import DARK

# Render modes of text, PDF 32000-1, table 106.
FILLED, STROKED, FILLED_AND_STROKED = 0, frozenset({1, 5}), frozenset({2, 6})
INVISIBLE_MODES = frozenset({3, 7})  # neither filled nor stroked; clip only
CLEAR = 40  # of 255: a fill with less alpha leaves no ink worth reading

_get_object = bare(raw.FPDFText_GetTextObject)
_get_mode = bare(raw.FPDFTextObj_GetTextRenderMode)
_get_fill, _get_stroke = bare(raw.FPDFText_GetFillColor), bare(raw.FPDFText_GetStrokeColor)


def has_no_ink(text: int, index: int) -> bool:
    """Whether a character of a text page, by its address, is laid down without ink.

    Its mode is 3 or 7, or its fill is clear: that is so of all its text object.
    """
    holder = _get_object(text, index)
    mode = _get_mode(holder) if holder else FILLED
    if mode in INVISIBLE_MODES:
        return True
    inks = [_get_fill] * (mode not in STROKED) + [_get_stroke] * (
        mode in STROKED or mode in FILLED_AND_STROKED
    )
    colours = [ctypes.c_uint() for _ in range(4)]
    return all(ink(text, index, *colours) and colours[3].value < CLEAR for ink in inks)


def is_pale(text: int, index: int) -> bool:
    """Whether a character's own colour is too light for print."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not _get_fill(text, index, red, green, blue, alpha):
        return False
    solid = (red.value * 299 + green.value * 587 + blue.value * 114) // 1000
    return (255 - solid) * alpha.value // 255 < DARK
