"""Decisions about findings, lines of dropped files and the list of reports, in either database."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checker.model import CellRef, Quote, Severity, Verdict
from checker.model.dispositions import UNTOUCHED, Disposal
from checker.model.report_list import ReportsWanted
from checker.model.uploads import UploadState
from checker.register import uploads
from checker.register.dispositions import Given, OvertakenError, record, standing
from checker.register.report_list import listed, report_with
from checker.register.waiving import kept_entries
from tests.register.feeding import DAY, checked, finding
from tests.register.stores import store_with
from tests.register.taking import take

if TYPE_CHECKING:
    from pathlib import Path

    from checker.model import Checked
    from checker.model.dispositions import Disposition
    from checker.register.store import Store

pytestmark = pytest.mark.usefixtures("both")
CELL = CellRef.parse("t3.granted.total")


def report(number: int, total: str = "7") -> Checked:
    findings = [finding("T3-01", cells=(CELL,)), finding("T3-02", Severity.WARNING)]
    return checked(number, findings=findings, total=total)


def decide(store: Store, one: Checked, kind: Disposal, note: str = "", seen: int = 0) -> None:
    given = Given(kind, note, "王五", f"{DAY}T09:00:00+08:00", seen)
    with store.writing() as session:
        record(session, one.report, one.findings[0], given, "zh")


def decision(store: Store, one: Checked) -> Disposition:
    key = one.findings[0].id
    with store.reading() as session:
        return standing(session, one.report, [key])[key]


def test_a_decision_is_carried_to_the_same_numbers_and_no_further(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    first, same, other = report(1), report(2), report(3, total="8")
    take(store, first)
    assert decision(store, first) == UNTOUCHED
    decide(store, first, Disposal.CORRECT)
    assert decision(store, first).settles
    take(store, same)
    assert decision(store, same).settles
    take(store, other)
    assert not decision(store, other).holds
    with pytest.raises(OvertakenError, match="王五"):
        decide(store, other, Disposal.ACCEPT, "看过")
    decide(store, other, Disposal.ACCEPT, "看过", seen=1)
    assert (decision(store, other).number, decision(store, other).settles) == (2, True)
    (entry,) = kept_entries(store)
    assert (entry.rule, entry.values, entry.by) == ("T3-01", ("8",), "王五")
    decide(store, other, Disposal.REOPEN, seen=2)
    assert kept_entries(store) == ()


def test_the_list_counts_what_is_decided_of_the_latest_reports(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    first, second = report(1), report(2, total="8")
    take(store, first)
    take(store, checked(3, "某县民政局"))
    take(store, checked(4, "无此单位", None, findings=[finding("T3-09")]))
    decide(store, first, Disposal.CORRECT)
    with store.reading() as session:
        found = listed(session, ReportsWanted(), 10)
        assert [(one.body, one.decided) for one in found.lines] == [
            ("无此单位", 0), ("某县教育局", 1), ("某县民政局", 0),
        ]  # fmt: skip
        assert found.tally == {Verdict.FAIL: 2, Verdict.PASS: 1}
        undone = listed(session, ReportsWanted(undone=True), 10)
        assert [one.body for one in undone.lines] == ["无此单位", "某县教育局"]
        assert listed(session, ReportsWanted(body="%"), 10).count == 0
        assert listed(session, ReportsWanted(rule="T3-0", year=2023), 10).count == 1
        assert listed(session, ReportsWanted(), 1, 2).lines[0].body == "某县民政局"
        assert report_with(session, 99) is None
    take(store, second)
    with store.reading() as session:
        lines = {one.body: one for one in listed(session, ReportsWanted(), 10).lines}
        assert lines["某县教育局"].decided == 0, "the earlier version is listed no more"
        assert len(lines) == 3


def test_lines_of_files_go_on_where_they_were(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    taken = report(1)
    take(store, taken)
    with store.writing() as session:
        numbers = [uploads.enter(session, DAY, f"{n}\0\ud800.pdf", f"{n}.pdf", n) for n in range(3)]
        uploads.mark(session, numbers[0], UploadState.READING)
        uploads.known_as(session, numbers[1], UploadState.KEPT, taken.report.sha256)
        uploads.enter(session, DAY, "member", "2.zip!/m", 0, numbers[2])
    with store.writing() as session:
        uploads.wait_again(session)
    with store.reading() as session:
        assert [one.name for one in uploads.waiting(session, 2)] == [
            "0\\x00\\ud800.pdf", "2\\x00\\ud800.pdf",
        ]  # fmt: skip
        assert uploads.unfinished(session) == 3
        newest, *_ = uploads.latest(session, 9)
        assert (newest.name, newest.parent) == ("member", numbers[2])
        (kept,) = uploads.these(session, [numbers[1]])
        assert [(one.body, one.verdict) for one in kept.reports] == [("某县教育局", Verdict.FAIL)]
        assert uploads.stored_of(session, kept.reports[0].id) == "1.pdf"
        assert uploads.stored_of(session, 99) is None


def test_a_decision_stays_where_a_later_program_calls_its_finding_otherwise(tmp_path: Path) -> None:
    store = store_with(tmp_path)
    said = Quote("1", "受理申请12件")

    def judged(*names: str) -> Checked:
        texts = ("受理申请12件", "办结9件")
        quotes = (replace(said, text=text) for text in texts)
        found = [
            finding("TX-01", id=name, quote=quote, cells=(CELL,))
            for name, quote in zip(names, quotes, strict=False)
        ]
        return checked(findings=found)

    before = judged("0123456789ab", "0123456789ab-2")
    take(store, before)
    decide(store, before, Disposal.CORRECT)
    after = judged("0123456789ab-aaaa", "0123456789ab-bbbb")
    take(store, after, judged="1" * 64)
    assert decision(store, after).settles
    other = judged("ffffffffffff-aaaa", "0123456789ab-bbbb")
    take(store, other, judged="2" * 64)
    assert decision(store, other) == UNTOUCHED, "of another place"
