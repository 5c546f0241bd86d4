"""A PDF as a document: its text page by page, and the grids on chosen pages, read twice.

Grids come by three routes, tried in this order by the caller until every table is whole:
the lines the PDF draws, those lines made whole, lines inferred from how the text is aligned.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from numpy.typing import NDArray
import numpy

from checker.documents import lattice
from checker.documents.aligned import aligned_image
from checker.documents.crossread import cross_read
from checker.documents.lines_image import lines_image, pixels_per_point
from checker.documents.pdfium import Source
from checker.grid import Grid
from checker.model import Box

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

    @property
    def is_legible(self) -> bool:
        """Whether the text of the pages that have any can be read as Unicode."""
        lettered = [
            page
            for number, text in enumerate(self.texts[:20], start=1)
            if text.strip() and (page := self._source.page(number)).chars
        ]
        return not lettered or not all(page.is_unmapped_text for page in lettered)

    @property
    def is_scanned(self) -> bool:
        """Whether pictures take the place of text: no text, or only an invisible layer of it."""
        pages = [self._source.page(number) for number in range(1, self.count + 1)]
        if not self.has_letters:
            return any(page.drawing.pictures for page in pages[:20])
        lettered = [page for page in pages if page.chars]
        return all(page.is_picture_of_text for page in lettered[:20])

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
            found = lattice.drawn_grids(data, pages)
        else:
            draw: Callable[..., NDArray[numpy.uint8] | None]
            draw = lines_image if route is Route.MADE_WHOLE else aligned_image
            drawn = {number: draw(self._source.page(number)) for number in pages}
            pictures = {number: image for number, image in drawn.items() if image is not None}
            coarsest = max(
                (1 / pixels_per_point(self._source.page(number)) for number in pictures),
                default=1.0,
            )
            found = lattice.pictured_grids(
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
