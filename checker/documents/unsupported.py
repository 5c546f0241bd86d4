"""What a file is that no reader takes, by its bytes, so that a refusal can name it."""

from __future__ import annotations

import re

from checker.documents.delimited_text import delimiter_of, text_of
from checker.documents.zip_names import MIMETYPE, ZIP, names_in
from checker.model import FileKind
from checker.model.marks import HEAD, own_head

_HEAD = 4096  # bytes looked at: a web page may begin with comments, scripts, white space
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word, Excel and WPS files before 2007
_OLE_STREAMS = {
    "WordDocument": FileKind.WORD,
    "Workbook": FileKind.SPREADSHEET,
    "Book": FileKind.SPREADSHEET,
}
_IN_ZIP = (
    ("word/document.xml", FileKind.WORD),
    ("xl/workbook.xml", FileKind.SPREADSHEET),
    ("ppt/presentation.xml", FileKind.PRESENTATION),
    ("OFD.xml", FileKind.OFD),
)
_OPEN_DOCUMENT = {
    b"text": FileKind.WORD,
    b"spreadsheet": FileKind.SPREADSHEET,
    b"presentation": FileKind.PRESENTATION,
}
_MAGIC = (
    (b"{\\rtf", FileKind.WORD),
    (b"%!PS", FileKind.FIXED_LAYOUT),
)
_ARCHIVES = (ZIP, b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_TAR, _TAR_AT = b"ustar", 257  # in the header of its first member (POSIX pax)
# PNG, JPEG, GIF, TIFF, BMP, WebP
_PICTURE = re.compile(
    rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|BM.{4}\0{4}|RIFF.{4}WEBP", re.DOTALL
)
_WEB_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_SHEET_XML = b'xmlns="urn:schemas-microsoft-com:office:spreadsheet"'  # as XML of 2003, called .xls
SAVED_PAGE = re.compile(rb"(?ims)^mime-version:.*^content-type:\s*multipart/related")  # MHTML
_MIMETYPE = re.compile(
    rb"mimetypeapplication/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)"
)


def kind_of(data: bytes) -> FileKind | None:
    """What the bytes are; ``None`` where that is unknown."""
    head = data[:_HEAD]
    if is_packed(head):
        return _in_zip(data)
    if head.startswith(_OLE):
        return _in_ole(data)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if _PICTURE.match(head):
        return FileKind.PICTURE
    head = head.replace(b"\0", b"")  # a page in UTF-16
    if _WEB_PAGE.search(head) or SAVED_PAGE.search(head):
        return FileKind.WEB_PAGE
    return FileKind.SPREADSHEET if _SHEET_XML in head else None


def is_packed(data: bytes) -> bool:
    """Whether bytes are an archive: what stands in it as it is, is not what the file is."""
    return data.startswith(_ARCHIVES) or data.startswith(_TAR, _TAR_AT)


def _in_zip(data: bytes) -> FileKind:
    names = names_in(data) or frozenset()  # none of what is packed in another way
    found = _MIMETYPE.search(data[:_HEAD])
    if found is not None and MIMETYPE in names:
        return _OPEN_DOCUMENT[found[1]]
    return next((kind for name, kind in _IN_ZIP if name in names), FileKind.ARCHIVE)


def _in_ole(data: bytes) -> FileKind:
    """By the name of the stream that holds the content, as the directory writes it."""
    for name, kind in _OLE_STREAMS.items():
        if name.encode("utf-16-le") + b"\0\0" in data:
            return kind
    return FileKind.OFFICE


def is_xlsx(data: bytes) -> bool:
    """Whether the bytes are a workbook of XML parts, and no OpenDocument one."""
    return (
        data.startswith(ZIP)
        and kind_of(data) is FileKind.SPREADSHEET
        and _MIMETYPE.search(data[:_HEAD]) is None
    )


def is_xls(data: bytes) -> bool:
    """Whether the bytes are a workbook as before 2007."""
    return data.startswith(_OLE) and kind_of(data) is FileKind.SPREADSHEET


def is_locked(data: bytes) -> bool:
    """Whether the bytes are a document of Office 2007 or later that a password locks."""
    return data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data


def is_delimited(data: bytes) -> bool:
    """Whether the bytes are a table of text: of no other kind, and rows of as many fields."""
    if (
        kind_of(data) is not None
        or data.lstrip()[:1] in (b"{", b"[", b"<")
        or own_head(data[:HEAD])
    ):
        return False
    text = text_of(data)
    return text is not None and delimiter_of(text) is not None
