"""Sections that are last year's."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from checker.checks.across.pairing import pair_years
from checker.checks.across.years import judge_years
from checker.findings.assemble import assemble_between
from checker.model import Finding, Outcome, PagePlace, Report, Result, Section
from tests.support.factory import sample
from tests.support.made_outcomes import rulebook

OWN = "".join(chr(0x4E00 + number) for number in range(400))
OTHER = "".join(chr(0x6000 + number) for number in range(400))


def reports(text: str, last: str) -> tuple[Report, Report]:
    return tuple(
        replace(
            sample(name),
            sha256=name[-1] * 64,
            sections=(Section(1, "一、总体情况", told, PagePlace(page)),),
        )
        for name, told, page in (("suqian-2024", text, 2), ("suqian-2023", last, 3))
    )  # type: ignore[return-value]


def outcomes(text: str, last: str) -> list[Outcome]:
    both = reports(text, last)
    found = judge_years(pair_years(both, 1), both, rulebook())
    return [
        one.outcome for one in found if one.outcome.rule == "ST-19" and one.outcome.place == "1"
    ]


def finding(text: str, last: str) -> Finding:
    both = reports(text, last)
    found = judge_years(pair_years(both, 1), both, rulebook())
    told = assemble_between(found, both, rulebook(), "zh")
    return next(one for one in told if one.rule == "ST-19" and one.place == "1")


def test_years_figures_breaks_and_page_numbers_do_not_hide_a_copy() -> None:
    now = f"2024年，{OWN[:150]}共1,204件。\n- 3 -\n{OWN[150:]}。"
    before = f"2023年,{OWN[:200]}\n{OWN[200:150]}共9件。{OWN[150:]}。"
    assert [one.result for one in outcomes(now, before)] == [Result.FAIL]


def test_the_share_and_a_sentence_of_each_are_told() -> None:
    text = f"{OTHER[:60]}。2024年{OWN[:120]}。"
    one = finding(text, f"2023年{OWN[:120]}。{OTHER[200:260]}。")
    assert f"“2024年{OWN[:85]}…”" in one.message
    assert f"“2023年{OWN[:85]}…”" in one.message
    assert "第一部分有 64% 的文字与2023年报告相同" in one.message
    assert one.pages == (2,)
    assert len(one.reports) == 2


def test_the_share_is_of_this_years_text() -> None:
    # 173 pieces of 12 letters; the copied run of 97 letters has 86 of them, half and no more.
    kept = OWN[:97] + OTHER[:87]
    assert [one.facts["share"] for one in outcomes(kept, OWN)] == ["49%"]
    assert [one.result for one in outcomes(kept, OWN)] == [Result.PASS]
    more = OWN[:99] + OTHER[:85]
    assert [one.result for one in outcomes(more, OWN)] == [Result.FAIL]


def test_short_sections_and_sections_not_read() -> None:
    assert outcomes(OWN[:99], OWN) == []
    assert [one.result for one in outcomes("", OWN)] == [Result.UNDECIDED]


@given(st.text(alphabet="公开信息2023年。，、（）\n", max_size=300))
def test_a_text_is_its_own_copy_and_nothing_breaks(text: str) -> None:
    found = [one.result for one in outcomes(text, text)]
    assert found in ([], [Result.FAIL], [Result.UNDECIDED])
