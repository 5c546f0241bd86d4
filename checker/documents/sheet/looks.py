"""How the cells of an XLSX workbook show: number format, lines, ink."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from openpyxl.styles.colors import COLOR_INDEX

from checker.documents.sheet.stored import Look

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell

PALE = 0.94  # of each colour: paler than the lightest grey that was seen to print a zero (#eee)
_THEME = ("FFFFFF", "000000")  # colours of the ground and of the ink in every theme of Office
_ACROSS = "centerContinuous"


@dataclass(frozen=True)
class Looks:
    """The looks of one workbook, each made once."""

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
        ink = colour_of(font.color)
        if ink is None:
            return False
        ground = "FFFFFF"
        if fill is not None and fill.fill_type == "solid":
            ground = colour_of(fill.fgColor) or ground
        elif fill is not None and fill.fill_type:
            return False  # a pattern shows whatever lies on it
        return ink == ground or (_is_pale(ink) and _is_pale(ground))

    def is_pale(self, colour: Any) -> bool:
        """Whether a colour leaves no ink on white."""
        written = colour_of(colour)
        return written is not None and _is_pale(written)


def colour_of(colour: Any) -> str | None:
    """``RRGGBB``; ``None`` where it is not known (the colours of a theme's accents)."""
    if colour is None:
        return None
    if colour.type == "rgb" and isinstance(colour.rgb, str):
        return colour.rgb[-6:].upper()
    if colour.type == "theme" and colour.theme < len(_THEME) and not colour.tint:
        return _THEME[colour.theme]
    if colour.type == "indexed" and colour.indexed < len(COLOR_INDEX):
        return str(COLOR_INDEX[colour.indexed])[-6:].upper()
    return None


def _is_pale(colour: str) -> bool:
    try:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    except ValueError:
        return False
    return min(parts) >= PALE
