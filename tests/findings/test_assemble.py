"""Outcomes become findings: severity, verdict, coverage, ids, order, and one cause one entry."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from checker.findings.assemble import assemble
from checker.findings.make import finding_id
from checker.model import (
    CellRef,
    Checked,
    Finding,
    Outcome,
    PagePlace,
    Period,
    Quote,
    Refusal,
    RefusalReason,
    Report,
    Result,
    Severity,
    Verdict,
    YearMention,
)
from checker.rulebook.rule import Rulebook
from tests.support.factory import change
from tests.support.made_outcomes import (
    a_rule,
    an_outcome,
    checked,
    doubtful,
    rulebook,
    sample,
    without,
)

FAILED_BALANCE = (
    ["t3.new_received.natural_person"],
    "=",
    ["t3.total_handled.natural_person"],
)


def one(report: Report, **given: object) -> Checked:
    (found,) = checked(report, **given)  # type: ignore[arg-type]
    return found


def roots(found: Checked) -> list[Finding]:
    return [finding for finding in found.findings if finding.follows_from is None]


def test_hongze_has_its_two_errors_and_the_single_row() -> None:
    found = one(sample("hongze-2023"))
    assert found.verdict is Verdict.FAIL
    assert [(f.rule, f.place, f.severity) for f in roots(found)] == [
        ("T4-01", "review", Severity.ERROR),
        ("T4-01", "litigation_after_review", Severity.ERROR),
        ("ST-04", "other", Severity.WARNING),
    ]
    first = found.findings[0]
    assert (first.reported, first.expected, first.difference) == ("0", "11", "-11")
    assert (found.hard.checks, found.hard.passed, found.hard.failed) == (40, 38, 2)


def test_compensating_columns_are_a_hint_of_the_balance() -> None:
    found = one(sample("yanghe-2025"))
    (entry,) = roots(found)
    assert (entry.rule, entry.place) == ("T3-01", "natural_person")
    assert [(f.rule, f.place, f.follows_from) for f in found.findings[1:]] == [
        ("T3-01", "other_org", entry.id),
        ("T3-04", "t3", entry.id),
    ]
    (hint,) = (f for f in found.findings if f.rule == "T3-04")
    assert hint.follows_from == found.findings[0].id


def test_blank_cells_are_told_once_and_accuse_nobody() -> None:
    found = one(sample("shanghai-office-2019"))
    assert [(f.rule, f.place) for f in roots(found)] == [
        ("T2-07", "t2.procurement.amount_10k_yuan"),
        ("ST-05", "t3"),
        ("ST-05", "t4"),
    ]
    by_id = {f.id: f for f in found.findings}
    followers = {f.rule: by_id[f.follows_from].rule for f in found.findings if f.follows_from}
    assert followers["T3-03"] == followers["T4-01"] == "ST-05"
    assert followers["T2-06"] == "T2-07"
    assert not [f for f in found.findings if f.outcome is Result.FAIL and f.rule.startswith("T3")]


def test_undecided_is_a_warning_at_most_and_keeps_the_verdict_open() -> None:
    found = one(doubtful(sample("suqian-2024"), "t3.partial.natural_person", "462", "4620"))
    assert found.verdict is Verdict.UNDECIDED
    assert all(f.severity is not Severity.ERROR for f in found.findings)
    balance = [f for f in roots(found) if f.severity is Severity.WARNING]
    assert [f.rule for f in balance] == ["ST-20"]
    assert found.hard.undecided == 2


def test_a_doubtful_cell_that_no_relation_uses_still_leaves_the_report_open() -> None:
    found = one(doubtful(sample("suqian-2024"), "t2.licensing.decisions", "1", "11"))
    assert found.verdict is Verdict.UNDECIDED


def test_what_is_missing_explains_what_could_not_be_checked() -> None:
    report = sample("suqian-2024")
    row = [ref for ref in report.cells if ref.startswith("t3.granted.")]
    found = one(without(report, *row))
    assert [f.rule for f in roots(found) if f.severity is Severity.ERROR] == ["ST-04"]
    assert {f.rule for f in found.findings if f.follows_from} >= {"T3-02", "T3-03"}
    table = [ref for ref in report.cells if ref.startswith("t4.")]
    gone = one(replace(without(report, *table), tables=("t2", "t3")))
    assert [f.rule for f in roots(gone) if f.severity is Severity.ERROR] == ["ST-02"]
    assert {f.rule for f in gone.findings if f.follows_from} >= {"T4-01"}


@pytest.mark.parametrize("reason", list(RefusalReason))
def test_a_file_without_a_report_is_unreadable_with_one_finding(reason: RefusalReason) -> None:
    found = one(Report("a.pdf", "", refusal=Refusal(reason)))
    assert found.verdict is Verdict.UNREADABLE
    (finding,) = found.findings
    assert finding.severity is Severity.ERROR
    assert "{" not in finding.message


def test_a_period_of_another_year_is_the_same_cause_as_years_that_differ() -> None:
    period = Period("2022-01-01", "2022-12-31", "2022年1月1日至12月31日", PagePlace(1))
    years = (YearMention("title", 2023, "2023年"), YearMention("period", 2022, "2022年"))
    report = replace(sample("suqian-2023"), period=period, years=years)
    assert [f.rule for f in roots(one(report))] == ["ST-10"]
    short = replace(report, period=replace(period, end="2022-12-30"))
    assert [f.rule for f in roots(one(short))] == ["ST-10", "ST-11"]


def test_a_clean_report_passes() -> None:
    found = one(sample("suqian-2023"))
    assert found.verdict is Verdict.PASS
    assert found.hard.passed == found.hard.checks == 42
    coverage = found.coverage
    assert coverage.checks == coverage.passed + coverage.failed + coverage.undecided


def test_severities_can_be_changed() -> None:
    found = one(sample("hongze-2023"), severities={"T4-01": Severity.INFO, "ST-04": Severity.ERROR})
    assert [(f.rule, f.severity) for f in roots(found)] == [
        ("ST-04", Severity.ERROR),
        ("T4-01", Severity.INFO),
        ("T4-01", Severity.INFO),
    ]
    quiet = one(sample("hongze-2023"), severities={"T4-01": Severity.WARNING})
    assert quiet.verdict is Verdict.PASS


def test_a_broken_rule_is_loud_and_accuses_nobody() -> None:
    report = sample("suqian-2024")
    book = Rulebook(rulebook().forms, (a_rule(hard=True),))
    outcome = Outcome("T3-01", 0, None, Result.BROKEN, facts={"reason": "no such column"})
    (found,) = assemble([report], [outcome], book)
    assert found.verdict is Verdict.UNDECIDED
    assert found.findings[0].severity is Severity.ERROR
    assert "no such column" in found.findings[0].message
    assert found.hard.undecided == 1


def test_ids_are_stable_and_told_apart() -> None:
    report = sample("suqian-2024")
    own = finding_id("T3-01", report, "total", None)
    assert own == finding_id("T3-01", replace(report, path="elsewhere.pdf"), "total", None)
    assert own != finding_id("T3-01", replace(report, year=2023), "total", None)
    assert own != finding_id("T3-01", report, "research", None)
    assert own != finding_id("T3-02", report, "total", None)
    nameless = replace(report, body=None)
    assert finding_id("T3-01", nameless, None, None) != finding_id(
        "T3-01", replace(nameless, path="other.pdf"), None, None
    )
    assert finding_id("T3-01", replace(nameless, path="\udcff.pdf"), None, None)
    book = Rulebook(rulebook().forms, (a_rule(),))
    twice = [an_outcome(report, *FAILED_BALANCE, place="total") for _ in range(2)]
    (found,) = assemble([report], twice, book)
    assert [f.id for f in found.findings] == [own, f"{own}-2"]


def test_sentences_of_one_place_are_told_apart_by_their_words() -> None:
    report = sample("suqian-2024")
    book = Rulebook(rulebook().forms, (a_rule(),))
    granted, refused = CellRef("t3", "granted", "total"), CellRef("t3", "other", "total")

    def said(text: str, *cells: CellRef, **facts: str) -> Outcome:
        quote = Quote("1", text)
        return Outcome("T3-01", 0, "1", Result.FAIL, cells, facts={**facts}, quote=quote)

    def ids(*outcomes: Outcome) -> list[str]:
        (found,) = assemble([report], outcomes, book)
        return [one.id for one in found.findings]

    some = [said("受理申请12件。"), said("办结申请1,204件，办结率9.5%。")]
    first, second = ids(*some)
    assert finding_id("T3-01", report, "1", None) == first[:12] == second[:12]
    assert re.fullmatch(r"[0-9a-f]{12}-[0-9a-f]{4}", first)
    assert ids(some[1]) == [second], "the other one was put right"
    assert ids(said("办结申请7件，办结率100%。")) == [second], "another figure, the same finding"
    assert len({*ids(said("受理12件", granted), said("受理12件", refused))}) == 2
    clauses = said("受理1件，办结2件", clause="受理1件"), said("受理1件，办结2件", clause="办结2件")
    assert len({*ids(*clauses)}) == 2
    assert ids(some[0], some[0]) == [first, f"{first}-2"], "nothing tells them apart"


def test_worst_first_then_form_order() -> None:
    report = change(sample("hongze-2023"), "t3.new_received.research", "2")
    found = one(change(report, "t2.coercion.decisions", "-1"))
    weights = {"error": 0, "warning": 1, "info": 2}
    order = [weights[f.severity.value] for f in found.findings]
    assert order == sorted(order)
    errors = [f.rule for f in found.findings if f.severity is Severity.ERROR]
    assert errors == ["ST-07", "T3-01", "T3-03", "T4-01", "T4-01"]


def test_reports_keep_apart_in_a_batch() -> None:
    batch = [sample("yanghe-2025"), sample("suqian-2024"), sample("hongze-2023")]
    assert checked(*batch) == tuple(one(report) for report in batch)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_example_of_every_rule_can_be_worded(lang: str) -> None:
    """No template names what its outcome does not give; no code is left unworded."""
    from checker.rulebook.examples import example_report

    for rule in rulebook().rules:
        for example in rule.examples:
            report = example_report(example, rulebook())
            for finding in one(report, lang=lang).findings:
                assert finding.message
                assert "{" not in finding.message, (rule.id, finding.message)


def test_decimals_stay_exact() -> None:
    report = sample("suqian-2024")
    book = Rulebook(rulebook().forms, (a_rule(),))
    exact = an_outcome(
        report, *FAILED_BALANCE, difference=Decimal("0.10"), reported=Decimal("1E+2")
    )
    (found,) = assemble([report], [exact], book)
    assert (found.findings[0].difference, found.findings[0].reported) == ("0.10", "100")
