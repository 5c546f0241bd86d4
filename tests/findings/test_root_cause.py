"""What follows from what: whatever rules and kinds say of one another, a root is left to tell."""

from __future__ import annotations

from dataclasses import replace

from checker.checks.engine import evaluate
from checker.findings.assemble import assemble
from tests.support.factory import change
from tests.support.made_outcomes import rulebook, sample


def test_a_ring_of_a_rule_and_a_kind_has_an_entry() -> None:
    """ST-06 made to follow from the sum, which is undecided for the very text that ST-06 tells."""
    book = rulebook()
    rules = [
        replace(rule, follows_from={"T4-01": "cells"}) if rule.id == "ST-06" else rule
        for rule in book.rules
    ]
    book = replace(book, rules=tuple(rules))
    report = change(sample("suqian-2023"), "t4.review.total", "见附件")
    (found,) = assemble([report], evaluate([report], book), book)
    cause_of = {one.id: one.follows_from for one in found.findings}
    told = {one.rule: one for one in found.findings if "t4.review.total" in map(str, one.cells)}
    assert {"ST-06", "T4-01"} <= set(told)
    assert all(cause is None or cause_of[cause] is None for cause in cause_of.values())
    assert None in {told["ST-06"].follows_from, told["T4-01"].follows_from}
