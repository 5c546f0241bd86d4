"""Lines for a terminal: widths, wrapping, colours, and what the stream can encode.

The only place where rich draws. Everything that is printed passes through ``fit``, so nothing
in a report can reach the terminal as a control sequence or as markup.
"""

from __future__ import annotations

import codecs
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.segment import Segment, Segments
from rich.style import Style

from checker.i18n import translate
from checker.reporters.inert import inert, inert_line
from checker.reporters.terminal.widths import is_sum, width_of, width_of_part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
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

_AT_ONCE = 2000
"""Pieces of lines that are gathered at most: some pages."""


class Screen:
    """A stream with a width, colours if wanted, and an encoding that may be poor."""

    def __init__(self, stream: TextIO, width: int, *, color: bool, lang: str) -> None:
        self.width = width
        difference = re.escape(translate("relation.difference", lang, difference=""))
        self._gap = re.compile(rf"[≠≤≥<>](?= )|{difference}{_SIGN}?\d[\d.]*")
        self._encoding = getattr(stream, "encoding", None) or "utf-8"
        # Asked of every piece of text; what is inert has nothing that this one cannot write.
        self._encodes_all = codecs.lookup(self._encoding).name == "utf-8"
        self._color = color
        self._gathered: list[Segment] | None = None
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

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """Print the lines of a page at once, in the end: a print of rich takes 0.1 to 0.3 ms."""
        if self._gathered is not None:  # within another one
            yield
            return
        self._gathered = []
        try:
            yield
        finally:
            lines, self._gathered = self._gathered, None
            self._print(lines)

    def fit(self, text: str) -> str:
        """The text as this stream can show it: inert, and with plainer signs if it must be."""
        text = inert(text)
        if self._encodes_all or self._encodes(text):
            return text
        fitted = "".join(c if self._encodes(c) else c.translate(_PLAINER) for c in text)
        return fitted.encode(self._encoding, "backslashreplace").decode(self._encoding)

    def line(self, *pieces: Piece) -> None:
        """Print one line as it is; pieces are text, or text with a style."""
        fit = self.fit
        self._line(
            [
                (fit(piece), "") if isinstance(piece, str) else (fit(piece[0]), piece[1])
                for piece in pieces
            ]
        )

    def _line(self, pieces: Sequence[tuple[str, str]]) -> None:
        """Print one line of pieces that fit."""
        plain = "".join([text for text, _ in pieces])
        safe = inert_line(plain)
        # Without its styles then: the places of the pieces are those of the line as it was.
        if safe != plain or not self._color:
            line = [Segment(safe.rstrip() + "\n")]
        else:
            line = self._styled(pieces, len(plain.rstrip()))
        if self._gathered is None:
            self._print(line)
            return
        self._gathered += line
        if len(self._gathered) >= _AT_ONCE:  # of a large run
            lines, self._gathered = self._gathered, []
            self._print(lines)

    def _styled(self, pieces: Sequence[tuple[str, str]], length: int) -> list[Segment]:
        """The first so many characters of a line, in colours."""
        line = []
        for text, style in pieces:
            shown = text[:length]
            length -= len(shown)
            if shown:
                line.append(Segment(shown, self._style(style) if style else None))
        return [*line, Segment.line()]

    def _style(self, name: str) -> Style:
        return self._console.get_style(name, default=Style.null())

    def _print(self, lines: Sequence[Segment]) -> None:
        if lines:
            self._console.print(Segments(lines), no_wrap=True, overflow="ignore", crop=False)

    def paragraph(
        self, text: str, *, indent: int, hang: int = 0, style: str = "", gap_style: str = ""
    ) -> None:
        """Print text wrapped to the width; ``hang`` indents all lines but the first.

        ``gap_style`` is for the sign that does not hold and for the difference.
        """
        for number, line in enumerate(self.wrapped(text, self.width - indent - hang, hang)):
            pieces = [(" " * (indent + (hang if number else 0)), "")]
            start = 0
            for match in self._gap.finditer(line) if gap_style else ():
                pieces += [(line[start : match.start()], style), (match[0], gap_style)]
                start = match.end()
            self._line([*pieces, (line[start:], style)])

    def wrapped(self, text: str, width: int, first_extra: int = 0) -> Iterator[str]:
        """Break text into lines of at most ``width`` columns.

        Numbers and words are never broken, nor a label from its number; a piece longer than
        the line stands on a line of its own. The first line may be ``first_extra`` longer.
        """
        # Fitted before it is measured: a sign that the stream lacks may be written in two.
        text = self.fit(text)
        room = width + first_extra
        # Most texts are of one line.
        if width_of(text) <= room:
            if text.strip():
                yield text.rstrip()
            return
        is_added_up = is_sum(text)
        line, taken = "", 0  # so many columns
        for piece in _PIECES.findall(text):
            bare = piece.rstrip()
            own = width_of_part(bare)
            if line and (taken + own if is_added_up else width_of(line + bare)) > room:
                yield line.rstrip()
                line, taken, room = "", 0, width
                if piece.isspace():
                    continue
            line += piece
            taken += own if bare == piece else width_of_part(piece)
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
    fill = " " * (width - width_of(text))
    return fill + text if right else text + fill
