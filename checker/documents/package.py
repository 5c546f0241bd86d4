"""The parts of an office file, which is a ZIP archive (ISO/IEC 29500-2): within bounds, or refused.

A stranger packed it. What the directory says of sizes is held against limits before anything is
unpacked, and nothing is ever unpacked to disk: a part's name is a key here and no path.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from functools import cached_property

from checker.errors import DocumentError
from checker.model import RefusalReason

MEGABYTE = 1024 * 1024
MOST_PART = 64 * MEGABYTE
"""Bytes of one part unpacked. The largest document of 40 reports had 1.3 MB; a file of 69 kB that
unpacks to 8 million paragraphs took a library 2.7 GB."""
MOST_ALL = 256 * MEGABYTE  # bytes of all parts: pictures, packed already, are most of large files
MOST_RATIO = 200
"""Bytes unpacked for one packed, in parts of more than ``SMALL``. Tables as office software writes
them pack to a twentieth or fiftieth; deflate itself ends at a thousandth."""
SMALL = MEGABYTE
MOST_PARTS = 10_000
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})  # 29500-2, annex B: no others
_ENCRYPTED = 0x1  # of an entry's flags
_XML = (".xml", ".rels", ".vml")
_SAYS_ENCODING = re.compile(rb"""\A\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_ENCODINGS = frozenset({b"utf-8", b"utf-16", b"utf-16le", b"utf-16be"})  # 29500-2, 8.1.4
_TYPE_DECLARATION = b"<!DOCTYPE"


class Package:
    """An archive whose directory was found to be within the limits.

    ``DocumentError`` for one that is damaged, locked or beyond them.
    """

    def __init__(self, data: bytes) -> None:
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        # Each of these is raised somewhere in a directory that was tampered with.
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
            raise DocumentError(RefusalReason.DAMAGED) from error
        self._archive = archive
        self._entries: dict[str, zipfile.ZipInfo] = {}
        entries = archive.infolist()
        if len(entries) > MOST_PARTS or sum(one.file_size for one in entries) > MOST_ALL:
            raise DocumentError(RefusalReason.OUT_OF_BOUNDS)
        for entry in entries:
            _require_bounds(entry)
            # Names of parts are compared without regard to case (29500-2, 7.3); of two of one
            # name each program takes the one it likes, so that readers would see two files.
            if self._entries.setdefault(_key(entry.filename), entry) is not entry:
                raise DocumentError(RefusalReason.DAMAGED)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the parts as written, in the order of the directory."""
        return tuple(entry.filename for entry in self._entries.values())

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._entries

    def read(self, name: str) -> bytes:
        """A part's bytes; ``KeyError`` where there is none of the name.

        ``DocumentError`` for one that does not unpack to what the directory says, and for XML that
        declares a document type: entities make a bomb of a few lines, and no office software
        writes any.
        """
        entry = self._entries[_key(name)]
        try:
            data = unpacked(self._archive, entry)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError) as error:
            raise DocumentError(RefusalReason.DAMAGED) from error
        if entry.filename.lower().endswith(_XML):
            _require_plain(data)
        return data


def unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int | None = None) -> bytes:
    """A part's bytes, or no more than so many from its start; as ``zipfile`` raises.

    ``zipfile`` asked for all of it unpacks all that is there, and then cuts it to what the
    directory says: 1,000 bytes said, 0.9 MB packed took 1.8 GB.
    """
    with archive.open(entry) as stream:
        return stream.read(entry.file_size if most is None else most)


def _key(name: str) -> str:
    return name.replace("\\", "/").removeprefix("/").lower()


def _require_bounds(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise DocumentError(RefusalReason.LOCKED)
    if entry.compress_type not in _PACKINGS:
        raise DocumentError(RefusalReason.DAMAGED)
    large = entry.file_size > SMALL and entry.file_size > MOST_RATIO * entry.compress_size
    if large or entry.file_size > MOST_PART:
        raise DocumentError(RefusalReason.OUT_OF_BOUNDS)


def _require_plain(xml: bytes) -> None:
    """Without a document type declaration, in an encoding in which one would be seen here."""
    bare = xml.replace(b"\0", b"") if b"\0" in xml[:64] else xml  # UTF-16 of ASCII letters
    bare = bare.removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe \t\r\n")
    said = _SAYS_ENCODING.match(bare)
    if not bare.startswith(b"<") or (said is not None and said[1].lower() not in _ENCODINGS):
        raise DocumentError(RefusalReason.DAMAGED)
    if _TYPE_DECLARATION in bare:
        raise DocumentError(RefusalReason.DECLARES_TYPE)
