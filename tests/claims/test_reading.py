"""What is carried from sentence to sentence, and that any text can be read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.claims import Stated, read_claims
from checker.claims.sentences import CUT, LONGEST, folded
from checker.model import PagePlace, Section
from checker.rulebook import kept_rulebook
from checker.rulebook.wordings import load_wordings

LEXICON = kept_rulebook().lexicon
WORDS = sorted(LEXICON.words)


def read(*texts: tuple[int, str]) -> Stated:
    sections = [Section(number, "一、总体情况", text, PagePlace(1)) for number, text in texts]
    return read_claims(sections, LEXICON)


def counts(stated: Stated) -> list[tuple[str, int]]:
    return [(one.about, int(one.value)) for one in stated.claims if one.kind == "count"]


def test_results_go_on_with_the_applications_of_the_sentence_before() -> None:
    assert counts(read((1, "收到政府信息公开申请9件。予以公开6件,不予公开3件。"))) == [
        ("received", 9), ("granted", 6), ("denied", 3),
    ]  # fmt: skip


def test_they_do_not_go_on_with_items_published_between() -> None:
    text = "收到政府信息公开申请9件。主动公开信息30条。予以公开6件。"
    assert counts(read((1, text))) == [("received", 9)]


def test_a_heading_says_what_is_spoken_of() -> None:
    under = "（二）依申请公开情况\n依申请公开2条。\n（三）政府信息管理\n依申请公开2条。"
    assert counts(read((1, under))) == [("received", 2)]


@pytest.mark.parametrize(
    ("section", "text", "expected"),
    [
        (3, "予以公开6件。", [("granted", 6)]),
        (4, "行政复议2件,维持1件。", [("review.case_total", 2), ("review.case_upheld", 1)]),
        (1, "行政复议2件,维持1件。", [("review.case_total", 2), ("review.case_upheld", 1)]),
        (1, "办理行政复议2件,维持1件。", []),
        (6, "收取0元。", [("fee_collected", 0)]),
        (0, "收到政府信息公开申请9件。", [("received", 9)]),
    ],
)
def test_a_section_says_what_is_spoken_of(
    section: int, text: str, expected: list[tuple[str, int]]
) -> None:
    assert counts(read((section, text))) == expected


def test_what_was_spoken_of_ends_with_its_section() -> None:
    assert counts(read((1, "收到政府信息公开申请9件。"), (5, "予以公开6件。"))) == [("received", 9)]


def test_the_same_text_is_read_the_same_whatever_was_read_before() -> None:
    text = "收到政府信息公开申请9件,其中予以公开6件。"
    first = read((1, text))
    for wording in load_wordings()[:40]:
        read((wording.section, wording.text))
    assert read((1, text)) == first


@pytest.mark.parametrize("words", ["自然人、企业分别为1件、2件，", "各1件，", "分别占1%、2%、"])
def test_thousands_of_numbers_told_together_are_read(words: str) -> None:
    assert read((1, words * 3000)).sentences


def test_a_sentence_without_end_is_cut_behind_a_comma_and_all_of_it_is_read() -> None:
    """What a sentence takes grows with the square of its numbers."""
    text = "收到政府信息公开申请12件，" + "加强组织领导，" * 400 + "结转下年度继续办理3件。"
    stated = read((1, text))
    assert "".join(one.text for one in stated.sentences) == folded(text)
    assert all(len(one.text) <= LONGEST for one in stated.sentences)
    assert all(one.text.endswith(CUT) for one in stated.sentences[:-1])
    assert counts(stated) == [("received", 12), ("carried_forward", 3)]


@settings(deadline=None, max_examples=50)
@given(st.integers(LONGEST - 12, LONGEST + 12))
def test_no_number_is_cut_in_two(at: int) -> None:
    stated = read((1, "甲" * at + "收到政府信息公开申请123456件"))
    assert any("123456" in one.text for one in stated.sentences)


def test_a_list_that_is_cut_does_not_fall_short() -> None:
    parts = "、".join(f"第{n}镇10件" for n in range(200))
    text = f"公开信息2000件，其中{parts.replace('9件、', '9件，')}。"
    assert not [one for one in read((1, text)).listings if one.closed]


PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(
        ["12件", "3条", "2023年", "50%", "占", ",", "、", "。", ";", "(", ")", "“", "”", "《"]
    ),
    st.text(max_size=3),
)


@settings(deadline=None, max_examples=300)
@given(st.lists(PIECES, max_size=40), st.integers(0, 6))
def test_any_text_is_read_and_every_claim_stands_where_it_says(
    pieces: list[str], section: int
) -> None:
    stated = read((section, "".join(pieces)))
    for one in stated.claims:
        assert one.sentence.text.startswith(one.printed, one.at)
        assert one.sentence in stated.sentences
    for left in stated.left:
        assert left.sentence.text.startswith(left.printed, left.at)
    names = LEXICON.names
    about = {one.about for one in stated.claims} | {one.about for one in stated.statements}
    assert about <= names


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_a_sentence_is_read_as_well_between_others(data: st.DataObject) -> None:
    """Sentences on other matters before and behind change nothing in what it says."""
    known = [one for one in load_wordings() if one.section == 1 and "\n" not in one.text]
    wording = data.draw(st.sampled_from(known))
    alone = counts(read((1, wording.text)))
    around = counts(read((1, f"开展业务培训。{wording.text}召开会议研究部署。")))
    assert around == alone
