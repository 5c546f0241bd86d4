"""Pages are drawn while camelot reads those that have lines enough for a table."""

from __future__ import annotations

import gc
import io
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NoReturn

import numpy
import pikepdf
import pytest
from pikepdf import Array, Stream

from checker.documents.pdf import camelot_tables
from checker.documents.pdf.document import PdfDocument, Route
from checker.documents.pdf.rendering import RENDER_DPI, drawn_meanwhile
from checker.documents.pdf.source import Source
from tests.documents.harmed_report import good
from tests.support.rule_styles import without_paint

if TYPE_CHECKING:
    from checker.documents.pdf.layouts import Layouts
    from checker.documents.pdf.pdfium import Page
    from checker.documents.picture import Picture
    from checker.model import Box

NAME = "ok/suqian-2024"


def looks(page: Page) -> tuple[Picture, Picture]:
    return page.picture(), page.letters()


def looks_alone() -> list[tuple[Picture, Picture]]:
    with Source(good(NAME)) as source:
        return [looks(source.page(number)) for number in range(1, source.count + 1)]


def looks_meanwhile(*, at: tuple[Box, ...] = ()) -> list[tuple[Picture, Picture]]:
    with Source(good(NAME)) as source:
        pages = [source.page(number) for number in range(1, source.count + 1)]
        with drawn_meanwhile([page.drawing_ahead() for page in pages]):
            sorted(range(100_000), key=str)  # with Python's lock, as camelot
        for page in pages:
            page.show(at)
        return [looks(page) for page in pages]


def are_alike(ahead: Picture, alone: Picture) -> bool:
    """Whether the rows that were drawn are as in a picture of all: pdfium rounds where it begins.

    One grey level more or less is what that makes.
    """
    drawn = range(len(alone.pixels)) if ahead.rows is None else ahead.rows
    rows = slice(drawn.start, drawn.stop)
    apart = ahead.pixels[rows].astype(numpy.int16) - alone.pixels[rows]
    is_same_place = (ahead.box, ahead.pixels.shape) == (alone.box, alone.pixels.shape)
    return is_same_place and abs(apart).max() <= 1


def all_alike(ahead: list[tuple[Picture, Picture]], alone: list[tuple[Picture, Picture]]) -> bool:
    return all(
        are_alike(one, other)
        for both in zip(ahead, alone, strict=True)
        for one, other in zip(*both, strict=True)
    )


def test_what_is_drawn_meanwhile_looks_as_it_does_alone() -> None:
    assert all_alike(looks_meanwhile(), looks_alone())


def test_the_prose_of_a_page_with_tables_is_not_drawn() -> None:
    with Source(good(NAME)) as source:
        page = source.page(2)
        with drawn_meanwhile([page.drawing_ahead()]):
            pass
        high = len(page.picture().pixels)
        for picture in (*looks(page), page.beside_text):
            assert picture.rows is not None
            assert len(picture.rows) < 0.6 * high
        # … but all that the page draws is, with paper around it.
        whole = page.pictured_at(RENDER_DPI)
        rows = page.picture().rows
        assert rows is not None
        for rule in page.drawing.rules:
            above, below = whole.rows_of(rule.box[1], rule.box[3])
            assert rows.start + 20 < above
            assert below < rows.stop - 20


def test_tall_letters_that_reach_into_a_table_are_drawn_whole() -> None:
    with pikepdf.open(io.BytesIO(good(NAME))) as pdf:
        page = pdf.pages[1]
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.obj.Resources.Font.Tall = pdf.make_indirect(font)
        page.contents_add(Stream(pdf, b"q BT /Tall 400 Tf 100 300 Td (8) Tj ET Q"))
        stream = io.BytesIO()
        pdf.save(stream)
    rows = []
    for data in (good(NAME), stream.getvalue()):
        with Source(data) as source, drawn_meanwhile([source.page(2).drawing_ahead()]):
            drawn = source.page(2).picture().rows
            assert drawn is not None
            rows.append(len(drawn))
    plain, watermarked = rows
    assert watermarked > plain + 100


def test_a_table_that_stands_elsewhere_is_looked_at_on_the_whole_page() -> None:
    found = looks_meanwhile(at=((100.0, 700.0, 200.0, 800.0),))
    alone = looks_alone()
    assert all_alike(found, alone)
    for pictures in found:
        assert all(picture.rows in {None, range(len(picture.pixels))} for picture in pictures)


def test_pages_are_drawn_where_there_is_no_room_for_a_thread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def submit(*_: object) -> NoReturn:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(ThreadPoolExecutor, "submit", submit)
    assert all_alike(looks_meanwhile(), looks_alone())


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
