"""A page's text line by line, from its characters in the upright frame.

pdfium breaks and orders lines as the page stands in the file: on a page that is turned it reads
words from right to left, it runs a heading on behind the line before it, and it begins with the
letters of a watermark. Its sequence is kept from line to line (it is that of the file: columns
stay whole, a label stands before its figures); what is on one baseline is put in order anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.documents.pdf.pdfium import Char

SAME_LINE = 0.45  # of the tallest character: what a raised mark is off the baseline at most
WORD_GAP = 0.35  # of the tallest character: wider than between letters of one word


def text_of(chars: Iterable[Char]) -> str:
    """The characters as lines, each from left to right.

    What runs aslant is no line of the text, unless most of the page does.
    """
    every = list(chars)
    straight = [char for char in every if not char.slanted]
    if 2 * len(straight) < len(every):
        straight = every
    return "\n".join(map(_words, _lines(straight)))


def _lines(chars: Iterable[Char]) -> Iterator[list[Char]]:
    """Characters that follow on one another on one baseline, or across the text."""
    line: list[Char] = []
    height = 0.0
    for char in chars:
        high = max(height, char.box[3] - char.box[1])
        if line and (
            char.level != line[0].level
            or (char.level and abs(char.foot - line[0].foot) > SAME_LINE * high)
        ):
            yield line
            line, high = [], char.box[3] - char.box[1]
        line.append(char)
        height = high
    if line:
        yield line


def _words(line: Sequence[Char]) -> str:
    """A line's characters from left to right, a space where words are apart."""
    if not line[0].level:
        return "".join(char.text for char in line)
    words = ""
    end: float | None = None
    gap = WORD_GAP * max(char.box[3] - char.box[1] for char in line)
    for char in sorted(line, key=lambda one: one.box[0]):
        if end is not None and char.box[0] - end > gap:
            words += " "
        words += char.text
        end = char.box[2] if end is None else max(end, char.box[2])
    return words
