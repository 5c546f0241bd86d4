"""Numbers in words that nobody listed: known by what is spoken of, or left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checker.claims import Stated, read_claims
from checker.model import PagePlace, Section
from checker.rulebook import kept_rulebook

LEXICON = kept_rulebook().lexicon
REQUESTS = "（二）依申请公开情况"
CASES = "（三）信息公开行政复议、行政诉讼情况"


def read(text: str, heading: str = REQUESTS) -> Stated:
    return read_claims([Section(1, "一、总体情况", f"{heading}\n{text}", PagePlace(1))], LEXICON)


def presumed(text: str, heading: str = REQUESTS) -> list[tuple[str, int]]:
    return [
        (one.about, int(one.value)) for one in read(text, heading).presumed if one.kind == "count"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年递来18件。", [("received", 18)]),
        ("办件数：13例。", [("received", 13)]),
        ("年内给了回音的17件。", [("handled", 17)]),
        ("从结转看，转入7件，转出8件。", [("carried_over", 7), ("carried_forward", 8)]),
        ("余2件。", [("carried_forward", 2)]),
        ("结转7件。", [("carried_forward", 7)]),
        ("在途2件。", [("carried_forward", 2)]),
        ("收到申请9件，有2件在途。", [("carried_forward", 2)]),
        ("收到申请9件，查询本人档案的3件按查询办理。", [("denied_admin_query", 3)]),
        ("18件，均为网上提交。", [("received", 18)]),
        ("隐去姓名后提供了3件。", [("partial", 3)]),
        ("提供不了的4件。", [("unavailable", 4)]),
        ("收到申请9件，不予处理及其他处理合计4件。", [("refused+other_handling", 4)]),
        ("收到申请9件，其余4件分别作无法提供和其他处理。", [("unavailable+other_handling", 4)]),
        ("申请人中有1家企业、4位个人。", [("applicant_company", 1), ("applicant_natural", 4)]),
    ],
)
def test_under_applications_the_letters_of_a_clause_say_what_a_number_may_be(
    text: str, expected: list[tuple[str, int]]
) -> None:
    assert presumed(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "征地类61件。",
        "内容涉及学区划分的8件。",
        "征求第三方意见3件。",
        "接听电话咨询40件。",
        "年初至6月递来5件。",
        "本系统下属单位递来9件。",
        "递来约50件。",
        "做到来一件、登记一件、答复一件。",
        "收到申请9件，其中镇政府本级答了6件。",
        "网站改版3件。",
    ],
)
def test_what_it_may_not_be_is_left_alone(text: str) -> None:
    assert presumed(text) == []


def test_a_total_behind_parts_is_what_came_in_and_one_alone_is_not() -> None:
    both = presumed("从事项看，社保28件、路政22件、客运16件，共66件。")
    assert ("received", 66) in both
    assert presumed("事项集中，共66件。") == []


def test_what_else_a_number_may_be_is_kept_with_it() -> None:
    (one,) = read("结转7件。").presumed
    assert one.may_be == ("carried_over",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("行政复议5件，其他领域的2件。", []),
        ("行政复议5件，正在裁量的2件。", [("review.case_pending", 2)]),
        ("行政复议5件，被指出违法的1件。", [("review.case_corrected", 1)]),
        ("行政复议5件，行政诉讼2件，均为其他领域以外；被责成重作的1件。",
         [("review.case_corrected", 1)]),
    ],
)  # fmt: skip
def test_outcomes_in_words_of_their_own(text: str, expected: list[tuple[str, int]]) -> None:
    assert presumed(text, CASES) == expected


def test_of_reviews_and_lawsuits_together_an_outcome_is_of_either_or_both() -> None:
    (one,) = read("行政复议9件、行政诉讼4件，被指出违法的2件。", CASES).presumed
    assert {"litigation.case_corrected", "review.case_corrected+litigation.case_corrected"} <= {
        one.about,
        *one.may_be,
    }


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("规范性文件由年初的5件压减，年末仍为31件。", "normative.doc_in_force"),
        ("我镇今年新出的规范性文件1件。", "normative.doc_issued"),
        ("网站可看的现有规范性文件17件。", "normative.doc_open_total"),
        ("行政许可方面，全年办理183件。", "licensing.decisions"),
    ],
)
def test_documents_and_decisions(text: str, about: str) -> None:
    assert about in [one.about for one in read(text, "（一）主动公开情况").presumed]


@pytest.mark.parametrize(
    ("text", "heading", "expected"),
    [
        ("收到申请2件，无一拖到次年。", REQUESTS, {"carried_forward"}),
        ("收到申请2件，全部如期答复。", REQUESTS, {"carried_forward"}),
        ("收到申请2件，当年办结。", REQUESTS, {"carried_forward"}),
        ("收到申请2件，办结率百分之百。", REQUESTS, {"carried_forward"}),
        ("复议6件，诉讼2件，均已审结。", CASES, {"litigation.case_pending"}),
        ("没有打官司的。", CASES, {"litigation.case_total"}),
        ("行政复议1件，复议机关支持了我局的答复。", CASES, {"review.case_corrected"}),
        ("全部由自然人提出。", REQUESTS, {"applicant_legal"}),
        ("没有行政许可事项。", "（一）主动公开情况", {"licensing.decisions"}),
        ("网站全年未发生泄密事件，均已整改。", "（一）主动公开情况", set()),
        ("收到申请2件，均未超期。", REQUESTS, set()),
        ("去年无结转，均已答复到期的件。", REQUESTS, set()),
    ],
)  # fmt: skip
def test_what_a_clause_denies_without_a_number(text: str, heading: str, expected: set[str]) -> None:
    found = {one.about for one in read(text, heading).presumed if not one.value}
    assert expected <= found
    assert expected or not found


def test_results_that_make_up_all_that_came_in_leave_no_other() -> None:
    (one,) = read("收到申请5件，公开3件，无法提供2件。").presumed
    assert (one.about, one.value) == ("denied+refused+other_handling", Decimal(0))
    assert read("收到申请6件，公开3件，无法提供2件。").presumed == ()
    assert read("收到申请5件，上年结转1件，公开3件，无法提供2件。").presumed == ()


def test_all_of_them_public_leaves_no_other_result() -> None:
    found = {one.about: int(one.value) for one in read("收到申请2件，都已向本人公开。").presumed}
    assert found["granted"] == 2
    assert found["denied+unavailable+refused+other_handling"] == 0
    assert read("收到申请2件，都已公开，部分内容隐去。").presumed != ()


def test_none_carried_is_said_of_both_ends_of_the_year() -> None:
    assert ("carried_over", 0) in presumed("收到申请2件，答复2件，无结转。")
    assert ("carried_over", 0) not in presumed("收到申请2件，答复2件，无结转下年。")


@pytest.mark.parametrize(
    ("text", "about", "of"),
    [
        ("收到申请20件，由网上递来的居多，有15件，占75%。", "granted", 15),
        ("收到申请9件，同意公开率66.7%。", "granted", None),
    ],
)
def test_a_share_in_words_of_its_own(text: str, about: str, of: int | None) -> None:
    (one,) = [each for each in read(text).presumed if each.kind == "share"]
    assert one.about == about
    assert one.of == (None if of is None else Decimal(of))


@pytest.mark.parametrize(
    "text",
    ["群众满意率98%。", "主动公开率占85%。", "按时办结率较上年提高3%。", "约占三成的为30%左右。"],
)
def test_other_per_cents_are_no_shares_of_applications(text: str) -> None:
    assert [one for one in read(text).presumed if one.kind == "share"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("受理申请95件，办结91件（含上年结转9件），均在法定期限内答复。", []),
        ("收到申请9件，办结8件，全部答复完毕。", []),
        ("收到申请9件，均在法定期限内给出回音。", ["carried_forward"]),
    ],
)
def test_what_is_told_of_all_that_were_handled_says_nothing_of_the_rest(
    text: str, expected: list[str]
) -> None:
    stated = read(text)
    assert [one.about for one in stated.presumed if not one.value] == expected
