"""What the program is measured against: camelot as it comes, and pdfium's bare reading."""

from __future__ import annotations

import ctypes
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def camelot_default(path: Path) -> int:
    """All tables of all pages with camelot's defaults; the number of tables."""
    import camelot

    return len(camelot.read_pdf(str(path), pages="all"))


def pdfium_alone(path: Path, pages: Sequence[int]) -> int:
    """Every character with its box and every path of the pages (from 0); how many there were.

    The least that any reading of the tables must fetch: no table is built from it.
    """
    import pypdfium2
    from pypdfium2 import raw

    seen = 0
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    edges = [ctypes.byref(edge) for edge in (left, right, bottom, top)]
    with pypdfium2.PdfDocument(path) as document:
        for number in pages:
            page = document[number]
            text = page.get_textpage()
            count = text.count_chars()
            for index in range(count):
                raw.FPDFText_GetUnicode(text, index)
                raw.FPDFText_GetCharBox(text, index, *edges)
            seen += count
            for path_object in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
                path_object.get_bounds()
                seen += 1
    return seen


def main(name: str, path: str, pages: str) -> None:
    """One rival as a whole process: ``rivals.py camelot|pdfium FILE PAGES``."""
    from pathlib import Path as FilePath

    if name == "camelot":
        # Not part of what pip installs for camelot; where it is there (extra ``register``) camelot
        # imports it, to plot tables for who asks: 0.4 s that would flatter the program.
        sys.modules["matplotlib"] = None  # type: ignore[assignment]  # as the import system has it
        camelot_default(FilePath(path))
    else:
        pdfium_alone(FilePath(path), [int(page) for page in pages.split(",")])


if __name__ == "__main__":
    main(*sys.argv[1:])
