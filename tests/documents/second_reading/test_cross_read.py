"""Digits of two cells that are set as one number over the line between them."""

from __future__ import annotations

from typing import Any

import pytest

from checker.documents.pdf.characters import Char
from checker.documents.second_reading.cross_read import _running_on
from checker.model.table_grid import GridCell

WIDE, HIGH = 5.0, 8.0


class Type:
    """A page of which only the type is asked: each glyph advances by its width."""

    def advance(self, char: Char) -> tuple[float, float]:
        return char.box[0] - 0.5, char.box[2] + 0.5


def glyph(text: str, left: float, *, level: bool = True) -> Char:
    return Char(text, (left, 0.0, left + WIDE, HIGH), 0.0, level=level, index=int(left))


def cell(column: int) -> GridCell:
    return GridCell(0, column, 1, 1, (20.0 * column, -4.0, 20.0 * column + 20, 12.0), "")


@pytest.mark.parametrize(
    ("last", "first", "found"),
    [
        (glyph("3", 14), glyph("4", 20), "34"),  # typed one after the other
        (glyph("3", 8), glyph("4", 26), ""),  # each in the middle of its cell
        (glyph("开", 14), glyph("件", 20), ""),  # words may run over: their cell is known
        (glyph("3", 14), glyph("件", 20), ""),
        (glyph("3", 14, level=False), glyph("4", 20, level=False), ""),  # a watermark's
    ],
)
def test_only_level_digits_run_on(last: Char, first: Char, found: str) -> None:
    page: Any = Type()
    chars = _running_on({cell(0): [last], cell(1): [first]}, page)
    assert "".join(char.text for char in chars) == found


def test_digits_of_one_cell_are_one_number() -> None:
    page: Any = Type()
    assert _running_on({cell(0): [glyph("3", 4), glyph("4", 10)]}, page) == []
