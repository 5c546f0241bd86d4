"""How the cells of an XLSX workbook show: number format, lines, ink."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from openpyxl.styles.colors import COLOR_INDEX

from checker.documents.sheet.stored import Look
from checker.documents.sheet.theme import tinted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.cell.cell import Cell, MergedCell

PALE = 0.94  # of each colour: paler than the lightest grey that was seen to print a zero (#eee)
_BLACK = "000000"  # ink that nobody chose
_ACROSS = "centerContinuous"
_RGB = re.compile("[0-9A-Fa-f]{6}")


@dataclass(frozen=True)
class Looks:
    """The looks of one workbook, each made once; ``theme`` are its colours by number."""

    theme: Sequence[str | None] = ()
    _known: dict[int, Look] = field(default_factory=dict)

    def of(self, cell: Cell | MergedCell) -> Look:
        """The look of a cell."""
        known = self._known.get(cell.style_id)
        if known is None:
            known = self._known[cell.style_id] = self._look(cell)
        return known

    def _look(self, cell: Any) -> Look:
        border, font = cell.border, cell.font
        sides = (border.left, border.right, border.top, border.bottom)
        return Look(
            cell.number_format,
            struck=bool(font.strike),
            unseen=self._is_unseen(font, cell.fill),
            ruled=any(side is not None and side.style for side in sides),
            centred_across=cell.alignment.horizontal == _ACROSS,
        )

    def _is_unseen(self, font: Any, fill: Any) -> bool:
        ink = _BLACK if font.color is None else self.colour_of(font.color)
        if ink is None:
            return False
        ground = "FFFFFF"
        if fill is not None and fill.fill_type == "solid":
            ground = self.colour_of(fill.fgColor) or ground
        elif fill is not None and fill.fill_type:
            return False  # a pattern shows whatever lies on it
        return ink == ground or (_is_pale(ink) and _is_pale(ground))

    def is_pale(self, colour: Any) -> bool:
        """Whether a colour leaves no ink on white."""
        written = self.colour_of(colour)
        return written is not None and _is_pale(written)

    def colour_of(self, colour: Any) -> str | None:
        """``RRGGBB``; ``None`` where it is not known."""
        written = None
        if colour is None:
            return None
        if colour.type == "rgb" and isinstance(colour.rgb, str):
            written = colour.rgb[-6:]
        elif colour.type == "theme" and colour.theme < len(self.theme):
            written = self.theme[colour.theme]
        elif colour.type == "indexed" and colour.indexed < len(COLOR_INDEX):
            written = str(COLOR_INDEX[colour.indexed])[-6:]
        if written is None or not _RGB.fullmatch(written):
            return None
        return tinted(written.upper(), colour.tint or 0)


def _is_pale(colour: str) -> bool:
    return min(int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)) >= PALE
