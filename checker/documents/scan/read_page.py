"""What was read of a picture of a page: tables cell by cell, and lines of print."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.documents.scan import line_reader

if TYPE_CHECKING:
    from checker.documents.scan.inked import PixelBox
    from checker.documents.scan.ruled_grids import RuledCell, RuledGrid
    from checker.model import Box, Doubt


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell as read; ``box`` is what it covers in the picture (left, top, right, bottom)."""

    ruled: RuledCell
    box: Box
    text: str
    doubt: Doubt | None = None
    readings: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    confidence: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class ReadGrid:
    """A table as read.

    ``strays`` are figures of the page that stand in no row of a table without lines, in pixels of
    the straight page.
    """

    ruled: RuledGrid
    cells: tuple[ReadCell, ...]
    strays: tuple[PixelBox, ...] = ()


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of print: its text and where it is in the picture."""

    text: str
    box: Box
    confidence: Decimal
    readers: tuple[str, ...] = (line_reader.NAME,)


@dataclass(frozen=True, slots=True)
class ReadPage:
    """All that was read of a page: its tables, and its text from top to bottom."""

    size: tuple[int, int]  # of the straight page: pixels across and down
    grids: tuple[ReadGrid, ...]
    lines: tuple[TextLine, ...]
