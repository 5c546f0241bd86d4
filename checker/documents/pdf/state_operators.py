"""A page's content without what sets how things are drawn, of which camelot asks nothing.

WPS sets colour, pen, state and clip anew for each piece of text and each line: of 34,000 tokens of
a report's content 12,000 are that, and playa takes a fourth of its time for them. Where things are
drawn, in which font, filled or stroked, is left as it is; so are all pages of programs that do not
write so, and whatever may hold these words as something else (strings, inline images, comments).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

BYTES = 250
"""For so many bytes of content WPS sets a state (``gs``) at least once: 150 in reports of its own;
LibreOffice, Chromium and Typst set none or five on a page, and gain nothing."""

_NUMBER = rb"[-+]?[.\d]+"
# A line each, with just the operands that it takes: what more stands before it is nobody's.
_OPERATOR = re.compile(
    rb"""[\r\n](?:
      /\w+ \x20 gs                                     # a state, of those that set no font
    | (?:%(n)s \x20){3} (?:rg | RG)                    # colours
    | %(n)s \x20 [gGwJjMi]                             # grey, pen, flatness
    | (?:%(n)s \x20){4} re \s+ W\*? (?= \s+ n \s)      # a clip: what is built before ends there too
    | q (?:[\r\n] /\w+ \x20 gs)?                      # a state kept while only paths are drawn
      ((?:[\r\n] (?: (?:%(n)s \x20){2} [ml] | (?:%(n)s \x20){4} re | [SsfFBb]\*? | h))+)
      [\r\n] Q
    )(?= \s)"""
    % {b"n": _NUMBER},
    re.VERBOSE,
)
_OTHERS = (b"(", b"BI", b"%")  # strings, inline images and comments may hold anything


def without_state(content: bytes) -> bytes:
    """Content that draws the same glyphs and paths at the same places."""
    if content.count(b" gs") * BYTES < len(content) or any(one in content for one in _OTHERS):
        return content
    return _OPERATOR.sub(rb"\1", content)


def lighten(page: Any) -> None:
    """Let playa interpret a page, one of its own, without these operators."""
    from playa.pdftypes import ContentStream

    if _sets_fonts(page.resources):
        return
    streams = list(page.streams)
    contents = [(stream.buffer, without_state(stream.buffer)) for stream in streams]
    if any(lighter is not content for content, lighter in contents):
        page._contents = [ContentStream({}, lighter) for _, lighter in contents]  # noqa: SLF001


def _sets_fonts(resources: Any) -> bool:
    """Whether a state of a page sets a font."""
    from playa.pdftypes import resolve1

    states = resolve1((resolve1(resources) or {}).get("ExtGState"))
    if not isinstance(states, dict):
        return False
    found: Iterable[Any] = map(resolve1, states.values())
    return any(isinstance(state, dict) and "Font" in state for state in found)
