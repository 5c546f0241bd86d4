"""Pages of dropped files as pictures, with the places of the cells on them; the last are kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from checker.isolation.page_images import OriginalFiles
from checker.model.page_images import SCREEN_DPI, View
from checker.register.uploads import stored_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from checker.model import Box, Report
    from checker.model.page_images import PagePicture
    from checker.options import ReadOptions
    from checker.register.store import Store

_REMEMBERED = 40
"""Pictures: 110 dots an inch of a page of A4 in grey take about 150 kB."""
MOST_PAGES = 12


class Pictures:
    """Asks a reading process for pages; one is started with the first question."""

    def __init__(self, store: Store, folder: Path, reading: ReadOptions) -> None:
        self._store = store
        self._folder = folder
        self._originals = OriginalFiles(reading=reading)
        self._lock = threading.Lock()
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
