"""Ways applications came in: ways that 等 sums up, and mailboxes beside other ways."""

from __future__ import annotations

import pytest

from checker.claims import read_claims
from checker.model import PagePlace, Section
from checker.rulebook import kept_rulebook

LEXICON = kept_rulebook().lexicon


def channels(text: str) -> list[int]:
    section = Section(1, "一、总体情况", "（二）依申请公开情况。" + text, PagePlace(1))
    return [
        int(one.value)
        for one in read_claims([section], LEXICON).claims
        if one.about == "channel" and one.kind == "count"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到依申请公开件13件（含电子邮箱等网络申请5件，信函申请9件）。", [5, 9]),
        ("收到公开申请13件，其中信函申请9件、电子邮件等网络申请4件。", [9, 4]),
        ("收到公开申请13件，其中快递、挂号信等信函申请9件，当面申请4件。", [9, 4]),
        ("收到公开申请13件，其中门户网站等线上渠道8件，窗口等现场申请5件。", [8, 5]),
    ],
)
def test_the_way_that_sums_up_others(text: str, expected: list[int]) -> None:
    assert channels(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "收到公开申请13件，通过网络、信函等渠道收到9件，其他另行登记。",  # of several ways none
        "收到公开申请13件，其中网络、信函申请9件，答复4件。",
        "全年主动公开信息13条，其中电子邮箱等网络渠道5条，信函9条。",
    ],
)
def test_ways_that_nothing_sums_up(text: str) -> None:
    assert channels(text) == []


@pytest.mark.parametrize("box", ["信箱", "局长信箱", "县长信箱", "主任信箱", "电子信箱"])
@pytest.mark.parametrize("verb", ["收到", "", "提交", "新收"])
def test_a_mailbox_beside_another_way(box: str, verb: str) -> None:
    text = f"共收到信息公开申请13件，其中网络{verb}11件，{box}{verb}3件；予以公开14件。"
    assert channels(text) == [11, 3]


@pytest.mark.parametrize(
    "text",
    [
        "收到公开申请11件，其中网上申请11件，局长信箱收到留言300件。",
        "收到公开申请11件。局长信箱收到300件，均已回复。",
        "收到公开申请11件，其中自然人申请10件，单位收到3件。",
    ],
)
def test_other_mail_is_no_application(text: str) -> None:
    assert 300 not in channels(text)
    assert 3 not in channels(text)


@pytest.mark.parametrize(("words", "named"), [("单位3件", True), ("单位收到3件", False)])
def test_a_body_that_received_is_no_applicant(words: str, *, named: bool) -> None:
    text = f"收到公开申请13件，其中自然人10件，{words}。"
    section = Section(1, "一、总体情况", text, PagePlace(1))
    told = {one.about for one in read_claims([section], LEXICON).claims}
    assert ("applicant_legal" in told) is named
