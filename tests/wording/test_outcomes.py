"""Outcomes in words: the relation as printed, what stood in its way, and nothing beyond it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checker.errors import RuleFileError
from checker.model import CellRef, Doubt, Outcome, Result
from checker.wording.facts import figure, refusal
from checker.wording.outcomes import message, obstacle, relation
from tests.support.factory import change
from tests.support.made_outcomes import (
    a_rule,
    an_outcome,
    doubtful,
    names,
    rulebook,
    sample,
    without,
)

YANGHE = sample("yanghe-2025")
BALANCE = (
    ["t3.new_received.natural_person", "t3.carried_over.natural_person"],
    "=",
    ["t3.total_handled.natural_person", "t3.carried_forward.natural_person"],
)
REVIEW = (
    ["t4.review.upheld", "t4.review.corrected", "t4.review.other", "t4.review.pending"],
    "=",
    ["t4.review.total"],
)
HONGZE = sample("hongze-2023")


def test_a_balance_shows_both_sides_with_the_printed_numbers() -> None:
    outcome = an_outcome(YANGHE, *BALANCE, difference=Decimal(-1))
    assert relation(outcome, names(YANGHE)) == (
        "新收 60 + 上年结转 0 = 60 ≠ 61 = （七）总计 61 + 结转下年 0，相差 −1"
    )
    assert relation(outcome, names(YANGHE, "en")) == (
        "new 60 + carried over 0 = 60 ≠ 61 = total handled 61 + carried forward 0, difference −1"
    )


def test_a_sum_against_one_cell_says_what_it_should_be() -> None:
    outcome = an_outcome(
        HONGZE, *REVIEW, reported=Decimal(0), expected=Decimal(11), difference=Decimal(-11)
    )
    assert relation(outcome, names(HONGZE)) == (
        "维持 10 + 纠正 1 + 其他结果 0 + 尚未审结 0 = 11 ≠ 总计 0，应为 11，实填 0，相差 −11"
    )


def test_a_long_sum_shows_what_is_not_zero_and_counts_the_zeros() -> None:
    report = sample("suqian-2024")
    table = rulebook().form("F2021").tables["t3"]
    parts = [f"t3.{row}.natural_person" for row in table.expand_rows("results")]
    outcome = an_outcome(report, parts, "=", ["t3.total_handled.natural_person"])
    told = relation(outcome, names(report))
    assert told.startswith("予以公开 1408 + 部分公开 462 + 属于国家秘密 2 + ")
    assert "（另 2 项为 0）= 3440 ≠ （七）总计 3440" in told
    zero = an_outcome(
        report,
        [p.replace("natural_person", "research") for p in parts],
        "=",
        ["t3.total_handled.research"],
    )
    assert relation(zero, names(report)) == "21 项均为 0 = 0 ≠ （七）总计 0"


def test_a_bound_shows_the_opposite_sign_and_its_factor() -> None:
    outcome = an_outcome(YANGHE, ["t3.carried_forward.total"], "<=", ["0.25*t3.new_received.total"])
    assert relation(outcome, names(YANGHE)) == "结转下年 0 > 0.25 × 新收 62"


def test_cells_of_several_rows_and_columns_are_named_in_full() -> None:
    outcome = an_outcome(YANGHE, ["t3.new_received.total"], "=", ["t4.review.total"])
    assert "表三「新收·总计」 62" in relation(outcome, names(YANGHE))


@pytest.mark.parametrize(
    ("number", "signed", "text"),
    [
        ("-1", False, "−1"),
        ("1", True, "+1"),
        ("0", True, "0"),
        ("1E+3", False, "1000"),
        ("0.50", True, "+0.50"),
    ],
)
def test_numbers_for_readers(*, number: str, signed: bool, text: str) -> None:
    assert figure(Decimal(number), signed=signed) == text


def test_what_is_undecided_says_which_cell_and_what_the_rest_gives() -> None:
    blank = change(HONGZE, "t4.review.total", "")
    outcome = an_outcome(blank, *REVIEW, result=Result.UNDECIDED)
    assert obstacle(outcome, names(blank), blank) == "总计空白；已填各项之和 11"
    part = change(HONGZE, "t4.review.upheld", "")
    outcome = an_outcome(part, *REVIEW, result=Result.UNDECIDED)
    assert obstacle(outcome, names(part), part) == "维持空白；已填各项之和 1，总计 0"
    text = change(HONGZE, "t4.review.upheld", "10件")
    outcome = an_outcome(text, *REVIEW, result=Result.UNDECIDED)
    assert obstacle(outcome, names(text), text).startswith("维持填的是“10件”；")
    gone = without(HONGZE, "t4.review.upheld")
    outcome = an_outcome(gone, *REVIEW, result=Result.UNDECIDED)
    assert obstacle(outcome, names(gone), gone).startswith("维持未印出；")


def test_a_doubtful_cell_shows_both_readings_and_why() -> None:
    report = doubtful(
        YANGHE, "t3.total_handled.natural_person", "61", "6 1", doubt=Doubt.STRUCK_OUT
    )
    outcome = an_outcome(report, *BALANCE, result=Result.UNDECIDED)
    assert obstacle(outcome, names(report), report) == (
        "（七）总计存疑（“61”或“6 1”，数字被划去）；已填 新收 60、上年结转 0、结转下年 0"
    )
    unread = doubtful(YANGHE, "t3.total_handled.natural_person")
    outcome = an_outcome(unread, *BALANCE, result=Result.UNDECIDED)
    assert "总计存疑（两次读取不一致）" in obstacle(outcome, names(unread), unread)


def test_a_rules_own_words_are_filled_and_codes_become_names() -> None:
    rule = a_rule(
        message={"fail": {"zh": "{table}/{form}/{section}/{n}/{cells}/{count}/{place}", "en": ""}}
    )
    outcome = Outcome(
        "T3-01", 0, "natural_person", Result.FAIL,
        (CellRef("t3", "granted", "total"), CellRef("t3", "partial", "total")),
        facts={"table": "t3", "form": "F2019", "section": "3", "n": "-4"},
    )  # fmt: skip
    assert message(outcome, rule, names(YANGHE), YANGHE) == (
        "表三/2019年格式（试行）/第三部分/−4/予以公开、部分公开（总计）/2/自然人"
    )


def test_a_template_is_never_evaluated() -> None:
    hostile = {"zh": "{raw}", "en": "{raw}"}
    outcome = Outcome("T3-01", 0, None, Result.FAIL, facts={"raw": "{cells} {0.__class__}"})
    assert message(outcome, a_rule(message={"fail": hostile}), names(YANGHE), YANGHE) == (
        "{cells} {0.__class__}"
    )


def test_a_template_that_names_what_is_not_given_is_the_rules_fault() -> None:
    rule = a_rule(message={"fail": {"zh": "{nowhere}", "en": ""}}, path="extra.yaml", line=7)
    with pytest.raises(RuleFileError, match=r"extra\.yaml:7: .*\{nowhere\}"):
        message(Outcome("T3-01", 0, None, Result.FAIL), rule, names(YANGHE), YANGHE)


def test_many_cells_in_few_words() -> None:
    table = rulebook().form("F2021").tables["t3"]
    told = names(YANGHE)
    assert told.cells([CellRef("t3", "granted", "total")]) == "表三「予以公开·总计」"
    whole = [CellRef("t3", "granted", column) for column in table.columns]
    assert told.cells(whole) == "予以公开（整行）"
    assert len(told.cells(table.refs)) < 120
    scattered = [
        CellRef("t3", row, column)
        for row, column in zip(table.rows, list(table.columns) * 4, strict=False)
    ]
    assert told.cells(scattered).endswith("另 9 格")


def test_places() -> None:
    told = names(YANGHE)
    cells = (CellRef("t3", "granted", "total"), CellRef("t3", "partial", "total"))
    assert told.where("t3", "total", cells) == "表三「总计」列"
    assert told.where("t3", "total_handled") == "表三「（七）总计」行"
    assert told.where("t4", "review") == "表四「行政复议」行"
    assert told.where(None, "denied") == "表三「（三）不予公开」"
    assert told.where(None, "t3") == "表三"
    assert told.where(None, "3") == "第三部分"
    assert told.where(None, None) == ""
    assert told.where(None, "no-such-code") == "no-such-code"
    assert (
        names(YANGHE, "en").where("t3", "natural_person", cells)
        == "Table 3, column “natural person”"
    )


def test_a_refusal_is_one_line_with_its_detail() -> None:
    assert refusal("too-many-pages", "2500", "zh").endswith("（2500）。")
    assert "\n" not in refusal("scan", "", "en")


def test_the_page_of_a_damaged_file_is_named_in_the_language_asked_for() -> None:
    assert refusal("damaged", "3", "zh").endswith("（第 3 页）。")
    assert refusal("damaged", "3", "en").endswith(" (p. 3).")
    assert refusal("damaged", "", "en").endswith("again.")
