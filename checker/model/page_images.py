"""What an output may ask of the original files: pictures of pages, a copy with notes.

Values and a protocol only. The files are untrusted, so the work is done in a reading process
(``isolation.show``), which ``isolation.page_images`` asks; a box is in user space, as everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Box, Place

PRINT_DPI = 150
SCREEN_DPI = 110


@dataclass(frozen=True, slots=True)
class View:
    """A part of a page to be shown upright: ``box``, or the whole page as printed.

    ``marks`` are boxes whose places in the picture are wanted too. ``loose`` are points at the
    top of the box that may be left out as far as there is a rule in them: where a table begins
    can only be guessed from its cells.
    """

    page: int
    box: Box | None = None
    dpi: int = SCREEN_DPI
    marks: tuple[Box, ...] = ()
    loose: float = 0.0


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture in grey (PNG): its size in points, and each mark in it.

    A mark is left, top, right, bottom in shares of the picture, from its top left corner.
    """

    png: bytes
    width: float
    height: float
    marks: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered note on the boxes of one page, or on places; ``severity`` chooses their line."""

    number: str
    page: int
    boxes: tuple[Box, ...]
    text: str
    severity: str = "error"
    places: tuple[Place, ...] = ()
    """What it is about in a file without pages, which then has neither ``page`` nor ``boxes``."""


class Originals(Protocol):
    """Asks for a file by the path that its report shows."""

    def pictures(self, path: str, views: Sequence[View]) -> tuple[PagePicture, ...]:
        """One picture for each view; none at all when the pages cannot be shown."""

    def annotated(self, path: str, sha256: str, notes: Sequence[Note]) -> bytes:
        """The file with notes added behind its own bytes; ``DocumentError`` if it cannot be."""
