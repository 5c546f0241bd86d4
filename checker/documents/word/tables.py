"""Rows of Word cells → cells with their places: spans over columns, merges over rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.documents.cell_layout import MOST_SLOTS, PlacedCell
from checker.documents.cell_text import REPLACEMENT, CellText, Manner, bare
from checker.documents.word.parts import child, number, value
from checker.errors import DocumentError
from checker.model import DocumentPlace, Doubt, RefusalReason

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.documents.word.parts import Element

MOST_COLUMNS = 1000  # Word itself bears 63 in a row
_SLIVER = 60
"""Twips (three points): a column of the grid narrower than this is two edges that should be one.
Older formats keep the edges of each row for itself, and LibreOffice makes columns of one twip of
them; the narrowest column with a figure has 200."""


@dataclass(slots=True)
class WordCell:
    """A cell (``tc``) as it comes: its place, its text, and which of that Word itself wrote."""

    place: DocumentPlace
    element: Element
    column: int
    columns: int
    continues: bool  # one above it in the same columns goes on here
    text: CellText = field(default_factory=CellText)
    numbers: list[str] = field(default_factory=list)

    @property
    def written(self) -> str:
        """The bare text without the numbers that Word writes before paragraphs."""
        text = self.text.text
        for one in self.numbers:
            text = text.replace(one, "", 1)
        return bare(text)

    @property
    def doubt(self) -> Doubt | None:
        """Why it may not be read for sure.

        A number that Word writes stands before the figure on paper: they would be read as one.
        One that is not known here may be the figure itself.
        """
        other = self.written
        figure = any(map(str.isdigit, other)) and not any(map(str.isalpha, other))
        numbered = any(map(str.isdigit, "".join(self.numbers))) or REPLACEMENT in self.numbers
        if numbered and (figure or (not other and REPLACEMENT in self.numbers)):
            return self.text.doubt or Doubt.TWO_NUMBERS
        return self.text.doubt


@dataclass(slots=True)
class WordRow:
    """A row that shows, its cells from left to right."""

    cells: list[WordCell] = field(default_factory=list)


@dataclass(slots=True)
class WordTable:
    """A table, counted among those of the document from 1."""

    order: int
    widths: tuple[int, ...] = ()  # of the columns of its grid; 0 where nothing is said
    rows: list[WordRow] = field(default_factory=list)
    mirrored: bool = False

    def columns(self) -> dict[int, int]:
        """Where each edge of the grid lies among the columns that are none too narrow to be."""
        narrow = {at for at, width in enumerate(self.widths) if 0 < width < _SLIVER}
        for cell in (cell for row in self.rows for cell in row.cells):
            across = set(range(cell.column, cell.column + cell.columns))
            if cell.text.text and across <= narrow:  # whatever it is, something stands in it
                narrow -= across
        last = max(
            (cell.column + cell.columns for row in self.rows for cell in row.cells), default=0
        )
        edges, at = {}, 0
        for edge in range(last + 1):
            edges[edge] = at
            at += edge not in narrow
        return edges

    @property
    def has_figures(self) -> bool:
        """Whether a digit shows in it."""
        return any(
            char.isdigit() for row in self.rows for cell in row.cells for char in cell.text.text
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the document's text and where it stands."""

    text: str
    place: DocumentPlace


@dataclass(slots=True)
class Story:
    """What a document shows: its lines and tables in order, and what of it is not read.

    ``pictures`` counts what is drawn, ``chunks`` the files of other formats that it takes in.
    """

    lines: list[Line] = field(default_factory=list)
    tables: list[WordTable] = field(default_factory=list)
    paragraphs: list[Element] = field(default_factory=list)  # those that stand in no table
    pictures: int = 0
    chunks: int = 0


def next_cell(row: WordRow, element: Element, table: WordTable, before: int) -> WordCell:
    """The cell to the right of those of its row, the last of its table; ``before`` is left out."""
    last = row.cells[-1] if row.cells else None
    properties = child(element, "tcPr")
    merge = child(properties, "vMerge")
    return WordCell(
        DocumentPlace(table.order, len(table.rows), len(row.cells) + 1),
        element,
        last.column + last.columns if last is not None else before,
        min(max(number(child(properties, "gridSpan"), default=1), 1), MOST_COLUMNS),
        merge is not None and value(merge) != "restart",
    )


def placed(
    table: WordTable, checked: Callable[[WordCell], tuple[Doubt | None, tuple[str, ...]]]
) -> list[PlacedCell]:
    """The cells with the rows and columns that they cover.

    ``checked`` says of a cell why it is in doubt and what its readings are. ``DocumentError``
    where spans make more than ``MOST_SLOTS`` places.
    """
    heads: list[tuple[WordCell, int]] = []  # cells that begin, and how many rows each covers
    open_: dict[tuple[int, int], int] = {}
    for row in table.rows:
        above, open_ = open_, {}
        for cell in row.cells:
            at = (cell.column, cell.columns)
            index = above.get(at) if cell.continues else None
            if index is None:
                index = len(heads)
                heads.append((cell, 1))
            else:
                head, rows = heads[index]
                heads[index] = head, rows + 1
                # What stands in the continuing cell is not shown.
                head.text.add(cell.text.text, Manner(hidden=True))
            open_[at] = index
    if sum(rows * cell.columns for cell, rows in heads) > MOST_SLOTS:
        raise DocumentError(RefusalReason.OUT_OF_BOUNDS)
    edges = table.columns()
    width = max(edges.values())
    result = []
    for cell, rows in heads:
        doubt, readings = checked(cell)
        first, end = edges[cell.column], edges[cell.column + cell.columns]
        if first == end:
            continue
        column = width - end if table.mirrored else first
        assert cell.place.row is not None
        result.append(
            PlacedCell(
                cell.place.row - 1,
                column,
                rows,
                end - first,
                cell.text.text,
                cell.place,
                cell.text.mark,
                doubt,
                readings,
            )
        )
    return sorted(result, key=lambda one: (one.row, one.column))


def row_places(table: WordTable) -> Sequence[DocumentPlace]:
    """A place for each row."""
    return [DocumentPlace(table.order, row) for row in range(1, len(table.rows) + 1)]
