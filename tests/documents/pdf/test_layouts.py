"""What playa makes of a page is made once, by whatever routes its tables are read."""

from __future__ import annotations

import io

import pikepdf
import pytest
from camelot import handlers

from checker.documents.pdf import camelot_tables
from checker.documents.pdf.document import PdfDocument, Route
from checker.documents.pdf.layouts import Layouts
from checker.documents.pdf.ruling_image import draw, made_whole
from checker.documents.pdf.rulings import rulings_of
from checker.documents.pdf.source import Source
from tests.documents.harmed_report import good

NAME = "ok/suqian-2024"
PAGES = [3, 4]


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The pages that playa lays out, one by one."""
    numbers: list[int] = []
    true = handlers.get_page_layout

    def noted(page: object, **settings: object) -> object:
        numbers.append(page.page_idx + 1)  # type: ignore[attr-defined]
        return true(page, **settings)

    monkeypatch.setattr(handlers, "get_page_layout", noted)
    return numbers


def test_pages_are_laid_out_once_for_all_routes(laid_out: list[int]) -> None:
    with Source(good(NAME)) as source:
        document = PdfDocument(source)
        drawn, whole = (document.grids(PAGES, route) for route in (Route.DRAWN, Route.MADE_WHOLE))
        assert laid_out == PAGES
        document.grids(PAGES[1:], Route.MADE_WHOLE)
    assert laid_out == [*PAGES, PAGES[1]], "the next report's pages are laid out anew"
    assert [[cell.text for cell in grid.cells] for grid in drawn] == [
        [cell.text for cell in grid.cells] for grid in whole
    ]


def test_a_page_is_read_alike_whether_its_text_is_known_or_not() -> None:
    with Source(good(NAME)) as source:
        page = source.page(PAGES[0])
        rulings = rulings_of(page)
        assert rulings is not None
        lines = made_whole(page, rulings)
        assert lines is not None
        kept = Layouts()
        kept.turn_to(PAGES)
        camelot_tables.drawn_grids(good(NAME), PAGES, kept)
        found = [
            camelot_tables.pictured_grids(
                good(NAME),
                {PAGES[0]: lambda: draw(page, lines)},
                points_per_pixel=0.5,
                proven=True,
                layouts=layouts,
            )
            for layouts in (kept, None)
        ]
    assert found[0] == found[1]
    assert found[0][0]


def test_a_page_behind_which_camelot_fails_keeps_its_lines(
    monkeypatch: pytest.MonkeyPatch, laid_out: list[int]
) -> None:
    """Where one page fails, the others are read again, one by one, from their own lines."""
    true = handlers.get_page_layout

    def failing(page: object, **settings: object) -> object:
        if page.page_idx + 1 == PAGES[1]:  # type: ignore[attr-defined]
            raise ValueError
        return true(page, **settings)

    (alone, _) = camelot_tables.drawn_grids(good(NAME), PAGES[:1])
    monkeypatch.setattr(handlers, "get_page_layout", failing)
    laid_out.clear()
    found, faults = camelot_tables.drawn_grids(good(NAME), PAGES)
    assert found == alone
    assert [fault.page for fault in faults] == PAGES[1:]
    assert laid_out == [PAGES[0]] * 2


def test_pictures_of_lines_are_drawn_one_at_a_time() -> None:
    """Each takes 6 MB, and camelot 20 MB more while it looks at one."""
    events: list[str] = []
    true = handlers.get_page_layout
    with pikepdf.open(io.BytesIO(good(NAME))) as pdf:
        numbers = range(1, len(pdf.pages) + 1)
    with Source(good(NAME)) as source, pytest.MonkeyPatch.context() as patch:

        def noted(page: object, **settings: object) -> object:
            events.append("page")
            return true(page, **settings)

        patch.setattr(handlers, "get_page_layout", noted)

        def drawing(number: int) -> object:
            events.append("picture")
            rulings = rulings_of(source.page(number))
            assert rulings is not None
            return draw(source.page(number), rulings)

        camelot_tables.pictured_grids(
            good(NAME),
            {number: lambda number=number: drawing(number) for number in numbers},  # type: ignore[misc]
            points_per_pixel=0.5,
            proven=True,
        )
    assert events == ["page", "picture"] * len(numbers)
