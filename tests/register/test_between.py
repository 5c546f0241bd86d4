"""Years and levels of the store: judged filing by filing, again only where something changed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from checker.checks.across.body_list import Body
from checker.model import Comparison, Coverage, Scope, Severity, Verdict
from checker.model.filings import FilingEvent, FilingState, FindingState
from checker.options import Options
from checker.register.adding import compared
from checker.register.between import compare, stale_filings
from checker.register.body_import import import_bodies
from checker.register.filings import Decision, decide
from checker.register.queries import Asked, filing, filing_row, findings
from checker.register.tables import File, FilingRow
from checker.stepwise import comparing
from tests.register.feeding import DAY, intake
from tests.register.stores import store_with
from tests.support.factory import change, sample

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from checker.model import Finding, Report
    from checker.model.filings import Filing
    from checker.register.between import Compare
    from checker.register.store import Store

pytestmark = pytest.mark.usefixtures("both")

CITY = (
    Body("宿迁市人民政府", "government", code="1", complete=True),
    Body("宿迁市教育局", "department", "宿迁市人民政府", code="2", aliases=("市教育局",)),
    Body("宿迁市民政局", "department", "宿迁市人民政府", code="3"),
)
CARRIED = "t3.carried_forward.total"


@cache
def judge() -> Compare:
    return comparing(Options(lang="en"))


def take(store: Store, report: Report, number: int, *, path: str = "", judged: str = "0") -> None:
    none = Coverage(0, 0, 0, 0)
    one = replace(report, sha256=f"{number:064x}", path=path or f"{number}.pdf")
    from checker.model import Checked

    intake(store, judged=judged).take(one.path, [Checked(one, Verdict.PASS, (), none, none)])


def hold(store: Store) -> int:
    """Hold everything stale against its partners; how many filings that were."""
    stale = stale_filings(store)
    for one in stale:
        compare(store, one, judge(), "2024-05-05")
    return len(stale)


def of(store: Store, year: int, body: str = "1") -> Filing:
    with store.reading() as session:
        return filing(session, "", body, year, day=DAY, lang="en")


def rules(store: Store, year: int, body: str = "1") -> set[str]:
    return {one.rule for one in of(store, year, body).findings if one.comparison}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return store_with(tmp_path, CITY, lang="en")


def test_years_are_held_together_whatever_order_they_come_in(store: Store) -> None:
    take(store, sample("suqian-2024"), 1)
    assert hold(store) == 1
    assert rules(store, 2024) == set(), "that last year's is not there is no finding yet"
    take(store, change(sample("suqian-2023"), CARRIED, "5"), 2, path="1.pdf")
    assert hold(store) == 2, "the next year's too"
    assert rules(store, 2024) == {"YR-01", "YR-06"}
    assert rules(store, 2023) == set()
    (told,) = (one for one in of(store, 2024).findings if one.rule == "YR-01")
    assert (told.comparison, told.state) == (Comparison.YEARS, FindingState.NEW)
    assert of(store, 2024).standing.counts.warnings == 1
    assert of(store, 2024).standing.state is FilingState.FINDINGS
    assert hold(store) == 0


def test_a_corrected_year_flags_the_next_even_where_it_was_cleared(store: Store) -> None:
    take(store, sample("suqian-2023"), 1)
    take(store, sample("suqian-2024"), 2)
    hold(store)
    with store.writing() as session:
        row = filing_row(session, "1", 2024, "en")
        decide(session, row, Decision(FilingEvent.CLEARED, DAY, note="x"), "en")
    take(store, change(sample("suqian-2023"), CARRIED, "5"), 3)
    hold(store)
    found = of(store, 2024)
    assert found.standing.state is FilingState.CHANGED
    assert (found.events[-1].event, found.events[-1].day) == (FilingEvent.COMPARED, "2024-05-05")
    # Put right again, it is told of no more; whoever cleared it has to look at it all the same.
    take(store, sample("suqian-2023"), 4)
    hold(store)
    assert "YR-01" not in rules(store, 2024)
    assert of(store, 2024).standing.state is FilingState.CHANGED
    events = len(of(store, 2024).events)
    take(store, replace(sample("suqian-2023"), title="x"), 5)
    hold(store)
    assert len(of(store, 2024).events) == events, "nothing else is found: nothing happened"


def test_a_cleared_report_that_is_read_again_alike_stays_cleared(store: Store) -> None:
    take(store, change(sample("suqian-2023"), CARRIED, "5"), 1)
    take(store, sample("suqian-2024"), 2)
    hold(store)
    with store.writing() as session:
        row = filing_row(session, "1", 2024, "en")
        decide(session, row, Decision(FilingEvent.CLEARED, DAY, note="x"), "en")
    before = of(store, 2024)
    take(store, sample("suqian-2024"), 2, judged="1")
    assert rules(store, 2024) == {"YR-01", "YR-06"}, "until it is held against others again"
    assert of(store, 2024).standing.counts == before.standing.counts
    hold(store)
    found = of(store, 2024)
    assert found.standing.state is FilingState.CLEARED
    assert (found.events, found.standing.counts) == (before.events, before.standing.counts)


def test_a_body_that_a_list_has_no_more_is_no_longer_held_against_the_one_above(
    store: Store,
) -> None:
    take(store, change(sample("suqian-2023"), "t3.new_received.total", "4"), 1)
    take(store, department("宿迁市教育局", "9"), 2)
    hold(store)
    assert any(rule.startswith("HI-") for rule in rules(store, 2023))
    with store.writing() as session:
        import_bodies(session, {CITY[0].name: replace(CITY[0], complete=True)}, "en")
    assert hold(store) == 2
    assert not any(rule.startswith("HI-") for rule in rules(store, 2023))


def test_what_others_said_of_a_report_goes_when_it_is_another_bodys(store: Store) -> None:
    take(store, change(sample("suqian-2023"), CARRIED, "5"), 1)
    take(store, sample("suqian-2024"), 2)
    hold(store)
    take(store, replace(sample("suqian-2024"), body="宿迁市民政局"), 2, judged="1")
    found = of(store, 2024, "3")
    assert (found.findings, found.standing.counts.warnings) == ((), 0)
    hold(store)
    assert rules(store, 2024, "3") == set()


def department(name: str, total: str) -> Report:
    report = replace(sample("suqian-2023"), body=name, scope=Scope.OWN)
    return change(report, "t3.new_received.total", total)


def test_a_body_is_held_against_those_below_it(store: Store) -> None:
    take(store, change(sample("suqian-2023"), "t3.new_received.total", "4"), 1)
    take(store, department("市教育局", "9"), 2)
    hold(store)
    assert rules(store, 2023) >= {"HI-01", "HI-04"}
    take(store, department("宿迁市民政局", "0"), 3)
    assert hold(store) == 2, "its own, and that of the body above it"
    assert rules(store, 2023) >= {"HI-01", "HI-02", "HI-03"}
    assert "HI-04" not in rules(store, 2023), "none is missing any more"
    every = [one for one in of(store, 2023).findings if one.severity is Severity.WARNING]
    assert of(store, 2023).standing.counts.warnings == len(every) > 10
    assert rules(store, 2023, "2") == rules(store, 2023, "3") == set(), "the one above is accused"
    with store.reading() as session:
        told = findings(session, Asked(parent="1"), "en")
    assert {one.code for one in told} == {"1"}


def test_a_list_that_moves_a_body_has_its_old_and_new_parent_looked_at(store: Store) -> None:
    take(store, sample("suqian-2023"), 1)
    take(store, department("市教育局", "9"), 2)
    hold(store)
    moved = (CITY[0], replace(CITY[1], parent=""), CITY[2])
    with store.writing() as session:
        import_bodies(session, {body.name: body for body in moved}, "en")
    assert hold(store) == 2
    assert not any(rule.startswith("HI-") for rule in rules(store, 2023))
    again = {body.name: body for body in (*CITY[:2], replace(CITY[2], kind="vertical"))}
    with store.writing() as session:
        import_bodies(session, again, "en")
        finals = dict(session.execute(select(File.path, File.final)).all())
    assert finals == {"1.pdf": True, "2.pdf": True}
    with store.writing() as session:
        import_bodies(
            session, {b.name: b for b in (replace(CITY[0], scope=Scope.OWN), *CITY[1:])}, "en"
        )
        finals = dict(session.execute(select(File.path, File.final)).all())
    assert finals == {"1.pdf": False, "2.pdf": True}, "it is read as something else now"


def test_what_changes_meanwhile_stays_to_be_done(store: Store) -> None:
    take(store, sample("suqian-2023"), 1)
    take(store, sample("suqian-2024"), 2)

    def meanwhile(reports: Sequence[Report], bodies: object) -> Sequence[Finding]:
        take(store, change(sample("suqian-2023"), CARRIED, "5"), 3)
        return judge()(reports, {})

    with store.reading() as session:
        late = filing_row(session, "1", 2024, "en").id
    compare(store, late, meanwhile, DAY)
    assert rules(store, 2024) == set()
    assert late in stale_filings(store)
    hold(store)
    assert "YR-01" in rules(store, 2024)


def test_a_filing_without_a_report_is_done_with(store: Store) -> None:
    take(store, sample("suqian-2023"), 1)
    take(store, replace(sample("suqian-2023"), body="宿迁市民政局"), 1, judged="1")
    assert hold(store) == 2
    assert hold(store) == 0
    with store.reading() as session:
        states = dict(session.execute(select(FilingRow.body_id, FilingRow.state)).all())
    assert sorted(states.values()) == ["in", "owed"]


def test_nothing_is_loaded_where_nothing_is_stale(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checker.register.adding.comparing", None)
    assert compared(store, Options(), DAY) == 0
