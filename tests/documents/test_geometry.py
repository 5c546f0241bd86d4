"""Frames turn boxes and turn them back; intervals and boxes meet or do not."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from checker.documents.geometry import Frame, Rule, covers, meet, middle, ordered, overlap

hundredths = st.integers(-200_000, 200_000).map(lambda n: n / 100)
boxes = st.tuples(hundredths, hundredths, hundredths, hundredths).map(lambda c: ordered(*c))
frames = st.builds(Frame, boxes, st.integers(0, 3))


@given(frames, boxes)
def test_a_box_turned_upright_and_back_is_itself(
    frame: Frame, box: tuple[float, float, float, float]
) -> None:
    back = frame.user_box(frame.upright_box(box))
    assert all(abs(a - b) < 0.011 for a, b in zip(back, box, strict=True))


@given(frames, boxes, st.floats(-3, 3))
def test_a_place_on_a_tilted_page_is_found_again(
    frame: Frame, box: tuple[float, float, float, float], tilt: float
) -> None:
    tilted = replace(frame, tilt=tilt)
    back = tilted.place_of(tilted.user_box(box))
    grown = 0.2 * (1 + box[2] - box[0] + box[3] - box[1])  # the box of a turned box is larger
    assert all(a <= b + 0.05 for a, b in zip(back[:2], box[:2], strict=True))
    assert all(a >= b - 0.05 for a, b in zip(back[2:], box[2:], strict=True))
    assert all(abs(a - b) <= grown for a, b in zip(back, box, strict=True))


@given(frames)
def test_the_whole_page_stands_at_the_origin(frame: Frame) -> None:
    x0, y0, x1, y1 = frame.upright_box(frame.media)
    assert abs(x0) < 1e-6
    assert abs(y0) < 1e-6
    assert abs(x1 - frame.width) < 1e-6
    assert abs(y1 - frame.height) < 1e-6


def test_a_quarter_turn_clockwise_lays_the_page_on_its_side() -> None:
    frame = Frame((0, 0, 100, 200), 1)
    assert (frame.width, frame.height) == (200, 100)
    assert frame.upright(0, 0) == (0, 100)
    assert frame.upright(100, 200) == (200, 0)


@given(hundredths, hundredths, hundredths, hundredths)
def test_overlap_is_symmetric_and_never_negative(a: float, b: float, c: float, d: float) -> None:
    a, b = sorted((a, b))
    c, d = sorted((c, d))
    assert overlap(a, b, c, d) == overlap(c, d, a, b) >= 0
    assert overlap(a, b, a, b) == b - a


def test_boxes_that_share_an_edge_do_not_meet() -> None:
    assert not meet((0, 0, 1, 1), (1, 0, 2, 1))
    assert meet((0, 0, 1, 1), (0.9, 0.9, 2, 2))
    assert covers((0, 0, 2, 2), *middle((0, 0, 2, 2)))


def test_a_rule_knows_where_it_lies_and_how_long_it_is() -> None:
    level = Rule((0, 9, 50, 11), horizontal=True)
    upright = Rule((4, 0, 6, 30), horizontal=False)
    assert (level.middle, level.length) == (10, 50)
    assert (upright.middle, upright.length) == (5, 30)
