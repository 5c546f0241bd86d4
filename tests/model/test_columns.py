"""Cells and places packed field by field come back as they were; what is forged is refused."""

from __future__ import annotations

import pickle
import pickletools
from decimal import Decimal
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model import Cell, Doubt, PagePlace, Report, Section, State
from checker.model.columns import Columns, Keyed, Numbers, Same, column, held_in, mapping_of
from checker.model.places import DocumentPlace, ElementPlace
from tests.support.factory import sample

_PLACES = (
    st.builds(PagePlace, st.integers(1, 3), st.none() | st.tuples(*[st.floats(0, 9)] * 4))
    | st.builds(DocumentPlace, st.integers(1, 3))
    | st.builds(ElementPlace, st.text())
)
_NUMBERS = st.decimals(allow_nan=False) | st.sampled_from([*map(Decimal, ("1E+2", "05", "-0"))])
_CELLS = st.builds(
    Cell,
    st.sampled_from(State),
    st.text(max_size=3),
    st.none() | _NUMBERS,
    st.none() | st.text(max_size=3),
    st.none() | _PLACES,
    st.none() | st.sampled_from(Doubt),
    st.lists(st.text(max_size=3), max_size=2).map(tuple),
)

T = TypeVar("T")


def _again(value: T) -> T:
    """As it comes out of a reading process."""
    found: T = pickle.loads(pickle.dumps(value))  # noqa: S301 - our own
    return found


@given(cells=st.dictionaries(st.from_regex(r"t\d\.[a-z]+\.[a-z]+", fullmatch=True), _CELLS))
def test_cells_come_back_as_they_were(cells: dict[str, Cell]) -> None:
    report = Report("a.pdf", "", cells=cells)
    back = _again(report)
    assert [*back.cells.items()] == [*cells.items()], "in their order"
    assert list(map(repr, back.cells.values())) == list(map(repr, cells.values()))
    assert back == report


@given(places=st.lists(_PLACES, max_size=5).map(tuple), text=st.text(max_size=5))
def test_sections_come_back_as_they_were(places: tuple[PagePlace, ...], text: str) -> None:
    section = Section(1, "一", text, None, places)
    assert _again(section) == section


def test_no_cell_of_a_report_is_packed_by_itself() -> None:
    report = sample("hongze-2023")
    calls = [op.name for op, *_ in pickletools.genops(pickle.dumps(report))].count("REDUCE")
    assert calls < len(report.cells) / 4


def test_the_cells_of_reports_are_called_by_the_same_strings() -> None:
    report = sample("hongze-2023")
    one, other = (_again(report).cells for _ in range(2))
    assert all(first is second for first, second in zip(one, other, strict=True))


@pytest.mark.parametrize(
    "forged",
    [
        Numbers(("1",)),
        Numbers(("1", "2", "x")),
        Columns(PagePlace, (Same(1),)),
        Columns(PagePlace, ((1, 2), Same(None))),
        Columns(Report, (Same(1),) * 26),
        Columns(PagePlace, (Same(1), "abc")),
        (1, 2),
        [1, 2, 3],
    ],
)
def test_a_column_that_is_none_is_refused(forged: object) -> None:
    with pytest.raises((ValueError, KeyError, TypeError, ArithmeticError)):
        held_in(forged, 3)


def test_what_takes_no_room_is_not_believed() -> None:
    with pytest.raises(ValueError, match="1000000000"):
        held_in(Same(None), 1_000_000_000)
    with pytest.raises(ValueError):  # noqa: PT011 - whichever of both finds it
        mapping_of(Keyed("a\nb", (1,)))
    assert column(()) == ()
