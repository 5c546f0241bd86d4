"""Sequences that mostly lie on the disk give what was put in, in its order."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import CheckerError
from checker.model import CellRef, Outcome, Result
from checker.spool import Mapped, Spool
from tests.support.factory import sample

if TYPE_CHECKING:
    from pathlib import Path

ITEMS = st.lists(st.text() | st.integers() | st.tuples(st.text(), st.decimals()), max_size=12)


@given(items=ITEMS, held=st.integers(0, 13), cut=st.slices(12))
def test_what_was_put_in_comes_out(items: list[object], held: int, cut: slice) -> None:
    spool = Spool(map(repr, items), held=held)
    plain = list(map(repr, items))
    assert [*spool] == plain
    assert len(spool) == len(plain)
    assert [spool[at] for at in range(-len(plain), len(plain))] == plain + plain
    assert [*spool[cut]] == plain[cut]
    for beyond in (len(plain), -len(plain) - 1):
        with pytest.raises(IndexError):
            spool[beyond]


def test_a_report_and_its_outcomes_come_back_equal() -> None:
    report = sample("hongze-2023")
    facts = MappingProxyType({"other": "某县"})
    outcome = Outcome("T3-01", 0, "total", Result.FAIL, (), facts=facts)
    spool = Spool[object]((report, outcome), held=0)
    assert spool[0] == report
    assert spool[0] is not report
    assert spool[1] == outcome
    found = spool[1]
    assert isinstance(found, Outcome)
    assert isinstance(found.facts, MappingProxyType)


def test_references_to_a_cell_are_one_when_they_come_back() -> None:
    spool = Spool([(CellRef("t3", "granted", "total"),)] * 2, held=0)
    assert spool[0] == (CellRef.parse("t3.granted.total"),)
    assert spool[0][0] is spool[1][0]


def test_it_can_be_read_while_it_grows_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    spool: Spool[int] = Spool(held=1)
    for number in range(50):
        spool.append(number)
        assert spool[number // 2] == number // 2
    assert [*spool] == [*range(50)]
    assert not [*tmp_path.iterdir()], "the file has no name that could be left behind"


def test_a_full_disk_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(prefix: str) -> object:
        raise OSError(28, f"No space left on device {prefix}")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    with pytest.raises(CheckerError, match=r"临时文件夹“.*”写不下：.*TMPDIR"):
        Spool((1,), held=0)


def test_items_are_changed_when_they_are_asked_for() -> None:
    asked: list[int] = []

    def change(index: int, item: int) -> str:
        asked.append(index)
        return f"{index}:{item}"

    mapped = Mapped((10, 20, 30), change, at=(2, 0))
    assert asked == []
    assert mapped[-1] == "1:10"
    assert [*mapped] == ["0:30", "1:10"]
    assert mapped[:1] == ("0:30",)
    assert asked == [1, 0, 1, 0]
    kept = Mapped((10, 20), change, keep=True)
    assert kept[1] is kept[1]
    assert asked[4:] == [1]
    assert [*Mapped((1, 2))] == [1, 2]
    with pytest.raises(IndexError):
        mapped[2]


def test_the_head_of_a_report_says_which_it_is() -> None:
    report = sample("suqian-2023")
    head = report.head
    assert (head.name, head.body, head.year) == (report.name, report.body, report.year)
    assert not head.cells
    assert not head.prose
    assert head == replace(report, sections=()).head
