"""Pages written by hand, for documents that no font or program on the machine should shape.

The font has no outlines: readers get the characters (``ToUnicode`` maps each code to itself)
and their widths (1 em, half an em below U+0080). Lengths are points, origin bottom left.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from samples.grid import Grid, Sheet
    from samples.recipes import Recipe
    from samples.story import Paragraph

A4 = (595, 842)

# 256 ranges: a range may only vary in its last byte.
_SAME_CODES = "\n".join(
    f"{block} beginbfrange\n{lines}\nendbfrange"
    for block, lines in (
        (
            64,
            "\n".join(f"<{n:02x}00> <{n:02x}ff> <{n:02x}00>" for n in range(first, first + 64)),
        )
        for first in range(0, 256, 64)
    )
)
_TO_UNICODE = (
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CMapName /Same def\n/CMapType 2 def\n"
    "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
    f"{_SAME_CODES}\nendcmap\nend\nend\n"
)


def font(pdf: Pdf) -> pikepdf.Object:
    """A Chinese font without outlines whose codes are UTF-16."""
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name.Song,
        Flags=4,
        FontBBox=[0, -200, 1000, 900],
        ItalicAngle=0,
        Ascent=880,
        Descent=-120,
        CapHeight=700,
        StemV=80,
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name.Song,
        CIDSystemInfo=Dictionary(
            Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
        ),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=1000,
        W=Array([0, 127, 500]),
        CIDToGIDMap=Name.Identity,
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name.Song,
            Encoding=Name("/Identity-H"),
            DescendantFonts=[pdf.make_indirect(descendant)],
            ToUnicode=Stream(pdf, _TO_UNICODE.encode("ascii")),
        )
    )


@dataclass
class Pen:
    """Collects the drawing operators of one page."""

    operators: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, size: float, text: str) -> None:
        """One line of text with its baseline at ``y``."""
        codes = text.encode("utf-16-be").hex()
        self.operators.append(f"BT /F1 {size:g} Tf {x:g} {y:g} Td <{codes}> Tj ET")

    def rectangle(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """The outline of a cell."""
        self.operators.append(f"{x0:g} {y0:g} {x1 - x0:g} {y1 - y0:g} re S")

    def wrapped(self, box: tuple[float, float, float, float], size: float, text: str) -> None:
        """Text wrapped into a cell, from its top down."""
        x0, _, x1, y1 = box
        fit = max(1, int((x1 - x0 - 2) / size))
        for number, start in enumerate(range(0, len(text), fit)):
            self.text(x0 + 1, y1 - size * (number + 1) * 1.1, size, text[start : start + fit])

    def content(self) -> bytes:
        """The content stream."""
        return "\n".join(["0.5 w", *self.operators]).encode("ascii")


def add_page(pdf: Pdf, pen: Pen, fonts: pikepdf.Object) -> None:
    """Adds an A4 page with what the pen drew."""
    page = pdf.add_blank_page(page_size=A4)
    page.Resources = Dictionary(Font=Dictionary(F1=fonts))
    page.Contents = Stream(pdf, pen.content())


def lines(pen: Pen, top: float, size: float, texts: Sequence[str], *, indent: float = 70) -> float:
    """Lines of text from ``top`` down; returns the height reached."""
    for text in texts:
        top -= size * 1.6
        pen.text(indent, top, size, text)
    return top


def simple_table(
    pen: Pen, top: float, widths: Sequence[float], rows: Sequence[Sequence[str]]
) -> float:
    """A ruled table without merged cells; returns the height reached."""
    for row in rows:
        left = 70.0
        for width, text in zip(widths, row, strict=True):
            pen.rectangle(left, top - 20, left + width, top)
            pen.text(left + 2, top - 14, 9, text)
            left += width
        top -= 20
    return top


def merged_table(pen: Pen, grid: Grid, top: float, *, row_height: float = 22) -> float:
    """One of the statutory tables with its merged cells; returns the height reached."""
    scale = 470 / sum(grid.widths)
    edges = [62.0]
    for width in grid.widths:
        edges.append(edges[-1] + width * scale)
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(grid.rows):
        column = 0
        for box in row:
            while (number, column) in taken:
                column += 1
            cells = (
                (number + down, column + right)
                for down in range(box.rows)
                for right in range(box.columns)
            )
            taken.update(cells)
            y1 = top - number * row_height
            area = (edges[column], y1 - box.rows * row_height, edges[column + box.columns], y1)
            pen.rectangle(*area)
            pen.wrapped(area, 6.5, box.text)
            column += box.columns
    return top - len(grid.rows) * row_height


def save(pdf: Pdf, target: Path) -> Path:
    """Writes the document with the same bytes at every run."""
    buffer = io.BytesIO()
    pdf.save(buffer, deterministic_id=True)
    target.write_bytes(buffer.getvalue())
    return target


def print_report(target: Path, sheet: Sheet, recipe: Recipe) -> Path:
    """A whole report as the samples tell it, each table on a page of its own."""
    from samples.story import tell

    return print_blocks(target, tell(sheet, recipe))


def print_blocks(target: Path, blocks: Iterable[Paragraph | Grid]) -> Path:
    """Paragraphs and tables in the order given, each table on a page of its own."""
    from samples.grid import Grid

    with Pdf.new() as pdf:
        fonts = font(pdf)
        pen, top = Pen(), 800.0
        for block in blocks:
            if isinstance(block, Grid):
                add_page(pdf, pen, fonts)
                pen, top = Pen(), 0.0
                merged_table(pen, block, 800)
                continue
            for text in block.text.split("\n"):
                for start in range(0, len(text), _LINE):
                    if top < _FOOT:
                        add_page(pdf, pen, fonts)
                        pen, top = Pen(), 800.0
                    top = lines(pen, top, 11, [text[start : start + _LINE]])
        add_page(pdf, pen, fonts)
        return save(pdf, target)


_LINE = 40
"""Letters a line of prose at 11 points."""
_FOOT = 60
