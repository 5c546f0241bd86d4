"""The fonts of the sample PDFs, for OFD files of the same text: subsets, drawn by glyph numbers."""

from __future__ import annotations

import io
import re
from functools import lru_cache
from pathlib import Path

from samples.report_ofd import Face

SAMPLES = Path(__file__).parent
_ENTRY = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>")


@lru_cache(maxsize=8)
def faces_of(name: str) -> tuple[Face, ...]:
    """The TrueType fonts that a sample PDF brings, and one by name for what they lack."""
    import pikepdf

    found: dict[str, Face] = {}
    path = next(SAMPLES.glob(f"*/{name}.pdf"))
    with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
        for page in pdf.pages:
            for font in page.Resources.Font.values():
                if "/DescendantFonts" not in font or str(font.BaseFont) in found:
                    continue
                descriptor = font.DescendantFonts[0].FontDescriptor
                if "/FontFile2" in descriptor:
                    data = descriptor.FontFile2.read_bytes()
                    glyphs = _glyphs(font.ToUnicode.read_bytes())
                    named = str(font.BaseFont).rpartition("+")[2]
                    found[str(font.BaseFont)] = Face(named, data, glyphs)
    return (*found.values(), Face())


def _glyphs(told: bytes) -> dict[str, int]:
    """Glyph numbers by character, from a PDF's character map."""
    found: dict[str, int] = {}
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", told, re.DOTALL):
        for low, high, start in _RANGE.findall(block):
            for step in range(int(high, 16) - int(low, 16) + 1):
                found.setdefault(chr(int(start, 16) + step), int(low, 16) + step)
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", told, re.DOTALL):
        for code, text in _ENTRY.findall(block):
            char = bytes.fromhex(text.decode()).decode("utf-16-be")
            if len(char) == 1:
                found.setdefault(char, int(code, 16))
    return found
