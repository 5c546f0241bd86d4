"""What one cell of a web page shows, and why it may not be read for sure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from checker.documents.web.encoding import REPLACEMENT
from checker.documents.web.table_model import PrintedCell
from checker.model import Doubt

_APART = re.compile(r"\d[,.]?\s+[,.]?\d")  # figures with room between them: two numbers, or one
_END = "\n"


def shown_text(text: str) -> str:
    """Text without what has no ink (zero-width letters), spaces at line ends and double spaces."""
    inked = "".join(char for char in text if char == _END or unicodedata.category(char) != "Cf")
    lines = (" ".join(line.split()) for line in inked.split(_END))
    return _END.join(line for line in lines if line)


@dataclass(slots=True)
class CellText:
    """A cell as its pieces of text come; ``printed`` gives what they make."""

    path: str
    rows: int = 1
    columns: int = 1
    tables: int = 0
    pictures: int = 0
    holds_figures: bool = False
    _shown: list[str] = field(default_factory=list)
    _raised: list[str] = field(default_factory=list)
    _hidden: list[str] = field(default_factory=list)
    _struck: list[str] = field(default_factory=list)
    _moved: list[str] = field(default_factory=list)

    def add(
        self, text: str, *, hidden: bool, struck: bool, in_word: bool, raised: bool, moved: bool
    ) -> None:
        """A piece of the cell's text, with how it shows.

        ``in_word`` is what may be seen or not: hidden in Word only, or as pale as the paper.
        """
        if moved:
            self._moved.append(text)
        if hidden:
            self._hidden.append(text)
        elif struck:
            self._struck.append(text)
        elif raised and any(char.isdigit() for char in "".join(self._shown)):
            self._raised.append(text)
        else:
            if in_word:
                self._hidden.append(text)
            self._shown.append(text)

    def end_line(self) -> None:
        """What comes next stands on a line of its own."""
        if self._shown and self._shown[-1] != _END:
            self._shown.append(_END)

    def printed(self) -> PrintedCell:
        """The cell: its text, its footnote mark, its doubt."""
        text = shown_text("".join(self._shown))
        mark = shown_text("".join(self._raised))
        return PrintedCell(self.path, text, mark, self.rows, self.columns, self._doubt(text))

    def _doubt(self, text: str) -> Doubt | None:
        """A figure that is struck, hidden or drawn beside what is read makes it doubtful."""
        if _has_digit(self._struck):
            return Doubt.STRUCK_OUT
        if _has_digit(self._hidden):
            return Doubt.HIDDEN_TEXT
        if REPLACEMENT in text:
            return Doubt.ENCODING_BROKEN
        if self.pictures:
            return Doubt.UNREAD_INK
        if self.holds_figures or _has_digit(self._moved):
            return Doubt.UNCERTAIN_PLACE
        return Doubt.TWO_NUMBERS if _APART.search(text) else None


def _has_digit(pieces: list[str]) -> bool:
    return any(char.isdigit() for piece in pieces for char in piece)
