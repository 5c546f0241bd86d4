"""A font that a file brings: which glyph draws a character, how wide it is, what kind of file.

Only the tables that this needs are looked at (OpenType 1.9: cmap, head, hhea, hmtx); what draws the
glyphs is pdfium. A font that lies about them lies to pdfium as well, and to the eye.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SFNT = (b"\x00\x01\x00\x00", b"true", b"OTTO", b"ttcf")
_BARE_CFF = b"\x01\x00"
_SYMBOLS = 0xF000  # where fonts of symbols keep their codes
_UNICODE = {(3, 10), (3, 1), (0, 3), (0, 4), (0, 6), (3, 0), (0, 0), (0, 1), (0, 2)}
_MOST = 200_000  # entries of a table of characters: Unicode has no more characters


class Kind(StrEnum):
    """How a PDF has to hold the font."""

    TRUETYPE = "truetype"
    OPENTYPE = "opentype"  # outlines of PostScript in an OpenType file
    CFF = "cff"


@dataclass(frozen=True)
class FontFile:
    """A font's bytes with its tables; widths are in thousandths of the size of type."""

    data: bytes
    kind: Kind
    glyphs: dict[int, int] = field(repr=False)
    widths: tuple[int, ...] = field(repr=False)

    def glyph(self, char: str) -> int | None:
        """The glyph of a character, ``None`` where the font has none."""
        code = ord(char)
        return self.glyphs.get(code) or self.glyphs.get(_SYMBOLS + code if code < 256 else -1)  # noqa: PLR2004

    def width(self, glyph: int) -> int:
        """How far a glyph takes its line; a square where the font does not tell."""
        if not self.widths:
            return 1000
        return self.widths[min(glyph, len(self.widths) - 1)]


def font_file(data: bytes) -> FontFile | None:
    """The font in these bytes; ``None`` for none that can be drawn by glyph numbers."""
    if data[:2] == _BARE_CFF and not data.startswith(_SFNT):
        return FontFile(data, Kind.CFF, {}, ())
    if not data.startswith(_SFNT):
        return None
    try:
        tables = _tables(data)
        kind = Kind.OPENTYPE if b"CFF " in tables else Kind.TRUETYPE
        return FontFile(data, kind, _characters(tables.get(b"cmap", b"")), _widths(tables))
    except (struct.error, IndexError, ValueError, ZeroDivisionError):
        return None


def _tables(data: bytes) -> dict[bytes, bytes]:
    start = struct.unpack_from(">I", data, 12)[0] if data.startswith(b"ttcf") else 0
    (count,) = struct.unpack_from(">H", data, start + 4)
    found: dict[bytes, bytes] = {}
    for number in range(count):
        tag, _, at, length = struct.unpack_from(">4sIII", data, start + 12 + 16 * number)
        found.setdefault(tag, data[at : at + length])
    return found


def _widths(tables: dict[bytes, bytes]) -> tuple[int, ...]:
    if not {b"head", b"hhea", b"hmtx"} <= tables.keys():
        return ()
    (units,) = struct.unpack_from(">H", tables[b"head"], 18)
    (count,) = struct.unpack_from(">H", tables[b"hhea"], 34)
    metrics = tables[b"hmtx"]
    count = min(count, len(metrics) // 4)
    return tuple(
        struct.unpack_from(">H", metrics, 4 * at)[0] * 1000 // units for at in range(count)
    )


def _characters(cmap: bytes) -> dict[int, int]:
    """Characters to glyphs, of all tables that speak Unicode; the largest one wins."""
    if len(cmap) < 4:  # noqa: PLR2004 - its own head
        return {}
    (count,) = struct.unpack_from(">H", cmap, 2)
    found: dict[int, int] = {}
    for number in range(count):
        platform, encoding, at = struct.unpack_from(">HHI", cmap, 4 + 8 * number)
        if (platform, encoding) in _UNICODE:
            for code, glyph in islice(_subtable(cmap, at), _MOST):
                if glyph:
                    found.setdefault(code, glyph)
    return found


def _subtable(cmap: bytes, at: int) -> Iterator[tuple[int, int]]:
    (form,) = struct.unpack_from(">H", cmap, at)
    if form == 0:
        yield from enumerate(cmap[at + 6 : at + 262])
    elif form == 4:  # noqa: PLR2004 - the numbers of the formats
        yield from _segments(cmap, at)
    elif form == 6:  # noqa: PLR2004
        first, count = struct.unpack_from(">HH", cmap, at + 6)
        yield from enumerate(struct.unpack_from(f">{count}H", cmap, at + 10), start=first)
    elif form == 12:  # noqa: PLR2004
        (count,) = struct.unpack_from(">I", cmap, at + 12)
        for number in range(count):
            first, last, glyph = struct.unpack_from(">III", cmap, at + 16 + 12 * number)
            for code in range(first, last + 1):
                yield code, (glyph + code - first) & 0xFFFF


def _segments(cmap: bytes, at: int) -> Iterator[tuple[int, int]]:
    (doubled,) = struct.unpack_from(">H", cmap, at + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", cmap, at + 14)
    starts = struct.unpack_from(f">{count}H", cmap, at + 16 + doubled)
    shifts = struct.unpack_from(f">{count}H", cmap, at + 16 + 2 * doubled)
    offsets_at = at + 16 + 3 * doubled
    offsets = struct.unpack_from(f">{count}H", cmap, offsets_at)
    for number, (start, end, shift, offset) in enumerate(
        zip(starts, ends, shifts, offsets, strict=True)
    ):
        for code in range(start, end + 1):
            if code == 0xFFFF:  # noqa: PLR2004 - the mark of the end
                continue
            if not offset:
                yield code, (code + shift) & 0xFFFF
                continue
            place = offsets_at + 2 * number + offset + 2 * (code - start)
            if place + 2 <= len(cmap):
                (glyph,) = struct.unpack_from(">H", cmap, place)
                yield code, (glyph + shift) & 0xFFFF if glyph else 0
