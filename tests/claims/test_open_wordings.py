"""Wordings that leave open what a number counts: they are read as no more than they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.claims import Claim, Stated, read_claims
from checker.model import PagePlace, Section
from checker.rulebook import kept_rulebook

if TYPE_CHECKING:
    from decimal import Decimal

LEXICON = kept_rulebook().lexicon


def read(text: str, heading: str = "（二）依申请公开情况") -> Stated:
    lines = f"{heading}\n{text}"
    return read_claims([Section(1, "一、总体情况", lines, PagePlace(1))], LEXICON)


def counts(text: str, heading: str = "（二）依申请公开情况") -> dict[str, int]:
    told = read(text, heading).claims
    return {one.about: int(one.value) for one in told if one.kind == "count"}


def handled(text: str) -> Claim:
    (one,) = [each for each in read(text).claims if each.about == "handled"]
    return one


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("收到申请9件，答复7件，其余2件重复申请不予处理。", 2),
        ("收到申请9件，已办结8件，另一件逾期未补正。", 1),
        ("收到申请9件，答复8件，另1件经沟通自行解决。", 1),
        ("收到申请9件，答复8件，其余1件未能按时答复。", 1),
        ("收到申请9件，答复8件，其余1件未答复。", None),
        ("收到申请9件，答复8件，另有1件2025年1月答复。", None),
        ("收到申请9件，答复8件，剩余1件结转下年度。", None),
        ("收到申请9件，答复8件，剩余1件正在征求第三方意见。", None),
        ("收到申请9件，答复8件，剩余1件将于次年答复。", None),
        ("收到申请9件，答复8件，其中公开5件、不予公开2件，其余1件无法提供。", None),
        ("收到申请9件，答复8件中，还有不予处理2件。", None),
        ("收到申请9件，办结6件；办结上年结转申请3件。", 3),
        ("办结上年结转申请3件；收到申请9件，办结6件。", 3),
        ("收到申请9件，办结6件、上年结转3件。", 3),
        ("上年结转3件，收到申请9件，办结12件。", None),
        ("收到申请9件，上年结转0件，办结9件。", None),
    ],
)
def test_what_was_handled_may_be_told_in_two_numbers(text: str, more: int | None) -> None:
    one = handled(text)
    assert (None if one.or_more is None else int(one.or_more)) == more


@pytest.mark.parametrize(
    "text",
    [
        "本年形成政府信息60条，主动公开政府信息41条、依申请公开信息7条、不予公开信息12条。",
        "获取政府信息9份，主动公开信息6份、不予公开信息3份。",
    ],
)
def test_documents_of_a_class_are_no_results_of_applications(text: str) -> None:
    assert counts(text, "（一）主动公开情况") == {}


def test_results_behind_items_published_are_still_results() -> None:
    text = "主动公开政府信息41件；依申请公开方面答复申请3件，不予公开2件。"
    assert counts(text)["denied"] == 2
    text = "主动公开政府信息41条；依申请公开方面不予公开2件。"
    assert counts(text)["denied"] == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到申请40件。公开类答复16件。", {"received": 40}),
        ("收到申请40件。公开类答复（予以公开、部分公开）16件。",
         {"received": 40, "granted_or_partial": 16}),
        ("收到申请40件。信息公开类申请答复38件。", {"received": 40, "handled": 38}),
    ],
)  # fmt: skip
def test_a_class_of_answers_is_no_total(text: str, expected: dict[str, int]) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # of all, as it says
        ("收到申请50件，其中网络35件，信函15件，总量比上年增加10件、增长25%。",
         [("received", "change", 50, None), ("received", "growth", 50, 40)]),
        ("收到申请50件，当面12件，信函38件，合计较上年减少5件。",
         [("received", "change", 50, None)]),
        # of all, or of the last part: it is told of neither
        ("收到申请50件，其中网络35件，比上年增加10件、增长25%。", []),
        ("收到申请50件，其中自然人35件，较上年减少5件。", []),
        # of what stands beside it
        ("收到申请50件，比上年增加10件、增长25%，其中网络35件。",
         [("received", "change", 50, None), ("received", "growth", 50, 40)]),
    ],
)  # fmt: skip
def test_a_growth_behind_parts_is_of_what_it_says(
    text: str, told: list[tuple[str, str, Decimal | None, Decimal | None]]
) -> None:
    grown = [one for one in read(text).claims if one.kind in {"growth", "change"}]
    assert [(one.about, one.kind, one.of, one.before) for one in grown] == told


@pytest.mark.parametrize(
    ("text", "about", "also"),
    [
        (
            "收到申请8件，因涉及商业秘密等第三方合法权益不予公开3件。",
            "denied",
            "denied_third_party",
        ),
        ("收到申请8件，涉及家庭住址等第三方权益不予公开3件。", "denied", "denied_third_party"),
        ("收到申请8件，因第三方合法权益等不予公开3件。", "denied", None),
        ("收到申请8件，因不掌握、需加工等原因无法提供3件。", "unavailable", None),
    ],
)
def test_a_reason_that_sums_up_others_may_be_its_row(
    text: str, about: str, also: str | None
) -> None:
    (one,) = [each for each in read(text).claims if each.value == 3]
    assert (one.about, one.also) == (about, also)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新制定规章3件、行政规范性文件26件，对外公开总数分别为15件和318件。",
         {"regulations.doc_open_total": 15, "normative.doc_open_total": 318}),
        ("制发行政规范性文件26件、政府规章3件，现行有效件数分别为318件、15件。",
         {"normative.doc_in_force": 318, "regulations.doc_in_force": 15}),
    ],
)  # fmt: skip
def test_two_totals_are_of_the_two_kinds_told_before(text: str, expected: dict[str, int]) -> None:
    assert counts(text, "（一）主动公开情况").items() >= expected.items()


@pytest.mark.parametrize("joined", ["、", "和", "与"])
def test_more_numbers_than_names_are_of_none_of_them(joined: str) -> None:
    text = f"规章对外公开总数分别为15件{joined}318件。"
    assert counts(text, "（一）主动公开情况") == {}
