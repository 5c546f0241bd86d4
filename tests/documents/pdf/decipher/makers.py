"""Reports whose fonts say nothing of their characters, and such fonts that lie besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Mapping
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
