"""What is packed comes back the same, and nothing else comes out."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.judging import Judging
from checker.model import Cell, ElementPlace, PicturePlace, Report, Section, SheetPlace, State
from checker.options import Options
from checker.register.packing import PackingError, as_text, from_text, packed, unpacked
from checker.rulebook import load_rulebook
from tests.support.factory import sample
from tests.support.prepared_readers import SAMPLES

if TYPE_CHECKING:
    from decimal import Decimal


@pytest.mark.parametrize("name", SAMPLES)
def test_a_report_and_its_findings_come_back(name: str) -> None:
    report = sample(name)
    assert unpacked(packed(report)) == report
    judging = Judging((report,), 1, {}, load_rulebook(), Options(), heads=(report.head,))
    (checked,) = judging.each()
    assert unpacked(packed(checked.findings)) == checked.findings
    assert packed(report) == packed(unpacked(packed(report)))


@given(
    st.text(st.characters()),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.floats(allow_nan=False, allow_infinity=False),
)
def test_whatever_a_file_prints(text: str, number: Decimal, edge: float) -> None:
    places = (
        SheetPlace(text, text, None),
        ElementPlace(text),
        PicturePlace((edge, 0.1, edge, 7), number, (text,), page=1),
    )
    for place in places:
        cell = Cell(State.DOUBTFUL, text, number, text, place, readings=(text, ""))
        assert from_text(as_text(cell)) == cell
    section = Section(1, text, text, places[0], places=places)
    report = replace(Report(text, ""), sections=(section,), foreign=MappingProxyType({text: text}))
    assert unpacked(packed(report)) == report
    assert as_text(report).isascii()


def test_a_half_character_comes_back() -> None:
    assert from_text(as_text(ElementPlace("\ud800\0"))) == ElementPlace("\ud800\0")


def test_nothing_but_the_model_is_packed() -> None:
    with pytest.raises(TypeError, match="object"):
        packed((object(),))


@pytest.mark.parametrize(
    "text",
    [
        '{"~": "Popen", "args": "ls"}',
        '{"~": "State", "v": "of a later program"}',
        '{"~": "ElementPlace", "path": "a", "later": 1}',
        '{"~": "ElementPlace"}',
        '{"path": "a"}',
        '{"~": "Decimal", "v": "x"}',
        "[",
    ],
)
def test_what_this_program_does_not_know_is_refused(text: str) -> None:
    with pytest.raises(PackingError):
        from_text(text)
    with pytest.raises(PackingError):
        unpacked(zlib.compress(text.encode()))


def test_a_field_that_a_later_program_adds_has_its_default() -> None:
    plain = json.loads(as_text(Cell(State.BLANK, "")))
    assert set(plain) == {"~", "state", "raw"}, "fields at their default are left out"


def test_damaged_bytes_are_refused() -> None:
    for data in (b"", b"x", packed(Cell(State.BLANK, ""))[:-4]):
        with pytest.raises(PackingError):
            unpacked(data)
