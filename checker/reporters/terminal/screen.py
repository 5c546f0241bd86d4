"""Lines for a terminal: widths, wrapping, colours, and what the stream can encode.

The only place where rich draws. Everything that is printed passes through ``fit``, so nothing
in a report can reach the terminal as a control sequence or as markup.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from checker.i18n import translate
from checker.reporters.inert import inert, inert_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO, TypeAlias

    Piece: TypeAlias = str | tuple[str, str]

_PLAINER = str.maketrans(
    {
        "−": "-", "≠": "!=", "≤": "<=", "≥": ">=", "×": "x", "·": "-", "…": "...", "–": "-",
        "“": '"', "”": '"', "‘": "'", "’": "'", "«": "<", "»": ">", "✗": "x", "✓": "+",
        "─": "-", "↳": "->", "→": "=>", "，": ", ", "、": ", ", "；": "; ", "：": ": ", "。": ".",
        "（": " (", "）": ")", "「": "[", "」": "]", "〔": "[", "〕": "]", "《": "<", "》": ">",
    }
)  # fmt: skip

# A line may not begin with these, nor end with those.
_CLOSING = "，。；：、！？）》」』”’〕】％"
_OPENING = "（《「『“‘〔【"
_WIDE = (
    r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]"
)
# What stays on one line: an operand with its operator and number (+ 上年结转 0), a word, one
# Chinese character; each with the marks that cling to it.
_SIGN = "[-+−=≠≤≥<>×]"
_NUMBER = rf"{_SIGN}?\d[\d.]*"
_PIECES = re.compile(
    rf"{_SIGN} {_NUMBER}[{_CLOSING}]*"  # = 60
    rf"|{_SIGN} [^+=,{_CLOSING}{_OPENING}]{{1,30}}? {_NUMBER}[{_CLOSING}]*"  # + 上年结转 0，
    rf"|(?:{_SIGN} )?[{_OPENING}]*"
    rf"(?:[^\s{_CLOSING}{_OPENING}]{{1,14}} {_NUMBER}|\d[\d.]*"  # 新收 60
    rf"|[!-~\u00a1-\u024f]+|[^\s{_CLOSING}{_OPENING}])?[{_CLOSING}]*|\s+|."
)


class Screen:
    """A stream with a width, colours if wanted, and an encoding that may be poor."""

    def __init__(self, stream: TextIO, width: int, *, color: bool, lang: str) -> None:
        self.width = width
        difference = re.escape(translate("relation.difference", lang, difference=""))
        self._gap = re.compile(rf"[≠≤≥<>](?= )|{difference}{_SIGN}?\d[\d.]*")
        self._encoding = getattr(stream, "encoding", None) or "utf-8"
        # Everything that rich would make of text is off: markup, emoji, highlights are for
        # programs' own words, and these are a stranger's.
        self._console = Console(
            file=stream,
            width=width,
            color_system="standard" if color else None,
            force_terminal=color,
            no_color=not color,
            markup=False,
            emoji=False,
            highlight=False,
            legacy_windows=False,
        )

    def fit(self, text: str) -> str:
        """The text as this stream can show it: inert, and with plainer signs if it must be."""
        text = inert(text)
        if self._encodes(text):
            return text
        fitted = "".join(c if self._encodes(c) else c.translate(_PLAINER) for c in text)
        return fitted.encode(self._encoding, "backslashreplace").decode(self._encoding)

    def line(self, *pieces: Piece) -> None:
        """Print one line as it is; pieces are text, or text with a style."""
        line = Text()
        for piece in pieces:
            text, style = (piece, "") if isinstance(piece, str) else piece
            line.append(self.fit(text), style)
        plain = inert_line(line.plain)
        # Without its styles then: the offsets of the pieces are those of the line as it was.
        if plain != line.plain:
            line = Text(plain)
        line.rstrip()
        self._console.print(line, no_wrap=True, overflow="ignore", crop=False)

    def paragraph(
        self, text: str, *, indent: int, hang: int = 0, style: str = "", gap_style: str = ""
    ) -> None:
        """Print text wrapped to the width; ``hang`` indents all lines but the first.

        ``gap_style`` is for the sign that does not hold and for the difference.
        """
        for number, line in enumerate(self.wrapped(text, self.width - indent - hang, hang)):
            pieces: list[Piece] = [" " * (indent + (hang if number else 0))]
            start = 0
            for match in self._gap.finditer(line) if gap_style else ():
                pieces += [(line[start : match.start()], style), (match[0], gap_style)]
                start = match.end()
            self.line(*pieces, (line[start:], style))

    def wrapped(self, text: str, width: int, first_extra: int = 0) -> Iterator[str]:
        """Break text into lines of at most ``width`` columns.

        Numbers and words are never broken, nor a label from its number; a piece longer than
        the line stands on a line of its own. The first line may be ``first_extra`` longer.
        """
        line, room = "", width + first_extra
        # Fitted before it is measured: a sign that the stream lacks may be written in two.
        for piece in _PIECES.findall(self.fit(text)):
            if line and cell_len(line + piece.rstrip()) > room:
                yield line.rstrip()
                line, room = "", width
                if piece.isspace():
                    continue
            line += piece
        if line.strip():
            yield line.rstrip()

    def _encodes(self, text: str) -> bool:
        try:
            text.encode(self._encoding)
        except UnicodeEncodeError:
            return False
        return True


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Text filled with spaces to a number of columns."""
    fill = " " * (width - cell_len(text))
    return fill + text if right else text + fill
