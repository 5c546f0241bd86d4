"""Sentences that are understood whole, and what is left over of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.claims import Claim, Statement, read_claims
from checker.claims.firm import left_over
from checker.claims.own_names import own_names
from checker.model import PagePlace, Section
from checker.rulebook import kept_rulebook
from checker.rulebook.load import rules_folder
from checker.rulebook.source import read

if TYPE_CHECKING:
    from collections.abc import Iterator

LEXICON = kept_rulebook().lexicon
BODY = "海滨市长河区自然资源局"


def said(text: str, about: str) -> Claim | Statement:
    """The claim or statement about this that a text makes."""
    stated = read_claims([Section(1, "一、总体情况", text, PagePlace(1))], LEXICON)
    every: list[Claim | Statement] = [*stated.claims, *stated.statements]
    return next(one for one in reversed(every) if one.about == about)


def over(text: str, about: str, body: str = BODY) -> tuple[str, ...]:
    return left_over(said(text, about), LEXICON, body)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("2023年，我局共收到政府信息公开申请12件。", "received"),
        ("按照《条例》规定，认真做好依申请公开工作，全年收到政府信息公开申请12件。", "received"),
        ("（二）依申请公开情况。1.收到申请12件，其中自然人10件。", "applicant_natural"),
        ("长河区自然资源局收到政府信息公开申请12件。", "received"),
        ("收到政府信息公开申请12件，涉及征地批文、规划图件，办结11件。", "handled"),
        ("收到政府信息公开申请12件（征地9件、规划3件），办结11件。", "handled"),
        ("因政府信息公开引起的行政复议2件，市政府均予维持。", "review.case_total"),
        ("未发生因政府信息公开引起的行政诉讼。", "no_litigation"),
    ],
)
def test_nothing_is_left_over_where_all_is_known(text: str, about: str) -> None:
    assert over(text, about) == ()


@pytest.mark.parametrize(
    ("text", "about", "left"),
    [
        # Of what: other cases, other papers, other business.
        ("（四）信息公开。劳动争议类行政诉讼5件。", "litigation.case_total", "劳动"),
        ("收到申请公开监控录像的8件，均为依申请公开。", "received", "监控录像"),
        ("依申请公开方面，举报投诉类受理申请32件。", "received", "举报投诉"),
        # Whose: other bodies, other levels.
        ("下辖乡镇街道汇总，受理政府信息公开申请14件。", "received", "下辖乡镇"),
        ("市自然资源局收到政府信息公开申请12件。", "received", "市"),
        # Of when, and what takes it back.
        ("自建局起全局受理政府信息公开申请15件。", "received", "建"),
        ("镇直单位受理政府信息公开申请5件，已包括在内。", "received", "包括"),
        ("受理政府信息公开申请5件，不在此列。", "received", "不在"),
        # Another quantity in the same breath.
        ("政府信息公开申请中，不予公开5件，占无法提供数的45%。", "denied", "无法提供"),
        ("政府信息公开申请中，其他处理12件（含不予处理）。", "other_handling", "不予处理"),
        ("收到政府信息公开申请3件，均由2名律师提出。", "applicant_law", "2名"),
        ("另收到政府信息公开申请2件。", "received", "另"),
        ("政府信息公开申请中，网上予以公开5件。", "granted", "网上"),
        ("政府信息公开申请以自然人为主，共收到5件。", "received", "为主"),
        ("未发生因征地补偿引起的行政复议。", "no_review", "征地补偿"),
    ],
)
def test_what_is_not_known_is_left_over(text: str, about: str, left: str) -> None:
    assert any(left in one for one in over(text, about)), over(text, about)


def groups() -> Iterator[tuple[str, list[str]]]:
    root = read(rules_folder() / "common" / "lexicon.yaml", "lexicon.yaml", "zh")
    for found in root.mapping()["fillers"].mapping().values():
        for group in found.mapping().values():
            inner = group.mapping()
            yield inner["example"].text(), inner["words"].text().split()


def last(text: str) -> Claim:
    return read_claims([Section(1, "一、总体情况", text, PagePlace(1))], LEXICON).claims[-1]


@pytest.mark.parametrize(("example", "words"), list(groups()))
def test_a_filler_changes_nothing(example: str, words: list[str]) -> None:
    meant = last(example.replace("〇", ""))
    changed = []
    for word in words:
        found = last(example.replace("〇", word))
        same = (found.about, found.value, found.year) == (meant.about, meant.value, meant.year)
        if not same or left_over(found, LEXICON, BODY):
            changed.append(word)
    assert changed == []


@pytest.mark.parametrize(
    ("body", "own", "others"),
    [
        (
            BODY,
            ["长河区自然资源局", "区自然资源局", "自然资源局", "区资源局"],
            ["市自然资源局", "区"],
        ),
        ("安岭县人民政府", ["安岭县", "县政府", "安岭县人民政府", "县人民政府"], ["市政府", "县"]),
        ("安岭县人民政府办公室", ["县政府办公室", "政府办公室"], ["县政府"]),
        ("胥江区高桥街道办事处", ["高桥街道", "街道", "街道办", "办事处"], ["区"]),
        ("沙洲镇人民政府", ["沙洲镇", "镇政府", "镇里"], ["县政府"]),
        ("滨海经济技术开发区管理委员会", ["管委会"], ["区政府"]),
        ("海滨实验中学", ["学校"], ["教育局"]),
    ],
)
def test_a_body_by_its_own_names(body: str, own: list[str], others: list[str]) -> None:
    names = own_names(body)
    assert [one for one in own if not names.fullmatch(one)] == []
    assert [one for one in others if names.fullmatch(one)] == []


@pytest.mark.parametrize(
    "body", ["人" * 5000 + "局", "(市" * 300, "县", "*", "人" * 50 + "市" + "人" * 50]
)
def test_no_name_takes_long(body: str) -> None:
    assert [found for found in own_names(body).finditer("人" * 500) if len(found[0]) > 60] == []
