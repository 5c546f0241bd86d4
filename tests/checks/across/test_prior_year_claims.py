"""What the text says of last year, held against last year's report."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from checker.checks.across.judge import judge_side_by_side
from checker.checks.across.pairing import pair_years
from checker.checks.across.years import judge_years
from checker.findings.assemble import assemble_between
from checker.findings.compared import compared
from checker.model import Finding, PagePlace, Report, Result, Scope, Section, Severity
from tests.support.factory import change, sample
from tests.support.made_outcomes import rulebook
from tests.support.shared import SHARED, waits_for


def saying(name: str, text: str) -> Report:
    report = sample(name)
    sections = (Section(1, "一、总体情况", text, PagePlace(2)), *report.sections[1:])
    return replace(report, sha256=name.encode().hex()[-2:] * 32, sections=sections)


def years(text: str, last: str = "……") -> tuple[Report, Report]:
    return saying("suqian-2024", text), saying("suqian-2023", last)


def told(*reports: Report) -> list[tuple[str, Result, str | None]]:
    """The rules on what the text says of last year, with the case each found."""
    pairs = pair_years(reports, len(reports))
    return [
        (one.outcome.rule, one.outcome.result, one.outcome.case)
        for one in judge_years(pairs, reports, rulebook())
        if one.outcome.rule in ("TX-09", "YR-08")
    ]


def findings(*reports: Report) -> list[Finding]:
    pairs = pair_years(reports, len(reports))
    found = judge_years(pairs, reports, rulebook())
    return list(assemble_between(found, reports, rulebook(), "en"))


@pytest.mark.parametrize(
    ("text", "result"),
    [
        # 3525 + 121 = 3646 against 3511 + 96 = 3607.
        ("全市收办政府信息公开申请案件3646件，同比增长1.08%。", Result.PASS),
        ("全市收办政府信息公开申请案件3646件（同比增长1.08%）。", Result.PASS),
        ("全市收办政府信息公开申请案件3646件，同比增长1.05%。", Result.FAIL),
        ("全市收办政府信息公开申请案件3646件，同比下降1.08%。", Result.FAIL),
        ("全市收办政府信息公开申请案件3646件，较2023年增长1.1%。", Result.PASS),
        # 3525 against 3511 is 0.3987 %: rounded and cut off.
        ("全市收到政府信息公开申请3525件，同比增长0.40%。", Result.PASS),
        ("全市收到政府信息公开申请3525件，同比增长0.39%。", Result.PASS),
        ("全市新收政府信息公开申请3525件，同比增长1.08%。", Result.FAIL),
        ("全市收到政府信息公开申请3525件，同比增长约0.4%。", Result.PASS),
        ("全市收到政府信息公开申请3525件，同比增长近2%。", Result.FAIL),
        ("全市收到政府信息公开申请3525件，同比增长超0.3%。", Result.PASS),
        # The number is wrong but its growth is that of the table, or that of itself.
        ("全市新收政府信息公开申请3520件，同比增长0.4%。", Result.PASS),
        ("全市新收政府信息公开申请3520件，同比增长0.25%。", Result.PASS),
    ],
)
def test_growth_is_worked_out_again(text: str, result: Result) -> None:
    assert ("TX-09", result, None) in told(*years(text))


@pytest.mark.parametrize(
    "text",
    [
        "全市收到政府信息公开申请3525件，较2019年增长50%。",  # over several years
        "全市收到政府信息公开申请3525件，网站访问量同比增长20%。",
        "2022年全市收到政府信息公开申请2118件，同比增长20%。",  # another year's growth
        "全市收到政府信息公开申请3525件，通过网络提交3000件，同比增长20%。",  # no cell
    ],
)
def test_other_growth_is_left_alone(text: str) -> None:
    assert told(*years(text)) == []


def test_growth_shows_both_reports() -> None:
    text = "全市收办政府信息公开申请案件3646件，同比增长1.05%。"
    found = next(f for f in findings(*years(text)) if f.rule == "TX-09")
    assert found.severity is Severity.WARNING
    assert "3511 + 96 = 3607; (3646 − 3607) ÷ 3607 = +1.08%" in found.message
    assert [(one.of[-4:], str(one.ref)) for one in found.evidence] == [
        ("2024", "t3.new_received.total"),
        ("2024", "t3.carried_over.total"),
        ("2023", "t3.new_received.total"),
        ("2023", "t3.carried_over.total"),
    ]
    assert found.quote is not None
    assert set(found.pages) == {1, 2}


def test_growth_that_cannot_be_judged() -> None:
    this, last = years("全市新收政府信息公开申请3525件，同比增长3%。")
    ref = "t3.new_received.total"
    assert told(this, change(last, ref, "/")) == [("TX-09", Result.UNDECIDED, None)]
    assert told(this, change(last, ref, "0")) == [("TX-09", Result.UNDECIDED, "no-base")]
    own = replace(last, scope=Scope.OWN)
    assert told(this, own) == [("TX-09", Result.FAIL, "other-scope")]
    assert [f.severity for f in findings(this, own) if f.rule == "TX-09"] == [Severity.INFO]
    assert told(this) == []


def test_the_earliest_year_lists_the_report_its_growth_waits_for() -> None:
    this, last = years("……", "全市收办政府信息公开申请3607件，同比增长70.3%。")
    pairs = pair_years((this, last), 2)
    assert [(pair.this, pair.previous) for pair in pairs] == [(0, 1), (1, None)]
    held = judge_side_by_side((this, last), 2, {}, rulebook())
    listed = compared(held, (this, last), "en")
    assert [one.missing for one in listed] == [(), ("2022",)]
    assert told(this, last) == []
    assert pair_years((last,), 1) == ()


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("2023年全市新收政府信息公开申请3511件。", Result.PASS),
        ("2023年全市收到政府信息公开申请3607件。", Result.PASS),
        ("2023年全市新收政府信息公开申请3510件。", Result.FAIL),
        ("去年全市新收政府信息公开申请3510件。", Result.FAIL),
        ("上年同期全市新收政府信息公开申请3511件。", Result.PASS),
    ],
)
def test_figures_of_last_year_are_those_it_published(text: str, result: Result) -> None:
    assert told(*years(text)) == [("YR-08", result, None)]


@pytest.mark.parametrize(
    "text",
    [
        "2023年上半年新收政府信息公开申请1000件。",
        "2023年10月收到政府信息公开申请100件。",
        "2022年、2023年分别收到政府信息公开申请100件、200件。",
        "2021年至2023年，共收到政府信息公开申请9000件。",
        "2022年新收政府信息公开申请3000件。",
        "去年收到约3500件政府信息公开申请。",
        "2023年结转政府信息公开申请121件。",
    ],
)
def test_other_times_are_left_alone(text: str) -> None:
    assert told(*years(text)) == []


def test_what_last_years_text_said_is_quoted_rightly() -> None:
    this, last = years("2023年新收政府信息公开申请3510件。", "全市新收政府信息公开申请3510件。")
    assert told(this, last) == [("YR-08", Result.PASS, None)]


def test_last_years_blank_accuses_nobody() -> None:
    this, last = years("2023年新收政府信息公开申请3510件。")
    assert told(this, change(last, "t3.new_received.total", "/")) == [
        ("YR-08", Result.UNDECIDED, None)
    ]


@waits_for("real/suqian-2024.json", "real/suqian-2023.json")
def test_the_real_texts() -> None:
    """1.05 % should be 1.08 %, and 70.3 % waits for the report of 2022."""
    reports = []
    for name in ("suqian-2024", "suqian-2023"):
        path = SHARED / "real" / f"{name}.json"
        prose = json.loads(path.read_text("utf-8"))["narrative"]
        reports.append(saying(name, prose["1"]))
    assert told(*reports) == [("TX-09", Result.FAIL, None)]
    assert [f.reports for f in findings(*reports) if f.rule == "YR-09"] == [(reports[1].path,)]
