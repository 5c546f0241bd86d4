"""What one cell shows, as its pieces of text come, and why it may not be read for sure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from checker.model import Doubt

REPLACEMENT = "\ufffd"
"""What stands in a text for bytes that are no letter, or a sign that is none; in doubt."""
_APART = re.compile(
    r"\d[,.]?\s+[-+\u2212,.]?\d"
)  # figures with room between them: two numbers, or one
_BARE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\\s]")
_END = "\n"


def shown_text(text: str) -> str:
    """Text without what has no ink (zero-width letters), spaces at line ends and double spaces."""
    inked = "".join(char for char in text if char == _END or unicodedata.category(char) != "Cf")
    lines = (" ".join(line.split()) for line in inked.split(_END))
    return _END.join(line for line in lines if line)


def bare(text: str) -> str:
    """Text without white space and without letters that leave no ink: what two readings share."""
    return _BARE.sub("", text)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a piece of text shows.

    ``in_word`` is what may be seen or not: hidden in Word only, pale as the paper, piled; ``faint``
    is what is seen where all of the figure is so.
    ``dropped`` is what an editor took out and nobody has yet agreed to, ``added`` what was put in.
    """

    hidden: bool = False
    struck: bool = False
    in_word: bool = False
    raised: bool = False
    moved: bool = False
    faint: bool = False
    dropped: bool = False
    added: bool = False


@dataclass(slots=True)
class CellText:
    """A cell as its pieces of text come: ``text``, ``mark`` and ``doubt`` say what they make."""

    tables: int = 0
    pictures: int = 0
    holds_figures: bool = False
    uncalculated: bool = False
    _shown: list[str] = field(default_factory=list)
    _raised: list[str] = field(default_factory=list)
    _hidden: list[str] = field(default_factory=list)
    _struck: list[str] = field(default_factory=list)
    _moved: list[str] = field(default_factory=list)
    _tracked: list[str] = field(default_factory=list)
    _faint: list[str] = field(default_factory=list)
    _strong: list[str] = field(default_factory=list)

    def add(self, text: str, manner: Manner) -> None:
        """A piece of the cell's text, with how it shows."""
        if manner.moved:
            self._moved.append(text)
        if manner.added or manner.dropped:
            self._tracked.append(text)
        if manner.dropped:
            return
        if manner.hidden:
            self._hidden.append(text)
        elif manner.struck:
            self._struck.append(text)
        elif manner.raised and _has_digit(self._shown):
            self._raised.append(text)
        else:
            if manner.in_word:
                self._hidden.append(text)
            self._shown.append(text)
            (self._faint if manner.faint else self._strong).append(text)

    def note(self, number: str) -> None:
        """The mark of a footnote, which is no part of the cell's text."""
        self._raised.append(number)

    def end_line(self) -> None:
        """What comes next stands on a line of its own."""
        if self._shown and self._shown[-1] != _END:
            self._shown.append(_END)

    @property
    def text(self) -> str:
        """What the cell shows, a footnote mark aside."""
        return shown_text("".join(self._shown))

    @property
    def mark(self) -> str:
        """What stands raised behind its figure."""
        return shown_text("".join(self._raised))

    @property
    def doubt(self) -> Doubt | None:
        """A figure that is struck, hidden, unsettled or beside what is read makes it doubtful."""
        text = self.text
        reasons = (
            (_has_digit(self._tracked), Doubt.TRACKED_CHANGE),
            (_has_digit(self._struck), Doubt.STRUCK_OUT),
            (_has_digit(self._hidden), Doubt.HIDDEN_TEXT),
            (_has_digit(self._faint) and _has_digit(self._strong), Doubt.HIDDEN_TEXT),
            (self.uncalculated, Doubt.NOT_CALCULATED),
            (REPLACEMENT in text, Doubt.ENCODING_BROKEN),
            (bool(self.pictures), Doubt.UNREAD_INK),
            (self.holds_figures or _has_digit(self._moved), Doubt.UNCERTAIN_PLACE),
            (_APART.search(text) is not None, Doubt.TWO_NUMBERS),
        )
        return next((doubt for holds, doubt in reasons if holds), None)


def _has_digit(pieces: list[str]) -> bool:
    return any(char.isdigit() for piece in pieces for char in piece)
