"""What accuses and what is told as a note: only a sentence that is understood whole accuses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.checks.engine import evaluate
from checker.model import Outcome, PagePlace, Result, Scope, Section, Severity
from checker.rulebook import kept_rulebook
from checker.rulebook.kinds.claims import PRESUMED
from tests.support.factory import report

RULEBOOK = kept_rulebook()
CELLS = {
    "t3.new_received.total": "18", "t3.carried_over.total": "2", "t3.granted.total": "9",
    "t3.denied_process.total": "3", "t3.total_handled.total": "17",
    "t3.carried_forward.total": "3", "t4.review.total": "4", "t4.review.corrected": "1",
    "t4.review.upheld": "3", "t2.normative_documents.issued": "2",
}  # fmt: skip


def told(text: str, **changed: str) -> list[Outcome]:
    zeros = {str(ref): "0" for ref in RULEBOOK.form("F2021").refs}
    cells = zeros | CELLS | {ref.replace("__", "."): raw for ref, raw in changed.items()}
    made = report({"form": "F2021", "year": 2023, "body": "长河区教育局", "cells": cells})
    section = Section(1, "一、总体情况", text, PagePlace(1))
    whole = replace(made, sections=(section,), scope=Scope.OWN, body="长河区教育局")
    outcomes = evaluate([whole], RULEBOOK)
    return [one for one in outcomes if one.rule.startswith("TX") and one.result is Result.FAIL]


def case_of(text: str, rule: str, **changed: str) -> str | None:
    (one,) = [each for each in told(text, **changed) if each.rule == rule]
    loud = RULEBOOK.rule(rule).severity_of(one.case) is not Severity.INFO
    assert loud is (one.case is None)
    return one.case


SENTENCES = [
    # Each with 〇 where words that nobody knows make it another's, or not this body's.
    ("TX-01", "〇共收到政府信息公开申请19件。"),
    ("TX-04", "〇政府信息公开申请结转下年度继续办理5件。"),
    ("TX-05", "〇新收政府信息公开申请30件，上年结转1件，办结24件，结转下年度6件。"),
    ("TX-06", "〇政府信息公开申请中，不予公开5件。"),
    ("TX-07", "〇政府信息公开申请中，予以公开9件，占80%。"),
    ("TX-10", "〇全年未收到政府信息公开申请。"),
    ("TX-11", "〇未发生因政府信息公开引起的行政复议。"),
    ("TX-12", "〇因政府信息公开引起的行政复议9件。"),
    ("TX-14", "〇信息公开类行政复议4件，均获维持。"),
    ("TX-15", "〇收到的政府信息公开申请均已办结。"),
    ("TX-16", "〇制发行政规范性文件7件。"),
    ("TX-27", "〇收到政府信息公开申请18件，较上年50件增长25%。"),
]


@pytest.mark.parametrize(("rule", "sentence"), SENTENCES)
def test_every_rule_accuses_where_the_sentence_is_understood_whole(
    rule: str, sentence: str
) -> None:
    assert case_of(sentence.replace("〇", "2023年，我局"), rule) is None


@pytest.mark.parametrize(("rule", "sentence"), SENTENCES)
@pytest.mark.parametrize("strange", ["锅炉检验站", "锅炉检验方面，", "据锅炉检验站，"])
def test_every_rule_tells_a_note_where_something_is_left_over(
    rule: str, sentence: str, strange: str
) -> None:
    assert case_of(sentence.replace("〇", strange), rule) == PRESUMED


def test_the_bodys_own_name_is_nothing_strange_and_another_bodys_is() -> None:
    assert case_of("长河区教育局共收到政府信息公开申请19件。", "TX-01") is None
    assert case_of("区教育局共收到政府信息公开申请19件。", "TX-01") is None
    assert case_of("市教育局共收到政府信息公开申请19件。", "TX-01") == PRESUMED


def test_a_number_that_its_neighbour_has_is_a_note() -> None:
    """结转3件 by itself, of a report that carried three forward and two in."""
    assert case_of("我局收到政府信息公开申请18件，处理17件，结转3件。", "TX-02") == PRESUMED
    assert case_of("我局收到政府信息公开申请18件，上年结转7件。", "TX-02") is None


def test_ways_to_court_told_apart() -> None:
    text = "因政府信息公开引起的行政诉讼9件：未经复议直接起诉2件，经复议7件。"
    cells = {"t4__direct_litigation__total": "2", "t4__litigation_after_review__total": "7"}
    assert case_of(text, "TX-12", **cells) == PRESUMED


def test_a_number_told_twice_and_once_rightly_is_a_note() -> None:
    text = "我局收到政府信息公开申请18件。全年收到政府信息公开申请21件。"
    assert case_of(text, "TX-01") == PRESUMED
    once = told(text.replace("18", "22"))
    assert [one.case for one in once if one.rule == "TX-01"] == [None, None]


def test_more_cases_than_the_table_has_may_be_of_all_fields() -> None:
    """Where nothing says that they are about disclosure; fewer cannot be all of them."""
    text = "（二）依申请工作。收到政府信息公开申请18件。我局行政复议〇件。"
    assert case_of(text.replace("〇", "9"), "TX-12") == PRESUMED
    assert case_of(text.replace("〇", "3"), "TX-12") is None
    about = text.replace("行政复议〇件", "涉及政府信息公开的行政复议9件")
    assert case_of(about, "TX-12") is None
