"""The sample's tables with their lines drawn in other ways, or not at all.

What a page paints besides text is taken away; lines are then drawn anew along the edges of the
cells that were read from it, each cell's own, as Word and WPS do.
"""

from __future__ import annotations

import io
import math
from functools import cache
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Page, Pdf, Rectangle, Stream

from checker.documents.pdf.document import PdfDocument, Route
from checker.documents.pdf.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from checker.model import Box

    Instructions = list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage]

PAINT = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*"))


def without_paint(operators: Instructions) -> Instructions:
    """A page's operators with every path left unpainted."""
    return [
        pikepdf.ContentStreamInstruction([], pikepdf.Operator("n"))
        if str(one.operator) in PAINT
        else one
        for one in operators
    ]


@cache
def cells_by_page(data: bytes) -> Mapping[int, tuple[Box, ...]]:
    """The boxes of the cells of each page's tables (user space of an unturned page)."""
    found: dict[int, tuple[Box, ...]] = {}
    with Source(data) as source:
        document = PdfDocument(source)
        for grid in document.grids(range(1, document.count + 1), Route.DRAWN):
            found[grid.part] = (*found.get(grid.part, ()), *(cell.box for cell in grid.cells))
    return found


def restyled(data: bytes, style: str) -> bytes:
    """The file with its tables' lines in one of ``STYLES``."""
    cells = cells_by_page(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            operators = without_paint(list(pikepdf.parse_content_stream(page)))
            lines = "\n".join(STYLES[style](cells.get(number, ())))
            page.obj.Contents = Array(
                [
                    Stream(pdf, b"q\n" + pikepdf.unparse_content_stream(operators) + b"\nQ"),
                    Stream(pdf, f"q 0.3 G 0.3 g\n{lines}\nQ".encode()),
                ]
            )
        return _saved(pdf)


def _saved(pdf: Pdf) -> bytes:
    target = io.BytesIO()
    pdf.save(target, deterministic_id=True)
    return target.getvalue()


def _edges(cells: Sequence[Box]) -> list[tuple[bool, float, float, float]]:
    """Each cell's edges once: level or not, where across, from where to where."""
    edges = set()
    for box in cells:
        x0, y0, x1, y1 = (round(value, 1) for value in box)
        edges |= {(True, y0, x0, x1), (True, y1, x0, x1)}
        edges |= {(False, x0, y0, y1), (False, x1, y0, y1)}
    return sorted(edges)


def _stroke(edge: tuple[bool, float, float, float], aside: float = 0.0) -> str:
    level, at, start, end = edge
    at += aside
    if level:
        return f"{start:.2f} {at:.2f} m {end:.2f} {at:.2f} l S"
    return f"{at:.2f} {start:.2f} m {at:.2f} {end:.2f} l S"


def _rectangle(level: bool, at: float, start: float, end: float, width: float) -> str:  # noqa: FBT001
    half = width / 2
    if level:
        return f"{start:.2f} {at - half:.2f} {end - start:.2f} {width:.2f} re f"
    return f"{at - half:.2f} {start:.2f} {width:.2f} {end - start:.2f} re f"


def _strokes(width: float, *asides: float) -> Callable[[Sequence[Box]], Iterator[str]]:
    def draw(cells: Sequence[Box]) -> Iterator[str]:
        yield f"{width} w"
        for edge in _edges(cells):
            yield from (_stroke(edge, aside) for aside in asides or (0.0,))

    return draw


def _pieces(width: float, on: float, off: float) -> Callable[[Sequence[Box]], Iterator[str]]:
    """Each dot or dash a filled rectangle; the last of an edge that does not fit is left out."""

    def draw(cells: Sequence[Box]) -> Iterator[str]:
        for level, at, start, end in _edges(cells):
            for number in range(max(1, int((end - start) / (on + off)))):
                begin = start + number * (on + off)
                yield _rectangle(level, at, begin, begin + on, width)

    return draw


def _bars(width: float) -> Callable[[Sequence[Box]], Iterator[str]]:
    def draw(cells: Sequence[Box]) -> Iterator[str]:
        return (
            _rectangle(level, at, start - width / 2, end + width / 2, width)
            for level, at, start, end in _edges(cells)
        )

    return draw


def _waves(cells: Sequence[Box]) -> Iterator[str]:
    yield "0.5 w"
    for level, at, start, end in _edges(cells):
        count = max(4, int((end - start) / 2))
        points = []
        for step in range(count + 1):
            along = start + (end - start) * step / count
            across = at + (0.8 if step % 2 else -0.8)
            x, y = (along, across) if level else (across, along)
            points.append(f"{x:.2f} {y:.2f} {'l' if step else 'm'}")
        yield " ".join(points) + " S"


def _frames(gap: float, width: float) -> Callable[[Sequence[Box]], Iterator[str]]:
    """A frame of its own for every cell."""

    def draw(cells: Sequence[Box]) -> Iterator[str]:
        yield f"{width} w"
        for x0, y0, x1, y1 in cells:
            wide, high = x1 - x0 - gap, y1 - y0 - gap
            yield f"{x0 + gap / 2:.2f} {y0 + gap / 2:.2f} {wide:.2f} {high:.2f} re S"

    return draw


def _round_dots(cells: Sequence[Box]) -> Iterator[str]:
    """Dashes of no length with round ends."""
    yield "1 J [0 2.4] 0 d"
    yield from _strokes(0.8)(cells)


def _level_only(cells: Sequence[Box]) -> Iterator[str]:
    yield "0.7 w"
    yield from (_stroke(edge) for edge in _edges(cells) if edge[0])


def _nothing(cells: Sequence[Box]) -> Iterator[str]:
    del cells
    yield "n"


STYLES: Mapping[str, Callable[[Sequence[Box]], Iterator[str]]] = {
    "hairline": _strokes(0.25),
    "thick bars": _bars(2.6),
    "dots": _pieces(0.8, 0.8, 1.6),
    "round dots": _round_dots,
    "dashes": _pieces(1.0, 4.0, 2.5),
    "double": _strokes(0.5, -0.75, 0.75),
    "triple": _strokes(0.4, -1.2, 0.0, 1.2),
    "waves": _waves,
    "frames": _frames(2.4, 0.6),
    "level only": _level_only,
    "none": _nothing,
}


def two_on_a_sheet(data: bytes) -> bytes:
    """The pages of a file side by side, two and two."""
    with pikepdf.open(io.BytesIO(data)) as pdf, Pdf.new() as sheets:
        for first in range(0, len(pdf.pages), 2):
            pages = pdf.pages[first : first + 2]
            wide = max(float(page.mediabox[2]) for page in pages)
            high = max(float(page.mediabox[3]) for page in pages)
            blank = sheets.add_blank_page(page_size=(2 * wide, high))
            for at, page in enumerate(pages):
                place = Rectangle(at * wide, 0, (at + 1) * wide, high)
                Page(blank).add_overlay(sheets.copy_foreign(page.as_form_xobject()), place)
        return _saved(sheets)


def tilted(data: bytes, degrees: float) -> bytes:
    """The pages turned by a little, as a careless export turns them."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    matrix = f"q {cosine:.6f} {sine:.6f} {-sine:.6f} {cosine:.6f} 0 0 cm\n"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.contents_add(matrix.encode(), prepend=True)
            page.contents_add(b"Q")
        return _saved(pdf)
