"""The second, independent reading: what pdfium sees in each cell that camelot found.

A digit counts only where both readings have it, in exactly one cell, with ink, unstruck, of
one size. What one reading has more than the other must be explained by what the page shows
(a watermark, a hidden or struck-out digit, a raised footnote mark, a glyph drawn twice);
whatever stays unexplained makes the cell doubtful. No relation of the form is looked at here.
"""

from __future__ import annotations

import itertools
import math
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from checker.documents.geometry import Rule, covers, meet, middle, overlap
from checker.documents.picture import DARK
from checker.documents.sight import Eye, Sight
from checker.model import Box, Doubt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from checker.documents.pdfium import Char, Page
    from checker.documents.picture import Picture
    from checker.grid import Grid, GridCell

# Limits below are from the 44-dress corpus; each has at least a factor of two on both sides
# between the pages it must accept and the faults it must catch.
SMALL = 0.92  # a raised mark is smaller than this share of the number's height (0.81 seen)
RAISED = 0.2  # … and stands this share of the height above the number's foot (0.58 seen)
SAME_SIZE = 0.85  # digits of one number are at least this share of the tallest (0.95 seen)
SAME_FOOT = 0.12  # … and stand on one baseline, within this share of the height
EDGE = 1.0  # points a digit may reach over the edge of its cell
SAME_LINE = 0.6  # of the tallest glyph: baselines this near are one line (a mark rises 0.4)
GAP = 1.0  # ems between two digits of one number
NEAR_LINE = 4.0  # points: half a thick or a double line
SMALL_PICTURE = 1.5  # of a cell's side: a larger picture lies over several cells
LEAST_INK = 15  # grey levels: an even picture shows nothing
SPACE = 0.18  # ems more than usual between two digits: a space (the narrowest is 0.2, kerning 0.05)
NEXT = 2  # positions in the text: pdfium may put a space between two digits
NEXT_GLYPH = 2.5  # of a turned glyph's size: where the next one of its line is found
RUN_ON = 0.1  # ems between digits of two cells that are set as one number (padding leaves 0.2)
EM = 1.4  # an em is about 1.4 times the height of a digit
TWIN_SHIFT = 1.0  # points: how far fake bold moves the second print
CROSSING = 0.6  # of a cell's side: a line that long is the table's, a shorter one is a mark
TWIN = 0.6  # share of a box that two prints of one glyph have in common
INSET = 2.0  # points: what lies this near to a cell's edge may be its line
NEAR_EDGE = 1.5  # points: a line this near to a cell's edge is the table's own

ROOM = 2.0  # ems of empty width in a cell where a number need not have been broken
UNSURE = frozenset({Sight.FAINT, Sight.HIDDEN})
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
    digits: tuple[Char, ...]  # of all tables of the page
    eye: Eye

    @cached_property
    def strike_heights(self) -> list[float]:
        """Where the strikes lie, to find those at a digit's height."""
        return [rule.middle for rule in self.strikes]

    def has_unread_ink(self, box: Box, known: Sequence[Box]) -> bool:
        """Whether dark marks in a cell belong neither to a character nor to the table's lines."""
        inner = _inner(box)
        if inner[0] >= inner[2] or inner[1] >= inner[3]:
            return False
        if not self.picture.has_ink_outside(inner, known):
            return False  # nearly every cell: the lines of the page need not be looked at
        accounted = [*known, *(char.box for char in self.slanted if meet(char.box, box))]
        accounted += [
            rule.box
            for rule in self.page.drawing.rules
            if meet(rule.box, box) and _is_line(rule, box, known)
        ]
        return self.picture.has_ink_outside(inner, accounted)

    def has_picture_in(self, box: Box) -> bool:
        """Whether a cell shows a small picture of its own, not a part of a large one."""
        return any(
            covers(box, *middle(own))
            and own[3] - own[1] < SMALL_PICTURE * (box[3] - box[1])
            and own[2] - own[0] < SMALL_PICTURE * (box[2] - box[0])
            and self.picture.ink(own) > LEAST_INK
            for own in self.page.drawing.pictures
        )

    @cached_property
    def usual_tracking(self) -> float:
        """Points by which the page's numbers usually space their digits."""
        gaps = sorted(
            self.page.advance(b)[0] - self.page.advance(a)[1]
            for a, b in itertools.pairwise(self.digits)
            if b.index - a.index <= NEXT and 0 < b.box[0] - a.box[0] < GAP * EM * _height(a)
        )
        return gaps[len(gaps) // 2] if gaps else 0.0


def _inner(box: Box) -> Box:
    return (box[0] + INSET, box[1] + INSET, box[2] - INSET, box[3] - INSET)


def _is_line(rule: Rule, box: Box, known: Sequence[Box]) -> bool:
    """Whether a drawn line belongs to the table, or to a number as its underline."""
    x0, y0, x1, y1 = box
    edges = (y0, y1) if rule.horizontal else (x0, x1)
    if min(abs(rule.middle - edge) for edge in edges) <= NEAR_LINE:
        return True
    if not rule.horizontal:
        return overlap(rule.box[1], rule.box[3], y0, y1) >= CROSSING * (y1 - y0)
    return overlap(rule.box[0], rule.box[2], x0, x1) >= CROSSING * (x1 - x0) or any(
        overlap(rule.box[0], rule.box[2], char[0], char[2]) for char in known
    )


def cross_read(grids: Sequence[Grid], page: Page) -> list[Grid]:
    """The grids of one page with every cell read a second time."""
    picture = page.picture()
    heights = sorted(map(_height, page.chars))
    height = 0.8 * heights[len(heights) // 2] if heights else 0.0
    slanted = tuple(char for char in page.chars if not char.level)
    spread = [_spread(grid, page.chars) for grid in grids]
    inside = {char.index for cells in spread for chars in cells.values() for char in chars}
    every = [char for char in page.chars if char.level and char.text in DIGITS]
    strays = [char for char in every if char.index not in inside]
    digits = tuple(char for char in every if char.index in inside)
    eye = Eye(page, [char.box for char in digits])
    read: list[Grid] = []
    for grid, chars_of in zip(grids, spread, strict=True):
        scene = _Scene(page, picture, _strikes(grid, page), slanted, height, digits, eye)
        cells = [_read_cell(cell, chars_of.get(cell, ()), scene) for cell in grid.cells]
        intruders = [
            char
            for cell, chars in chars_of.items()
            for char in chars
            if char.level and char.text in DIGITS and _reaches_out(char, cell)
        ]
        intruders += _running_on(chars_of, page)
        intruders += [char for char in strays if _lies_over_edge(char, grid.box)]
        cells = _invaded(_beside(grid, cells, strays), intruders)
        read.append(replace(grid, cells=tuple(cells)))
    return read


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
        if left is right or abs(a.foot - b.foot) > SAME_FOOT * _height(a):
            continue
        em = EM * max(_height(a), _height(b))
        if -em < b.box[0] - a.box[2] < em and page.advance(b)[0] - page.advance(a)[1] < RUN_ON * em:
            found += [a, b]
    return found


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
    if _has_turned_text(cell, chars, scene):
        return replace(cell, doubt=Doubt.READINGS_DIFFER, readings=(first, second))
    if any(map(_is_odd_digit, cell.compact)):
        return replace(cell, doubt=Doubt.READINGS_DIFFER, readings=(first, second))
    if not DIGITS & (set(first) | set(second)):
        return _read_words(cell, chars, scene, first, second)
    level = _level_text(chars)
    if _is_numbered_label(level) and _is_watermarked(first, level, scene):
        return replace(cell, text=level) if first != level else cell
    return _Reading(cell, chars, scene, first).read()


def _has_turned_text(cell: GridCell, chars: Sequence[Char], scene: _Scene) -> bool:
    """Whether turned characters are this cell's own text, not a watermark's.

    A watermark is pale, or runs over the cell's edges.
    """
    turned = [
        char
        for char in chars
        if not char.level
        and not _reaches_out(char, cell)
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
    return any(
        abs(other.index - char.index) <= NEXT
        and math.dist(char.middle, other.middle) < NEXT_GLYPH * _width(char)
        and not covers(box, *other.middle)
        for other in others
    )


def _width(char: Char) -> float:
    return max(char.box[2] - char.box[0], char.box[3] - char.box[1])


def _read_words(
    cell: GridCell, chars: Sequence[Char], scene: _Scene, first: str, second: str
) -> GridCell:
    """A cell without digits: a label or a blank. Text only one reading has stays in doubt."""
    if not first and not second:
        return _read_blank(cell, scene)
    level = _level_text(chars)
    if _is_watermarked(first, level, scene):
        return replace(cell, text=level)  # all the first reading has more is watermark
    if first and level:
        return cell  # a label; both routes see words, and labels are matched by likeness
    return replace(cell, text=first or level, doubt=Doubt.READINGS_DIFFER, readings=(first, level))


def _level_text(chars: Sequence[Char]) -> str:
    return fold("".join(char.text for char in _in_order([c for c in chars if c.level])))


def _is_watermarked(first: str, level: str, scene: _Scene) -> bool:
    """Whether all that the first reading has more than the level text is watermark."""
    slanted = Counter(fold("".join(char.text for char in scene.slanted)))
    return not Counter(first) - Counter(level) - slanted and _is_subsequence(level, first)


def _read_blank(cell: GridCell, scene: _Scene) -> GridCell:
    """A cell in which neither reading finds text: blank, if it is a cell and holds no ink."""
    if cell.box[3] - cell.box[1] < scene.text_height:
        return replace(cell, doubt=Doubt.UNCERTAIN_PLACE)  # lower than print: no real cell
    if scene.has_unread_ink(cell.box, ()):
        return replace(cell, doubt=Doubt.UNREAD_INK)
    if scene.has_picture_in(cell.box):
        return replace(cell, doubt=Doubt.IN_A_PICTURE)
    if any(covers(cell.box, *middle(mark)) for mark in scene.page.drawing.marks):
        return replace(cell, doubt=Doubt.COVERED)
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


def _is_odd_digit(text: str) -> bool:
    """Whether a character looks like a digit and is none (𝟕 of the mathematical alphabets)."""
    return text.isdecimal() and unicodedata.decomposition(text).startswith("<font>")


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
        level, twins = _untwinned([char for char in ordered if char.level])
        hidden = [char for char in level if self._is_hidden(char)]
        shown = [char for char in level if char not in hidden]
        struck = [char for char in shown if self._is_struck(char)]
        kept = [char for char in shown if char not in struck]
        marks = self._raised_marks(kept)
        kept = [char for char in kept if char not in marks]
        text = fold("".join(char.text for char in kept))
        every = fold("".join(char.text for char in ordered))
        set_aside = [*hidden, *struck, *marks, *twins, *self.scene.slanted]
        doubt = self._doubt(kept, text, set_aside)
        if doubt is None and not DIGITS & set(text) and (hidden or struck):
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
            (Doubt.HIDDEN_TEXT, lambda: any(self._sight(c) in UNSURE for c in kept)),
            (Doubt.PRINTED_TWICE, lambda: _printed_over(digits)),
            (
                Doubt.STRADDLES_RULE,
                lambda: any(_reaches_out(char, self.cell) for char in digits),
            ),
            (Doubt.MIXED_SIZES, lambda: not _is_of_one_size(leading)),
            (Doubt.TWO_NUMBERS, lambda: self._is_two_numbers(kept, len(leading))),
            (Doubt.UNREAD_INK, lambda: self._has_unread_ink(boxes)),
        )
        return next((doubt for doubt, holds in reasons if holds()), None)

    @cached_property
    def _sights(self) -> dict[int, Sight]:
        """How the number's characters appear, by their index; empty where all are clear."""
        own = [c for c in self.chars if c.level and (c.text in DIGITS or c.text in SEPARATORS)]
        own.sort(key=lambda char: char.box[0])
        eye = self.scene.eye
        if all(eye.is_clear([c.box for c in line], self.cell.box) for line in _lines(own)):
            return {}
        return {char.index: eye.of(char.box, self.cell.box) for char in own}

    def _sight(self, char: Char) -> Sight:
        return self._sights.get(char.index, Sight.CLEAR)

    def _is_hidden(self, char: Char) -> bool:
        """A digit without ink, or with ink of the paper's own colour.

        A point or a minus is never left out of a number: where it is not seen, the cell is unsure.
        """
        if char.text not in DIGITS:
            return False
        return self._sight(char) is Sight.HIDDEN or self.scene.page.is_invisible(char)

    def _has_unread_ink(self, boxes: list[Box]) -> bool:
        """Whether the cell shows marks beside its characters, however near to them."""
        if self.scene.has_unread_ink(self.cell.box, boxes):
            return True
        if self._sights:
            return False  # seen against other ground than white: each digit was looked at
        # Nearly every cell shows its text alone: the page's lines need not be looked at.
        return self.scene.eye.sees_more_than_text(_inner(self.cell.box), lambda: self._lines(boxes))

    def _lines(self, boxes: list[Box]) -> list[Box]:
        """The table's lines that touch the cell, and its numbers' underlines."""
        return [
            rule.box
            for rule in self.scene.page.drawing.rules
            if meet(rule.box, self.cell.box) and _is_line(rule, self.cell.box, boxes)
        ]

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
        """Other ink lies on the digit, a part of it is not shown, or an annotation marks it."""
        x0, y0, x1, y1 = char.box
        core = (x0 + (x1 - x0) * 0.2, y0 + (y1 - y0) * 0.2, x1 - (x1 - x0) * 0.2, y1)
        return self._sight(char) is Sight.COVERED or any(
            meet(core, box) for box in self.scene.page.drawing.marks
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
            if self._widest_space(line) > SPACE * em:
                return True
        for line, following in itertools.pairwise(lines):
            room = self.cell.box[2] - self.cell.box[0]
            room -= max(char.box[2] for char in line) - min(char.box[0] for char in line)
            em = EM * max(map(_height, following))
            if room > ROOM * em:
                return True
        return False

    def _widest_space(self, line: Sequence[Char]) -> float:
        """Points by which two neighbours stand further apart than the page's digits do."""
        advances = [self.scene.page.advance(char) for char in line]
        if any(
            right - left < (char.box[2] - char.box[0]) / 2
            for char, (left, right) in zip(line, advances, strict=True)
        ):
            return 0.0  # the font tells no widths
        spaces = [b[0] - a[1] for a, b in itertools.pairwise(advances)]
        widest = max(spaces, default=0.0)
        if widest <= 0:
            return 0.0
        return widest - max(0.0, self.scene.usual_tracking)


def _untwinned(chars: Sequence[Char]) -> tuple[list[Char], list[Char]]:
    """Characters without those drawn a second time almost in place (fake bold), and those."""
    once: list[Char] = []
    twins: list[Char] = []
    for char in chars:
        is_twin = any(
            char.text == other.text
            and all(abs(a - b) <= TWIN_SHIFT for a, b in zip(char.box, other.box, strict=True))
            for other in once[-2:]
        )
        (twins if is_twin else once).append(char)
    return once, twins


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
