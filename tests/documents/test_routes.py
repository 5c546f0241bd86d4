"""Where lines come from when the page draws them oddly, or not at all."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pytest

from checker.documents.pdf.document import Route
from checker.documents.pdf.rendering import RENDER_DPI
from checker.documents.pdf.source import Source
from checker.model import State
from tests.documents.harmed_report import good, good_cells, read_cells

if TYPE_CHECKING:
    from collections.abc import Callable

    Instructions = list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage]

NAME = "ok/suqian-2024"
PAINT = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*"))


def redrawn(change: Callable[[Instructions], Instructions]) -> bytes:
    """The sample with the operators of each page changed."""
    with pikepdf.open(io.BytesIO(good(NAME))) as pdf:
        for page in pdf.pages:
            operators = list(pikepdf.parse_content_stream(page))
            page.obj.Contents = pikepdf.Stream(
                pdf, pikepdf.unparse_content_stream(change(operators))
            )
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True)
    return target.getvalue()


def without_lines(operators: Instructions) -> Instructions:
    return [
        pikepdf.ContentStreamInstruction([], pikepdf.Operator("n"))
        if str(one.operator) in PAINT
        else one
        for one in operators
    ]


def with_pale_lines(operators: Instructions) -> Instructions:
    pale = [pikepdf.ContentStreamInstruction([0.85], pikepdf.Operator(name)) for name in ("G", "g")]
    black = [pikepdf.ContentStreamInstruction([0], pikepdf.Operator(name)) for name in ("G", "g")]
    changed: Instructions = []
    for one in operators:
        if str(one.operator) in PAINT:
            changed += [*pale, one, *black]
        else:
            changed.append(one)
    return changed


def test_the_sample_is_whole_by_its_drawn_lines() -> None:
    cells = good_cells(NAME)
    assert len(cells) == 200
    assert all(cell.state is State.NUMBER for cell in cells.values())


@pytest.mark.parametrize("route", [Route.MADE_WHOLE, Route.ALIGNED])
def test_every_route_reads_what_the_first_reads_or_doubts_it(route: Route) -> None:
    cells = good_cells(NAME)
    for ref, cell in read_cells(good(NAME), route).items():
        assert cell.state is State.DOUBTFUL or cell.value == cells[ref].value, ref


def test_without_any_line_nothing_wrong_is_read() -> None:
    bare = redrawn(without_lines)
    cells = good_cells(NAME)
    sure = 0
    for route in Route:
        for ref, cell in read_cells(bare, route).items():
            if cell.state is not State.DOUBTFUL:
                assert cell.value == cells[ref].value, (route, ref)
                sure += 1
    assert sure > 0, "some rows are proven by how they are aligned"


def test_the_colour_of_the_lines_does_not_matter() -> None:
    read = read_cells(redrawn(with_pale_lines), Route.MADE_WHOLE)
    cells = good_cells(NAME)
    assert {ref: cell.value for ref, cell in read.items() if cell.value is not None}.items() <= {
        ref: cell.value for ref, cell in cells.items()
    }.items()


def test_text_alone_shows_the_glyphs_and_no_line() -> None:
    with Source(good(NAME)) as source:
        page = source.page(3)
        before = page.picture().pixels.tobytes()
        alone, black = page.letters(), page.letters(black=True)
        assert alone.pixels.min() < 100
        assert (alone.pixels < 128).sum() < (page.picture().pixels < 128).sum()
        assert black.pixels.shape == alone.pixels.shape
        assert page.pictured_at(RENDER_DPI).pixels.tobytes() == before, "the page is put back"
