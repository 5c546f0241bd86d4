"""The original files of a run, for outputs that show them: pages as pictures, copies with notes.

A reading process is started with the first question and ended with the run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.errors import DocumentError
from checker.isolation.pool import Readers
from checker.options import ReadOptions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

    from checker.model.page_images import Note, PagePicture, View


class OriginalFiles:
    """Answers for the files of a run; see ``originals.Originals``.

    ``paths`` gives the file to open for a path as shown, where they differ (standard input).
    """

    def __init__(
        self,
        paths: Mapping[str, str] | None = None,
        *,
        reading: ReadOptions = ReadOptions(),  # noqa: B008 - frozen
    ) -> None:
        self._paths = paths or {}
        self._reading = reading
        self._readers: Readers | None = None

    def __enter__(self) -> OriginalFiles:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._readers is not None:
            self._readers.__exit__(kind, error, trace)
            self._readers = None

    def pictures(self, path: str, views: Sequence[View]) -> tuple[PagePicture, ...]:
        """One picture for each view; none at all when the pages cannot be shown."""
        if not views:
            return ()
        try:
            return self._reader.pictures(self._paths.get(path, path), views)
        except DocumentError:
            return ()

    def annotated(self, path: str, sha256: str, notes: Sequence[Note]) -> bytes:
        """The file with notes added behind its own bytes; ``DocumentError`` if it cannot be."""
        return self._reader.annotated(self._paths.get(path, path), sha256, notes)

    @property
    def _reader(self) -> Readers:
        if self._readers is None:
            self._readers = Readers(reading=self._reading, ahead=False)
        return self._readers
