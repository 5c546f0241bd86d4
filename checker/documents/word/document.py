"""A Word document: one part, its tables as grids, every cell read by two parsers."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from checker.documents.cell_layout import grid_of
from checker.documents.word.comments import commented, first_paragraph, mark_in
from checker.documents.word.numbering import Numbering
from checker.documents.word.parts import Parts, child
from checker.documents.word.second_reading import cells_again
from checker.documents.word.story import read_story
from checker.documents.word.styles import Styles
from checker.documents.word.tables import placed, row_places
from checker.errors import DocumentError
from checker.model import DocumentPlace, Doubt, RefusalReason, Remark, RemarkKind
from checker.model.document import Part
from checker.model.marks import own_marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.documents.word.parts import Element
    from checker.documents.word.second_reading import Key
    from checker.documents.word.tables import WordCell
    from checker.model import PageFault
    from checker.model.marks import Own
    from checker.model.page_images import Note, PagePicture, View
    from checker.model.places import Place
    from checker.model.table_grid import Grid
    from checker.options import ReadOptions


@contextmanager
def opened(data: bytes, _options: ReadOptions) -> Iterator[WordDocument]:
    """A document; ``DocumentError`` for one that is damaged, locked or beyond the limits."""
    yield WordDocument(data)


class WordDocument:
    """A document read twice (see ``model.document.Document``); it is one part."""

    routes = ("tables",)
    reports = ((1,),)
    faults: Sequence[PageFault] = ()

    def __init__(self, data: bytes, original: bytes = b"") -> None:
        self._original = original or data  # the file that was handed in, where it was converted
        self._files = Parts(data)
        body = child(self._files.document, "body")
        if body is None:
            raise DocumentError(RefusalReason.DAMAGED)
        styles = Styles(self._files.related("styles"))
        self._story = read_story(body, styles, Numbering(self._files.related("numbering")))

    @property
    def parts(self) -> tuple[Part, ...]:
        """The document's text, each line with its paragraph or cell."""
        lines = self._story.lines
        places = tuple(line.place for line in lines)
        return (Part("\n".join(line.text for line in lines), DocumentPlace(), places),)

    def require_text(self) -> None:
        """Nothing, where the document has text; ``DocumentError`` otherwise."""
        if not self._story.lines:
            raise DocumentError(RefusalReason.NO_TEXT)

    def remarks(self, parts: Sequence[int] = ()) -> tuple[Remark, ...]:
        """What of it was not read."""
        del parts
        kinds = (
            (self._files.has_macros, RemarkKind.MACROS),
            (bool(self._story.chunks), RemarkKind.FOREIGN_CONTENT),
        )
        return tuple(Remark(kind) for holds, kind in kinds if holds)

    @property
    def program(self) -> str:
        """The program that saved it, as far as it says so."""
        properties = self._files.package_part("extended-properties")
        name = child(properties, "Application")
        said = None if name is None else name.text
        return " ".join((said or "").partition("$")[0].replace("/", " ").split())

    def has_pictures(self, parts: Sequence[int]) -> bool:
        """Whether a table may be a picture, or stand in a file that the document takes in."""
        return bool(parts) and bool(self._story.pictures or self._story.chunks)

    def grids(self, parts: Sequence[int], route: str) -> list[Grid]:
        """The document's tables in order, those within others after them."""
        assert route in self.routes
        if not parts:
            return []
        found = (
            grid_of(placed(table, self._checked), 1, row_places(table))
            for table in self._story.tables
        )
        return [grid for grid in found if grid is not None]

    def pictures(self, views: Sequence[View]) -> tuple[PagePicture, ...]:
        """None: ``DocumentError`` where one is asked for."""
        if views:
            raise DocumentError(RefusalReason.NO_PAGES)
        return ()

    @property
    def own(self) -> Own | None:
        """The mark of a copy with comments, as far as the document bears it out."""
        mark = mark_in(self._files)
        if mark is None:
            return None
        return own_marked(mark, self._files.package.read(self._files.main))

    def annotated(self, notes: Sequence[Note]) -> bytes:
        """The document with a comment at each place of the notes, its text untouched."""
        original = hashlib.sha256(self._original).hexdigest()
        return commented(self._files, notes, self._paragraph_at, original)

    def attachment(self, name: str) -> bytes:  # noqa: ARG002 - as of a PDF
        """None is ever looked for in a document."""
        raise DocumentError(RefusalReason.NOT_PDF)

    def _paragraph_at(self, place: Place) -> Element | None:
        """The paragraph of a place: the first of its cell, or of the document."""
        if not isinstance(place, DocumentPlace):
            return None
        if place.table is None:
            paragraphs = self._story.paragraphs
            return paragraphs[(place.paragraph or 1) - 1] if paragraphs else None
        row = self._story.tables[place.table - 1].rows[(place.row or 1) - 1]
        return first_paragraph(row.cells[(place.cell or 1) - 1].element) if row.cells else None

    @cached_property
    def _again(self) -> Mapping[Key, str]:
        package, styles = self._files.package, self._files.named("styles")
        return cells_again(
            package.read(self._files.main), None if styles is None else package.read(styles)
        )

    def _checked(self, cell: WordCell) -> tuple[Doubt | None, tuple[str, ...]]:
        """Why a cell is in doubt, and its readings where the two differ."""
        place = cell.place
        assert place.table is not None
        assert place.row is not None
        assert place.cell is not None
        other = self._again.get((place.table, place.row, place.cell))
        if other == cell.written:
            return cell.doubt, ()
        return Doubt.READINGS_DIFFER, (cell.written, other or "")
