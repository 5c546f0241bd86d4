"""One file → pictures of its pages, their texts, a copy with notes, a file it carries.

Runs in the reading process (see ``pool``), like ``read``: the file is untrusted.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from checker import documents
from checker.errors import DocumentError
from checker.isolation.archive import bytes_of
from checker.model import RefusalReason
from checker.model.document import Annotatable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.document import Document
    from checker.model.page_images import Note, PagePicture, View
    from checker.model.sheets import Sheet
    from checker.options import ReadOptions

NO_BOUND = 10**9  # the file was read within its limits before anything of it is shown


def pictures(path: str, reading: ReadOptions, views: Sequence[View]) -> tuple[PagePicture, ...]:
    """A picture for each view; ``DocumentError`` if the file does not open or lacks the page."""
    with documents.opened_to_show(_bytes(path), _unbounded(reading)) as document:
        return document.pictures(views)


def texts(path: str, reading: ReadOptions) -> tuple[str, ...]:
    """The text of each page, unseen text included; ``DocumentError`` if the file does not open."""
    with documents.opened_to_show(_bytes(path), reading) as document:
        return tuple(part.text for part in document.parts)


def sheets(path: str) -> tuple[Sheet, ...]:
    """The rows of each sheet of a workbook; ``DocumentError`` if it is none that can be read."""
    return documents.sheets_of(_bytes(path))


def annotated(path: str, reading: ReadOptions, sha256: str, notes: Sequence[Note]) -> bytes:
    """The file's own bytes and, behind them, the notes.

    ``DocumentError`` for a file that is locked, is no longer the one that was checked, or does
    not bear an update.
    """
    data = _bytes(path)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise DocumentError(RefusalReason.NOT_A_FILE, "sha256")
    with documents.opened_to_show(data, _unbounded(reading)) as document:
        return _annotatable(document).annotated(notes)


def attachment(path: str, reading: ReadOptions, name: str) -> bytes:
    """The file of this name inside a PDF; ``DocumentError`` if there is none."""
    with documents.opened_to_show(_bytes(path), _unbounded(reading)) as document:
        return _annotatable(document).attachment(name)


def _annotatable(document: Document) -> Annotatable:
    if not isinstance(document, Annotatable):
        raise DocumentError(RefusalReason.NOT_PDF)
    return document


def _unbounded(reading: ReadOptions) -> ReadOptions:
    return reading._replace(max_pages=NO_BOUND, max_paths=NO_BOUND)


def _bytes(path: str) -> bytes:
    try:
        return bytes_of(path)
    except OSError as error:
        raise DocumentError(RefusalReason.NOT_FOUND) from error
