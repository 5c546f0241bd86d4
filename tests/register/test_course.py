"""The course of a report: versions, states, decisions, history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from checker.errors import CheckerError
from checker.model.filings import FilingEvent, FilingState, FindingState
from checker.model.register_changes import FileFate
from checker.register import states
from checker.register.queries import Asked, findings
from checker.register.tables import EventRow, FilingRow, ReportRow
from tests.register.feeding import DAY, checked, finding
from tests.register.stores import store_with
from tests.register.taking import settle, shown, state, take

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def test_another_version_says_what_became_of_each_finding(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    for number, rules in enumerate(("ABC", "AC", "AB", "B"), start=1):
        take(store, checked(number, findings=[finding(rule) for rule in rules]))
    found = {one.rule: (one.state, one.version) for one in shown(store).findings}
    assert found == {
        "A": (FindingState.SETTLED, 3),
        "B": (FindingState.STILL, 4),
        "C": (FindingState.SETTLED, 2),
    }
    take(store, checked(5, findings=[finding("A"), finding("D"), finding("B")]))
    found = {one.rule: (one.state, one.version) for one in shown(store).findings}
    assert found["A"] == (FindingState.REOPENED, 5)
    assert found["D"] == (FindingState.NEW, 5)
    with store.reading() as session:
        settled = Asked(states=frozenset({FindingState.SETTLED}))
        assert [one.rule for one in findings(session, settled, "en")] == ["C"]
        assert [one.rule for one in findings(session, Asked(rules=("A", "D")), "en")] == ["A", "D"]
        assert findings(session, Asked(body="某县民政局"), "en") == ()
        assert findings(session, Asked(year=2022), "en") == ()
        assert findings(session, Asked(severities=("info",)), "en") == ()
        assert len(findings(session, Asked(parent="10"), "en")) == 3
        assert findings(session, Asked(parent="12", kinds=("department",)), "en") == ()


def test_a_new_file_never_keeps_a_clearance(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    take(store, checked(1, findings=[finding("A")]))
    assert state(store) is FilingState.FINDINGS
    settle(store, FilingEvent.SENT_BACK, note="改表三", by="王五")
    assert state(store) is FilingState.SENT_BACK
    take(store, checked(2), day="2024-02-10")
    assert state(store) is FilingState.CORRECTED
    settle(store, FilingEvent.CLEARED)
    assert state(store) is FilingState.CLEARED
    take(store, checked(3))
    assert state(store) is FilingState.CHANGED
    assert [(one.event, one.state, one.version) for one in shown(store).events] == [
        (FilingEvent.RECEIVED, FilingState.FINDINGS, 1),
        (FilingEvent.SENT_BACK, FilingState.SENT_BACK, 1),
        (FilingEvent.RECEIVED, FilingState.CORRECTED, 2),
        (FilingEvent.CLEARED, FilingState.CLEARED, 2),
        (FilingEvent.RECEIVED, FilingState.CHANGED, 3),
    ]
    standing = shown(store).standing
    assert (standing.received, standing.days_late) == (DAY, 0), "in time by its first file"
    # The file of an earlier version, given again, is known; the latest stays the latest.
    assert take(store, checked(1, findings=[finding("A")])).fate is FileFate.KNOWN


def test_rules_that_find_something_else_withdraw_a_clearance(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    take(store, checked())
    settle(store, FilingEvent.CLEARED)
    take(store, checked(), judged="1" * 64)
    assert state(store) is FilingState.CLEARED
    take(store, checked(findings=[finding("A")]), judged="2" * 64)
    assert state(store) is FilingState.CHANGED
    assert shown(store).events[-1].event is FilingEvent.JUDGED_AGAIN


@pytest.mark.parametrize(
    ("before", "event", "more", "said"),
    [
        ("A", FilingEvent.CLEARED, {}, "1 findings stand"),
        ("", FilingEvent.CLEARED, {"seen": 2}, "you saw version 2, and version 1"),
        ("", FilingEvent.SENT_BACK, {"seen": 7}, "you saw version 7"),
    ],
)
def test_nobody_decides_what_they_do_not_know(
    before: str, event: FilingEvent, more: dict[str, Any], said: str, tmp_path: Path
) -> None:
    store = store_with(tmp_path)
    take(store, checked(findings=[finding(rule) for rule in before]))
    with pytest.raises(CheckerError, match=said):
        settle(store, event, **more)
    assert len(shown(store).events) == 1


def test_deciding_twice_and_of_nothing_is_refused(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    with pytest.raises(CheckerError, match="no report of “某县教育局” for 2023"):
        settle(store, FilingEvent.CLEARED)
    take(store, checked(findings=[finding("A")]))
    settle(store, FilingEvent.CLEARED, note="已核实，口径不同", seen=1)
    with pytest.raises(CheckerError, match="is “cleared” and cannot be cleared"):
        settle(store, FilingEvent.CLEARED, note="又一次")
    settle(store, FilingEvent.SENT_BACK)
    with pytest.raises(CheckerError, match="cannot be sent back"):
        settle(store, FilingEvent.SENT_BACK)
    with pytest.raises(CheckerError, match="--note"):
        settle(store, FilingEvent.CLEARED)


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("file"), st.integers(1, 5), st.sampled_from(["", "A", "AB"])),
        st.tuples(st.just("again"), st.integers(1, 5), st.sampled_from(["", "A", "AB"])),
        st.tuples(st.just("cleared"), st.just(0), st.just("")),
        st.tuples(st.just("sent-back"), st.just(0), st.just("")),
    ),
    max_size=12,
)


@settings(max_examples=12)
@given(ACTS)
def test_whatever_happens_the_history_tells_the_state(
    tmp_path_factory: pytest.TempPathFactory, acts: Sequence[tuple[str, int, str]]
) -> None:
    store = store_with(tmp_path_factory.mktemp("acts"))
    for number, (what, file, rules) in enumerate(acts):
        if what in ("file", "again"):
            judged = "0" * 64 if what == "file" else f"{number + 1:064x}"
            take(store, checked(file, findings=[finding(one) for one in rules]), judged=judged)
            continue
        try:
            settle(store, FilingEvent(what), note="说明")
        except CheckerError:
            with store.reading() as session:
                row = session.scalars(select(FilingRow)).one_or_none()
                now = FilingState.OWED if row is None else FilingState(row.state)
                assert states.decided(now, FilingEvent(what)) is None
    with store.reading() as session:
        row = session.scalars(select(FilingRow)).one_or_none()
        events = session.scalars(select(EventRow).order_by(EventRow.number)).all()
        assert [event.number for event in events] == list(range(1, len(events) + 1))
        assert (row is None) == (not events)
        if row is not None:
            assert row.state == events[-1].state
            assert row.current == max(
                one.version or 0 for one in session.scalars(select(ReportRow))
            )
            # Cleared is only what somebody cleared, of this very version.
            if row.state == FilingState.CLEARED:
                assert events[-1].version == row.current
