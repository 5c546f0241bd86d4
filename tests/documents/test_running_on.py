"""Digits of two cells that are set as one number: neither cell's number is then sure."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from checker.documents.pdf.characters import Char
from checker.documents.second_reading.cross_read import _running_on
from checker.model.table_grid import GridCell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.documents.pdf.pdfium import Page

LEFT = GridCell(0, 0, 1, 1, (0.0, 0.0, 10.0, 10.0), "")
RIGHT = GridCell(0, 1, 1, 1, (10.0, 0.0, 20.0, 10.0), "")
PAGE = cast("Page", SimpleNamespace(advance=lambda char: (char.box[0] - 0.2, char.box[2] + 0.2)))


def glyph(text: str, left: float, *, level: bool = True, foot: float = 2.0) -> Char:
    return Char(text, (left, foot, left + 4, foot + 6), foot, level=level, index=int(left))


def found(left: Char, right: Char) -> list[str]:
    cells: Mapping[GridCell, list[Char]] = {LEFT: [left], RIGHT: [right]}
    return [char.text for char in _running_on(cells, PAGE)]


def test_two_digits_at_the_distance_of_one_number_run_on() -> None:
    assert found(glyph("3", 5.6), glyph("4", 10.1)) == ["3", "4"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (glyph("件", 5.6), glyph("数", 10.1)),
        (glyph("件", 5.6), glyph("4", 10.1)),
        (glyph("3", 5.6, level=False), glyph("4", 10.1, level=False)),
        (glyph("3", 5.6, level=False), glyph("4", 10.1)),
        (glyph("3", 5.6), glyph("4", 14.0)),
        (glyph("3", 5.6), glyph("4", 10.1, foot=-3.0)),
    ],
    ids=["words", "a word and a digit", "slanted digits", "one slanted", "apart", "two lines"],
)
def test_nothing_else_runs_on(left: Char, right: Char) -> None:
    assert found(left, right) == []


def test_digits_of_one_cell_never_run_on() -> None:
    three, four = glyph("3", 1.0), replace(glyph("4", 5.5), index=9)
    assert _running_on({LEFT: [three, four]}, PAGE) == []
