"""The second, independent reading: what pdfium sees in each cell that camelot found.

A digit counts only where both readings have it, in exactly one cell, with ink, unstruck, of
one size. What one reading has more than the other must be explained by what the page shows
(a watermark, a hidden or struck-out digit, a raised footnote mark, a glyph drawn twice);
whatever stays unexplained makes the cell doubtful. No relation of the form is looked at here.
"""

from __future__ import annotations

import itertools
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from checker.documents.geometry import Rule, meet, overlap
from checker.model import Box, Doubt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from checker.documents.pdfium import Char, Page, Picture
    from checker.grid import Grid, GridCell

# Limits below are from the 44-dress corpus; each has at least a factor of two on both sides
# between the pages it must accept and the faults it must catch.
LEAST_INK = 30  # grey levels between a glyph and its paper
LEAST_FILL = 40  # grey levels between a glyph's colour and the paper around it
SMALL = 0.92  # a raised mark is smaller than this share of the number's height (0.81 seen)
RAISED = 0.2  # … and stands this share of the height above the number's foot (0.58 seen)
SAME_SIZE = 0.85  # digits of one number are at least this share of the tallest (0.95 seen)
SAME_FOOT = 0.12  # … and stand on one baseline, within this share of the height
EDGE = 1.0  # points a digit may reach over the edge of its cell
SAME_LINE = 0.6  # of the tallest glyph: baselines this near are one line (a mark rises 0.4)
GAP = 1.0  # ems between two digits of one number
EM = 1.4  # an em is about 1.4 times the height of a digit
TWIN = 0.6  # share of a box that two prints of one glyph have in common
INSET = 2.0  # points: what lies this near to a cell's edge may be its line
NEAR_EDGE = 1.5  # points: a line this near to a cell's edge is the table's own

ROOM = 2.0  # ems of empty width in a cell where a number need not have been broken
SEPARATORS = frozenset(".,，．-+−－＋")
DIGITS = frozenset("0123456789０１２３４５６７８９")


@dataclass(frozen=True)
class _Scene:
    """What the page shows around the cells of one grid."""

    page: Page
    picture: Picture
    strikes: tuple[Rule, ...]
    slanted: tuple[Char, ...]  # watermark characters, wherever they are on the page
    text_height: float  # of the page's ordinary print, in points

    @cached_property
    def strike_heights(self) -> list[float]:
        """Where the strikes lie, to find those at a digit's height."""
        return [rule.middle for rule in self.strikes]

    def has_unread_ink(self, box: Box, known: Iterable[Box]) -> bool:
        """Whether dark marks in a cell belong to no character and no picture."""
        inner = (box[0] + INSET, box[1] + INSET, box[2] - INSET, box[3] - INSET)
        if inner[0] >= inner[2] or inner[1] >= inner[3]:
            return False
        accounted = list(known)
        if not self.picture.has_ink_outside(inner, accounted):
            return False  # nearly every cell: the lines of the page need not be looked at
        accounted += [char.box for char in self.slanted if meet(char.box, box)]
        accounted += [rule.box for rule in self.page.drawing.rules if meet(rule.box, box)]
        return self.picture.has_ink_outside(inner, [*accounted, *self.page.drawing.pictures])


def cross_read(grids: Sequence[Grid], page: Page) -> list[Grid]:
    """The grids of one page with every cell read a second time."""
    picture = page.picture()
    heights = sorted(map(_height, page.chars))
    height = 0.8 * heights[len(heights) // 2] if heights else 0.0
    slanted = tuple(char for char in page.chars if not char.level)
    spread = [_spread(grid, page.chars) for grid in grids]
    inside = {char.index for cells in spread for chars in cells.values() for char in chars}
    strays = [
        char
        for char in page.chars
        if char.level and char.text in DIGITS and char.index not in inside
    ]
    read: list[Grid] = []
    for grid, chars_of in zip(grids, spread, strict=True):
        scene = _Scene(page, picture, _strikes(grid, page), slanted, height)
        cells = [_read_cell(cell, chars_of.get(cell, ()), scene) for cell in grid.cells]
        intruders = [
            char
            for cell, chars in chars_of.items()
            for char in chars
            if char.level and char.text in DIGITS and _reaches_out(char, cell)
        ]
        cells = _invaded(_beside(grid, cells, strays), intruders)
        read.append(replace(grid, cells=tuple(cells)))
    return read


def _spread(grid: Grid, chars: Iterable[Char]) -> dict[GridCell, list[Char]]:
    """Every character by the cell its centre lies in."""
    lefts = sorted({cell.box[0] for cell in grid.cells})
    tops = sorted({-cell.box[3] for cell in grid.cells})
    by_place: dict[tuple[int, int], GridCell] = {}
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                by_place[row, column] = cell
    found: dict[GridCell, list[Char]] = {}
    x0, y0, x1, y1 = grid.box
    # A grid's rows and columns are the distinct edges only where no row is fully spanned;
    # the cell is then checked by its own box.
    regular = len(lefts) == grid.width and len(tops) == grid.height
    for char in chars:
        x, y = char.middle
        if not (x0 <= x <= x1 and y0 <= y <= y1):
            continue
        if regular:
            place = (bisect_right(tops, -y) - 1, bisect_right(lefts, x) - 1)
            holder = by_place.get(place)
        else:
            holder = next(
                (c for c in grid.cells if c.box[0] <= x < c.box[2] and c.box[1] <= y < c.box[3]),
                None,
            )
        if holder is not None:
            found.setdefault(holder, []).append(char)
    return found


def _strikes(grid: Grid, page: Page) -> tuple[Rule, ...]:
    """Horizontal lines inside the grid that are none of its own rows' edges, lowest first."""
    edges = sorted({y for cell in grid.cells for y in (cell.box[1], cell.box[3])})
    x0, y0, x1, y1 = grid.box

    def is_inside(rule: Rule) -> bool:
        if not (rule.horizontal and y0 < rule.middle < y1):
            return False
        above = bisect_right(edges, rule.middle)
        near = min(abs(rule.middle - edge) for edge in edges[max(0, above - 1) : above + 1])
        return near > NEAR_EDGE and overlap(rule.box[0], rule.box[2], x0, x1) > 0

    return tuple(sorted(filter(is_inside, page.drawing.rules), key=lambda rule: rule.middle))


def _beside(grid: Grid, cells: list[GridCell], strays: list[Char]) -> list[GridCell]:
    """Cells of a row that has a digit beside the grid, in no cell at all, are not sure."""
    if not strays:
        return cells
    x0, y0, x1, y1 = grid.box
    band = [char for char in strays if y0 < char.middle[1] < y1 and not x0 < char.middle[0] < x1]
    marked: list[GridCell] = []
    for cell in cells:
        hit = any(cell.box[1] < char.middle[1] < cell.box[3] for char in band)
        if hit and cell.rows == 1 and cell.doubt is None and DIGITS & set(cell.text):
            marked.append(replace(cell, doubt=Doubt.NOT_IN_A_CELL, readings=(cell.compact,)))
        else:
            marked.append(cell)
    return marked


def _reaches_out(char: Char, cell: GridCell) -> bool:
    """Whether a digit's box goes beyond its cell's edge."""
    x0, y0, x1, y1 = cell.box
    return (
        char.box[0] < x0 - EDGE
        or char.box[2] > x1 + EDGE
        or char.box[1] < y0 - EDGE
        or char.box[3] > y1 + EDGE
    )


def _invaded(cells: list[GridCell], intruders: list[Char]) -> list[GridCell]:
    """Cells that a neighbour's digit reaches into: neither is read for sure."""
    if not intruders:
        return cells
    return [
        replace(cell, doubt=Doubt.STRADDLES_RULE, readings=(cell.compact,))
        if cell.doubt is None and any(meet(cell.box, char.box) for char in intruders)
        else cell
        for cell in cells
    ]


def _read_cell(cell: GridCell, chars: Sequence[Char], scene: _Scene) -> GridCell:
    first = fold(cell.compact)
    second = fold("".join(char.text for char in _in_order(chars)))
    if not DIGITS & (set(first) | set(second)):
        return _read_words(cell, chars, scene, first, second)
    if _is_numbered_label(first) and first == second:
        return cell
    return _Reading(cell, chars, scene, first).read()


def _read_words(
    cell: GridCell, chars: Sequence[Char], scene: _Scene, first: str, second: str
) -> GridCell:
    """A cell without digits: a label or a blank. Text only one reading has stays in doubt."""
    if not first and not second:
        return _read_blank(cell, scene)
    level = fold("".join(char.text for char in _in_order([c for c in chars if c.level])))
    slanted = Counter(fold("".join(char.text for char in scene.slanted)))
    if not Counter(first) - Counter(level) - slanted and _is_subsequence(level, first):
        return replace(cell, text=level)  # all the first reading has more is watermark
    if first and level:
        return cell  # a label; both routes see words, and labels are matched by likeness
    return replace(cell, text=first or level, doubt=Doubt.READINGS_DIFFER, readings=(first, level))


def _read_blank(cell: GridCell, scene: _Scene) -> GridCell:
    """A cell in which neither reading finds text: blank, if it is a cell and holds no ink."""
    if cell.box[3] - cell.box[1] < scene.text_height:
        return replace(cell, doubt=Doubt.UNCERTAIN_PLACE)  # lower than print: no real cell
    if scene.has_unread_ink(cell.box, ()):
        return replace(cell, doubt=Doubt.UNREAD_INK)
    return cell


def fold(text: str) -> str:
    """Compatibility forms folded (Kangxi radicals, full-width letters), digits left alone.

    NFKC alone would turn ① and ² into digits: 3440① is not 34401.
    """
    folded = []
    for char in text:
        plain = unicodedata.normalize("NFKC", char)
        keep = len(plain) != 1 or (plain.isdigit() and char not in DIGITS)
        folded.append(char if keep else plain)
    return "".join(folded)


def _is_numbered_label(text: str) -> bool:
    """``1.属于国家秘密``: a list number, then words, no further digit."""
    rest = text.lstrip("0123456789")
    return rest[:1] in {".", "、", "．"} and len(rest) > 1 and not DIGITS & set(rest)


def _in_order(chars: Sequence[Char]) -> list[Char]:
    """Characters as they are read: line by line, each from left to right."""
    return [char for line in _lines(chars) for char in line]


def _lines(chars: Sequence[Char]) -> list[list[Char]]:
    """Characters by the baseline they stand on; a raised footnote mark stays on its line."""
    if not chars:
        return []
    reach = SAME_LINE * max(map(_height, chars))
    lines: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: -c.foot):
        if lines and lines[-1][0].foot - char.foot < reach:
            lines[-1].append(char)
        else:
            lines.append([char])
    for line in lines:
        line.sort(key=lambda c: c.box[0])
    return lines


@dataclass
class _Reading:
    """One cell with digits, read against everything the page shows in it."""

    cell: GridCell
    chars: Sequence[Char]
    scene: _Scene
    first: str

    def read(self) -> GridCell:
        ordered = _in_order(self.chars)
        level = [char for char in ordered if char.level]
        hidden = [char for char in level if self._is_hidden(char)]
        shown = [char for char in level if char not in hidden]
        struck = [char for char in shown if self._is_struck(char)]
        kept = [char for char in shown if char not in struck]
        marks = self._raised_marks(kept)
        kept = [char for char in kept if char not in marks]
        text = fold("".join(char.text for char in kept))
        every = fold("".join(char.text for char in ordered))
        doubt = self._doubt(kept, text, [*hidden, *struck, *marks, *self.scene.slanted])
        if doubt is None and not text and (hidden or struck):
            doubt = Doubt.HIDDEN_TEXT if hidden else Doubt.STRUCK_OUT
        if doubt is not None:
            return replace(
                self.cell,
                text=self.first or every,
                doubt=doubt,
                readings=tuple(dict.fromkeys((self.first, text))),
            )
        printed = "".join(char.text for char in kept)
        return replace(self.cell, text=printed, mark="".join(char.text for char in marks))

    def _doubt(self, kept: list[Char], text: str, set_aside: list[Char]) -> Doubt | None:
        """The first reason not to take the kept text as what is printed."""
        digits = [char for char in kept if char.text in DIGITS]
        leading = _first_number(kept)
        boxes = [char.box for char in self.chars]
        reasons: tuple[tuple[Doubt, Callable[[], bool]], ...] = (
            (Doubt.UNMAPPED_FONT, lambda: any(map(self.scene.page.is_unmapped, digits))),
            (Doubt.READINGS_DIFFER, lambda: not self._is_explained(text, set_aside, kept)),
            (Doubt.COVERED, lambda: any(map(self._is_covered, digits))),
            (Doubt.PRINTED_TWICE, lambda: _printed_over(digits)),
            (
                Doubt.STRADDLES_RULE,
                lambda: any(_reaches_out(char, self.cell) for char in digits),
            ),
            (Doubt.MIXED_SIZES, lambda: not _is_of_one_size(leading)),
            (Doubt.TWO_NUMBERS, lambda: self._is_two_numbers(kept, len(leading))),
            (Doubt.UNREAD_INK, lambda: self.scene.has_unread_ink(self.cell.box, boxes)),
        )
        return next((doubt for doubt, holds in reasons if holds()), None)

    def _is_hidden(self, char: Char) -> bool:
        """No ink, or ink of the paper's own colour."""
        if char.text not in DIGITS:
            return False
        if self.scene.page.is_invisible(char):
            return True
        if self.scene.picture.ink(char.box) < LEAST_INK:
            return True
        fill = self.scene.page.fill_grey(char)
        paper = self.scene.picture.paper(self.cell.box)
        return fill is not None and abs(fill - paper) < LEAST_FILL

    def _is_struck(self, char: Char) -> bool:
        """A line runs through the middle of the digit."""
        if char.text not in DIGITS:
            return False
        x0, y0, x1, y1 = char.box
        slack = 0.2 * (y1 - y0)
        heights = self.scene.strike_heights
        through = self.scene.strikes[
            bisect_right(heights, y0 + slack) : bisect_left(heights, y1 - slack)
        ]
        return any(overlap(rule.box[0], rule.box[2], x0, x1) >= 0.5 * (x1 - x0) for rule in through)

    def _is_covered(self, char: Char) -> bool:
        """A slanted stroke, an annotation or a later picture lies on the digit."""
        drawing = self.scene.page.drawing
        x0, y0, x1, y1 = char.box
        core = (x0 + (x1 - x0) * 0.2, y0 + (y1 - y0) * 0.2, x1 - (x1 - x0) * 0.2, y1)
        return any(
            meet(core, box) for boxes in (drawing.strokes, drawing.marks) for box in boxes
        ) or (
            any(meet(char.box, box) for box in drawing.pictures)
            and not self.scene.page.shows_through(char.box)
        )

    def _raised_marks(self, shown: list[Char]) -> list[Char]:
        """Small raised digits after the number: a footnote mark, not part of the number."""
        digits = [char for char in shown if char.text in DIGITS]
        if not digits:
            return []
        tallest = max(digits, key=_height)
        marks = [
            char
            for char in digits
            if _height(char) < SMALL * _height(tallest)
            and char.foot > tallest.foot + RAISED * _height(tallest)
        ]
        full = [char for char in digits if char not in marks]
        after = all(mark.box[0] >= max(c.box[0] for c in full) for mark in marks)
        return marks if after else []

    def _is_explained(self, text: str, set_aside: list[Char], kept: list[Char]) -> bool:
        """Whether the first reading holds the kept text and only what the page accounts for."""
        if text == self.first:
            return True
        surplus = Counter(self.first)
        surplus.subtract(text)
        if min(surplus.values(), default=0) < 0 or not _is_subsequence(text, self.first):
            return False
        left = +surplus
        known = Counter(fold("".join(char.text for char in set_aside)))
        if all(known[char] >= count for char, count in left.items()):
            return True
        return left == Counter(text) and self.scene.page.is_printed_twice(kept)

    def _is_two_numbers(self, kept: list[Char], digits: int) -> bool:
        """Digits too far apart for one number, or on two lines where the first had room."""
        if digits <= 1:
            return False
        number = _first_number(kept, separators=True)
        lines = _lines(number)
        for line in lines:
            em = EM * max(map(_height, line))
            if any(b.box[0] - a.box[2] > GAP * em for a, b in itertools.pairwise(line)):
                return True
        for line, following in itertools.pairwise(lines):
            room = self.cell.box[2] - self.cell.box[0]
            room -= max(char.box[2] for char in line) - min(char.box[0] for char in line)
            em = EM * max(map(_height, following))
            if room > ROOM * em:
                return True
        return False


def _height(char: Char) -> float:
    return char.box[3] - char.box[1]


def _first_number(kept: list[Char], *, separators: bool = False) -> list[Char]:
    """The digits of the number a cell begins with, with its points and commas if wanted."""
    number: list[Char] = []
    for char in kept:
        if char.text in DIGITS or (separators and char.text in SEPARATORS):
            number.append(char)
        elif char.text not in SEPARATORS:
            break
    return number


def _is_of_one_size(number: list[Char]) -> bool:
    """Whether the digits of a number are equally high and stand level, line by line."""
    tallest = max(map(_height, number), default=0.0)
    return all(
        min(map(_height, line)) >= SAME_SIZE * tallest
        and max(c.foot for c in line) - min(c.foot for c in line) <= SAME_FOOT * tallest
        for line in _lines(number)
    )


def _printed_over(digits: list[Char]) -> bool:
    """Two digits in one place."""
    for a, b in itertools.pairwise(digits):
        shared = overlap(a.box[0], a.box[2], b.box[0], b.box[2])
        narrower = min(a.box[2] - a.box[0], b.box[2] - b.box[0])
        level = overlap(a.box[1], a.box[3], b.box[1], b.box[3])
        if shared > TWIN * max(narrower, 0.1) and level > TWIN * min(_height(a), _height(b)):
            return True
    return False


def _is_subsequence(part: str, whole: str) -> bool:
    rest = iter(whole)
    return all(char in rest for char in part)
