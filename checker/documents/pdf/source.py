"""An open PDF: its bytes, its pages, and the copy of it that camelot reads."""

from __future__ import annotations

import ctypes
import io
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
from pypdfium2 import raw

from checker.documents.pdf import library
from checker.documents.pdf.pdfium import Page
from checker.documents.pdf.tilt import straightened
from checker.errors import DocumentError
from checker.model import RefusalReason

if TYPE_CHECKING:
    from collections.abc import Collection
    from types import TracebackType

    from checker.model.wordings import Wordings


class Source:
    """An open PDF: its bytes, its pages, and an upright copy of itself for camelot.

    Raises ``DocumentError`` with the reason why a file cannot be opened.
    """

    def __init__(self, data: bytes, password: str | None = None, most_paths: int = 10**9) -> None:
        self.data = data
        self._password = password
        self._pages: dict[int, Page] = {}
        self._most_paths = most_paths
        with ExitStack() as until_open:
            until_open.enter_context(library.in_use())
            try:
                self._document = pdfium.PdfDocument(data, password=password)
            except pdfium.PdfiumError as error:
                raise _why_not_opened(error, data, password) from error
            self._library = until_open.pop_all()
        self._shown = data
        self._tilts: dict[int, float] | None = None
        self.is_encrypted = raw.FPDF_GetSecurityHandlerRevision(self._document) >= 0
        self.count = len(self._document)

    def __enter__(self) -> Source:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pages.clear()
        self._document.close()
        self._library.close()

    def page(self, number: int) -> Page:
        """Page ``number``, counted from 1."""
        if number not in self._pages:
            page = Page(self._document, number, self._most_paths)
            if self._tilts is None and page.tilt:
                self._straighten()
            if self._tilts is not None:
                turned_back = self._tilts.get(number, 0.0)
                page = Page(self._document, number, self._most_paths, turned_back)
            self._pages[number] = page
        return self._pages[number]

    def is_open(self, number: int) -> bool:
        """Whether a page is held open."""
        return number in self._pages

    @property
    def open_pages(self) -> int:
        """How many pages are held open."""
        return len(self._pages)

    def let_go(self, number: int) -> None:
        """Close a page until it is asked for again; one that is open takes a third of a MB."""
        self._pages.pop(number, None)

    def show_only(self, numbers: Collection[int]) -> None:
        """Let go of what was drawn of other pages: a yearbook's would fill the memory."""
        for number, page in self._pages.items():
            if number not in numbers:
                page.forget_pictures()

    def _straighten(self) -> None:
        """Read on from a copy in which no page is tilted; the others of it stay as they are."""
        tilts = {
            number: Page(self._document, number, self._most_paths).tilt
            for number in range(1, self.count + 1)
        }
        self._tilts = {number: tilt for number, tilt in tilts.items() if tilt}
        self._shown = straightened(self._document, self._tilts)
        self._library.callback(self._document.close)
        self._document = pdfium.PdfDocument(self._shown)

    def tell(self, wordings: Wordings) -> bool:
        """Read on from a copy whose fonts say what their glyphs are, if that can be deciphered."""
        from checker.documents.pdf.decipher.deciphered import MOST_PAGES, with_characters

        if self.count > MOST_PAGES:
            return False
        with pdfium.PdfDocument(self._shown, self._password) as shown:
            copy = io.BytesIO()
            shown.save(copy, flags=raw.FPDF_REMOVE_SECURITY)
        told = with_characters(copy.getvalue(), self.page, wordings)
        if told is None:
            return False
        self._pages.clear()
        self._library.callback(self._document.close)
        self._shown = told
        self._document = pdfium.PdfDocument(told)
        return True

    def information(self, key: str) -> str:
        """An entry of the document's information dictionary; empty if it has none."""
        name = key.encode("ascii") + b"\0"
        size = raw.FPDF_GetMetaText(self._document, name, None, 0)
        held = ctypes.create_string_buffer(size)
        raw.FPDF_GetMetaText(self._document, name, held, size)
        # Whatever stands there: pypdfium2's own way fails on half a surrogate pair.
        return held.raw.decode("utf-16-le", "replace").rstrip("\0")

    def attachment(self, name: str) -> bytes | None:
        """The file of this name that the PDF carries, ``None`` if there is none."""
        try:
            for index in range(self._document.count_attachments()):
                attached = self._document.get_attachment(index)
                if attached.get_name() == name:
                    return bytes(attached.get_data())
        except pdfium.PdfiumError as error:
            raise DocumentError(RefusalReason.DAMAGED, name) from error
        return None

    def upright(self, numbers: list[int]) -> bytes:
        """The file for camelot: the bytes as they are, or a copy without lock, pages upright."""
        turned = [number for number in numbers if self.page(number).is_turned]
        if not turned and (self._tilts or not self.is_encrypted):
            return self._shown
        copy = io.BytesIO()
        self._document.save(copy, flags=raw.FPDF_REMOVE_SECURITY if self.is_encrypted else 0)
        return copy.getvalue()


def _why_not_opened(error: pdfium.PdfiumError, data: bytes, password: str | None) -> DocumentError:
    if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
        reason = RefusalReason.WRONG_PASSWORD if password else RefusalReason.ENCRYPTED
        return DocumentError(reason)
    if b"/Count 0" in data and b"/Encrypt" not in data:
        return DocumentError(RefusalReason.NO_PAGES)
    return DocumentError(RefusalReason.DAMAGED)
