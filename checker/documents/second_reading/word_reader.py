"""A cell without digits: a label, a placeholder (无, —) or a blank."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.documents.geometry import covers, middle
from checker.documents.second_reading.glyphs import (
    fold,
    in_order,
    is_foreign,
    is_subsequence,
    printed_over,
    reaches_out,
)
from checker.model import Doubt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.documents.pdf.characters import Char
    from checker.documents.second_reading.cell_context import Scene
    from checker.model.table_grid import GridCell

PLACEHOLDER = 3  # characters: 无, —, /, 未统计
ALIKE = 0.8  # of the longer text: fonts that map a letter or two otherwise differ by less


def read_words(cell: GridCell, chars: Sequence[Char], scene: Scene, first: str) -> GridCell:
    """The cell as read. What only one reading has stays in doubt."""
    level = level_text(chars)
    if first != level and is_watermarked(first, level, scene):
        first, cell = level, replace(cell, text=level)  # all that it has more is watermark
    if not first and not level:
        return _read_blank(cell, scene)
    if first != level and Counter(first) == Counter(level):
        first, cell = level, replace(cell, text=level)  # one character a line, not in their order
    doubt = _doubt_of_words(cell, chars, scene, first, level)
    if doubt is None:
        return cell
    readings = tuple(dict.fromkeys((first, level)))
    return replace(cell, text=label_text(first, level, scene), doubt=doubt, readings=readings)


def label_text(first: str, level: str, scene: Scene) -> str:
    """Which of two differing readings of words is matched with the labels of the form.

    The first reading places a line by the box that its font claims; a font for all scripts claims
    twice the height of its glyphs, and a label at the foot of its row is given to the next one.
    The second goes by the ink.
    """
    if first == level:
        return first
    if not first or (not level and scene.page.is_unmapped_text):
        return first or level
    if any(map(is_foreign, level)) and not any(map(is_foreign, first)):
        return first
    alike = (Counter(first) & Counter(level)).total()
    return first if alike >= ALIKE * max(len(first), len(level)) else level


def _doubt_of_words(
    cell: GridCell, chars: Sequence[Char], scene: Scene, first: str, second: str
) -> Doubt | None:
    """Why words are not sure. Labels are matched by likeness, a placeholder must be read right."""
    level = [char for char in chars if char.level]
    if label_text(first, second, scene) != first or not second:
        return Doubt.READINGS_DIFFER
    reasons: tuple[tuple[Doubt, Callable[[], bool]], ...] = (
        (Doubt.UNMAPPED_FONT, lambda: any(is_foreign(char.text) for char in level)),
        (Doubt.UNCERTAIN_PLACE, lambda: scene.cuts_a_word(cell, level)),
    )
    if min(len(first), len(second)) <= PLACEHOLDER:
        reasons += (
            (Doubt.READINGS_DIFFER, lambda: Counter(first) != Counter(second)),
            (Doubt.PRINTED_TWICE, lambda: printed_over(in_order(level)) or scene.is_doubled(level)),
            (Doubt.HIDDEN_TEXT, lambda: not any(map(scene.is_seen, level))),
            (Doubt.STRADDLES_RULE, lambda: any(reaches_out(char, cell) for char in level)),
        )
    return next((doubt for doubt, holds in reasons if holds()), None)


def level_text(chars: Sequence[Char]) -> str:
    """What a cell's characters say, without those of a slanted watermark."""
    return fold("".join(char.text for char in in_order([c for c in chars if c.level])))


def is_watermarked(first: str, level: str, scene: Scene) -> bool:
    """Whether all that the first reading has more than the level text is watermark."""
    if first == level:
        return True  # nearly every cell
    slanted = Counter(fold("".join(char.text for char in scene.slanted)))
    return not Counter(first) - Counter(level) - slanted and is_subsequence(level, first)


def _read_blank(cell: GridCell, scene: Scene) -> GridCell:
    """A cell in which neither reading finds text: blank, if it is a cell and holds no ink."""
    if cell.box[3] - cell.box[1] < scene.text_height:
        return replace(cell, doubt=Doubt.UNCERTAIN_PLACE)  # lower than print: no real cell
    if scene.has_unread_ink(cell, ()):
        return replace(cell, doubt=Doubt.UNREAD_INK)
    if scene.has_picture_in(cell.box):
        return replace(cell, doubt=Doubt.IN_A_PICTURE)
    if any(covers(cell.box, *middle(mark)) for mark in scene.page.drawing.marks):
        return replace(cell, doubt=Doubt.COVERED)
    return cell
