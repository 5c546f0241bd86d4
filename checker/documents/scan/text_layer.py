"""The text that another program laid over the picture of a page: a reading, believed in nothing.

Scanners and offices make PDFs searchable so. Where its figure in a cell is another than the one
that was read, one of them is wrong, and the cell is doubtful; that it is the same proves nothing:
it may come from one of the same readers.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.documents.scan.agreement import as_figure, is_figure
from checker.model import Doubt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.pdf.rendering import Coloured
    from checker.documents.scan.read_page import ReadCell, ReadPage
    from checker.model import Box


def held_against_layer(
    read: ReadPage, layer: Sequence[tuple[str, Box]], shown: Coloured
) -> ReadPage:
    """The page, its sure cells doubtful where the layer has another figure.

    The layer is its characters with their boxes in user space: it may be turned otherwise than
    ``shown``, the picture that the page was read from.
    """
    if not layer:
        return read
    placed = [(text, shown.frame.upright_box(box)) for text, box in layer]
    return replace(
        read,
        grids=tuple(
            replace(grid, cells=tuple(_held(cell, placed, shown) for cell in grid.cells))
            for grid in read.grids
        ),
    )


def _held(cell: ReadCell, layer: Sequence[tuple[str, Box]], shown: Coloured) -> ReadCell:
    if cell.doubt is not None or not (cell.text == "" or _is_number(cell.text)):
        return cell
    told = _text_in(shown.upright_box(*cell.box), layer)
    if not _is_number(told) or as_figure(told) == as_figure(cell.text):
        return cell
    return replace(cell, doubt=Doubt.READINGS_DIFFER, readings=(cell.text, told))


def _text_in(box: Box, layer: Sequence[tuple[str, Box]]) -> str:
    """What the layer has in a box, from left to right."""
    left, foot, right, top = box
    own = []
    for text, (x0, y0, x1, y1) in layer:
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        if left <= x <= right and foot <= y <= top:
            own.append((x, text))
    return "".join(text for _, text in sorted(own))


def _is_number(text: str) -> bool:
    return is_figure(text) and any(char.isdigit() for char in as_figure(text))
