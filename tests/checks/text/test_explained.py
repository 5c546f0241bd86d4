"""A number that differs from its cell and is right of something near it is told as a note."""

from __future__ import annotations

import pytest

from checker.rulebook.kinds.claims import PRESUMED
from tests.checks.text.test_firmness import case_of, told

NEAR = [
    # Each with the rule, and cells that make the number right in the other sense.
    ("TX-06", "收到政府信息公开申请18件，可以公开的11件。",
     {"t3__granted__total": "9", "t3__partial__total": "2"}),
    ("TX-06", "收到政府信息公开申请18件，其他处理9件（含不予处理）。",
     {"t3__other_misc__total": "4", "t3__refused_petition__total": "5"}),
    ("TX-02", "收到政府信息公开申请18件，处理17件，结转3件。", {}),
    ("TX-04", "收到政府信息公开申请18件，结转下年2件。", {}),
    ("TX-12", "因政府信息公开引起的行政诉讼9件：未经复议直接起诉2件，经复议7件。",
     {"t4__direct_litigation__total": "2", "t4__litigation_after_review__total": "7"}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "cells"), NEAR)
def test_a_number_that_is_right_in_another_sense_is_a_note(
    rule: str, text: str, cells: dict[str, str]
) -> None:
    assert case_of(text, rule, **cells) == PRESUMED


@pytest.mark.parametrize(("rule", "text", "cells"), NEAR)
def test_a_number_that_is_right_in_no_sense_accuses(
    rule: str, text: str, cells: dict[str, str]
) -> None:
    wrong = text.replace("11件", "14件").replace("其他处理9件（含不予处理）", "其他处理14件")
    wrong = wrong.replace("经复议7件", "复议后起诉6件").replace("结转3件", "上年结转7件")
    wrong = wrong.replace("下年2件", "下年8件")
    rule = "TX-13" if "复议后起诉" in wrong else rule
    assert case_of(wrong, rule, **cells) is None


def test_the_others_may_be_all_that_is_not_told() -> None:
    cells = {"t3__other_misc__total": "2", "t3__refused_petition__total": "3"}
    text = "政府信息公开申请18件，公开9件，不予公开3件，其他〇件。"
    assert case_of(text.replace("〇", "5"), "TX-06", **cells) == PRESUMED
    assert case_of(text.replace("〇", "7"), "TX-06", **cells) is None


def test_those_answered_may_be_without_those_carried_in() -> None:
    """Of 18 that came in 15 are answered and three are open; with two of the year before 17."""
    text = "收到政府信息公开申请18件。我局已答复15件。2022年的2件也已答复。"
    assert case_of(text, "TX-03") == PRESUMED
    assert case_of(text.partition("2022年")[0], "TX-03") is None
    assert case_of(text.replace("15", "14"), "TX-03") is None


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("因政府信息公开引起的行政复议9件（含信息公开类4件）。", "TX-12"),
        ("我局办理政府信息公开申请事项23件，其中申请18件、咨询5件。", "TX-03"),
        ("政府信息公开申请结转5件，已办结。上年结转的政府信息公开申请2件中，公开1件。", "TX-06"),
        ("收到政府信息公开申请18件。对4件，予以公开3件，不予公开1件。", "TX-06"),
    ],
)
def test_numbers_of_more_or_less_than_the_table_has_are_notes(text: str, rule: str) -> None:
    notes = [one.case for one in told(text) if one.rule == rule]
    assert notes
    assert None not in notes


def test_what_is_told_by_itself_explains_nothing_else() -> None:
    cells = {"t3__other_misc__total": "4", "t3__refused_petition__total": "5"}
    text = "收到政府信息公开申请18件，不予处理5件，其他处理9件。"
    assert case_of(text, "TX-06", **cells) is None


def test_a_sum_of_both_ways_to_court_is_of_neither() -> None:
    """复议4件;诉讼2件;被纠正的共2件: one of each."""
    cells = {"t4__direct_litigation__total": "2", "t4__direct_litigation__corrected": "1"}
    text = "因政府信息公开引起的行政复议4件；行政诉讼2件；被纠正的共2件。"
    assert [one.rule for one in told(text, **cells) if one.case is None] == []
