"""A good report to be harmed, and the quick reading of what became of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from checker.documents.pdf.document import PdfDocument, Route
from checker.documents.pdf.source import Source
from checker.recognise.parts import Vocabulary
from checker.recognise.recognise import recognise
from checker.recognise.table_pages import table_parts
from checker.recognise.wordings import FormWordings
from checker.rulebook.load import load_forms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.model import Cell
    from checker.rulebook.form import Form

SAMPLES = Path(__file__).parent.parent.parent / "samples"


@cache
def forms() -> Sequence[Form]:
    return load_forms()


def read_cells(data: bytes, route: Route = Route.DRAWN) -> dict[str, Cell]:
    """Every cell that one route finds, by its reference."""
    with Source(data) as source:
        document = PdfDocument(source)
        document.expect(FormWordings(forms()))
        vocabulary = Vocabulary.of(forms())
        texts = [part.text for part in document.parts]
        pages = table_parts(texts, vocabulary)
        text = "".join(texts[number - 1] for number in pages)
        grids = document.grids(pages, route)
        found = recognise(grids, forms(), vocabulary, text)
    return {
        str(ref): cell for reading in found.tables.values() for ref, cell in reading.cells.items()
    }


@cache
def good(name: str) -> bytes:
    """The bytes of a sample, e.g. ``ok/suqian-2023``."""
    return (SAMPLES / f"{name}.pdf").read_bytes()


@cache
def good_cells(name: str) -> Mapping[str, Cell]:
    """The sample's cells as read; the samples' own tests prove them right."""
    return read_cells(good(name))
