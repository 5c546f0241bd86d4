"""Camelot reads a page without making frames, and makes them again for whoever else asks."""

from __future__ import annotations

from pathlib import Path

import camelot
import pandas
import pytest
from camelot import core
from camelot.parsers import base

from checker.documents.camelot_frames import unframed
from checker.documents.pdf import camelot_tables

PATH = Path(__file__).parents[2] / "samples" / "ok" / "suqian-2024.pdf"


def test_no_frame_is_made_while_a_page_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def make(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(pandas, "DataFrame", make)
    grids, faults = camelot_tables.drawn_grids(PATH.read_bytes(), [4])
    assert grids
    assert not faults
    assert core.pd is base.pd is pandas


def test_camelot_makes_frames_for_others_as_before() -> None:
    camelot_tables.drawn_grids(PATH.read_bytes(), [4])
    table, *_ = camelot.read_pdf(str(PATH), pages="4", engine="vector")
    assert isinstance(table.df, pandas.DataFrame)
    assert table.df.shape == table.shape


def test_all_else_of_pandas_is_its_own_and_all_is_put_back_after_an_error() -> None:
    def fail() -> None:
        with unframed(core, base):
            assert core.pd.DataFrame([["a", "b"], ["c"]]).shape == (2, 2)
            assert base.pd.DataFrame().shape == (0, 0)
            assert core.pd.concat is pandas.concat
            raise MemoryError

    with pytest.raises(MemoryError):
        fail()
    assert core.pd is base.pd is pandas
