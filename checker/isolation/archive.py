"""A ZIP archive of reports, taken as a folder: what lies in it, and the bytes of a member.

Runs in the reading process. A stranger packed it: nothing is unpacked to disk, and no name in it
is ever used as a path. What the directory says of sizes is held against limits before anything is
unpacked, and no more than that is ever unpacked.
"""

from __future__ import annotations

import contextlib
import os
import posixpath
import stat
import struct
import zipfile
import zlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from checker import documents
from checker.documents.delimited_text import names_subject
from checker.documents.endings import KINDS
from checker.documents.package import MEGABYTE, MOST_RATIO, SMALL, unpacked
from checker.documents.unsupported import kind_of
from checker.errors import DocumentError
from checker.model import FileKind, OwnOutput, RefusalReason, Unread
from checker.model.archives import SIGN, Contents, is_archive, member_of
from checker.model.marks import HEAD, own_head

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_MEMBERS = 5_000
"""A province's reports of a year, one for each of its bodies, are about 3,000."""
MOST_MEMBER = 128 * MEGABYTE  # bytes of one: scans of 60 pages have 30 MB
MOST_ALL = 2048 * MEGABYTE  # bytes of all: 3,000 reports of 0.6 MB, the mean of those published
MOST_DIRECTORY = 5 * MEGABYTE  # bytes: 1,000 for each member, where names take 46 and a path
_END = b"PK\x05\x06"
_SIZE = struct.Struct("<12xL")  # of the directory, in the record at the end
_MOST_END = 22 + 65_535  # bytes of that record and the comment behind it
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED, _UTF8 = 0x1, 0x800  # of an entry's flags
_THREE_BYTES = "\u0800"  # the first letter that UTF-8 writes in three
_LOCAL_HEADER = 30  # bytes, before a name and further fields
_HIDDEN = (".", "~$")
_PDF = b"%PDF-"
_LISTS = frozenset({".csv", ".tsv"})
_MAC = "__MACOSX"  # what the Mac's archiver adds: a shadow of each file


class Archive:
    """An archive whose directory was found to be within the limits; members by shown names.

    ``DocumentError`` for one that is damaged or beyond them, ``OSError`` as it comes.
    """

    def __init__(self, path: str) -> None:
        _require_small_directory(path)
        try:
            self._archive = zipfile.ZipFile(path)
        # Each of these is raised somewhere in a directory that was tampered with.
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
            raise DocumentError(RefusalReason.DAMAGED) from error
        entries = self._archive.infolist()
        if len(entries) > MOST_MEMBERS or sum(one.file_size for one in entries) > MOST_ALL:
            raise DocumentError(RefusalReason.OUT_OF_BOUNDS)
        self._require_apart(entries)
        self.members: dict[str, zipfile.ZipInfo] = {}
        self._last_number: dict[str, int] = {}
        for entry in entries:
            if not entry.is_dir():
                self.members[self._free_name(_shown_name(entry))] = entry

    def _require_apart(self, entries: list[zipfile.ZipInfo]) -> None:
        """No two members in the same bytes: a few kilobytes would unpack to any size.

        Nor one before the file's first byte, where a directory that lies of its own place puts it.
        """
        spans = sorted((one.header_offset, one.compress_size) for one in entries)
        if spans and spans[0][0] < 0:
            raise DocumentError(RefusalReason.DAMAGED)
        ends = [start + _LOCAL_HEADER + size for start, size in spans]
        starts = [start for start, _ in spans[1:]] + [self._archive.start_dir]
        if any(end > start for end, start in zip(ends, starts, strict=False)):
            raise DocumentError(RefusalReason.OUT_OF_BOUNDS)

    def _free_name(self, name: str) -> str:
        """The name, or with a number where another member bears it: both are read.

        Before the ending, which says of a member that is damaged what it should be.
        """
        free = name
        stem, ending = posixpath.splitext(name)
        while free in self.members:
            # From the last one on: thousands may bear one name.
            number = self._last_number[name] = self._last_number.get(name, 1) + 1
            free = f"{stem} [{number}]{ending}"
        return free

    def read(self, name: str, most: int | None = None) -> bytes:
        """A member's bytes, or no more than so many of them from its start.

        ``DocumentError`` for one that cannot be had within the limits.
        """
        entry = self.members.get(name)
        if entry is None:
            raise DocumentError(RefusalReason.NOT_FOUND)
        _require_bounds(entry)
        try:
            return unpacked(self._archive, entry, most)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError) as error:
            raise DocumentError(RefusalReason.DAMAGED) from error


def bytes_of(path: str | Path) -> bytes:
    """A file's bytes, or those of a member of an archive; ``OSError`` as it comes.

    ``DocumentError`` for an archive or a member that cannot be read.
    """
    member = member_of(os.fspath(path))
    # Somebody may have called a folder so.
    if member is None or Path(path).exists():
        return Path(path).read_bytes()
    archive, name = member
    return _opened(archive, *_stamp(archive)).read(name)


def contents(path: str) -> Contents:
    """What lies in an archive, in the order of its names; kinds as the bytes say.

    ``DocumentError`` for one that is not taken as a folder: damaged, beyond the limits, or a
    document itself. A member that cannot be had is among those to be read, which says why.
    """
    try:
        archive = _opened(path, *_stamp(path))
    except OSError as error:
        raise DocumentError(RefusalReason.NOT_A_FILE, error.strerror or "") from error
    if Path(path).stat().st_size <= MOST_MEMBER and _is_document(Path(path).read_bytes()):
        raise DocumentError(RefusalReason.UNSUPPORTED, FileKind.ARCHIVE)
    found = [*_sorted(path, archive)]
    return Contents(
        tuple(one for one in found if isinstance(one, str)),
        tuple(one for one in found if isinstance(one, Unread)),
        tuple(one for one in found if isinstance(one, OwnOutput)),
    )


def _is_document(data: bytes) -> bool:
    """Whether an archive is the package of one document, by whatever name."""
    try:
        documents.reader_of(data)
    except DocumentError as error:
        return error.reason != RefusalReason.NOT_PDF and error.detail != FileKind.ARCHIVE
    return True


def _sorted(path: str, archive: Archive) -> Iterator[str | Unread | OwnOutput]:
    for name in sorted(archive.members):
        parts = name.split("/")
        if parts[0] == _MAC or any(part.startswith(_HIDDEN) for part in parts):
            continue
        whole = f"{path}{SIGN}{name}"
        if stat.S_ISLNK(archive.members[name].external_attr >> 16):
            yield Unread(whole, FileKind.LINK)
            continue
        try:
            # Of the largest the beginning tells, and they need not be unpacked twice.
            is_pdf = archive.read(name, len(_PDF)) == _PDF
            data = b"" if is_pdf else archive.read(name)
        except DocumentError:  # said by the refusal of that member, when it is read
            yield whole
            continue
        told = whole if is_pdf else _told(whole, data)
        if told is not None:
            yield told


def _told(path: str, data: bytes) -> str | Unread | OwnOutput | None:
    """A member to be read, a document that is not, the program's own, or nothing to tell."""
    own = own_head(data[:HEAD])
    if own is not None:
        return OwnOutput(path, own.format)
    suffix = Path(path).suffix.lower()
    if kind_of(data) is FileKind.PICTURE and not documents.has_known_suffix(path):
        return Unread(path, FileKind.PICTURE)  # as in a folder: few of its pictures are reports
    try:
        is_list = documents.reader_of(data).media_type == "text/csv"
    except DocumentError as error:
        if error.reason == RefusalReason.UNSUPPORTED:
            return Unread(path, FileKind(error.detail))
        # Not what its name says, or locked: refused by that. Else its name alone may tell.
        if not documents.has_known_suffix(path) and error.reason == RefusalReason.NOT_PDF:
            kind = FileKind.ARCHIVE if is_archive(path) else KINDS.get(suffix)
            return None if kind is None else Unread(path, kind)
        is_list = suffix in _LISTS
    # As in a folder: most tables of text are lists of something else.
    return None if is_list and not names_subject(data[:HEAD]) else path


def _shown_name(entry: zipfile.ZipInfo) -> str:
    """A member's name as it is shown: its folders and letters, and nothing that leads anywhere."""
    name = entry.orig_filename
    if not entry.flag_bits & _UTF8:
        name = _decoded(name.encode("cp437"))  # as zipfile takes it to be
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    shown = "/".join(parts) or "?"
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in shown)


def _decoded(raw: bytes) -> str:
    """A name without the flag of UTF-8: in the packer's own encoding, in China GB 18030.

    The Mac's archiver writes UTF-8 and does not say so: there each Chinese letter has three bytes.
    Two bytes of GB may be one letter of UTF-8 (一 is һ), but a Cyrillic or Greek one.
    """
    with contextlib.suppress(UnicodeDecodeError):
        name = raw.decode()
        if name.isascii() or max(name) >= _THREE_BYTES:
            return name
    return raw.decode("gb18030", "replace")


def _require_small_directory(path: str) -> None:
    """Before it is taken apart: 300,000 entries took 8 s and 300 MB.

    One whose fields for large archives say something else is left to the limits of the process.
    """
    with Path(path).open("rb") as stream:
        stream.seek(max(0, stream.seek(0, os.SEEK_END) - _MOST_END))
        end = stream.read()
    record = end[end.rfind(_END) :][: _SIZE.size]
    if len(record) == _SIZE.size and _SIZE.unpack(record)[0] > MOST_DIRECTORY:
        raise DocumentError(RefusalReason.OUT_OF_BOUNDS)


def _require_bounds(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise DocumentError(RefusalReason.LOCKED)
    if entry.compress_type not in _PACKINGS:
        raise DocumentError(RefusalReason.UNSUPPORTED, FileKind.ARCHIVE)
    large = entry.file_size > SMALL and entry.file_size > MOST_RATIO * entry.compress_size
    if large or entry.file_size > MOST_MEMBER:
        raise DocumentError(RefusalReason.OUT_OF_BOUNDS)


def _stamp(path: str) -> tuple[int, int]:
    """What changes where a file does."""
    found = Path(path).stat()
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=1)
def _opened(path: str, _changed: int, _size: int) -> Archive:
    """The archive; kept for the next member, which most requests are for."""
    return Archive(path)
