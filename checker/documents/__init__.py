"""Documents: a file becomes text and grids, every cell read twice.

The registry of readers. What the bytes are decides, never a file's name: a format is a module
with ``opened(data, options)``, which gives a ``checker.model.document.Document``, and one entry in
``READERS``. A module is imported when a file of its format comes.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from checker.documents.unsupported import (
    is_delimited,
    is_locked,
    is_packed,
    is_xls,
    is_xlsx,
    kind_of,
)
from checker.documents.word_formats import (
    is_docx,
    is_open_document,
    is_rich_text,
    is_word_binary,
)
from checker.documents.zip_names import names_in
from checker.errors import DocumentError
from checker.model import FileKind, RefusalReason
from checker.model.marks import HEAD, Own, own_head

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from typing import TypeAlias

    from checker.model.document import Document
    from checker.model.sheets import Sheet
    from checker.options import ReadOptions

    Opened: TypeAlias = Callable[[bytes, ReadOptions], AbstractContextManager[Document]]


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: how its bytes are known, the endings of its files, its module.

    ``read_by`` is the module that opens it to be read, where that is another than the one that
    shows it: which way a PDF is read depends on its text, which takes longer to look at than to
    show a page.
    """

    media_type: str
    recognises: Callable[[bytes], bool]
    suffixes: tuple[str, ...]  # lower case: which files of a folder are meant
    module: str
    read_by: str | None = None
    has_prose: bool = True  # whether a file of it is the whole report: a workbook may be its tables


PDF_HEADER = 1024  # bytes: readers of PDF accept as much before the header (ISO 32000, H.3.13)
_CONVERTED = "checker.documents.word.converted"  # by LibreOffice
_PICTURES = "checker.documents.scan.picture_file"


def _is_picture(*magic: bytes) -> Callable[[bytes], bool]:
    """Whether bytes are a picture of the format that begins so."""
    return lambda data: data.startswith(magic) and kind_of(data) is FileKind.PICTURE


READERS: tuple[Reader, ...] = (
    Reader(
        "application/pdf",
        # A PDF that was packed without being compressed shows its header, too.
        lambda data: b"%PDF-" in data[:PDF_HEADER] and not is_packed(data),
        (".pdf",),
        "checker.documents.pdf.document",
        read_by="checker.documents.scan.pdf_file",
    ),
    Reader(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        is_docx,
        (".docx", ".docm"),
        "checker.documents.word.document",
    ),
    Reader("application/msword", is_word_binary, (".doc", ".wps"), _CONVERTED),
    Reader("application/rtf", is_rich_text, (".rtf",), _CONVERTED),
    Reader("application/vnd.oasis.opendocument.text", is_open_document, (".odt",), _CONVERTED),
    Reader(
        "text/html",
        lambda data: kind_of(data) is FileKind.WEB_PAGE,
        (".html", ".htm", ".shtml", ".xhtml", ".mht", ".mhtml"),
        "checker.documents.web.document",
    ),
    Reader(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        is_xlsx,
        (".xlsx", ".xlsm", ".xltx"),
        "checker.documents.sheet.document",
        has_prose=False,
    ),
    Reader(
        "application/vnd.ms-excel",
        is_xls,
        (".xls", ".et", ".xlt"),
        "checker.documents.sheet.document",
        has_prose=False,
    ),
    Reader(
        "application/json",
        lambda data: own_head(data[:HEAD]) == Own("tables"),
        (),  # in a folder it is an output of the program and told as that
        "checker.documents.transcription",
        has_prose=False,
    ),
    Reader(
        "text/csv",
        is_delimited,
        (".csv", ".tsv"),
        "checker.documents.sheet.document",
        has_prose=False,
    ),
    Reader(
        "application/ofd",
        lambda data: kind_of(data) is FileKind.OFD,
        (".ofd",),
        "checker.documents.ofd.document",
    ),
    # Of a folder's pictures most are logos, photographs, parts of a saved web page: only a TIFF,
    # which holds many pages, is a report by itself. The others are read where they are named.
    Reader("image/tiff", _is_picture(b"II*\0", b"MM\0*"), (".tif", ".tiff"), _PICTURES),
    Reader("image/jpeg", _is_picture(b"\xff\xd8\xff"), (), _PICTURES),
    Reader("image/png", _is_picture(b"\x89PNG"), (), _PICTURES),
    Reader("image/bmp", _is_picture(b"BM"), (), _PICTURES),
)


def reader_of(data: bytes) -> Reader:
    """The reader of a file's bytes; ``DocumentError`` that names the format if there is none.

    What the program itself wrote, in a format that nobody reads, is named as that.
    """
    try:
        return _reader_of(data)
    finally:
        names_in.cache_clear()


def _reader_of(data: bytes) -> Reader:
    for reader in READERS:
        if reader.recognises(data):
            return reader
    own = own_head(data[:HEAD])
    if own is not None:
        raise DocumentError(RefusalReason.OWN_OUTPUT, own.format)
    if is_locked(data):
        raise DocumentError(RefusalReason.LOCKED)
    kind = kind_of(data)
    if kind is None:
        raise DocumentError(RefusalReason.NOT_PDF)
    raise DocumentError(RefusalReason.UNSUPPORTED, kind)


def opened(data: bytes, options: ReadOptions) -> AbstractContextManager[Document]:
    """The document that the bytes are, to be read; ``DocumentError`` when it cannot be opened."""
    reader = reader_of(data)
    return _opened_by(reader.read_by or reader.module, data, options)


def opened_to_show(data: bytes, options: ReadOptions) -> AbstractContextManager[Document]:
    """The same for its pictures, its own text, its notes and what it carries."""
    return _opened_by(reader_of(data).module, data, options)


def _opened_by(module: str, data: bytes, options: ReadOptions) -> AbstractContextManager[Document]:
    return cast("Opened", import_module(module).opened)(data, options)


def sheets_of(data: bytes) -> tuple[Sheet, ...]:
    """The rows of each sheet of a workbook that is no report, down to the last value.

    Only of XLSX, which lists go out as: ``DocumentError`` for anything else.
    """
    try:
        is_workbook = is_xlsx(data)
    finally:
        names_in.cache_clear()
    if not is_workbook:
        raise DocumentError(RefusalReason.LOCKED if is_locked(data) else RefusalReason.NOT_PDF)
    module = import_module("checker.documents.sheet.list_rows")
    return cast("tuple[Sheet, ...]", module.rows_of_sheets(data))


def has_known_suffix(name: str) -> bool:
    """Whether a file's name ends as those of some format do."""
    return name.lower().endswith(tuple(suffix for one in READERS for suffix in one.suffixes))
