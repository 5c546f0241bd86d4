"""A PDF: read as one, or by pictures of its pages where they are nothing else.

A text layer below or above the pictures is what another program made of them (``text_layer``).
Without the readers of pictures (the extra ``ocr``) such a file is refused by the room of PDFs.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from checker.documents.pdf import document as pdf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model.document import Document
    from checker.options import ReadOptions


@contextmanager
def opened(data: bytes, options: ReadOptions) -> Iterator[Document]:
    """An open PDF; ``DocumentError`` when it cannot be opened or is beyond the limits."""
    with pdf.opened(data, options) as document:
        yield _as_pictures(document) if document.text_layer.is_scanned else document


def _as_pictures(document: pdf.PdfDocument) -> Document:
    from checker.documents.scan import readers

    if not readers.are_installed():
        return document
    from checker.documents.scan.document import ScanDocument

    return ScanDocument(document)
