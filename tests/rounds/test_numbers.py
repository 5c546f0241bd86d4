"""Which numbers were changed, and whether anybody had asked for it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.model import Cell, Doubt, PagePlace, State, Waived
from checker.rounds import Cause, compared
from tests.rounds.rounds import FAULT, FAULTY, LICENSES, changed, of, second
from tests.support.factory import sample
from tests.support.made_outcomes import checked, rulebook


def causes(cells: dict[str, str], name: str = FAULTY) -> dict[str, Cause]:
    return {str(one.ref): one.cause for one in second(cells, name=name).numbers}


def test_a_number_that_a_finding_speaks_of_is_asked_for() -> None:
    [one] = second({FAULT: "21"}).numbers
    assert (one.cause, one.rules) == (Cause.ASKED, ("T3-02", "T3-03"))


def test_a_number_that_no_finding_speaks_of_is_not() -> None:
    found = causes({FAULT: "21", LICENSES: "28140"})
    assert found == {FAULT: Cause.ASKED, LICENSES: Cause.UNASKED}


def test_two_numbers_changed_so_that_all_sums_hold_are_seen() -> None:
    """The report stays in order by itself: no check of it alone can tell."""
    moved = {
        "t3.new_received.natural_person": "84",
        "t3.new_received.total": "92",
        "t3.carried_over.natural_person": "5",
        "t3.carried_over.total": "5",
    }
    found = second({FAULT: "21", **moved})
    assert found.new.verdict != "fail"
    assert {str(one.ref) for one in found.unasked} == set(moved)


def test_a_total_that_goes_along_is_related_and_names_the_relation() -> None:
    # What came in and what went out of natural persons differ: any of these numbers may be wrong.
    # The office raises what came in; the row's total, which no finding names, goes along with it.
    old = changed(sample("suqian-2023"), {"t3.carried_forward.natural_person": "9999"})
    received = "t3.new_received.natural_person", "t3.new_received.total"
    values = [sample("suqian-2023").cells[ref].value for ref in received]
    raised = {ref: str((value or 0) + 7) for ref, value in zip(received, values, strict=True)}
    found = {str(one.ref): (one.cause, one.rules) for one in of(old, changed(old, raised)).numbers}
    assert found == {
        received[0]: (Cause.ASKED, ("T3-01",)),
        received[1]: (Cause.RELATED, ("T3-03",)),
    }


def test_one_writing_of_a_number_is_as_good_as_another() -> None:
    assert second({"t2.fees.amount_10k_yuan": "5214.060"}).numbers == ()


def test_a_blank_is_not_zero() -> None:
    assert causes({"t2.regulations.issued": "."}) == {"t2.regulations.issued": Cause.UNASKED}


def test_a_row_left_out_is_a_change() -> None:
    old = sample(FAULTY)
    new = replace(old, cells={ref: one for ref, one in old.cells.items() if ref != LICENSES})
    [one] = of(old, new).numbers
    assert (str(one.ref), one.new) == (LICENSES, None)


def test_of_a_doubtful_cell_nothing_is_said_but_that() -> None:
    report = sample(FAULTY)
    cell = Cell(State.DOUBTFUL, "28410", place=PagePlace(1), doubt=Doubt.UNREAD_INK)
    found = of(report, replace(report, cells={**report.cells, LICENSES: cell}))
    assert found.numbers == ()
    assert [str(one.ref) for one in found.uncertain] == [LICENSES]


def test_a_finding_that_was_accepted_asks_for_nothing() -> None:
    [old], [new] = checked(sample(FAULTY)), checked(changed(sample(FAULTY), {FAULT: "21"}))
    waived = tuple(replace(one, waived=Waived("如此")) for one in old.findings)
    found = compared(replace(old, findings=waived), new, rulebook())
    assert [one.cause for one in found.numbers] == [Cause.UNASKED]


CELLS = sorted(sample(FAULTY).cells)


@settings(max_examples=15)  # each is two reports through all rules
@given(st.dictionaries(st.sampled_from(CELLS), st.integers(0, 99).map(str), max_size=6))
def test_every_cell_that_differs_is_told_once(cells: dict[str, str]) -> None:
    before = sample(FAULTY).cells
    wanted = {ref for ref, raw in cells.items() if str(before[ref].value) != raw}
    told = [str(one.ref) for one in second(cells).numbers]
    assert sorted(told) == sorted(wanted)


@settings(max_examples=15)  # each is two reports through all rules
@given(st.dictionaries(st.sampled_from(CELLS), st.integers(0, 99).map(str), max_size=6))
def test_a_round_backwards_changes_the_same_cells(cells: dict[str, str]) -> None:
    old, new = sample(FAULTY), changed(sample(FAULTY), cells)
    there, back = of(old, new), of(new, old)
    assert {one.ref for one in there.numbers} == {one.ref for one in back.numbers}
