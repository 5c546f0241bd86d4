"""Printed rows against the form's: order kept, gaps and strangers found, never a guess."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checker.recognise.align import align
from checker.rulebook.form import Item
from tests.documents.harmed_report import forms

ROWS = list(forms()[-1].tables["t3"].rows.values())
LABELS = [row.label for row in ROWS]


def test_the_whole_form_matches_itself() -> None:
    found = align(LABELS, ROWS)
    assert found.matches == tuple(range(len(ROWS)))
    assert not found.by_order


@given(st.sets(st.integers(0, len(ROWS) - 1), max_size=len(ROWS) - 1))
def test_rows_left_out_leave_the_others_in_place(missing: set[int]) -> None:
    printed = [(at, label) for at, label in enumerate(LABELS) if at not in missing]
    found = align([label for _, label in printed], ROWS)
    assert found.matches == tuple(at for at, _ in printed)


@given(st.integers(0, len(ROWS)), st.sampled_from(["备注说明", "合计数据来源", "填表人"]))
def test_a_stranger_is_no_row_of_the_form(at: int, stranger: str) -> None:
    found = align([*LABELS[:at], stranger, *LABELS[at:]], ROWS)
    assert found.matches[at] is None
    assert [match for match in found.matches if match is not None] == list(range(len(ROWS)))


@given(st.lists(st.text(max_size=8), max_size=12))
def test_matches_keep_their_order_and_none_is_used_twice(printed: list[str]) -> None:
    found = align(printed, ROWS)
    used = [match for match in found.matches if match is not None]
    assert used == sorted(set(used))
    assert len(found.matches) == len(printed)


def test_an_illegible_label_is_placed_only_where_no_other_row_is_left() -> None:
    found = align([*LABELS[:4], "", *LABELS[5:]], ROWS)
    assert found.matches[4] == 4
    assert found.by_order == {4}
    found = align([*LABELS[:4], "", *LABELS[6:]], ROWS)
    assert found.matches[4] is None, "two rows of the form are left for one printed row"


def test_equal_labels_match_in_order() -> None:
    twice = [Item("a", "总计", {}), Item("b", "总计", {})]
    assert align(["总计", "总计"], twice).matches == (0, 1)
