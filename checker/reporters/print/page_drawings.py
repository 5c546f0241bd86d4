"""The pages that findings point at, drawn for a web page with the boxes of the findings on them."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, NamedTuple

from checker.i18n import translate
from checker.model.page_images import SCREEN_DPI, View
from checker.reporters.print.entries import boxes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Box, Report
    from checker.model.page_images import PagePicture
    from checker.reporters.options import Look
    from checker.reporters.print.entries import Entry

_PLATE_HIGH, _DIGIT_WIDE = 6.6, 3.6  # points
_CORNER = 0.4
"""The share of a cell's width that numbers may take in its corner: the figure stays in sight."""


class Rect(NamedTuple):
    """A box on a drawing, in points from its top left corner; a plate carries a label."""

    kind: str
    x: str
    y: str
    width: str
    height: str
    label: str = ""
    label_x: str = ""
    label_y: str = ""


class Drawing(NamedTuple):
    """A page's picture (an address that holds it), its size in points and the boxes on it."""

    picture: str
    width: str
    height: str
    caption: str
    boxes: tuple[Rect, ...]


def drawings(one: Report, entries: Sequence[Entry], options: Look) -> tuple[Drawing, ...]:
    """Pictures of the pages that findings point at, with their boxes."""
    if options.originals is None:
        return ()
    marks: dict[int, list[tuple[Entry, Box]]] = {}
    for entry in entries:
        for page, found in boxes(entry, one).items():
            marks.setdefault(page, []).extend((entry, box) for box in found)
    views = [
        View(page, None, SCREEN_DPI, tuple(box for _, box in marks[page])) for page in sorted(marks)
    ]
    # None at all where the file is gone or changed: the page then has no drawings, hence not
    # strict.
    shown = options.originals.pictures(one.path, views)
    return tuple(
        _drawing(
            picture,
            [entry for entry, _ in marks[view.page]],
            translate("page.original", options.lang, page=view.page),
        )
        for view, picture in zip(views, shown, strict=False)
    )


def _drawing(picture: PagePicture, entries: Sequence[Entry], caption: str) -> Drawing:
    wide, high = picture.width, picture.height
    drawn: list[Rect] = []
    numbered: dict[Box, float] = {}
    seen: set[int] = set()
    for mark, entry in zip(picture.marks, entries, strict=True):
        x, y = mark[0] * wide, mark[1] * high
        kind = entry.finding.severity.value
        drawn.append(_rect(kind, x, y, mark[2] * wide - x, mark[3] * high - y))
        shift = numbered.get(mark, 0.0)
        label = str(entry.number)
        plate = len(label) * _DIGIT_WIDE + 2
        room = _CORNER * (mark[2] - mark[0]) * wide
        # A number that finds no room stands in the list alone: a figure must never be hidden by it.
        if entry.number not in seen and shift + plate <= room:
            seen.add(entry.number)
            numbered[mark] = shift + plate + 0.5
            drawn.append(_plate(label, x + shift, y, plate))
    source = "data:image/png;base64," + base64.b64encode(picture.png).decode("ascii")
    return Drawing(source, f"{wide:.1f}", f"{high:.1f}", caption, tuple(drawn))


def _rect(kind: str, x: float, y: float, wide: float, high: float) -> Rect:
    return Rect(kind, *(f"{length:.1f}" for length in (x, y, wide, high)))


def _plate(label: str, x: float, y: float, wide: float) -> Rect:
    rect = _rect("plate", x, y, wide, _PLATE_HIGH)
    at = f"{x + 1:.1f}", f"{y + _PLATE_HIGH - 1.1:.1f}"
    return rect._replace(label=label, label_x=at[0], label_y=at[1])
