"""Rewrites that keep the meaning keep the claims: word order, units, digits, fillers, marks.

Sentences are put together from slots, so that each wording of a slot meets those of the others,
and clean narratives of the benches are rewritten as a whole.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.claims import read_claims
from checker.model import PagePlace, Section
from checker.rulebook import kept_rulebook
from tests.bench.prose.score import lines_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

LEXICON = kept_rulebook().lexicon
HEADING = "（二）依申请公开情况"

LEADS = ("", "2023年，", "全年，", "本年度，我局", "一年来，我镇", "截至12月底，", "按规定，")
RECEIVED = ("收到", "共收到", "受理", "接收", "接到", "共受理", "收办", "登记")
NEW = ("新收", "新收到", "新受理", "本年新收", "当年新收")
HANDLED = ("答复", "办结", "已答复", "已办结", "回复", "办复", "依法答复", "按时办结", "办理完毕")
OBJECTS = ("政府信息公开申请", "依申请公开", "信息公开申请", "依申请公开事项", "公开申请")
UNITS = ("件", "宗", "起", "份")
OVER = ("上年结转", "上年度结转", "去年结转", "年初结转", "上年未办结")
FORWARD = ("结转下年", "结转下年度", "结转至下年度继续办理", "转下年度办理", "顺延至下年度")
OPEN = ("正在办理", "尚未办结", "在办", "未到答复期限")
RESULTS: Mapping[str, Sequence[str]] = {
    "granted": ("予以公开", "全部公开", "同意公开"),
    "partial": ("部分公开", "予以部分公开", "区分处理后公开"),
    "denied": ("不予公开", "不同意公开"),
    "unavailable": ("无法提供", "不能提供"),
    "refused": ("不予处理", "不作处理"),
    "other_handling": ("其他处理", "作其他处理"),
}
APPLICANTS: Mapping[str, Sequence[str]] = {
    "applicant_natural": ("自然人", "公民", "个人", "自然人申请"),
    "applicant_legal": ("法人或其他组织", "法人和其他组织申请"),
}
NUMERALS = "零一二三四五六七八九"


def read(text: str, heading: str = HEADING) -> list[tuple[str, int]]:
    sections = [Section(1, "一、总体情况", f"{heading}\n{text}", PagePlace(1))]
    stated = read_claims(sections, LEXICON)
    return [(one.about, int(one.value)) for one in stated.claims if one.kind == "count"]


def in_words(number: int) -> str:
    """A number below a hundred as a report writes it: 二十七."""
    tens, ones = divmod(number, 10)
    lead = ("" if tens == 1 else NUMERALS[tens]) + "十" if tens else ""
    return lead + (NUMERALS[ones] if ones or not tens else "")


WIDE = {ord("0") + n: 0xFF10 + n for n in range(10)}
STYLES: tuple[Callable[[int], str], ...] = (
    str,
    in_words,
    lambda number: str(number).translate(WIDE),
)
styles = st.sampled_from(STYLES)
numbers = st.integers(min_value=2, max_value=45)


@settings(deadline=None, max_examples=150)
@given(
    st.tuples(
        st.sampled_from(LEADS),
        st.sampled_from((*RECEIVED, *NEW)),
        st.sampled_from(OBJECTS),
        numbers,
        st.sampled_from(UNITS),
        styles,
        st.sampled_from((0, 1, 2)),
    )
)
def test_what_was_received_in_any_order(slots: tuple[Any, ...]) -> None:
    lead, verb, named, number, unit, style, order = slots
    count = f"{style(number)}{unit}"
    said = (f"{verb}{named}{count}", f"{verb}{count}{named}", f"{named}{verb}{count}")[order]
    about = "new_received" if verb in NEW else "received"
    assert read(f"{lead}{said}。") == [(about, number)]


@settings(deadline=None, max_examples=150)
@given(
    st.tuples(
        st.sampled_from(LEADS),
        st.sampled_from(NEW),
        st.sampled_from(OVER),
        st.sampled_from(HANDLED),
        st.sampled_from((*FORWARD, *OPEN)),
        numbers,
        styles,
        st.sampled_from("，；、"),
        st.booleans(),
    )
)
def test_the_four_numbers_of_a_year(slots: tuple[Any, ...]) -> None:
    lead, new, over, handled, forward, number, style, mark, behind = slots
    words = {"new_received": new, "carried_over": over, "handled": handled}
    told = [f"{word}{style(number + n)}件" for n, word in enumerate(words.values())]
    last = f"{style(number)}件{forward}" if behind else f"{forward}{style(number)}件"
    expected = [(about, number + n) for n, about in enumerate(words)]
    text = f"{lead}{mark.join([*told, last])}。"
    assert read(text) == [*expected, ("carried_forward", number)]


@settings(deadline=None, max_examples=150)
@given(
    st.tuples(
        st.lists(st.sampled_from(list(RESULTS)), min_size=2, max_size=6, unique=True),
        numbers,
        styles,
        st.sampled_from("，；、"),
        st.sampled_from(("答复40件，其中", "办理结果：", "从办理结果看，", "答复40件：")),
        st.sampled_from(
            (
                "{name}{count}",
                "{name}的{count}",
                "{name}为{count}",
                "{count}{name}",
                "{count}为{name}",
                "“{name}”{count}",
                "{name}（{count}）",
                "答复{name}{count}",
            )
        ),
    ),
    st.data(),
)
def test_results_in_any_list(slots: tuple[Any, ...], data: st.DataObject) -> None:
    kinds, number, style, mark, lead, shape = slots
    told, expected = [], []
    for n, kind in enumerate(kinds):
        name = data.draw(st.sampled_from(RESULTS[kind]))
        told.append(shape.format(name=name, count=f"{style(number + n)}件"))
        expected.append((kind, number + n))
    found = read(f"{lead}{mark.join(told)}。")
    assert [one for one in found if one[0] != "handled"] == expected


@settings(deadline=None, max_examples=100)
@given(
    st.tuples(
        st.sampled_from(RECEIVED),
        st.sampled_from(APPLICANTS["applicant_natural"]),
        st.sampled_from(APPLICANTS["applicant_legal"]),
        numbers,
        styles,
        st.sampled_from("，；、"),
        st.sampled_from(
            ("，其中", "，其中，", "。其中", "，按申请人分，", "：", "，从申请主体看，")
        ),
        st.booleans(),
    )
)
def test_applicants_in_any_list(slots: tuple[Any, ...]) -> None:
    verb, natural, legal, number, style, mark, opener, behind = slots
    counts = [f"{style(number)}件", f"{style(number + 1)}件"]
    names = [natural, legal]
    told = [f"{c}为{n}" if behind else f"{n}{c}" for n, c in zip(names, counts, strict=True)]
    text = f"{verb}政府信息公开申请{style(2 * number + 1)}件{opener}{mark.join(told)}。"
    assert read(text) == [
        ("received", 2 * number + 1), ("applicant_natural", number), ("applicant_legal", number + 1)
    ]  # fmt: skip


@settings(deadline=None, max_examples=100)
@given(
    st.tuples(
        st.sampled_from(("行政复议", "行政复议案件", "信息公开行政复议", "被申请行政复议")),
        st.sampled_from(("行政诉讼", "行政诉讼案件", "诉讼", "被提起行政诉讼")),
        numbers,
        styles,
        st.sampled_from(("件", "起", "宗")),
        st.sampled_from("，、；"),
        st.booleans(),
    )
)
def test_reviews_and_lawsuits(slots: tuple[Any, ...]) -> None:
    review, lawsuit, number, style, unit, mark, outcome = slots
    upheld = f"，其中维持{style(number)}{unit}" if outcome else ""
    joint = "；" if outcome else mark
    text = f"{review}{style(number)}{unit}{upheld}{joint}{lawsuit}{style(number + 1)}{unit}。"
    expected = [("review.case_total", number), ("litigation.case_total", number + 1)]
    if outcome:
        expected.insert(1, ("review.case_upheld", number))
    assert read(text, "（三）政府信息公开行政复议、诉讼情况") == expected


def _of_unit(unit: str) -> Callable[[str], str]:
    return lambda text: re.sub(r"(?<=\d)件(?!次)", unit, text)


_NAMES = "予以公开|部分公开|不予公开|无法提供|不予处理|其他处理"
WHOLE: Mapping[str, Callable[[str], str]] = {
    "full-width digits": lambda text: text.translate(WIDE),
    "no thousands": lambda text: re.sub(r"(?<=\d),(?=\d{3})", "", text),
    "spaced": lambda text: re.sub(r"(\d+)", r" \1 ", text),
    "half-width marks": lambda text: text.replace("，", ",").replace("；", ";").replace("：", ":"),
    "受理": lambda text: re.sub(
        r"(?<!新)收到(?=政府信息|依申请|信息公开|公开申请|申请|\d)", "受理", text
    ),
    "的": lambda text: re.sub(rf"({_NAMES})(\d)", r"\1的\2", text),
    "为": lambda text: re.sub(rf"({_NAMES})(\d)", r"\1为\2", text),
    "上年度": lambda text: text.replace("上年结转", "上年度结转"),
    "lines": lambda text: text.replace("。", "。\n"),
    "起": _of_unit("起"),
    "宗": _of_unit("宗"),
}
"""What may be done to a whole narrative and leaves what it says."""
_EVERY = 29
_IN_UNITS_OF_THEIR_OWN = ("doc_", "fee_")


@pytest.mark.parametrize("half", ["first", "blind3"])
@pytest.mark.parametrize("rewrite", list(WHOLE))
def test_a_narrative_written_anew_says_the_same(half: str, rewrite: str) -> None:
    for entry in lines_of("accept.jsonl", half)[::_EVERY]:
        before, after = (_said(entry["text"], how) for how in (str, WHOLE[rewrite]))
        assert after == before, entry["id"]


def _said(text: Mapping[str, str], how: Callable[[str], str]) -> Counter[tuple[str, str]]:
    sections = [
        Section(int(number), "", how(words), PagePlace(1)) for number, words in text.items()
    ]
    return Counter(
        (one.about, f"{one.value} {one.kind}")
        for one in read_claims(sections, LEXICON).claims
        if not any(name in one.about for name in _IN_UNITS_OF_THEIR_OWN)
    )
