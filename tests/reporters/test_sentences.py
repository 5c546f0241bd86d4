"""``checker claims``: every sentence with what was read in it, at a terminal and as JSON."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checker.checks.account import account
from checker.claims import Claim, Listing
from checker.model import PagePlace, Refusal, RefusalReason, Result, Section
from checker.reporters import SENTENCE_REPORTERS, sentence_reporter
from checker.reporters.options import Look
from checker.rulebook import kept_rulebook
from tests.support.factory import sample

if TYPE_CHECKING:
    from checker.checks.account import ReportAccount

RULEBOOK = kept_rulebook()
TEXT = (
    "全年主动公开政府信息54条，其中部门动态30条、政策文件24条。"
    "共收到政府信息公开申请3500件，上年结转121件，较上年增加5件。"
    "未发生因政府信息公开引起的行政复议。上半年答复政府信息公开申请8件。"
)


def told(text: str = TEXT) -> ReportAccount:
    report = sample("suqian-2024")
    section = Section(1, "一、总体情况", text, PagePlace(2))
    return account(replace(report, sections=(section, *report.sections[1:])), RULEBOOK)


def printed(name: str, one: ReportAccount, *, lang: str = "zh", quiet: bool = False) -> str:
    stream = io.StringIO()
    sentence_reporter(name)([one], Look(RULEBOOK.forms, lang, 200, quiet=quiet), stream)
    return stream.getvalue()


def test_each_claim_is_told_with_what_the_rules_said_of_it() -> None:
    found = [
        (one.what.about, [(o.rule, o.result) for o in one.outcomes])
        for sentence in told().sentences
        for one in sentence.said
        if not isinstance(one.what, Listing)
    ]
    assert found == [
        ("received", [("TX-01", Result.FAIL)]),
        ("carried_over", [("TX-02", Result.PASS)]),
        ("carried_over", []),  # by how much, which last year's report alone can tell
        ("no_review", [("TX-11", Result.FAIL)]),
    ]


def test_every_number_is_a_claim_or_left_alone_for_a_reason() -> None:
    one = told()
    left = [(each.printed, each.reason.value) for s in one.sentences for each in s.left]
    assert left == [
        ("54条", "published"),
        ("30条", "published"),
        ("24条", "foreign"),
        ("8件", "period"),
    ]
    said = [each.what for s in one.sentences for each in s.said]
    assert [each.printed for each in said if isinstance(each, Claim)] == [
        *("3500件", "121件", "5件"),
    ]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "zh",
            [
                "收到申请：3500件",
                "未作核对 8件：不是全年的数",
                "上年结转（增减数）：5件",
                "称没有行政复议",
                "总数 54，分项 30 + 24",
            ],
        ),
        ("en", ["applications received: 3500件", "says that there was no review"]),
    ],
)
def test_the_terminal_shows_claims_and_reasons_in_words(lang: str, words: list[str]) -> None:
    text = printed("text", told(), lang=lang)
    assert "TX-01" in text
    assert [one for one in words if one not in text] == []
    quiet = printed("text", told(), lang=lang, quiet=True)
    assert "3500件" in quiet
    assert "8件" not in quiet


def test_json_has_every_sentence() -> None:
    record = json.loads(printed("json", told()))
    sentences = record["reports"][0]["sentences"]
    texts = [f"{one}。" for one in TEXT.replace("，", ",").split("。")[:4]]
    assert [one["text"] for one in sentences[:4]] == texts
    received = sentences[1]["said"][0]
    assert received["about"] == "received"
    assert received["held_against"] == [
        {
            "rule": "TX-01",
            "outcome": "fail",
            "case": None,
            "readings": "3525 / 3646",
            "cells": ["t3.new_received.total", "t3.carried_over.total"],
            "unsure": None,
            "left_over": [],
        }
    ]
    assert sentences[0]["said"][0]["parts"] == ["30", "24"]
    assert sentences[3]["left"] == [{"printed": "8件", "why": "period"}]


@pytest.mark.parametrize("name", sorted(SENTENCE_REPORTERS))
def test_a_refused_report_says_so(name: str) -> None:
    report = replace(sample("suqian-2024"), sections=(), refusal=Refusal(RefusalReason.NOT_PDF))
    text = printed(name, account(report, RULEBOOK))
    assert "PDF" in text or "not-pdf" in text


NOTES = [
    (
        "据锅炉检验站统计共收到政府信息公开申请3500件。",
        "left-over",
        ["锅炉检验站", "“据锅炉检验站”"],
    ),
    ("共收到政府信息公开申请由群众3500件。", "arranged", []),
    ("未发生因锅炉检验引起的行政复议。", "left-over", ["锅炉检验"]),
    ("收到政府信息公开申请3646件。收到政府信息公开申请3500件。", "told-rightly", []),
    ("收到政府信息公开申请3500件。年底前给了回音的共17件。", "inferred", []),
]


@pytest.mark.parametrize(("text", "why", "left"), NOTES)
def test_why_a_number_that_differs_is_only_a_note(text: str, why: str, left: list[str]) -> None:
    record = json.loads(printed("json", told(text)))
    outcomes = [
        each
        for sentence in record["reports"][0]["sentences"]
        for said in sentence["said"]
        for each in said["held_against"]
        if each["unsure"]
    ]
    assert why in {each["unsure"] for each in outcomes}
    over = [run for each in outcomes for run in each["left_over"]]
    assert not left or any(run in one for one in over for run in left), over
    for lang, words in (("zh", "仅作提示"), ("en", "a note only")):
        text_of = printed("text", told(text), lang=lang)
        assert words in text_of
        assert all(one in text_of for one in over)
