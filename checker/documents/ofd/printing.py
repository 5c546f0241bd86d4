"""The pages of an OFD file, drawn as pages of a PDF.

Text is drawn with the file's own fonts, each character at its own place; what the file says that
it reads goes beside the glyphs. So the one reading takes what the file says, the other looks at
what is drawn, and both are the project's own for any PDF.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.documents.ofd.affine import Matrix, after, scale
from checker.documents.ofd.drawn import DrawnOutline, DrawnPicture, DrawnText
from checker.documents.ofd.fonts import Fonts
from checker.documents.ofd.lines_of_text import strings
from checker.documents.ofd.operators import clipped, inked, matrix_of, painted, steps
from checker.documents.ofd.pictures import Pictures
from checker.documents.pdf_writer import PdfFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.documents.ofd.drawn import Drawn
    from checker.documents.ofd.resources import Font
    from checker.documents.ofd.structure import Parts
    from checker.model import Box

POINTS = 72 / 25.4  # of a millimetre


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
        for _, some in itertools.groupby(drawn, _drawn_at_once):
            lines += self._operators(list(some), page, fonts)
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

    def _operators(
        self, some: Sequence[Drawn], page: Matrix, fonts: dict[str, Font]
    ) -> Iterator[str]:
        first = some[0]
        yield "q"
        for clip in first.clips:
            yield from clipped(clip, page)
        if isinstance(first, DrawnPicture):
            yield from self._picture(first, page)
        else:
            inks = (first.ink.fill, first.ink.line)
            alpha = min((ink.alpha for ink in inks if ink is not None), default=1.0)
            if alpha < 1:
                yield self._faded(alpha)
            if isinstance(first, DrawnText):
                yield from self._texts(some, page, fonts)
            else:
                yield from self._outlines(some, page)
        yield "Q"

    def _faded(self, alpha: float) -> str:
        return f"/{self._clear.setdefault(round(alpha, 3), f'A{len(self._clear)}')} gs"

    def _outlines(self, some: Iterable[Drawn], page: Matrix) -> Iterator[str]:
        """Outlines of one ink: lines as one path, those drawn twice once.

        Programs draw four lines a cell: joined, a page of tables is read in half the time. Areas
        stay apart, because those wound against each other would take each other away.
        """
        found = [one for one in some if isinstance(one, DrawnOutline)]
        ink = found[0].ink
        drawn = (tuple(steps(one.outline, after(page, one.matrix))) for one in found)
        yield from inked(ink, after(page, found[0].matrix))
        for path in dict.fromkeys(drawn):
            yield from path
            if ink.fill is not None:
                yield painted(ink)
        if ink.fill is None:
            yield painted(ink)

    def _texts(self, some: Iterable[Drawn], page: Matrix, fonts: dict[str, Font]) -> Iterator[str]:
        """Texts of one ink."""
        found = [one for one in some if isinstance(one, DrawnText)]
        ink = found[0].ink
        yield from inked(ink, after(page, found[0].matrix))
        mode = (1 if ink.line else 3) if ink.fill is None else (2 if ink.line else 0)
        yield f"BT {mode} Tr"
        yield from strings(found, page, fonts, self._fonts)
        yield "ET"

    def _picture(self, one: DrawnPicture, page: Matrix) -> Iterator[str]:
        if one.alpha < 1:
            yield self._faded(one.alpha)
        # PDF has the last row of a picture at the foot of the unit square.
        yield f"{matrix_of(after(after(page, one.matrix), (1.0, 0.0, 0.0, -1.0, 0.0, 1.0)))} cm"
        yield f"/{self._pictures.name(one.picture)} Do"


def _drawn_at_once(one: Drawn) -> object:
    """What things have in common that may be drawn as one; each other thing is like itself only.

    Clear inks add up where they lie over one another.
    """
    if isinstance(one, DrawnPicture) or one.clips or one.ink.even_odd:
        return id(one)
    if any(colour is not None and colour.alpha < 1 for colour in (one.ink.fill, one.ink.line)):
        return id(one)
    return type(one), one.ink, one.ink.line and round(scale(one.matrix), 6)


def _named(numbers: dict[str, int]) -> str:
    return " ".join(f"/{name} {number} 0 R" for name, number in numbers.items())
