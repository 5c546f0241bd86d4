"""Pages of dropped files as pictures, with the places of the cells on them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from checker.desk.picture_store import PictureStore
from checker.isolation.page_images import OriginalFiles
from checker.model.page_images import SCREEN_DPI, View
from checker.register.uploads import stored_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from checker.model import Box, Report
    from checker.model.page_images import Note, PagePicture
    from checker.options import ReadOptions
    from checker.register.store import Store

_REMEMBERED = 60
"""Pictures: 110 dots an inch of a page of A4 in grey take about 150 kB."""
MOST_PAGES = 12


class Pictures:
    """Asks a reading process for pages that were not drawn yet; one is started when asked."""

    def __init__(self, store: Store, folder: Path, reading: ReadOptions) -> None:
        self._store = store
        self._folder = folder
        self._originals = OriginalFiles(reading=reading)
        self._kept = PictureStore(folder / ".pictures")
        self._lock = threading.Lock()  # of what is remembered: never held while one draws
        self._drawing = threading.Lock()
        self._seen: OrderedDict[tuple[str, View], PagePicture] = OrderedDict()

    def __enter__(self) -> Pictures:
        return self

    def __exit__(self, *_: object) -> None:
        with self._drawing:
            self._originals.__exit__(None, None, None)

    def pages(self, number: int, report: Report) -> dict[int, PagePicture]:
        """The pages that have cells, each with the places of these in their order.

        None of a file without pages, and of one whose bytes the desk has not.
        """
        cells = cells_by_page(report)
        views = [
            View(page, None, SCREEN_DPI, tuple(box for _, box in cells[page]))
            for page in list(cells)[:MOST_PAGES]
        ]
        found = self._pictures(number, report.sha256, views)
        return {view.page: found[view] for view in views if view in found}

    def annotated(
        self, number: int, sha256: str, notes: Sequence[Note]
    ) -> bytes | None:  # fmt: skip
        """The file of a report with notes on it; ``None`` where its bytes are not kept.

        ``DocumentError`` where it bears none.
        """
        path = self._path(number)
        if path is None:
            return None
        with self._drawing:
            return self._originals.annotated(path, sha256, notes)

    def _pictures(self, number: int, sha256: str, views: Sequence[View]) -> dict[View, PagePicture]:
        found = self._known(sha256, views)
        if len(found) < len(views):
            with self._drawing:
                # Whoever waited here may have waited for the very same pages.
                found = self._known(sha256, views)
                missing = [view for view in views if view not in found]
                path = self._path(number) if missing else None
                drawn = () if path is None else self._originals.pictures(path, missing)
                for view, picture in zip(missing, drawn, strict=False):
                    found[view] = picture
                    self._kept.put(sha256, view, picture)
                    self._remember(sha256, view, picture)
        return found

    def _known(self, sha256: str, views: Sequence[View]) -> dict[View, PagePicture]:
        with self._lock:
            found = {view: self._seen.get((sha256, view)) for view in views}
        for view, one in found.items():
            if one is None and (kept := self._kept.get(sha256, view)) is not None:
                found[view] = kept
                self._remember(sha256, view, kept)
        return {view: one for view, one in found.items() if one is not None}

    def _remember(self, sha256: str, view: View, picture: PagePicture) -> None:
        with self._lock:
            self._seen[sha256, view] = picture
            self._seen.move_to_end((sha256, view))
            while len(self._seen) > _REMEMBERED:
                self._seen.popitem(last=False)

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
