"""A file in memory: opened by its path, in no folder, gone with its last use."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from checker.documents.pdf.nameless_file import path_of

DATA = b"%PDF" * 1_000_000


@pytest.mark.skipif(sys.platform != "linux", reason="files in memory are Linux's")
def test_it_is_opened_by_its_path_as_often_as_one_likes_and_then_gone() -> None:
    with path_of(DATA) as path:
        assert isinstance(path, str)
        assert Path(path).read_bytes() == Path(path).read_bytes() == DATA
        before = Path(path).readlink()
        with path_of(b"other") as other:
            assert isinstance(other, str)
            assert Path(other).read_bytes() == b"other"
    assert not Path(path).exists() or Path(path).readlink() != before


def test_where_there_are_none_the_bytes_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(_: str) -> int:
        raise PermissionError

    monkeypatch.setattr(os, "memfd_create", forbidden, raising=False)
    with path_of(DATA) as path:
        assert path is DATA
