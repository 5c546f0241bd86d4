"""Told apart: documents from applications, parts from wholes, months from the year."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.claims import Stated, growth_holds, has_a_base, read_claims
from checker.model import PagePlace, Section
from checker.rulebook import kept_rulebook

LEXICON = kept_rulebook().lexicon


def read(text: str, heading: str = "（二）依申请公开情况") -> Stated:
    lines = f"{heading}\n{text}"
    return read_claims([Section(1, "一、总体情况", lines, PagePlace(1))], LEXICON)


def counts(stated: Stated) -> dict[str, int]:
    return {one.about: int(one.value) for one in stated.claims if one.kind == "count"}


def said(stated: Stated) -> set[str]:
    return {one.about for one in stated.statements}


@pytest.mark.parametrize(
    "text",
    [
        "本年没有产生依申请公开信息处理费。",
        "未发生政府信息公开信息处理费。",
        "将属性为“依申请公开”的7份公文改为主动公开。",
    ],
)
def test_fees_and_documents_by_class_are_no_applications(text: str) -> None:
    stated = read(text)
    assert counts(stated) == {}
    assert said(stated) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("复议后被诉2件。", {"after_review.case_total": 2}),
        ("诉讼6件，其中经复议后提起的4件。",
         {"litigation.case_total": 6, "after_review.case_total": 4}),
        ("复议后又提起诉讼2件。", {"after_review.case_total": 2}),
        ("行政复议2件、行政诉讼3件。", {"review.case_total": 2, "litigation.case_total": 3}),
    ],
)  # fmt: skip
def test_a_lawsuit_behind_a_review_is_of_its_own_column(
    text: str, expected: dict[str, int]
) -> None:
    assert counts(read(text, "（三）信息公开复议诉讼情况")) == expected


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("因政府信息公开引发行政复议6件、行政诉讼5件。维持8件，纠正3件。", None),
        ("政府信息公开行政复议6件。行政诉讼5件。上述案件中，结果维持8件。", None),
        ("政府信息公开行政复议6件，维持6件。行政诉讼5件。两类合计维持8件。", None),
        ("行政诉讼11件，其中直接起诉6件，复议后起诉5件。维持8件。", "litigation.case_upheld"),
        ("政府信息公开行政复议6件，维持6件。行政诉讼5件。维持3件。", "litigation.case_upheld"),
    ],
)
def test_outcomes_are_of_all_cases_that_have_none_yet(text: str, settled: str | None) -> None:
    told = read(text, "（三）复议诉讼情况").claims
    last = [one.about for one in told if one.about.endswith("case_upheld") and one.value != 6]
    assert last == ([settled] if settled else [])


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("局属单位市图书馆收到政府信息公开申请2件。", "part"),
        ("我局收到政府信息公开申请2件。", "own"),
        ("加强对下属单位的指导，我局收到政府信息公开申请2件。", "own"),
    ],
)
def test_units_below_have_figures_of_their_own(text: str, scope: str) -> None:
    assert [one.scope for one in read(text).claims] == [scope]


def test_cases_of_the_office_of_review_are_not_the_body_s() -> None:
    text = "区政府行政复议办公室受理政府信息公开行政复议案件23件。"
    assert counts(read(text, "（三）复议诉讼情况")) == {}


def test_a_time_limit_is_no_answer() -> None:
    assert counts(read("收到申请9件，延长答复期限2件。")) == {"received": 9}
    assert counts(read("收到申请9件，在答复期限内答复8件。")) == {"received": 9, "handled": 8}


@pytest.mark.parametrize("verb", ["转办", "续办", "接办"])
@pytest.mark.parametrize("last", ["上年", "上年度", "上一年度", "去年"])
def test_what_is_taken_on_from_the_year_before(verb: str, last: str) -> None:
    text = f"今年收到申请公开4件、{verb}{last}申请公开1件，在规定时限内作出了答复。"
    assert counts(read(text)).get("carried_over") == 1
    foreign = read(f"今年收到申请公开4件，{verb}{last}信访件1件。")
    assert "carried_over" not in counts(foreign)
    assert "carried_over" not in counts(read(f"今年收到申请公开4件，{verb}市直部门1件。"))


@pytest.mark.parametrize(
    ("text", "about", "value"),
    [
        ("收到申请9件，答复8件，其余1件在期限内办理。", "carried_forward", 1),
        ("收到申请9件，答复8件，剩余一件延长答复期限。", "handled", 8),
        ("收到申请9件，8件已公开，1件因征求意见，延至下年度办理。", "carried_forward", 1),
        ("上年结转2件，收到申请9件，办理9件，结转3件。", "carried_forward", 3),
        ("收到申请9件，答复8件，其余1件已在法定期限内答复。", "carried_forward", None),
    ],
)
def test_what_is_left_over(text: str, about: str, value: int | None) -> None:
    assert counts(read(text)).get(about) == value


@pytest.mark.parametrize(
    ("text", "about", "part"),
    [
        ("收到16件，其中自然人12件、企业4件；上年结转2件，办结17件，结转1件。", "handled", False),
        ("收到申请16件，其中自然人12件、企业4件；已答复15件。", "handled", False),
        ("收到申请16件，其中市直部门受理12件、办结11件。", "handled", True),
    ],
)  # fmt: skip
def test_what_was_answered_is_no_part_of_the_applicants(text: str, about: str, part: bool) -> None:  # noqa: FBT001
    assert [one.part for one in read(text).claims if one.about == about] == [part]


def test_a_group_before_its_rows_keeps_its_name() -> None:
    nested = read("办结9件，其中予以公开5件，其他处理4件（逾期不补正3件、申请人撤回1件）。")
    assert counts(nested)["other_handling"] == 4
    beside = read("办结9件，其中予以公开5件，逾期不补正3件，其他处理1件。")
    assert counts(beside)["other_misc"] == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3月、8月各收到1件申请，全年共2件。", {"received": 2}),
        ("一季度收到申请2件，三季度4件，全年合计6件。", {"received": 6}),
        ("1月至12月，收到申请6件。", {"received": 6}),
        ("截至2023年12月，收到申请6件。", {"received": 6}),
        ("8月收到申请6件。", {}),
    ],
)
def test_months_are_not_the_year(text: str, expected: dict[str, int]) -> None:
    assert counts(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("未制定规范性文件、废止3件。", {"normative.doc_repealed": 3}),
        ("制定规范性文件2件，有效9件。", {"normative.doc_issued": 2, "normative.doc_in_force": 9}),
        ("公开规范性文件2件，累计公开规范性文件40件。", {"normative.doc_open_total": 40}),
        ("未制定或废止规范性文件。", {"normative.doc_issued": 0, "normative.doc_repealed": 0}),
    ],
)  # fmt: skip
def test_documents_made_repealed_and_open(text: str, expected: dict[str, int]) -> None:
    assert counts(read(text, "（一）主动公开情况")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("行政处罚事项6项，作出处罚决定74件。", {"penalties.decisions": 74}),
        ("发布信息90条，作出行政许可决定8件、行政处罚决定3件。",
         {"licensing.decisions": 8, "penalties.decisions": 3}),
        ("发布行政许可8件、行政处罚3件。", {}),
        ("许可事项由上年的42项减少到36项，作出许可决定19件。", {"licensing.decisions": 19}),
    ],
)  # fmt: skip
def test_decisions_beside_what_was_published(text: str, expected: dict[str, int]) -> None:
    stated = read(text, "（一）主动公开情况")
    assert counts(stated) == expected
    assert {one.year for one in stated.claims} <= {None}


def test_companies_are_their_column_where_others_are_told_apart() -> None:
    assert "applicant_company" in counts(read("收到申请9件，其中企业4件、自然人5件。"))
    told = counts(read("收到申请9件，其中企业3件、律师事务所1件、自然人5件。"))
    assert told["applicant_commercial"] == 3


def test_people_are_natural_persons_beside_an_organisation() -> None:
    assert counts(read("从来源看，居民6件，行业协会1件。"))["applicant_natural"] == 6
    assert "applicant_natural" not in counts(read("群众申请7件，除企业申请的1件外均已答复。"))


@given(st.lists(st.tuples(st.integers(1, 99), st.integers(0, 1000)), min_size=2, max_size=5))
@settings(deadline=None)
def test_shares_behind_all_counts_are_each_of_its_own(told: list[tuple[int, int]]) -> None:
    names = ("予以公开", "部分公开", "不予公开", "无法提供", "不予处理")[: len(told)]
    each = "、".join(f"{name}{n}件" for name, (n, _) in zip(names, told, strict=True))
    shares = "、".join(f"{Decimal(per) / 10}%" for _, per in told)
    stated = read(f"政府信息公开申请中，{each}，分别占{shares}。")
    found = [(int(one.of or 0), one.value) for one in stated.claims if one.kind == "share"]
    assert found == [(n, Decimal(per) / 10) for n, per in told]


def test_shares_that_are_not_as_many_as_the_counts_are_left_alone() -> None:
    stated = read("政府信息公开申请中，予以公开9件、部分公开3件、不予公开2件，分别占60%、20%。")
    assert [one for one in stated.claims if one.kind == "share"] == []


def test_a_bracket_may_say_that_all_were_upheld() -> None:
    heading = "（三）信息公开复议诉讼情况"
    assert "litigation.all_upheld" in said(
        read("复议3件（维持2件、纠正1件），诉讼2件（均维持）。", heading)
    )
    assert said(read("复议3件，诉讼2件（其中1件维持）。", heading)) == set()


def test_none_by_itself_is_of_its_heading() -> None:
    assert said(read("无。", "（三）行政复议、行政诉讼情况")) == {"no_review", "no_litigation"}
    assert said(read("无。", "（三）政府信息管理情况")) == set()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("公开信息55条：政务服务30条、数据管理25条。", (30, 25)),
        ("公开52条信息，其中社会组织27条、回应关切25条。", (27, 25)),
        ("公开信息52条，其中动态27条、培训信息25条。", (27, 25)),
        ("公开各类信息52条（动态27条、其他25条）。", (27, 25)),
        ("公开信息52条，较上年增加9条。其中政务动态27条，法定内容25条。", (27, 25)),
    ],
)
def test_lists_behind_what_they_count(text: str, parts: tuple[int, ...]) -> None:
    (found,) = read(text, "（一）主动公开情况").listings
    assert tuple(map(int, found.parts)) == parts


def test_what_applications_are_about_is_no_result_and_no_decision() -> None:
    text = "收到申请10件，予以公开10件；按内容分，征地7件、处罚2件、其他1件。"
    assert counts(read(text)) == {"received": 10, "granted": 10}
    results = "收到申请10件，公开7件、部分公开2件、其他1件。"
    assert counts(read(results))["other_handling"] == 1


def test_changes_told_together_are_of_no_single_count() -> None:
    told = read("予以公开7件、部分公开2件，同比分别增加3件、减少1件。").claims
    assert [one.kind for one in told] == ["count", "count"]


def test_items_published_are_no_results() -> None:
    assert counts(read("公开各类信息52条（动态27条、其他25条）。", "（一）主动公开情况")) == {}


@given(st.integers(1, 400), st.integers(1, 400), st.integers(0, 2))
@settings(deadline=None)
def test_every_growth_of_whole_numbers_has_a_base(now: int, before: int, places: int) -> None:
    step = Decimal(1).scaleb(-places)
    growth = (Decimal(100 * (now - before)) / before).quantize(step)
    assert has_a_base(growth, Decimal(now))


@pytest.mark.parametrize(
    ("growth", "now", "expected"),
    [("36", 25, False), ("25", 25, True), ("-100", 0, True), ("40.5", 33, False), ("9", 999, True)],
)  # fmt: skip
def test_a_growth_of_no_whole_number(growth: str, now: int, expected: bool) -> None:  # noqa: FBT001
    assert has_a_base(Decimal(growth), Decimal(now)) is expected
    if not expected:
        assert not any(
            growth_holds(Decimal(growth), Decimal(now), Decimal(n)) for n in range(1, 999)
        )


@pytest.mark.parametrize(
    "text",
    [
        "收到政府信息公开申请25件，同比增长3.6个百分点。",
        "收到政府信息公开申请25件，较上年增长36个百分点。",
    ],
)
def test_points_are_no_growth_in_per_cent(text: str) -> None:
    assert {one.kind for one in read(text).claims} == {"count"}


@pytest.mark.parametrize(
    ("text", "kind", "of", "before"),
    [
        ("收到政府信息公开申请约25件，同比增长36%。", "growth", None, None),
        ("收到政府信息公开申请约25件，较上年20件增长20%。", "growth", None, 20),
        ("收到政府信息公开申请25件，较上年约20件增长20%。", "growth", 25, None),
        ("收到政府信息公开申请25件，较上年增加约5件，增长20%。", "growth", 25, None),
        ("收到政府信息公开申请约25件，较上年增加5件。", "change", None, None),
        ("收到政府信息公开申请约25件，其中自然人申请约9件，占36%。", "share", None, None),
    ],
)  # fmt: skip
def test_nothing_is_worked_out_of_a_number_told_loosely(
    text: str, kind: str, of: int | None, before: int | None
) -> None:
    (one,) = [each for each in read(text).claims if each.kind == kind]
    assert (one.of, one.before) == (of, before)


def test_what_a_website_handled_is_of_no_applicant() -> None:
    text = "政务服务事项4185项。自然人办件量为108101件，法人办件量为1090件。收到留言164条。"
    stated = read(text, "（一）基本情况")
    assert counts(stated) == {}
    assert not stated.presumed


@pytest.mark.parametrize(
    ("lines", "heading"),
    [
        ("二、工作机制。\n四、政府信息公开申请情况\n全年收到申请34件。", "政府信息公开申请情况"),
        ("（四）政府信息公开申请情况\n全年收到申请34件。", "政府信息公开申请情况"),
        ("（二）依申请公开\n四、五月最多，\n四、五月来自企业\n全年收到申请34件。", "依申请公开"),
    ],
)
def test_a_body_s_own_numbers_head_what_follows(lines: str, heading: str) -> None:
    sections = [Section(1, "一、总体情况", lines, PagePlace(1))]
    told = [one.sentence for one in read_claims(sections, LEXICON).claims if one.value == 34]
    assert {one.heading for one in told} == {heading}
    assert all((one.text == "全年收到申请34件。") == (heading != "依申请公开") for one in told)
