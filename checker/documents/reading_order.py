"""In which order boxes of a page are read: columns of text and halves of a sheet one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from checker.model import Box

T = TypeVar("T")


def in_reading_order(items: Iterable[T], box_of: Callable[[T], Box]) -> list[T]:
    """The items from top to bottom, those of a left column before those of a right one.

    The page is cut recursively where nothing stands. An upright cut comes first: two tables of
    one column lie below each other and so share some width, while the tables of two columns share
    none, at whatever heights they end.
    """
    found = sorted(items, key=lambda item: (-box_of(item)[3], box_of(item)[0]))
    for start, end, sign in ((0, 2, 1), (1, 3, -1)):
        parts = _parted(found, lambda item: _extent(box_of(item), start, end, sign))  # noqa: B023
        if len(parts) > 1:
            return [one for part in parts for one in in_reading_order(part, box_of)]
    return found


def _extent(box: Box, start: int, end: int, sign: int) -> tuple[float, float]:
    """From where to where a box runs in the direction of reading."""
    low, high = sign * box[start], sign * box[end]
    return min(low, high), max(low, high)


def _parted(items: Sequence[T], extent: Callable[[T], tuple[float, float]]) -> list[list[T]]:
    """The items in groups that no cut across this direction parts, in its order."""
    parts: list[list[T]] = []
    reach = 0.0
    for item in sorted(items, key=extent):
        low, high = extent(item)
        if parts and low < reach:
            parts[-1].append(item)
            reach = max(reach, high)
        else:
            parts.append([item])
            reach = high
    return parts
