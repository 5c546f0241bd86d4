"""A body's years: what continues, what breaks, and what is missing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.checks.across.judge import judge_side_by_side
from checker.checks.across.pairing import YearPair, pair_years
from checker.checks.across.years import judge_years
from checker.findings.assemble import assemble_between
from checker.findings.compared import compared
from checker.model import Coverage, Report, Result, Scope, Severity
from tests.support.factory import change, sample
from tests.support.made_outcomes import rulebook

if TYPE_CHECKING:
    from checker.model import Compared, Finding


def named(report: Report, sha: str) -> Report:
    return replace(report, sha256=sha * 64)


def years() -> tuple[Report, Report]:
    return named(sample("suqian-2024"), "a"), named(sample("suqian-2023"), "b")


def findings(*reports: Report, checked: int | None = None) -> tuple[Finding, ...]:
    pairs = pair_years(reports, len(reports) if checked is None else checked)
    found = judge_years(pairs, reports, rulebook())
    return assemble_between(found, reports, rulebook(), "en")


def together(*reports: Report) -> tuple[Compared, ...]:
    held = judge_side_by_side(reports, len(reports), {}, rulebook())
    return compared(held, reports, "en")


def test_two_real_years_continue() -> None:
    found = judge_years((YearPair(0, 1),), years(), rulebook())
    said: dict[str, set[Result]] = {}
    for one in found:
        said.setdefault(one.outcome.rule, set()).add(one.outcome.result)
    assert said["YR-01"] == said["YR-02"] == said["YR-03"] == {Result.PASS}
    assert sum(one.outcome.rule == "YR-01" for one in found) == 7
    assert not {f.rule for f in findings(*years())} & {"YR-01", "YR-02", "YR-03", "YR-07", "YR-09"}
    assert together(*years())[0].missing == ()


def test_a_seeded_break_shows_both_reports() -> None:
    this, last = years()
    report = change(change(this, "t3.carried_over.total", "77"), "t3.carried_over.commercial", "1")
    found = [f for f in findings(report, last) if f.rule == "YR-01"]
    assert len(found) == 2
    whole = next(f for f in found if f.place == "total")
    part = next(f for f in found if f.place == "commercial")
    assert part.follows_from == whole.id
    assert whole.reports == (this.path, last.path)
    assert {(e.report, str(e.ref)) for e in whole.evidence} == {
        (this.path, "t3.carried_over.total"),
        (last.path, "t3.carried_forward.total"),
    }
    assert all(e.cell is not None and e.cell.page for e in whole.evidence)
    assert "of 2023" in whole.message
    assert whole.severity is Severity.WARNING  # an aggregated report
    own = replace(report, scope=Scope.OWN)
    assert {f.severity for f in findings(own, last) if f.place == "total"} == {Severity.ERROR}


def test_stock_continuity_breaks() -> None:
    this, last = years()
    found = findings(change(this, "t2.normative_documents.in_force", "9999"), last)
    assert {f.rule for f in found} >= {"YR-02", "YR-03"}


def test_blank_and_doubtful_figures_accuse_nobody() -> None:
    this, last = years()
    for report in (
        (change(this, "t3.carried_over.total", "."), last),
        (this, change(last, "t3.carried_forward.total", ".")),
    ):
        found = [f for f in findings(*report) if f.rule == "YR-01"]
        assert [(f.outcome, f.place) for f in found] == [(Result.UNDECIDED, "total")]


def test_the_order_of_the_files_does_not_matter() -> None:
    this, last = years()
    broken = change(this, "t3.carried_over.total", "77")
    assert {f.id for f in findings(broken, last)} == {f.id for f in findings(last, broken)}


def test_missing_and_doubled_partners_are_told() -> None:
    this, last = years()
    other = replace(this, body="某县人民政府", sha256="c" * 64)
    found = findings(this, last, other)
    assert [f.reports for f in found if f.rule == "YR-09"] == [(other.path,)]
    alone = next(one for one in together(this, last, other) if one.missing == ("2023",))
    assert alone.coverage == Coverage(1, 0, 1, 0)  # that last year's is missing, nothing else
    rival = named(change(last, "t3.carried_forward.total", "1"), "d")
    doubled = [f for f in findings(this, last, rival) if f.rule == "YR-09"]
    assert len(doubled) == 1
    assert "2 different reports" in doubled[0].message
    assert not [f for f in findings(this, last, rival) if f.rule == "YR-01"]
    assert not [
        f for f in findings(this, last, replace(last, path="copy.pdf")) if f.rule == "YR-09"
    ]


def test_a_single_year_asks_for_no_other() -> None:
    this, _ = years()
    other = replace(this, body="某县人民政府", sha256="c" * 64)
    assert pair_years((this, other), 2) == ()
    assert pair_years((this, other), 1) == (YearPair(0),)  # --previous was given


def test_the_same_figures_as_last_year() -> None:
    this, _ = years()
    copy = named(replace(this, year=2023), "c")
    assert "YR-07" in {f.rule for f in findings(this, copy)}
    assert "YR-07" not in {f.rule for f in findings(this, years()[1])}


def test_forms_of_different_years() -> None:
    old = named(replace(sample("xuefu-2020"), body="某街道办事处", year=2020), "e")
    new = named(replace(sample("yanghe-2025"), body="某街道办事处", year=2021), "f")
    found = judge_years(pair_years((new, old), 1), (new, old), rulebook())
    rules = {one.outcome.rule for one in found}
    assert "YR-01" in rules
    assert not rules & {"YR-02", "YR-03", "YR-04"}


def test_unread_reports_cannot_be_paired_and_are_listed() -> None:
    this, last = years()
    nameless = replace(this, body=None, path="nameless.pdf")
    excluded = [path for one in together(this, last, nameless) for path, _ in one.excluded]
    assert excluded == ["nameless.pdf"]
