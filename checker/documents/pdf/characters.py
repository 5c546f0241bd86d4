"""A printed character, as every reader of a page knows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.model import Box


@dataclass(frozen=True, slots=True)
class Char:
    """One printed character in the upright frame; ``level`` tells that it runs with the text.

    ``slanted`` is one whose line is at no quarter turn to the text's: a watermark's.
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
