"""Where on a page tables may stand, before any was found: so much of it is drawn ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.documents.geometry import around
from checker.documents.pdf.rendering import ANYWHERE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.documents.pdf.characters import Char
    from checker.documents.pdf.drawing import Drawing
    from checker.model import Box

PAPER = 40.0  # points around all that is drawn: of the samples' pages with lines 0.63 are left
LOOK = 20.0  # points beside a table that are looked at: half of a line of type of its own height


def between(drawing: Drawing, chars: Iterable[Char]) -> tuple[float, float]:
    """The heights between which tables may be, with paper around what the page draws."""
    if not drawing.rules:
        return ANYWHERE
    shown = [*(rule.box for rule in drawing.rules), *drawing.pictures, *drawing.marks]
    _, low, _, high = around(shown, PAPER)
    # A watermark's letters may reach further than that.
    boxes = (char.box for char in chars)
    shown += [box for box in boxes if box[3] - box[1] > LOOK and box[1] < high and box[3] > low]
    _, low, _, high = around(shown, PAPER)
    return low, high


def holds(heights: tuple[float, float], boxes: Sequence[Box]) -> bool:
    """Whether tables lie between two heights, with all that is looked at beside them."""
    _, bottom, _, top = around(boxes, LOOK)
    return heights[0] <= bottom and top <= heights[1]
