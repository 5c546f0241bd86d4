"""The columns of open tables: which figures stand in them, here and on the next page."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.documents.pdf.open_columns import Columns, Setting
from checker.documents.pdf.open_edges import mirrored
from checker.documents.pdf.open_spans import columns_below, walls_of
from tests.support.open_print import block, centred

if TYPE_CHECKING:
    from checker.documents.pdf.text_segments import Block


@given(st.sets(st.integers(0, 4), min_size=1), st.sampled_from([2.0, 30.0, 54.0]))
@settings(deadline=None)
def test_figures_go_below_their_own_heads_whichever_are_blank(
    filled: set[int], inset: float
) -> None:
    """Left, middle or right in columns of 60 points: never below a neighbour's head."""
    edges = [200.0 + 60 * at for at in range(6)]
    heads = [centred("其他", edges[at] + 30, 500) for at in range(5)]
    figures = [block("7", edges[at] + inset, 480, 4.0) for at in sorted(filled)]
    columns = columns_below(figures, heads, mirrored(heads, edges[-1]))
    assert columns is not None
    assert len(columns) == 5
    for at, (left, right) in enumerate(columns):
        held = [one for one in figures if left <= one.left and one.right <= right]
        assert (len(held) == 1) == (at in filled)


def test_a_figure_over_two_columns_proves_no_column() -> None:
    heads = [centred("其他", 230, 500), centred("总计", 290, 500)]
    assert columns_below([block("1234567", 240, 480)], heads, mirrored(heads, 320)) is None


def test_columns_go_on_where_the_text_is_as_wide_and_hold_what_stands_in_them() -> None:
    columns = Columns(50.0, (200.0, 260.0, 320.0), (50.0, 330.0))
    label = block("3.其他", 452, 100)
    moved = columns.moved_to([block("7", 610, 100, 4)], [label], (450.0, 731.0))
    assert moved is not None
    assert moved.all_walls == [450.0, 600.0, 660.0, 720.0]
    assert columns.moved_to([block("7", 658, 100, 4)], [label], (450.0, 731.0)) is None
    assert columns.moved_to([block("7", 610, 100, 4)], [label], (450.0, 650.0)) is None
    wide = block("3.其他", 452, 100, 160)
    assert columns.moved_to([block("7", 610, 100, 4)], [wide], (450.0, 731.0)) is None


SHARES = {"left": 0.0, "centre": 0.5, "right": 1.0}


def figure(text: str, column: tuple[float, float], share: float, foot: float) -> Block:
    """A figure in a column, two points from its side where it is not centred."""
    wide = 4.5 * len(text)
    left = column[0] + 2 + share * (column[1] - column[0] - 4 - wide)
    return block(text, left, foot, wide)


@given(
    st.lists(st.integers(30, 70), min_size=2, max_size=7),
    st.sampled_from([0.0, 0.5, 1.0]),
    st.integers(-200, 500),
    st.data(),
)
@settings(deadline=None)
def test_a_part_that_goes_on_anywhere_keeps_every_figure_in_its_column(
    wide: list[int], share: float, by: int, data: st.DataObject
) -> None:
    """However far it is moved aside, and whatever stands at its left: its figures tell."""
    walls = [200.0]
    for width in wide:
        walls.append(walls[-1] + width)
    spans = list(pairwise(walls))
    texts = st.sampled_from(["0", "7", "42", "318", "9999"])
    home = [figure(data.draw(texts), span, share, 500 - 20 * row) for row in (0, 1)
            for span in spans]  # fmt: skip
    columns = Columns(50.0, tuple(walls), (50.0, walls[-1]), Setting.of(home, walls))
    part = [
        (figure(data.draw(texts), (a + by, b + by), share, 300 - 20 * row), at)
        for row in (0, 1)
        for at, (a, b) in enumerate(spans)
    ]
    moved = columns.moved_to([one for one, _ in part], [], (600.0, 610.0))
    assert moved is not None
    for one, at in part:
        assert moved.walls[at] < one.left
        assert one.right < moved.walls[at + 1]


@given(
    st.lists(st.integers(30, 70), min_size=2, max_size=7),
    st.sampled_from([0.0, 0.5, 1.0]),
    st.floats(-300, 300),
    st.data(),
)
@settings(deadline=None)
def test_a_part_with_few_figures_is_moved_as_the_text_around_it_is(
    wide: list[int], share: float, by: float, data: st.DataObject
) -> None:
    walls = [200.0]
    for width in wide:
        walls.append(walls[-1] + width)
    spans = list(pairwise(walls))
    home = [figure("42", span, share, 500) for span in spans]
    columns = Columns(50.0, tuple(walls), (50.0, walls[-1]), Setting.of(home, walls))
    filled = data.draw(st.sets(st.integers(0, len(wide) - 1), min_size=1))
    part = [(figure("7", (spans[at][0] + by, spans[at][1] + by), share, 300), at) for at in filled]
    told = (50.0 + by, walls[-1] + by)
    moved = columns.moved_to([one for one, _ in part], [], told)
    assert moved is not None
    for one, at in part:
        assert moved.walls[at] < one.left
        assert one.right < moved.walls[at + 1]


def test_few_figures_between_two_places_move_nothing() -> None:
    """The text around ends one column further right, and is narrower: both places would do."""
    walls = (200.0, 260.0, 320.0, 380.0)
    home = [figure("42", span, 1.0, 500) for span in pairwise(walls)]
    columns = Columns(50.0, walls, (50.0, 380.0), Setting.of(home, walls))
    part = [figure("7", (260, 320), 1.0, 300)]
    assert columns.moved_to(part, [], (200.0, 440.0)) is None
    assert columns.moved_to(part, [], (200.0, 381.0)) is not None


def test_figures_that_stand_in_no_one_place_of_their_columns_move_nothing() -> None:
    walls = (200.0, 260.0, 320.0, 380.0)
    home = [figure("42", span, 1.0, 500) for span in pairwise(walls)]
    columns = Columns(50.0, walls, (50.0, 380.0), Setting.of(home, walls))
    astray = [block("7", 225, 300, 4.5), block("7", 314, 300, 4.5)]
    assert columns.moved_to(astray, [], (50.0, 380.0)) is None
    assert columns.moved_to([*astray, block("7", 374, 300, 4.5)], [], (50.0, 380.0)) is None
    at_the_other_side = [block("7", 262, 300, 4.5)]
    assert columns.moved_to(at_the_other_side, [], (50.0, 380.0)) is None


def test_a_part_that_ends_where_the_others_do_is_not_moved() -> None:
    """No heading of a group stands left of its labels."""
    columns = Columns(50.0, (200.0, 260.0, 320.0), (50.0, 330.0))
    moved = columns.moved_to([], [block("3.其他", 100, 100)], (72.0, 330.0))
    assert moved is not None
    assert moved.all_walls == columns.all_walls


def test_two_figures_of_a_row_are_not_of_one_column() -> None:
    columns = Columns(50.0, (300.0, 520.0, 744.0), (50.0, 744.0))
    row = [block("416", 350, 500, 14), block("3", 493, 500, 4)]
    assert not columns.hold(row, [])
    assert columns.hold([row[0], block("3", 493, 480, 4)], [])


def test_where_a_figure_stands_between_two_places_there_is_no_wall() -> None:
    """Its column is not known: without a wall its cell stands below both heads, and is not sure."""
    walls = (200.0, 260.0, 320.0, 380.0)
    home = [figure("42", span, 1.0, 500 - 20 * row) for row in (0, 1) for span in pairwise(walls)]
    columns = Columns(50.0, walls, (50.0, 380.0), Setting.of(home, walls))
    assert columns.walls_of(home) == [50.0, *walls]
    astray = block("7", 264, 300, 4.5)
    assert columns.walls_of([astray]) == [50.0, 200.0, 320.0, 380.0]
    assert columns.walls_of([block("7", 205, 300, 4.5)]) == [50.0, 260.0, 320.0, 380.0]
    one_of_many = Setting.of([*home, astray], walls)
    assert Columns(50.0, walls, (50.0, 380.0), one_of_many).walls_of([astray]) == [
        50.0, 200.0, 320.0, 380.0,
    ]  # fmt: skip


def test_the_first_column_begins_where_its_head_tells_however_short_the_labels_are() -> None:
    """On the next page they are longer, and its columns must be the same."""
    heads = [centred("自然人", 307, 500), centred("科研机构", 341, 500)]
    spans = [(298.0, 316.0), (329.0, 353.0)]
    short = walls_of(spans, [block("一、新收", 60, 480, 60)], heads, (57.0, 360.0))
    long = walls_of(spans, [block("二、上年结转", 60, 480, 220)], heads, (57.0, 360.0))
    assert short == long == [54.0, 291.5, 322.5, 363.0]
    bare = walls_of(spans, [block("一、新收", 60, 480, 60)], [], (57.0, 360.0))
    assert bare == [54.0, 209.0, 322.5, 363.0]


def test_columns_whose_heads_are_on_the_page_before_are_told_by_their_figures() -> None:
    spans = [(200.0 + 60 * at, 206.0 + 60 * at) for at in range(7)]
    figures = [block("7", left, 480, 6.0) for left, _ in spans]
    heads = [block("其他", left - 3, 500) for left, _ in spans[1:6]]
    columns = columns_below(figures, heads, None)
    assert columns is not None
    assert [one[0] for one in columns] == [200.0, *(left - 3 for left, _ in spans[1:6]), 560.0]
    inner = [250.0, 310.0, 370.0, 430.0, 490.0, 550.0]
    at_the_right = [replace(one, box=(one.left + 20, *one.box[1:2], one.right + 20, one.top))
                    for one in figures]  # fmt: skip
    some = columns_below([*at_the_right[:3], *at_the_right[4:]], heads, inner)
    assert some is not None
    assert len(some) == 7
    assert columns_below([*at_the_right[:3], *at_the_right[4:]], heads, None) is None
    over_two = block("法人或其他组织", 255, 500, 90)
    assert columns_below(figures, [over_two, *heads[2:]], None) is None
    assert columns_below(figures, [block("其他", 210, 500), *heads[1:]], None) is None


@given(st.sampled_from(list(SHARES.values())), st.floats(-300, 300), st.integers(2, 9))
@settings(deadline=None)
def test_rows_below_heads_that_stand_alone_are_moved_as_their_figures_tell(
    share: float, by: float, count: int
) -> None:
    """The text around both is of another width, and no figure has told how they stand."""
    walls = tuple(200.0 + 60 * at for at in range(count + 1))
    alone = Columns(50.0, walls, (50.0, walls[-1] + 40))
    spans = [(a + by, b + by) for a, b in pairwise(walls)]
    rows = [figure(text, span, share, 300.0 - 20 * row) for row, text in enumerate(("7", "318"))
            for span in spans]  # fmt: skip
    moved = alone.moved_to(rows, [], (50.0 + by, walls[-1] + by))
    assert moved is not None
    assert all(a < one.left and one.right < b for one, (a, b) in
               zip(rows, [*pairwise(moved.walls)] * 2, strict=True))  # fmt: skip
    assert moved.settings
    if count > 2 and abs(by - 100) > 5:  # else the text around ends where it did before
        outer = (50.0 + by, walls[-1] + by - 60)
        assert alone.moved_to([one for one in rows if one.left < spans[-1][0]], [], outer) is None


def test_columns_are_not_moved_beyond_the_labels_where_the_text_tells_better() -> None:
    """Figures of the same width, at the right: they might stand in the middle, thirty aside."""
    walls = (256.0, 336.0, 416.0, 496.0)
    alone = Columns(79.0, walls, (82.0, 508.0))
    rows = [block("61,615", right - 30, 300, 29) for right in walls[1:]]
    label = block("规范性文件", 82, 300)
    moved = alone.moved_to(rows, [label], (82.0, 510.0))
    assert moved is not None
    assert abs(moved.walls[0] - 256) < 4
    assert not Columns(110.0, walls, (82.0, 508.0)).hold(rows, [label])
