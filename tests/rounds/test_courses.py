"""What became of each finding."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.model import Cell, Doubt, PagePlace, Report, Result, State
from checker.rounds import Course, Round, compared
from checker.rounds.model import ENDED
from tests.rounds.rounds import FAULT, FAULTY, changed, of, second, with_text
from tests.support.factory import sample
from tests.support.made_outcomes import checked, rulebook

SUM, ROW = "T3-02", "T3-03"  # the sum of results down a column, and across the applicants


def courses(one: Round) -> dict[tuple[str, str | None], Course]:
    return {(each.latest.rule, each.latest.place): each.course for each in one.findings}


def doubtful(ref: str) -> Report:
    report = sample(FAULTY)
    cell = Cell(State.DOUBTFUL, "12", place=PagePlace(3), doubt=Doubt.UNREAD_INK)
    return replace(report, cells={**report.cells, ref: cell})


def test_what_the_sum_asked_for_is_put_right() -> None:
    found = second({FAULT: "21"})
    assert courses(found)[SUM, "natural_person"] is Course.PUT_RIGHT
    assert courses(found)[ROW, "granted"] is Course.PUT_RIGHT
    assert set(courses(found).values()) <= ENDED


def test_another_wrong_number_is_not_put_right() -> None:
    found = second({FAULT: "20"})
    assert courses(found)[SUM, "natural_person"] is Course.STILL
    told = next(one for one in found.findings if one.latest.rule == SUM)
    assert told.old is not None
    assert told.new is not None
    assert told.old.difference != told.new.difference


def test_a_new_fault_is_new() -> None:
    found = second({FAULT: "21", "t4.review.upheld": "9"})
    assert courses(found)["T4-01", "review"] is Course.NEW


def test_what_cannot_be_read_any_more_is_not_put_right() -> None:
    found = of(sample(FAULTY), doubtful(FAULT))
    assert courses(found)[SUM, "natural_person"] is Course.UNVERIFIABLE


def test_what_could_not_be_judged_and_holds_now_is_settled() -> None:
    found = of(doubtful(FAULT), changed(sample(FAULTY), {FAULT: "21"}))
    assert courses(found)[SUM, "natural_person"] is Course.SETTLED


def test_what_could_not_be_judged_and_fails_now_is_new() -> None:
    found = of(doubtful(FAULT), sample(FAULTY))
    assert courses(found)[SUM, "natural_person"] is Course.NEW


def test_a_cell_that_is_not_printed_any_more_puts_nothing_right() -> None:
    old = sample(FAULTY)
    new = replace(old, cells={ref: one for ref, one in old.cells.items() if ".granted." not in ref})
    course = courses(of(old, new))[SUM, "natural_person"]
    assert course in {Course.UNVERIFIABLE, Course.GONE}


def test_a_rule_that_was_left_out_puts_nothing_right() -> None:
    [old], [new] = checked(sample(FAULTY)), checked(changed(sample(FAULTY), {FAULT: "21"}))
    outcomes = tuple(one for one in new.outcomes if one.rule != SUM)
    without = replace(new, outcomes=outcomes, left_out=(SUM,))
    found = compared(old, without, rulebook())
    assert courses(found)[SUM, "natural_person"] is Course.UNVERIFIABLE


WRONG, RIGHT = "新收政府信息公开申请92件。", "新收政府信息公开申请93件。"


def test_a_sentence_put_in_before_does_not_move_the_claims() -> None:
    old = with_text(sample(FAULTY), WRONG)
    new = with_text(sample(FAULTY), "本年新收政府信息公开申请93件。" + WRONG)
    found = [one.course for one in of(old, new).findings if one.latest.rule == "TX-01"]
    assert found == [Course.STILL]


def test_a_sentence_put_right_and_one_taken_out_are_told_apart() -> None:
    old = with_text(sample(FAULTY), WRONG)
    put_right = of(old, with_text(sample(FAULTY), RIGHT))
    gone = of(old, with_text(sample(FAULTY), "我区认真贯彻条例。"))
    for found, course in ((put_right, Course.PUT_RIGHT), (gone, Course.GONE)):
        assert [o.course for o in found.findings if o.latest.rule == "TX-01"] == [course]


def test_a_row_that_is_printed_again_is_put_right() -> None:
    whole = sample(FAULTY)
    cells = {ref: one for ref, one in whole.cells.items() if "refused_repeat" not in ref}
    found = of(replace(whole, cells=cells), whole)
    [row] = [one for one in found.findings if one.latest.rule == "ST-04"]
    assert row.course is Course.PUT_RIGHT


def test_the_same_report_again_ends_nothing() -> None:
    found = second({})
    assert found.findings
    assert {one.course for one in found.findings} <= {Course.STILL, Course.STILL_OPEN}


@pytest.mark.parametrize("name", ["hongze-2023", "yanghe-2025", "suqian-2024"])
@settings(max_examples=10)  # each is two reports through all rules
@given(data=st.data())
def test_every_finding_of_either_round_has_one_course(name: str, data: st.DataObject) -> None:
    """Nothing a round says is lost, and a course ends only what the new round holds for sure."""
    refs = sorted(sample(name).cells)
    cells = data.draw(
        st.dictionaries(
            st.sampled_from(refs), st.sampled_from(["0", "7", "31", ".", "无"]), max_size=4
        )
    )
    old, new = sample(name), changed(sample(name), cells)
    if data.draw(st.booleans()):
        old, new = new, old
    found = of(old, new)
    for side in ("old", "new"):
        told = [one for each in found.findings if (one := getattr(each, side)) is not None]
        whole = getattr(found, side).findings
        assert sorted(one.id for one in told) == sorted(one.id for one in whole)
    failing = {(one.rule, one.place) for one in found.new.outcomes if one.result is not Result.PASS}
    for one in found.findings:
        if one.course in ENDED and one.old is not None and one.old.quote is None:
            assert (one.old.rule, one.old.place) not in failing
