"""Columns of open tables that the pieces of their level lines tell."""

from __future__ import annotations

from itertools import pairwise

import pytest

from checker.documents.pdf.open_edges import Around
from checker.documents.pdf.open_heads import Head
from checker.documents.pdf.open_joints import drawn_walls
from checker.documents.pdf.open_rows import Row
from checker.documents.pdf.open_spans import columns_of
from checker.documents.pdf.rulings import Ruling
from tests.support.open_print import TALL, block, known

EDGES = (200.0, 260.0, 320.0, 380.0)


def around(*lines: tuple[float, tuple[float, ...]]) -> Around:
    """A page with level lines at these heights, with these joints."""
    drawn = tuple(Ruling(at, at, 50.0, EDGES[-1], joints=joints) for at, joints in lines)
    return Around((50.0, EDGES[-1]), drawn, TALL, 700.0, ())


def test_where_the_lines_of_rows_agree_walls_stand() -> None:
    page = around((380, (120.0, *EDGES[:-1])), (400, EDGES[:-1]), (420, EDGES[:-1]))
    assert drawn_walls((385, 415), 150.0, page) == EDGES


@pytest.mark.parametrize(
    "lines",
    [
        [(400, EDGES[:-1])],  # one line alone
        [(400, ()), (420, ())],  # drawn in one go
        [(400, (230.0,)), (420, (290.0,))],  # that agree on nothing
        [(100, EDGES[:-1]), (120, EDGES[:-1])],  # of another table
    ],
)
def test_else_no_wall_is_drawn(lines: list[tuple[float, tuple[float, ...]]]) -> None:
    assert drawn_walls((385, 415), 150.0, around(*lines)) is None


def row(*figures: float) -> Row:
    return Row(block("政府集中采购", 60, 404), tuple(block("0", x, 404, 4) for x in figures))


def head(*edges: float) -> Head:
    texts = ("本年新制作数量", "本年新公开数量", "对外公开总数量")
    found = [
        known(text, (a + b) / 2, 430) for text, (a, b) in zip(texts, pairwise(edges), strict=False)
    ]
    return Head(tuple(found), ())


def test_one_row_of_figures_at_the_left_of_wide_columns_is_below_its_own_heads() -> None:
    """Nothing but the drawn edges tells that 0 at the left of a column is not its neighbour's."""
    page = around((395, EDGES[:-1]), (420, EDGES[:-1]))
    one = row(202.0, 262.0, 322.0)
    columns = columns_of([one], [one.label] if one.label else [], head(*EDGES), page)
    assert columns is not None
    assert columns.walls == EDGES


def test_a_head_over_two_columns_of_the_grid_is_over_one_of_the_table() -> None:
    """Its lower edge is drawn in two pieces, which meet below its words."""
    page = around((395, EDGES[:-1]), (420, EDGES[:-1]))
    one = row(202.0, 262.0)
    columns = columns_of([one], [one.label] if one.label else [], head(200, 260, 380), page)
    assert columns is not None
    assert columns.walls == (200.0, 260.0, 380.0)


def test_walls_that_are_not_as_many_as_heads_are_not_taken() -> None:
    page = around((395, (200.0, 290.0)), (420, (200.0, 290.0)))
    one = row(228.0, 288.0, 348.0)
    columns = columns_of([one], [one.label] if one.label else [], head(*EDGES), page)
    assert columns is None or columns.walls != (200.0, 290.0, 380.0)
