"""What was handled, told in two numbers: wrong only where neither it nor the two together fit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.checks.engine import evaluate
from checker.model import PagePlace, Report, Result, Section
from checker.rulebook import kept_rulebook
from tests.support.factory import report

RULEBOOK = kept_rulebook()
FORM = "F2021"


def saying(text: str, *, received: int, over: int, handled: int, forward: int) -> Report:
    """A report with this sentence whose other cells are 0."""
    told = {
        "t3.new_received": received,
        "t3.carried_over": over,
        "t3.granted": handled - 1,
        "t3.other_no_correction": 1,
        "t3.total_handled": handled,
        "t3.carried_forward": forward,
    }
    cells = {str(ref): "0" for ref in RULEBOOK.form(FORM).refs}
    for row, number in told.items():
        cells |= {f"{row}.{column}": str(number) for column in ("natural_person", "total")}
    made = report(
        {"form": FORM, "year": 2024, "body": "河西县审计局", "scope": "own", "cells": cells}
    )
    return replace(made, sections=(Section(1, "一、总体情况", text, PagePlace(1)),))


def failed(one: Report) -> set[str]:
    return {
        out.rule
        for out in evaluate([one], RULEBOOK)
        if out.result is Result.FAIL and out.rule.startswith("TX")
    }


@pytest.mark.parametrize(("handled", "forward", "accused"), [
    (8, 1, False),  # the other one was left
    (9, 0, False),  # it was handled too
    (7, 2, True),
])  # fmt: skip
def test_the_rest_that_was_dealt_with_may_have_been_handled_too(
    handled: int,
    forward: int,
    accused: bool,  # noqa: FBT001
) -> None:
    text = "2024年收到政府信息公开申请9件，答复8件，另一件因申请人逾期不补正，不再处理。"
    one = saying(text, received=9, over=0, handled=handled, forward=forward)
    assert ("TX-03" in failed(one)) is accused


def test_a_rest_that_is_carried_forward_was_not_handled() -> None:
    text = "2024年收到政府信息公开申请9件，答复8件，剩余1件结转下年度。"
    assert "TX-03" in failed(saying(text, received=9, over=0, handled=9, forward=0))


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("2024年收到政府信息公开申请40件，办结37件，结转下年度3件；办结上年度结转4件。", set()),
        ("2024年收到政府信息公开申请40件，办结41件，结转下年度3件；办结上年度结转4件。", set()),
        ("2024年收到政府信息公开申请40件，办结38件，结转下年度3件；办结上年度结转4件。",
         {"TX-03", "TX-05"}),
        ("2024年收到政府信息公开申请40件，上年结转4件，办结37件，结转下年度3件。",
         {"TX-03", "TX-05"}),
    ],
)  # fmt: skip
def test_what_was_carried_over_may_be_counted_apart(text: str, accused: set[str]) -> None:
    assert failed(saying(text, received=40, over=4, handled=41, forward=3)) == accused


def test_a_number_told_in_two_parts_is_no_other_than_the_sum_told_again() -> None:
    text = (
        "2024年收到政府信息公开申请9件，答复8件，另一件因申请人逾期不补正，不再处理。"
        "\n2024年共答复政府信息公开申请9件。"
    )
    assert failed(saying(text, received=9, over=0, handled=9, forward=0)) == set()
