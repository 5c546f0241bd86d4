"""Pages that are pictures, as a document: each is read once, when something of it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2

from checker.documents.scan import readers
from checker.documents.scan.lost_rules import LostRules
from checker.documents.scan.page import read_page
from checker.documents.scan.text_layer import held_against_layer
from checker.errors import DocumentError
from checker.model import PagePlace, PicturePlace, RefusalReason, Remark, RemarkKind
from checker.model.document import Part
from checker.model.table_grid import Grid, GridCell
from checker.model.wordings import NoWordings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.pdf.document import PdfDocument
    from checker.documents.pdf.rendering import Coloured
    from checker.documents.scan.read_page import ReadCell, ReadGrid, ReadPage, TextLine
    from checker.model import Box, PageFault
    from checker.model.marks import Own
    from checker.model.page_images import Note, PagePicture, View
    from checker.model.wordings import Wordings

ROUTE = "pictured"


class ScanDocument:
    """The pages of a PDF that are pictures (see ``model.document.Document``)."""

    routes = (ROUTE,)
    faults: Sequence[PageFault] = ()

    def __init__(self, pages: PdfDocument) -> None:
        cv2.setNumThreads(1)  # a reading process is one of as many as there are processors
        self._pages = pages
        self._lost = LostRules(NoWordings())
        self._done: list[_Page] = []

    @property
    def own(self) -> Own | None:
        """The mark of the PDF that they are in."""
        return self._pages.own

    @property
    def reports(self) -> Sequence[Sequence[int]]:
        """All pages."""
        return self._pages.reports

    def remarks(self, parts: Sequence[int] = ()) -> tuple[Remark, ...]:
        """That pictures were read, and by whom."""
        del parts
        return (Remark(RemarkKind.READ_FROM_PICTURES, " + ".join(readers.names())),)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The text of every page, each line with its box and how sure the reader was."""
        return tuple(self._read(number).part for number in range(1, self._pages.count + 1))

    def require_text(self) -> None:
        """Nothing, where some page has a line of text; ``DocumentError`` otherwise."""
        if not any(part.text for part in self.parts):
            raise DocumentError(RefusalReason.NO_TEXT)

    def expect(self, wordings: Wordings) -> None:
        """What the forms print: tables without lines are found by their words."""
        self._lost = LostRules(wordings)

    def has_pictures(self, parts: Sequence[int]) -> bool:
        """Always: a table that was not found may stand in the picture all the same."""
        return bool(parts)

    def grids(self, parts: Sequence[int], route: str) -> list[Grid]:
        """The tables on these pages, every figure read by several readers."""
        assert route in self.routes
        return [grid for number in sorted(parts) for grid in self._read(number).grids]

    def pictures(self, views: Sequence[View]) -> tuple[PagePicture, ...]:
        """A picture for each view of a page."""
        return self._pages.pictures(views)

    def annotated(self, notes: Sequence[Note]) -> bytes:
        """The PDF with the notes on its pages."""
        return self._pages.annotated(notes)

    def attachment(self, name: str) -> bytes:
        """A file that the PDF carries."""
        return self._pages.attachment(name)

    def _read(self, number: int) -> _Page:
        """A page; those before it are read first, from which its tables may go on."""
        while len(self._done) < number:
            self._done.append(self._read_page(len(self._done) + 1))
        return self._done[number - 1]

    def _read_page(self, number: int) -> _Page:
        shown = self._pages.in_colour(number)
        dpi = 72 * shown.pixels.shape[1] / (shown.box[2] - shown.box[0])
        read = read_page(shown.pixels, dpi, self._lost)
        layer = self._pages.characters(number)
        return _Page(number, shown, held_against_layer(read, layer, shown))


class _Page:
    """A page that was read: its text and its tables, with the places they have in the file."""

    def __init__(self, number: int, shown: Coloured, read: ReadPage) -> None:
        self._number = number
        self._shown = shown.frame, shown.box, shown.pixels.shape[:2]
        self._user_box = shown.user_box
        self._scale = (shown.box[2] - shown.box[0]) / read.size[0]
        self._high = read.size[1] * self._scale
        self.part = Part(
            "\n".join(line.text for line in read.lines),
            PagePlace(number),
            tuple(self._place_of_line(line) for line in read.lines),
        )
        self.grids = [self._grid(grid) for grid in read.grids]

    def _place_of_line(self, line: TextLine) -> PicturePlace:
        return PicturePlace(
            self._user_box(*line.box), line.confidence, line.readers, page=self._number
        )

    def _grid(self, grid: ReadGrid) -> Grid:
        """A table as recognition takes it: its lines are drawn, its words were recognised."""
        xs, ys = grid.ruled.xs, grid.ruled.ys
        return Grid(
            self._number,
            self._box(xs[0], ys[0], xs[-1], ys[-1]),
            len(ys) - 1,
            len(xs) - 1,
            tuple(self._cell(cell, xs, ys) for cell in grid.cells),
            recognised=True,
            proven=False,
            strays=tuple(self._box(*stray) for stray in grid.strays),
        )

    def _cell(self, cell: ReadCell, xs: Sequence[int], ys: Sequence[int]) -> GridCell:
        at = cell.ruled
        box = self._box(xs[at.column], ys[at.row], xs[at.column + at.columns], ys[at.row + at.rows])
        place = PicturePlace(
            self._user_box(*cell.box), cell.confidence, cell.readers, page=self._number
        )
        return GridCell(
            at.row,
            at.column,
            at.rows,
            at.columns,
            box,
            cell.text,
            doubt=cell.doubt,
            readings=cell.readings,
            place=place,
        )

    def _box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """Pixels of the straight page as points: recognition wants columns that are upright."""
        scale, high = self._scale, self._high
        return (left * scale, high - bottom * scale, right * scale, high - top * scale)
