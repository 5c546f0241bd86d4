"""Tables of a page follow on one another as a person reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.documents.reading_order import in_reading_order

if TYPE_CHECKING:
    from checker.model import Box

LEFT, RIGHT = (50.0, 280.0), (310.0, 540.0)
heights = st.lists(st.integers(20, 80), min_size=1, max_size=5)


def stacked(sides: tuple[float, float], tall: list[int], top: float) -> list[Box]:
    """Boxes below each other, from the top."""
    found = []
    for height in tall:
        found.append((sides[0], top - height, sides[1], top))
        top -= height + 15
    return found


@given(heights, heights, st.integers(300, 800), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_left_column_is_read_before_the_right_one(
    left: list[int], right: list[int], top: int, rng: object
) -> None:
    boxes = [*stacked(LEFT, left, 800), *stacked(RIGHT, right, top)]
    mixed = list(boxes)
    rng.shuffle(mixed)  # type: ignore[attr-defined]
    assert in_reading_order(mixed, lambda box: box) == boxes


@given(heights)
@settings(deadline=None)
def test_one_column_is_read_from_the_top(tall: list[int]) -> None:
    boxes = stacked(LEFT, tall, 800)
    assert in_reading_order(reversed(boxes), lambda box: box) == boxes


def test_what_is_as_wide_as_both_columns_parts_what_stands_above_and_below() -> None:
    above = [(50.0, 700.0, 280.0, 790.0), (310.0, 650.0, 540.0, 790.0)]
    wide = (50.0, 500.0, 540.0, 600.0)
    below = [(50.0, 300.0, 280.0, 450.0), (310.0, 300.0, 540.0, 450.0)]
    order = [*above, wide, *below]
    assert in_reading_order([below[1], wide, above[1], below[0], above[0]], lambda b: b) == order
