"""Names told together, short names, lists that end with their total, and what is implied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.claims import Claim, Stated, read_claims
from checker.claims.parsed import Parsed
from checker.claims.respectively import one_by_one
from checker.model import PagePlace, Section
from checker.rulebook import kept_rulebook

if TYPE_CHECKING:
    from decimal import Decimal

LEXICON = kept_rulebook().lexicon
RESULTS = ("予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理")


def read(text: str, section: int = 1) -> Stated:
    return read_claims([Section(section, "一、总体情况", text, PagePlace(1))], LEXICON)


def counts(stated: Stated) -> dict[str, Decimal]:
    return {one.about: one.value for one in stated.claims if one.kind == "count"}


@given(st.lists(st.integers(1, 999), min_size=2, max_size=len(RESULTS)))
@settings(deadline=None)
def test_told_together_or_one_by_one_is_the_same(numbers: list[int]) -> None:
    names = RESULTS[: len(numbers)]
    counted = "、".join(f"{n}件" for n in numbers)
    together = f"政府信息公开申请中,{'、'.join(names)}分别为{counted}"
    each = "、".join(f"{name}{n}件" for name, n in zip(names, numbers, strict=True))
    assert counts(read(together + "。")) == counts(read(f"政府信息公开申请中,{each}。"))


@given(st.text("公开部分不予理维持纠正、和分别各为3件12,;。(%)占", max_size=40))
@settings(deadline=None)
def test_no_number_is_lost_where_words_are_put_in_order(text: str) -> None:
    tokens = Parsed(text, LEXICON).tokens
    told = {one.start for one in one_by_one(tokens) if one.figure is not None}
    assert told == {one.start for one in tokens if one.figure is not None}


def test_numbers_that_do_not_fit_their_names_stay_where_they_are() -> None:
    text = "政府信息公开申请中,予以公开、不予公开分别为8件、3件、2件。"
    assert counts(read(text)) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公开4件,部分公开1件。", {"granted": 4, "partial": 1}),
        ("4件公开、1件部分公开、2件不公开。", {"granted": 4, "partial": 1, "denied": 2}),
        ("公开(4件)、部分公开(1件)。", {"granted": 4, "partial": 1}),
        ("公开信息4条,部分公开1件。", {"partial": 1}),
        ("信访4件,其他1件。", {}),
        ("不掌握4件,其他1件均已转办。", {"unavailable_not_held": 4}),
    ],
)
def test_a_short_name_is_a_result_beside_full_names(text: str, expected: dict[str, int]) -> None:
    assert counts(read(f"政府信息公开申请中,{text}")) == expected


@pytest.mark.parametrize(
    ("text", "total", "parts"),
    [
        ("其中社会保险类29件、劳动关系类17件、其他类8件,共计53件。", 53, (29, 17, 8)),
        ("各类信息:动态29条、通知17条,合计46条。", 46, (29, 17)),
    ],
)
def test_a_list_may_end_with_its_total(text: str, total: int, parts: tuple[int, ...]) -> None:
    (found,) = read(text).listings
    assert (int(found.total), tuple(map(int, found.parts))) == (total, parts)


@pytest.mark.parametrize(
    "text",
    [
        "动态29条、通知17条,合计46条。",  # nothing opens the list
        "其中收到9条、更新8条,共计17条。",  # two things done
        "其中动态29条、专题3个,共计46条。",  # two units
        "其中动态29条、通知17条,共计12条。",  # a part is more than the total
    ],
)
def test_numbers_before_a_total_are_no_list_unless_they_are_its_parts(text: str) -> None:
    assert read(text).listings == ()


def only(stated: Stated) -> Claim:
    (found,) = stated.claims
    return found


def test_what_no_word_names_is_implied() -> None:
    assert only(read("新收95件。")).implied
    assert only(read("行政复议2件。")).implied
    assert not only(read("新收政府信息公开申请95件。")).implied
    assert not only(read("新收95件。", section=3)).implied
    assert not only(read("政府信息公开行政复议2件。")).implied
    after = read("认真办理政府信息公开申请。新收95件。")
    assert not only(after).implied


def test_a_share_may_be_of_several_counts() -> None:
    told = read("政府信息公开申请中,公开12件、部分公开1件,占59%;不予公开9件,占41%。")
    shares = [one for one in told.claims if one.kind == "share"]
    assert [str(one.of) for one in shares] == ["1", "9"]
    assert [str(one.or_of) for one in shares] == ["13", "None"]
    both = read("政府信息公开申请中,予以公开18件,部分公开2件,两项占48.8%。")
    assert [str(one.or_of) for one in both.claims if one.kind == "share"] == ["20"]
