"""Pages of dropped files as pictures, with the places of the cells on them; the last are kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from checker.isolation.page_images import OriginalFiles
from checker.model.page_images import PRINT_DPI, SCREEN_DPI, View
from checker.register.uploads import stored_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from checker.model import Box, Cell, Report
    from checker.model.page_images import PagePicture
    from checker.options import ReadOptions
    from checker.register.store import Store

_REMEMBERED = 40
"""Pictures: 110 dots an inch of a page of A4 in grey take about 150 kB."""
MOST_PAGES = 12
_CROPS = 200
"""Pictures of single cells: about 5 kB each."""
_BESIDE = (60.0, 24.0)
"""Points beside and above a cell that are shown with it: its neighbours, and the rules between."""


class Pictures:
    """Asks a reading process for pages; one is started with the first question."""

    def __init__(self, store: Store, folder: Path, reading: ReadOptions) -> None:
        self._store = store
        self._folder = folder
        self._originals = OriginalFiles(reading=reading)
        self._lock = threading.Lock()
        self._crops: OrderedDict[tuple[str, int, Box], bytes] = OrderedDict()
        self._seen: OrderedDict[tuple[str, int], PagePicture] = OrderedDict()

    def __enter__(self) -> Pictures:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._originals.__exit__(None, None, None)

    def pages(self, number: int, report: Report) -> dict[int, PagePicture]:
        """The pages that have cells, each with the places of these in their order.

        None of a file without pages, and of one whose bytes the desk has not.
        """
        cells = cells_by_page(report)
        wanted = list(cells)[:MOST_PAGES]
        with self._lock:
            missing = [page for page in wanted if (report.sha256, page) not in self._seen]
            if missing:
                path = self._path(number)
                if path is None:
                    return {}
                views = [
                    View(page, None, SCREEN_DPI, tuple(box for _, box in cells[page]))
                    for page in missing
                ]
                found = self._originals.pictures(path, views)
                for page, picture in zip(missing, found, strict=False):
                    self._seen[report.sha256, page] = picture
            shown = {
                page: self._seen[report.sha256, page]
                for page in wanted
                if (report.sha256, page) in self._seen
            }
            for page in shown:
                self._seen.move_to_end((report.sha256, page))
            while len(self._seen) > max(_REMEMBERED, len(wanted)):
                self._seen.popitem(last=False)
            return shown

    def crop(self, number: int, report: Report, cell: Cell) -> bytes | None:
        """A cell as it looks, with what stands round it; ``None`` of one without a page."""
        if cell.page is None or cell.box is None:
            return None
        x0, y0, x1, y1 = cell.box
        around = (x0 - _BESIDE[0], y0 - _BESIDE[1], x1 + _BESIDE[0], y1 + _BESIDE[1])
        key = report.sha256, cell.page, around
        with self._lock:
            if key not in self._crops:
                path = self._path(number)
                view = View(cell.page, around, PRINT_DPI)
                found = () if path is None else self._originals.pictures(path, [view])
                if not found:
                    return None
                self._crops[key] = found[0].png
            self._crops.move_to_end(key)
            while len(self._crops) > _CROPS:
                self._crops.popitem(last=False)
            return self._crops[key]

    def _path(self, number: int) -> str | None:
        with self._store.reading() as session:
            stored = stored_of(session, number)
        return None if stored is None else str(self._folder / stored)


def cells_by_page(report: Report) -> dict[int, Sequence[tuple[str, Box]]]:
    """The cells of a report with their boxes, page by page."""
    found: dict[int, list[tuple[str, Box]]] = {}
    for ref, cell in sorted(report.cells.items()):
        if cell.page is not None and cell.box is not None:
            found.setdefault(cell.page, []).append((ref, cell.box))
    return dict(sorted(found.items()))
