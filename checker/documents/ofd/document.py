"""An OFD file as a document: its pages drawn as a PDF, and what must not be believed of them."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker.documents.geometry import meet
from checker.documents.ofd.content import Content
from checker.documents.ofd.drawn import DrawnPicture, DrawnText
from checker.documents.ofd.overlays import annotations_of, seals_of
from checker.documents.ofd.printing import POINTS, PdfPages
from checker.documents.ofd.resources import Resources
from checker.documents.ofd.second_reading import piece_of, pieces_again, unlike
from checker.documents.ofd.structure import Parts, documents_of
from checker.documents.pdf import document as pdf
from checker.model import Doubt, PagePlace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.documents.ofd.drawn import Drawn
    from checker.documents.ofd.markup import Element
    from checker.documents.ofd.overlays import Seal
    from checker.documents.ofd.second_reading import Piece
    from checker.documents.ofd.structure import PagePart
    from checker.model import Box, PageFault, Remark
    from checker.model.document import Part
    from checker.model.marks import Own
    from checker.model.page_images import Note, PagePicture, View
    from checker.model.table_grid import Grid, GridCell
    from checker.model.wordings import Wordings
    from checker.options import ReadOptions

_FIGURES = frozenset("0123456789０１２３４５６７８９.,，．-－−+＋")


@dataclass(frozen=True, slots=True)
class Unsure:
    """A place on a page where something keeps a figure from being sure (points, from below)."""

    page: int
    box: Box
    doubt: Doubt


@contextmanager
def opened(data: bytes, options: ReadOptions) -> Iterator[OfdDocument]:
    """An open OFD file; ``DocumentError`` when it cannot be opened or is beyond the limits."""
    drawn = _Drawing(data, options.max_pages)
    with pdf.opened(drawn.written(), options) as document:
        yield OfdDocument(document, drawn.reports, drawn.unsure)


class OfdDocument:
    """The pages of an OFD file (see ``model.document.Document``), read as those of a PDF."""

    own: Own | None = None

    def __init__(
        self,
        drawn: pdf.PdfDocument,
        reports: Sequence[Sequence[int]],
        unsure: Sequence[Unsure],
    ) -> None:
        self._drawn = drawn
        self._unsure = unsure
        self.reports = reports

    @property
    def parts(self) -> Sequence[Part]:
        """The text of every page."""
        return self._drawn.parts

    def remarks(self, parts: Sequence[int] = ()) -> Sequence[Remark]:
        """Those of the pages as they are drawn."""
        return self._drawn.remarks(parts)

    @property
    def routes(self) -> Sequence[str]:
        """Those of a PDF."""
        return self._drawn.routes

    @property
    def faults(self) -> Sequence[PageFault]:
        """What the parser of tables raised so far."""
        return self._drawn.faults

    def has_pictures(self, parts: Sequence[int]) -> bool:
        """Whether one of these pages shows a picture large enough to be a table."""
        return self._drawn.has_pictures(parts)

    def require_text(self) -> None:
        """Nothing, where some page has legible text; ``DocumentError`` otherwise."""
        self._drawn.require_text()

    def expect(self, wordings: Wordings) -> None:
        """What the forms print."""
        self._drawn.expect(wordings)

    def grids(self, parts: Sequence[int], route: str) -> Sequence[Grid]:
        """The grids on these pages, every cell read by both readings."""
        return [
            replace(grid, cells=tuple(map(self._doubted, grid.cells)))
            for grid in self._drawn.grids(parts, route)
        ]

    def pictures(self, views: Sequence[View]) -> tuple[PagePicture, ...]:
        """A picture for each view of a page as it is drawn here."""
        return self._drawn.pictures(views)

    def annotated(self, notes: Sequence[Note]) -> bytes:
        """The pages as a PDF, with the notes on them: no program writes notes into an OFD file."""
        return self._drawn.annotated(notes)

    def attachment(self, name: str) -> bytes:
        """None: ``DocumentError``."""
        return self._drawn.attachment(name)

    def _doubted(self, cell: GridCell) -> GridCell:
        """The cell, doubtful where something about its place is not sure."""
        place = cell.place
        if not isinstance(place, PagePlace) or place.box is None:
            return cell
        text = cell.compact
        if text and not set(text) <= _FIGURES:
            return cell  # a label: it is matched by likeness
        for one in self._unsure:
            # That a seal lies there says more than what its ink did to the reading.
            tells = cell.doubt is None or one.doubt is Doubt.UNDER_SEAL
            if tells and one.page == place.page and meet(one.box, place.box):
                return replace(cell, doubt=one.doubt, readings=cell.readings or (text,))
        return cell


class _Drawing:
    """A package drawn as a PDF, page by page, and what is not sure on it."""

    def __init__(self, data: bytes, most_pages: int) -> None:
        self._parts = Parts(data)
        documents = documents_of(self._parts, most_pages)
        self._pages = PdfPages(self._parts)
        self._texts: list[tuple[PagePart, list[DrawnText]]] = []
        self.unsure: list[Unsure] = []
        for document in documents:
            notes = annotations_of(self._parts, document)
            seals = seals_of(self._parts, document)
            for page in document.pages:
                own = [seal for seal in seals if seal.page == page.id]
                self._draw(page, notes.get(page.id, ()), own)
        # After the first reading, which counts what a file draws: ofdkit follows it without end.
        again = pieces_again(data)
        for page, texts in self._texts:
            self._hold_against(page, texts, again.get(page.number, ()))
        self.reports = tuple(tuple(page.number for page in one.pages) for one in documents)

    def written(self) -> bytes:
        """The PDF."""
        return self._pages.written()

    def _draw(self, page: PagePart, notes: Iterable[Element], seals: Sequence[Seal]) -> None:
        resources = Resources(self._parts, page.resources)
        content = Content(resources)
        drawn: list[Drawn] = []
        below = [one.part for one in page.templates if not one.above]
        above = [one.part for one in page.templates if one.above]
        for root in (*map(self._parts.root, below), page.content, *map(self._parts.root, above)):
            drawn += content.of_page(root)
        for note in notes:
            drawn += content.of_annotation(note)
        for seal in seals:
            x, y, wide, high = seal.bounds
            name = self._pages.picture(seal.picture or b"")
            drawn.append(DrawnPicture(name, (wide, 0.0, 0.0, high, x, y), 1.0, ()))
            self._doubt(page, (x, y, x + wide, y + high), Doubt.UNDER_SEAL)
        self._pages.add(page.paper, drawn, resources.fonts)
        self._texts.append((page, [one for one in drawn if isinstance(one, DrawnText)]))

    def _hold_against(
        self, page: PagePart, drawn: Sequence[DrawnText], again: Sequence[Piece]
    ) -> None:
        """The text of a page against the other reading's, which has none if it read nothing."""
        alone = [piece_of(one) for one in drawn if not one.run.sure or not one.ink_is_even]
        alone += unlike([piece_of(one) for one in drawn if one.own], again)
        for piece in alone:
            self._doubt(page, piece.box, Doubt.READINGS_DIFFER)

    def _doubt(self, page: PagePart, box: Box, doubt: Doubt) -> None:
        x, y, _, high = page.paper
        left, top, right, foot = box
        placed = (
            (left - x) * POINTS,
            (y + high - foot) * POINTS,
            (right - x) * POINTS,
            (y + high - top) * POINTS,
        )
        self.unsure.append(Unsure(page.number, placed, doubt))
