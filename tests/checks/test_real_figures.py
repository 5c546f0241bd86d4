"""What the rules say of real published reports."""

from __future__ import annotations

import pytest

from checker.checks.engine import evaluate
from checker.model import Outcome, Result, Severity
from checker.rulebook import kept_rulebook
from tests.checks.valid import report_of
from tests.support.factory import sample

RULEBOOK = kept_rulebook()


def told(name: str) -> list[Outcome]:
    return list(evaluate([sample(name)], RULEBOOK))


def failures(outcomes: list[Outcome], severity: Severity) -> list[tuple[str, str | None]]:
    return [
        (o.rule, o.place)
        for o in outcomes
        if o.result is Result.FAIL and RULEBOOK.rule(o.rule).severity_of(o.case) is severity
    ]


def hard_results(outcomes: list[Outcome]) -> list[Result]:
    return [o.result for o in outcomes if RULEBOOK.rule(o.rule).hard]


def test_hongze_2023_has_two_wrong_totals() -> None:
    outcomes = told("hongze-2023")
    assert failures(outcomes, Severity.ERROR) == [
        ("T4-01", "review"),
        ("T4-01", "litigation_after_review"),
    ]
    assert failures(outcomes, Severity.WARNING) == [("ST-04", "other")]
    assert failures(outcomes, Severity.INFO) == []
    assert hard_results(outcomes).count(Result.PASS) == 40 - 2


@pytest.mark.parametrize(
    ("name", "hard"), [("suqian-2023", 42), ("suqian-2024", 42), ("xuefu-2020", 40)]
)
def test_sound_reports_are_not_accused(name: str, hard: int) -> None:
    outcomes = told(name)
    assert failures(outcomes, Severity.ERROR) == []
    assert failures(outcomes, Severity.WARNING) == []
    assert hard_results(outcomes) == [Result.PASS] * hard
    assert {o.result for o in outcomes} <= {Result.PASS, Result.FAIL}


def test_direct_lawsuits_of_2024_are_noted() -> None:
    assert failures(told("suqian-2024"), Severity.INFO) == [("T4-02", "direct_litigation")]


def test_shanghai_office_2019_is_blank_but_not_wrong() -> None:
    outcomes = told("shanghai-office-2019")
    assert failures(outcomes, Severity.ERROR) == []
    assert failures(outcomes, Severity.WARNING) == [
        ("ST-05", "t3"),
        ("ST-05", "t4"),
        ("ST-06", "t2.procurement.amount_10k_yuan"),
        ("T2-07", "t2.procurement.amount_10k_yuan"),
    ]
    assert Result.FAIL not in hard_results(outcomes)
    assert Result.UNDECIDED in hard_results(outcomes)
    blank = next(o for o in outcomes if o.rule == "ST-05" and o.place == "t3")
    assert len(blank.cells) == int(blank.facts["blank"]) == 126


def test_an_application_in_the_wrong_column_is_seen_though_the_total_holds() -> None:
    """洋河新区 2025: 60+0 ≠ 61+0 and 1+0 ≠ 0+0, while 62+0 = 62+0 … in the total column."""
    cells = dict.fromkeys(sample("suqian-2024").cells, "0")
    cells |= {
        "t3.new_received.natural_person": "60",
        "t3.new_received.commercial": "1",
        "t3.new_received.other_org": "1",
        "t3.new_received.total": "62",
        "t3.granted.natural_person": "61",
        "t3.granted.commercial": "1",
        "t3.granted.total": "62",
        "t3.total_handled.natural_person": "61",
        "t3.total_handled.commercial": "1",
        "t3.total_handled.total": "62",
    }
    outcomes = list(evaluate([report_of("F2021", cells)], RULEBOOK))
    assert failures(outcomes, Severity.ERROR) == [
        ("T3-01", "natural_person"),
        ("T3-01", "other_org"),
        ("T3-04", "t3"),
    ]
    balance = [o for o in outcomes if o.rule == "T3-01" and o.result is Result.FAIL]
    assert [o.difference for o in balance] == [-1, 1]
    hint = next(o for o in outcomes if o.rule == "T3-04")
    assert hint.facts["differences"] == "natural_person\t-1\nother_org\t1"
    assert {ref.column for ref in hint.cells} == {"natural_person", "other_org"}
