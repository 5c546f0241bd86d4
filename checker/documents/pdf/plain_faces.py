"""What playa asks of a font, a glyph and a rectangle, and no more: made once, not for each.

Programs show one sign at a time, each again and again, and draw the same kind of rectangle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import TypeAlias

    Matrix: TypeAlias = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Face:
    """What playa's ``LTChar`` asks of a font, and what strings of it say, each worked out once.

    Programs show one sign at a time, each again and again.
    """

    def __init__(self, font: Any) -> None:
        self.fontname, self.matrix, self.descent = font.fontname, font.matrix, font.descent
        self.vertical, self.position = font.vertical, font.position
        self._decode, self._far = font.decode, _Displacements(font)
        self.hdisp = self.vdisp = self._far.__getitem__
        self._strings: dict[bytes, list[tuple[int, str, float]]] = {}

    def signs(self, codes: bytes) -> list[tuple[int, str, float]]:
        """The code, the text and the displacement of each sign of a string."""
        known = self._strings.get(codes)
        if known is None:
            far = self._far
            self._strings[codes] = known = [
                (cid, text, far[cid]) for cid, text in self._decode(codes)
            ]
        return known


class _Displacements(dict[int, float]):
    """How far each code of a font goes, along the way it is written."""

    def __init__(self, font: Any) -> None:
        super().__init__()
        self._of = font.vdisp if font.vertical else font.hdisp

    def __missing__(self, cid: int) -> float:
        far: float = self._of(cid)
        self[cid] = far
        return far


class Glyph:
    """What playa's ``LTChar`` asks of a glyph."""

    __slots__ = ("cid", "font", "gstate", "matrix", "mcstack", "text")

    def __init__(self, state: Any, face: Face) -> None:
        self.gstate, self.font = state, face
        self.mcstack = ()
        self.cid, self.text, self.matrix = 0, "", IDENTITY


class Outline:
    """What playa's ``LTRect`` asks of a path that is one rectangle."""

    __slots__ = ("evenodd", "fill", "gstate", "mcstack", "stroke")

    def __init__(self, state: Any, painted: tuple[bool, bool, bool]) -> None:
        self.gstate, self.mcstack = state, ()
        self.stroke, self.fill, self.evenodd = painted
