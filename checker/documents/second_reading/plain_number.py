"""A cell that shows one number as it is written and nothing else, as nearly all with digits do.

What ``cell_reader`` would find in no such cell is not looked for here: a hidden, raised or struck
digit, words, two baselines, a watermark, a pale digit. All that is looked for is looked at in the
same way, and a cell that is not plain is read there from the beginning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.documents.geometry import around
from checker.documents.second_reading.cell_reader import HALF, TALL
from checker.documents.second_reading.drawn_marks import searched
from checker.documents.second_reading.glyphs import height, in_order, is_of_one_size, reaches_out
from checker.documents.second_reading.one_number import is_printed_over, is_two_numbers
from checker.documents.second_reading.visibility import EDGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.pdf.characters import Char
    from checker.documents.second_reading.cell_context import Scene
    from checker.model import Box
    from checker.model.table_grid import GridCell

LEVEL = 0.1  # of the lowest digit's height: less than what raises a note's mark


def plain_number(
    cell: GridCell, first: str, chars: Sequence[Char], scene: Scene
) -> list[Char] | None:
    """The digits of a plain number in order; ``None`` for any other cell.

    ``first`` is what the first reading has in the cell, without white space.
    """
    if not (first.isascii() and first.isdecimal()) or len(chars) != len(first):
        return None
    if scene.page.drawing.marks or not all(_is_plain(char, cell, scene) for char in chars):
        return None
    ordered = in_order(chars)
    if "".join([char.text for char in ordered]) != first or not _is_one(ordered, cell, scene):
        return None
    boxes = [char.box for char in ordered]
    return ordered if _is_seen_alone(boxes, cell, scene) else None


def _is_plain(char: Char, cell: GridCell, scene: Scene) -> bool:
    """Whether nothing is to be said of a digit by itself."""
    page, lines = scene.page, scene.lines
    return (
        char.level
        and not page.is_unmapped(char)
        and not page.is_invisible(char)
        and not reaches_out(char, cell)
        and height(char) <= TALL * scene.digit_height
        and (not lines.rules or lines.share_struck(char) < HALF)
    )


def _is_one(digits: list[Char], cell: GridCell, scene: Scene) -> bool:
    """Whether digits are set as one number on one line."""
    if len(digits) == 1:
        return True
    feet = [char.foot for char in digits]
    return (
        max(feet) - min(feet) <= LEVEL * min(map(height, digits))
        and is_of_one_size(digits)
        and not is_printed_over(digits, scene)
        and not is_two_numbers(digits, cell, scene)
    )


def _is_seen_alone(boxes: Sequence[Box], cell: GridCell, scene: Scene) -> bool:
    """Whether a cell shows its digits clearly, and no other mark."""
    ground, eye = cell.interior(EDGE), scene.eye
    return (
        eye.is_as_written(around([ground, searched(cell.box)]))
        and eye.is_clear(boxes, ground, alone=True)
        and not scene.has_unread_ink(cell, boxes)
    )
