"""One file → pictures of its pages, a copy with notes, a file it carries.

Runs in the reading process (see ``sandbox``), like ``reading``: the file is untrusted.
"""

from __future__ import annotations

import hashlib
import io
import math
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import DocumentError
from checker.model import RefusalReason
from checker.model.page_images import PagePicture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.pdf.pdfium import Page, Source
    from checker.documents.picture import Picture
    from checker.model import Box
    from checker.model.page_images import Note, View


def pictures(path: str, password: str | None, views: Sequence[View]) -> tuple[PagePicture, ...]:
    """A picture for each view; ``DocumentError`` if the file does not open or lacks the page."""
    from checker.documents.pdf.pdfium import Source

    whole: dict[tuple[int, int], Picture] = {}
    shown = []
    with Source(_bytes(path), password) as source:
        for view in views:
            page = _page(source, view.page)
            key = view.page, view.dpi
            if key not in whole:
                whole[key] = page.pictured_at(view.dpi)
            shown.append(_shown(whole[key], page, view))
    return tuple(shown)


def annotated(path: str, password: str | None, sha256: str, notes: Sequence[Note]) -> bytes:
    """The file's own bytes and, behind them, the notes.

    ``DocumentError`` for a file that is locked, is no longer the one that was checked, or does
    not bear an update.
    """
    from checker.documents.pdf.annotations import Placed, with_notes
    from checker.documents.pdf.pdfium import Source

    data = _bytes(path)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise DocumentError(RefusalReason.NOT_A_FILE, "sha256")
    with Source(data, password) as source:
        if source.is_encrypted:
            raise DocumentError(RefusalReason.ENCRYPTED)
        placed = [Placed(note, _page(source, note.page).frame.turns) for note in notes]
        count = source.count
    if not placed:
        return data
    written = with_notes(io.BytesIO(data), placed)
    with Source(written) as copy:  # the other parser must take it too
        if copy.count != count:
            raise DocumentError(RefusalReason.DAMAGED)
    return written


def attachment(path: str, password: str | None, name: str) -> bytes:
    """The file of this name inside a PDF; ``DocumentError`` if there is none."""
    from checker.documents.pdf.pdfium import Source

    with Source(_bytes(path), password) as source:
        found = source.attachment(name)
    if found is None:
        raise DocumentError(RefusalReason.NOT_A_REPORT, name)
    return found


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise DocumentError(RefusalReason.NOT_FOUND) from error


def _page(source: Source, number: int) -> Page:
    if not 1 <= number <= source.count:
        raise DocumentError(RefusalReason.DAMAGED, str(number))
    return source.page(number)


def _shown(whole: Picture, page: Page, view: View) -> PagePicture:
    """The part of a page's picture that a view asks for, cut at whole pixels."""
    from checker.documents.png import png

    high, wide = whole.pixels.shape
    x0, y0, x1, y1 = whole.box
    across, down = wide / (x1 - x0), high / (y1 - y0)
    left, above, right, below = 0, 0, wide, high
    if view.box is not None:
        box = page.frame.upright_box(view.box)
        left = min(max(0, math.floor((box[0] - x0) * across)), wide - 1)
        right = max(left + 1, min(wide, math.ceil((box[2] - x0) * across)))
        above = min(max(0, math.floor((y1 - box[3]) * down)), high - 1)
        below = max(above + 1, min(high, math.ceil((y1 - box[1]) * down)))

    def place(mark: Box) -> Box:
        box = page.frame.upright_box(mark)
        return (
            ((box[0] - x0) * across - left) / (right - left),
            ((y1 - box[3]) * down - above) / (below - above),
            ((box[2] - x0) * across - left) / (right - left),
            ((y1 - box[1]) * down - above) / (below - above),
        )

    return PagePicture(
        png(whole.pixels[above:below, left:right]),
        (right - left) / across,
        (below - above) / down,
        tuple(place(mark) for mark in view.marks),
    )
