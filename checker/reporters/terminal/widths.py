"""How many columns of a terminal a text takes: what rich says, asked once for each character."""

from __future__ import annotations

from rich.cells import cell_len

_SELECTOR, _JOINER = "\ufe0f", "\u200d"
"""The signs that change how wide the one before them is: rich looks at a text with them whole."""
_KNOWN = 20_000  # characters; the Chinese ones that reports print are some 3,000


class _Widths(dict[str, int]):
    """The width of each character that was asked for."""

    def __missing__(self, char: str) -> int:
        width = cell_len(char)
        if len(self) < _KNOWN:
            self[char] = width
        return width


_of_char = _Widths().__getitem__


def width_of(text: str) -> int:
    """The columns of a text, as rich counts them.

    rich keeps whole texts, of which a run has ever new ones: of each it asked a table for every
    character, a fifth of the time that the text output took.
    """
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_of_char, text)) if is_sum(text) else cell_len(text)


def is_sum(text: str) -> bool:
    """Whether each part of a text is as wide alone as it is within."""
    return _SELECTOR not in text and _JOINER not in text


def width_of_part(part: str) -> int:
    """The columns of a part of a text that is their sum (``is_sum``)."""
    return sum(map(_of_char, part)) if len(part) != 1 else _of_char(part)
