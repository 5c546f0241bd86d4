"""A PDF as a document: its text page by page, and the grids on chosen pages, read twice.

Grids come by three routes, tried in this order by the caller until every table is whole:
the lines the PDF draws, those lines made whole, lines inferred from how the text is aligned.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from functools import cached_property, partial
from typing import TYPE_CHECKING

from checker.documents.pdf import camelot_tables
from checker.documents.pdf.decipher.unknown_cells import rows_doubted
from checker.documents.pdf.layouts import Layouts
from checker.documents.pdf.open_tables import OpenTables
from checker.documents.pdf.page_edge import cut_by_page
from checker.documents.pdf.page_views import cut
from checker.documents.pdf.placing import placed
from checker.documents.pdf.rendering import drawn_meanwhile
from checker.documents.pdf.ruling_image import draw, made_whole, pixels_per_point
from checker.documents.pdf.rulings import rulings_of
from checker.documents.pdf.snapping import snapped
from checker.documents.pdf.source import Source
from checker.documents.pdf.text_layer import TextLayer, has_picture
from checker.documents.reading_order import in_reading_order
from checker.documents.second_reading.cross_read import cross_read
from checker.documents.second_reading.lying_fonts import disbelieved, proves_nothing
from checker.documents.second_reading.sentence_digits import SentenceDigits
from checker.errors import DocumentError
from checker.model import PagePlace, RefusalReason, Remark, RemarkKind
from checker.model.document import Part
from checker.model.marks import PDF_INFO, own_pdf
from checker.model.wordings import NoWordings
from checker.startup import not_collecting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.documents.pdf.drawing import Drawing
    from checker.documents.pdf.pdfium import Page
    from checker.documents.pdf.rendering import Coloured
    from checker.documents.pdf.rulings import Rulings
    from checker.documents.picture import Picture
    from checker.documents.second_reading.lying_fonts import Sign, Twice
    from checker.model import Box, PageFault
    from checker.model.marks import Own
    from checker.model.page_images import Note, PagePicture, View
    from checker.model.table_grid import Grid
    from checker.model.wordings import Wordings
    from checker.options import ReadOptions

KEPT = 50  # pages of a file that stay open with their characters; a long one may have hundreds


class Route(StrEnum):
    """Where a grid's lines come from."""

    DRAWN = "drawn"
    MADE_WHOLE = "made-whole"
    ALIGNED = "aligned"


@contextmanager
def opened(data: bytes, options: ReadOptions) -> Iterator[PdfDocument]:
    """An open PDF; ``DocumentError`` when it cannot be opened or is beyond the limits.

    While it is open nothing is collected: to look for cyclic garbage takes a fiftieth of the time,
    and a report leaves 900 objects of it, one of 200 pages 6,000.
    """
    with not_collecting(), Source(data, options.password, options.max_paths) as source:
        if source.count == 0:
            raise DocumentError(RefusalReason.NO_PAGES)
        if source.count > options.max_pages:
            limit = f"{source.count} > {options.max_pages}"
            raise DocumentError(RefusalReason.TOO_MANY_PAGES, limit)
        yield PdfDocument(source)


class PdfDocument:
    """The pages of an open PDF (see ``model.document.Document``): a part is a page."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.faults: list[PageFault] = []
        """What camelot raised so far, by whatever route, as it happened."""
        self._lineless: list[int] = []  # pages that camelot was spared
        self._layouts = Layouts()
        self._found_rulings: dict[int, Rulings | None] = {}
        self._wordings: Wordings = NoWordings()
        self._is_deciphered = False
        self._is_lying = False
        self._sentences = SentenceDigits(self._looked_at)
        self._vouched: set[Sign] | None = None  # digits that the tables print as told, once read

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The text of every page."""
        return tuple(Part(self._text(one), PagePlace(one)) for one in range(1, self.count + 1))

    def _text(self, number: int) -> str:
        """The text of a page; most of a long file's pages are looked at for nothing else."""
        page = self._source.page(number)
        text = page.plain
        brings_fonts = self._sentences.take(page)
        if self.count > KEPT and not (brings_fonts and self._source.open_pages <= KEPT):
            self._source.let_go(number)
        return text

    @contextmanager
    def _looked_at(self, number: int) -> Iterator[Page]:
        """A page for a look at it; of a long file it is closed again if it was."""
        was_open = self._source.is_open(number)
        try:
            yield self._page(number)
        finally:
            if not was_open and self.count > KEPT:
                self._source.let_go(number)

    @property
    def reports(self) -> tuple[tuple[int, ...], ...]:
        """All pages: that a PDF holds several reports is not told by the format."""
        return (tuple(range(1, self.count + 1)),)

    @property
    def routes(self) -> tuple[Route, ...]:
        """Drawn lines first, inferred ones last."""
        return tuple(Route)

    def require_text(self) -> None:
        """Nothing, where some page has legible text; ``DocumentError`` otherwise."""
        layer = self.text_layer
        if layer.is_scanned:
            raise DocumentError(RefusalReason.SCAN)
        if not layer.has_letters:
            raise DocumentError(RefusalReason.NO_TEXT)
        if not (layer.is_legible and layer.is_chinese):
            self._decipher()
        self._is_lying = not self._is_deciphered and layer.has_foreign_letters
        if not self.text_layer.is_legible:
            raise DocumentError(RefusalReason.NO_UNICODE)

    def _decipher(self) -> None:
        """Find out which characters the fonts' codes are by what the forms print."""
        if self._source.tell(self._wordings):
            self._is_deciphered = True
            self._sentences = SentenceDigits(self._looked_at)
            del self.parts

    def remarks(self, parts: Sequence[int] = ()) -> tuple[Remark, ...]:
        """That the text was deciphered, that it does not say what is drawn, as far as is known.

        Of sentences that is known once the tables of their report were read: most files print the
        digits of both in one font.
        """
        if self._is_deciphered:
            return (Remark(RemarkKind.DECIPHERED),)
        vouched = self._vouched
        if self._is_lying or (vouched is not None and self._sentences.lie(parts, vouched)):
            return (Remark(RemarkKind.FONTS_LIE),)
        return ()

    @property
    def own(self) -> Own | None:
        """The mark in the document's information, as far as the bytes bear it out."""
        return own_pdf(map(self._source.information, PDF_INFO), self._source.data)

    @property
    def count(self) -> int:
        """Number of pages."""
        return self._source.count

    @property
    def text_layer(self) -> TextLayer:
        """The file's text as far as it tells whether it can be read."""
        return TextLayer([part.text for part in self.parts], self._source.page)

    def has_pictures(self, parts: Sequence[int]) -> bool:
        """Whether one of these pages shows a picture large enough to be a table."""
        return any(has_picture(self._source.page(number)) for number in parts)

    def expect(self, wordings: Wordings) -> None:
        """What the forms print: open tables are found by their words."""
        self._wordings = wordings

    def grids(self, parts: Sequence[int], route: str) -> list[Grid]:
        """The grids on these pages, every cell read twice, in reading order."""
        pages = sorted(parts)
        self._layouts.turn_to(pages)
        self._source.show_only(pages)
        data = self._source.upright(pages)
        if route is Route.DRAWN:
            found, faults = self._drawn_grids(data, pages)
        else:
            open_tables = OpenTables(self._wordings)
            pictures = {
                number: partial(draw, self._source.page(number), lines)
                for number in pages
                if (lines := self._lines(number, route, open_tables)) is not None
            }
            coarsest = max(
                (1 / pixels_per_point(self._source.page(number)) for number in pictures),
                default=1.0,
            )
            found, faults = camelot_tables.pictured_grids(
                data,
                pictures,
                points_per_pixel=coarsest,
                proven=route is Route.MADE_WHOLE,
                layouts=self._layouts,
            )
            found = [replace(grid, strays=open_tables.strays.get(grid.part, ())) for grid in found]
        self.faults += faults
        if faults and self._lineless:  # is it camelot that fails, whatever it is given?
            _, more = camelot_tables.drawn_grids(data, self._lineless)
            self._lineless, self.faults = [], self.faults + more
        twice: list[Twice] = []
        for number in pages:
            on_page: list[Grid] = in_reading_order(
                (grid for grid in found if grid.part == number), lambda grid: grid.box
            )
            if on_page:
                page = self._source.page(number)
                rulings = self._rulings(number)
                if rulings is not None and route is not Route.ALIGNED:
                    on_page = [snapped(grid, rulings) for grid in on_page]
                if rulings is not None:
                    on_page = [cut_by_page(grid, rulings, page.frame) for grid in on_page]
                twice.append(cross_read(on_page, page))
        read = [
            placed(grid, one.page.frame)
            for one, grids in zip(twice, disbelieved(twice), strict=True)
            for grid in grids
        ]
        self._is_lying |= any(map(proves_nothing, read))
        self._vouched = (self._vouched or set()).union(*(one.digits for one in twice))
        if self._is_deciphered:
            read = [rows_doubted(grid) for grid in read]
        if self._is_deciphered or self._is_lying:
            return [replace(grid, recognised=True, fonts_lie=self._is_lying) for grid in read]
        return read

    def in_colour(self, number: int) -> Coloured:
        """A page as it looks, in colour."""
        return self._page(number).in_colour()

    def characters(self, number: int) -> list[tuple[str, Box]]:
        """The characters of a page's text, shown or hidden, with their boxes in user space."""
        page = self._page(number)
        return [(char.text, page.frame.user_box(char.box)) for char in page.chars]

    def pictures(self, views: Sequence[View]) -> tuple[PagePicture, ...]:
        """A picture for each view; ``DocumentError`` for a page that is not there."""
        whole: dict[tuple[int, int], Picture] = {}
        shown = []
        for view in views:
            page = self._page(view.page)
            key = view.page, view.dpi
            if key not in whole:
                whole[key] = page.pictured_at(view.dpi)
            shown.append(cut(whole[key], page.frame, view))
        return tuple(shown)

    def annotated(self, notes: Sequence[Note]) -> bytes:
        """The file's own bytes and, behind them, the notes.

        ``DocumentError`` for a file that is locked or does not bear an update.
        """
        from checker.documents.pdf.marked_copy import annotated

        return annotated(self._source, notes, self._page)

    def attachment(self, name: str) -> bytes:
        """A file that the PDF carries; ``DocumentError`` if there is none of this name."""
        found = self._source.attachment(name)
        if found is None:
            raise DocumentError(RefusalReason.NOT_A_REPORT, name)
        return found

    def _drawn_grids(self, data: bytes, pages: Sequence[int]) -> camelot_tables.Read:
        """Camelot's grids of the pages that draw enough lines; a fourth of them do not.

        Meanwhile these pages are drawn, for the second reading: two processors share the work.
        """
        drawings = {number: self._drawing(number) for number in pages}
        ruled = [
            number
            for number, drawing in drawings.items()
            if drawing is None or len(drawing.rules) >= camelot_tables.FEWEST_LINES
        ]
        ahead = [
            self._source.page(number).drawing_ahead()
            for number in ruled
            if drawings[number] is not None
        ]
        self._lineless = [number for number in pages if number not in ruled]
        with drawn_meanwhile(ahead):
            return camelot_tables.drawn_grids(data, ruled, self._layouts)

    def _drawing(self, number: int) -> Drawing | None:
        """What a page draws; ``None`` for more than may be looked at: camelot's to read or not."""
        try:
            return self._source.page(number).drawing
        except DocumentError:
            return None

    def _lines(self, number: int, route: str, open_tables: OpenTables) -> Rulings | None:
        """A page's lines, by a route that has camelot read a picture of them."""
        page = self._source.page(number)
        rulings = self._rulings(number)
        if route is Route.ALIGNED:
            return open_tables.rulings(page, rulings)
        return None if rulings is None else made_whole(page, rulings)

    def _rulings(self, number: int) -> Rulings | None:
        if number not in self._found_rulings:
            self._found_rulings[number] = rulings_of(self._source.page(number))
        return self._found_rulings[number]

    def _page(self, number: int) -> Page:
        if not 1 <= number <= self.count:
            raise DocumentError(RefusalReason.DAMAGED, str(number))
        return self._source.page(number)
