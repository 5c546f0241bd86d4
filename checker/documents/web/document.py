"""A web page as a document: one part, its tables as grids, every cell read by two parsers."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from checker.documents.cell_text import bare
from checker.documents.web.encoding import text_of
from checker.documents.web.marked_copy import marked_copy
from checker.documents.web.page import Page, read_page
from checker.documents.web.second_reading import cells_again
from checker.documents.web.table_model import PrintedTable, grid_of_table
from checker.errors import DocumentError
from checker.model import Doubt, ElementPlace, RefusalReason
from checker.model.document import Part
from checker.model.marks import own_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.documents.web.table_model import PrintedCell
    from checker.model import PageFault
    from checker.model.marks import Own
    from checker.model.page_images import Note, PagePicture, View
    from checker.model.table_grid import Grid
    from checker.options import ReadOptions

LEAST_TEXT = 200  # letters: a page with less of its own and with scripts is built by them


@contextmanager
def opened(data: bytes, _options: ReadOptions) -> Iterator[WebPage]:
    """A page; ``DocumentError`` for a saved page without one, or one beyond the limits."""
    yield WebPage(data)


class WebPage:
    """A page read twice (see ``model.document.Document``); it is one part."""

    routes = ("tables",)
    reports = ((1,),)
    faults: Sequence[PageFault] = ()

    def __init__(self, data: bytes) -> None:
        self._original = hashlib.sha256(data).hexdigest()
        self._markup = text_of(data)
        self._page: Page = read_page(self._markup)
        self.own: Own | None = own_page(data)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The page's text, each line with the path of its element."""
        lines = self._page.lines
        places = tuple(ElementPlace(line.path) for line in lines)
        return (Part("\n".join(line.text for line in lines), ElementPlace("html/body"), places),)

    def require_text(self) -> None:
        """Nothing, where the page has text; ``DocumentError`` otherwise."""
        length = sum(len(line.text) for line in self._page.lines)
        if self._page.scripts and length < LEAST_TEXT:
            raise DocumentError(RefusalReason.BUILT_BY_SCRIPT)
        if not length:
            raise DocumentError(RefusalReason.NO_TEXT)

    def has_pictures(self, parts: Sequence[int]) -> bool:
        """Whether a picture stands in the page's text: a table may be one."""
        return bool(parts) and self._page.pictures > 0

    def grids(self, parts: Sequence[int], route: str) -> list[Grid]:
        """The page's tables in order."""
        assert route in self.routes
        if not parts:
            return []
        found = (grid_of_table(self._cross_read(table), 1) for table in self._page.tables)
        return [grid for grid in found if grid is not None]

    def pictures(self, views: Sequence[View]) -> tuple[PagePicture, ...]:
        """None: ``DocumentError`` where one is asked for."""
        if views:
            raise DocumentError(RefusalReason.NO_PAGES)
        return ()

    def annotated(self, notes: Sequence[Note]) -> bytes:
        """A copy of the page's text and tables with marks on them and all notes above."""
        return marked_copy(self._markup, notes, self._original)

    def attachment(self, name: str) -> bytes:  # noqa: ARG002 - as of a PDF
        """None is ever looked for in a page."""
        raise DocumentError(RefusalReason.NOT_PDF)

    @cached_property
    def _again(self) -> Mapping[str, str]:
        return cells_again(self._markup)

    def _cross_read(self, table: PrintedTable) -> PrintedTable:
        """The table with every cell that the two readings read differently in doubt."""

        def checked(cell: PrintedCell) -> PrintedCell:
            other = self._again.get(cell.path)
            if other == bare(cell.text):
                return cell
            readings = (bare(cell.text), other or "")
            return replace(cell, doubt=Doubt.READINGS_DIFFER, readings=readings)

        return PrintedTable(
            table.path,
            tuple(
                tuple(replace(row, cells=tuple(map(checked, row.cells))) for row in section)
                for section in table.sections
            ),
        )
