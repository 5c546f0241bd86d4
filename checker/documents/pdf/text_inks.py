"""The inks that characters are laid down with, as the file says."""

from __future__ import annotations

import ctypes
from typing import Any

from pypdfium2 import raw

from checker.documents.picture import DARK

# Render modes of text, PDF 32000-1, table 106.
FILLED, STROKED, FILLED_AND_STROKED = 0, frozenset({1, 5}), frozenset({2, 6})
INVISIBLE_MODES = frozenset({3, 7})  # neither filled nor stroked; clip only
CLEAR = 40  # of 255: a fill with less alpha leaves no ink worth reading


def has_no_ink(text: Any, index: int) -> bool:
    """Whether a character of a text page is laid down without ink.

    Its mode is 3 or 7, or its fill is clear: that is so of all its text object.
    """
    holder = raw.FPDFText_GetTextObject(text, index)
    mode = raw.FPDFTextObj_GetTextRenderMode(holder) if holder else FILLED
    if mode in INVISIBLE_MODES:
        return True
    inks = [raw.FPDFText_GetFillColor] * (mode not in STROKED) + [raw.FPDFText_GetStrokeColor] * (
        mode in STROKED | FILLED_AND_STROKED
    )
    colours = [ctypes.c_uint() for _ in range(4)]
    return all(ink(text, index, *colours) and colours[3].value < CLEAR for ink in inks)


def is_pale(text: Any, index: int) -> bool:
    """Whether a character's own colour is too light for print."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFText_GetFillColor(text, index, red, green, blue, alpha):
        return False
    solid = (red.value * 299 + green.value * 587 + blue.value * 114) // 1000
    return (255 - solid) * alpha.value // 255 < DARK
