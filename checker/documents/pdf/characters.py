"""A printed character, as every reader of a page knows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from checker.documents.geometry import Frame
    from checker.model import Box


@dataclass(slots=True, eq=False)
class Char:
    """One printed character in the upright frame; ``level`` tells that it runs with the text.

    ``slanted`` is one whose line is at no quarter turn to the text's: a watermark's.
    A report has 2,000; a tuple with names is made and compared in a third of the time of a frozen
    dataclass.
    """

    text: str
    box: Box
    foot: float  # y of the baseline
    level: bool
    index: int  # position in pdfium's text page
    slanted: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of its box."""
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


class PrintedPage(Protocol):
    """A page by its print alone: what is known of it whether it is text or was read off a scan."""

    @property
    def chars(self) -> tuple[Char, ...]:
        """Every printed character, white space left out."""

    @property
    def frame(self) -> Frame:
        """The page's upright frame."""

    @property
    def number(self) -> int:
        """The page's number in its document, from 1."""

    def advance(self, char: Char) -> tuple[float, float]:
        """From where to where a character takes its line (upright x)."""
