"""Labels that are higher than their rows: whose words these are, and which rows they make unsure.

A row lower than its label prints parts of it over the rows above and below. Programs cut off what
reaches out (the cell's clipping), but both readings still find the words there, and a row may be
taken for the one that its neighbour's words name. What is cut to one cell is that cell's; where
nothing is cut, the rows that the words lie over are not sure.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.documents.geometry import covers, middle
from checker.documents.second_reading.glyphs import DIGITS, height, lines_collide
from checker.model import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.documents.pdf.characters import Char
    from checker.documents.pdf.pdfium import Page
    from checker.model import Box
    from checker.model.table_grid import Grid, GridCell

# Of a word's height beyond its row's edge. Boxes of words in low rows that are read right (no
# padding at all) reach out by up to 0.1; words of a label of two lines in a row of one by 0.4.
OVER = 0.25
SHARED = 1.0  # points: so far beyond a cell's edge, the middle of its line, its clipping may reach
FEWEST = 3  # characters of words that lie over an edge: fewer are brackets and marks


def home_of_clipped(
    grid: Grid, chars_of: Mapping[GridCell, Sequence[Char]], page: Page
) -> Mapping[GridCell, Sequence[Char]]:
    """The characters by cell, those that are cut to one cell in that one.

    Asked only where words lie over a row's edge: nearly no page pays for it.
    """
    if not _overrun(grid, chars_of):
        return chars_of
    moved: dict[GridCell, list[Char]] = {}
    for cell, chars in chars_of.items():
        for char in chars:
            moved.setdefault(_home(grid, cell, char, page), []).append(char)
    return moved


def _home(grid: Grid, cell: GridCell, char: Char, page: Page) -> GridCell:
    clip = page.clip_of(char) if char.level else None
    if clip is None:
        return cell
    return next((one for one in grid.cells if _is_cut_to(one, clip)), cell)


def _is_cut_to(cell: GridCell, clip: Box) -> bool:
    """Whether what is cut to this box is shown in no other cell: its lines may be shared."""
    x0, y0, x1, y1 = cell.box
    return (
        covers(cell.box, *middle(clip))
        and clip[0] >= x0 - SHARED
        and clip[1] >= y0 - SHARED
        and clip[2] <= x1 + SHARED
        and clip[3] <= y1 + SHARED
    )


def unsure_rows(
    grid: Grid,
    cells: list[GridCell],
    chars_of: Mapping[GridCell, Sequence[Char]],
    page: Page,
) -> list[GridCell]:
    """Cells of rows that a label of another row lies over are not sure: it may be that one."""
    overrun = _overrun(grid, chars_of)
    unsure = {row for cell, chars in overrun.items() for row in _rows_under(cell, chars, page)}
    if not unsure:
        return cells
    return [
        replace(cell, doubt=Doubt.UNCERTAIN_PLACE, readings=(cell.compact,))
        if cell.row in unsure and cell.rows == 1 and cell.doubt is None and cell.compact
        else cell
        for cell in cells
    ]


def _overrun(
    grid: Grid, chars_of: Mapping[GridCell, Sequence[Char]]
) -> dict[GridCell, Sequence[Char]]:
    """The cells of one row whose words collide or lie over its edges.

    Edges that are inferred lie between words and say nothing of them.
    """
    return {
        cell: chars
        for cell, chars in chars_of.items()
        if cell.rows == 1
        and (
            lines_collide(chars)
            or (
                grid.proven
                and len(chars) >= FEWEST
                and any(len(_over(cell, chars, side)) >= FEWEST for side in (-1, 1))
            )
        )
    }


def _over(cell: GridCell, chars: Sequence[Char], side: int) -> list[Char]:
    """The words that lie over the lower (−1) or the upper edge (1) of their cell."""
    _, y0, _, y1 = cell.box
    return [
        char
        for char in chars
        if char.level
        and char.text not in DIGITS
        and (y0 - char.box[1] if side < 0 else char.box[3] - y1) > OVER * height(char)
    ]


def _rows_under(cell: GridCell, chars: Sequence[Char], page: Page) -> Iterator[int]:
    """The rows that the words of a cell lie over; what is cut to it lies over none."""
    if lines_collide(chars):
        yield cell.row
    for side in (-1, 1):
        clips = [page.clip_of(one) for one in _over(cell, chars, side)]
        shown = [clip for clip in clips if clip is None or not _is_cut_to(cell, clip)]
        if len(shown) >= FEWEST:
            yield cell.row
            yield cell.row - side
