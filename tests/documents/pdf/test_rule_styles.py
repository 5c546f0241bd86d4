"""A report's numbers are the same however the lines of its tables are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.documents.pdf.document import Route
from checker.model import State
from tests.documents.harmed_report import good, good_cells, read_cells
from tests.support.rule_styles import STYLES, restyled, two_on_a_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model import Cell

NAME = "ok/suqian-2024"
OPEN = ("level only", "none")


def sure(read: Mapping[str, Cell]) -> dict[str, str]:
    return {ref: str(cell.value) for ref, cell in read.items() if cell.state is State.NUMBER}


def numbers() -> dict[str, str]:
    return sure(good_cells(NAME))


@pytest.mark.parametrize("style", [name for name in STYLES if name not in OPEN])
def test_lines_of_every_style_give_every_number(style: str) -> None:
    assert sure(read_cells(restyled(good(NAME), style), Route.MADE_WHOLE)) == numbers()


@pytest.mark.parametrize("style", OPEN)
def test_open_tables_give_no_wrong_number_and_most_of_them(style: str) -> None:
    read = sure(read_cells(restyled(good(NAME), style), Route.ALIGNED))
    assert read.items() <= numbers().items()
    assert len(read) > 150, len(read)


@pytest.mark.parametrize("style", ["hairline", "dots", "none"])
def test_two_pages_on_a_sheet_are_read_one_by_one(style: str) -> None:
    route = Route.ALIGNED if style in OPEN else Route.MADE_WHOLE
    read = sure(read_cells(two_on_a_sheet(restyled(good(NAME), style)), route))
    assert read.items() <= numbers().items()
    assert len(read) > 150, len(read)
