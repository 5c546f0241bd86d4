"""Files of many pages: what is told of a page is kept, not the page."""

from __future__ import annotations

import io
from contextlib import ExitStack

import pikepdf
import pytest

from checker.documents.pdf.document import KEPT, PdfDocument, Route
from checker.documents.pdf.source import Source
from tests.documents.harmed_report import good

NAME = "ok/suqian-2024"


def with_pages_before(count: int, *, own_fonts: bool = False) -> bytes:
    """The sample behind its own first page, so many times, each perhaps with copies of the fonts.

    Copies come from a file opened anew: within one file they would be the same objects.
    """
    with ExitStack() as stack:
        pdf, *others = (
            stack.enter_context(pikepdf.open(io.BytesIO(good(NAME))))
            for _ in range(1 + count * own_fonts)
        )
        for at in range(count):
            pdf.pages.insert(0, (others[at] if own_fonts else pdf).pages[0])
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
        again = source.page(2)
        document = PdfDocument(source)
        assert [part.text for part in document.parts] == [texts[0]] * count + texts
        is_long = document.count > KEPT
        assert (source.page(2) is not again) is is_long
        assert source.is_open(1), "it brings the fonts, whose places in memory name them"
        found = document.grids([count + 3], Route.DRAWN)
        assert [grid.cells for grid in found] == [grid.cells for grid in grids]
    assert grids


def test_pages_that_bring_fonts_stay_open_until_there_are_many() -> None:
    with Source(with_pages_before(KEPT + 5, own_fonts=True)) as source:
        document = PdfDocument(source)
        assert document.parts
        assert source.open_pages <= KEPT
        assert source.is_open(KEPT)
        before = source.open_pages
        pages = range(1, document.count + 1)
        assert not document.remarks()
        document.grids([document.count - 2], Route.DRAWN)
        assert not document.remarks(pages)
        assert source.open_pages <= before + 1, "what is looked at is closed again"


def test_what_was_drawn_of_a_page_is_let_go_with_the_next_report() -> None:
    with Source(good(NAME)) as source:
        document = PdfDocument(source)
        first = document.grids([2], Route.DRAWN)
        drawn = source.page(2).picture()
        assert source.page(2).picture() is drawn
        document.grids([2], Route.MADE_WHOLE)
        assert source.page(2).picture() is drawn, "it is asked for by one route after another"
        document.grids([3], Route.DRAWN)
        assert source.page(2).picture() is not drawn
        again = document.grids([2], Route.DRAWN)
        assert [grid.cells for grid in again] == [grid.cells for grid in first]
    assert first
