"""Pages are drawn while camelot reads those that have lines enough for a table."""

from __future__ import annotations

import gc
import io
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NoReturn

import pikepdf
import pytest
from pikepdf import Array, Stream

from checker.documents.pdf import camelot_tables
from checker.documents.pdf.document import PdfDocument, Route
from checker.documents.pdf.rendering import drawn_meanwhile
from checker.documents.pdf.source import Source
from tests.documents.harmed_report import good
from tests.support.rule_styles import without_paint

if TYPE_CHECKING:
    from checker.documents.pdf.layouts import Layouts
    from checker.documents.pdf.pdfium import Page

NAME = "ok/suqian-2024"


def looks(page: Page) -> tuple[bytes, bytes]:
    return page.picture().pixels.tobytes(), page.letters().pixels.tobytes()


def looks_alone() -> list[tuple[bytes, bytes]]:
    with Source(good(NAME)) as source:
        return [looks(source.page(number)) for number in range(1, source.count + 1)]


def looks_meanwhile() -> list[tuple[bytes, bytes]]:
    with Source(good(NAME)) as source:
        pages = [source.page(number) for number in range(1, source.count + 1)]
        with drawn_meanwhile([page.drawing_ahead() for page in pages]):
            sorted(range(100_000), key=str)  # with Python's lock, as camelot
        return [looks(page) for page in pages]


def test_what_is_drawn_meanwhile_looks_as_it_does_alone() -> None:
    assert looks_meanwhile() == looks_alone()


def test_pages_are_drawn_where_there_is_no_room_for_a_thread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def submit(*_: object) -> NoReturn:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(ThreadPoolExecutor, "submit", submit)
    assert looks_meanwhile() == looks_alone()


def test_an_error_in_drawing_is_raised_when_the_block_ends() -> None:
    ended = []

    def draw() -> None:
        raise MemoryError

    with pytest.raises(MemoryError), drawn_meanwhile([draw]):
        ended.append(True)
    assert ended
    assert gc.isenabled()


@pytest.mark.parametrize("collects", [True, False])
def test_nothing_is_collected_meanwhile_and_then_as_before(*, collects: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if collects else gc.disable)()
        with drawn_meanwhile([]):
            assert not gc.isenabled()
        assert gc.isenabled() is collects
    finally:
        (gc.enable if before else gc.disable)()


def ruled(level: int, upright: int) -> bytes:
    """The sample with so many lines on its third page, which cross each other, and no others."""
    lines = [f"100 {200 + 100 * at} m 500 {200 + 100 * at} l S" for at in range(level)]
    lines += [f"{100 + 100 * at} 200 m {100 + 100 * at} 700 l S" for at in range(upright)]
    with pikepdf.open(io.BytesIO(good(NAME))) as pdf:
        page = pdf.pages[2]
        text = pikepdf.unparse_content_stream(
            without_paint(list(pikepdf.parse_content_stream(page)))
        )
        drawn = Stream(pdf, "\n".join(lines).encode())
        page.obj.Contents = Array([Stream(pdf, b"q\n" + text + b"\nQ"), drawn])
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True)
        return target.getvalue()


@pytest.mark.parametrize(("level", "upright", "grids"), [(2, 2, 0), (1, 4, 0), (2, 3, 1)])
def test_camelot_is_given_the_pages_that_it_may_find_a_grid_on(
    level: int, upright: int, grids: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = ruled(level, upright)
    found, faults = camelot_tables.drawn_grids(data, [3])
    assert (len(found), faults) == (grids, []), "camelot's own limit"
    given: list[list[int]] = []
    read = camelot_tables.drawn_grids

    def noted(data: bytes, pages: list[int], layouts: Layouts) -> camelot_tables.Read:
        given.append(pages)
        return read(data, pages, layouts)

    monkeypatch.setattr(camelot_tables, "drawn_grids", noted)
    with Source(data) as source:
        read_twice = PdfDocument(source).grids([3], Route.DRAWN)
    enough = level + upright >= camelot_tables.FEWEST_LINES
    assert given == [[3] if enough else []]
    assert len(read_twice) == grids
