"""A report laid out on pages: where each line of text, rule and shaded plate comes to lie.

Millimetres from the upper left corner of A4 paper. What a word processor does, only plainer: text
wraps by the widths of its characters, rows break between pages, merged cells are cut where the
page ends.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from samples.grid import Grid, Role
from samples.story import Part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samples.grid import Box
    from samples.story import Paragraph

WIDE, HIGH = 210.0, 297.0
LEFT, RIGHT, TOP, FOOT = 26.0, 184.0, 28.0, 271.0
TYPE = 5.3  # of paragraphs, 15 points
SMALL = 3.7  # of tables
LEADING = 1.35  # of the size of type
PADDING = 1.0  # between a cell's line and its text
_CENTRED = (Part.TITLE,)


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text from a point on its baseline; ``is_figure`` in a cell of figures."""

    text: str
    x: float
    y: float
    size: float
    is_figure: bool = False

    @property
    def width(self) -> float:
        """How long the line is."""
        return width(self.text) * self.size


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of a table, level or upright."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Plate:
    """A shaded ground of a cell."""

    x0: float
    y0: float
    x1: float
    y1: float


Mark: TypeAlias = Text | Rule | Plate
Page: TypeAlias = tuple[Mark, ...]


def width(text: str) -> float:
    """The length of a text in sizes of type."""
    return sum(map(_wide, text))


def _wide(char: str) -> float:
    return 1.0 if unicodedata.east_asian_width(char) in ("W", "F", "A") else 0.5


def laid_out(blocks: Iterable[Paragraph | Grid], *, shaded: bool = False) -> tuple[Page, ...]:
    """The pages of a report; ``shaded`` captions and heads as table styles have them."""
    sheet = _Paper(shaded)
    for block in blocks:
        if isinstance(block, Grid):
            sheet.table(block)
        else:
            sheet.paragraph(block)
    return tuple(map(tuple, sheet.pages))


def wrapped(text: str, room: float) -> list[str]:
    """A text in lines that are no longer than so many sizes of type."""
    lines: list[str] = []
    for piece in text.split("\n"):
        line, length = "", 0.0
        for char in piece:
            if line and length + _wide(char) > room + 1e-6:
                lines.append(line)
                line, length = "", 0.0
            line, length = line + char, length + _wide(char)
        lines.append(line)
    return lines


@dataclass
class _Paper:
    """The page that is written on, and those before it."""

    shaded: bool
    pages: list[list[Mark]] = field(default_factory=lambda: [[]])
    y: float = TOP

    def paragraph(self, block: Paragraph) -> None:
        """The lines of a paragraph; titles stand in the middle."""
        size = TYPE * (1.4 if block.part is Part.TITLE else 1.0)
        indent = "" if block.part in _CENTRED else "\u3000\u3000"
        for line in wrapped(indent + block.text, (RIGHT - LEFT) / size):
            self._require(size * LEADING)
            x = LEFT
            if block.part in _CENTRED:
                x = (LEFT + RIGHT - width(line) * size) / 2
            bare = line.lstrip("\u3000")
            shift = width(line[: len(line) - len(bare)]) * size
            self.pages[-1].append(Text(bare, x + shift, self.y + size, size))
            self.y += size * LEADING
        self.y += 1.0

    def table(self, grid: Grid) -> None:
        """The cells of a table, row by row."""
        edges = _edges(grid)
        heights = [_height(row, edges) for row in _starts(grid)]
        placed = _placed(grid)
        self._require(sum(heights[:3]))
        begun = 0
        tops: dict[int, float] = {}
        for row, high in enumerate(heights):
            if self.y + high > FOOT:
                self._cells(placed, edges, tops, begun, row)
                self._break()
                begun, tops = row, {}
            tops[row] = self.y
            self.y += high
            tops[row + 1] = self.y
        self._cells(placed, edges, tops, begun, len(heights))
        self.y += 4.0

    def _cells(
        self,
        placed: list[tuple[int, int, Box]],
        edges: list[float],
        tops: dict[int, float],
        first: int,
        end: int,
    ) -> None:
        """The cells of some rows, which stand on one page."""
        for row, column, box in placed:
            above, below = max(row, first), min(row + box.rows, end)
            if above >= below:
                continue
            x0, x1 = edges[column], edges[column + box.columns]
            y0, y1 = tops[above], tops[below]
            if self.shaded and box.role in (Role.CAPTION, Role.HEAD):
                self.pages[-1].append(Plate(x0, y0, x1, y1))
            self.pages[-1] += [
                Rule(x0, y0, x1, y0),
                Rule(x0, y1, x1, y1),
                Rule(x0, y0, x0, y1),
                Rule(x1, y0, x1, y1),
            ]
            if above == row:
                self._write(box, (x0, y0, x1, y1))

    def _write(self, box: Box, at: tuple[float, float, float, float]) -> None:
        x0, y0, x1, y1 = at
        lines = wrapped(box.text, (x1 - x0 - 2 * PADDING) / SMALL)
        y = (y0 + y1 - len(lines) * SMALL * LEADING) / 2
        for line in lines:
            x = (x0 + x1 - width(line) * SMALL) / 2
            if box.role is Role.LABEL:
                x = x0 + PADDING
            if line:
                figure = box.role is Role.NUMBER
                self.pages[-1].append(Text(line, x, y + SMALL * 1.1, SMALL, figure))
            y += SMALL * LEADING

    def _require(self, high: float) -> None:
        if self.y + high > FOOT:
            self._break()

    def _break(self) -> None:
        self.pages.append([])
        self.y = TOP


def _edges(grid: Grid) -> list[float]:
    edges = [LEFT]
    for share in grid.widths:
        edges.append(edges[-1] + share * (RIGHT - LEFT) / sum(grid.widths))
    return edges


def _placed(grid: Grid) -> list[tuple[int, int, Box]]:
    """Each box with its row and column: the first free ones, as in HTML."""
    taken: set[tuple[int, int]] = set()
    found = []
    for row, boxes in enumerate(grid.rows):
        column = 0
        for box in boxes:
            while (row, column) in taken:
                column += 1
            found.append((row, column, box))
            taken |= {
                (row + down, column + across)
                for down in range(box.rows)
                for across in range(box.columns)
            }
    return found


def _starts(grid: Grid) -> list[list[tuple[int, Box]]]:
    rows: list[list[tuple[int, Box]]] = [[] for _ in grid.rows]
    for row, column, box in _placed(grid):
        rows[row].append((column, box))
    return rows


def _height(row: list[tuple[int, Box]], edges: list[float]) -> float:
    """As high as the text of its cells asks; one over several rows asks for its share."""
    most = 1.0
    for column, box in row:
        room = edges[min(column + box.columns, len(edges) - 1)] - edges[column] - 2 * PADDING
        most = max(most, len(wrapped(box.text, room / SMALL)) / box.rows)
    return most * SMALL * LEADING + 2 * PADDING
