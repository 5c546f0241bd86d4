"""A linear form means what its relation says, worked out naively in fractions."""

from __future__ import annotations

import operator
from decimal import Decimal
from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.model import CellRef, Term
from checker.rulebook.grammar import COMPARISONS
from checker.rulebook.linear_form import LinearForm

CELLS = [CellRef("t3", f"row_{number}", "total") for number in range(4)]
COMPARE = {
    "=": operator.eq, "!=": operator.ne, "<=": operator.le,
    ">=": operator.ge, "<": operator.lt, ">": operator.gt,
}  # fmt: skip

factors = st.decimals(-100, 100, places=3)
terms = st.builds(Term, st.one_of(st.none(), st.sampled_from(CELLS)), factors)
sides = st.lists(terms, min_size=1, max_size=6)
numbers = st.one_of(
    st.integers(-(10**3), 10**3),
    st.integers(-(2**70), 2**70),
    st.decimals(-1000, 1000, places=2).map(Fraction),
)
values = st.fixed_dictionaries(dict.fromkeys(CELLS, numbers))
comparisons = st.sampled_from(COMPARISONS)


def naive(side: list[Term], given: dict[CellRef, int | Fraction]) -> Fraction:
    return sum(
        (Fraction(t.factor) * Fraction(1 if t.ref is None else given[t.ref]) for t in side),
        start=Fraction(0),
    )


@settings(max_examples=300, deadline=None, derandomize=True)
@given(sides, comparisons, sides, values)
def test_it_holds_where_the_relation_does(
    left: list[Term], comparison: str, right: list[Term], given: dict[CellRef, int | Fraction]
) -> None:
    form = LinearForm.of(left, comparison, right)
    expected = COMPARE[comparison](naive(left, given), naive(right, given))
    assert form.holds(given) is expected
    assert all(type(factor) is int and factor for factor in form.factors.values())
    assert type(form.constant) is int


@settings(max_examples=200, deadline=None, derandomize=True)
@given(sides, comparisons, sides, values)
def test_exactly_one_of_it_and_its_opposites_holds(
    left: list[Term], comparison: str, right: list[Term], given: dict[CellRef, int | Fraction]
) -> None:
    form = LinearForm.of(left, comparison, right)
    assert [one.holds(given) for one in (form, *form.opposites)].count(True) == 1


@settings(max_examples=200, deadline=None, derandomize=True)
@given(sides, comparisons, sides, st.fixed_dictionaries({c: st.integers(-9, 9) for c in CELLS}))
def test_without_strictness_it_is_the_same_for_whole_numbers(
    left: list[Term], comparison: str, right: list[Term], given: dict[CellRef, int]
) -> None:
    form = LinearForm.of(left, comparison, right)
    assert form.of_whole_numbers.comparison not in ("<", ">")
    assert form.of_whole_numbers.holds(given) is form.holds(given)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(sides, comparisons, sides, st.lists(values, min_size=1, max_size=5))
def test_arrays_are_judged_as_their_elements_are(
    left: list[Term],
    comparison: str,
    right: list[Term],
    rows: list[dict[CellRef, int | Fraction]],
) -> None:
    form = LinearForm.of(left, comparison, right)
    if not form.factors:
        return
    columns = {}
    for cell in CELLS:
        columns[cell] = np.empty(len(rows), dtype=object)
        columns[cell][:] = [row[cell] for row in rows]
    assert form.holds(columns).tolist() == [form.holds(row) for row in rows]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(sides, comparisons, sides, st.data())
def test_machine_integers_up_to_the_limit_never_overflow(
    left: list[Term], comparison: str, right: list[Term], data: st.DataObject
) -> None:
    form = LinearForm.of(left, comparison, right)
    if not form.factors:
        return
    within = st.sampled_from([form.limit, -form.limit, form.limit - 1, 0])
    given = {cell: data.draw(within) for cell in form.factors}
    arrays = {cell: np.array([value], dtype=np.int64) for cell, value in given.items()}
    assert form.gap(arrays).tolist() == [form.gap(given)]
    assert form.holds(arrays).tolist() == [form.holds(given)]


@settings(max_examples=100, deadline=None, derandomize=True)
@given(sides, comparisons, sides, values)
def test_other_names_for_the_cells_change_nothing(
    left: list[Term], comparison: str, right: list[Term], given: dict[CellRef, int | Fraction]
) -> None:
    form = LinearForm.of(left, comparison, right)
    named = form.keyed(lambda ref: ref.row)
    assert named.gap({ref.row: value for ref, value in given.items()}) == form.gap(given)


def test_what_cancels_out_has_no_factor() -> None:
    a, b, c = (Term(ref) for ref in CELLS[:3])
    form = LinearForm.of([a, b], "=", [a, c, Term(None, Decimal("0.5"))])
    assert form.factors == {CELLS[1]: 2, CELLS[2]: -2}
    assert form.constant == -1
