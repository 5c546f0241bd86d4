"""pdfium as it was when the process started, for each file.

pdfium is one library for the whole process and remembers: the faces that it put in the place of
fonts a file does not bring, and why the last file did not open. A report read after another one
was thus measured with the other one's fonts: of its 201 cells, 188 came out otherwise than alone,
and otherwise again at a third reading. What a file says may depend on nothing but the file.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from pypdfium2 import internal, raw

if TYPE_CHECKING:
    from collections.abc import Iterator

_files = 0  # open now: a copy is opened while its original is


@contextmanager
def in_use() -> Iterator[None]:
    """Open a file in here: one that is opened when no other is meets a new pdfium."""
    global _files  # noqa: PLW0603 - the library is one for the process, so is this
    if not _files:
        _renew()
    _files += 1
    try:
        yield
    finally:
        _files -= 1


def _renew() -> None:
    """End the library and start it again: 3 µs, and what it remembered is gone.

    The error code is the system's and outlives even that; a file that opens but has no pages
    sets none, so that it would be told with that of the file before (encrypted). One that is
    empty leaves the code of what is no PDF.
    """
    _close_what_is_open()
    raw.FPDF_DestroyLibrary()
    raw.FPDF_InitLibraryWithConfig(
        # What pypdfium2 starts it with.
        raw.FPDF_LIBRARY_CONFIG(
            version=2, m_pUserFontPaths=None, m_pIsolate=None, m_v8EmbedderSlot=0
        )
    )
    raw.FPDF_LoadMemDocument64(b"", 0, None)


def _close_what_is_open() -> None:
    """Close pypdfium2's objects that nobody closed: freed later, they would free a second time.

    Pixels stay as they are: they lie in memory of Python's.
    """
    for references in internal.ObjectTracker.values():
        for reference in tuple(references):
            left = reference()
            if left is not None:
                left.close()
