"""The engine's promises: four answers, nothing silent, nothing rounded, always the same order."""

from __future__ import annotations

import gc
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from pandera.backends.pandas.checks import PandasCheckBackend
from pandera.config import CONFIG

from checker.checks import engine
from checker.checks.engine import evaluate
from checker.checks.registry import JUDGES
from checker.model import Outcome, Refusal, RefusalReason, Report, Result
from checker.rulebook import kept_rulebook
from checker.rulebook.linear_form import LinearForm
from tests.checks.valid import equations, report_of, seeded, valid_cells
from tests.support.factory import change, sample

RULEBOOK = kept_rulebook()


@pytest.fixture
def valid() -> Report:
    return report_of("F2021", valid_cells("F2021", seeded(3)))


def only(rule: str, outcomes: tuple[Outcome, ...]) -> list[Outcome]:
    return [outcome for outcome in outcomes if outcome.rule == rule]


def test_outcomes_come_by_report_rule_and_place(valid: Report) -> None:
    outcomes = evaluate([valid, sample("xuefu-2020"), valid], RULEBOOK)
    order = [(outcome.report, outcome.rule) for outcome in outcomes]
    assert order == sorted(order)
    assert [o.place for o in only("T3-01", outcomes) if o.report == 1][:2] == [
        "natural_person",
        "commercial",
    ]
    places = [o.place for o in only("T3-03", outcomes) if o.report == 0]
    assert (places[0], places[-1], len(places)) == ("new_received", "carried_forward", 25)


def test_no_reports_give_no_outcomes() -> None:
    assert evaluate([], RULEBOOK) == ()


@pytest.mark.parametrize("digits", [17, 18, 19, 20])
def test_a_number_beyond_the_machines_integers_is_judged_exactly(
    digits: int, valid: Report
) -> None:
    """The largest has 19 digits; one of as many may lie above it, and would come out negative."""
    outcomes = evaluate([change(valid, "t3.new_received.research", "9" * digits)], RULEBOOK)
    failed = [o for o in only("T3-01", outcomes) if o.result is Result.FAIL]
    assert [o.place for o in failed] == ["research"]
    assert (failed[0].difference or 0) > 10 ** (digits - 1)
    assert not [o for o in outcomes if o.result is Result.BROKEN]


def test_a_failed_balance_has_its_working(valid: Report) -> None:
    found = valid.cells["t3.new_received.research"].value
    assert found is not None
    outcomes = evaluate([change(valid, "t3.new_received.research", str(found + 2))], RULEBOOK)
    failed = [o for o in only("T3-01", outcomes) if o.result is Result.FAIL]
    assert [o.place for o in failed] == ["research"]
    assert failed[0].difference == 2
    assert failed[0].working is not None
    assert [str(term.ref) for term in failed[0].working.left] == [
        "t3.new_received.research",
        "t3.carried_over.research",
    ]


def test_a_sum_reports_its_printed_total() -> None:
    failed = [o for o in only("T4-01", evaluate([sample("hongze-2023")], RULEBOOK))
              if o.result is Result.FAIL]  # fmt: skip
    assert [(o.place, o.expected, o.reported, o.difference) for o in failed] == [
        ("review", Decimal(11), Decimal(0), Decimal(-11)),
        ("litigation_after_review", Decimal(5), Decimal(0), Decimal(-5)),
    ]


def test_blanks_tell_what_the_printed_parts_give() -> None:
    outcomes = only("T3-03", evaluate([sample("shanghai-office-2019")], RULEBOOK))
    new = next(o for o in outcomes if o.place == "new_received")
    assert new.result is Result.UNDECIDED
    assert new.facts["printed_sum"] == "859"
    assert new.facts["blank"] == "2"


@pytest.mark.parametrize(
    ("reason", "rule", "result"),
    [
        (RefusalReason.NOT_A_REPORT, "ST-02", Result.FAIL),
        (RefusalReason.OLD_REPORT, "ST-03", Result.FAIL),
        (RefusalReason.BLANK_FORM, "ST-05", Result.FAIL),
        *(
            (reason, "ST-20", Result.UNDECIDED)
            for reason in RefusalReason
            if reason
            not in (RefusalReason.NOT_A_REPORT, RefusalReason.OLD_REPORT, RefusalReason.BLANK_FORM)
        ),
    ],
)
def test_a_refused_report_has_one_outcome(
    valid: Report, reason: RefusalReason, rule: str, result: Result
) -> None:
    refused = Report("x.pdf", "0" * 64, refusal=Refusal(reason, "2018"))
    outcomes = [o for o in evaluate([valid, refused, valid], RULEBOOK) if o.report == 1]
    assert [(o.rule, o.result) for o in outcomes] == [(rule, result)]
    assert outcomes[0].facts == {"reason": reason.value, "detail": "2018"}
    assert RULEBOOK.rule(rule).severity_of(outcomes[0].case).value == "error"
    assert rule in ("ST-02", "ST-03") or outcomes[0].case in RULEBOOK.rule(rule).cases


def test_a_missing_table_leaves_its_checks_undecided(valid: Report) -> None:
    cells = {ref: cell for ref, cell in valid.cells.items() if not ref.startswith("t4")}
    outcomes = evaluate([replace(valid, cells=cells, tables=("t2", "t3"))], RULEBOOK)
    assert [(o.place, o.result) for o in only("ST-02", outcomes)] == [
        ("t2", Result.PASS),
        ("t3", Result.PASS),
        ("t4", Result.FAIL),
    ]
    assert {o.result for o in only("T4-01", outcomes)} == {Result.UNDECIDED}
    assert {o.place for o in only("ST-04", outcomes)} == {"t2", "t3"}


def test_a_report_without_any_table_leaves_every_hard_check_undecided() -> None:
    bare = Report("x.pdf", "0" * 64, pages=3, year=2023)
    outcomes = evaluate([bare], RULEBOOK)
    hard = [o for o in outcomes if RULEBOOK.rule(o.rule).hard]
    assert len(hard) == len(equations("F2021")) == 42
    assert {o.result for o in hard} == {Result.UNDECIDED}


@pytest.mark.parametrize("name", ["", "x" * 40, "F2031"])
def test_an_unknown_layout_is_held_against_the_form_of_the_year(valid: Report, name: str) -> None:
    outcomes = evaluate([replace(valid, layout=name)], RULEBOOK)
    assert {o.result for o in only("T3-01", outcomes)} == {Result.PASS}


def test_pandera_switched_off_by_the_environment_still_checks(
    monkeypatch: pytest.MonkeyPatch, valid: Report
) -> None:
    monkeypatch.setattr(CONFIG, "validation_enabled", False)
    outcomes = evaluate([change(valid, "t3.granted.total", "999999")], RULEBOOK)
    assert any(o.result is Result.FAIL for o in only("T3-02", outcomes))


def test_a_check_that_raises_is_broken_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch, valid: Report
) -> None:
    whole = LinearForm.holds

    def raising(self: LinearForm[str], values: Any) -> Any:
        if len(self.factors) == len(equations("F2021")["T3-02", "total"][0]) + 1:
            raise ZeroDivisionError("no")
        return whole(self, values)

    monkeypatch.setattr(LinearForm, "holds", raising)
    outcomes = evaluate([valid], RULEBOOK)
    assert {o.result for o in only("T3-02", outcomes)} == {Result.BROKEN}
    assert only("T3-02", outcomes)[0].facts["reason"] == 'ZeroDivisionError("no")'
    assert {o.result for o in only("T3-01", outcomes)} == {Result.PASS}


@pytest.mark.parametrize("answer", [None, True, pd.Series([True]), pd.Series([1] * 7)])
def test_a_check_that_does_not_answer_for_each_row_is_broken(
    monkeypatch: pytest.MonkeyPatch, valid: Report, answer: object
) -> None:
    said = SimpleNamespace(check_output=answer)
    monkeypatch.setattr(PandasCheckBackend, "__call__", lambda *_: said)
    outcomes = evaluate([valid], RULEBOOK)
    for rule in ("T3-01", "T3-03", "T4-01", "ST-05", "ST-07"):
        assert {o.result for o in only(rule, outcomes)} == {Result.BROKEN}, rule


def test_a_judge_that_raises_is_broken_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch, valid: Report
) -> None:
    def raising(*_: object) -> list[Outcome]:
        raise KeyError("granted")

    monkeypatch.setattr(engine, "JUDGES", {**JUDGES, "blank": raising})
    outcomes = evaluate([valid], RULEBOOK)
    assert [o.result for o in only("ST-05", outcomes)] == [Result.BROKEN]
    assert {o.result for o in only("ST-06", outcomes)} == {Result.PASS}


@pytest.mark.parametrize("exponent", [9, 15, 17, 18, 19, 40, 200])
@pytest.mark.parametrize("delta", [-1, 0, 1])
def test_long_numbers_are_never_rounded(exponent: int, delta: int) -> None:
    cells = dict.fromkeys(valid_cells("F2021", seeded(1)), "0")
    large = 10**exponent
    cells |= {
        "t4.review.upheld": str(large),
        "t4.review.corrected": str(large + 1),
        "t4.review.total": str(2 * large + 1 + delta),
    }
    outcome = only("T4-01", evaluate([report_of("F2021", cells)], RULEBOOK))[0]
    assert outcome.result is (Result.FAIL if delta else Result.PASS)
    assert outcome.difference == (Decimal(delta) if delta else None)


def test_decimals_are_exact() -> None:
    cells = dict.fromkeys(valid_cells("F2021", seeded(1)), "0")
    cells |= {"t4.review.upheld": "0.1", "t4.review.other": "0.2", "t4.review.total": "0.3"}
    outcomes = evaluate([report_of("F2021", cells)], RULEBOOK)
    assert only("T4-01", outcomes)[0].result is Result.PASS
    assert [o.case for o in only("ST-07", outcomes) if o.result is Result.FAIL] == ["fraction"] * 3


def test_the_collector_is_left_as_it_was(valid: Report) -> None:
    assert gc.isenabled()
    evaluate([valid], RULEBOOK)
    assert gc.isenabled()


def test_cells_that_the_form_does_not_have_change_nothing(valid: Report) -> None:
    more = change(valid, "t3.granted.bogus", "5")
    assert evaluate([more], RULEBOOK) == evaluate([valid], RULEBOOK)
