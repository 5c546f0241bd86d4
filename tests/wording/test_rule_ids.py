"""Ids of rules in a line: short, and naming neither more nor less than there are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.wording.rule_ids import in_ranges

IDS = [f"{letters}-{number:02}" for letters in ("PROV", "T3", "T4") for number in range(1, 13)]


@pytest.mark.parametrize(
    ("ids", "told"),
    [
        ("T3-01 T3-02 T3-03 T4-02", "T3-01–T3-03 T4-02"),
        ("T3-01 T3-02 T3-04", "T3-01 T3-02 T3-04"),
        ("T3-09 T3-10 T3-11", "T3-09–T3-11"),
        ("T3-03 T4-04 T4-05", "T3-03 T4-04 T4-05"),
        ("PROV-001 PROV-002 PROV-003", "PROV-001–PROV-003"),
        ("", ""),
    ],
)
def test_ranges(ids: str, told: str) -> None:
    assert list(in_ranges(ids.split())) == told.split()


@settings(deadline=None, max_examples=100)
@given(st.sets(st.sampled_from(IDS)))
def test_a_line_names_exactly_those_it_was_given(ids: set[str]) -> None:
    meant: list[str] = []
    for one in in_ranges(sorted(ids)):
        first, _, last = one.partition("–")
        meant += IDS[IDS.index(first) : IDS.index(last or first) + 1]
    assert meant == sorted(ids)
