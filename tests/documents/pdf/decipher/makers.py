"""Reports whose fonts say nothing of their characters, or false ones, or draw others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
from playa.cmapdb import parse_tounicode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def untold(source: Path, target: Path) -> Path:
    """A copy of a PDF without any map to Unicode."""
    with pikepdf.open(source) as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each:
                del each["/ToUnicode"]
        pdf.save(target, deterministic_id=True)
    return target


def redrawn(source: Path, target: Path, glyphs: Mapping[int, Mapping[int, int]]) -> Path:
    """A copy in which fonts draw another code's glyph: code to code, by the font's number."""
    with pikepdf.open(source) as pdf:
        for number, drawn in glyphs.items():
            inner = pdf.get_object(number, 0).DescendantFonts[0]
            table = inner.get("/CIDToGIDMap")
            own = (
                bytearray(table.read_bytes())
                if isinstance(table, pikepdf.Stream)
                else bytearray(b"".join(code.to_bytes(2, "big") for code in range(0x10000)))
            )
            before = bytes(own)
            for code, other in drawn.items():
                own[2 * code : 2 * code + 2] = before[2 * other : 2 * other + 2]
            inner.CIDToGIDMap = pdf.make_stream(bytes(own))
        pdf.save(target, deterministic_id=True)
    return target


def first_bytes_told(source: Path, target: Path) -> Path:
    """A copy whose maps tell of each range of characters the first byte and what is counted on.

    So Ghostscript rewrites the maps of browsers: of digits 0, 1, 2 … a font tells U+0000 onwards.
    """
    with pikepdf.open(source) as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each:
                told = parse_tounicode(each.ToUnicode.read_bytes()).bytes2unicode
                codes = {int.from_bytes(code, "big"): ord(char) for code, char in told.items()}
                each.ToUnicode = pdf.make_stream(_map(dict(_counted_on(codes))))
        pdf.save(target, deterministic_id=True)
    return target


def _counted_on(codes: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    first = 0
    for code, char in sorted(codes.items()):
        if codes.get(code - 1) != char - 1:
            first = code
        is_range = first != code or codes.get(code + 1) == char + 1
        yield code, (codes[first] >> 8) + code - first if is_range else char


def _map(chars: Mapping[int, int]) -> bytes:
    entries = "\n".join(f"<{code:04x}> <{char:04x}>" for code, char in chars.items())
    return (
        "begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(chars)} beginbfchar\n{entries}\nendbfchar endcmap"
    ).encode("ascii")
