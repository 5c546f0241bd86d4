"""Text printed several times almost in place, hollow, shadowed or pale is read as it looks."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from checker.model import State
from tests.documents.harmed_report import good, good_cells, read_cells
from tests.documents.inks import Print, with_descent, with_prints
from tests.documents.lies import with_zeros_printed_as

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model import Cell

CHROMIUM, OFFICE, FORM_2019 = "ok/suqian-2023", "ok/suqian-2024", "ok/xuefu-2020"
GREY = "0.73 g 0.73 G"
INKS: Mapping[str, tuple[tuple[Print, ...], str]] = {
    "bold by two prints": ((Print(0.2, 0),), ""),
    "by three": ((Print(0.15, 0), Print(0.3, 0)), ""),
    "by four, round about": ((Print(0.3, 0), Print(-0.3, 0), Print(0, 0.3)), ""),
    "shadowed": ((Print(0.7, -0.7, GREY),), ""),
    "printed twice in place": ((Print(0, 0),), ""),
    "a black outline under a white fill": ((Print(0, 0, "0 G 0.7 w 2 Tr"),), "1 g 0 Tr"),
    "a clear fill under a drawn outline": ((Print(0, 0, "/Clear9 gs"),), "1 Tr 0 G 0.35 w"),
    "hollow": ((), "1 Tr 0 G 0.35 w"),
    "filled white, stroked black": ((), "2 Tr 1 g 0 G 0.35 w"),
    "pale": ((), "0.6 g"),
}


@cache
def with_placeholders(name: str) -> bytes:
    """A sample that prints 无 for nothing."""
    return with_zeros_printed_as(good(name), "无")


def told(cells: Mapping[str, Cell]) -> dict[str, tuple[State, str]]:
    return {ref: (cell.state, cell.raw) for ref, cell in cells.items()}


@pytest.mark.parametrize("name", [CHROMIUM, OFFICE, FORM_2019])
@pytest.mark.parametrize("ink", INKS)
def test_every_number_is_read_as_it_is_seen(ink: str, name: str) -> None:
    prints, own = INKS[ink]
    assert told(read_cells(with_prints(good(name), prints, own_ink=own))) == told(good_cells(name))


@pytest.mark.parametrize("ink", ["shadowed", "filled white, stroked black"])
def test_it_may_stand_on_grey_ground(ink: str) -> None:
    prints, own = INKS[ink]
    data = with_prints(good(CHROMIUM), prints, own_ink=own, ground=0.8)
    assert told(read_cells(data)) == told(good_cells(CHROMIUM))


@pytest.mark.parametrize("ink", INKS)
def test_so_is_every_placeholder(ink: str) -> None:
    prints, own = INKS[ink]
    plain = told(read_cells(with_placeholders(CHROMIUM)))
    assert plain["t3.granted.research"] == (State.TEXT, "无")
    read = read_cells(with_prints(with_placeholders(CHROMIUM), prints, own_ink=own))
    assert told(read) == plain


@pytest.mark.parametrize("aside", [2.2, 3.0])
def test_prints_too_far_apart_for_one_glyph_give_nothing_sure(aside: float) -> None:
    """Further than a fifth of an em, nobody knows whether it is a shadow or another figure."""
    data = with_prints(with_placeholders(CHROMIUM), (Print(aside, 0),))
    sure = {ref: cell.raw for ref, cell in read_cells(data).items() if not cell.doubt}
    plain = read_cells(with_placeholders(CHROMIUM))
    differing = {ref: (plain[ref].raw, raw) for ref, raw in sure.items() if plain[ref].raw != raw}
    assert differing == {}


@pytest.mark.parametrize("name", [CHROMIUM, OFFICE, FORM_2019])
@pytest.mark.parametrize("descent", [-1200, -900, 400])
def test_a_line_is_read_where_it_stands_whatever_its_font_claims(descent: int, name: str) -> None:
    """LibreOffice gives Noto CJK a box of twice its height: rows would get their neighbours'."""
    assert told(read_cells(with_descent(good(name), descent))) == told(good_cells(name))
