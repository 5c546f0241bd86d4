"""A PDF as a document: its text page by page, and the grids on chosen pages, read twice.

Grids come by three routes, tried in this order by the caller until every table is whole:
the lines the PDF draws, those lines made whole, lines inferred from how the text is aligned.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from checker.documents.pdf import camelot_tables
from checker.documents.pdf.inferred_rulings import aligned_image
from checker.documents.pdf.ruling_image import lines_image, pixels_per_point
from checker.documents.second_reading.cross_read import cross_read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy
    from numpy.typing import NDArray

    from checker.documents.pdf.pdfium import Page, Source
    from checker.model import Box
    from checker.model.table_grid import Grid

SAMPLE_PAGES = 20  # pages looked at to tell a scan
PICTURE_SHARE = 0.12  # of a page: a picture this large may be a table


class Route(StrEnum):
    """Where a grid's lines come from."""

    DRAWN = "drawn"
    MADE_WHOLE = "made-whole"
    ALIGNED = "aligned"


class PdfDocument:
    """The pages of an open PDF, as far as the recogniser needs them."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.texts = [source.page(number).plain for number in range(1, source.count + 1)]

    @property
    def count(self) -> int:
        """Number of pages."""
        return self._source.count

    @property
    def has_letters(self) -> bool:
        """Whether any page has text at all."""
        return any(text.strip() for text in self.texts)

    def _lettered(self) -> Iterator[Page]:
        """The first pages that have text, opened one by one as they are asked for."""
        numbers = [number for number, text in enumerate(self.texts, start=1) if text.strip()]
        for number in numbers[:SAMPLE_PAGES]:
            page = self._source.page(number)
            if page.chars:
                yield page

    @property
    def is_legible(self) -> bool:
        """Whether the text of some page can be read as Unicode."""
        return not self.has_letters or any(not page.is_unmapped_text for page in self._lettered())

    @property
    def is_scanned(self) -> bool:
        """Whether pictures take the place of text: no text, or only an invisible layer of it."""
        if self.has_letters:
            return all(page.is_picture_of_text for page in self._lettered())
        numbers = range(1, min(self.count, SAMPLE_PAGES) + 1)
        return any(self._source.page(number).drawing.pictures for number in numbers)

    @property
    def has_pictures(self) -> bool:
        """Whether any page shows a picture large enough to be a table."""
        return any(map(self.has_picture, range(1, self.count + 1)))

    def has_picture(self, number: int) -> bool:
        """Whether a page shows a picture large enough to be a table."""
        page = self._source.page(number)
        area = page.frame.width * page.frame.height
        return any(
            (box[2] - box[0]) * (box[3] - box[1]) > PICTURE_SHARE * area
            for box in page.drawing.pictures
        )

    def to_user(self, number: int, box: Box) -> Box:
        """A box of a page's upright frame in user space."""
        return self._source.page(number).frame.user_box(box)

    def grids(self, numbers: Sequence[int], route: Route) -> list[Grid]:
        """The grids on these pages, every cell read twice, in reading order."""
        pages = sorted(numbers)
        data = self._source.upright(pages)
        if route is Route.DRAWN:
            found = camelot_tables.drawn_grids(data, pages)
        else:
            draw: Callable[..., NDArray[numpy.uint8] | None]
            draw = lines_image if route is Route.MADE_WHOLE else aligned_image
            drawn = {number: draw(self._source.page(number)) for number in pages}
            pictures = {number: image for number, image in drawn.items() if image is not None}
            coarsest = max(
                (1 / pixels_per_point(self._source.page(number)) for number in pictures),
                default=1.0,
            )
            found = camelot_tables.pictured_grids(
                data,
                pictures,
                points_per_pixel=coarsest,
                proven=route is Route.MADE_WHOLE,
            )
        read: list[Grid] = []
        for number in pages:
            on_page = [grid for grid in found if grid.page == number]
            if on_page:
                read += cross_read(on_page, self._source.page(number))
        return read
