"""Printed text as numbers: exact, in every way reports print them; anything else is text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model import State
from checker.recognise.numerals import numeral
from checker.rulebook.form import CHANGE, COUNT, MONEY

FULL_WIDTH = str.maketrans("0123456789.,-+", "０１２３４５６７８９．，－＋")


@given(st.integers(0, 10**12))
def test_a_count_is_itself(number: int) -> None:
    assert numeral(str(number)).value == Decimal(number)
    assert numeral(f"{number:,}").value == Decimal(number)
    assert numeral(str(number).translate(FULL_WIDTH)).value == Decimal(number)
    assert numeral(f" {number}\n").value == Decimal(number)


@given(st.decimals(-(10**9), 10**9, places=4))
def test_money_keeps_every_decimal(amount: Decimal) -> None:
    read = numeral(f"{amount:f}", holds=MONEY)
    assert read.value == amount
    assert str(read.value) == f"{amount:f}", "no rounding, no binary float"


@given(st.integers(-(10**6), 10**6))
def test_a_change_has_its_sign(change: int) -> None:
    assert numeral(f"{change:+d}", holds=CHANGE).value == Decimal(change)
    assert numeral(f"{change:+d}".replace("-", "−"), holds=CHANGE).value == Decimal(change)


@given(st.text(max_size=12))
def test_any_text_is_read_or_left_as_text(text: str) -> None:
    read = numeral(text)
    assert (read.value is not None) == (read.state is State.NUMBER)
    if read.state is State.BLANK:
        assert not text.strip()
    if read.state is State.NUMBER:
        assert any(char in "0123456789０１２３４５６７８９" for char in text)


@pytest.mark.parametrize(
    "text", ["/", "—", "-", "无", "约5", "5+", "5万", "5%", "5-9", "(5)", "٣٤"]
)
def test_what_is_no_number_is_text(text: str) -> None:
    assert numeral(text).state is State.TEXT


@pytest.mark.parametrize("text", ["1,23", "12,34,567", "1.2.3", "1e3", "0x10", "1/2", "1、2", "½"])
def test_half_a_number_is_none(text: str) -> None:
    assert numeral(text).state is State.TEXT


@pytest.mark.parametrize(
    ("text", "value", "note"),
    [
        ("22（其中修订16件）", "22", "（其中修订16件）"),
        ("7件", "7", "件"),
        ("12①", "12", "①"),
        ("12²", "12", "²"),
        ("3（a（b）c）*", "3", "（a（b）c）*"),
    ],
)
def test_what_stands_beside_a_number_is_its_note(text: str, value: str, note: str) -> None:
    read = numeral(text)
    assert (read.value, read.note) == (Decimal(value), note)


def test_a_raised_mark_is_a_note() -> None:
    assert numeral("12", "3").note == "3"


def test_another_columns_unit_makes_text() -> None:
    assert numeral("251000元", holds=MONEY, unit="万元").state is State.TEXT
    assert numeral("25.1万元", holds=MONEY, unit="万元").value == Decimal("25.1")
    assert numeral("5元", holds=COUNT).state is State.TEXT
