"""Indented JSON is the standard library's, letter by letter, whoever writes it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.findings.indented import indented
from checker.model import PagePlace, State

_FLOATS = st.floats(allow_nan=False, allow_infinity=False).filter(lambda x: not 0 < abs(x) < 1e-4)
_LEAVES = (
    st.none() | st.booleans() | st.integers() | _FLOATS | st.text() | st.sampled_from(State)
    | st.sampled_from(["\ud800", "\x7f", "\u2028", "\x00\b\f\n\r\t\"\\/", "😀", 1 << 64, 1e16])
)  # fmt: skip
_RECORDS = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
    | st.tuples(inner, inner),
)  # fmt: skip


@given(record=_RECORDS)
def test_it_is_what_the_standard_library_writes(record: object) -> None:
    assert indented(record) == json.dumps(record, ensure_ascii=False, indent=2)


@pytest.mark.parametrize("value", [date(2024, 1, 1), PagePlace(1), {1, 2}, b"1"])
def test_what_is_no_plain_value_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="not JSON serializable"):
        indented({"value": value})
