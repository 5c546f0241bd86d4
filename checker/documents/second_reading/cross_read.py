"""The second, independent reading: what pdfium sees in each cell that camelot found.

A digit counts only where both readings have it, in exactly one cell, with ink, unstruck, of
one size. What one reading has more than the other must be explained by what the page shows
(a watermark, a hidden or struck-out digit, a raised footnote mark, a glyph drawn twice);
whatever stays unexplained makes the cell doubtful. No relation of the form is looked at here.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy

from checker.documents.geometry import covers, overlap
from checker.documents.picture import DARK
from checker.documents.second_reading.askew import are_next, askew
from checker.documents.second_reading.cell_context import RUN_ON, Scene
from checker.documents.second_reading.cell_reader import Figure
from checker.documents.second_reading.disputed_cells import (
    beside_digits,
    invaded,
)
from checker.documents.second_reading.drawn_marks import DrawnMarks
from checker.documents.second_reading.glyphs import (
    DIGITS,
    EDGE,
    EM,
    SAME_FOOT,
    SEPARATORS,
    fold,
    height,
    in_order,
    is_odd_digit,
    reaches_out,
)
from checker.documents.second_reading.lying_fonts import (
    Twice,
    begins_with_a_number,
    is_numbered_label,
)
from checker.documents.second_reading.number_lines import NumberLines
from checker.documents.second_reading.overrun import home_of_clipped, unsure_rows
from checker.documents.second_reading.plain_number import plain_number
from checker.documents.second_reading.visibility import Eye
from checker.documents.second_reading.word_reader import is_watermarked, level_text, read_words
from checker.model import Box, Doubt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence, Set

    from numpy.typing import NDArray

    from checker.documents.pdf.characters import Char
    from checker.documents.pdf.pdfium import Page
    from checker.model.table_grid import Grid, GridCell

# Of the height of the page's glyphs: a lower box is a gap between two lines, not a cell. The lowest
# of 7400 cells measured has 0.92 (7 px type), the lowest blank one 1.72.
LOWEST_CELL = 0.8
NOWHERE = -1
WORDS = 2  # letters beside a digit: it stands in prose, not in a lost column of figures


def cross_read(grids: Sequence[Grid], page: Page) -> Twice:
    """The grids of one page with every cell read a second time."""
    page.show([grid.box for grid in grids])
    picture = page.picture()
    boxes = numpy.array([char.box for char in page.chars]).reshape(-1, 4)
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    heights: list[float] = sorted((boxes[:, 3] - boxes[:, 1]).tolist())
    text_height = LOWEST_CELL * heights[len(heights) // 2] if heights else 0.0
    spread = [home_of_clipped(grid, _spread(grid, page.chars, middles), page) for grid in grids]
    inside = {char.index for cells in spread for chars in cells.values() for char in chars}
    every = [char for char in page.chars if char.level and char.text in DIGITS]
    strays = [char for char in every if char.index not in inside]
    digits = tuple(char for char in every if char.index in inside)
    figures = frozenset(askew(page.chars, digits, page.is_pale))
    slanted = tuple(char for char in page.chars if not char.level and char not in figures)
    eye = Eye(page, [char.box for char in digits])
    marks = DrawnMarks(page)
    lone = _not_in_prose(strays, page, inside)
    by_index = {char.index: char for char in page.chars}
    read: list[Grid] = []
    printed: list[Sequence[Char]] = []
    for grid, chars_of in zip(grids, spread, strict=True):
        own = {char.index for chars in chars_of.values() for char in chars}
        own_digits = tuple(char for char in digits if char.index in own)
        lines = NumberLines.of(grid, page)
        scene = Scene(
            page, picture, lines, slanted, figures, text_height, digits, own_digits, eye, marks,
            by_index,
        )  # fmt: skip
        pairs = [_read_cell(cell, chars_of.get(cell, ()), scene) for cell in grid.cells]
        intruders = [
            char
            for cell, chars in chars_of.items()
            for char in chars
            if (char.level or char in figures) and char.text in DIGITS and reaches_out(char, cell)
        ]
        intruders += _running_on(chars_of, page)
        intruders += [char for char in strays if _lies_over_edge(char, grid.box)]
        cells = beside_digits(grid, [cell for cell, _ in pairs], lone)
        cells = unsure_rows(grid, invaded(cells, intruders), chars_of, page)
        read.append(replace(grid, cells=tuple(cells)))
        printed += [
            chars or [char for char in chars_of.get(cell, ()) if char.level]
            for cell, (_, chars) in zip(grid.cells, pairs, strict=True)
        ]
    return Twice(page, read, printed)


def _not_in_prose(strays: Sequence[Char], page: Page, inside: Set[int]) -> list[Char]:
    """Digits outside the tables that stand alone, as the figures of a lost column do.

    Where a page has two columns of text, prose with its numbers stands beside the tables.
    """
    if not strays:
        return []
    told: set[int] = set()
    run: list[Char] = []
    for char in (*(char for char in page.chars if char.level), None):
        if char is not None and run and _is_next(run[-1], char):
            run.append(char)
            continue
        words = sum(one.text not in DIGITS | SEPARATORS for one in run)
        if words >= WORDS and not any(one.index in inside for one in run):
            told.update(one.index for one in run)
        run = [char] if char is not None else []
    return [char for char in strays if char.index not in told]


def _is_next(a: Char, b: Char) -> bool:
    """Whether two characters stand beside each other in one line."""
    gap = max(a.box[0], b.box[0]) - min(a.box[2], b.box[2])
    tall = max(height(a), height(b))
    return abs(a.foot - b.foot) < SAME_FOOT * tall and gap < EM * tall


def _lies_over_edge(char: Char, box: Box) -> bool:
    """Whether a digit outside a table reaches into it."""
    x0, y0, x1, y1 = char.box
    return overlap(x0, x1, box[0], box[2]) > EDGE and overlap(y0, y1, box[1], box[3]) > EDGE


def _running_on(chars_of: Mapping[GridCell, Sequence[Char]], page: Page) -> list[Char]:
    """Digits of neighbouring cells that are set as one number, over the line between them."""
    placed = sorted(
        (
            (char, cell)
            for cell, chars in chars_of.items()
            for char in chars
            if char.level and char.text in DIGITS
        ),
        key=lambda pair: (round(pair[0].foot), pair[0].box[0]),
    )
    found: list[Char] = []
    for (a, left), (b, right) in itertools.pairwise(placed):
        if left is right or abs(a.foot - b.foot) > SAME_FOOT * height(a):
            continue
        em = EM * max(height(a), height(b))
        if -em < b.box[0] - a.box[2] < em and page.advance(b)[0] - page.advance(a)[1] < RUN_ON * em:
            found += [a, b]
    return found


def _spread(
    grid: Grid, chars: Sequence[Char], middles: NDArray[numpy.float64]
) -> dict[GridCell, list[Char]]:
    """Every character by the cell its centre (n × 2) lies in."""
    x0, y0, x1, y1 = grid.box
    inside = numpy.flatnonzero(((middles >= (x0, y0)) & (middles <= (x1, y1))).all(axis=1))
    found: dict[int, list[Char]] = {}
    for at, holder in zip(inside.tolist(), _holders(grid, middles[inside]), strict=True):
        if holder != NOWHERE:
            found.setdefault(holder, []).append(chars[at])
    return {grid.cells[number]: own for number, own in found.items()}


def _holders(grid: Grid, points: NDArray[numpy.float64]) -> list[int]:
    """The number of the cell that each point (n × 2) lies in; ``NOWHERE`` for none."""
    x, y = points[:, 0], points[:, 1]
    boxes = numpy.array([cell.box for cell in grid.cells]).reshape(-1, 4)
    lefts, tops = numpy.unique(boxes[:, 0]), numpy.unique(-boxes[:, 3])
    # A grid's rows and columns are the distinct edges only where no row is fully spanned;
    # the cell is then checked by its own box.
    if len(lefts) == grid.width and len(tops) == grid.height:
        by_place = {
            (row, column): number
            for number, cell in enumerate(grid.cells)
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        }
        rows = numpy.searchsorted(tops, -y, side="right") - 1
        columns = numpy.searchsorted(lefts, x, side="right") - 1
        return [
            by_place.get(at, NOWHERE) for at in zip(rows.tolist(), columns.tolist(), strict=True)
        ]
    x, y = x[:, None], y[:, None]
    holds = (boxes[:, 0] <= x) & (x < boxes[:, 2]) & (boxes[:, 1] <= y) & (y < boxes[:, 3])
    first: list[int] = numpy.where(holds.any(axis=1), holds.argmax(axis=1), NOWHERE).tolist()
    return first


def _read_cell(
    cell: GridCell, chars: Sequence[Char], scene: Scene
) -> tuple[GridCell, Sequence[Char]]:
    """The cell as read, and the characters that its number is made of, if it is a sure one."""
    compact = cell.compact
    plain = plain_number(cell, compact, chars, scene)
    if plain is not None:
        return cell if (cell.text, cell.mark) == (compact, "") else cell.saying(compact, ""), plain
    first = fold(compact)
    ordered = in_order(chars)
    second = fold("".join(char.text for char in ordered))
    if _has_turned_text(cell, chars, scene) or any(map(is_odd_digit, compact)):
        return replace(cell, doubt=Doubt.READINGS_DIFFER, readings=(first, second)), ()
    level = second if all(char.level for char in ordered) else level_text(chars)
    is_words = level and not DIGITS & set(level) and is_watermarked(first, level, scene)
    if is_words or not DIGITS & (set(first) | set(second)):
        return read_words(cell, chars, scene, first), ()
    if is_numbered_label(level) and is_watermarked(first, level, scene):
        return (replace(cell, text=level) if first != level else cell), ()
    if is_numbered_label(level) and not begins_with_a_number(first):
        readings = (first, level)
        return replace(cell, text=level, doubt=Doubt.READINGS_DIFFER, readings=readings), ()
    return Figure(cell, ordered, scene, first).read()


def _has_turned_text(cell: GridCell, chars: Sequence[Char], scene: Scene) -> bool:
    """Whether turned characters are this cell's own text, not a watermark's.

    A watermark has words, and is pale or runs over the cell's edges.
    """
    if not scene.askew.isdisjoint(chars):
        return True
    turned = [
        char
        for char in chars
        if not char.level
        and not reaches_out(char, cell)
        and not scene.page.is_pale(char)
        and scene.picture.ink(char.box) >= DARK
    ]
    if not turned or not (
        any(char.text in DIGITS for char in turned) or not any(char.level for char in chars)
    ):
        return False
    return not any(_runs_beyond(char, cell.box, scene.slanted) for char in turned)


def _runs_beyond(char: Char, box: Box, others: Iterable[Char]) -> bool:
    """Whether the writing a turned character belongs to goes on outside a cell."""
    return any(are_next(char, other) and not covers(box, *other.middle) for other in others)
