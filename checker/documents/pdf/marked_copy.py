"""A copy of a PDF with notes on its pages, which both parsers take."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from checker.documents.pdf.annotations import Placed, with_notes
from checker.documents.pdf.source import Source
from checker.errors import DocumentError
from checker.model import RefusalReason
from checker.model.marks import mark_of_copy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.documents.pdf.pdfium import Page
    from checker.model.page_images import Note


def annotated(source: Source, notes: Sequence[Note], page: Callable[[int], Page]) -> bytes:
    """The file's own bytes and, behind them, the notes; ``page`` gives a page that is there.

    ``DocumentError`` for a file that is locked or does not bear an update.
    """
    if source.is_encrypted:
        raise DocumentError(RefusalReason.ENCRYPTED)
    placed = [Placed(note, page(note.page).frame.turns) for note in notes]
    written = with_notes(io.BytesIO(source.data), placed, mark_of_copy(source.data))
    with Source(written) as copy:  # the other parser must take it too
        if copy.count != source.count:
            raise DocumentError(RefusalReason.DAMAGED)
    return written
