"""The text against the tables: the real texts where they are at hand, and what is no relation."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from checker.checks.engine import evaluate
from checker.claims import read_claims
from checker.model import Outcome, PagePlace, Report, Result, Scope, Section, Severity
from checker.rulebook import kept_rulebook
from checker.rulebook.kinds.claims import (
    IMPLIED,
    LOOSELY,
    PRESUMED,
    SCOPE,
    ClaimSpec,
    StatementSpec,
)
from tests.support.factory import sample
from tests.support.made_outcomes import checked
from tests.support.shared import SHARED, waits_for

if TYPE_CHECKING:
    from collections.abc import Sequence

RULEBOOK = kept_rulebook()


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


@pytest.mark.parametrize("denied", ["不予公开", "不同意公开", "拒绝公开"])
def test_the_result_of_all_is_put_right_with_the_number(denied: str) -> None:
    """26 in the text, 27 received and 27 denied: one accusation, and a note on the other row."""
    report = saying(f"收到政府信息公开申请26件,均为{denied}。")
    zeros = {ref: replace(one, raw="0", value=Decimal(0)) for ref, one in report.cells.items()}
    report = replace(report, cells=zeros)
    received = with_row(report, "new_received", (27, 0, 0, 0, 0, 0, 27))
    row = with_row(received, "denied_process", (27, 0, 0, 0, 0, 0, 27))
    told = [(rule, case) for rule, case, _ in failed(row)]
    assert told == [("TX-01", None), ("TX-06", PRESUMED)]
    right = with_row(row, "new_received", (26, 0, 0, 0, 0, 0, 26))
    right = with_row(right, "carried_over", (1, 0, 0, 0, 0, 0, 1))
    assert [rule for rule, _, _ in failed(right) if rule in {"TX-01", "TX-06"}] == []


def test_what_no_word_names_is_told_as_a_note() -> None:
    (out,) = [one for one in judged(saying("新收9999件。")) if one.result is Result.FAIL]
    assert (out.rule, out.case) == ("TX-01", IMPLIED)
    assert RULEBOOK.rule(out.rule).severity_of(out.case) is Severity.INFO


def with_row(report: Report, row: str, numbers: Sequence[int]) -> Report:
    """The report with a row of Table 3 printed anew: the six applicants and the total."""
    columns = (
        "natural_person", "commercial", "research", "public_welfare", "legal_service",
        "other_org", "total",
    )  # fmt: skip
    cells = {
        f"t3.{row}.{column}": replace(
            report.cells[f"t3.{row}.{column}"], raw=str(number), value=Decimal(number)
        )
        for column, number in zip(columns, numbers, strict=True)
    }
    return replace(report, cells={**report.cells, **cells})


@pytest.mark.parametrize(
    ("company", "case"),
    [
        (1, None),  # the column of companies
        (3, LOOSELY),  # all organisations
        (2, "neither"),
    ],
)
def test_what_fits_only_loosely_is_told_as_a_note(company: int, case: str | None) -> None:
    """企业 is the column's name first; that it may stand for all organisations is told, with it."""
    report = saying(f"收到政府信息公开申请12件，其中自然人9件、企业{company}件。")
    for row in ("new_received", "total_handled"):
        report = with_row(report, row, [9, 1, 0, 0, 0, 2, 12])
    report = with_row(report, "carried_over", [0, 0, 0, 0, 0, 0, 0])
    found = [one for one in judged(report) if one.rule == "TX-20" and "企业" in one.facts["clause"]]
    assert [(one.result, one.case) for one in found] == [
        {
            None: (Result.PASS, None),
            LOOSELY: (Result.FAIL, LOOSELY),
            "neither": (Result.FAIL, None),
        }[case]
    ]
    if case == LOOSELY:
        assert RULEBOOK.rule("TX-20").severity_of(LOOSELY) is Severity.INFO
        assert found[0].facts["loosely"] == "t3.new_received.legal_persons"
        (told,) = [one for one in checked(report, lang="zh")[0].findings if one.rule == "TX-20"]
        assert "法人或其他组织" in told.message


def test_worked_on_beside_both_ends_of_the_year_is_what_was_handled() -> None:
    text = "收到政府信息公开申请12件，上年结转1件，办理12件，结转1件。"
    report = with_row(saying(text), "new_received", [12, 0, 0, 0, 0, 0, 12])
    for row, number in (("total_handled", 11), ("carried_over", 1), ("carried_forward", 2)):
        report = with_row(report, row, [number, 0, 0, 0, 0, 0, number])
    assert ("TX-03", LOOSELY, "12") in failed(report)


@pytest.mark.parametrize(
    ("stated", "result"),
    [("69.2", Result.PASS), ("30.8", Result.PASS), ("66.2", Result.FAIL)],
)
def test_a_share_without_its_count_is_of_some_whole_number(stated: str, result: Result) -> None:
    """Of 13 received no whole number is 66.2 %."""
    report = saying(f"收到政府信息公开申请13件，网络申请占{stated}%。")
    for row in ("new_received", "total_handled"):
        report = with_row(report, row, [13, 0, 0, 0, 0, 0, 13])
    report = with_row(report, "carried_over", [0, 0, 0, 0, 0, 0, 0])
    assert [one.result for one in judged(report) if one.rule == "TX-07"] == [result]


@pytest.mark.parametrize(
    ("text", "results"),
    [
        ("受理政府信息公开申请100件，办结95件，办结率95%。", [Result.PASS]),
        ("受理政府信息公开申请100件，办结95件，办结率93%。", [Result.FAIL]),
        ("受理政府信息公开申请100件，按时办结率93%。", []),
        ("信息公开行政复议20件，纠正3件，纠错率15%。", [Result.PASS]),
        ("信息公开行政复议20件，纠正3件，纠错率18%。", [Result.FAIL]),
        ("信息公开行政复议、行政诉讼共20件，综合纠错率18%。", []),
    ],
)
def test_rates_are_shares_of_all_there_were(text: str, results: list[Result]) -> None:
    report = saying(text)
    for row, number in (("new_received", 100), ("total_handled", 95), ("carried_over", 0)):
        report = with_row(report, row, [number, 0, 0, 0, 0, 0, number])
    outcomes = {"upheld": 17, "corrected": 3, "other": 0, "pending": 0, "total": 20}
    cells = {
        f"t4.review.{column}": replace(
            report.cells[f"t4.review.{column}"], raw=str(number), value=Decimal(number)
        )
        for column, number in outcomes.items()
    }
    report = replace(report, cells={**report.cells, **cells})
    assert [one.result for one in judged(report) if one.rule == "TX-07"] == results


@pytest.mark.parametrize(
    ("text", "total", "nested"),
    [
        ("发布信息204条，其中网站79条，新媒体130条。", 204, True),  # may overlap, nearly adds up
        ("发布信息204条，其中网站179条，新媒体130条。", None, None),  # they do overlap
        ("发布信息270条，分布如下：政策51条，执法215条，公示11条。", 270, True),
        ("发布信息118条，其中政策文件37条，动态83条；制发规范性文件1件。", 118, False),
        ("全市发布信息18条。从机关看，市级7条、县级8条、乡级2条，总数18条。", 18, False),
        # Too many by just one of them, which may stand in another.
        (
            "网站发布信息2139条，其中动态1744条，政务393条，解读21条，回应公众关注热点信息2条。",
            2139,
            True,
        ),
    ],
)
def test_lists_opened_by_how_they_are_parted(
    text: str,
    total: int | None,
    nested: bool | None,  # noqa: FBT001
) -> None:
    sections = [Section(1, "一、总体情况", text, PagePlace(1))]
    found = read_claims(sections, RULEBOOK.lexicon).listings
    assert [(one.total, one.nested) for one in found] == (
        [] if total is None else [(Decimal(total), nested)]
    )


@pytest.mark.parametrize("between", ["", "，"])
def test_a_bracket_parts_the_number_before_it_behind_a_comma_too(between: str) -> None:
    text = f"公开信息2599条{between}（其中政策类68条、机构类25条、其他类2440条）。"
    sections = [Section(1, "一、总体情况", text, PagePlace(1))]
    (found,) = read_claims(sections, RULEBOOK.lexicon).listings
    assert (int(found.total), int(sum(found.parts)), found.closed) == (2599, 2533, True)


def test_what_else_was_set_up_ends_a_list() -> None:
    said = "公开信息10220条，其中政务动态4792条，目录更新5403条，新开设专栏6个，发布解读44条。"
    assert not [rule for rule, _, _ in failed(saying(said)) if rule == "TX-17"]


def test_an_answer_to_all_yields_to_a_number_carried_forward() -> None:
    said = "收到政府信息公开申请12件，均已答复。"
    report = with_row(saying(said), "carried_forward", [2, 0, 0, 0, 0, 0, 2])
    assert "TX-15" in {rule for rule, _, _ in failed(report)}
    report = with_row(saying(said + "结转下年2件。"), "carried_forward", [2, 0, 0, 0, 0, 0, 2])
    assert "TX-15" not in {rule for rule, _, _ in failed(report)}


def test_the_only_kind_of_applicant_is_all_of_them() -> None:
    def received(text: str) -> list[str]:
        sections = [Section(1, "一、总体情况", f"（二）依申请公开\n{text}", PagePlace(1))]
        stated = read_claims(sections, RULEBOOK.lexicon)
        return [str(one.value) for one in stated.claims if one.about == "received"]

    assert received("收到公民申请12件，均已答复。") == ["12"]
    assert received("收到公民申请12件。收到企业申请3件。") == []
    assert received("收到自然人申请12件、企业申请3件。") == []
