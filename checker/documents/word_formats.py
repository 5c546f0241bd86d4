"""Which word processor wrote a file, by its bytes."""

from __future__ import annotations

import re

from checker.documents.zip_names import MIMETYPE, names_in

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAM = "WordDocument".encode("utf-16-le") + b"\0\0"  # as its directory writes the name
_MAIN = re.compile(r"word/document\d*\.xml")  # the second is what some web editions write
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_HEAD = 4096


def is_docx(data: bytes) -> bool:
    """Office Open XML (.docx, .docm): a package with a document in it."""
    names = names_in(data) or frozenset()
    return any(_MAIN.fullmatch(name.replace("\\", "/")) for name in names)


def is_word_binary(data: bytes) -> bool:
    """Word before 2007 and WPS (.doc, .wps): a compound file with a stream of text."""
    return data.startswith(_OLE) and _STREAM in data


def is_rich_text(data: bytes) -> bool:
    """RTF, by whatever name: Word takes a .doc that holds it."""
    return data.startswith(b"{\\rtf")


def is_open_document(data: bytes) -> bool:
    """OpenDocument text (.odt)."""
    return _OPEN_DOCUMENT in data[:_HEAD] and MIMETYPE in (names_in(data) or ())


def ending_of(data: bytes) -> str:
    """The ending of the name that such a file should have."""
    known = (
        (is_docx, "docx"),
        (is_word_binary, "doc"),
        (is_rich_text, "rtf"),
        (is_open_document, "odt"),
    )
    return next(ending for recognises, ending in known if recognises(data))
