"""A face of a font, cut down to its digits."""

from __future__ import annotations

from dataclasses import dataclass

DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Face:
    """An sfnt file, and for each digit its glyph number and its width in 1/1000 em."""

    family: str
    style: str
    package: str
    data: bytes
    is_truetype: bool
    glyphs: tuple[int, ...]
    widths: tuple[int, ...]
