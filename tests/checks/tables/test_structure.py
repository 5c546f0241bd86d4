"""The kinds that look at what is printed, case by case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.checks.engine import evaluate
from checker.model import (
    Cell,
    Doubt,
    Label,
    Outcome,
    PagePlace,
    Report,
    Result,
    Section,
    State,
    YearMention,
)
from checker.rulebook import kept_rulebook
from tests.checks.valid import APPLICANTS, report_of, seeded, valid_cells
from tests.support.factory import change, sample

RULEBOOK = kept_rulebook()


@pytest.fixture
def valid() -> Report:
    return report_of("F2021", valid_cells("F2021", seeded(5)))


def outcomes(rule: str, report: Report) -> list[Outcome]:
    return [outcome for outcome in evaluate([report], RULEBOOK) if outcome.rule == rule]


def failed(rule: str, report: Report) -> list[tuple[str | None, str | None]]:
    return [(o.place, o.case) for o in outcomes(rule, report) if o.result is Result.FAIL]


def without(report: Report, *parts: str) -> Report:
    kept = {r: c for r, c in report.cells.items() if not any(part in r for part in parts)}
    return replace(report, cells=kept)


def test_a_missing_row_is_one_outcome_with_its_cells(valid: Report) -> None:
    found = outcomes("ST-04", without(valid, "t3.other_misc."))
    told = [o for o in found if o.result is not Result.PASS]
    assert [(o.place, o.case, o.facts["label"]) for o in told] == [
        ("other_misc", "missing", "3.其他")
    ]
    assert [ref.column for ref in told[0].cells] == [*APPLICANTS, "total"]


def test_a_missing_column_is_one_outcome(valid: Report) -> None:
    assert failed("ST-04", without(valid, ".legal_service")) == [("legal_service", "missing")]


def test_a_code_of_two_tables_is_told_apart(valid: Report) -> None:
    totals = [ref for ref in valid.cells if ref.startswith("t4.") and ref.endswith(".total")]
    assert failed("ST-04", without(valid, *totals)) == [("t4.total", "missing")]


def test_a_missing_cell_is_told_by_itself(valid: Report) -> None:
    assert failed("ST-04", without(valid, "t3.granted.research")) == [
        ("t3.granted.research", "missing")
    ]


def test_a_row_without_a_sure_place_is_not_called_missing(valid: Report) -> None:
    doubtful = Cell(State.DOUBTFUL, "1", doubt=Doubt.UNCERTAIN_PLACE, readings=("1", ""))
    report = without(valid, "t3.other_misc.")
    report = replace(report, cells={**report.cells, "t3.granted.total": doubtful})
    assert [o.result for o in outcomes("ST-04", report) if o.place == "other_misc"] == [
        Result.UNDECIDED
    ]
    assert failed("ST-04", report) == []


def test_repeated_and_extra_rows_are_told(valid: Report) -> None:
    repeated = Label("t3", "row", "granted", "（一）予以公开", "（一）予以公开")
    extra = Label("t3", "row", None, "（七）补充")
    report = replace(valid, repeated=(repeated, repeated), labels=(extra,))
    assert failed("ST-04", report) == [("granted", "repeated"), ("t3", "extra")]


def test_placeholders_are_no_text_and_text_is_no_placeholder(valid: Report) -> None:
    report = change(change(valid, "t3.granted.research", "—"), "t3.partial.research", "三件")
    assert [o.cells for o in outcomes("ST-05", report) if o.result is Result.FAIL] == [
        tuple(ref for ref in RULEBOOK.form("F2021").refs if str(ref) == "t3.granted.research")
    ]
    assert failed("ST-06", report) == [("t3.partial.research", None)]


@pytest.mark.parametrize(
    ("raw", "case"),
    [
        ("减4", "in-words"),
        ("增加 12 项", "in-words"),
        ("4项", "with-unit"),
        ("减少", None),
        ("略减4", None),
    ],
)
def test_a_change_in_words_is_a_number_all_the_same(raw: str, case: str | None) -> None:
    report = change(sample("shanghai-office-2019"), "t2.licensing.change", raw)
    assert ("t2.licensing.change", case) in failed("ST-06", report)
    signed = {o.place: o.facts.get("signed") for o in outcomes("ST-06", report)}
    assert signed["t2.licensing.change"] == {"减4": "-4", "增加 12 项": "12"}.get(raw)


@pytest.mark.parametrize("raw", ["减4", "增4"])
def test_elsewhere_a_change_in_words_is_no_number(valid: Report, raw: str) -> None:
    assert failed("ST-06", change(valid, "t3.granted.total", raw)) == [("t3.granted.total", None)]


@pytest.mark.parametrize(
    ("raw", "result"),
    [
        ("7730.28", Result.PASS),
        ("0", Result.PASS),
        ("251000元", Result.FAIL),
        ("3.5亿元", Result.FAIL),
        ("约7730万元", Result.UNDECIDED),
        ("/", Result.UNDECIDED),
        ("", Result.UNDECIDED),
    ],
)
def test_unit_of_an_amount(valid: Report, raw: str, result: Result) -> None:
    found = outcomes("T2-07", change(valid, "t2.fees.amount_10k_yuan", raw))
    assert [(o.place, o.result) for o in found] == [("t2.fees.amount_10k_yuan", result)]


def test_a_number_with_another_unit_beside_it_is_told(valid: Report) -> None:
    noted = replace(valid.cells["t2.fees.amount_10k_yuan"], note="元")
    report = replace(valid, cells={**valid.cells, "t2.fees.amount_10k_yuan": noted})
    assert failed("T2-07", report) == [("t2.fees.amount_10k_yuan", None)]


def test_doubtful_cells_leave_their_table_undecided(valid: Report) -> None:
    doubtful = Cell(State.DOUBTFUL, "1", doubt=Doubt.STRUCK_OUT, readings=("1", ""))
    report = replace(valid, cells={**valid.cells, "t4.review.total": doubtful})
    for rule in ("ST-05", "ST-06", "ST-07", "ST-20"):
        results = {o.place: o.result for o in outcomes(rule, report)}
        assert results == {"t2": Result.PASS, "t3": Result.PASS, "t4": Result.UNDECIDED}, rule


def test_sections_out_of_order_and_repeated(valid: Report) -> None:
    swapped = tuple(valid.sections[i] for i in (0, 2, 1, 3, 4, 5))
    assert failed("ST-01", replace(valid, sections=swapped)) == [("2", "out-of-order")]
    again = (*valid.sections, Section(2, "二、主动公开", "", PagePlace(4)))
    assert failed("ST-01", replace(valid, sections=again)) == []


def test_the_years_of_a_report(valid: Report) -> None:
    other = replace(valid, years=(YearMention("title", 2022, "2022年"),))
    assert failed("ST-10", other) == [(None, None)]
    assert failed("ST-10", replace(valid, years=())) == []
    assert [o.result for o in outcomes("ST-10", replace(valid, years=()))] == [Result.UNDECIDED]


def test_a_report_of_2022_on_the_old_form_is_told() -> None:
    old = replace(sample("xuefu-2020"), year=2022, years=(), period=None)
    found = outcomes("ST-03", old)
    assert [(o.result, dict(o.facts)) for o in found] == [
        (Result.FAIL, {"form": "F2019", "expected_form": "F2021", "year": "2022"})
    ]


def test_part_and_whole_are_asked_only_where_a_sum_is_undecided(valid: Report) -> None:
    assert outcomes("T3-06", valid) == []
    blank = change(valid, "t3.partial.total", "")
    assert [(o.place, o.result) for o in outcomes("T3-06", blank)] == [("total", Result.UNDECIDED)]
    too_many = change(blank, "t3.granted.total", "999999")
    found = outcomes("T3-06", too_many)
    assert [(o.place, o.result) for o in found] == [("total", Result.FAIL)]
    assert found[0].working is not None
    assert [str(t.ref) for t in found[0].working.left] == ["t3.granted.total"]
    assert "t3.partial.total" not in map(str, found[0].cells)
