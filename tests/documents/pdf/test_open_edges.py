"""The edges of open columns: told by heads that stand over their middles, and by what is drawn."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.documents.pdf.open_edges import (
    Around,
    Extents,
    edges_beside,
    even,
    even_beside,
    mirrored,
    upper_walls,
    with_outer,
)
from tests.support.open_print import TALL, block, centred

widths = st.lists(st.integers(40, 120), min_size=2, max_size=9)


@given(widths)
@settings(deadline=None)
def test_centred_heads_and_the_right_edge_tell_every_edge(wide: list[int]) -> None:
    edges = [200.0]
    for width in wide:
        edges.append(edges[-1] + width)
    heads = [centred("头", (a + b) / 2, 500) for a, b in pairwise(edges)]
    found = mirrored(heads, edges[-1])
    assert found is not None
    assert all(abs(a - b) < 1e-6 for a, b in zip(found, edges, strict=True))


def test_heads_equally_far_apart_tell_the_edges_between_and_beside_them() -> None:
    heads = [centred("其他", 220 + 40 * at, 500) for at in range(6)]
    assert even(heads) == [200 + 40 * at for at in range(7)]
    assert even(heads[:4]) is None
    assert even([*heads[:5], centred("总计", 430, 500)]) is None
    assert even([*heads[:5], block("总计很长的一个标题", 400, 500)]) is None


def test_heads_that_do_not_stand_over_the_middle_tell_nothing() -> None:
    heads = [block("头", 202, 500), block("头", 262, 500), block("头", 282, 500)]
    assert mirrored(heads, 400) is None


def test_even_columns_beside_labels_end_where_their_column_begins() -> None:
    heads = [
        centred("信息内容", 150, 500),
        *(centred("件数", 280 + 60 * at, 500) for at in (0, 1, 2)),
    ]
    assert even_beside(heads, (53.0, 460.0)) == [250, 310, 370, 430]
    assert even_beside(heads, (83.0, 460.0)) is None
    assert even_beside(heads[:3], (53.0, 460.0)) is None


def test_the_text_around_is_no_edge_of_a_table_that_is_wider() -> None:
    """Else the last column's figures are taken for those of the column before."""
    edges = [60.0, 350.0, 490.0, 770.0]
    heads = [centred("头", (a + b) / 2, 500) for a, b in pairwise(edges)]
    text = (63.0, 744.0)
    assert edges_beside(heads, text, None) is None
    assert edges_beside(heads, text, 770.0) == edges[1:]
    assert edges_beside(heads, (63.0, 770.0), None) == edges[1:]


def test_the_upper_heads_of_a_table_have_walls_between_them() -> None:
    edges = [200.0, 260.0, 500.0, 560.0]
    heads = [centred("头", (a + b) / 2, 500) for a, b in pairwise(edges)]
    assert upper_walls(heads, (50.0, 560.0)) == [47.0, 200.0, 260.0, 500.0, 563.0]
    aside = [block("头", 202, 500), block("头", 262, 500), block("头", 282, 500)]
    assert upper_walls(aside, (50.0, 400.0)) == [47.0, 199.0, 235.0, 275.0, 403.0]
    assert upper_walls(aside, (201.0, 400.0)) == [198.0, 235.0, 275.0, 403.0]


def test_columns_beside_heads_that_are_cut_are_as_wide_as_theirs_where_there_is_room() -> None:
    edges = [200.0, 240.0, 280.0]
    around = Around((50.0, 330.0), (), TALL, 700, ())
    figures = [block("7", left, 480, 4) for left in (162, 202, 242, 300)]
    label = block("1.属于", 60, 480)
    assert with_outer(edges, figures, [label], around) == [160.0, *edges, 333.0]
    assert with_outer(edges, figures[1:3], [label], around) == edges
    wide = block("1.属于国家秘密", 60, 480, 101)
    assert with_outer(edges, figures[:3], [wide], around) == [161.5, *edges]


def test_a_column_of_text_is_as_wide_as_on_the_pages_before_and_as_the_other() -> None:
    extents = Extents()
    prose, narrow = block("正文", 50, 500, 280), block("正文", 60, 500, 200)
    assert extents.of([[prose]], (), 595) == [(50, 330)]
    assert extents.of([[narrow]], (), 595) == [(50, 330)]
    assert extents.of([[narrow]], (), 842) == [(60, 260)]
    beside = block("正文", 360, 500, 100)
    assert extents.of([[narrow], [beside]], (), 595) == [(60, 260), (360, 560)]
    assert extents.of([[prose], []], (), 595)[0] == (50, 330)
