"""Holds the pages against what was to be printed, without the reader: is every digit on them?

A producer that lets a table run off its page, or drops what does not fit, would make the truth a
lie. Digits are counted one by one, because pdfium joins and parts words as it sees fit; they are
counted within the pages only. A file that is listed is to be looked at: a font without Unicode (as
Ghostscript leaves some) shows its digits and has no text for them.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import pypdfium2

from samples.grid import Grid
from tests.bench.producers.make import Case, draft
from tests.bench.producers.score import truths

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tests.bench.producers.story import Block


def unseen(pdf: Path, blocks: Iterable[Block]) -> Counter[str]:
    """The digits of a report that its pages do not show, each with how many are missing."""
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, Grid):
            texts.extend(box.text for row in block.rows for box in row)
        else:
            texts.append(block.text)
    with pypdfium2.PdfDocument(pdf) as document:
        shown = [page.get_textpage().get_text_bounded() for page in document]
    return _digits(texts) - _digits(shown)


def _digits(texts: Iterable[str]) -> Counter[str]:
    plain = unicodedata.normalize("NFKC", "".join(texts))
    return Counter(char for char in plain if char in "0123456789")


def verify(folder: Path) -> Iterator[str]:
    """A line for each file that does not show all its digits."""
    for pdf, truth in truths(folder):
        number = int(pdf.stem.rpartition("-")[2])
        case = Case(truth["half"], truth["producer"], number)
        missing = unseen(pdf, draft(case).job.blocks)
        if missing:
            words = ", ".join(f"{count} × {digit}" for digit, count in sorted(missing.items()))
            yield f"{pdf.stem}: not seen: {words}"
