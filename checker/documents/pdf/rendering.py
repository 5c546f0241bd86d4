"""Pictures of a page and of parts of it, in grey, as pdfium draws them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from checker.documents.geometry import ordered
from checker.documents.picture import Picture

if TYPE_CHECKING:
    import numpy
    import pypdfium2 as pdfium
    from numpy.typing import NDArray

    from checker.documents.geometry import Frame
    from checker.model import Box

RENDER_DPI = 100
MOST_PIXELS = 4000  # longest side of a rendered page


def rendered(
    page: pdfium.PdfPage,
    frame: Frame,
    dpi: int,
    *,
    annotations: bool = True,
    within: Box | None = None,
) -> Picture:
    """The upright page (its CropBox), or the pixels around a part of it in the upright frame.

    The resolution is ``dpi``, or what ``MOST_PIXELS`` leaves of it.
    """
    shown = frame.upright_box(ordered(*page.get_bbox()))
    part = within or (0.0, 0.0, frame.width, frame.height)
    scale = min(dpi / 72, MOST_PIXELS / max(part[2] - part[0], part[3] - part[1]))
    turns = (frame.turns * 90 - page.get_rotation()) % 360
    cut = _cut(shown, within or shown, scale)
    bitmap = page.render(
        scale=scale,
        rotation=turns,
        crop=[max(0.0, pixels - 0.5) / scale for pixels in cut],  # pypdfium2 rounds up
        grayscale=True,
        may_draw_forms=False,
        draw_annots=annotations,
    )
    bytes_shown: NDArray[numpy.uint8] = bitmap.to_numpy()
    high, wide = bytes_shown.shape[:2]
    left, bottom, right, top = cut
    across = (shown[2] - shown[0]) / (wide + left + right)
    down = (shown[3] - shown[1]) / (high + bottom + top)
    return Picture(
        bytes_shown.reshape(high, wide),
        (
            shown[0] + left * across,
            shown[1] + bottom * down,
            shown[2] - right * across,
            shown[3] - top * down,
        ),
    )


def _cut(shown: Box, part: Box, scale: float) -> tuple[int, int, int, int]:
    """Whole pixels that may be left off at the left, bottom, right and top to show a part."""
    off = (part[0] - shown[0], part[1] - shown[1], shown[2] - part[2], shown[3] - part[3])
    left, bottom, right, top = (max(0, math.floor(points * scale)) for points in off)
    return left, bottom, right, top
