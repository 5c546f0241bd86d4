"""Pictures of a page and of parts of it, in grey, as pdfium draws them."""

from __future__ import annotations

import ctypes
import math
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy
import pypdfium2 as pdfium
from pypdfium2 import raw

from checker.documents.geometry import ordered
from checker.documents.picture import WHITE, Picture
from checker.startup import not_collecting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from checker.documents.geometry import Frame
    from checker.model import Box

RENDER_DPI = 100
ANYWHERE = (-math.inf, math.inf)
MOST_PIXELS = 4000  # longest side of a rendered page
MOST_WITHOUT_GREYS = (
    4400  # B4 at 300 dpi: made smaller, its strokes come out of several thicknesses
)
MOST_DPI = 300  # of a scan: finer tells readers nothing
_LESS = 1e-6  # of the scale: pages are given to a hundredth of a point, pixels are thousands
COARSE_DPI = 180  # coarser is drawn at twice its own: one row of pixels less would blur thin rules


class Rendering:
    """A picture of the upright page (its CropBox), or of the pixels around a part of it.

    It is made ready, with white pixels, and drawn by one call of pdfium's, in any thread. The
    resolution is ``dpi``, or what ``MOST_PIXELS`` leaves of it. Of ``between`` (two heights in the
    upright frame) only the rows there are drawn: nothing may be looked for in the others.
    """

    def __init__(
        self,
        page: pdfium.PdfPage,
        frame: Frame,
        dpi: int,
        *,
        annotations: bool = True,
        within: Box | None = None,
        between: tuple[float, float] = ANYWHERE,
    ) -> None:
        shown = frame.upright_box(ordered(*page.get_bbox()))
        part = within or (0.0, 0.0, frame.width, frame.height)
        scale = min(dpi / 72, MOST_PIXELS / max(part[2] - part[0], part[3] - part[1]))
        turns = (frame.turns - page.get_rotation() // 90) % 4
        left, bottom, right, top = _cut(shown, within or shown, scale)
        full_wide, full_high = (
            math.ceil(page.get_width() * scale),
            math.ceil(page.get_height() * scale),
        )
        if turns % 2:
            full_wide, full_high = full_high, full_wide
        wide, high = full_wide - left - right, full_high - bottom - top
        across, down = (shown[2] - shown[0]) / full_wide, (shown[3] - shown[1]) / full_high
        box = (
            shown[0] + left * across,
            shown[1] + bottom * down,
            shown[2] - right * across,
            shown[3] - top * down,
        )
        rows = _rows(box, high, between)
        pixels = numpy.zeros((high, wide), numpy.uint8)  # what is not written to takes no memory
        pixels[rows.start : rows.stop] = WHITE
        held = (ctypes.c_ubyte * (len(rows) * wide)).from_buffer(pixels, rows.start * wide)
        bitmap = pdfium.PdfBitmap.new_native(wide, len(rows), raw.FPDFBitmap_Gray, buffer=held)
        flags = raw.FPDF_GRAYSCALE | (raw.FPDF_ANNOT if annotations else 0)
        self._call = (bitmap, page, -left, -top - rows.start, full_wide, full_high, turns, flags)
        self.picture = Picture(pixels, box, rows)

    def draw(self) -> None:
        """Draw the page as it is now; pdfium must be asked for nothing else meanwhile."""
        raw.FPDF_RenderPageBitmap(*self._call)


def rendered(
    page: pdfium.PdfPage,
    frame: Frame,
    dpi: int,
    *,
    annotations: bool = True,
    within: Box | None = None,
) -> Picture:
    """A picture made ready and drawn at once (see ``Rendering``)."""
    rendering = Rendering(page, frame, dpi, annotations=annotations, within=within)
    rendering.draw()
    return rendering.picture


@dataclass(frozen=True, slots=True)
class Coloured:
    """A page in colour: rows × columns × red, green, blue, and the box it shows (upright frame)."""

    pixels: NDArray[numpy.uint8]
    box: Box
    frame: Frame

    def upright_box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """What a box of pixels, counted from the top left, covers in the upright frame."""
        high, wide = self.pixels.shape[:2]
        x0, y0, x1, y1 = self.box
        across, down = (x1 - x0) / wide, (y1 - y0) / high
        return x0 + left * across, y1 - bottom * down, x0 + right * across, y1 - top * down

    def user_box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """What a box of pixels, counted from the top left, covers in user space."""
        return self.frame.user_box(self.upright_box(left, top, right, bottom))


def coloured(page: pdfium.PdfPage, frame: Frame, dpi: float, most: float = MOST_PIXELS) -> Coloured:
    """A page in colour, at most at ``MOST_DPI`` and, on its longer side, of so many pixels."""
    shown = frame.upright_box(ordered(*page.get_bbox()))
    longest = max(shown[2] - shown[0], shown[3] - shown[1])
    drawn = dpi if dpi >= COARSE_DPI else max(2 * dpi, COARSE_DPI)
    scale = min(min(drawn, MOST_DPI) / 72, most / longest)
    is_as_stored = math.isclose(72 * scale, dpi, rel_tol=_LESS)
    # A share of a pixel more would make the page one pixel wider, and blur every one.
    bitmap = page.render(
        scale=scale * (1 - _LESS),
        may_draw_forms=False,
        force_bitmap_format=raw.FPDFBitmap_BGR,
        no_smoothimage=is_as_stored,  # a scan without greys gets none, then
    )
    pixels: NDArray[numpy.uint8] = bitmap.to_numpy()
    return Coloured(numpy.ascontiguousarray(pixels[:, :, ::-1]), shown, frame)


@contextmanager
def drawn_meanwhile(drawings: Sequence[Callable[[], None]]) -> Iterator[None]:
    """Draw in a thread of its own while this one does what does not ask pdfium for anything.

    pdfium draws without Python's lock, but is not made for two threads. So nothing is collected
    meanwhile, which might close something of pdfium's. What is drawn is there, and its errors are
    raised, when the block ends.
    """
    with not_collecting(), ThreadPoolExecutor(1) as thread:
        try:
            drawn = [thread.submit(draw) for draw in drawings]
        except RuntimeError:  # no room for a thread
            drawn = []
            for draw in drawings:
                draw()
        yield
        for one in drawn:
            one.result()


def _rows(box: Box, high: int, between: tuple[float, float]) -> range:
    """The rows of a picture, from above, that two heights lie around; at least one."""
    low, top = (min(max(at, box[1]), box[3]) for at in between)
    down = high / (box[3] - box[1])
    first = min(math.floor((box[3] - top) * down), high - 1)
    return range(first, max(first + 1, min(math.ceil((box[3] - low) * down), high)))


def _cut(shown: Box, part: Box, scale: float) -> tuple[int, int, int, int]:
    """Whole pixels that may be left off at the left, bottom, right and top to show a part."""
    off = (part[0] - shown[0], part[1] - shown[1], shown[2] - part[2], shown[3] - part[3])
    left, bottom, right, top = (max(0, math.floor(points * scale)) for points in off)
    return left, bottom, right, top
