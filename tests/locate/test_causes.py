"""Which cell is wrong: real reports, single faults in every cell, doubt, blanks, bounds."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from checker.checks.engine import evaluate
from checker.locate import locate, locate_each, search
from checker.model import CellRef, Outcome, Pattern, Result, Term, Working
from tests.checks.valid import GROUPS, OUTCOMES, RESULTS, hard_cells, report_of, seeded, valid_cells
from tests.locate.solving import applied, causes_of, causes_of_each, changes_of, unmet
from tests.support.factory import change
from tests.support.made_outcomes import doubtful, rulebook, sample


def test_hongze_one_total_is_certain_the_other_has_a_rival() -> None:
    review, litigation = causes_of(sample("hongze-2023"))
    (only,) = review.repairs
    assert changes_of(only) == {"t4.review.total": 11}
    assert (only.pattern, only.rivals) == (Pattern.TOTAL, 0)
    assert [changes_of(repair) for repair in litigation.repairs] == [
        {"t4.litigation_after_review.total": 5},
        {"t4.litigation_after_review.upheld": 0},
    ]
    assert [repair.rivals for repair in litigation.repairs] == [1, 1]


def test_yanghe_is_booked_in_the_wrong_column() -> None:
    (cause,) = causes_of(sample("yanghe-2025"))
    assert [(outcome.rule, outcome.place) for outcome in cause.outcomes] == [
        ("T3-01", "natural_person"),
        ("T3-01", "other_org"),
        ("T3-04", "t3"),
    ]
    assert cause.one_slip
    assert cause.repairs[0].pattern is Pattern.WRONG_COLUMN
    assert {change.cell.column for change in cause.repairs[0].changes} == {
        "natural_person",
        "other_org",
    }


@pytest.mark.parametrize("name", ["suqian-2023", "suqian-2024", "xuefu-2020"])
def test_nothing_is_located_where_every_relation_holds(name: str) -> None:
    assert causes_of(sample(name)) == ()


def test_any_single_cell_of_a_published_table_3_is_found_with_its_number() -> None:
    original = sample("suqian-2024")
    random = seeded(3)
    right = {
        ref: int(original.cells[ref].raw) for ref in hard_cells("F2021") if ref.startswith("t3.")
    }
    reports = []
    for ref, number in right.items():
        wrong = {number + 1, number * 10 + 3, number // 10} - {number}
        reports.append(change(original, ref, str(random.choice(sorted(wrong)))))
    for (ref, number), (cause,) in zip(right.items(), causes_of_each(reports), strict=True):
        (only,) = cause.repairs
        assert changes_of(only) == {ref: number}
        assert only.rivals == 0
        assert cause.one_slip
        assert cause.complete


def test_independent_faults_are_causes_of_their_own() -> None:
    report = change(sample("suqian-2024"), "t3.granted.natural_person", "9")
    report = change(report, "t3.refused_repeat.commercial", "77")
    report = change(report, "t4.review.total", "1")
    first, second, reviews = causes_of(report)
    assert [len(cause.repairs) for cause in (first, second)] == [1, 1]
    assert {str(c.repairs[0].changes[0].cell) for c in (first, second)} == {
        "t3.granted.natural_person",
        "t3.refused_repeat.commercial",
    }
    assert {outcome.rule for outcome in reviews.outcomes} == {"T4-01"}


def test_a_repair_never_uses_a_relation_with_a_doubtful_cell() -> None:
    report = change(sample("suqian-2024"), "t3.granted.natural_person", "9")
    wrong = {"t3.granted.natural_person"}
    report = doubtful(report, "t3.partial.natural_person", "1", "7")
    (cause,) = causes_of(report)
    assert {outcome.rule for outcome in cause.outcomes} == {"T3-03"}
    assert [set(changes_of(repair)) for repair in cause.repairs] == [wrong]
    # With another column in doubt as well, nothing tells the two columns apart.
    report = doubtful(report, "t3.partial.commercial", "1", "7")
    (cause,) = causes_of(report)
    assert {ref for repair in cause.repairs for ref in changes_of(repair)} == wrong | {
        "t3.granted.commercial"
    }
    assert [repair.rivals for repair in cause.repairs] == [1, 1]


def test_a_repair_keeps_numbers_whole_and_not_negative() -> None:
    report = change(sample("suqian-2024"), "t4.review.total", "2.5")
    (cause,) = causes_of(report)
    changed = {str(one.cell) for repair in cause.repairs for one in repair.changes}
    assert changed == {"t4.review.total"}
    assert all(one.after >= 0 for repair in cause.repairs for one in repair.changes)


def test_a_blank_total_gets_the_sum_of_its_parts() -> None:
    original = sample("suqian-2024")
    (cause,) = causes_of(change(original, "t3.granted.total", ""))
    (repair,) = cause.repairs
    assert repair.pattern is Pattern.BLANK_TOTAL
    assert changes_of(repair) == {"t3.granted.total": int(original.cells["t3.granted.total"].raw)}
    assert repair.changes[0].before is None
    assert {(o.rule, o.place) for o in cause.outcomes} == {("T3-02", "total"), ("T3-03", "granted")}


def test_blank_totals_that_contradict_other_relations_are_left_alone() -> None:
    report = change(sample("suqian-2024"), "t3.granted.total", "")
    report = change(report, "t3.granted.natural_person", "9")
    assert all(
        repair.pattern is not Pattern.BLANK_TOTAL
        for cause in causes_of(report)
        for repair in cause.repairs
    )


def test_two_slips_far_apart_are_two_causes() -> None:
    """One of them in the very first relation: none is tied to it by where it stands in a list."""
    original = sample("suqian-2024")
    slips = {"t3.carried_forward.natural_person": 7, "t3.granted.commercial": 5}
    report = original
    for ref, more in slips.items():
        report = change(report, ref, str(int(original.cells[ref].raw) + more))
    causes = causes_of(report)
    assert [[changes_of(repair) for repair in cause.repairs] for cause in causes] == [
        [{ref: int(original.cells[ref].raw)}] for ref in slips
    ]
    first, second = ({(one.rule, one.place) for one in cause.outcomes} for cause in causes)
    assert first
    assert second
    assert first.isdisjoint(second)


def test_failures_have_their_cause_though_nothing_else_was_asked() -> None:
    report = sample("yanghe-2025")
    outcomes = evaluate((report,), rulebook())
    failures = [outcome for outcome in outcomes if outcome.result is Result.FAIL]
    explained = [
        outcome for cause in locate(report, failures, rulebook()) for outcome in cause.outcomes
    ]
    assert {(o.rule, o.place) for o in explained} >= {
        ("T3-01", "natural_person"),
        ("T3-01", "other_org"),
    }


def test_a_blank_total_is_filled_though_another_row_cannot_be() -> None:
    """The column's sum waits for both rows: it neither confirms the one nor speaks against it."""
    original = sample("suqian-2024")
    report = original
    for ref in ("t3.granted.total", "t3.partial.total", "t3.partial.commercial"):
        report = change(report, ref, "")
    (cause,) = causes_of(report)
    assert [changes_of(repair) for repair in cause.repairs] == [
        {"t3.granted.total": int(original.cells["t3.granted.total"].raw)}
    ]


@pytest.mark.parametrize("raw", ["若干", "/"])
def test_a_total_that_prints_something_is_not_filled(raw: str) -> None:
    """Only a blank is: 若干 and / were put there by somebody, a doubtful number may be right."""
    original = sample("suqian-2024")
    for report in (
        change(original, "t3.granted.total", raw),
        doubtful(original, "t3.granted.total", "1", "7"),
    ):
        assert all(
            repair.pattern is not Pattern.BLANK_TOTAL
            for cause in causes_of(report)
            for repair in cause.repairs
        )


def test_a_blank_part_is_never_filled() -> None:
    assert causes_of(change(sample("suqian-2024"), "t3.granted.natural_person", "")) == ()


def test_what_is_told_elsewhere_ranks_but_takes_no_rival_away() -> None:
    report = sample("hongze-2023")
    outcomes = evaluate((report,), rulebook())
    upheld = CellRef.parse("t4.litigation_after_review.upheld")
    _, litigation = locate(report, outcomes, rulebook(), {upheld: Decimal(0)})
    assert [changes_of(repair) for repair in litigation.repairs] == [
        {str(upheld): 0},
        {"t4.litigation_after_review.total": 5},
    ]
    assert {repair.rivals for repair in litigation.repairs} == {1}


def test_what_the_text_says_ranks_too() -> None:
    report = sample("hongze-2023")
    outcomes = evaluate((report,), rulebook())
    upheld = CellRef.parse("t4.litigation_after_review.upheld")
    said = Working((Term(None, Decimal(0)),), "=", (Term(upheld, cell=report.cell(upheld)),))
    claim = Outcome("TX-16", 0, None, Result.FAIL, (upheld,), said)
    _, litigation = locate(report, (*outcomes, claim), rulebook())
    assert changes_of(litigation.repairs[0]) == {str(upheld): 0}
    assert claim not in litigation.outcomes


def test_numbers_beyond_counting_are_left_alone() -> None:
    assert causes_of(change(sample("suqian-2024"), "t4.review.total", "9" * 5000)) == ()
    assert causes_of(change(sample("suqian-2024"), "t4.review.total", "1E+30")) == ()


def test_a_hint_that_the_repair_mends_belongs_to_the_cause() -> None:
    report = sample("suqian-2024")
    carried = int(report.cells["t3.carried_over.total"].raw)
    report = change(report, "t3.total_handled.total", str(carried - 1))
    (cause,) = causes_of(report)
    assert "T3-07" in {outcome.rule for outcome in cause.outcomes}


def test_a_search_that_ends_early_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    random = seeded(1)
    cells = valid_cells("F2021", random)
    for ref in hard_cells("F2021"):
        if ref.startswith("t3."):
            cells[ref] = str(random.randint(0, 99))
    (cause,) = causes_of(report_of("F2021", cells))
    assert not cause.complete
    assert cause.repairs == ()
    assert cause.cells > search.MAX_CELLS

    def poor(budget: search.Budget, _steps: int = 0) -> None:
        budget.left = 3

    monkeypatch.setattr(search.Budget, "__init__", poor)
    (cause,) = causes_of(sample("yanghe-2025"))
    assert not cause.complete
    assert cause.cells == 2


def test_a_shifted_row_is_one_slip() -> None:
    cells = {
        f"t3.{row}.{c}": "0"
        for row in (
            "new_received", "carried_over", *RESULTS["F2021"], "total_handled", "carried_forward"
        )
        for c in ("natural_person", "commercial", "research", "public_welfare", "legal_service",
                  "other_org", "total")
    }  # fmt: skip
    true = {"natural_person": 31, "commercial": 12, "research": 5, "legal_service": 3, "total": 51}
    for row in ("new_received", "granted", "total_handled"):
        cells |= {f"t3.{row}.{c}": str(number) for c, number in true.items()}
    shifted = {"natural_person": 0, "commercial": 31, "research": 12, "public_welfare": 5,
               "legal_service": 0, "other_org": 3}  # fmt: skip
    cells |= {f"t3.granted.{c}": str(number) for c, number in shifted.items()}
    cells |= {f"t4.{group}.{o}": "0" for group in GROUPS for o in (*OUTCOMES, "total")}
    report = report_of("F2021", cells)
    (cause,) = causes_of(report)
    best = cause.repairs[0]
    assert best.pattern is Pattern.SHIFTED_ROW
    assert best.rivals == 0
    assert cause.one_slip
    assert not unmet(applied(report, [best]))


def test_a_shift_of_three_cells_stands_before_the_three_cells_it_is() -> None:
    """One slip costs less than the changes of three cells, of which any row would do."""
    zero = dict.fromkeys(valid_cells("F2021", seeded(1)), "0")
    rows = ("new_received", "total_handled", "granted", "partial")
    numbers = {
        "new_received": (47, 34, 30, 111),
        "total_handled": (47, 34, 30, 111),
        "granted": (0, 7, 4, 11),  # printed one column too far to the right: 7, 4, 0
        "partial": (40, 30, 30, 100),
    }
    columns = ("natural_person", "commercial", "research", "total")
    cells = zero | {
        f"t3.{row}.{column}": str(number)
        for row in rows
        for column, number in zip(columns, numbers[row], strict=True)
    }
    (cause,) = causes_of(report_of("F2021", cells))
    best, *others = cause.repairs
    assert best.pattern is Pattern.SHIFTED_ROW
    assert best.rivals == 0
    assert changes_of(best) == {
        "t3.granted.natural_person": 7,
        "t3.granted.commercial": 4,
        "t3.granted.research": 0,
    }
    assert len(others) > 1
    assert all(len(repair.changes) == len(best.changes) for repair in others)


def test_the_order_of_the_input_does_not_matter() -> None:
    report = change(sample("yanghe-2025"), "t4.review.total", "3")
    backwards = replace(report, cells=dict(reversed(list(report.cells.items()))))
    outcomes = evaluate((report,), rulebook())
    forth = locate(report, outcomes, rulebook())
    back = locate(backwards, outcomes[::-1], rulebook())
    assert [cause.repairs for cause in forth] == [cause.repairs for cause in back]


def test_a_batch_gives_what_each_report_gives_alone() -> None:
    reports = (sample("hongze-2023"), sample("suqian-2023"), sample("yanghe-2025"))
    together = locate_each(reports, evaluate(reports, rulebook()), rulebook())
    assert [[cause.repairs for cause in causes] for causes in together] == [
        [cause.repairs for cause in causes_of(report)] for report in reports
    ]
