"""Number formats: what a cell shows of what it holds."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.documents.sheet.number_format import is_rounded_away, shown
from checker.documents.sheet.stored import exact

ACCOUNTING = '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ '
DAY = datetime.datetime(2024, 3, 5)  # noqa: DTZ001 - dates of a workbook have no time zone


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("12", "General", "12"),
        ("0.50", "General", "0.5"),
        ("-3", "General", "-3"),
        ("7", "G/通用格式", "7"),
        ("7", "@", "7"),
        ("0", "0;-0;;@", ""),
        ("0", "#", ""),
        ("0", "0_ ", "0"),
        ("0", ACCOUNTING, "-"),
        ("1234", ACCOUNTING, "1,234"),
        ("-1234", ACCOUNTING, "-1,234"),
        ("1234567", "#,##0", "1,234,567"),
        ("12", "000000", "000012"),
        ("-5", "0;0", "5"),
        ("-5", "0", "-5"),
        ("-5", "#,##0_);(#,##0)", "(5)"),
        ("-5", "#,##0;[Red]-#,##0", "-5"),
        ("0.5", "0%", "50%"),
        ("0.125", "0.0%", "12.5%"),
        ("12.345", "0.00", "12.35"),
        ("1", "0.0", "1.0"),
        ("1.5", "0.##", "1.5"),
        ("1234", "0,", "1"),
        ("3", '0"件"', "3件"),
        ("3", "0件", "3件"),
        ("-1234.5", '"¥"#,##0.00', "-¥1,234.50"),
        ("1234.5", "[$¥-804]#,##0.00", "¥1,234.50"),
        ("0", '[=0]"-";General', "-"),
        ("12", '[=0]"-";General', "12"),
        ("5", '[>=10]"多";[<5]"少";0', "5"),
        ("3", ";;;", ""),
        ("5", '"a;b"0', "a;b5"),
        ("5", "\\;0", ";5"),
    ],
)
def test_numbers(value: str, code: str, text: str) -> None:
    assert shown(Decimal(value), code) == text


@pytest.mark.parametrize(
    "code", ["0.00E+00", "# ?/?", "[DBNum1]0", "[h]:mm", "0!.0,", "000-0000", "x0", "[蓝色]0"]
)
def test_what_is_not_understood_is_told(code: str) -> None:
    assert shown(Decimal(3), code) is None


def test_what_has_too_many_digits_is_told() -> None:
    assert shown(Decimal("1E+30"), "0.00") is None


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ('yyyy"年"m"月"d"日";@', "2024年3月5日"),
        ("m/d/yyyy", "3/5/2024"),
        ("yy-mm-dd", "24-03-05"),
        ("yyyy-mm-dd h:mm", None),
        ("mmmm d", None),
    ],
)
def test_dates(code: str, text: str | None) -> None:
    assert shown(DAY, code) == text


def test_texts_and_what_is_none() -> None:
    assert shown("甲", "General") == "甲"
    assert shown("甲", '0;-0;0;"（"@"）"') == "（甲）"
    assert shown("甲", ";;;") == ""
    assert shown(None, "0") == ""
    assert shown(True, "0") == "TRUE"  # noqa: FBT003 - a stored value


@pytest.mark.parametrize(
    ("value", "text", "other"),
    [
        ("1191", "1,191", False),
        ("1190.6", "1191", True),
        ("12.345", "12.35", False),  # an amount, as it is printed
        ("12.345", "12.3", False),
        ("12.345", "12.4", True),
        ("1191000", "1191", True),
        ("-5", "5", True),
        ("1190.6", "1191件", True),
        ("1191000", "1191 件", True),
        ("-5", "5件", True),
        ("12.345", "12.35万元", False),
        ("1191", "1,191件", False),
        ("0.5", "50%", False),  # no number of the form at all
        ("0.125", "12.5%", False),
    ],
)
def test_another_number_is_told(value: str, text: str, other: bool) -> None:  # noqa: FBT001
    assert is_rounded_away(Decimal(value), text) is other


NUMBERS = st.floats(allow_nan=False, allow_infinity=False).map(exact)


@given(NUMBERS, st.text('0#?,.;"[]%@_*\\-$E/=> Ggd件', max_size=12))
@settings(deadline=None, max_examples=400)
def test_no_format_is_a_danger(value: Decimal, code: str) -> None:
    shown(value, code)


@given(st.integers(-(10**9), 10**9))
@settings(deadline=None)
def test_whole_numbers_are_shown_whole(value: int) -> None:
    for code in ("General", "0", "#,##0", "0.00"):
        text = shown(Decimal(value), code)
        assert text is not None
        assert Decimal(text.replace(",", "")) == value
        assert not is_rounded_away(Decimal(value), text)
