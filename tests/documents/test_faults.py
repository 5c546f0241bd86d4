"""A fault at a cell: it is doubtful or still what a person reads there, its neighbours too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.documents.pdf.document import Route
from checker.model import Doubt, State
from tests.documents.faults import FAULTS, UNSURE, print_text, with_annotation, with_faults
from tests.documents.harmed_report import good, good_cells, read_cells

if TYPE_CHECKING:
    from checker.model import Cell

CHROMIUM, OFFICE, FORM_2019 = "ok/suqian-2023", "ok/suqian-2024", "ok/xuefu-2020"
EVERY = 11  # each eleventh cell is harmed: all columns and tables get their share


def is_right(cell: Cell | None, seen: str | None) -> bool:
    if cell is None or cell.state is State.DOUBTFUL:
        return True
    if seen is UNSURE:
        return cell.state is State.TEXT
    if seen == "":
        return cell.state is State.BLANK
    return cell.state is State.NUMBER and str(cell.value) == seen


def spread(name: str) -> list[str]:
    """Cells with centred numbers, far enough apart that one fault harms one cell."""
    return [
        ref
        for at, (ref, cell) in enumerate(sorted(good_cells(name).items()))
        if at % EVERY == 3 and cell.state is State.NUMBER and not ref.startswith("t3.partial")
    ]


@pytest.mark.parametrize("name", [CHROMIUM, OFFICE, FORM_2019])
@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_no_fault_makes_a_wrong_number(fault: str, name: str) -> None:
    cells = good_cells(name)
    seen: dict[str, str | None] = {ref: str(cell.value) for ref, cell in cells.items()}
    drawn = []
    for ref in spread(name):
        cell = cells[ref]
        assert cell.page is not None
        assert cell.box is not None
        operators, seen[ref] = FAULTS[fault](cell.box, cell.raw)
        drawn.append((cell.page, operators))
    read = read_cells(with_faults(good(name), drawn))
    numbers = {ref for ref, cell in cells.items() if cell.state is State.NUMBER}
    wrong = {ref: read.get(ref) for ref in numbers if not is_right(read.get(ref), seen[ref])}
    assert not wrong
    harmed = {ref for ref in numbers if ref in read and read[ref].state is State.DOUBTFUL}
    assert len(harmed) <= 3 * len(drawn), "a fault makes its own cell doubtful, not the table"


def harmed_by(fault: str, name: str) -> tuple[dict[str, Cell], list[str]]:
    """The cells of a sample after a fault at some of its numbers, and which those are."""
    cells = good_cells(name)
    refs = [ref for ref in spread(name) if len(cells[ref].raw) > 1]
    boxes = {ref: cells[ref].box or (0, 0, 0, 0) for ref in refs}
    drawn = [(cells[ref].page or 0, FAULTS[fault](boxes[ref], cells[ref].raw)[0]) for ref in refs]
    return dict(read_cells(with_faults(good(name), drawn))), refs


@pytest.mark.parametrize("name", [CHROMIUM, OFFICE])
@pytest.mark.parametrize(
    "fault", ["hidden_digit", "white_digit", "clipped_digit", "digits_without_outlines"]
)
def test_a_digit_that_nobody_sees_is_not_left_out_in_silence(fault: str, name: str) -> None:
    """It may be the number's last one, in another font or on another screen."""
    read, refs = harmed_by(fault, name)
    assert {read[ref].doubt for ref in refs} == {Doubt.HIDDEN_TEXT}


def test_a_hidden_digit_of_another_size_is_none_of_the_numbers() -> None:
    read, refs = harmed_by("small_hidden_digit", CHROMIUM)
    assert [read[ref].value for ref in refs] == [good_cells(CHROMIUM)[ref].value for ref in refs]


def test_an_old_figure_struck_out_whole_leaves_the_new_one_sure() -> None:
    read, refs = harmed_by("old_figure_struck", CHROMIUM)
    sure = [ref for ref in refs if read[ref].doubt is None]
    assert [read[ref].value for ref in sure] == [good_cells(CHROMIUM)[ref].value for ref in sure]
    assert sure, "some columns are wide enough for both"


@pytest.mark.parametrize("name", [CHROMIUM, OFFICE])
def test_a_line_that_nobody_sees_strikes_nothing_out(name: str) -> None:
    read, refs = harmed_by("line_that_is_clipped_away", name)
    assert [read[ref].value for ref in refs] == [good_cells(name)[ref].value for ref in refs]


@pytest.mark.parametrize("name", [CHROMIUM, OFFICE])
def test_a_digit_paler_than_the_others_makes_the_number_doubtful(name: str) -> None:
    read, refs = harmed_by("pale_digit", name)
    assert [ref for ref in refs if read[ref].state is not State.DOUBTFUL] == []


@pytest.mark.parametrize("name", [CHROMIUM, OFFICE])
@pytest.mark.parametrize("fault", ["old_figure_struck_into_the_new_one", "last_digit_struck"])
def test_a_line_into_the_number_leaves_nothing_sure(fault: str, name: str) -> None:
    read, refs = harmed_by(fault, name)
    assert [ref for ref in refs if read[ref].state is not State.DOUBTFUL] == []


@pytest.mark.parametrize("kind", ["StrikeOut", "FreeText", "Square", "Stamp", "Widget", "Ink"])
@pytest.mark.parametrize("ref", ["t2.penalties.decisions", "t3.granted.total"])
def test_an_annotation_over_a_number_makes_it_doubtful(kind: str, ref: str) -> None:
    cell = good_cells(CHROMIUM)[ref]
    assert cell.box is not None
    read = read_cells(with_annotation(good(CHROMIUM), cell.page or 0, cell.box, kind))
    assert read[ref].state is State.DOUBTFUL


def test_a_highlight_lets_the_number_through() -> None:
    cell = good_cells(CHROMIUM)["t3.granted.total"]
    assert cell.box is not None
    read = read_cells(with_annotation(good(CHROMIUM), cell.page or 0, cell.box, "Highlight"))
    assert read["t3.granted.total"].value == cell.value


def test_no_other_route_settles_what_is_doubtful() -> None:
    cells = good_cells(CHROMIUM)
    ref = "t3.denied_third_party.total"
    cell = cells[ref]
    assert cell.box is not None
    operators, _ = FAULTS["second_number"](cell.box, cell.raw)
    data = with_faults(good(CHROMIUM), [(cell.page or 0, operators)])
    for route in (Route.DRAWN, Route.MADE_WHOLE):
        assert read_cells(data, route)[ref].state is State.DOUBTFUL


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_digit_printed_anywhere_on_a_table_makes_no_wrong_number(data: st.DataObject) -> None:
    cells = good_cells(OFFICE)
    ref = data.draw(st.sampled_from(sorted(cells)), label="cell")
    cell = cells[ref]
    assert cell.box is not None
    x0, y0, x1, y1 = cell.box
    x = x0 + (x1 - x0) * data.draw(st.integers(0, 20), label="twentieths across") / 20
    y = y0 + (y1 - y0) * data.draw(st.integers(0, 20), label="twentieths up") / 20
    size = data.draw(st.sampled_from([4, 6, 8, 11, 20]), label="size")
    digit = data.draw(st.sampled_from("0123456789"), label="digit")
    harmed = with_faults(
        good(OFFICE), [(cell.page or 0, print_text(x, y, digit, size=size, before="0 g"))]
    )
    read = read_cells(harmed)
    for other, before in cells.items():
        now = read.get(other)
        if now is None or now.state is State.DOUBTFUL or now.value == before.value:
            continue
        # Set as its next figure, the digit has become a part of the number to any eye.
        assert digit in now.raw, (other, before.raw, now.raw)
        assert now.raw.replace(digit, "", 1) == before.raw or before.raw == ""
