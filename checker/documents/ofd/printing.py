"""The pages of an OFD file, drawn as pages of a PDF.

Text is drawn with the file's own fonts, each character at its own place; what the file says that
it reads goes beside the glyphs. So the one reading takes what the file says, the other looks at
what is drawn, and both are the project's own for any PDF.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.documents.ofd.affine import Matrix, after, moved, scale
from checker.documents.ofd.drawn import DrawnOutline, DrawnPicture, DrawnText
from checker.documents.ofd.fonts import Fonts
from checker.documents.ofd.pdf_file import PdfFile
from checker.documents.ofd.pictures import Pictures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.documents.ofd.drawn import Clip, Drawn, Ink
    from checker.documents.ofd.outlines import Outline
    from checker.documents.ofd.resources import Colour, Font
    from checker.documents.ofd.structure import Parts
    from checker.documents.ofd.text_codes import Placed
    from checker.model import Box

POINTS = 72 / 25.4  # of a millimetre
_FARTHEST = 20_000.0  # points beside the page: what lies beyond is written as lying there


@dataclass
class PdfPages:
    """A PDF that pages are added to."""

    parts: Parts
    _pdf: PdfFile = field(default_factory=PdfFile)

    def __post_init__(self) -> None:
        self._fonts = Fonts(self.parts, self._pdf)
        self._pictures = Pictures(self.parts, self._pdf)
        self._tree = self._pdf.reserve()
        self._resources = self._pdf.reserve()
        self._clear: dict[float, str] = {}
        self._numbers: list[int] = []

    def add(self, paper: Box, drawn: Iterable[Drawn], fonts: dict[str, Font]) -> None:
        """A page of this paper (millimetres: x, y, width, height)."""
        x, y, wide, high = paper
        page: Matrix = (POINTS, 0.0, 0.0, -POINTS, -x * POINTS, (y + high) * POINTS)
        lines: list[str] = []
        for at_once, some in itertools.groupby(drawn, _drawn_at_once):
            if at_once is not None:
                lines += self._outlines(some, page)
            else:
                for one in some:
                    lines += self._operators(one, page, fonts)
        content = self._pdf.stream("", "\n".join(lines).encode("ascii"))
        self._numbers.append(
            self._pdf.add(
                f"<< /Type /Page /Parent {self._tree} 0 R /Resources {self._resources} 0 R"
                f" /MediaBox [0 0 {wide * POINTS:.3f} {high * POINTS:.3f}]"
                f" /Contents {content} 0 R >>"
            )
        )

    def picture(self, data: bytes) -> str:
        """A picture that is no part of the package, to be drawn under the name given."""
        return self._pictures.add(data)

    def written(self) -> bytes:
        """The PDF with all its pages."""
        pdf = self._pdf
        self._fonts.finish()
        kids = " ".join(f"{number} 0 R" for number in self._numbers)
        pdf.give(self._tree, f"<< /Type /Pages /Kids [{kids}] /Count {len(self._numbers)} >>")
        fonts = _named(self._fonts.numbers)
        pictures = _named(self._pictures.numbers)
        states = " ".join(
            f"/{name} << /ca {alpha:g} /CA {alpha:g} >>" for alpha, name in self._clear.items()
        )
        pdf.give(
            self._resources,
            f"<< /Font << {fonts} >> /XObject << {pictures} >> /ExtGState << {states} >> >>",
        )
        return pdf.written(pdf.add(f"<< /Type /Catalog /Pages {self._tree} 0 R >>"))

    def _operators(self, one: Drawn, page: Matrix, fonts: dict[str, Font]) -> Iterator[str]:
        yield "q"
        for clip in one.clips:
            yield from _clipped(clip, page)
        if isinstance(one, DrawnText):
            yield from self._text(one, page, fonts.get(one.font))
        elif isinstance(one, DrawnOutline):
            yield from self._outline(one, page)
        else:
            yield from self._picture(one, page)
        yield "Q"

    def _ink(self, ink: Ink, matrix: Matrix) -> Iterator[str]:
        if ink.fill is not None:
            yield f"{_rgb(ink.fill)} rg"
        if ink.line is not None:
            yield f"{_rgb(ink.line)} RG {_short(ink.width * scale(matrix))} w"
            dashes = [_short(dash * scale(matrix)) for dash in ink.dashes]
            if any(float(dash) > 0 for dash in dashes):
                yield f"[{' '.join(dashes)}] 0 d"
        alpha = min((one.alpha for one in (ink.fill, ink.line) if one is not None), default=1.0)
        if alpha < 1:
            yield self._faded(alpha)

    def _faded(self, alpha: float) -> str:
        return f"/{self._clear.setdefault(round(alpha, 3), f'A{len(self._clear)}')} gs"

    def _outlines(self, some: Iterable[Drawn], page: Matrix) -> Iterator[str]:
        """Outlines of one ink as one path, those drawn twice once.

        Programs draw four lines a cell: joined, a page of tables is read in half the time.
        """
        found = [one for one in some if isinstance(one, DrawnOutline)]
        drawn = (tuple(_steps(one.outline, after(page, one.matrix))) for one in found)
        yield "q"
        yield from self._ink(found[0].ink, after(page, found[0].matrix))
        for steps in dict.fromkeys(drawn):
            yield from steps
        yield _painted(found[0].ink)
        yield "Q"

    def _outline(self, one: DrawnOutline, page: Matrix) -> Iterator[str]:
        matrix = after(page, one.matrix)
        yield from self._ink(one.ink, matrix)
        yield from _steps(one.outline, matrix)
        yield _painted(one.ink)

    def _picture(self, one: DrawnPicture, page: Matrix) -> Iterator[str]:
        if one.alpha < 1:
            yield self._faded(one.alpha)
        # PDF has the last row of a picture at the foot of the unit square.
        yield f"{_matrix(after(after(page, one.matrix), (1.0, 0.0, 0.0, -1.0, 0.0, 1.0)))} cm"
        yield f"/{self._pictures.name(one.picture)} Do"

    def _text(self, one: DrawnText, page: Matrix, font: Font | None) -> Iterator[str]:
        matrix = after(page, one.matrix)
        if not one.size or not scale(matrix):
            return
        yield from self._ink(one.ink, matrix)
        mode = (1 if one.ink.line else 3) if one.ink.fill is None else (2 if one.ink.line else 0)
        yield f"BT {mode} Tr"
        turn = math.radians(one.turned)
        cosine, sine = math.cos(turn) * one.size, math.sin(turn) * one.size
        # Of a glyph's own space, upwards and of size 1, to the object's, downwards.
        glyph: Matrix = (one.spread * cosine, one.spread * sine, sine, -cosine, 0.0, 0.0)
        yield from self._set(one.run.placed, matrix, glyph, font)
        yield "ET"

    def _set(
        self, placed: Iterable[Placed], matrix: Matrix, glyph: Matrix, font: Font | None
    ) -> Iterator[str]:
        """Each character at its place; those that follow on one line of one font as one string."""
        line = _Line(matrix, glyph)
        for char in placed:
            if char.text.isspace() or ord(char.text) < ord(" "):
                continue
            shown = self._fonts.shown(font, char.text, char.glyph)
            if not line.takes(char, shown.font):
                yield from line.written()
                line = _Line(matrix, glyph)
            line.add(char, shown.font, shown.code, shown.width)
        yield from line.written()


class _Line:
    """Characters of one font on one level line, as one operator that shows text."""

    def __init__(self, matrix: Matrix, glyph: Matrix) -> None:
        self._matrix, self._glyph = matrix, glyph
        self._pieces: list[str] = []
        self._font = ""
        self._start = (0.0, 0.0)
        self._end = 0.0  # x, in the object's space, at which the last character ends

    def takes(self, char: Placed, font: str) -> bool:
        """Whether a character goes on on the line."""
        if not self._pieces:
            return True
        level = self._glyph[0] > 0 and not self._glyph[1]
        return level and font == self._font and char.y == self._start[1]

    def add(self, char: Placed, font: str, code: str, width: int) -> None:
        """A character, moved from where the one before it ends."""
        step = self._glyph[0] or 1.0
        if not self._pieces:
            self._font, self._start = font, (char.x, char.y)
        else:
            back = (self._end - char.x) / step * 1000
            if abs(back) > 1:
                self._pieces.append(f"{max(-1e6, min(1e6, back)):.1f}")
        self._pieces.append(f"<{code}>")
        self._end = char.x + width / 1000 * step

    def written(self) -> Iterator[str]:
        if self._pieces:
            x, y = self._start
            placed = after(self._matrix, (*self._glyph[:4], x, y))
            yield f"/{self._font} 1 Tf {_matrix(placed)} Tm [{''.join(self._pieces)}] TJ"


def _drawn_at_once(one: Drawn) -> object:
    """What outlines have in common that may be drawn in one path; ``None`` for all else."""
    if not isinstance(one, DrawnOutline) or one.clips or one.ink.even_odd:
        return None
    if any(colour is not None and colour.alpha < 1 for colour in (one.ink.fill, one.ink.line)):
        return None  # clear inks add up where they lie over one another
    return one.ink, scale(one.matrix)


def _clipped(clip: Clip, page: Matrix) -> Iterator[str]:
    if not clip.outlines:
        yield "0 0 0 0 re"
    for matrix, outline in clip.outlines:
        yield from _steps(outline, after(page, matrix))
    yield "W n"


def _steps(outline: Outline, matrix: Matrix) -> Iterator[str]:
    is_begun = False
    for step in outline:
        if step.kind == "h":
            if is_begun:
                yield "h"
            continue
        if step.kind != "m" and not is_begun:
            yield f"{_point(moved(matrix, 0.0, 0.0))} m"
        is_begun = True
        yield f"{' '.join(_point(moved(matrix, *point)) for point in step.points)} {step.kind}"


def _painted(ink: Ink) -> str:
    star = "*" if ink.even_odd else ""
    if ink.fill is None:
        return "n" if ink.line is None else "S"
    return f"f{star}" if ink.line is None else f"B{star}"


def _rgb(colour: Colour) -> str:
    return f"{colour.red:.3f} {colour.green:.3f} {colour.blue:.3f}"


def _short(length: float) -> str:
    return f"{_held(length):.3f}"


def _point(point: tuple[float, float]) -> str:
    x, y = point
    if -_FARTHEST < x < _FARTHEST and -_FARTHEST < y < _FARTHEST:
        return f"{x:.3f} {y:.3f}"
    return f"{_short(x)} {_short(y)}"


def _matrix(matrix: Matrix) -> str:
    a, b, c, d, e, f = matrix
    return " ".join(f"{_held(one):.5f}" for one in (a, b, c, d)) + f" {_point((e, f))}"


def _held(one: float) -> float:
    return max(-_FARTHEST, min(_FARTHEST, one))


def _named(numbers: dict[str, int]) -> str:
    return " ".join(f"/{name} {number} 0 R" for name, number in numbers.items())
