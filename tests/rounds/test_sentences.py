"""Which sentences were changed, and whether they say something else."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rounds.rounds import FAULTY, of, with_text
from tests.support.factory import sample

RECEIVED = "本年新收政府信息公开申请93件。"
PLAIN = "我区认真贯彻落实条例要求，扎实推进各项工作。"


def changes(old: str, new: str) -> list[tuple[str, str, bool, bool]]:
    report = sample(FAULTY)
    found = of(with_text(report, old), with_text(report, new)).sentences
    return [
        (one.old.text if one.old else "", one.new.text if one.new else "",
         one.says_otherwise, one.is_unasked)
        for one in found
    ]  # fmt: skip


def test_another_number_is_another_statement() -> None:
    [(_, new, otherwise, unasked)] = changes(PLAIN + RECEIVED, PLAIN + RECEIVED.replace("93", "92"))
    assert (new, otherwise, unasked) == ("本年新收政府信息公开申请92件。", True, True)


def test_a_finding_that_quotes_the_sentence_asked_for_it() -> None:
    wrong = RECEIVED.replace("93", "92")
    [(old, _, otherwise, unasked)] = changes(wrong, RECEIVED)
    assert (old, otherwise, unasked) == (wrong, True, False)


def test_other_words_for_the_same_say_the_same() -> None:
    [(_, _, otherwise, _)] = changes(RECEIVED, "本年度新收政府信息公开申请93件。")
    assert not otherwise


def test_a_number_that_no_rule_reads_is_told_too() -> None:
    [(_, _, otherwise, unasked)] = changes("办理提案12件。", "办理提案21件。")
    assert otherwise
    assert unasked


def test_a_sentence_put_in_stands_alone() -> None:
    found = changes(RECEIVED, PLAIN + RECEIVED)
    assert [(one[0], one[2]) for one in found] == [("", False)]


def test_a_sentence_taken_out_stands_alone() -> None:
    found = changes(PLAIN + RECEIVED, PLAIN)
    assert [(one[1], one[2], one[3]) for one in found] == [("", True, True)]


SENTENCES = st.lists(st.sampled_from([PLAIN, RECEIVED, "办理提案12件。", "主动公开信息54条。"]))


@settings(max_examples=15)
@given(SENTENCES, SENTENCES)
def test_what_was_taken_out_and_put_in_makes_the_new_text(old: list[str], new: list[str]) -> None:
    found = changes("".join(old) or "。", "".join(new) or "。")
    left = sorted(one.replace("，", ",") for one in old)
    for was, became, _, _ in found:
        if was in left:
            left.remove(was)
        if became.strip("。"):
            left.append(became)
    assert sorted(left) == sorted(one.replace("，", ",") for one in new)


@settings(max_examples=15)
@given(SENTENCES)
def test_the_same_text_has_no_changes(text: list[str]) -> None:
    assert changes("".join(text), "".join(text)) == []
