"""A county whose departments are known: the draft is the published report, or says what is not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.aggregation import CauseKind, Fate, Fit, added_up
from checker.aggregation.model import Summand, Total
from checker.aggregation.words import NAMED, TOLD_ONE_BY_ONE, members_of, open_lines, summands_of
from checker.model import CellRef, Doubt, State
from checker.wording.facts import figure
from tests.aggregation.county import (
    DEPARTMENTS,
    OFFICE,
    county,
    draft,
    form,
    member,
    published,
    report_of,
)
from tests.support.factory import figures

if TYPE_CHECKING:
    from collections.abc import Sequence

NOT_ADDED = {"issued", "repealed", "in_force"}
CELL = CellRef("t3", "granted", "natural_person")


@settings(max_examples=3)
@given(st.integers(0, 10**6))
def test_the_sum_of_the_parts_is_the_published_report(seed: int) -> None:
    found = added_up(draft(seed), published=published())
    whole = figures("suqian-2023")["cells"]
    for ref, total in found.totals.items():
        if ref.column in NOT_ADDED:
            assert (total.number, total.is_added) == (None, False)
        else:
            assert total.number == Decimal(whole[str(ref)]), ref
            assert sum(one.number or 0 for one in total.summands) == total.number
            assert len(total.summands) == 18
    assert {one.fit for one in found.beside} == {Fit.EQUAL}
    assert (found.causes, found.open_totals, found.is_whole) == ((), (), True)
    assert len(found.beside) == 175 + 15 + 4


@pytest.mark.parametrize("name", [OFFICE, DEPARTMENTS[4]])
def test_the_body_that_was_left_out_is_named(name: str) -> None:
    own = county(1)[name]
    whole = figures("suqian-2023")["cells"]
    less = {ref: str(Decimal(whole[ref]) - Decimal(own[ref])) for ref in whole}
    found = added_up(draft(1), published=published(**less))
    assert found.differing
    assert [(one.kind, one.member.name) for one in found.causes] == [(CauseKind.LEFT_OUT, name)]


def test_a_body_of_another_system_is_not_added_and_named_where_it_was() -> None:
    taxes = report_of("某县税务局", county(7)[DEPARTMENTS[0]])
    one = member("某县税务局", taxes, Fate.VERTICAL)
    members = (*draft(1).members, one)
    whole = figures("suqian-2023")["cells"]
    with_it = replace(draft(1), members=members)
    assert {one.fit for one in added_up(with_it, published=published()).beside} == {Fit.EQUAL}
    more = {ref: str(Decimal(whole[ref]) + Decimal(taxes.cells[ref].raw)) for ref in whole}
    found = added_up(with_it, published=published(**more))
    assert [(cause.kind, cause.member) for cause in found.causes] == [(CauseKind.COUNTED_TOO, one)]
    assert all(len(total.summands) == 18 for total in found.totals.values())


def test_a_department_whose_own_sums_do_not_hold_is_pointed_at() -> None:
    name = DEPARTMENTS[3]
    wrong = str(int(county(1)[name][str(CELL)]) + 2)
    found = draft(1, **{name: {str(CELL): wrong}})
    members = tuple(
        replace(one, faults=frozenset({CELL})) if one.name == name else one for one in found.members
    )
    found = added_up(replace(found, members=members), published=published())
    assert {str(one.total.ref): str(one.difference) for one in found.differing} == {str(CELL): "-2"}
    assert [(one.kind, one.member.name) for one in found.causes] == [(CauseKind.OWN_FAULTS, name)]


def test_the_only_body_with_figures_where_they_differ_is_pointed_at() -> None:
    ref = CellRef("t4", "direct_litigation", "other")
    nothing = {str(ref): "0"}
    parts = dict.fromkeys((OFFICE, *DEPARTMENTS), nothing)
    parts[DEPARTMENTS[2]] = {str(ref): "3"}
    found = added_up(draft(1, **parts), published=published(**{str(ref): "5"}))
    assert [one.total.ref for one in found.differing] == [ref]
    assert (CauseKind.ALONE, DEPARTMENTS[2]) in [(c.kind, c.member.name) for c in found.causes]


def test_with_a_body_missing_only_what_is_there_already_can_be_too_much() -> None:
    name = DEPARTMENTS[9]
    found = added_up(draft(1, **{name: None}), published=published())
    assert [one.name for one in found.of_fate(Fate.MISSING)] == [name]
    assert {one.fit for one in found.beside} == {Fit.OPEN}
    assert not found.is_whole
    low = added_up(draft(1, **{name: None}), published=published(**{str(CELL): "3"}))
    assert [one.total.ref for one in low.differing] == [CELL]


def test_with_only_the_own_figures_of_a_government_below_nothing_is_accused() -> None:
    name = DEPARTMENTS[9]
    made = draft(1, **{name: county(2)[name]})
    members = tuple(replace(one, is_own_scope=one.name == name) for one in made.members)
    more = figures("suqian-2023")["cells"][str(CELL)] + "0"
    found = added_up(replace(made, members=members), published=published(**{str(CELL): more}))
    assert not found.is_whole
    assert [one.fit for one in found.beside if one.total.ref == CELL] == [Fit.OPEN]


def test_a_body_without_figures_in_one_of_the_cells_is_not_pointed_at() -> None:
    refs = [str(CellRef("t4", "direct_litigation", "other")), str(CELL)]
    parts = {name: dict.fromkeys(refs, "0") for name in (OFFICE, *DEPARTMENTS)}
    parts[DEPARTMENTS[2]] = {refs[0]: "3", refs[1]: "0"}
    found = added_up(draft(1, **parts), published=published(**dict.fromkeys(refs, "5")))
    assert sorted(str(one.total.ref) for one in found.differing) == sorted(refs)
    assert found.causes == ()


@pytest.mark.parametrize("state", [State.DOUBTFUL, State.BLANK, State.TEXT, None])
def test_a_cell_that_is_no_number_leaves_its_sum_open(state: State | None) -> None:
    name = DEPARTMENTS[5]
    made = draft(1)
    at = next(number for number, one in enumerate(made.members) if one.name == name)
    report = made.members[at].report
    assert report is not None
    cells = dict(report.cells)
    old = cells.pop(str(CELL))
    if state is not None:
        doubt = Doubt.READINGS_DIFFER if state is State.DOUBTFUL else None
        cells[str(CELL)] = replace(old, state=state, value=None, raw="?", doubt=doubt)
    members = list(made.members)
    members[at] = replace(members[at], report=replace(report, cells=cells))
    made = replace(made, members=tuple(members))
    found = added_up(made, published=published())
    (total,) = found.open_totals
    assert (total.ref, total.number) == (CELL, None)
    assert [one.member.name for one in total.open_ones] == [name]
    whole = Decimal(figures("suqian-2023")["cells"][str(CELL)])
    assert total.known == whole - (old.value or 0)
    assert [one.fit for one in found.beside if one.total.ref == CELL] == [Fit.OPEN]
    zeroed = added_up(made, blank_as_zero=True)
    assert len(zeroed.open_totals) == (state is not State.BLANK)


def test_a_published_cell_that_is_no_number_is_not_compared() -> None:
    found = added_up(draft(1), published=published(**{str(CELL): "x"}))
    assert [one.total.ref for one in found.beside if one.fit is Fit.OPEN] == [CELL]


def test_a_blank_in_the_published_report_is_nought_where_the_user_says_so() -> None:
    blank = published(**{str(CELL): ""})
    assert not added_up(draft(1), published=blank).differing
    found = added_up(draft(1), published=blank, blank_as_zero=True)
    assert [one.total.ref for one in found.differing] == [CELL]


def test_a_difference_in_table_2_is_a_note() -> None:
    found = added_up(draft(1), published=published(**{"t2.licensing.decisions": "1"}))
    assert (found.differing, [str(one.total.ref) for one in found.notes]) == (
        (), ["t2.licensing.decisions"],
    )  # fmt: skip
    assert found.causes == ()


def test_without_any_report_there_is_no_figure() -> None:
    members = tuple(member(name, None) for name in DEPARTMENTS)
    found = added_up(replace(draft(1), members=members))
    assert all(total.number is None for total in found.totals.values())
    assert found.tally["missing"] == 17
    assert len(found.totals) == len(form().refs)
    assert list(members_of(found, "zh"))[-1] == "没有一家单位的报告可以相加，草稿中各格留空"
    assert list(open_lines(found, "zh")) == [], "it is said once, not of each cell"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_cells_that_are_open_by_the_same_body_share_a_line(lang: str) -> None:
    name = DEPARTMENTS[3]
    own = next(one for one in draft(1).members if one.name == name).report
    assert own is not None

    def without(count: int) -> list[str]:
        some = [str(CellRef("t3", "granted", code)) for code in form().tables["t3"].columns][:count]
        cells = {ref: cell for ref, cell in own.cells.items() if ref not in some}
        report = replace(own, cells=cells)
        members = tuple(
            replace(one, report=report) if one.name == name else one for one in draft(1).members
        )
        return list(open_lines(added_up(replace(draft(1), members=members)), lang))

    assert len(without(TOLD_ONE_BY_ONE)) == TOLD_ONE_BY_ONE
    (line,) = without(TOLD_ONE_BY_ONE + 1)
    assert name in line
    assert str(TOLD_ONE_BY_ONE + 1) in line


def test_of_very_many_bodies_those_are_named_that_leave_a_sum_open() -> None:
    (member,) = draft(1).of_fate(Fate.OWN)

    def named(numbers: Sequence[int | None]) -> str:
        summands = tuple(
            Summand(replace(member, name=f"<{at}>"), None, None if one is None else Decimal(one))
            for at, one in enumerate(numbers)
        )
        return summands_of(Total(CELL, summands, Decimal(0), is_added=True), "zh")

    assert named([3, 0, 5]) == "<0> 3 + <2> 5（另 1 项为 0）"
    few, many = named([2] * NAMED), named([2] * 3000 + [0, None])
    assert (few.count("<"), few.count("（")) == (NAMED, 0)
    assert many.startswith("<3001>（")
    rest = 3001 - NAMED
    assert many.endswith(f"（另 {rest} 项合计 {figure(Decimal(2 * rest))}；另 1 项为 0）")
    assert many.count("<") == NAMED
