"""Ids of rules as a line names them: those that follow one another by the first and the last."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LEAST = 3  # two ids are as short as their range


def in_ranges(ids: Iterable[str]) -> Iterator[str]:
    """``T3-01 T3-02 T3-03 T4-02`` as ``T3-01–T3-03``, ``T4-02``.

    Only ids whose numbers follow one another are a range: none in between is named by it.
    """
    # In a run of numbers that follow one another, number less position stays the same.
    placed = enumerate(ids)
    for _, run in groupby(placed, key=lambda one: _series(one[1], one[0])):
        found = [rule for _, rule in run]
        if len(found) < _LEAST:
            yield from found
        else:
            yield f"{found[0]}–{found[-1]}"


def _series(rule: str, position: int) -> tuple[str, int]:
    letters, _, number = rule.rpartition("-")
    return letters, int(number) - position
