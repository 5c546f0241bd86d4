"""Tables as found in a file: grids of cells, each with both readings and its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.model.cells import Doubt
    from checker.model.places import Box, Place


@dataclass(frozen=True, slots=True)
class GridCell:
    """A printed cell (spans joined). ``row`` and ``column`` are those of its top left corner.

    ``text`` is what is printed in it, as both readings agree, without what is not part of it
    (watermark, hidden or struck-out characters); ``mark`` a raised footnote mark beside it;
    ``readings`` the two texts where they differ. ``box`` is in the page's upright frame (made
    up where there are no pages); ``place`` is where a reader of the file finds the cell.
    """

    row: int
    column: int
    rows: int
    columns: int
    box: Box
    text: str
    mark: str = ""
    doubt: Doubt | None = None
    readings: tuple[str, ...] = ()
    place: Place | None = field(default=None, compare=False)
    clear: Box | None = field(default=None, compare=False)
    """What lies between the inner edges of the cell's own lines, where they are known."""

    def interior(self, margin: float) -> Box:
        """What no line of the cell lies in: between its lines, or the box without a margin."""
        if self.clear is not None:
            return self.clear
        x0, y0, x1, y1 = self.box
        return (x0 + margin, y0 + margin, x1 - margin, y1 - margin)

    # A report has 200 cells and each is made anew three times: dataclasses.replace takes 2.9 µs for
    # it, a call of the class 1.2.
    def found_at(self, place: Place) -> GridCell:
        """The cell with its place in the file."""
        return GridCell(
            self.row, self.column, self.rows, self.columns, self.box,
            self.text, self.mark, self.doubt, self.readings, place, self.clear,
        )  # fmt: skip

    def framed(self, box: Box, clear: Box) -> GridCell:
        """The cell between the lines that are drawn around it."""
        return GridCell(
            self.row, self.column, self.rows, self.columns, box,
            self.text, self.mark, self.doubt, self.readings, self.place, clear,
        )  # fmt: skip

    def saying(self, text: str, mark: str) -> GridCell:
        """The cell with what is printed in it."""
        return GridCell(
            self.row, self.column, self.rows, self.columns, self.box,
            text, mark, self.doubt, self.readings, self.place, self.clear,
        )  # fmt: skip

    def __hash__(self) -> int:
        """Of what tells the cells of a grid apart: a third of the time that all of it takes."""
        return hash((self.row, self.column, self.text))

    @property
    def compact(self) -> str:
        """The text without white space."""
        return "".join(self.text.split())


@dataclass(frozen=True)
class Grid:
    """One grid in one part of a document (a page), rows from top to bottom.

    ``box`` is in the page's upright frame, as those of its cells are.

    ``proven`` is ``False`` where the lines were not drawn but inferred from how the text is
    aligned; what is read from such a grid needs its labels and headers as witnesses.

    ``strays`` are figures printed on the page that stand in no row of a table whose lines were
    inferred: what is near one may be its place.

    ``recognised`` is ``True`` where the words are what the program made of pictures, or are of
    fonts that name no characters or others than they draw: a letter of a label may be another one
    on paper, so that no wording is called altered.

    ``fonts_lie`` is ``True`` where fonts of the file name other characters than they draw: what
    is told as letters may be figures.
    """

    part: int
    box: Box
    height: int
    width: int
    cells: tuple[GridCell, ...]
    proven: bool = True
    recognised: bool = False
    fonts_lie: bool = False
    strays: tuple[Box, ...] = ()

    @cached_property
    def _places(self) -> dict[tuple[int, int], GridCell]:
        return {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        }

    def at(self, row: int, column: int) -> GridCell:
        """The cell that covers this row and column; ``KeyError`` outside the grid."""
        return self._places[row, column]

    def row(self, row: int) -> tuple[GridCell, ...]:
        """The cells that cover a row, from left to right, each once."""
        return tuple(dict.fromkeys(self.at(row, column) for column in range(self.width)))
