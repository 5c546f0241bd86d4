"""Files into the store: once each, as versions of a body's report of a year, with a history."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from checker.errors import CheckerError
from checker.model import (
    PageFault,
    RefusalReason,
    ReportPart,
    Result,
    Severity,
    Verdict,
    Waived,
)
from checker.model.filings import Counts, FilingEvent, FilingState, FindingState
from checker.model.register_changes import FileFate
from checker.options import Options, Selection
from checker.register import states
from checker.register.filings import Decision, decide, settle_unassigned
from checker.register.intake import _FINAL, judged_by
from checker.register.overview import status
from checker.register.queries import Asked, filing, filing_row, findings, reports
from checker.register.records import findings_of, report_of, storable
from checker.register.tables import EventRow, FileContent, FilingRow, ReportRow
from tests.register.feeding import DAY, checked, finding, intake, refused
from tests.register.stores import empty_store, store_with

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from checker.model import Checked
    from checker.model.filings import Filing
    from checker.register.store import Store

BODY, YEAR = "某县教育局", 2023


def shown(store: Store, body: str = BODY, year: int = YEAR) -> Filing:
    with store.reading() as session:
        return filing(session, str(store.path), body, year, day="2024-06-30", lang="en")


def state(store: Store, body: str = BODY) -> FilingState:
    return shown(store, body).standing.state


def take(store: Store, *some: Checked, day: str = DAY, judged: str = "0" * 64) -> Any:
    return intake(store, day=day, judged=judged).take(some[0].report.path, some)


def settle(store: Store, event: FilingEvent, **more: Any) -> None:
    with store.writing() as session:
        row = filing_row(session, BODY, YEAR, "en")
        decide(session, row, Decision(event, DAY, **more), "en")


def test_what_was_read_comes_back_with_all_its_evidence(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    one = checked(findings=[finding("T3-01"), finding("TX-01", Severity.WARNING)])
    take(store, one)
    with store.reading() as session:
        (row,) = session.scalars(select(ReportRow))
        assert report_of(row) == one.report
        assert findings_of(session, row) == one.findings
        assert (row.errors, row.warnings, row.undecided) == (1, 1, 0)
        assert (row.checks, row.passed, row.failed, row.hard_passed) == (10, 8, 2, 4)
    with store.reading() as session:
        asked = session.connection().exec_driver_sql(
            "SELECT value, raw, page FROM cells WHERE ref = 't3.granted.total'"
        )
        assert asked.fetchall() == [("7", "7", 1)]


def test_each_cause_counts_once_and_what_is_waived_or_a_note_does_not(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    one = finding("A")
    some = (
        one,
        finding("B", follows_from=one.id),
        finding("C", waived=Waived("x")),
        finding("D", Severity.INFO),
        finding("E", Severity.WARNING),
        finding("F", outcome=Result.UNDECIDED),
        finding("G", outcome=Result.BROKEN),
    )
    take(store, checked(findings=some))
    assert shown(store).standing.counts == Counts(errors=2, warnings=1, undecided=1)
    take(store, checked(2, findings=[some[2], some[3]]))
    assert state(store) is FilingState.IN
    take(store, checked(3, verdict=Verdict.UNDECIDED))
    assert state(store) is FilingState.FINDINGS, "no pass, whatever is counted"


def test_a_half_character_and_a_null_go_into_any_database(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    one = checked(total="\ud800\0")
    take(store, replace(one, report=replace(one.report, body="某\ud800\0局")))
    with store.reading() as session:
        (row,) = session.scalars(select(ReportRow))
        assert row.printed == r"某\ud800\x00局"
        assert report_of(row).cells["t3.granted.total"].raw == "\ud800\0"
    assert storable("某县\t局") == "某县\t局"


def test_what_is_known_is_not_taken_again(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    one = checked()
    assert intake(store).known(["f" * 64, one.report.sha256]) == frozenset()
    assert take(store, one).fate is FileFate.NEW
    assert intake(store).known(["f" * 64, one.report.sha256]) == {one.report.sha256}
    assert take(store, one, day="2024-02-01").fate is FileFate.KNOWN
    assert len(shown(store).events) == 1
    # Other rules, another program: the same file is judged again, and is no other version.
    other = intake(store, judged="1" * 64)
    assert other.known([one.report.sha256]) == frozenset()
    assert other.take("", [one]).fate is FileFate.AGAIN
    assert [kept.version for kept in shown(store).versions] == [1]
    assert len(shown(store).events) == 1, "nothing else was found"


def test_more_files_than_one_question_takes_are_known(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    take(store, checked(1200))
    asked = [f"{number:064x}" for number in range(1, 1300)]
    assert intake(store).known(asked) == {f"{1200:064x}"}


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


def test_a_report_of_nobody_waits_until_its_body_is_known(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    entered = take(store, checked()).reports[0]
    assert (entered.body, entered.version) == (None, None)
    take(store, checked(2, year=None))
    from checker.register.body_import import import_bodies
    from tests.register.stores import COUNTY

    with store.writing() as session:
        import_bodies(session, {body.name: body for body in COUNTY}, "en")
        assert settle_unassigned(session, "2024-02-02") == 1
        assert settle_unassigned(session, "2024-02-02") == 0
    assert shown(store).standing.received == "2024-02-02"
    with store.reading() as session:
        waiting = reports(session, Asked(unassigned=True), "en")
        assert [one.path for one in waiting] == ["2.pdf"]


def test_a_file_that_is_another_bodys_by_now_moves(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    take(store, checked(1))
    take(store, checked(2))
    take(store, checked(2, "某县民政局"), judged="1" * 64)
    assert [one.path for one in shown(store).versions] == ["1.pdf"]
    assert shown(store).events[-1].event is FilingEvent.WITHDRAWN
    assert state(store, "某县民政局") is FilingState.IN
    take(store, checked(1, "某县民政局"), judged="1" * 64)
    assert state(store) is FilingState.OWED
    assert shown(store).standing.received is None
    assert [one.version for one in shown(store, "某县民政局").versions] == [1, 2]
    # It owes a report again, and the next one is no version that there was before.
    take(store, checked(3))
    assert [one.version for one in shown(store).versions] == [3]


def part(number: int, count: int, body: str) -> Checked:
    one = checked(7, body)
    return replace(one, report=replace(one.report, part=ReportPart(number, count)))


def test_several_reports_of_a_file_are_that_many(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    bodies = ("某县教育局", "某县民政局", "某镇人民政府")
    take(store, *(part(number, 3, body) for number, body in enumerate(bodies, start=1)))
    assert [state(store, body) for body in bodies] == [FilingState.IN] * 3
    take(store, *(part(number, 2, body) for number, body in enumerate(bodies[:2], start=1)),
         judged="1" * 64)  # fmt: skip
    assert [state(store, body) for body in bodies] == [
        FilingState.IN, FilingState.IN, FilingState.OWED,
    ]  # fmt: skip


@pytest.mark.parametrize("reason", RefusalReason)
def test_a_refused_file_is_known_where_its_bytes_alone_are_the_reason(
    reason: RefusalReason, tmp_path: Path
) -> None:
    store = store_with(tmp_path)
    assert take(store, refused(reason)).fate is FileFate.UNREAD
    assert (intake(store).known([f"{1:064x}"]) != frozenset()) == (reason in _FINAL)
    # Read after all, it is a report like any other.
    assert take(store, checked(1), judged="1" * 64).reports[0].version == 1
    assert state(store) is FilingState.IN


def test_a_file_without_bytes_leaves_no_trace(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    gone = refused(RefusalReason.NOT_FOUND)
    gone = replace(gone, report=replace(gone.report, sha256=""))
    assert take(store, gone).fate is FileFate.UNREAD
    with store.reading() as session:
        assert session.scalars(select(ReportRow)).all() == []


def test_a_page_that_the_parser_failed_on_is_read_again_next_time(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    one = checked()
    for recovered in (False, True):
        report = replace(one.report, faults=(PageFault(2, "ValueError: x", recovered),))
        take(store, replace(one, report=report))
        assert bool(intake(store).known([report.sha256])) is recovered


def test_the_bytes_are_kept_on_request_and_are_those_that_were_read(tmp_path: Path) -> None:
    store = store_with(tmp_path, lang="en")
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-")
    digest = hashlib.sha256(b"%PDF-").hexdigest()
    one = checked()
    one = replace(one, report=replace(one.report, sha256=digest))
    intake(store).take(str(path), [one])
    keeping = intake(store, keep=True)
    assert keeping.known([digest]) == frozenset(), "its bytes are not there yet"
    assert keeping.take(str(path), [one]).fate is FileFate.AGAIN
    assert keeping.known([digest]) == {digest}
    with store.reading() as session:
        assert session.scalars(select(FileContent.data)).one() == b"%PDF-"
    path.write_bytes(b"%PDF-2")
    other = checked(2)
    for now, said in ((path, "changed while it was read"), (tmp_path / "b", "b")):
        with pytest.raises(CheckerError, match=said):
            keeping.take(str(now), [other])
    assert [kept.version for kept in shown(store).versions] == [1]


def test_the_status_is_a_tree_with_who_is_late(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    take(store, checked(1, "某县民政局"), day="2024-01-25")
    take(store, checked(2, "某县人民政府", findings=[finding("A")]), day="2024-03-01")
    with store.reading() as session:
        found = status(session, "x.db", year=None, day="2024-02-10", lang="en")
        lines = [
            (one.level, one.name, one.state.value, one.due, one.days_late) for one in found.lines
        ]
        below = status(session, "", year=2023, day=DAY, lang="en", parent="12")
        some = status(session, "", year=2023, day=DAY, lang="en", wanted=[FilingState.OWED])
        empty = status(session, "", year=2019, day=DAY, lang="en")
    assert lines == [
        (0, "某县人民政府", "findings", "2024-03-31", 0),
        (1, "某县教育局", "owed", "2024-01-31", 10),
        (1, "某县民政局", "in", "2024-01-20", 5),
        (1, "某镇人民政府", "owed", "2024-01-31", 10),
    ]
    assert found.totals == {
        "bodies": 4, "handed_in": 2, "late": 3, "changed": 0, "findings": 1, "corrected": 0,
        "sent_back": 0, "owed": 2, "in": 1, "cleared": 0,
    }  # fmt: skip
    assert found.standings[0].verdict is Verdict.FAIL
    assert [one.name for one in below.lines] == ["某县民政局"]
    assert [one.name for one in some.lines] == ["某县人民政府", "某县教育局", "某镇人民政府"]
    assert empty.totals["owed"] == 4


def test_the_day_decides_the_year_where_no_report_came(tmp_path: Path) -> None:
    with store_with(tmp_path).reading() as session:
        assert status(session, "", year=None, day="2025-01-02", lang="en").year == 2024


def test_a_year_to_come_is_not_shown_unasked(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    take(store, checked(1, year=2023))
    take(store, checked(2, year=2055))
    with store.reading() as session:
        assert status(session, "", year=None, day="2024-02-01", lang="en").year == 2023
        assert status(session, "", year=2055, day="2024-02-01", lang="en").totals["in"] == 1


def test_what_a_judgement_hangs_on_has_a_digest(tmp_path: Path) -> None:
    rule = tmp_path / "rules.yaml"
    rule.write_text("rules: []\n", "utf-8")
    some = [
        Options(),
        Options(severities={"T3-01": Severity.INFO}),
        Options(blank_as_zero=("T3",)),
        Options(scope="own"),
        Options(selection=Selection(select=("T3",))),
        Options(rules=(str(rule),)),
    ]
    digests = [judged_by(one) for one in some]
    assert len(set(digests)) == len(some)
    assert judged_by(Options(lang="en", jobs=3)) == digests[0]


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
