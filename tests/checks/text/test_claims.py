"""The text against the tables: the real texts where they are at hand, and what is no relation."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from checker.checks.engine import evaluate
from checker.model import Outcome, PagePlace, Report, Result, Scope, Section, Severity
from checker.rulebook import load_rulebook
from checker.rulebook.kinds.claims import IMPLIED, SCOPE, ClaimSpec, StatementSpec
from tests.support.factory import sample
from tests.support.made_outcomes import checked
from tests.support.shared import SHARED, waits_for

RULEBOOK = load_rulebook()


def saying(text: str, name: str = "suqian-2024") -> Report:
    report = sample(name)
    return replace(
        report, sections=(Section(1, "一、总体情况", text, PagePlace(1)), *report.sections[1:])
    )


def judged(report: Report) -> list[Outcome]:
    return [one for one in evaluate([report], RULEBOOK) if one.rule.startswith("TX")]


def failed(report: Report) -> list[tuple[str, str | None, str | None]]:
    return [
        (one.rule, one.case, None if one.reported is None else str(one.reported))
        for one in judged(report)
        if one.result is Result.FAIL
    ]


def real(name: str) -> Report:
    path = SHARED / "real" / f"{name}.json"
    prose = json.loads(path.read_text("utf-8"))["narrative"]
    report = sample(name)
    return replace(
        report,
        sections=tuple(
            replace(one, text=prose.get(str(one.number), one.text)) for one in report.sections
        ),
    )


@waits_for("real/shanghai-office-2019.json")
def test_the_office_of_2019() -> None:
    """258 against 275 with its 33.9 %, 265 that is one row, and all upheld with 3 pending."""
    report = real("shanghai-office-2019")
    assert failed(report) == [
        ("TX-06", "blanks", "258"),
        ("TX-06", "one-row", "265"),
        ("TX-07", None, None),
        ("TX-14", None, None),
        ("TX-14", None, None),
    ]
    shares = [one.facts["stated"] for one in judged(report) if one.rule == "TX-07"]
    assert shares == ["33.9%", "4.34%", "32.9%", "19.6%"]


@waits_for("real/suqian-2024.json")
def test_the_city_of_2024() -> None:
    assert failed(real("suqian-2024")) == [("TX-12", None, "134"), ("TX-13", None, "57")]


@waits_for("real/suqian-2023.json", "real/hongze-2023.json")
@pytest.mark.parametrize("name", ["suqian-2023", "hongze-2023"])
def test_no_false_alarm(name: str) -> None:
    assert failed(real(name)) == []


def test_received_may_include_what_was_carried_over() -> None:
    report = saying("全市收办政府信息公开申请3646件。")
    passed = [one for one in judged(report) if one.rule == "TX-01"]
    assert [(one.result, len(one.cells)) for one in passed] == [(Result.PASS, 2)]
    assert failed(saying("全市新收政府信息公开申请3646件。")) == [("TX-01", None, "3646")]
    assert failed(saying("全市收到政府信息公开申请3645件。")) == [("TX-01", None, "3645")]


def test_another_scope_is_a_note() -> None:
    report = saying("区政府办代表区政府受理政府信息公开申请17件。")
    assert failed(report) == [("TX-01", SCOPE, "17")]
    assert {
        finding.severity.value for finding in checked(report)[0].findings if finding.rule == "TX-01"
    } == {"info"}
    own = replace(report, scope=Scope.OWN, body="某区人民政府办公室")
    assert failed(replace(own, sections=report.sections)) == [("TX-01", SCOPE, "17")]


def test_another_year_is_not_compared() -> None:
    assert failed(saying("2023年收到政府信息公开申请3000件，2024年收到3646件。")) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_finding_quotes_its_sentence(lang: str) -> None:
    report = saying("因政府信息公开引起的行政复议134件。")
    findings = [one for one in checked(report, lang=lang)[0].findings if one.rule == "TX-12"]
    assert len(findings) == 1
    found = findings[0]
    assert found.quote is not None
    assert (found.quote.section, found.quote.page) == ("1", 1)
    assert "行政复议134件" in found.quote.text
    assert "134件" in found.message
    assert "170" in found.message
    assert "36" in found.message
    assert [str(ref) for ref in found.cells] == ["t4.review.total"]
    assert (found.reported, found.expected, found.difference) == ("134", "170", "-36")


NO_RELATION = [
    "主动公开政府信息3件，公开行政许可信息1条、行政处罚信息2条。",
    "因政府信息公开引起的行政复议170件，多于不予公开92件。",
    "全年收费1.2万元，公开收费项目3项。",
    "公开规范性文件1件，解读2件。",
]


@pytest.mark.parametrize("text", NO_RELATION)
def test_there_is_no_rule_where_there_is_no_relation(text: str) -> None:
    assert failed(saying(text)) == []


def test_no_rule_sums_over_tables_that_have_no_relation() -> None:
    """Reviews against refusals, published items against any cell, fees against decisions."""
    for rule in RULEBOOK.rules:
        spec = rule.spec
        if isinstance(spec, ClaimSpec):
            readings = [one for group in spec.claims.values() for one in group]
        elif isinstance(spec, StatementSpec):
            readings = list(spec.statements.values())
        else:
            continue
        for reading in readings:
            assert len({ref.table for ref in reading}) == 1, rule.id
            decided = {"licensing", "penalties", "coercion"} & {r.row for r in reading}
            assert not decided or rule.id == "TX-25"  # decisions taken, not those published
            assert "fees" not in {r.row for r in reading}
    specs = [r.spec for r in RULEBOOK.rules if isinstance(r.spec, ClaimSpec)]
    claims = {about for spec in specs for about in spec.claims}
    assert not {one for one in claims if "publish" in one or "disclos" in one}


def test_all_of_them_are_all_of_those_in_the_table() -> None:
    """That 26 were received is one thing; that all of them were natural persons' another."""
    text = "收到政府信息公开申请9999件,均为自然人申请。"
    report = saying(text)
    row = [ref for ref in report.cells if ref.startswith("t3.new_received.")]
    zero = replace(report.cells[row[0]], raw="0", value=Decimal(0))
    seven = replace(zero, raw="7", value=Decimal(7))
    natural, total = "t3.new_received.natural_person", "t3.new_received.total"
    cells = {**report.cells, **dict.fromkeys(row, zero), natural: seven, total: seven}
    assert [rule for rule, _, _ in failed(replace(report, cells=cells))] == ["TX-01"]
    mixed = {**cells, natural: zero, "t3.new_received.commercial": seven}
    assert [rule for rule, _, _ in failed(replace(report, cells=mixed))] == ["TX-01", "TX-20"]


def test_what_no_word_names_is_told_as_a_note() -> None:
    (out,) = [one for one in judged(saying("新收9999件。")) if one.result is Result.FAIL]
    assert (out.rule, out.case) == ("TX-01", IMPLIED)
    assert RULEBOOK.rule(out.rule).severity_of(out.case) is Severity.INFO
