"""An XLSX workbook as a document: its package is kept, so that it can be given comments."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from checker.documents.package import Package
from checker.documents.sheet.comments import content_of, mark_in, marked_copy
from checker.documents.sheet.document import SheetDocument
from checker.documents.sheet.packing import parts_of
from checker.documents.sheet.second_reading import values_again
from checker.documents.sheet.xlsx import read_xlsx
from checker.errors import DocumentError
from checker.model import RefusalReason, Remark, RemarkKind
from checker.model.marks import HEAD, own_head, own_marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.marks import Own
    from checker.model.page_images import Note
    from checker.options import ReadOptions

_MACROS = "xl/vbaProject.bin"


class XlsxDocument(SheetDocument):
    """A workbook read twice, which bears comments (see ``model.document.Annotatable``)."""

    def __init__(self, data: bytes, options: ReadOptions) -> None:
        self._data = data
        self._package = Package(data)
        book, copy = read_xlsx(self._package)
        self._left_out = book.left_out
        super().__init__(book, values_again(copy), self._own(), options)

    def remarks(self, parts: Sequence[int] = ()) -> tuple[Remark, ...]:
        """What of it was not run, and what was not read."""
        del parts
        found = [Remark(RemarkKind.MACROS)] if _MACROS in self._package else []
        if self._left_out:
            found.append(Remark(RemarkKind.FAR_CELLS, str(self._left_out)))
        return tuple(found)

    def annotated(self, notes: Sequence[Note]) -> bytes:
        """The workbook with a comment and a colour at each place of the notes."""
        return marked_copy(self._package, notes, hashlib.sha256(self._data).hexdigest())

    def attachment(self, name: str) -> bytes:  # noqa: ARG002 - as of a PDF
        """None is ever looked for in a workbook."""
        raise DocumentError(RefusalReason.NOT_PDF)

    def _own(self) -> Own | None:
        """The mark of a list, or of a marked copy as far as the workbook bears it out."""
        mark = mark_in(self._package)
        marked = None if mark is None else own_marked(mark, content_of(parts_of(self._package)))
        return marked or own_head(self._data[:HEAD])
