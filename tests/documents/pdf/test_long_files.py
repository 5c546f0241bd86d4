"""Files of many pages: what is told of a page is kept, not the page."""

from __future__ import annotations

import io

import pikepdf
import pytest

from checker.documents.pdf.document import KEPT, PdfDocument, Route
from checker.documents.pdf.source import Source
from tests.documents.harmed_report import good

NAME = "ok/suqian-2024"


def with_pages_before(count: int) -> bytes:
    """The sample behind its own first page, so many times."""
    with pikepdf.open(io.BytesIO(good(NAME))) as pdf:
        for _ in range(count):
            pdf.pages.insert(0, pdf.pages[0])
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True)
        return target.getvalue()


@pytest.mark.parametrize("count", [1, KEPT])
def test_a_page_of_a_long_file_is_closed_when_its_text_is_told(count: int) -> None:
    with Source(good(NAME)) as source:
        short = PdfDocument(source)
        texts = [part.text for part in short.parts]
        grids = short.grids([3], Route.DRAWN)
    with Source(with_pages_before(count)) as source:
        first = source.page(1)
        document = PdfDocument(source)
        assert [part.text for part in document.parts] == [texts[0]] * count + texts
        is_long = document.count > KEPT
        assert (source.page(1) is not first) is is_long
        found = document.grids([count + 3], Route.DRAWN)
        assert [grid.cells for grid in found] == [grid.cells for grid in grids]
    assert grids
