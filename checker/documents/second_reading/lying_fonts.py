"""Cells whose characters are not shaped as their text says, and all else that such a font writes.

A font that gives out one glyph as another may do so with any: what it is caught at in one cell puts
every cell in doubt that it writes a character of.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from checker.documents.second_reading.glyphs import DIGITS, SEPARATORS, lines_of
from checker.documents.second_reading.shape_check import misshapen
from checker.documents.second_reading.told_letters import (
    is_no_dash,
    is_no_digit,
    is_no_letter,
    is_no_nothing,
    is_no_stroke,
    may_be_a_figure,
)
from checker.documents.second_reading.word_reader import PLACEHOLDER
from checker.model import Doubt
from checker.model.document import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence, Set

    from checker.documents.pdf.characters import Char
    from checker.documents.pdf.pdfium import Page
    from checker.model.table_grid import Grid, GridCell


TWICE = 2
"""Prints of a sign that look like one other sign, for its font to be caught where it prints more of
them: a map that lies does so each time. A single one may be misjudged in an honest font (1.4 % of
digits of unseen designs; one 8 of eight in a face that pdfium widened): its own cell's doubt."""


_BY_THEIR_BOX = (is_no_letter, is_no_dash, is_no_nothing, is_no_stroke)


class Sign(NamedTuple):
    """What a font prints and gives out as a digit.

    Two glyphs that it gives out as the same one are told apart where one is wider.
    """

    font: int  # as the file's open pages know it
    text: str
    tenths: int  # of its height that it is wide

    @classmethod
    def of(cls, char: Char, font: int) -> Sign:
        """The sign that a character is a print of."""
        x0, y0, x1, y1 = char.box
        return cls(font, char.text, round(10 * (x1 - x0) / (y1 - y0)) if y1 > y0 else 0)


@dataclass(frozen=True, slots=True)
class Twice:
    """The grids of a page, read twice; ``printed`` are the characters of each cell, grid by grid.

    Of a cell whose number is sure they are those that it is made of.
    """

    page: Page
    grids: Sequence[Grid]
    printed: Sequence[Sequence[Char]]

    @property
    def sure(self) -> list[tuple[GridCell, Sequence[Char]]]:
        """The cells that are not doubtful, and their characters."""
        cells = (cell for grid in self.grids for cell in grid.cells)
        pairs = zip(cells, self.printed, strict=True)
        return [(cell, chars) for cell, chars in pairs if cell.doubt is None]

    @property
    def digits(self) -> set[Sign]:
        """The digits that its numbers print; all of them were looked at."""
        return {
            Sign.of(char, self.page.font(char))
            for cell, chars in self.sure
            if begins_with_a_number(cell.compact)
            for char in chars
            if char.text in DIGITS
        }


def disbelieved(pages: Sequence[Twice]) -> Iterator[list[Grid]]:
    """The grids page by page, the cells that a lying font writes not sure."""
    shapes = [_misshapen(one) for one in pages]
    hiding = frozenset[int]().union(*(one.page.fonts_of_spaces for one in pages))
    fonts = (_caught(pages, shapes) | hiding) - {0}
    for one, odd in zip(pages, shapes, strict=True):
        if not (fonts or odd):
            yield list(one.grids)
            continue
        printed = iter(one.printed)
        grids = [
            replace(
                grid,
                cells=tuple(
                    _believed(cell, next(printed), odd, fonts, one.page) for cell in grid.cells
                ),
            )
            for grid in one.grids
        ]
        yield list(map(_without_blanks, grids)) if hiding else grids


def _caught(pages: Sequence[Twice], shapes: Sequence[Mapping[int, str]]) -> set[int]:
    """The fonts that give out a sign as another, and not in a single print of many."""
    if not any(shapes):
        return set()  # nearly every file: no character need be asked for its font
    printed: Counter[tuple[int, str]] = Counter()
    odd: Counter[tuple[int, str, str]] = Counter()
    for one, shape in zip(pages, shapes, strict=True):
        for _, chars in one.sure:
            for char in chars:
                font = one.page.font(char)
                printed[font, char.text] += 1
                if char.index in shape:
                    odd[font, char.text, shape[char.index]] += 1
    return {
        font for (font, text, _), count in odd.items() if count >= min(TWICE, printed[font, text])
    }


def proves_nothing(grid: Grid) -> bool:
    """Whether a table shows that its file's text is not what is drawn, or is of no script.

    A label that a font without characters writes may be any.
    """
    return any(
        cell.doubt is Doubt.GLYPH_LIES
        or (cell.doubt is Doubt.UNMAPPED_FONT and not DIGITS & set(cell.text))
        for cell in grid.cells
    )


def _misshapen(read: Twice) -> dict[int, str]:
    """What is not shaped as its text says in the sure cells of a page.

    All are looked at together: looking closely means to draw the page once more.
    """
    numbers = [
        line
        for cell, chars in read.sure
        if begins_with_a_number(cell.compact)
        for line in lines_of([char for char in chars if char.text in DIGITS])
    ]
    words = [
        line
        for _, chars in read.sure
        if any(char.text not in DIGITS for char in chars) and may_be_a_figure(chars, read.page)
        for line in lines_of(chars)
    ]
    dashes = {
        char.index: UNKNOWN
        for _, chars in read.sure
        if len(chars) <= PLACEHOLDER
        for char in chars
        if any(is_other(char, read.page) for is_other in _BY_THEIR_BOX)
    }
    low = {
        char.index: UNKNOWN for number in numbers for char in number if is_no_digit(char, read.page)
    }
    return dashes | misshapen(numbers, words, read.page) | low


def _believed(
    cell: GridCell,
    chars: Sequence[Char],
    shapes: Mapping[int, str],
    fonts: Set[int],
    page: Page,
) -> GridCell:
    """The cell, doubtful where one of its characters is of a font that lies."""
    if cell.doubt is not None or not any(
        char.index in shapes or page.font(char) in fonts for char in chars
    ):
        return cell
    shown = "".join(shapes.get(char.index, char.text) for char in chars)
    readings = tuple(dict.fromkeys((cell.compact, "".join(shown.split()))))
    return replace(cell, doubt=Doubt.GLYPH_LIES, readings=readings)


def _without_blanks(grid: Grid) -> Grid:
    """The grid, no blank of it sure: where a font gives glyphs out as spaces, one may stand there.

    Of spaces in a row pdfium tells the first.
    """
    cells = (
        replace(cell, doubt=Doubt.UNMAPPED_FONT)
        if cell.doubt is None and not cell.compact
        else cell
        for cell in grid.cells
    )
    return replace(grid, cells=tuple(cells))


def begins_with_a_number(text: str) -> bool:
    """Whether a cell's text is a figure of the table, not a label or a list number before one."""
    return text[:1] in DIGITS | SEPARATORS and not is_numbered_label(text)


def is_numbered_label(text: str) -> bool:
    """``1.属于国家秘密``: a list number, then words, no further digit."""
    rest = text.lstrip("0123456789")
    return rest[:1] in {".", "、", "．"} and len(rest) > 1 and not DIGITS & set(rest)
