"""From state to state: nothing clears by itself, and no clearance outlives its file."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model.filings import FilingEvent, FilingState
from checker.register import states
from checker.register.due import days_late, due_date, due_day

S = FilingState
any_state = st.sampled_from(S)
flag = st.booleans()


@pytest.mark.parametrize(
    ("before", "clean", "after"),
    [
        (S.OWED, True, S.IN),
        (S.OWED, False, S.FINDINGS),
        (S.FINDINGS, True, S.IN),
        (S.IN, False, S.FINDINGS),
        (S.SENT_BACK, True, S.CORRECTED),
        (S.SENT_BACK, False, S.CORRECTED),
        (S.CORRECTED, False, S.CORRECTED),
        (S.CLEARED, True, S.CHANGED),
        (S.CHANGED, True, S.CHANGED),
    ],
)
def test_a_new_file(before: S, clean: bool, after: S) -> None:  # noqa: FBT001
    assert states.received(before, has_findings=not clean) is after


@given(any_state, flag, flag)
def test_no_program_clears(state: S, has: bool, other: bool) -> None:  # noqa: FBT001
    assert states.received(state, has_findings=has) is not S.CLEARED
    again = states.judged_again(state, has_findings=has, other=other)
    assert (again is S.CLEARED) <= (state is S.CLEARED and not other)
    assert states.withdrawn(state, is_left=has, has_findings=other) is not S.CLEARED


def test_the_same_file_found_otherwise_changes_only_what_hangs_on_it() -> None:
    for state in S:
        assert states.judged_again(state, has_findings=True, other=False) in (state, S.FINDINGS)
    assert states.judged_again(S.CLEARED, has_findings=False, other=True) is S.CHANGED
    assert states.judged_again(S.SENT_BACK, has_findings=False, other=True) is S.SENT_BACK
    assert states.judged_again(S.FINDINGS, has_findings=False, other=True) is S.IN


def test_people_decide_of_what_is_in_and_not_twice_alike() -> None:
    for event, state in states.DECIDED.items():
        assert states.decided(S.OWED, event) is None
        assert states.decided(state, event) is None
        others = set(S) - {S.OWED, state}
        assert all(states.decided(one, event) is state for one in others)
    assert set(states.DECIDED) == {FilingEvent.CLEARED, FilingEvent.SENT_BACK}


def test_due_by_the_law_or_by_the_list() -> None:
    assert due_date(2023, due_day("government", "")) == datetime.date(2024, 3, 31)
    for kind in ("department", "office", "township", "vertical", ""):
        assert due_date(2023, due_day(kind, "")) == datetime.date(2024, 1, 31)
    assert due_date(2023, due_day("government", "02-20")) == datetime.date(2024, 2, 20)


def test_late_counts_to_the_day_it_came_or_to_today() -> None:
    due, today = datetime.date(2024, 1, 31), datetime.date(2024, 3, 1)
    assert days_late(due, datetime.date(2024, 1, 31), today) == 0
    assert days_late(due, datetime.date(2024, 2, 2), today) == 2
    assert days_late(due, None, today) == 30
    assert days_late(due, None, due) == 0
