"""Formulas worked out again: what office programs give, or nothing at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.documents.sheet.formula_syntax import NotUnderstood
from checker.documents.sheet.formulas import MOST_DEPTH, MOST_STEPS, Calculator, is_same
from checker.documents.sheet.stored import Stored, StoredSheet, Value, address_of

NUMBERS = {(1, 1): 3, (1, 2): 4, (1, 3): 5, (2, 1): 10, (2, 2): 20}
OTHER = StoredSheet("表 2", {(1, 1): Stored(Decimal(100))})


def cells(**formulas: str) -> Calculator:
    """A sheet with numbers in A1:C1 and A2:B2, a text in C2, and these formulas in row 9."""
    own: dict[tuple[int, int], Stored] = {
        place: Stored(Decimal(number)) for place, number in NUMBERS.items()
    }
    own[2, 3] = Stored("7")
    for column, formula in enumerate(formulas.values(), start=1):
        own[9, column] = Stored(None, formula)
    sheet = StoredSheet("表1", own, hidden_rows=frozenset({5}))
    return Calculator({"表1": sheet, "表 2": OTHER})


def result(formula: str) -> Value:
    return cells(a=formula).result("表1", (9, 1))


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("=SUM(A1:C1)", 12),
        ("=SUM($A$1:C2)", 42),  # digits as text in a cell are no number of a sum
        ("=sum(A1,B1,100)", 107),
        ("=A1+B1-C1", 2),
        ("=A2+C2", 17),  # but + takes them for one
        ("=-A1+2*(B1-1)", 3),
        ("=A2/4", Decimal("2.5")),
        ("=A1%", Decimal("0.03")),
        ("=SUM(A1:B1)+SUM(A2:B2)", 37),
        ("=SUM(Z1:Z9)", 0),
        ("=Z9+1", 1),
        ("=表1!A1+'表 2'!A1", 103),
        ("=ROUND(A2/3,2)", Decimal("3.33")),
        ("=ABS(A1-B1)", 1),
        ("=MAX(A1:C2)-MIN(A1:B1)", 17),
        ('=IF(SUM(A1:C1)=12,"",1)', ""),
        ("=IF(A1>B1,1,2)", 2),
        ("=SUBTOTAL(9,A1:C1)", 12),
        ("=.5+1e1", Decimal("10.5")),
    ],
)
def test_what_is_understood_gives_what_it_should(formula: str, wanted: Value) -> None:
    assert result(formula) == wanted


@pytest.mark.parametrize(
    "formula",
    [
        "=VLOOKUP(1,A1:B2,2)", "=[1]Sheet1!A1", "=Sheet9!A1", "=总数", "=A1:C1", "=SUM(A1:C1",
        "=SUM(A:A)", "=A1/Z9", '="甲"&A1', "=TODAY()", "=SUM(A1:C1))", "=", "=+", "=A1 B1",
        "=SUM(甲[数])", "=SUBTOTAL(9,A1:A6)", "=SUBTOTAL(1,A1:C1)", '="甲"+1', "=A1+" * 3000 + "1",
        "=ABS()", "=ABS(A1,B1)", "=SUBTOTAL()", "=ROUND(A1)", "=ROUND(A1,30)", '=ROUND(A1,"nan")',
        "=1e999999*1e999999", '="Infinity"*1', '="nan"<1',
    ],
)  # fmt: skip
def test_what_is_not_understood_gives_nothing(formula: str) -> None:
    with pytest.raises(NotUnderstood):
        result(formula)


def test_chains_are_followed_and_circles_are_not() -> None:
    chain = cells(a="=A1+1", b="=A9+1", c="=SUM(A9:B9)")
    assert chain.result("表1", (9, 3)) == 4 + 5
    with pytest.raises(NotUnderstood):
        cells(a="=B9", b="=A9").result("表1", (9, 1))
    long = {f"c{number}": f"={address_of(9, number + 2)}+1" for number in range(MOST_DEPTH + 1)}
    with pytest.raises(NotUnderstood):
        cells(**long).result("表1", (9, 1))


def test_brackets_without_end_are_no_danger() -> None:
    with pytest.raises(NotUnderstood):
        result("=" + "(" * 900 + "1" + ")" * 900)
    with pytest.raises(NotUnderstood):
        result("=" + "-" * 900 + "1")


def test_brackets_in_a_chain_of_formulas_are_counted_together() -> None:
    deep = MOST_DEPTH - 2
    chain = [f"={'(' * deep}{address_of(9, number)}+0{')' * deep}" for number in range(2, 7)]
    with pytest.raises(NotUnderstood):
        cells(**dict(zip("abcde", chain, strict=True))).result("表1", (9, 1))


def test_cells_that_are_looked_at_are_work_though_none_is_found() -> None:
    own = {(row, 1): Stored(Decimal(1)) for row in range(1, 1001)}
    for row in range(1, 1001):
        own[row, 2] = Stored(None, f"={'SUM' if row % 2 else 'SUBTOTAL'}(9,C1:ZZ9999)")
    by = Calculator({"s": StoredSheet("s", own)})
    understood = 0
    for row in range(1, 1001):
        try:
            by.result("s", (row, 2))
        except NotUnderstood:
            continue
        understood += 1
    assert understood * len(own) <= MOST_STEPS


@given(st.text(alphabet="=+-*/()<>&%,.:!$'\"A1B2SUMIF表 \n", max_size=40))
@settings(deadline=None, max_examples=300)
def test_no_formula_is_a_danger(formula: str) -> None:
    try:
        result("=" + formula)
    except NotUnderstood:
        return


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=9))
@settings(deadline=None)
def test_sums_are_exact(numbers: list[int]) -> None:
    own = {(1, at): Stored(Decimal(number)) for at, number in enumerate(numbers, start=1)}
    own[2, 1] = Stored(None, f"=SUM(A1:{address_of(1, len(numbers))})")
    by = Calculator({"s": StoredSheet("s", own)})
    assert by.result("s", (2, 1)) == sum(numbers)


def test_what_is_stored_is_held_against_the_result() -> None:
    assert is_same(Decimal("0.3"), Decimal("0.30000000000000004"))
    assert not is_same(Decimal(37), Decimal(34))
    assert is_same(Decimal(0), None)
    assert is_same(None, "")
    assert not is_same(None, Decimal(0))
    assert not is_same("3", Decimal(3))
