"""A page's rulings, drawn alone on white: what camelot's raster engine sees.

For pages whose lines camelot's vector engine cannot use: dotted and dashed lines, double lines
and spaced cells, lines thicker than 1.5 points (posters), missing outer lines. Each ruling is one
clean line, however it is drawn on the page. Text, watermarks and shading are not on the picture,
so none of them can be taken for a line.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy

from checker.documents.geometry import overlap
from checker.documents.pdf.page_print import NO_ROOM, Print
from checker.documents.pdf.rulings import Ruling, Rulings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from checker.documents.pdf.pdfium import Page

CAPTION_ROW = 26.0  # points: height of a row that holds one line of text
PIXELS_PER_POINT = 2.0  # 144 dpi
MOST_PIXELS = 3500  # longest side of the picture
PEN = 3  # pixels: crossing lines must share some


def made_whole(page: Page, rulings: Rulings) -> Rulings | None:
    """The page's own table lines with those left out; ``None``: too few for a table."""
    if len(rulings.level) <= 1 or not rulings.upright:
        return None
    sides = _missing_sides(rulings, Print(page))
    return Rulings(rulings.level, (*rulings.upright, *sides))


def pixels_per_point(page: Page) -> float:
    """How fine the picture of a page is."""
    return min(PIXELS_PER_POINT, MOST_PIXELS / max(page.frame.width, page.frame.height))


def draw(page: Page, rulings: Rulings) -> NDArray[numpy.uint8]:
    """Black lines on white, height × width × BGR, row 0 at the top of the upright page.

    The three colours are one and the same array, of 2 MB, to be looked at only.
    """
    wide, high = page.frame.width, page.frame.height
    scale = pixels_per_point(page)
    image = numpy.full((round(high * scale), round(wide * scale)), 255, numpy.uint8)
    tall, broad = image.shape
    for line in rulings.level:
        y = round((high - line.at) * scale)
        start, end = round(line.start * scale), round(line.end * scale)
        image[_pen(y, tall), max(0, start) : max(0, end + 1)] = 0
    for line in rulings.upright:
        x = round(line.at * scale)
        top, bottom = round((high - line.end) * scale), round((high - line.start) * scale)
        image[max(0, top) : max(0, bottom + 1), _pen(x, broad)] = 0
    return numpy.broadcast_to(image[:, :, None], (tall, broad, 3))


def _pen(middle: int, size: int) -> slice:
    """The pixels of a line; one beyond the page closes its cells at the page's edge."""
    at = min(max(middle, 0), size - 1)
    return slice(max(0, at - PEN // 2), at + PEN // 2 + 1)


def _missing_sides(rulings: Rulings, text: Print) -> list[Ruling]:
    """Outer lines a table leaves out: where stacked lines end together, nothing closes them.

    Between two stacked lines there is a row if an inner line stands there, or if they are no
    further apart than one line of text (a caption row). Where the rows above and below are
    closed and this one is not, one table ends and, after its successor's heading, the next begins.
    """
    near = NO_ROOM * text.height
    sides: list[Ruling] = []
    for edge in ("start", "end"):
        for x in sorted({round(getattr(line, edge)) for line in rulings.level}):
            stack = sorted(
                (line for line in rulings.level if abs(getattr(line, edge) - x) <= near),
                key=lambda line: line.at,
            )
            rows = list(itertools.pairwise(stack))
            closing = [one for one in rulings.upright if abs(one.at - x) <= near]
            closed = [bool(_standing(closing, *row)) for row in rows]
            for at, (below, above) in enumerate(rows):
                is_caption = above.at - below.at <= CAPTION_ROW * text.scale and not any(
                    closed[max(0, at - 1) : at + 2]
                )
                if not closed[at] and (is_caption or _standing(rulings.upright, below, above)):
                    sides.append(Ruling(float(x), float(x), below.at, above.at))
    return sides


def _standing(upright: Sequence[Ruling], below: Ruling, above: Ruling) -> list[Ruling]:
    """The upright rulings that part the cells of a row; one that only ends there does not."""
    low, high = below.at, above.at
    start, end = min(below.start, above.start), max(below.end, above.end)
    return [
        one
        for one in upright
        if overlap(one.start, one.end, low, high) > (high - low) / 2
        and start - PEN <= one.at <= end + PEN
    ]
