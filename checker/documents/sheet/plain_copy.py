"""A plain copy of a workbook for the libraries that parse it.

Nothing in it is compressed, drawn, or brought from elsewhere; macros, pictures and caches are left
behind. Cells far off are cut, so that a rectangle around all cells stays within bounds: one cell at
XFD1048576 makes 17 thousand million places.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from checker.documents.sheet.needed import (
    dresses_of,
    is_needed,
    needed_of_book,
    needed_of_sheet,
    needed_of_styles,
)
from checker.documents.sheet.stored import column_number
from checker.errors import DocumentError
from checker.model import RefusalReason

if TYPE_CHECKING:
    from checker.documents.package import Package

MOST_CELLS = 60_000
"""Cells of one sheet that hold something, or have a format: a report has 600, a workbook of a
county's 60 bodies 20,000."""
LAST_ROW, LAST_COLUMN = 10_000, 256  # a report stands in the first hundreds and the first twenty
MOST_MERGED = 100_000
"""Places in merged cells of one sheet: openpyxl makes a cell in each. A title merged over a whole
row has 16,384."""
MOST_ASTRAY = 100  # cells with something in them beyond these: what stands there is no slip
_XML = (".xml", ".rels")
_BOOK, _STYLES = "xl/workbook.xml", "xl/styles.xml"
_SHEET = re.compile(rb"<(?:\w+:)?(?:worksheet|row|mergeCells?)[\s/>]")
"""A part that is a sheet by what it holds: relations may put it into any folder."""
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_EMPTY_CELL = re.compile(rb"<(?:\w+:)?c(?:\s[^<>]*)?/>|<((?:\w+:)?c)(?:\s[^<>]*)?></\1>")
_EMPTY_ROW = re.compile(rb"<(?:\w+:)?row(?:\s[^<>]*)?/>|<((?:\w+:)?row)(?:\s[^<>]*)?>\s*</\1>")
_PLACED_CELL = re.compile(
    rb"""<((?:\w+:)?c)\s(?:[^<>]*?\s)?r\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["'][^<>]*?"""
    rb"(?:/>|>.*?</\1>)",
    re.DOTALL,
)
_ADDRESS = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s(?:[^<>]*?\s)?r\s*=\s*["']0*(\d{1,9})""")
_UNPLACED = re.compile(rb"<(?:\w+:)?(?:c|row)(?![^<>]*\sr\s*=)[\s/>]")
"""A cell or row without an address stands behind the one before it."""
_IN_TURN = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])([^<>]*)")
_OWN_PLACE = re.compile(rb"""\sr\s*=\s*["'](?:([A-Za-z]{1,3})\d{1,7}|0*(\d{1,9}))["']""")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell[\s/>]")
_MERGED = re.compile(
    rb"""<(?:\w+:)?mergeCell\s(?:[^<>]*?\s)?ref\s*=\s*["']"""
    rb"""\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?["']"""
)
_IN_DISGUISE = re.compile(rb"<(?:\w+:)?(?:c|row|mergeCell)\s[^<>]*&")  # &#88;FD1048576
_STRICT = tuple(
    (
        f"http://purl.oclc.org/ooxml/{strict}".encode(),
        f"http://schemas.openxmlformats.org/{common}".encode(),
    )
    for strict, common in (
        ("spreadsheetml/main", "spreadsheetml/2006/main"),
        ("officeDocument/relationships", "officeDocument/2006/relationships"),
        ("drawingml/spreadsheetDrawing", "drawingml/2006/spreadsheetDrawing"),
        ("drawingml/main", "drawingml/2006/main"),
    )
)
"""The stricter dialect of the standard says the same under other names, which openpyxl lacks."""
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # of a part: the same input gives the same bytes


class PlainCopy(NamedTuple):
    """The bytes of the copy, and how many cells that hold something were too far off for it."""

    data: bytes
    left_out: int


def plain_copy(package: Package, most_astray: int = MOST_ASTRAY) -> PlainCopy:
    """The copy; ``DocumentError`` for a workbook beyond the limits.

    ``most_astray``: so many cells far off are cut; none where each row is an entry of a list.
    """
    stream = io.BytesIO()
    left_out = 0
    dresses = dresses_of(package.read(_STYLES)) if _STYLES in package else 0
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name in package.names:
            key = name.replace("\\", "/").removeprefix("/")
            if key.lower().endswith(_XML) and is_needed(key):
                part = in_common_dialect(package.read(name))
                part, astray = _plain(key, part, dresses, most_astray)
                left_out += astray
                archive.writestr(zipfile.ZipInfo(key, _FIXED_TIME), part)
    return PlainCopy(stream.getvalue(), left_out)


def in_common_dialect(part: bytes) -> bytes:
    """The part in UTF-8, with the names of the common dialect."""
    if b"\0" in part:
        try:
            part = _DECLARATION.sub("", part.decode("utf-16"), count=1).encode()
        except UnicodeDecodeError as error:
            raise DocumentError(RefusalReason.DAMAGED) from error
    for strict, common in _STRICT:
        part = part.replace(strict, common)
    return part


def _plain(name: str, part: bytes, dresses: int, most_astray: int) -> tuple[bytes, int]:
    if _SHEET.search(part):
        return _bounded(needed_of_sheet(part, dresses), most_astray)
    if name == _BOOK:
        return needed_of_book(part), 0
    return (needed_of_styles(part) if name == _STYLES else part), 0


def _bounded(sheet: bytes, most_astray: int) -> tuple[bytes, int]:
    """A sheet without what is far off, and without cells that only have a format if it has many.

    With it, how many of those far off held something. Whole rows and columns that were given a
    format hold a cell in every place.
    """
    merged = list(map(_places, _MERGED.finditer(sheet)))
    if _IN_DISGUISE.search(sheet) or len(merged) != sum(1 for _ in _MERGE.finditer(sheet)):
        raise DocumentError(RefusalReason.DAMAGED)
    if sum(merged) > MOST_MERGED:
        raise DocumentError(RefusalReason.OUT_OF_BOUNDS)
    if _is_far(sheet) or _count(sheet) > MOST_CELLS:
        if _UNPLACED.search(sheet):  # what follows would move up to where the cut cells were
            raise DocumentError(RefusalReason.OUT_OF_BOUNDS)
        sheet = _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", sheet))
    astray = 0
    if _is_far(sheet):

        def cut(found: re.Match[bytes]) -> bytes:
            nonlocal astray
            if not _is_beyond(found[2], found[3]):
                return found[0]
            astray += 1
            return b""

        sheet = _EMPTY_ROW.sub(b"", _PLACED_CELL.sub(cut, sheet))
        if astray > most_astray or _is_far(sheet):
            raise DocumentError(RefusalReason.OUT_OF_BOUNDS)
    if _count(sheet) > MOST_CELLS:
        raise DocumentError(RefusalReason.OUT_OF_BOUNDS)
    if _UNPLACED.search(sheet) and _runs_far(sheet):
        raise DocumentError(RefusalReason.OUT_OF_BOUNDS)
    return sheet, astray


def _places(area: re.Match[bytes]) -> int:
    if area[3] is None:
        return 1
    columns = column_number(area[3].decode()) - column_number(area[1].decode())
    return (abs(int(area[4]) - int(area[2])) + 1) * (abs(columns) + 1)


def _count(sheet: bytes) -> int:
    return sum(1 for _ in _CELL.finditer(sheet))


def _is_far(sheet: bytes) -> bool:
    return any(_is_beyond(found[1], found[2]) for found in _ADDRESS.finditer(sheet)) or any(
        int(found[1]) > LAST_ROW for found in _ROW.finditer(sheet)
    )


def _runs_far(sheet: bytes) -> bool:
    """Whether one without an address, behind the one before it, holds something too far off.

    6 kB of 59,000 in one row, and one in row 9,000, took the second reading 20 GB.
    """
    row = column = 0
    for found in _IN_TURN.finditer(sheet):
        own = _OWN_PLACE.search(found[2])
        if found[1] == b"row":
            row, column = int(own[2]) if own and own[2] else row + 1, 0
        else:
            column = column_number(own[1].decode()) if own and own[1] else column + 1
            holds = not found[2].endswith(b"/")
            if holds and (row > LAST_ROW or column > LAST_COLUMN):
                return True
    return False


def _is_beyond(letters: bytes, row: bytes) -> bool:
    return int(row) > LAST_ROW or column_number(letters.decode()) > LAST_COLUMN
