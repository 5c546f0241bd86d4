"""A face of a font, cut down to some of its characters."""

from __future__ import annotations

from dataclasses import dataclass

DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Face:
    """An sfnt file, and for each character its glyph number and its width in 1/1000 em."""

    family: str
    style: str
    package: str
    data: bytes
    is_truetype: bool
    glyphs: tuple[int, ...]
    widths: tuple[int, ...]
    text: str = DIGITS

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from all other faces, whichever of its characters it is cut down to."""
        return self.family, self.style, self.package
