"""Numbers known by their context alone: a note where nothing that they may count has them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checker.checks.engine import evaluate
from checker.errors import RuleFileError
from checker.model import Outcome, PagePlace, Result, Section, Severity
from checker.rulebook import kept_rulebook
from checker.rulebook.kinds.claims import NO_OTHERS, PRESUMED
from checker.rulebook.lexicon import read_lexicon
from checker.rulebook.source import read
from tests.support.factory import report

if TYPE_CHECKING:
    from pathlib import Path

RULEBOOK = kept_rulebook()
HEADING = "（二）依申请公开情况。"
CELLS = {
    "t3.new_received.total": "18", "t3.carried_over.total": "2", "t3.granted.total": "9",
    "t3.unavailable_not_held.total": "7", "t3.other_misc.total": "1",
    "t3.total_handled.total": "17", "t3.carried_forward.total": "3",
}  # fmt: skip


def told(text: str, **changed: str) -> list[Outcome]:
    zeros = {str(ref): "0" for ref in RULEBOOK.form("F2021").refs}
    cells = zeros | CELLS | {f"t3.{ref}.total": raw for ref, raw in changed.items()}
    made = report({"form": "F2021", "year": 2023, "cells": cells})
    section = Section(1, "一、总体情况", HEADING + text, PagePlace(1))
    outcomes = evaluate([replace(made, sections=(section,))], RULEBOOK)
    return [one for one in outcomes if one.rule.startswith("TX") and one.case == PRESUMED]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("全年递来19件。", "TX-01"),
        ("年内给了回音的16件。", "TX-03"),
        ("从结转看，转入4件。", "TX-02"),
        ("余4件。", "TX-04"),
        ("提供不了的6件。", "TX-06"),
        ("收到申请18件，不予处理及其他处理合计4件。", "TX-06"),
        ("同意公开率66%。", "TX-07"),
        ("收到申请18件，其中有5位个人。", "TX-20"),
    ],
)
def test_a_number_that_nothing_has_is_a_note(text: str, rule: str) -> None:
    found = [one for one in told(text) if one.rule == rule]
    assert [one.result for one in found] == [Result.FAIL]
    assert RULEBOOK.rule(rule).severity_of(found[0].case) is Severity.INFO


@pytest.mark.parametrize(
    "text",
    [
        "全年递来20件。",  # with what was carried over
        "结转3件。",
        "结转2件。",
        "提供不了的7件。",
        "不公和无法提供的共7件。",
        "同意公开率50%。",
    ],
)
def test_one_reading_that_holds_is_enough(text: str) -> None:
    assert told(text) == []


def test_what_is_told_by_its_name_elsewhere_is_not_looked_for_again() -> None:
    assert told("收到政府信息公开申请18件。全年递来11件。") == []
    assert [one.rule for one in told("全年递来11件。")] == ["TX-01"]


def test_results_that_make_up_all_and_a_table_that_has_another() -> None:
    zeros = {str(ref): "0" for ref in RULEBOOK.form("F2021").refs}
    cells = zeros | {"t3.new_received.total": "3", "t3.granted.total": "3"}
    made = report({"form": "F2021", "year": 2023, "cells": cells})
    section = Section(1, "一、总体情况", f"{HEADING}收到申请3件，公开3件。", PagePlace(1))
    whole = replace(made, sections=(section,))
    assert [one for one in evaluate([whole], RULEBOOK) if one.case == NO_OTHERS] == []
    more = report(
        {"form": "F2021", "year": 2023, "cells": cells | {"t3.denied_process.total": "1"}}
    )
    (one,) = [
        each
        for each in evaluate([replace(more, sections=(section,))], RULEBOOK)
        if each.case == NO_OTHERS
    ]
    assert (one.rule, one.result) == ("TX-06", Result.FAIL)


def test_a_doubtful_cell_is_no_reason_for_a_note() -> None:
    assert told("余4件。", carried_forward="3 1", carried_over="2") == []


def test_a_meaning_that_is_none_is_told_at_its_place(tmp_path: Path) -> None:
    written = tmp_path / "lexicon.yaml"
    written.write_text(
        "lexicon: {}\nscopes: {}\nquantities: {a: {title: {zh: 甲, en: a}}}\n"
        "presumed: {request: {never: 条, readings: [{words: 收, counts: [a+a, a+b]}]}}\n"
    )
    with pytest.raises(RuleFileError, match=r"lexicon\.yaml:4:"):
        read_lexicon(read(written, "lexicon.yaml", "zh"))


@pytest.mark.parametrize(
    ("bracket", "rules"),
    [
        ("含新制定5件，修改4件，废止4件", ["TX-16"]),
        ("其中修改4件，废止5件", []),
        ("修改9件、废止4件", ["TX-16"]),
        ("继续有效119件", ["TX-16"]),
        ("含新制定5件，修改8件", []),  # amended ones may be issued ones too
    ],
)
@pytest.mark.parametrize("kind", ["规章", "规范性文件"])
def test_what_is_repealed_is_no_item_published(kind: str, bracket: str, rules: list[str]) -> None:
    row = {"规章": "regulations", "规范性文件": "normative_documents"}[kind]
    made = {f"t2.{row}.issued": "9", f"t2.{row}.repealed": "5", f"t2.{row}.in_force": "120"}
    zeros = {str(ref): "0" for ref in RULEBOOK.form("F2021").refs}
    one = report({"form": "F2021", "year": 2023, "cells": zeros | made})
    text = f"在政府网站主动公开{kind}13件（{bracket}），人事任免文件106件。"
    section = Section(1, "一、总体情况", text, PagePlace(1))
    outcomes = evaluate([replace(one, sections=(section,))], RULEBOOK)
    failed = [one for one in outcomes if one.rule == "TX-16" and one.result is Result.FAIL]
    assert [one.rule for one in failed] == rules
    assert all(one.case == PRESUMED for one in failed)
