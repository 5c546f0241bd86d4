"""Pictures of pages on disk, by what they show: whoever opens a report again waits for no drawing.

A page takes a reading process 0.1 to 0.5 s to draw, and the list of a county is paged through by
several people. What is there can be thrown away at any time: it is drawn anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from checker import __version__
from checker.model.page_images import PagePicture

if TYPE_CHECKING:
    from pathlib import Path

    from checker.model.page_images import View

MOST_BYTES = 1024 * 1024 * 1024
"""Of all pictures: about 2,000 reports of four pages, each of 50 to 150 kB."""
_LEFT = 0.8  # share of it that stays when the oldest are thrown away


class PictureStore:
    """Pictures in a folder of their own, no more than so many bytes of them."""

    def __init__(self, folder: Path, most: int = MOST_BYTES) -> None:
        self._folder = folder
        self._most = most
        self._lock = threading.Lock()
        self._size: int | None = None  # counted with the first picture that is kept

    def get(self, sha256: str, view: View) -> PagePicture | None:
        """The picture of a view of a file; ``None`` where it is not kept, or no longer whole."""
        path = self._path(sha256, view)
        try:
            head, _, png = path.read_bytes().partition(b"\n")
            told = json.loads(head)
            marks = tuple(tuple(mark) for mark in told["marks"])
            if told["png"] != hashlib.sha256(png).hexdigest():
                return None
            os.utime(path)
            return PagePicture(png, told["width"], told["height"], marks)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, sha256: str, view: View, picture: PagePicture) -> None:
        """Keep a picture; where the disk does not take it, it is drawn again the next time."""
        head = {
            "width": picture.width,
            "height": picture.height,
            "marks": picture.marks,
            "png": hashlib.sha256(picture.png).hexdigest(),
        }
        data = json.dumps(head).encode("ascii") + b"\n" + picture.png
        path = self._path(sha256, view)
        made = path.with_name(f".{secrets.token_hex(8)}")
        try:
            self._folder.mkdir(exist_ok=True)
            made.write_bytes(data)
            made.replace(path)
        except OSError:
            with suppress(OSError):
                made.unlink()
            return
        with self._lock:
            self._size = self._counted() if self._size is None else self._size + len(data)
            if self._size > self._most:
                self._size = self._thinned()

    def _counted(self) -> int:
        return sum(size for _, size, _ in self._files())

    def _thinned(self) -> int:
        """Throw away those that nobody has looked at for longest; what is left."""
        files = sorted(self._files())
        left = sum(size for _, size, _ in files)
        for _, size, name in files:
            if left <= self._most * _LEFT:
                break
            (self._folder / name).unlink(missing_ok=True)
            left -= size
        return left

    def _files(self) -> list[tuple[float, int, str]]:
        found = []
        for one in os.scandir(self._folder):
            try:
                told = one.stat()
            except FileNotFoundError:  # thrown away by another desk over the same files
                continue
            found.append((told.st_mtime, told.st_size, one.name))
        return found

    def _path(self, sha256: str, view: View) -> Path:
        key = f"{__version__}\n{sha256}\n{view!r}"
        return self._folder / hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
