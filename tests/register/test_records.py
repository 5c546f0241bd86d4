"""Reports and findings in the store, and as they come back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from checker.model import (
    Result,
    Severity,
    Verdict,
    Waived,
)
from checker.model.filings import Counts, FilingState
from checker.register.records import findings_of, report_of, storable
from checker.register.tables import ReportRow
from tests.register.feeding import checked, finding
from tests.register.stores import store_with
from tests.register.taking import shown, state, take

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("both")


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
